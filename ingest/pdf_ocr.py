"""The pages of a PDF whose text layer is missing or garbage, read from their pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import Note
from ingest.beat import beat
from ingest.errors import BrokenFileError
from ingest.lines import Line
from ingest.ocr import PagePicture, can_read, notes_of, read_pages, require
from ingest.ocr_clean import share_of_ink, with_red
from ingest.ocr_page import OcrPage
from ingest.rasterise import DrawnPdf, RasteriseError
from ingest.text_layer import is_better, is_garbage, is_missing

LAYER_SET_ASIDE = "lớp chữ trong tệp hỏng, đã bỏ"  # in the note on a page read anew
_DPI = 300
_LONGEST_SIDE = 16.54 * 72  # points; A3
_GLANCE_DPI = 40  # enough to see whether there is anything on a page
_EMPTY = 0.0003
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The text layer of one page, old encodings turned into Unicode."""

    number: int  # counted from 1
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Its lines, to be judged by."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """The lines of each page, and how the pages without usable text were read."""

    pages: tuple[tuple[Line, ...], ...]
    notes: tuple[Note, ...] = ()


def complete(path: Path, content: bytes, layers: list[Layer]) -> Completed:
    """The pages with OCR in place of text layers that can not be used.

    Raises:
        OcrMissingError: pages are pictures, and Tesseract is not installed.
        BrokenFileError: such a page can not be drawn.
        SecretPaperError: the first page bears a mark of secrecy.
    """
    pages = {layer.number: layer.lines for layer in layers}
    garbage = {layer.number: layer for layer in layers if is_garbage(layer.text)}
    try:
        with DrawnPdf(content) as drawn:
            wanted = [layer.number for layer in layers if _has_no_text(drawn, layer)]
            if wanted:
                require(path, len(wanted))
            if can_read():
                wanted = sorted({*wanted, *garbage})
            notes = _read(path, drawn, wanted, pages, garbage)
    except RasteriseError as error:
        if all(layer.lines for layer in layers):
            return Completed(pages=tuple(pages.values()))  # read without pictures
        raise BrokenFileError(path, str(error)) from error
    return Completed(pages=tuple(pages.values()), notes=tuple(notes))


def _has_no_text(drawn: DrawnPdf, layer: Layer) -> bool:
    """True for a page with something to see on it that its text layer does not hold."""
    if not is_missing(layer.text, drawn.share_of_pictures(layer.number)):
        return False
    return share_of_ink(with_red(drawn.draw(layer.number, _GLANCE_DPI))) > _EMPTY


def _read(
    path: Path,
    drawn: DrawnPdf,
    wanted: list[int],
    pages: dict[int, tuple[Line, ...]],
    garbage: dict[int, Layer],
) -> Iterator[Note]:
    pictures = (
        PagePicture(number=number, colours=drawn.draw(number, _dpi(drawn, number)), dpi=_DPI)
        for number in wanted
    )
    notes: list[Note] = []
    for page in read_pages(path, pictures):
        beat()
        layer = garbage.get(page.number)
        if layer is None:
            notes += _fill(pages, page)
        elif is_better(" ".join(line.text for line in page.lines), layer.text):
            pages[page.number] = page.lines
            notes += notes_of(page)
            words = (
                f"Trang {page.number}: {LAYER_SET_ASIDE} {_solid(layer)} ký tự của nó "
                "và thay bằng chữ nhận dạng."
            )
            notes.append(Note(page=page.number, text=words, doubtful=True))
    return iter(notes)


def _dpi(drawn: DrawnPdf, number: int) -> int:
    """Dots per inch at which a page is drawn, so that its letters are as large as on a scan.

    Telephones write pictures into a PDF at 72 dots per inch: a sheet of A4 is a metre high there.
    Nothing larger than A3 is scanned in an office.
    """
    return min(_DPI, round(_DPI * _LONGEST_SIDE / max(*drawn.size(number), 1)))


def _fill(pages: dict[int, tuple[Line, ...]], page: OcrPage) -> Iterator[Note]:
    """Set a scanned page's lines; what its scant text layer says beyond them is kept below."""
    seen = {word for line in page.lines for word in _WORD.findall(line.text.lower())}
    kept = [
        line for line in pages[page.number] if not seen.issuperset(_WORD.findall(line.text.lower()))
    ]
    pages[page.number] = (*page.lines, *kept)
    yield from notes_of(page)
    if kept:
        words = f"Trang {page.number}: {len(kept)} dòng chữ in thêm trên ảnh được để ở cuối trang."
        yield Note(page=page.number, text=words)


def _solid(layer: Layer) -> int:
    """How many characters that are not blank a layer has."""
    return sum(len("".join(line.text.split())) for line in layer.lines)
