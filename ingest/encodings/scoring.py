"""How much a word reads like Vietnamese, to choose among the ways of decoding it."""

import re
from functools import cache

from ingest.syllables import is_syllable

GOOD, BAD = 2.6, -3.0  # of a usual word at best; of letters that are none
SURE = 1.9  # no less for a word in usual capitals, however rare its letters
_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE = re.compile("[a-zà-ãè-êìíò-õùúýăđĩũơưạ-ỹ]+")
_STRAY = "[\u0080-\u009f\u00a1-\u00bf\u00d7\u00f7\u0192\u2020-\u2022\u2030\u20ac\u2122\u2212]"
_BESIDE_LETTER = re.compile(rf"(?<=[^\W\d_]){_STRAY}|{_STRAY}(?=[^\W\d_])")
_TRAILING = re.compile("(?<=[^\\W\\d_])[\u2020\u2022\u2122\u00ae\u00b7\u00bb\u00b2\u00b3\u00b9]$")
_LONGEST_GLUED = 30
# The accented letters, the most frequent in Vietnamese first. Where two readings are both words
# ("Nhóm" and "Nhĩm"), the one of common letters is likelier.
_BY_FREQUENCY = "đáàưệảịạếộốôềủợơêấậụựểờứâóớổíăồìởầýửẩặãữừọỉòùúắéẫỹằỷỏĩỗỳèẻễỡõũẹẽẳẵỵ"
_RANK = {letter: place / len(_BY_FREQUENCY) for place, letter in enumerate(_BY_FREQUENCY)}
_RARE_COSTS = 0.6


@cache
def score(token: str) -> float:
    """Above 0 for letters of Vietnamese words, below for what can be none; 0 says nothing.

    Args:
        token: letters and signs without blanks, in NFC.
    """
    if token.isascii():
        return 0.0
    total = sum(_of_word(word) for word in _WORD.findall(token) if not word.isascii())
    if _BESIDE_LETTER.search(_TRAILING.sub("", token)):
        total += BAD
    return max(min(total, 2 * GOOD), 2 * BAD)


def _of_word(word: str) -> float:
    lowered = word.lower()
    if not _VIETNAMESE.fullmatch(lowered):
        return BAD - 1
    if len(word) == 1:
        return 0.5 if lowered == "đ" or is_syllable(word) else 0.0
    if is_syllable(word):
        value = GOOD if word.islower() or word.isupper() or word.istitle() else GOOD / 2
        return value - _RARE_COSTS * max(_RANK.get(letter, 0.0) for letter in lowered)
    if word.isupper() and len(word) <= 6:
        return 0.5  # an abbreviation: QĐ, TƯ, HĐND
    return 0.5 if len(word) <= _LONGEST_GLUED and _is_glued(lowered, 4) else BAD


@cache
def _is_glued(word: str, most: int) -> bool:
    """True when the letters are up to `most` syllables without the blanks between them."""
    if is_syllable(word):
        return True
    return most > 1 and any(
        is_syllable(word[:end]) and _is_glued(word[end:], most - 1)
        for end in range(2, min(8, len(word) - 1))
    )
