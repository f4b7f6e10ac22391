"""The grid of a table in a web page, its merged cells laid out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.markup import Element

_MOST_SPAN = 100
_MOST_ROWS_SPANNED = 1_000
_WHOLE = re.compile(r"^\s*(\d{1,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a row: a cell, or (element None) the rest of a cell above."""

    element: Element | None
    span: int
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRow:
    """The places of one row, from the left."""

    cells: tuple[Place, ...]
    is_head: bool


@dataclass(slots=True)
class _Hanging:
    rows: int
    span: int


def table_grid(table: Element) -> Iterator[PlacedRow]:
    """The rows of a table, without those of tables inside it."""
    hanging: dict[int, _Hanging] = {}  # by first column: cells that go on into rows below
    for row, in_head in _rows(table):
        places: list[Place] = []
        column = 0
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        for cell in cells:
            column = _fill(places, hanging, column)
            span = min(_whole(cell.get("colspan")), _MOST_SPAN)
            places.append(Place(element=cell, span=span, is_head=cell.tag == "th"))
            rows = min(_whole(cell.get("rowspan")), _MOST_ROWS_SPANNED)
            if rows > 1:
                hanging[column] = _Hanging(rows, span)
            column += span
        _fill(places, hanging, column)
        hanging = {
            at: _Hanging(cell.rows - 1, cell.span) for at, cell in hanging.items() if cell.rows > 1
        }
        if cells:
            all_heads = all(cell.tag == "th" for cell in cells) and len(cells) > 1
            yield PlacedRow(cells=tuple(places), is_head=in_head or all_heads)


def _fill(places: list[Place], hanging: dict[int, _Hanging], column: int) -> int:
    """Put what hangs from above at a column; the first free column after it."""
    while column in hanging:
        places.append(Place(element=None, span=hanging[column].span))
        column += hanging[column].span
    return column


def is_frame(table: Element) -> bool:
    """True for a table that holds tables and shows no border: it lays the page out."""
    holds = next((inner for inner in table.iter("table") if inner is not table), None)
    return holds is not None and (table.get("border") or "0").strip() in ("", "0")


def is_bold(cell: Element) -> bool:
    """True when all words of a cell are in bold."""
    whole = "".join("".join(cell.itertext()).split())
    bold = (e for e in cell.iter("b", "strong") if _outermost(e, cell))
    return bool(whole) and whole == "".join("".join("".join(e.itertext()) for e in bold).split())


def _outermost(element: Element, cell: Element) -> bool:
    for outer in element.iterancestors():
        if outer is cell:
            return True
        if outer.tag in ("b", "strong"):
            return False
    return True


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, child.tag == "thead") for row in child if row.tag == "tr")


def _whole(text: str | None) -> int:
    found = _WHOLE.match(text or "")
    return max(int(found[1]), 1) if found else 1
