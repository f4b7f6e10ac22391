"""The text of a web page's bytes: its encoding, and the page inside a saved web archive."""

import codecs
import email
import email.policy
import re
from email.errors import MessageError
from pathlib import Path

from corpus.text import nfc
from ingest.errors import BrokenFileError
from ingest.wide_text import wide_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|encoding\s*=\s*[\"']([\w.:-]{2,40})"
)
_HEAD_BYTES = 8_192  # where a page declares its encoding
_MAX_PARTS = 5_000
# Browsers read these names as the Windows code page that the pages were really typed in.
_READ_AS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}


def page_of_archive(path: Path, content: bytes) -> tuple[bytes, str]:
    """The page that a .mht or .mhtml file saves, and the encoding that it names, "" for none.

    Raises:
        BrokenFileError: there is no page in it.
    """
    try:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        for count, part in enumerate(message.walk()):
            if count > _MAX_PARTS:
                break
            if part.get_content_type() == "text/html":
                page = part.get_payload(decode=True)
                if isinstance(page, bytes) and page.strip():
                    return page, str(part.get_content_charset() or "")
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise BrokenFileError(path, type(error).__name__) from error
    raise BrokenFileError(path, "không có trang nào bên trong")


def decode_page(content: bytes, named: str = "") -> tuple[str, int]:
    """The text of a page in NFC, and how many bytes could not be read (shown as «\ufffd»).

    A mark of Unicode at the beginning decides, then UTF-8 where the bytes are that, then what
    the page or its archive names.
    """
    bom = next((name for mark, name in _BOMS if content.startswith(mark)), None)
    for name in (bom, wide_encoding(content), "utf-8"):
        if name is not None:
            try:
                return nfc(content.decode(name)), 0
            except UnicodeDecodeError:
                continue
    encoding = _known(named) or _known(_declared(content)) or "cp1258"
    text = content.decode(encoding, "replace")
    return nfc(text), text.count("\ufffd")


def _declared(content: bytes) -> str:
    found = _DECLARED.search(content[:_HEAD_BYTES])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def _known(name: str) -> str | None:
    lowered = name.strip().lower()
    lowered = _READ_AS.get(lowered, lowered)
    try:
        codec = codecs.lookup(lowered)
    except (LookupError, ValueError):
        return None
    # "base64" and "zip" are codecs too, and a page that names utf-8 was tried as that.
    return codec.name if _is_text(codec.name) else None


def _is_text(name: str) -> bool:
    return name.startswith(("cp", "iso8859", "windows", "koi8", "mac", "gb", "big5", "utf", "tis"))
