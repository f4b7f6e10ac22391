"""Rows: the whole numbers by which both halves of the index know a passage."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.standing import UNKNOWN_LEVEL

_SHIFT = 20  # a revision has at most 1,048,576 passages


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is indexed of one passage."""

    row: int
    text: str
    context: str  # headings above it and what names its document
    words: tuple[str, ...] = ()  # of its whole document; carried by one entry of it
    year: int = 0  # of its document; 0 where it is not known
    level: int = UNKNOWN_LEVEL  # of its document, see index.standing


def row_of(revision: int, ordinal: int) -> int:
    """The row of a passage: its revision's number in the store and its place in it, from 0."""
    if not 0 <= ordinal < 1 << _SHIFT:
        raise ValueError(f"ordinal {ordinal} is outside 0..{(1 << _SHIFT) - 1}")
    return (revision << _SHIFT) + ordinal


def split_row(row: int) -> tuple[int, int]:
    """The (revision, ordinal) of a row."""
    return row >> _SHIFT, row & ((1 << _SHIFT) - 1)


def split_rows(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The revision of each row."""
    return rows >> _SHIFT


def revision_rows(revision: int) -> range:
    """Every row that a revision can have."""
    return range(revision << _SHIFT, (revision + 1) << _SHIFT)
