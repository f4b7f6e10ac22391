"""Text as a filter reads it: look-alike letters and digits made plain, invisible marks gone."""

import unicodedata
from dataclasses import dataclass

# Letters of other scripts that look like Latin ones.
_LOOK_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухѕіјԁɡΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν",
    "ABEKMHOPCTYXSIJaeopcyxsijdgABEZHIKMNOPTYXoav",
)
_DASHES = frozenset("‐‑‒–—―−﹣－⁃ー")
_DOTS = frozenset("·•․‧∙⋅・。．‚，、")
_AT_SIGNS = frozenset("﹫＠")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The plain text, and for each of its characters the place in the original."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the plain text stands for; end exclusive."""
        return self.places[start], self.places[end - 1] + 1


def plain_letters(text: str) -> Plain:
    """The text with one plain character for each that is seen; accents stay.

    A digit of any script becomes 0-9, a dash "-", a raised dot ".", and any blank but a tab and
    a line's end " ".
    """
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in _plain(character):
            letters.append(plain)
            places.append(place)
    return Plain(text="".join(letters), places=tuple(places))


def _plain(character: str) -> str:
    if character < "\x7f":
        return " " if character in "\r\f\v" else character
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me", "Cc", "Co", "Cn"):
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    if character in _DASHES:
        return "-"
    if character in _DOTS:
        return "."
    if character in _AT_SIGNS:
        return "@"
    if category in ("Zs", "Zl", "Zp"):
        return "\n" if category in ("Zl", "Zp") else " "
    return unicodedata.normalize("NFKC", character).translate(_LOOK_ALIKE)
