"""Pages read from their pictures, two at a time, and what the reader is told of each."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import Note
from ingest.errors import OcrMissingError, SecretPaperError
from ingest.ocr_engine import missing
from ingest.ocr_page import OcrPage, read_page
from ingest.pictures import Picture

_SIDE_BY_SIDE = 2  # pages; each takes a core and some 200 MB
_POOR = 80.0  # mean confidence under which a person should look at the page
_QUARTER = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page to be read."""

    number: int  # counted from 1
    colours: Picture
    dpi: int | None  # None: unknown


def can_read() -> bool:
    """True when Tesseract and its Vietnamese are installed."""
    return missing() is None


def require(path: Path, pages: int) -> None:
    """Nothing when scans can be read here.

    Raises:
        OcrMissingError: says what to install; `pages` of the file wait for it.
    """
    reason = missing()
    if reason is not None:
        raise OcrMissingError(path, pages, reason)


def read_pages(path: Path, pictures: Iterable[PagePicture]) -> Iterator[OcrPage]:
    """What stands on each page, in the order given. Few pictures are held at once.

    Raises:
        SecretPaperError: the first page bears a mark of secrecy.
    """
    workers = min(_SIDE_BY_SIDE, os.cpu_count() or 1)
    waiting: deque[Future[OcrPage]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for picture in pictures:
                waiting.append(
                    pool.submit(read_page, picture.colours, picture.dpi, picture.number, path.name)
                )
                if len(waiting) > workers:
                    yield _open(path, waiting.popleft().result())
            while waiting:
                yield _open(path, waiting.popleft().result())
        finally:
            for future in waiting:
                future.cancel()


def _open(path: Path, page: OcrPage) -> OcrPage:
    if page.is_secret:
        raise SecretPaperError(path)
    return page


def notes_of(page: OcrPage) -> Iterator[Note]:
    """How a page was read, what was mended and what is in doubt."""
    number = page.number
    if page.failed:
        words = f"Trang {number}: không đọc được ({page.failed}); cần xem bản gốc."
        yield Note(page=number, text=words, doubtful=True)
        return
    if page.confidence is None:
        yield Note(page=number, text=f"Trang {number}: trang trắng hoặc không có chữ đọc được.")
        return
    words = f"Trang {number}: đọc bằng nhận dạng chữ, độ tin cậy trung bình {page.confidence:.0f}%"
    words += f", đã xoay {page.turn * _QUARTER % 360}°" if page.turn else ""
    words += f", đã chỉnh nghiêng {abs(page.skew):.1f}°".replace(".", ",") if page.skew else ""
    poor = page.confidence < _POOR
    yield Note(
        page=number, text=words + ("; cần đối chiếu bản gốc." if poor else "."), doubtful=poor
    )
    for repair in page.repairs:
        yield Note(page=number, text=repair)
    for doubt in page.doubts:
        yield Note(page=number, text=doubt, doubtful=True)
