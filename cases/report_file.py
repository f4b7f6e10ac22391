"""A report's Biểu II.06 in a table file, held to its own sums."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from cases.errors import RegisterError
from cases.report_check import (
    CARRIED,
    DIRECT,
    EARLY,
    FINISHED,
    LATE,
    NEW,
    ON_TIME,
    ONLINE,
    OPEN,
    OVERDUE,
    RECEIVED,
    WITHIN,
    Mismatch,
    check_figures,
    check_sum,
)
from corpus.errors import DungHanError
from ingest.sheets import Cell, Row, read_sheets

# The form's columns (3) to (13): TT 01/2020/TT-VPCP, Biểu II.06a/VPCP/KSTT.
_COLUMNS = {
    3: RECEIVED, 4: ONLINE, 5: DIRECT, 6: CARRIED, 7: FINISHED, 8: EARLY, 9: ON_TIME, 10: LATE,
    11: OPEN, 12: WITHIN, 13: OVERDUE,
}  # fmt: skip
_NAME = 2
_NUMBERED = re.compile(r"\((\d{1,2})\)")  # "(3)", "(3)=(4)+(5)+(6)", "(3) Tiếp nhận: tổng số"
_LEAST = 6  # numbered columns that make a head
_LOOKED_AT = 60  # rows of a sheet in which its head is looked for
_TOTAL = re.compile(r"^(?:tổng(?: cộng| số)?|cộng)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d{1,3}(?:[. ]\d{3})+|\d+")


def check_report(path: Path) -> tuple[int, tuple[Mismatch, ...]]:
    """How many rows a report's tables have, and every sum of theirs that does not come out.

    A cell that holds no whole number is left out of the sums that it would be a part of.

    Raises:
        RegisterError: the file can not be read, or no sheet has the form's numbered columns.
    """
    count, found, has_head = 0, list[Mismatch](), False
    try:
        for sheet in read_sheets(path):
            rows = iter(sheet.rows)
            head = _head(islice(rows, _LOOKED_AT))
            if head is None:
                continue
            has_head = True
            read = list(_figures(rows, head))
            count += len(read)
            for name, figures in read:
                found += check_figures(name, figures)
            found += _totals(read)
    except DungHanError as error:
        raise RegisterError(path, str(error).removeprefix(f"{path.name}: ")) from error
    if not has_head:
        raise RegisterError(
            path,
            "không thấy dòng tiêu đề đánh số cột (1) đến (13) của Biểu II.06; hãy dùng biểu do "
            "«dunghan cases figures --out» ghi, hoặc giữ dòng số cột của mẫu.",
        )
    return count, tuple(found)


def _head(rows: Iterator[Row]) -> dict[int, int] | None:
    """Which cell holds which column of the form; the rows after the head are left to read."""
    for row in rows:
        numbered = {
            int(match[1]): place
            for place, cell in enumerate(row.cells)
            if isinstance(cell, str) and (match := _NUMBERED.match(cell))
        }
        if len(numbered.keys() & _COLUMNS.keys()) >= _LEAST:
            return numbered
    return None


def _figures(rows: Iterator[Row], head: Mapping[int, int]) -> Iterator[tuple[str, dict[str, int]]]:
    """Each row's name and figures; rows without a figure (a title, a signature) are left out."""
    for row in rows:
        figures = {
            name: value
            for number, name in _COLUMNS.items()
            if number in head and (value := _count(row.cells, head[number])) is not None
        }
        if not figures:
            continue
        if ONLINE in figures and DIRECT in figures:
            figures[NEW] = figures[ONLINE] + figures[DIRECT]
        place = head.get(_NAME, 1)
        named = row.cells[place] if place < len(row.cells) else None
        yield str(named or row.cells[0] or f"dòng {row.number}"), figures


def _count(cells: Sequence[Cell], place: int) -> int | None:
    cell = cells[place] if place < len(cells) else None
    if isinstance(cell, bool):
        return None
    if isinstance(cell, float | int):
        return int(cell) if float(cell).is_integer() else None
    if isinstance(cell, str) and _FIGURE.fullmatch(cell.strip()):
        return int(re.sub(r"\D", "", cell))
    return None


def _totals(read: list[tuple[str, dict[str, int]]]) -> Iterator[Mismatch]:
    """The columns of a row of totals that are not the sum of the rows above it."""
    for at, (name, figures) in enumerate(read):
        above = read[:at]
        if not _TOTAL.match(name) or len(above) <= 1:
            continue
        for figure in _COLUMNS.values():
            parts = [(each, values[figure]) for each, values in above if figure in values]
            if figure not in figures or len(parts) != len(above):
                continue
            mismatch = check_sum(f"{name}, cột «{figure}»", (figure, figures[figure]), parts)
            if mismatch is not None:
                yield mismatch
