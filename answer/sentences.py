"""Sentences of a passage, with their offsets."""

import re
from collections.abc import Iterator

# A sentence ends at . ; ? ! or … before a capital, a bullet or a bracket. "TM. ỦY BAN", "P. 3",
# "số 12." and "1." do not end one: their full stop follows an abbreviation or a number.
_END = re.compile(
    r"(?<=[A-ZĐa-zÀ-ỹđ0-9%”\"’)\]¹²³⁰-⁹])[.;?!…]+(?=\s+[-+“\"(A-ZÀ-ỸĐ0-9])|\n+|(?<=[.;?!…])\s*$"
)
# Of capitals only the short ones (TM, KT, TUQ, TP) and titles: "UBND." and "xã Tân Mỹ." do end.
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:\d{1,2}|[A-ZĐ]{1,3}|T[Pp]|T[Hh]?[Ss]|P?[Gg][Ss]|[a-zđ])$")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans (start, end), end exclusive, of the sentences of a text, without outer spaces."""
    start = 0
    for match in _END.finditer(text):
        if text[match.start() : match.end()].startswith(".") and _ABBREVIATED.search(
            text[max(0, match.start() - 6) : match.start()]
        ):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if right > left:
        yield start + left, start + right
