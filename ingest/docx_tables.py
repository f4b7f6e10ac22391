"""The tables of a Word file: their rows, cells, and which of these are merged."""

from collections.abc import Iterator

from ingest.docx_inline import all_words
from ingest.docx_package import W
from ingest.docx_styles import is_on
from ingest.left_out import Report, Why
from ingest.markup import Element

_MOST_SPAN = 100  # columns that one cell may claim


def rows_of(table: Element, report: Report) -> Iterator[tuple[Element, list[Element]]]:
    """The rows of a table with their cells; what tracked changes deleted is counted."""
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


def _unwrapped(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, those inside content controls included."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, name)


_WRAPPERS = frozenset(f"{W}{name}" for name in ["sdt", "sdtContent", "customXml", "ins", "moveTo"])
