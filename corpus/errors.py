"""What can go wrong, as a tree. Each room adds its own branch.

DungHanError
├── ingest.errors.IngestError      the input is bad; nothing was stored
├── corpus.errors.StoreError       the store does not fit what was asked
└── index.errors.IndexRoomError    the index does not fit the store or the model

Every message is one Vietnamese sentence or two that a reader can act on: where, what was
found, what was expected, what to do. A programmer's error stays a plain ValueError.
"""


class DungHanError(Exception):
    """The root of everything that a face may show to a person."""


class StoreError(DungHanError):
    """The store does not hold, or can not take, what was asked of it."""


class UnknownDocumentError(StoreError):
    """No document has this id."""

    def __init__(self, document_id: str) -> None:
        super().__init__(
            f"Không có văn bản «{document_id}» trong kho. "
            "Lệnh «dunghan show» liệt kê mã của các văn bản đang có."
        )
        self.document_id = document_id


class UnknownPendingError(StoreError):
    """No paper that waits to be published has this id."""

    def __init__(self, pending_id: str) -> None:
        super().__init__(
            f"Không có văn bản «{pending_id}» đang chờ công bố. "
            "Lệnh «dunghan pending» liệt kê các văn bản đang chờ."
        )
        self.pending_id = pending_id


class StoreVersionError(StoreError):
    """The store was last changed by a newer program, which knows tables that we do not."""

    def __init__(self, place: str, found: str, expected: str) -> None:
        super().__init__(
            f"Kho «{place}» có cấu trúc bản {found}, mới hơn bản {expected} mà chương trình này "
            "đọc được. Hãy cài bản dunghan mới như trên máy đã dùng kho này lần cuối."
        )
        self.place = place
        self.found = found
        self.expected = expected
