"""What every reader hands on: the printed lines of a paper, in order, each with its page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.documents import Note


class Kind(StrEnum):
    """What a line is to the flow of the text."""

    TEXT = "text"
    FOOTNOTE = "footnote"
    PAGE_MARK = "page_mark"  # a page number or running header
    ROW = "row"  # one row of a table, cells joined by " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table's row, as a reader that knows the grid gives it."""

    text: str
    span: int = 1  # columns that it covers
    is_below: bool = False  # merged with the cell above, whose words hold for this row too
    is_head: bool = False  # the file marks it as a head (a repeated row, <th>)
    is_strong: bool = False  # all its words are in bold


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContext:
    """What a row's own words do not say: its heads, what merged cells carry, its groups."""

    heads: tuple[str, ...] = ()  # of each cell, "" where none; empty for a head itself
    carried: tuple[str, ...] = ()  # for each cell what a merged cell above says, "" where none
    groups: tuple[str, ...] = ()  # the rows across the table under which it stands, outer first


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line, or one whole paragraph where the file keeps paragraphs whole."""

    text: str  # without spaces at its ends; runs inside are kept, columns show in them
    page: int  # counted from 1
    indent: int = 0  # spaces before the text, as the file shows them
    gap: int = 0  # blank lines before
    ruled: bool = False  # a rule stands above, as it does above footnotes
    whole: bool = False  # a paragraph that the file itself ends
    continues: bool = False  # the rest, on the next page, of the paragraph above
    heading: bool = False  # the file marks it as a heading (bold, "#", a heading style)
    kind: Kind = Kind.TEXT
    table: int = 0  # the table's order in the paper, from 1; 0 outside tables
    row: int = 0  # from 1; the header row is 1
    cells: tuple[Cell, ...] = ()  # of a row whose file tells them; else they are in the text
    context: RowContext | None = None  # of a row; ingest.table_heads sets it
    footnote: str = ""  # the footnote's number as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The lines of a paper and how many pages they were read from."""

    lines: tuple[Line, ...]
    page_count: int
    notes: tuple[Note, ...] = ()  # what the reader repaired or doubts
    pages_known: bool = True  # False: the file does not say where its pages end


_MEASURABLE = 8  # lines that a page needs before its width means anything
_SPACES = re.compile(r"\s+")
_WIDE_GAP = re.compile(r"\s{4,}")
# A gap may be a field left to fill in by hand: "Số:      /UBND-HC", "ngày     tháng 9".
_FIELD_BEFORE = re.compile(r"(?:[Ss]ố\s*:?|ngày|tháng|năm|/)$")
_FIELD_AFTER = re.compile(r"^(?:/|tháng\b|năm\b|-\w)")


def single_spaced(text: str) -> str:
    """The text with each run of blanks as one space and none at its ends."""
    return _SPACES.sub(" ", text).strip()


def split_columns(line: Line) -> list[Line]:
    """The line as its columns: two where a wide gap parts it, else itself alone."""
    for gap in _WIDE_GAP.finditer(line.text):
        left, right = line.text[: gap.start()], line.text[gap.end() :]
        if not _FIELD_BEFORE.search(left) and not _FIELD_AFTER.match(right):
            indent = line.indent + gap.end()
            return [replace(line, text=left), replace(line, text=right, indent=indent)]
    return [line]


def is_capitals(text: str) -> bool:
    """True when the text has letters and all of them are capitals."""
    return text.isupper()


def usual_width(lines: Iterable[Line]) -> int:
    """The length that full lines of the paper reach; 0 when there is nothing to measure."""
    lengths = sorted(len(line.text) for line in lines if line.kind is Kind.TEXT)
    return lengths[int(len(lengths) * 0.93)] if lengths else 0


def page_widths(lines: Iterable[Line]) -> dict[int, int]:
    """The usual width of each page; a page too short to measure has that of the whole paper.

    Pages differ where tables lie across a turned page.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    widths = {page: usual_width(on_page) for page, on_page in pages.items()}
    measured = sorted(width for page, width in widths.items() if len(pages[page]) >= _MEASURABLE)
    middle = measured[len(measured) // 2] if measured else usual_width(_all(pages))
    return {
        page: width if len(pages[page]) >= _MEASURABLE else middle for page, width in widths.items()
    }


def _all(pages: dict[int, list[Line]]) -> list[Line]:
    return [line for on_page in pages.values() for line in on_page]
