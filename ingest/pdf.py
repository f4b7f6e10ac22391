"""PDF files: their text layer is read by pypdf in its layout mode, scanned pages by OCR.

Layout mode places letters by their measured widths, so words typed in two fonts stay whole
("năm", where plain extraction gives "n ăm") and the two columns of a letterhead show.
"""

import io
import logging
import re
import struct
import zlib
from pathlib import Path

import pypdf
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import DecodedStreamObject, NameObject

from corpus.text import nfc
from ingest.beat import beat
from ingest.encodings.stage import decode_by_page
from ingest.encodings.surface import keep_surface
from ingest.errors import (
    BrokenFileError,
    EncryptedFileError,
    TooLargeError,
)
from ingest.limits import MAX_CHARACTERS, MAX_LINES, MAX_PAGES
from ingest.lines import Line, Pages
from ingest.pdf_ocr import Layer, complete
from ingest.pdf_repair import repair_pages

logger = logging.getLogger(__name__)
# pypdf speaks of every repaired object; that belongs to no reader of ours.
logging.getLogger("pypdf").setLevel(logging.ERROR)

# What a damaged or hostile file makes the parser raise.
_PARSER_ERRORS = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    AssertionError,
    RecursionError,
    OverflowError,
    ZeroDivisionError,
    MemoryError,
    OSError,
    NotImplementedError,  # a filter whose name is damaged
    zlib.error,
    struct.error,
)
_RAISED = re.compile(rb"(?<![\d.])[\d.]*[1-9][\d.]*\s+Ts\b")  # letters raised above their line
_SHOWN = re.compile(rb"(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>)\s*Tj\b", re.DOTALL)


def read_pdf(path: Path, content: bytes) -> Pages:
    """The lines of a PDF, each on its page; a page without usable text is read by OCR.

    Raises:
        BrokenFileError, EncryptedFileError, TooLargeError, OcrMissingError, SecretPaperError.
    """
    # Before anything judges or mends the words of the text layer: in TCVN3 or VNI letters it
    # looks like garbage, and is none.
    pages, decoded = decode_by_page(_layers(path, content))
    layers = [Layer(number=number, lines=tuple(page)) for number, page in enumerate(pages, start=1)]
    done = complete(path, content, layers)
    mended = repair_pages([list(lines) for lines in done.pages])
    notes = (*decoded, *done.notes, *mended.notes)
    return Pages(lines=mended.lines, page_count=len(pages), notes=notes)


def _layers(path: Path, content: bytes) -> list[list[Line]]:
    """The lines of the text layer of each page."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedFileError(path)
        count = len(reader.pages)
    except DependencyError as error:
        raise EncryptedFileError(path) from error
    except _PARSER_ERRORS as error:
        raise BrokenFileError(path, type(error).__name__) from error
    if count > MAX_PAGES:
        raise TooLargeError(path, f"{count} trang", f"{MAX_PAGES} trang")
    pages: list[list[Line]] = []
    size = lines = 0
    for number in range(1, count + 1):
        text = _page_text(path, reader, number)
        beat()
        pages.append(_page_lines(text, number))
        size, lines = size + len(text), lines + len(pages[-1])
        if size > MAX_CHARACTERS or lines > MAX_LINES:
            raise TooLargeError(path, f"hơn {MAX_CHARACTERS} ký tự", f"{MAX_CHARACTERS} ký tự")
    return pages


def _page_text(path: Path, reader: pypdf.PdfReader, number: int) -> str:
    page = reader.pages[number - 1]
    try:
        _measure_raised(page)
        text = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False)
        return nfc(keep_surface(text))
    except _PARSER_ERRORS as error:
        logger.warning("page %d: layout reading failed (%s)", number, type(error).__name__)
    try:
        return nfc(keep_surface(page.extract_text()))
    except _PARSER_ERRORS as error:
        raise BrokenFileError(path, f"trang {number}: {type(error).__name__}") from error


def _measure_raised(page: pypdf.PageObject) -> None:
    """Write "(1) Tj" as "[(1) 0] TJ" on a page with raised letters.

    pypdf moves on by the width of a text only inside TJ. After "(năm 2026) Tj 6 Ts (1) Tj" it
    would set the footnote's mark at the line's beginning and tear the line apart.
    """
    contents = page.get_contents()
    drawn = b"" if contents is None else contents.get_data()
    if _RAISED.search(drawn):
        stream = DecodedStreamObject()
        stream.set_data(_SHOWN.sub(rb"[\1 0] TJ", drawn))
        page[NameObject("/Contents")] = stream


def _page_lines(text: str, page: int) -> list[Line]:
    lines: list[Line] = []
    gap = 9  # a page's first line stands apart from what was above
    for raw in text.replace("\t", "    ").splitlines():
        body = raw.strip()
        if not body:
            gap += 1
            continue
        indent = len(raw) - len(raw.lstrip())
        lines.append(Line(text=body, page=page, indent=indent, gap=min(gap, 9)))
        gap = 0
    return _without_margin(lines)


def _without_margin(lines: list[Line]) -> list[Line]:
    """The lines with the page's left margin taken off their indents."""
    margin = min((line.indent for line in lines), default=0)
    if margin == 0:
        return lines
    return [
        Line(text=line.text, page=line.page, indent=line.indent - margin, gap=line.gap)
        for line in lines
    ]


def plain_pages(path: Path) -> list[str]:
    """What pypdf extracts from each page by its plain mode, with nothing of ours done to it.

    What reading is held against, in speed and in letters. A page that fails is empty.

    Raises:
        BrokenFileError: the file can not be opened as a PDF.
    """
    try:
        reader = pypdf.PdfReader(path)
        pages = list(reader.pages)
    except _PARSER_ERRORS as error:
        raise BrokenFileError(path, type(error).__name__) from error
    texts: list[str] = []
    for page in pages:
        try:
            texts.append(page.extract_text())
        except _PARSER_ERRORS:
            texts.append("")
    return texts


def bare_text(path: Path) -> int:
    """How many pages pypdf extracts by its plain mode; one that can not be extracted counts.

    Raises:
        BrokenFileError: the file can not be opened as a PDF.
    """
    return len(plain_pages(path))
