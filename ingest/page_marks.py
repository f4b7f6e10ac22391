"""Page numbers and running headers, found and set apart from the text they interrupt."""

import re
from collections import Counter
from dataclasses import replace

from ingest.lines import Kind, Line, Pages, single_spaced

_NUMBER = re.compile(r"^(?:[-–]\s*)?(?:[Tt]rang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?(?:\s*[-–])?$")
_DIGITS = re.compile(r"\d+")
_GAZETTE = re.compile(r"^(?:\d+\s+)?CÔNG BÁO/Số\b.{0,80}$")
_EDGE = 2  # lines from the top or the bottom of a page where a running header may stand


def set_page_marks(pages: Pages) -> Pages:
    """The lines with page numbers and running headers marked as such.

    A page number that stands alone among blank lines also begins its page where the file has
    no other sign of it.
    """
    lines = list(pages.lines)
    for index in _running_headers(lines):
        lines[index] = replace(lines[index], kind=Kind.PAGE_MARK)
    shift = 0
    for index, line in enumerate(lines):
        if shift:
            line = lines[index] = replace(line, page=line.page + shift)
        match = _NUMBER.match(line.text)
        if match is None or line.kind is not Kind.TEXT or line.table:
            continue
        edge = _is_edge(lines, index)
        alone = line.gap >= 2 and (index + 1 >= len(lines) or lines[index + 1].gap >= 2)
        number = int(match[1])
        if alone and number == line.page + 1 and not edge:
            shift += 1
            lines[index] = replace(line, page=line.page + 1, kind=Kind.PAGE_MARK)
        elif (
            (edge and number <= line.page + 400 and len(lines) > 3) or alone or _cuts(lines, index)
        ):
            lines[index] = replace(line, kind=Kind.PAGE_MARK)
    return replace(pages, lines=tuple(lines), page_count=pages.page_count + shift)


def _cuts(lines: list[Line], index: int) -> bool:
    """True for a number between two halves of a sentence: "… hoàn", "5", "thành trong tháng 6"."""
    if not 0 < index < len(lines) - 1:
        return False
    before, after = lines[index - 1].text.rstrip(), lines[index + 1].text.lstrip()
    return before[-1:].islower() and after[:1].islower() and not lines[index - 1].table


def _is_edge(lines: list[Line], index: int) -> bool:
    """True for the first and the last line of a page, when the paper has several."""
    page = lines[index].page
    first = index > 0 and _page_before(lines, index) != page
    last = index + 1 < len(lines) and lines[index + 1].page > page
    return first or last or (index in (0, len(lines) - 1) and lines[-1].page > 1)


def _page_before(lines: list[Line], index: int) -> int:
    """The page of the nearest line above that is not itself a page mark."""
    for above in range(index - 1, max(index - 4, -1), -1):
        if lines[above].kind is not Kind.PAGE_MARK:
            return lines[above].page
    return 0


def _shape(text: str) -> str:
    return _DIGITS.sub("0", single_spaced(text))


def _running_headers(lines: list[Line]) -> list[int]:
    """The lines at the edges of pages that repeat but for their numbers, on three pages or more.

    The gazette's header is known by its words, so a paper of one page has it too.
    """
    edges: list[int] = []
    for index, line in enumerate(lines):
        near = lines[max(index - _EDGE, 0) : index] + lines[index + 1 : index + 1 + _EDGE]
        if index < _EDGE or any(other.page != line.page for other in near):
            edges.append(index)
    shapes = Counter(_shape(lines[index].text) for index in edges)
    pages = max((line.page for line in lines), default=1)
    return [
        index
        for index in edges
        if _GAZETTE.match(single_spaced(lines[index].text))
        or (
            shapes[_shape(lines[index].text)] >= max(3, pages // 3)
            and len(lines[index].text) <= 120
            and any(letter.isalpha() for letter in lines[index].text)
            and not lines[index].whole
        )
    ]
