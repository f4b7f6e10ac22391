"""Unicode text whose file does not say its encoding: UTF-16 without a mark, and Windows-1258."""

import re

from corpus.text import nfc
from ingest.syllables import share_of_syllables

_HEAD_BYTES = 8_192
_GOOD_SHARE = 0.9  # of the words must be Vietnamese syllables for a code page to be believed
_LOOSE_MARK = re.compile("[\u0300-\u036f]")


def wide_encoding(content: bytes) -> str | None:
    """UTF-16 without its mark, told by the zero bytes of blanks and plain letters; else None."""
    head = content[:_HEAD_BYTES]
    for name, zero in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, letters = head[zero::2].count(0), head[1 - zero :: 2]
        if len(head) > 3 and zeros * 3 > len(letters) and not letters.count(0):
            return name
    return None


def windows_text(content: bytes) -> str | None:
    """The NFC text of Windows-1258 bytes; None when they are not Vietnamese read that way.

    Windows keeps a letter and its tone mark as two bytes, which other old encodings do not.
    """
    try:
        raw = content.decode("cp1258")
    except UnicodeDecodeError:
        return None
    text = nfc(raw)
    has_tones = _LOOSE_MARK.search(raw) is not None and _LOOSE_MARK.search(text) is None
    return text if has_tones and share_of_syllables(text) >= _GOOD_SHARE else None
