"""What a PDF's text layer got wrong: words broken by blanks are mended, the rest is said."""

from dataclasses import dataclass, replace

from corpus.documents import Note
from ingest.lines import Line
from ingest.syllables import count_words, mend_words, share_of_syllables
from ingest.tables import find_tables, set_rows

# Clean pages of public papers lie above 0.97 (names and foreign words are the rest); badly
# recognised ones below 0.9.
_GOOD_SHARE = 0.9
_MEASURABLE = 200  # letters that a page needs before the share means anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """The lines of all pages in order, and what to say about them."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...]


def repair_pages(pages: list[list[Line]]) -> Repaired:
    """The lines of each page with broken words mended and regular tables as rows."""
    known = count_words([line.text for lines in pages for line in lines])
    done: list[Line] = []
    notes: list[Note] = []
    joins: dict[int, int] = {}  # by page
    tables = 0
    for number, lines in enumerate(pages, start=1):
        mended = [replace(line, text=mend_words(line.text, known)) for line in lines]
        changed = sum(
            len(before.text.split()) - len(after.text.split())
            for before, after in zip(lines, mended, strict=True)
        )
        if changed:
            joins[number] = changed
        found = list(find_tables(mended))
        rows = set_rows(mended, found, tables + 1)
        tables = max([tables, *(line.table for line in rows)])
        done += rows
        notes += _doubts(number, [line.text for line in rows], has_table=bool(found))
    if joins:
        on_pages = ", ".join(map(str, joins))
        words = f"Đã nối {sum(joins.values())} chỗ chữ bị tách như «đ ược», ở trang {on_pages}."
        notes.append(Note(page=None, text=words))
    return Repaired(lines=tuple(done), notes=tuple(notes))


def _doubts(number: int, texts: list[str], *, has_table: bool) -> list[Note]:
    notes: list[Note] = []
    text = "\n".join(texts)
    if has_table:
        words = f"Trang {number} có bảng; thứ tự chữ trong bảng có thể lẫn."
        notes.append(Note(page=number, text=words, doubtful=True))
    if len(text) >= _MEASURABLE and share_of_syllables(text) < _GOOD_SHARE:
        words = f"Trang {number}: lớp chữ có nhiều lỗi, cần xem bản gốc."
        notes.append(Note(page=number, text=words, doubtful=True))
    return notes
