"""What can go wrong while finding.

corpus.errors.DungHanError
└── IndexRoomError
    ├── StaleIndexError        the index folder does not fit the program, the model or the store
    ├── EarlierIndexError      there is no index to go back to, or it does not fit
    ├── IndexBusyError         another one is building the index
    ├── IndexWriteError        the index folder can not be written: a full disk, a missing right
    ├── EmbeddingModelError    the embedding model can not be loaded, used or trained
    ├── EncoderMissingError    what needs the [encoder] extra was asked for without it
    ├── RankerError            the file of the ranking stage is not the program's
    ├── RerankerError          the model that looks at passages again can not be loaded
    └── RerankingFailedError   it gave no scores; the order before it stands
"""

from pathlib import Path

from corpus.errors import DungHanError


class IndexRoomError(DungHanError):
    """The root of this room's errors."""


class StaleIndexError(IndexRoomError):
    """An index folder that this program can not answer from; it can always be rebuilt."""

    def __init__(self, *, what: str, found: object, expected: object) -> None:
        super().__init__(
            f"Chỉ mục không dùng được: {what} là «{found}», cần «{expected}». "
            "Hãy chạy «dunghan index rebuild» để dựng lại từ kho văn bản."
        )
        self.what = what
        self.found = found
        self.expected = expected


class EarlierIndexError(IndexRoomError):
    """The index before can not be taken into use again. The one in use stays as it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Không dùng lại được chỉ mục trước: {reason}. Chỉ mục đang dùng không thay đổi."
        )


class IndexBusyError(IndexRoomError):
    """The index is being built, by this program or another; only one may."""

    def __init__(self) -> None:
        super().__init__(
            "Chỉ mục đang được dựng lại, ở chương trình này hoặc chương trình khác. "
            "Hãy chờ dựng xong rồi làm lại."
        )


class IndexWriteError(IndexRoomError):
    """A change that could not be written. What is in use stays, and the next search tries again."""

    def __init__(self, folder: Path, reason: Exception) -> None:
        super().__init__(
            f"Không ghi được chỉ mục ở «{folder}»: {reason}. "
            "Hãy kiểm tra dung lượng đĩa và quyền ghi vào thư mục."
        )
        self.folder = folder


class EmbeddingModelError(IndexRoomError):
    """The embedding model is not where the setting says, or is not of a form we read."""


class EncoderMissingError(IndexRoomError):
    """What needs torch and sentence-transformers was asked for where they are not installed."""

    def __init__(self, needs_it: str) -> None:
        super().__init__(
            f"{needs_it} cần «dunghan[encoder]» (torch, sentence-transformers), máy này chưa cài "
            "hoặc cài hỏng. Hãy cài thêm rồi chạy lại, hoặc dùng mô hình đi kèm."
        )


class RankerError(IndexRoomError):
    """The weights of the ranking stage are missing, broken, or of another version."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Không đọc được tệp xếp hạng «{path}», hoặc tệp không thuộc bản phần mềm này. "
            "Hãy cài lại phần mềm."
        )
        self.path = path


class RerankerError(IndexRoomError):
    """The model that looks at passages again is not where the setting says, or is none."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(
            f"Không nạp được mô hình xếp lại «{name}»: cần {expected}. Hãy kiểm tra tên hoặc thư "
            "mục trong DUNGHAN_RERANKER, hoặc bỏ cài đặt đó."
        )
        self.name = name


class RerankingFailedError(IndexRoomError):
    """A model gave no scores that passages could be ordered by."""
