"""The form in which the wording of duties is looked for: lower case, one line, same offsets."""

import re
import unicodedata
from functools import lru_cache

from corpus.text import normalize

# The patterns of wordings are written as papers write them, "ủy", "hóa": the mark on the first.
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_WRITTEN = {
    unicodedata.normalize("NFC", first + second + tone): unicodedata.normalize(
        "NFC", first + tone + second
    )
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for tone in _TONES
}
_PLACED = re.compile(rf"(?<!q)(?:{'|'.join(_WRITTEN)})(?!\w)")

_COUNTS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10,
}  # fmt: skip
LONGEST = 6_000  # characters of a sentence or cell that are read: no order is longer
COUNT = r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"


@lru_cache(maxsize=128)  # a sentence is asked for by each of its readers in turn
def plain_words(text: str) -> str:
    """The text in lower case with one tone placement, each line's end a blank.

    It has the length of `text`, so that what is found in it stands at the same offsets.
    """
    lowered = normalize(text)
    if len(lowered) != len(text):  # a letter whose small form is two characters
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lowered = _PLACED.sub(lambda match: _WRITTEN[match[0]], lowered)
    return lowered.translate({ord("\n"): " ", ord("\t"): " ", ord("\u00a0"): " "})


def count_of(written: str) -> int:
    """The number that digits or a word give; 1 for a word that is none."""
    return int(written) if written.isdecimal() else _COUNTS.get(written, 1)
