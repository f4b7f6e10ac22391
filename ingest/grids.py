"""Tables whose cells are known: which are data, and which only lay a letterhead out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.lines import Cell, Kind, Line

_LAID_OUT = re.compile(
    r"^(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN|Kính gửi\b|Nơi nhận\s*:|(?:TM|KT|TL|TUQ)\. ?[A-ZĐ])"
)
_MOST_COLUMNS = 3  # of a letterhead
_MOST_ROWS = 8  # of a letterhead read column by column; a longer one is read row by row


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


def is_layout(rows: list[GridRow]) -> bool:
    """True for a table that is no data: a frame, a letterhead, a signature, two columns of text."""
    columns = max((len(row.cells) for row in rows), default=0)
    full = [row for row in rows if any(cell.lines for cell in row.cells)]
    if columns > _MOST_COLUMNS:
        return False
    return min(columns, len(full)) <= 1 or any(
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
