"""How a paper was read, in words: one sentence for each way, and the report by page."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.documents import Note, ReadHow

_WORDS = {
    ReadHow.TEXT: "đọc thẳng chữ có trong tệp",
    ReadHow.OCR: "nhận dạng chữ từ ảnh",
    ReadHow.CONVERTED: "đọc sau khi chuyển từ định dạng khác",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One line of the report; lines about the whole paper come first, then page by page."""

    page: int | None  # None: the whole paper
    text: str


def read_by(page: int | None, how: ReadHow, program: str = "") -> Note:
    """The note that says how a page was read, or with None all pages that no other note names.

    Args:
        page: counted from 1; None for the whole paper.
        how: the way.
        program: what did it, with its version: "Tesseract 5.3.0, tiếng Việt".
    """
    return Note(page=page, text=_said(how, program), how=how)


def report(notes: Iterable[Note], page_count: int) -> tuple[ReportLine, ...]:
    """How each page was read, what was repaired and what is in doubt, the whole paper first."""
    notes = tuple(notes)
    named = {note.page for note in notes if note.how is not None}
    lines = [ReportLine(page=note.page, text=_line(note)) for note in notes]
    if None not in named and len(named) < page_count:
        others = "các trang khác: " if named else ""
        lines.insert(0, ReportLine(page=None, text=f"cách đọc: {others}{_WORDS[ReadHow.TEXT]}"))
    # Sorting is stable: what is said of one page stays in the order in which it was found.
    return tuple(sorted(lines, key=lambda line: line.page or 0))


def _line(note: Note) -> str:
    if note.how is not None:
        return f"cách đọc: {note.text}"
    return f"cần xem lại: {note.text}" if note.doubtful else f"đã xử lý: {note.text}"


def _said(how: ReadHow, program: str) -> str:
    return f"{_WORDS[how]} ({program})" if program else _WORDS[how]
