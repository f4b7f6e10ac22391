"""Footnotes: found at the feet of pages, joined over pages, tied to the mark in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ingest.letters import CAPITALS
from ingest.lines import Kind, Line
from ingest.markdown import SUPERSCRIPTS
from ingest.marks import Rank, find_mark

_SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_SUPERSCRIPT_DIGITS, "0123456789")
_OPENING = re.compile(
    rf"^(?P<number>\d{{1,3}}|[{_SUPERSCRIPT_DIGITS}]{{1,3}})\s*(?=[{CAPITALS}“(\d])"
)
_UNFINISHED = re.compile(r"[\w,(–-]$")
_MAX_LINES = 400  # of one footnote in a text that does not say where pages end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    """Lines first..last (end exclusive) that are footnotes of one page."""

    first: int
    last: int


def set_footnotes(lines: tuple[Line, ...], *, pages_known: bool) -> tuple[Line, ...]:
    """The lines with footnotes marked and numbered; a footnote that runs on keeps its number."""
    marked = list(lines)
    references = _glued_digits(lines)
    expected, current = 1, ""
    for area in _areas(lines, references, pages_known=pages_known):
        for index in range(area.first, area.last):
            line = marked[index]
            if line.kind is not Kind.TEXT:
                continue
            number = _number(line.text)
            if number is not None and expected <= number <= expected + 1:
                expected, current = number + 1, str(number)
            if current:
                marked[index] = replace(line, kind=Kind.FOOTNOTE, footnote=current)
    return tuple(marked)


def _number(text: str) -> int | None:
    match = _OPENING.match(text)
    if match is None or (match["number"].isascii() and not text[len(match["number"])].isspace()):
        return None
    return int(match["number"].translate(_PLAIN))


def _glued_digits(lines: tuple[Line, ...]) -> dict[int, int]:
    """Where (line) each number 1, 2, 3 … first stands glued to a word, in order."""
    found: dict[int, int] = {}
    for index, line in enumerate(lines):
        while _reference(len(found) + 1).search(line.text):
            found[len(found) + 1] = index
            if len(found) > _MAX_LINES:
                return found
    return found


def _areas(
    lines: tuple[Line, ...], references: dict[int, int], *, pages_known: bool
) -> Iterator[_Area]:
    """The feet of pages.

    A foot opens at a rule, or at the next footnote's number when its reference stands above,
    and runs to the end of its page.
    """
    expected, index = 1, 0
    while index < len(lines):
        line = lines[index]
        number = _number(line.text)
        opens = number == expected and (
            references.get(expected, len(lines)) < index or _is_foot(lines, index, references)
        )
        runs_on = line.ruled and expected > 1 and number is None and not find_mark(line.text)
        if line.kind is not Kind.TEXT or not (opens or (runs_on and pages_known)):
            index += 1
            continue
        last = _foot_end(lines, index, pages_known=pages_known)
        for inside in range(index, last):
            if _number(lines[inside].text) == expected:
                expected += 1
        yield _Area(first=index, last=last)
        index = last


def _is_foot(lines: tuple[Line, ...], first: int, references: dict[int, int]) -> bool:
    """True when the rest of the page can only be footnotes although no reference was seen.

    The paper has footnotes, and no article or clause begins below.
    """
    if not references or lines[first].whole:
        return False
    rest = [line for line in lines[first + 1 : first + 80] if line.page == lines[first].page]
    marks = (find_mark(line.text) for line in rest)
    return 0 < len(rest) < 40 and all(m is None or m.rank >= Rank.LETTER for m in marks)


def _foot_end(lines: tuple[Line, ...], first: int, *, pages_known: bool) -> int:
    if pages_known and not lines[first].whole:
        last = first
        while last < len(lines) and lines[last].page == lines[first].page:
            last += 1
        return last
    return _foot_end_without_pages(lines, first)


def _foot_end_without_pages(lines: tuple[Line, ...], first: int) -> int:
    """Where the interrupted sentence goes on.

    When none was interrupted: the first line that is not itself numbered.
    """
    broken = first > 0 and bool(_UNFINISHED.search(lines[first - 1].text))
    last = first + 1
    while last < min(len(lines), first + _MAX_LINES):
        text = lines[last].text
        goes_on = _number(text) is None and (not broken or text[:1].islower())
        if goes_on or lines[last].heading or find_mark(text):
            return last
        last += 1
    return last


@cache
def _reference(number: int) -> re.Pattern[str]:
    """The mark of a footnote in the text: "Kế hoạch1 về", "20232.", "Thành phố¹"."""
    plain, high = str(number), str(number).translate(SUPERSCRIPTS)
    return re.compile(
        rf"(?<=[^\W\d_])(?<![A-ZĐ/-][A-ZĐ])(?<!\s[a-zA-ZĐđ]){plain}(?![\w/%-]|[.,]\d)"
        rf"|(?<=[”\")…]){plain}(?=[\s.,;:)]|$)"
        rf"|(?<=^\d\.){plain}(?=\s[{CAPITALS}])"
        rf"|(?<=\b(?:19|20)\d\d){plain}(?![\w/%-]|[.,]\d)"
        rf"|(?<![{_SUPERSCRIPT_DIGITS}]){high}(?![{_SUPERSCRIPT_DIGITS}])"
    )


def raise_references(texts: list[str], numbers: list[str]) -> list[str]:
    """The texts with each footnote's mark as superscript digits, in the order of the notes."""
    raised = list(texts)
    at, offset = 0, 0
    for number in numbers:
        pattern = _reference(int(number))
        for index in range(at, len(raised)):
            match = pattern.search(raised[index], offset if index == at else 0)
            if match is None:
                continue
            high = match[0].translate(SUPERSCRIPTS)
            raised[index] = raised[index][: match.start()] + high + raised[index][match.end() :]
            at, offset = index, match.end()
            break
    return raised


def raise_number(text: str) -> str:
    """A footnote's text with its own number in superscript: "1 Công văn" gives "¹ Công văn"."""
    match = _OPENING.match(text)
    if match is None:
        return text
    high = match["number"].translate(SUPERSCRIPTS)
    return high + " " + text[match.end() :].lstrip() if match.end() < len(text) else text
