"""One writing of Vietnamese text: NFC, one tone-mark placement, accents folded on demand."""

import re
import unicodedata

# Old and new placement of the tone mark in oa, oe, uy (hòa / hoà). One of the two is kept so
# that both are found; people read the original text, never this form.
_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_OLD_PLACEMENT = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize(
        "NFC", first + second + tone
    )
    for first, seconds in (("o", "ae"), ("u", "y"))
    for second in seconds
    for tone in _TONES
}
# "qu" is a consonant: "quý" carries its mark on y already and is left alone.
_OLD = re.compile(r"(?<!q)(" + "|".join(sorted(_OLD_PLACEMENT)) + r")(?![a-zà-ỹđ])")
UNREADABLE = "\ufffd"  # stands where a file has no letter that can be stored
_LOOK_ALIKE = str.maketrans(
    {"Ð": "Đ", "ð": "đ", "\u00a0": " ", "\u00ad": None, "\u200b": None, "\x00": UNREADABLE}
) | dict.fromkeys(range(0xD800, 0xE000), UNREADABLE)  # halves of letters, of damaged files
# A search is faster than a translation.
_ANY_LOOK_ALIKE = re.compile("[Ðð\u00a0\u00ad\u200b\x00\ud800-\udfff]")
_MARKS = re.compile("[\u0300-\u036f]+")

FOOTNOTE_MARK = re.compile(r"(?<!\bm)(?<!km)[⁰¹²³⁴-⁹]+")  # "m²" has none


def nfc(text: str) -> str:
    """The text in NFC, with look-alike letters (Ð for Đ) and invisible marks made plain.

    What no database keeps (a NUL, half of a letter) becomes UNREADABLE.
    """
    composed = unicodedata.normalize("NFC", text)
    return composed.translate(_LOOK_ALIKE) if _ANY_LOOK_ALIKE.search(composed) else composed


def normalize(text: str) -> str:
    """The form in which passages and questions are compared: NFC, lower case, one tone place.

    Normalising twice gives the same as once.
    """
    lowered = nfc(nfc(text).lower())
    return _OLD.sub(lambda match: _OLD_PLACEMENT[match[0]], lowered)


def fold(text: str) -> str:
    """The text without any accent: "hạn báo cáo" gives "han bao cao". Length may change."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    return _MARKS.sub("", unicodedata.normalize("NFD", plain))
