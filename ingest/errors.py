"""What can be wrong with a file, as a tree. Nothing of such a file is stored.

DungHanError
└── IngestError                 the file can not be taken in; `path` says which
    ├── MissingFileError        no such file, or it can not be opened
    ├── EmptyFileError          zero bytes, or no text at all
    ├── TooLargeError           more bytes, pages or characters than we read
    ├── UnsupportedFileError    a kind that we do not read
    ├── MissingProgramError     a program that reads this kind is not installed; the file waits
    ├── WrongSuffixError        the content is not what the suffix says
    ├── BrokenFileError         the kind is right, the inside can not be read
    ├── EncryptedFileError      a password is needed
    ├── OcrMissingError         pages are pictures, and Tesseract is not installed
    ├── SecretPaperError        a state secret mark: such papers never enter
    ├── ChangedFileError        the file changed between reading and keeping
    ├── TooSlowError            reading it takes longer than allowed
    ├── TooMuchMemoryError      reading it takes more memory than allowed
    └── ReaderDiedError         the process that read it ended, or hit an error of ours
"""

from pathlib import Path

from corpus.errors import DungHanError


class IngestError(DungHanError):
    """A file can not be taken in; the message says where, why and what to do."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path.name}: {message}")
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        # The constructors take facts, not the message: between processes both are carried.
        return _revived, (type(self), self.args, dict(self.__dict__))


def _revived(
    kind: type[IngestError], args: tuple[object, ...], facts: dict[str, object]
) -> IngestError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(facts)
    return error


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


class MissingProgramError(IngestError):
    """The kind is read by a program that is not on this machine."""

    def __init__(self, path: Path, program: str, command: str) -> None:
        super().__init__(
            path,
            f"cần {program} để đọc loại tệp này mà máy chưa có; cài bằng lệnh «{command}» "
            "rồi nạp lại, hoặc lưu tệp thành .docx.",
        )
        self.program = program


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


class ChangedFileError(IngestError):
    """The bytes on disk are no longer those that were read."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "tệp bị thay đổi trong lúc đang nạp; hãy nạp lại khi đã sửa xong.")


class TooSlowError(IngestError):
    """Reading went on longer than ingest.limits.Limits allows; it was ended."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            path,
            f"đọc quá lâu, đã dừng sau {seconds:.0f} giây; tệp có thể bị hỏng. "
            "Hãy lưu lại tệp bằng Word hoặc trình đọc PDF, hoặc tách thành tệp nhỏ hơn.",
        )
        self.seconds = seconds


class TooMuchMemoryError(IngestError):
    """Reading took more memory than ingest.limits.Limits allows; it was ended."""

    def __init__(self, path: Path, memory_mib: int) -> None:
        super().__init__(
            path,
            f"đọc cần hơn {memory_mib} MB bộ nhớ, đã dừng; tệp có thể bị hỏng. "
            "Hãy lưu lại tệp bằng Word hoặc trình đọc PDF, hoặc tách thành tệp nhỏ hơn.",
        )
        self.memory_mib = memory_mib


class ReaderDiedError(IngestError):
    """The process that read the file ended by itself, or our own code has an error."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            path,
            f"phần đọc tệp dừng đột ngột ({reason}), không lưu gì của tệp này; "
            "tệp có thể bị hỏng, hãy lưu lại bằng chương trình đã tạo ra nó rồi nạp lại.",
        )
        self.reason = reason
