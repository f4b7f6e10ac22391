"""The pages of a PDF as pictures, and where their letters stand, by pypdfium2."""

import io
from collections.abc import Iterable
from types import TracebackType

import numpy as np
import pypdfium2 as pdfium

from ingest.limits import MAX_PIXELS
from ingest.pictures import Picture

POINTS = 72  # per inch
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE
_MOST_OBJECTS = 5_000

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points from the bottom left


class PageLetters:
    """The letters of one page, for as long as its PDF is open."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._letters = page.get_textpage()
        self.text: str = self._letters.get_text_range()

    def boxes(self, places: Iterable[int]) -> list[Box]:
        """Where the letters at these offsets of the text stand."""
        return [self._letters.get_charbox(place) for place in places]


class DrawnPdf:
    """A PDF whose pages can be drawn. One thread at a time: PDFium allows no more.

    Raises:
        RasteriseError: the file or a page can not be drawn.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._document = pdfium.PdfDocument(io.BytesIO(content))
        except (pdfium.PdfiumError, ValueError, OSError) as error:
            raise RasteriseError(type(error).__name__) from error

    def __enter__(self) -> "DrawnPdf":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._document.close()

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of the page (from 1), in points."""
        width, height = self._page(number).get_size()
        return float(width), float(height)

    def letters(self, number: int) -> PageLetters:
        """What stands on the page (from 1) as text; of a scan, nothing."""
        page = self._page(number)
        try:
            return PageLetters(page)
        except pdfium.PdfiumError as error:
            raise RasteriseError(f"trang {number}: {type(error).__name__}") from error

    def _page(self, number: int) -> pdfium.PdfPage:
        try:
            return self._document[number - 1]
        except (pdfium.PdfiumError, IndexError) as error:
            raise RasteriseError(f"trang {number}: {type(error).__name__}") from error

    def draw(self, number: int, dpi: int) -> Picture:
        """The page (from 1) in colours; fewer dots per inch where it would be too large."""
        page = self._page(number)
        try:
            width, height = page.get_size()
            scale = dpi / POINTS
            scale = min(scale, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
            bitmap = page.render(scale=scale, may_draw_forms=True, rev_byteorder=True)
            drawn = bitmap.to_numpy()
            colours = drawn if drawn.ndim == 3 else np.repeat(drawn[:, :, None], 3, axis=2)
            return np.ascontiguousarray(colours[:, :, :3])
        except (pdfium.PdfiumError, ValueError, MemoryError) as error:
            raise RasteriseError(f"trang {number}: {type(error).__name__}") from error

    def share_of_pictures(self, number: int) -> float:
        """Which share of the page its largest picture covers, from 0 to 1."""
        try:
            page = self._document[number - 1]
            area = max(page.get_width() * page.get_height(), 1)
            largest = 0.0
            for index, thing in enumerate(page.get_objects(filter=[_IMAGE], max_depth=3)):
                if index >= _MOST_OBJECTS:
                    break
                left, bottom, right, top = thing.get_bounds()
                largest = max(largest, (right - left) * (top - bottom))
        except (pdfium.PdfiumError, IndexError, ValueError):
            return 0.0
        return min(float(largest) / float(area), 1.0)


class RasteriseError(Exception):
    """PDFium can not draw a page; the message says which and why."""
