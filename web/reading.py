"""A document cut for reading: pages of pieces, each with its anchor and whether it is quoted."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from corpus.documents import Document, Passage, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that looks the same all through."""

    text: str
    anchor: str | None  # the citation id, where a passage begins
    role: Role
    is_quoted: bool
    is_first_quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page; the pieces of all pages in order are the whole text of the document."""

    number: int
    pieces: tuple[Piece, ...]


def pages_of(
    document: Document, passages: Iterable[Passage], quoted: range | None
) -> tuple[Page, ...]:
    """The document's pages, with the characters of `quoted` marked. None marks nothing."""
    length = len(document.text)
    begun = {passage.start: passage for passage in passages}
    page_starts = _page_starts(document)
    edges = {0, length, *begun, *page_starts}
    if quoted:
        edges |= {quoted.start, quoted.stop}
    cuts = sorted(edge for edge in edges if 0 <= edge <= length)

    pieces: list[list[Piece]] = [[] for _ in page_starts]
    page, passage = 0, None
    for start, end in pairwise(cuts):
        while page + 1 < len(page_starts) and page_starts[page + 1] <= start:
            page += 1
        passage = begun.get(start, passage)
        pieces[page].append(
            Piece(
                text=document.text[start:end],
                anchor=begun[start].citation.id if start in begun else None,
                role=passage.role if passage else Role.BODY,
                is_quoted=quoted is not None and start in quoted,
                is_first_quoted=quoted is not None and start == quoted.start,
            )
        )
    return tuple(
        Page(number=number, pieces=tuple(found)) for number, found in enumerate(pieces, start=1)
    )


def quoted_range(document: Document, start: str | None, end: str | None) -> range | None:
    """The characters that a link asks to mark; None when it asks for none that exist."""
    if not (start or "").isdecimal() or not (end or "").isdecimal():
        return None
    first, last = int(str(start)[:12]), int(str(end)[:12])
    return range(first, last) if first < last <= len(document.text) else None


def _page_starts(document: Document) -> list[int]:
    """Where pages begin; text before the first of them belongs to page 1."""
    return [0, *document.page_starts[1:]]
