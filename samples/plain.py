"""A paper as plain text, the way a viewer exports it: short lines, page numbers, form feeds."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from samples.papers import COUNTRY, NOTICE, Block, Line, Paper, Style, Table

_WIDTH = 80
_LEFT = 34
_LINES_PER_PAGE = 46


def _wrap(text: str, width: int = _WIDTH) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)


def _side_by_side(left: Iterable[str], right: Iterable[str]) -> list[str]:
    column = _WIDTH - _LEFT
    return [
        (one.center(_LEFT) + other.center(column)).rstrip()
        for one, other in zip_longest(left, right, fillvalue="")
    ]


def _centred(text: str) -> list[str]:
    return [line.center(_WIDTH).rstrip() for line in _wrap(text, _WIDTH - 10)]


def _head(paper: Paper) -> Iterator[str]:
    if not paper.place_and_day:
        return
    yield from _side_by_side(paper.issuer, COUNTRY)
    yield ""
    left = [f"Số: {paper.number}", *_wrap(paper.about, _LEFT - 4)]
    yield from _side_by_side(left, [paper.place_and_day])
    yield ""


def _title(paper: Paper) -> Iterator[str]:
    if paper.kind:
        yield from _centred(paper.kind)
        yield from _centred(paper.subject)
        yield ""
    if paper.authority:
        yield from _centred(paper.authority)
        yield ""
    if paper.addressees:
        yield from _centred("Kính gửi:")
        yield from (f"{'':20}- {name}" for name in paper.addressees)
        yield ""


def _block(block: Block) -> list[str]:
    if isinstance(block, Table):
        return [" | ".join(row) for row in block.rows]
    if block.style in {Style.CENTRED, Style.CENTRED_ITALIC}:
        return _centred(block.text)
    return _wrap(block.text)


def _closing(paper: Paper) -> Iterator[str]:
    if not paper.signer:
        return
    yield ""
    left = ["Nơi nhận:", *(f"- {name}" for name in paper.recipients)]
    right = [*paper.signature, "", "", "", paper.signer]
    yield from (
        f"{one:{_LEFT + 4}}{other.center(_WIDTH - _LEFT - 4)}".rstrip()
        for one, other in zip_longest(left, right, fillvalue="")
    )


def _lines(paper: Paper) -> Iterator[str]:
    yield from _head(paper)
    yield from _title(paper)
    for block in (*paper.body, *paper.annex):
        yield from _block(block)
    yield from _closing(paper)
    yield ""
    yield NOTICE


def text_of(paper: Paper) -> str:
    """The whole text; from page 2 on, a page begins with a form feed and its number."""
    lines = list(_lines(paper))
    pages = [
        "\n".join(lines[start : start + _LINES_PER_PAGE])
        for start in range(0, len(lines), _LINES_PER_PAGE)
    ]
    later = [
        f"{number:^{_WIDTH}}".rstrip() + f"\n\n{page}" for number, page in enumerate(pages[1:], 2)
    ]
    return "\n\f".join([pages[0], *later]) + "\n"


def words_of(block: Block) -> str:
    """The words of one block in reading order, cells joined by a blank."""
    if isinstance(block, Line):
        return block.text
    return " ".join(cell for row in block.rows for cell in row)
