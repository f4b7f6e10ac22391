"""The encodings of the fonts before Unicode: which surface characters stand for which letter.

A program that reads such a paper takes each byte for a Western letter; that surface is what
the tables start from. TCVN3, VPS and VISCII come from viparse, whose tables are checked
against several sources; its VNI lacks letters (ẳ, Ỵ) and is built here by the font's rule.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """One way of writing Vietnamese with the codes of Western letters."""

    name: str  # as people call it, also in the ingest report
    letters: dict[str, str]  # one or two surface characters: the letter
    surfaces: dict[int, int]  # other characters that the same byte becomes on its way to us
    signs: str = ""  # surfaces that are a letter inside words only
    has_capitals: bool = True  # False: an accented capital is a small letter in another font

    def units(self, text: str) -> list[tuple[int, str]]:
        """The text as (length of the surface, what it stands for), in order, none left out."""
        plain = text.translate(self.surfaces)
        found: list[tuple[int, str]] = []
        at = 0
        while at < len(plain):
            pair, one = plain[at : at + 2], plain[at]
            if len(pair) == 2 and pair in self.letters:
                found.append((2, self.letters[pair]))
            elif one in self.letters and not (one in self.signs and _stands_alone(plain, at)):
                found.append((1, self.letters[one]))
            else:
                found.append((1, text[at]))
            at += found[-1][0]
        return found

    def decode(self, text: str) -> str:
        """The text in Unicode, NFC; what the table does not know stays."""
        return unicodedata.normalize("NFC", "".join(letter for _, letter in self.units(text)))


def _stands_alone(text: str, at: int) -> bool:
    """True for a code with no letter beside it: "5 − 3", "· mục"."""
    beside = text[:at].rstrip()[-1:] + text[at + 1 : at + 2]
    return not any(letter.isalpha() or ord(letter) > 0x9F for letter in beside)


# Tone marks and vowel marks of VNI, as small letters; capitals carry the capital of each.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_VNI_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_ROUND = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_SHORT = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_WHOLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    pairs = dict(_VNI_WHOLE)
    for base in ("a", "e", "o", "u", "i", "y", "ô", "ö"):
        whole = _VNI_WHOLE.get(base, base)
        for mark, tone in _VNI_TONES.items():
            pairs[base + mark] = whole + tone
    for base in "aeo":
        for mark, tone in _VNI_ROUND.items():
            pairs[base + mark] = base + _CIRCUMFLEX + tone
    for mark, tone in _VNI_SHORT.items():
        pairs["a" + mark] = "a" + _BREVE + tone
    letters: dict[str, str] = {}
    for surface, spread in pairs.items():
        letter = unicodedata.normalize("NFC", spread)
        letters[surface] = letter
        letters[surface.upper()] = letter.upper()
        if len(surface) == 2:  # "Uûy": a capital with the mark of small letters, and its contrary
            letters[surface[0].upper() + surface[1]] = letter.upper()
            letters[surface[0] + surface[1].upper()] = letter
    return letters


# Windows-1258 taken for Windows-1252: a letter and its mark after it.
_1258 = {"ã": "ă", "Ã": "Ă", "ð": "đ", "Ð": "Đ", "õ": "ơ", "Õ": "Ơ", "ý": "ư", "Ý": "Ư", "þ": "₫"}
_1258_TONES = {"Ì": _GRAVE, "ì": _ACUTE, "Ò": _HOOK, "Þ": _TILDE, "ò": _DOT}


def _windows_1258() -> dict[str, str]:
    letters = dict(_1258)
    for base in "aâãeêioôõuýyAÂÃEÊIOÔÕUÝY":
        for mark, tone in _1258_TONES.items():
            whole = _1258.get(base, base) + tone
            letters[base + mark] = unicodedata.normalize("NFC", whole)
    return letters


def _bytes_of_windows_1252() -> dict[int, int]:
    """ž → 0x9E and the like: VPS and VISCII have letters where Windows has signs."""
    found: dict[int, int] = {}
    for byte in range(0x80, 0xA0):
        try:
            found[ord(bytes([byte]).decode("cp1252"))] = byte
        except UnicodeDecodeError:
            continue
    return found


_PRIVATE = {0xF000 + byte: byte for byte in range(0x20, 0x100)}  # symbol fonts
_TCVN3_SURFACES = {
    0x2212: 0xAD,  # PDF writers name the glyph of that code "minus"
    0x2010: 0xAD,
    0x2219: 0xB7,
    0x22C5: 0xB7,
    0x03BC: 0xB5,
    0x0110: 0xD0,  # `corpus.text.nfc` has made Ð a Đ
    0x0111: 0xF0,
    0x02C9: 0xAF,
}


@cache
def encodings() -> tuple[Encoding, ...]:
    """All that are recognised, the most used first. The first call loads viparse, 60 ms."""
    from viparse.normalize.tcvn3 import TCVN3  # noqa: PLC0415 -- not for a clean paper
    from viparse.normalize.viscii import VISCII  # noqa: PLC0415
    from viparse.normalize.vps import VPS  # noqa: PLC0415

    western = _bytes_of_windows_1252() | _PRIVATE | {0x0110: 0xD0, 0x0111: 0xF0, 0x2212: 0xAD}
    return (
        Encoding(
            name="TCVN3",
            letters=dict(TCVN3.pairs),
            surfaces=_TCVN3_SURFACES | _PRIVATE,
            signs="\u00ad\u00b7\u00bb",  # "n−íc", "®·", "»ng": else minus, bullet, quote
            has_capitals=False,
        ),
        Encoding(name="VNI", letters=_vni(), surfaces=_PRIVATE),
        Encoding(name="VPS", letters=dict(VPS.pairs), surfaces=western),
        Encoding(name="VISCII", letters=dict(VISCII.pairs), surfaces=western),
        Encoding(
            name="Windows-1258",
            letters=_windows_1258(),
            surfaces=_PRIVATE | {0x0110: 0xD0, 0x0111: 0xF0},
        ),
    )


_FONTS = (
    (re.compile(r"^(?:[A-Z]{6}\+)?\.?Vn(?!i)|TCVN|^ABC|^\.VN", re.IGNORECASE), "TCVN3"),
    (re.compile(r"^(?:[A-Z]{6}\+)?VNI", re.IGNORECASE), "VNI"),
    (re.compile(r"^(?:[A-Z]{6}\+)?VPS", re.IGNORECASE), "VPS"),
    (re.compile(r"VISCII|^VN (?:Times|Arial)|^HoangYen|^UHoai|^PhuongThao", re.I), "VISCII"),
)
_CAPITALS_FONT = re.compile(r"^(?:[A-Z]{6}\+)?\.Vn.*[a-z ]H$|^(?:[A-Z]{6}\+)?\.VN\S*H$")


def encoding_of_font(font: str | None) -> str | None:
    """The encoding that a font's name stands for: ".VnTime" is of TCVN3; None for others."""
    return next((name for pattern, name in _FONTS if font and pattern.search(font)), None)


def is_capitals_font(font: str | None) -> bool:
    """True for the fonts of TCVN3 that draw small letters as capitals: ".VnTimeH"."""
    return bool(font and _CAPITALS_FONT.match(font))
