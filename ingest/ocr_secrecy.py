"""A mark of secrecy found in the picture of a first page, before anything of it is kept.

The stamp is red more often than not, and set by hand: a little askew or on its side. So it is
looked for in the page as it is, in its red ink alone, and in that ink turned. Where a reading
may be a mark, the paper is refused: a false alarm is mended by a person, a leak is not.
"""

import re
import unicodedata

import numpy as np

from ingest.lines import is_capitals
from ingest.ocr_clean import only_red, share_of_ink
from ingest.ocr_engine import BLOCK, SPARSE, OcrFailedError, OcrTimeoutError, Word, recognise
from ingest.pictures import Picture, resized, rotated

_HEAD = 0.5  # of the page's height: where the stamp may stand
_MARK = re.compile(r"^(?:do ?mat ?:? ?)?(?:tuyet ?|toi ?)?mat$")
_SHARP = "\u0301"
_TURNS = (0, -8, 8, -18, 18, 90, 270)  # degrees
_STAMP_DPI = 200
_WELL_READ = 60.0
_LEAST_INK = 300  # dark pixels; the letters of a stamp have more


def bears_mark(texts: list[str]) -> bool:
    """True when one of the stretches of text is a mark, in capitals, accents misread or not."""
    return any(_is_mark(text) for text in texts)


def _is_mark(text: str) -> bool:
    bare = " ".join(re.sub(r"[^\w\s:]", " ", text).split()).strip(" _:")
    if not is_capitals(re.sub(r"^[Đđ]ộ mật", "", bare)):
        return False
    spread = unicodedata.normalize("NFD", bare.lower().replace("đ", "d"))
    if _SHARP in spread.rpartition(" ")[2]:
        return False  # "BỆNH VIỆN / MẮT"
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return bool(_MARK.match(plain))


def has_stamp(colours: Picture, dpi: int) -> bool:
    """True when the picture of a first page, upright, bears a stamp of secrecy at its head.

    Costs 0.1 to 1 s where the head has red ink, else nothing is read.
    """
    head = colours[: int(colours.shape[0] * _HEAD)]
    red = only_red(head)
    if red is None:
        return False
    small = resized(red, min(_STAMP_DPI / dpi, 1.0))
    cut = _cut(small)
    return any(_reads_mark(rotated(cut, turn), mode) for turn in _TURNS for mode in (SPARSE, BLOCK))


def has_black_stamp(grey: Picture, words: list[Word], dpi: int) -> bool:
    """True when a black stamp that was not read with the page stands at its head.

    What was read well is wiped off first, so there is little left to look through.
    """
    rest = grey[: int(grey.shape[0] * _HEAD)].copy()
    for word in words:
        if word.confidence > _WELL_READ:
            rest[max(word.top - 2, 0) : word.bottom + 2, max(word.left - 2, 0) : word.right + 2] = (
                255
            )
    rest = _cut(resized(rest, min(_STAMP_DPI / dpi, 1.0)))
    if share_of_ink(rest) * rest.size < _LEAST_INK:
        return False
    return any(_reads_mark(rotated(rest, turn), SPARSE) for turn in (0, -8, 8))


def _cut(picture: Picture) -> Picture:
    """The picture without its empty edges, a margin of white around."""
    rows = np.flatnonzero((picture < 128).any(axis=1))
    columns = np.flatnonzero((picture < 128).any(axis=0))
    if not len(rows) or not len(columns):
        return picture
    inner = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.pad(inner, 20, constant_values=255)


def _reads_mark(picture: Picture, mode: int) -> bool:
    try:
        words = recognise(picture, mode=mode, dpi=_STAMP_DPI)
    except (OcrTimeoutError, OcrFailedError):
        return False
    return bears_mark(stretches(words))


def stretches(words: list[Word]) -> list[str]:
    """The words one by one, by twos and threes of a line, and each line whole."""
    lines: dict[tuple[int, int, int], list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    found: list[str] = []
    for texts in lines.values():
        found.append(" ".join(texts))
        found += [" ".join(texts[i : i + n]) for n in (2, 3) for i in range(len(texts) - n + 1)]
        found += texts
    return found
