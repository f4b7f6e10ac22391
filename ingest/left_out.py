"""What a file holds beside its text, counted while it is read and said afterwards."""

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.documents import Note

_SAMPLE = 80  # characters of what was left out that a note shows


class Why(StrEnum):
    """Why words of the file are not in the text."""

    HIDDEN = "chữ đặt ẩn"
    DELETED = "chữ đã xóa khi theo dõi sửa đổi"
    MOVED = "chữ đã chuyển đi nơi khác khi theo dõi sửa đổi"
    FIELD = "mã trường của Word"
    PAGE_NUMBER = "số trang ở đầu trang, chân trang"
    WEB = "trình đơn, quảng cáo, đầu và chân trang của trang mạng"
    UNCALLED = "chú thích không được gọi ở đâu trong văn bản"


@dataclass(slots=True, kw_only=True)
class Report:
    """Counts of what was left out, and of what a person should know of the file."""

    removed: dict[Why, list[str]] = field(default_factory=dict)
    insertions: int = 0
    comments: int = 0
    pictures: int = 0
    chunks: int = 0  # other documents embedded by altChunk
    endnotes: int = 0
    scripts: int = 0  # programs and style sheets of a web page
    unknown_symbols: dict[str, int] = field(default_factory=dict)

    def remove(self, why: Why, text: str) -> None:
        """Count words that are left out; blanks alone are not words."""
        if text.strip():
            self.removed.setdefault(why, []).append(" ".join(text.split()))

    def notes(self) -> list[Note]:
        """What to say, in Vietnamese; the kept insertions and what was left out have counts."""
        notes = [_removed(why, texts) for why, texts in self.removed.items()]
        if self.insertions:
            notes.append(
                _doubt(
                    f"Tệp còn theo dõi sửa đổi: {self.insertions} chỗ chèn thêm đã được tính là "
                    "nội dung; cần đối chiếu với bản đã ban hành."
                )
            )
        if self.comments:
            notes.append(
                Note(
                    page=None,
                    text=f"Tệp có {self.comments} nhận xét bên lề; nhận xét không phải nội dung "
                    "văn bản nên không nạp.",
                )
            )
        if self.pictures:
            notes.append(_doubt(f"Tệp có {self.pictures} hình; chữ nằm trong hình không đọc được."))
        if self.chunks:
            notes.append(
                _doubt(
                    f"Tệp nhúng {self.chunks} tài liệu khác chưa được nạp; hãy mở bằng Word, lưu "
                    "lại rồi nạp lại."
                )
            )
        if self.endnotes:
            notes.append(
                Note(
                    page=None,
                    text=f"{self.endnotes} chú thích cuối văn bản được đánh số nối tiếp với chú "
                    "thích chân trang.",
                )
            )
        if self.scripts:
            words = f"Đã bỏ {self.scripts} đoạn mã và kiểu trình bày của trang mạng."
            notes.append(Note(page=None, text=words))
        notes += [
            _doubt(f"{count} ký hiệu của phông {name} chưa biết là chữ gì, ghi thành «\ufffd».")
            for name, count in self.unknown_symbols.items()
        ]
        return notes


def _removed(why: Why, texts: list[str]) -> Note:
    letters = sum(len("".join(text.split())) for text in texts)
    sample = texts[0] if len(texts[0]) <= _SAMPLE else texts[0][: _SAMPLE - 1] + "…"
    # A field's code is the machine's, a deleted word the author withdrew: neither is shown.
    shown = f", bắt đầu bằng «{sample}»" if why in (Why.HIDDEN, Why.UNCALLED) else ""
    return Note(
        page=None,
        text=f"Đã bỏ {len(texts)} chỗ là {why.value} ({letters} ký tự){shown}.",
        doubtful=why not in (Why.FIELD, Why.PAGE_NUMBER, Why.WEB),
    )


def _doubt(text: str) -> Note:
    return Note(page=None, text=text, doubtful=True)
