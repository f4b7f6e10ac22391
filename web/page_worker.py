"""A page of a PDF as a picture, and where words stand on it. Runs in a process of its own."""

import contextlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.rasterise import Box, DrawnPdf

LONGEST_SIDE = 1_600  # pixels
_SHARPNESS = 2.0  # pixels for each point, where the page is not too large
_FEWEST_LETTERS = 4  # a shorter line stands in many places


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A rectangle on the page, in points from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page's size in points, and where the words asked for stand on it."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def bound_memory(megabytes: int) -> None:
    """Bound what this process may take: a hostile page costs itself."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- not on Windows

        size = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def draw(path: str, page: int) -> bytes:
    """The page as PNG.

    Raises:
        ingest.rasterise.RasteriseError: the file can not be read, or has no such page.
    """
    from ingest.pictures import png_of  # noqa: PLC0415 -- as in _opened
    from ingest.rasterise import POINTS  # noqa: PLC0415

    with _opened(path) as pdf:
        scale = min(_SHARPNESS, LONGEST_SIDE / max(1.0, *pdf.size(page)))
        return png_of(pdf.draw(page, int(scale * POINTS)))


def look(path: str, page: int, lines: tuple[str, ...]) -> Look:
    """The page's size, and the places of those of the lines that stand on it.

    Raises:
        ingest.rasterise.RasteriseError: the file can not be read, or has no such page.
    """
    with _opened(path) as pdf:
        width, height = pdf.size(page)
        letters = pdf.letters(page)
        plain, places = _plain(letters.text)
        marks: list[Mark] = []
        start = 0
        for line in lines:
            wanted = _plain(line)[0]
            if len(wanted) < _FEWEST_LETTERS:
                continue
            found = plain.find(wanted, start)
            found = found if found >= 0 else plain.find(wanted)
            if found < 0:
                continue
            start = found + len(wanted)
            marks += _joined(letters.boxes(dict.fromkeys(places[found:start])), height)
        return Look(width=width, height=height, marks=tuple(marks))


def _opened(path: str) -> "DrawnPdf":
    from ingest.rasterise import DrawnPdf  # noqa: PLC0415 -- our parent never loads PDFium

    return DrawnPdf(Path(path).read_bytes())


def _plain(text: str) -> tuple[str, list[int]]:
    """Letters and digits without accents and case, each with the place that it comes from."""
    plain: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFD", letter).casefold().replace("đ", "d"):
            if part.isalnum():
                plain.append(part)
                places.append(place)
    return "".join(plain), places


def _joined(boxes: "list[Box]", height: float) -> list[Mark]:
    """One rectangle for each line of letters that follow one another."""
    rows: list[list[Box]] = []
    for box in boxes:
        middle = (box[1] + box[3]) / 2
        last = rows[-1][-1] if rows else None
        if last is not None and last[1] - 1 <= middle <= last[3] + 1 and box[0] >= last[0] - 1:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [
        Mark(
            x=min(box[0] for box in row) - 1,
            y=height - max(box[3] for box in row) - 1.5,
            width=max(box[2] for box in row) - min(box[0] for box in row) + 2,
            height=max(box[3] for box in row) - min(box[1] for box in row) + 3,
        )
        for row in rows
    ]
