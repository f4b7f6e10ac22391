"""Tables in the layout of a PDF: lines whose wide gaps stand one under the other."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.lines import Kind, Line, single_spaced

_GAP = re.compile(r"\s{3,}")
_FEWEST_COLUMNS, _FEWEST_LINES = 3, 3
_MAX_WRAPPED = 2  # lines of a wrapped cell between two lines with columns


def find_tables(lines: list[Line]) -> Iterator[range]:
    """The lines of each table of one page: three columns or more on three lines or more."""
    index = 0
    while index < len(lines):
        last, rows, row = index, 1, index
        while (following := _next_row(lines, row)) is not None:
            last = row = following
            rows += 1
        if rows >= _FEWEST_LINES:
            yield range(index, last + 1)
            index = last
        index += 1


def _next_row(lines: list[Line], row: int) -> int | None:
    """The next line with columns under those of this one; None when there is none near."""
    above = _gaps(lines[row])
    if len(above) < _FEWEST_COLUMNS - 1:
        return None
    for index in range(row + 1, min(row + 2 + _MAX_WRAPPED, len(lines))):
        below = _gaps(lines[index])
        shared = sum(1 for a in above if any(a.start < b.stop and b.start < a.stop for b in below))
        if shared >= _FEWEST_COLUMNS - 1:
            return index
    return None


def _gaps(line: Line) -> list[range]:
    """The wide gaps of a line, by columns of the page."""
    return [
        range(line.indent + gap.start(), line.indent + gap.end())
        for gap in _GAP.finditer(line.text)
    ]


def set_rows(lines: list[Line], tables: list[range], numbered_from: int) -> list[Line]:
    """The lines with each regular table's lines as rows, cells joined by " | ".

    The rest of a wrapped cell goes to its cell above. A table whose cells run over several
    lines throughout is left as it is: its rows are not known.
    """
    kept: list[Line] = []
    number = numbered_from
    done = 0
    for table in tables:
        kept += lines[done : table.start]
        inside = [lines[index] for index in table]
        done = table.stop
        if not _is_regular(inside):
            kept += inside
            continue
        kept += [
            replace(line, kind=Kind.ROW, table=number, row=row)
            for row, line in enumerate(_rows(inside), start=1)
        ]
        number += 1
    return kept + lines[done:]


def _is_regular(table: list[Line]) -> bool:
    columns = {len(_gaps(line)) for line in table} - {0}
    wrapped = sum(1 for line in table if not _gaps(line))
    return len(columns) == 1 and wrapped * 3 <= len(table)


def _rows(table: list[Line]) -> Iterator[Line]:
    first, cells = table[0], [""]
    for line in table:
        gaps = _gaps(line)
        if gaps:
            if line is not table[0]:
                yield replace(first, text=" | ".join(cells))
            first, cells = line, [single_spaced(cell) for cell in _GAP.split(line.text)]
        else:
            middle = line.indent + len(line.text) // 2
            column = sum(1 for gap in _gaps(first) if middle >= gap.stop - 1)
            cells[column] += " " + single_spaced(line.text)
    yield replace(first, text=" | ".join(cells))
