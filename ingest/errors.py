"""What can be wrong with a file, as a tree. Nothing of such a file is stored.

DungHanError
└── IngestError                 the file can not be taken in; `path` says which
    ├── MissingFileError        no such file, or it can not be opened
    ├── EmptyFileError          zero bytes, or no text at all
    ├── TooLargeError           more bytes, pages or characters than we read
    ├── UnsupportedFileError    a kind that we do not read (.doc, .xls)
    ├── WrongSuffixError        the content is not what the suffix says
    ├── BrokenFileError         the kind is right, the inside can not be read
    ├── EncryptedFileError      a password is needed
    ├── OcrMissingError         pages are pictures, and Tesseract is not installed
    └── SecretPaperError        a state secret mark: such papers never enter
"""

from pathlib import Path

from corpus.errors import DungHanError


class IngestError(DungHanError):
    """A file can not be taken in; the message says where, why and what to do."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path.name}: {message}")
        self.path = path


class MissingFileError(IngestError):
    """There is no such file, or the system does not let us open it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            path, f"không mở được tệp ({reason}); kiểm tra lại đường dẫn và quyền đọc."
        )


class EmptyFileError(IngestError):
    """There is nothing to read in the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "tệp rỗng, không có chữ nào để đọc; hãy lấy lại bản đầy đủ.")


class TooLargeError(IngestError):
    """The file goes over one of the bounds of ingest.limits."""

    def __init__(self, path: Path, found: str, allowed: str) -> None:
        super().__init__(
            path, f"tệp quá lớn: {found}, mức cho phép là {allowed}; hãy tách thành tệp nhỏ hơn."
        )


class UnsupportedFileError(IngestError):
    """We know what the file is and do not read that kind."""

    def __init__(self, path: Path, kind: str, advice: str) -> None:
        super().__init__(path, f"chưa đọc được {kind}; {advice}.")
        self.kind = kind


class WrongSuffixError(IngestError):
    """The first bytes are not those of the kind that the suffix names."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            path,
            f"phần đuôi «{path.suffix}» không đúng với nội dung ({found}); "
            "hãy đổi lại đuôi tệp hoặc lưu lại đúng định dạng.",
        )
        self.found = found


class BrokenFileError(IngestError):
    """The file says what it is, and its inside can not be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"tệp bị hỏng ({reason}); hãy lấy lại bản khác.")


class EncryptedFileError(IngestError):
    """A password is needed to read the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "tệp đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")


class OcrMissingError(IngestError):
    """Pages are pictures, and what reads pictures is not on this machine."""

    def __init__(self, path: Path, pages: int, reason: str) -> None:
        super().__init__(
            path,
            f"có {pages} trang chỉ là ảnh, cần nhận dạng chữ, mà {reason}; trên Debian hoặc Ubuntu "
            "hãy cài bằng lệnh «apt install tesseract-ocr tesseract-ocr-vie», trên Windows hãy cài "
            "Tesseract và chọn thêm tiếng Việt (vie), rồi nạp lại tệp này.",
        )
        self.pages = pages


class SecretPaperError(IngestError):
    """A paper with a mark of state secrecy at its head; nothing of it is kept or logged."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "văn bản có dấu chỉ độ mật, không được đưa vào hệ thống này; "
            "hãy xử lý theo quy định về bảo vệ bí mật nhà nước.",
        )
