"""The bare text of RTF, for a machine without LibreOffice."""

from pathlib import Path

from striprtf.striprtf import rtf_to_text

from corpus.documents import Note
from corpus.text import nfc
from ingest.encodings.surface import keep_surface
from ingest.errors import BrokenFileError, TooLargeError
from ingest.limits import MAX_LINES
from ingest.lines import Line, Pages, single_spaced

_PARSER_ERRORS = (ValueError, KeyError, IndexError, TypeError, LookupError, RecursionError)


def read_rtf_text(path: Path, content: bytes) -> Pages:
    """The paragraphs of an RTF file, without what only LibreOffice reads of it.

    Raises:
        BrokenFileError, TooLargeError.
    """
    try:
        # RTF is ASCII; other letters are escapes, which striprtf reads by the file's code page.
        text = rtf_to_text(content.decode("latin-1"), encoding="cp1252", errors="replace")
    except _PARSER_ERRORS as error:
        raise BrokenFileError(path, type(error).__name__) from error
    paragraphs = [single_spaced(nfc(keep_surface(line))) for line in text.splitlines()]
    lines = tuple(Line(text=each, page=1, whole=True) for each in paragraphs if each)
    if len(lines) > MAX_LINES:
        raise TooLargeError(path, f"{len(lines)} dòng", f"{MAX_LINES} dòng")
    return Pages(lines=lines, page_count=1, pages_known=False, notes=(note_without_office(),))


def note_without_office() -> Note:
    """What the report says of a file read without LibreOffice."""
    return Note(
        page=None,
        text="Đọc không qua LibreOffice: bảng và đánh số tự động có thể thiếu.",
        doubtful=True,
    )
