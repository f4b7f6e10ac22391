"""Codes of old encodings kept from what cleaning does to Unicode text."""

import re

# The byte of ư in TCVN3 (ễ in VISCII) is Unicode's invisible hyphen, which cleaning takes out.
# U+2212 is what PDF writers put there; the tables know it.
_SOFT_HYPHEN, _MINUS = "\u00ad", "\u2212"
# Signs inside words, as no Unicode text has them.
_OLD = re.compile(
    "[A-Za-z][\u00a1-\u00ac\u00ae-\u00bf]|[\u00a8-\u00ac\u00ae][a-z\u00ad\u00b5-\u00fe]|\u00ad[\u00ca-\u00fe]"
)


def keep_surface(text: str, among: str | None = None) -> str:
    """The text with the invisible hyphen as a visible sign where an old encoding has a letter.

    Text without such a hyphen, or without other signs of such encodings, comes back as it is.

    Args:
        text: as a reader gives it, before any cleaning.
        among: the text in which the other signs are looked for, where `text` is short.
    """
    if _SOFT_HYPHEN not in text or not _OLD.search(among or text):
        return text
    return text.replace(_SOFT_HYPHEN, _MINUS)


def surface_of(content: bytes) -> str:
    """Bytes as a Western program shows them, Windows-1252; what that lacks, as Latin-1 has it."""
    return "".join(_SHOWN[byte] for byte in content)


def _shown(byte: int) -> str:
    one = bytes([byte])
    try:
        return one.decode("cp1252")
    except UnicodeDecodeError:
        return one.decode("latin-1")


_SHOWN = [_shown(byte) for byte in range(256)]
