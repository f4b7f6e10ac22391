"""Unicode letters written in an unusual way, made the plain Vietnamese ones."""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: they belong to the letter
_MARKS = _TONES + _SHAPES
# Marks that some programs write in place of these.
_OTHER_MARKS = str.maketrans({"\u0340": "\u0300", "\u0341": "\u0301", "\u0342": "\u0303"})
_LETTER = re.compile(
    f"([A-Za-z\u00c0-\u1ef9])([{_MARKS}\u0340-\u0342]+)",
)
_SPACING = {"\u00b4": "\u0301", "\u02cb": "\u0300", "\u02ca": "\u0301", "\u02c0": "\u0309"}
_SPACED = re.compile(rf"([aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])([{''.join(_SPACING)}])(?=[a-zđA-ZĐ\s.,;:)]|$)")
# Letters of other alphabets that look the same, made Latin inside a word with Latin letters.
_ALIKE = dict(
    zip("аеорсухіАВЕКМНОРСТУХІοΟΑΒΕΗΙΚΜΝΡΤΥΧν", "aeopcyxiABEKMHOPCTYXIoOABEHIKMNPTYXv", strict=True)
)
_OTHER_ALPHABET = re.compile(f"[{''.join(_ALIKE)}]")
_MIXED_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")
_BARRED = {"\u0189": "Đ", "\u0256": "đ", "\u00d0": "Đ", "\u00f0": "đ", "\u0180": "b"}
_BARRED_D = str.maketrans({key: letter for key, letter in _BARRED.items() if letter != "b"})
_SUSPECT = re.compile(
    f"[{_MARKS}\u0340-\u0342{''.join(_SPACING)}{''.join(_ALIKE)}{''.join(_BARRED)}]"
)
_ICELANDIC = re.compile("[\u00fe\u00de\u00e6]")


def mend_letters(text: str) -> str:
    """The text in NFC, each Vietnamese letter as one character; other text as it was.

    Marks after a letter in any order, accents with a place of their own, Ɖ for Đ, Cyrillic and
    Greek letters inside Latin words. Mending twice gives the same as once.
    """
    if not _SUSPECT.search(text):
        return text
    mended = _LETTER.sub(_composed, text)
    mended = _SPACED.sub(lambda m: _compose(m[1], _SPACING[m[2]]), mended)
    mended = _MIXED_WORD.sub(_one_alphabet, mended)
    return mended if _ICELANDIC.search(mended) else mended.translate(_BARRED_D)


def _composed(match: re.Match[str]) -> str:
    return _compose(match[1], match[2].translate(_OTHER_MARKS))


def _compose(letter: str, marks: str) -> str:
    """The letter with its marks: shapes first, one of each kind, as NFC expects them."""
    spread = unicodedata.normalize("NFD", letter) + marks
    base, found = spread[0], dict.fromkeys(spread[1:])
    shapes = "".join(mark for mark in found if mark in _SHAPES)
    tones = "".join(mark for mark in found if mark in _TONES)
    others = "".join(mark for mark in found if mark not in _MARKS)
    return unicodedata.normalize("NFC", base + shapes + tones + others)


def _one_alphabet(match: re.Match[str]) -> str:
    word = match[0]
    if _OTHER_ALPHABET.search(word) and _LATIN.search(word):
        return "".join(_ALIKE.get(letter, letter) for letter in word)
    return word
