"""A table's row as text: its cells joined by " | ", and taken apart again."""

import re
from dataclasses import dataclass

from corpus.documents import Passage

_BAR = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedCell:
    """One cell of a row under its head."""

    head: str
    words: str
    is_carried: bool  # the words stand in a merged cell of a row above, not in the row itself


def split_cells(text: str) -> list[str]:
    """The cells of a row's text, "" for an empty one: "a | | c" has three."""
    return [cell.strip() for cell in _BAR.split(text.strip())]


def headed_cells(passage: Passage) -> tuple[HeadedCell, ...]:
    """The cells of a row that have a head and words, in order; empty for all other passages.

    A merged cell is given for each row that it covers. Nothing is given when the row has more
    cells than heads, as when a cell holds the bar itself: which is which is not known.
    """
    own = split_cells(passage.text) if passage.heads else []
    if not own or len(own) > len(passage.heads):
        return ()
    own += [""] * (len(passage.heads) - len(own))
    above = passage.carried or ("",) * len(own)
    return tuple(
        HeadedCell(head=head, words=words or carried, is_carried=not words)
        for head, words, carried in zip(passage.heads, own, above, strict=True)
        if head and (words or carried)
    )
