"""Pictures of pages (PNG, JPEG, TIFF, WebP) as one paper."""

from collections.abc import Iterator
from pathlib import Path

from corpus.documents import Note
from ingest.errors import EmptyFileError
from ingest.lines import Line, Pages
from ingest.ocr import PagePicture, notes_of, read_pages, require
from ingest.pdf_repair import repair_pages
from ingest.pictures import open_pictures


def read_image(path: Path, content: bytes) -> Pages:
    """The lines of a picture file, each frame of a TIFF a page.

    Raises:
        OcrMissingError, BrokenFileError, TooLargeError, SecretPaperError, EmptyFileError: no
        page has a letter.
    """
    require(path, 1)
    pages: list[list[Line]] = []
    notes: list[Note] = []
    for page in read_pages(path, _pictures(path, content)):
        pages.append(list(page.lines))
        notes += notes_of(page)
    if not any(pages):
        raise EmptyFileError(path)
    mended = repair_pages(pages)
    return Pages(lines=mended.lines, page_count=len(pages), notes=(*notes, *mended.notes))


def _pictures(path: Path, content: bytes) -> Iterator[PagePicture]:
    # What a file says of its dots per inch is rarely true of photographs: the sheet is measured.
    for number, colours in open_pictures(path, content):
        yield PagePicture(number=number, colours=colours, dpi=None)
