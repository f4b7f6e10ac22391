"""A passage as the ranking stage reads it: its tokens as numbers, packed beside its words.

A token's number is the CRC-32 of its UTF-8 bytes: no vocabulary has to be kept, and two tokens
of one question and one passage share a number once in some hundred thousand passages.
"""

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analyzer import syllables
from index.rows import Entry

Codes = NDArray[np.uint32]
LONGEST = 2_000  # tokens of one passage; few articles of the law are longer
_HEAD = 3  # numbers before the tokens: how many of them are the heading's, the year, the level


@lru_cache(maxsize=1 << 18)
def code_of(token: str) -> int:
    """The number of a token, 32 bits."""
    return zlib.crc32(token.encode())


def pack(entry: Entry) -> bytes:
    """The heading's tokens, then the text's; the first line is the heading where none is given."""
    heading, text = entry.context, entry.text
    if not heading.strip():
        heading, _, text = text.partition("\n")
    head = syllables(heading)[:LONGEST]
    tokens = [*head, *syllables(text)][:LONGEST]
    codes = [len(head), entry.year, entry.level, *map(code_of, tokens)]
    return np.asarray(codes, dtype="<u4").tobytes()


class Packed:
    """The tokens of several passages, one after the other.

    `codes` has them all, `passage` the number of the passage of each from 0, `place` its place
    in it; `heading`, `length`, `year` and `level` have one number for each passage.
    """

    def __init__(self, blobs: Sequence[bytes]) -> None:
        parts: Iterable[Codes] = [np.frombuffer(blob, dtype="<u4") for blob in blobs]
        whole = [part if len(part) >= _HEAD else np.zeros(_HEAD, "<u4") for part in parts]
        self.heading, self.year, self.level = (
            np.asarray([part[k] for part in whole], dtype=np.int64) for k in range(_HEAD)
        )
        self.length = np.asarray([len(part) - _HEAD for part in whole], dtype=np.int64)
        self.codes = np.concatenate([np.zeros(0, "<u4"), *(part[_HEAD:] for part in whole)])
        starts = np.cumsum(self.length) - self.length
        self.passage = np.repeat(np.arange(len(whole)), self.length)
        self.place = np.arange(len(self.codes)) - np.repeat(starts, self.length)

    def __len__(self) -> int:
        return len(self.length)
