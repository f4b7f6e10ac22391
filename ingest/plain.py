"""Text files: their encoding, their page breaks and their lines."""

import codecs
import re
from pathlib import Path

from corpus.text import nfc
from ingest.encodings.decode import decode_lines
from ingest.encodings.surface import keep_surface, surface_of
from ingest.errors import BrokenFileError, TooLargeError
from ingest.limits import MAX_LINES
from ingest.lines import Line, Pages
from ingest.wide_text import wide_encoding, windows_text

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEWLINE = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")

# A row of blanks is the rule above footnotes, drawn in a font of its own.
_RULE_WIDTH = 20


def decode(path: Path, content: bytes) -> str:
    """The text of a file's bytes in NFC: UTF-8, UTF-16, Windows-1258 or an encoding before them.

    Bytes of TCVN3, VNI and the like come back as Western letters; ingest.encodings reads those.

    Raises:
        BrokenFileError: the bytes are none of these.
    """
    marked = next((name for bom, name in _BOMS if content.startswith(bom)), None)
    encoding = marked or wide_encoding(content) or "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        windows = windows_text(content)
        if windows is not None:
            return windows
        surface = surface_of(content)
        if "\x00" not in surface and decode_lines(_NEWLINE.split(surface)) is not None:
            return nfc(keep_surface(surface))
        raise BrokenFileError(
            path, f"chữ không phải Unicode UTF-8, byte thứ {error.start + 1}"
        ) from error
    if "\x00" in text:
        raise BrokenFileError(path, "có byte rỗng, không phải tệp văn bản")
    return nfc(keep_surface(text))


def read_text(path: Path, text: str) -> Pages:
    """The lines of a text, each with its page.

    A page begins at a form feed, or, in a double-spaced text, where a line follows the one
    above without a blank line and is set in by the feed's remains, a space.
    """
    raw = _NEWLINE.split(text)
    if len(raw) > MAX_LINES:
        raise TooLargeError(path, f"{len(raw)} dòng", f"{MAX_LINES} dòng")
    spaced = _is_double_spaced(raw)
    lines: list[Line] = []
    page, gap, ruled = 1, MAX_LINES, False
    for content in raw:
        feeds = content.count("\f")
        body = content.replace("\f", "")
        if feeds and lines:
            page += feeds
        if not body.strip():
            gap += 1
            ruled = ruled or len(body) >= _RULE_WIDTH
            continue
        indent = len(body) - len(body.lstrip())
        if spaced and gap == 0 and indent and not feeds:
            page, indent = page + 1, indent - 1
        lines.append(
            Line(text=body.strip(), page=page, indent=indent, gap=min(gap, 9), ruled=ruled)
        )
        gap, ruled = 0, False
    return Pages(lines=tuple(lines), page_count=page, pages_known=page > 1)


def _is_double_spaced(raw: list[str]) -> bool:
    """True when most lines with text have a blank line above them."""
    full = [index for index, line in enumerate(raw) if line.strip()]
    alone = sum(1 for index in full if index and not raw[index - 1].strip())
    return len(full) > 4 and alone > 0.7 * len(full)
