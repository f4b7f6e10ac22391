"""The tables of a Word file: which are data, and which only lay a letterhead out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.docx_inline import all_words
from ingest.docx_package import W
from ingest.docx_report import Report, Why
from ingest.docx_styles import is_on
from ingest.lines import Cell, Kind, Line
from ingest.markup import Element

_LAID_OUT = re.compile(
    r"^(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN|Kính gửi\b|Nơi nhận\s*:|(?:TM|KT|TL|TUQ)\. ?[A-ZĐ])"
)
_MOST_COLUMNS = 3  # of a letterhead
_MOST_ROWS = 8  # of a letterhead read column by column; a longer one is read row by row
_MOST_SPAN = 100  # columns that one cell may claim


@dataclass(slots=True, kw_only=True)
class GridCell:
    """A cell and what stands in it."""

    lines: list[Line]  # in order; rows of a nested table and footnotes among them
    span: int = 1
    is_below: bool = False
    is_bold: bool = False

    @property
    def text(self) -> str:
        """The cell's own words on one line."""
        return " ".join(line.text for line in self.lines if line.kind is Kind.TEXT)


@dataclass(slots=True, kw_only=True)
class GridRow:
    """A row; `is_head` where Word repeats it on each page."""

    cells: list[GridCell]
    is_head: bool = False


def rows_of(table: Element, report: Report) -> Iterator[tuple[Element, list[Element]]]:
    """The rows of a table with their cells; those deleted while changes were tracked are counted."""
    for row in _unwrapped(table, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            report.remove(Why.DELETED, all_words(row))
            continue
        report.insertions += row.find(f"{W}trPr/{W}ins") is not None
        cells = []
        for cell in _unwrapped(row, "tc"):
            if cell.find(f"{W}tcPr/{W}cellDel") is not None:
                report.remove(Why.DELETED, all_words(cell))
            else:
                cells.append(cell)
        yield row, cells


def span_of(cell: Element) -> int:
    """How many columns a cell covers."""
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    value = "1" if found is None else str(found.get(f"{W}val") or "1")
    return min(max(int(value), 1), _MOST_SPAN) if value.isdigit() and len(value) < 5 else 1


def is_below(cell: Element) -> bool:
    """True for a cell that goes on from the one above it."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and str(merge.get(f"{W}val") or "continue") != "restart"


def is_repeated(row: Element) -> bool:
    """True for a row that Word repeats at the head of each page."""
    return is_on(row.find(f"{W}trPr/{W}tblHeader"))


def is_layout(rows: list[GridRow]) -> bool:
    """True for a table that is no data: a frame, a letterhead, a signature, two columns of text."""
    columns = max((len(row.cells) for row in rows), default=0)
    full = [row for row in rows if any(cell.lines for cell in row.cells)]
    if columns <= 1 or len(full) <= 1:
        return True
    return columns <= _MOST_COLUMNS and any(
        _LAID_OUT.match(line.text) for row in rows for cell in row.cells for line in cell.lines
    )


def laid_out(rows: list[GridRow]) -> Iterator[Line]:
    """The lines of a letterhead, column by column; of a long layout, row by row."""
    columns = max((len(row.cells) for row in rows), default=0)
    if len(rows) > _MOST_ROWS:
        cells = [cell for row in rows for cell in row.cells]
    else:
        cells = [
            row.cells[column]
            for column in range(columns)
            for row in rows
            if column < len(row.cells)
        ]
    for cell in cells:
        for index, line in enumerate(cell.lines):
            yield line if index else replace(line, continues=False)


def data_rows(rows: list[GridRow], number: int, page: int) -> Iterator[Line]:
    """Each row as a line, followed by the notes called in it and by the tables inside its cells."""
    for order, row in enumerate(rows, start=1):
        cells = tuple(
            Cell(
                text=cell.text,
                span=cell.span,
                is_below=cell.is_below,
                is_head=row.is_head,
                is_strong=cell.is_bold,
            )
            for cell in row.cells
        )
        inside = [line for cell in row.cells for line in cell.lines]
        if any(cell.text for cell in cells):
            yield Line(
                text=" | ".join(cell.text for cell in cells).strip(),
                page=next((line.page for line in inside), page),
                whole=True,
                kind=Kind.ROW,
                table=number,
                row=order,
                cells=cells,
            )
        yield from (line for line in inside if line.kind is not Kind.TEXT)


def _unwrapped(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, those inside content controls and the like included."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, name)


_WRAPPERS = frozenset(f"{W}{name}" for name in ["sdt", "sdtContent", "customXml", "ins", "moveTo"])
