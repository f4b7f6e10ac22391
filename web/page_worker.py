"""A page of a PDF as a picture, and where words stand on it. Runs in a process of its own."""

import contextlib
import io
import unicodedata
from dataclasses import dataclass

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
        IndexError: the file has no such page.
        pypdfium2.PdfiumError: the file can not be read.
    """
    import pypdfium2  # noqa: PLC0415 -- the parent, which imports this module, never loads it

    with pypdfium2.PdfDocument(path) as pdf:
        sheet = pdf[page - 1]
        scale = min(_SHARPNESS, LONGEST_SIDE / max(1.0, *sheet.get_size()))
        out = io.BytesIO()
        sheet.render(scale=scale).to_pil().convert("L").save(out, "PNG")
        return out.getvalue()


def look(path: str, page: int, lines: tuple[str, ...]) -> Look:
    """The page's size, and the places of those of the lines that stand on it.

    Raises:
        IndexError: the file has no such page.
        pypdfium2.PdfiumError: the file can not be read.
    """
    import pypdfium2  # noqa: PLC0415 -- the parent, which imports this module, never loads it

    with pypdfium2.PdfDocument(path) as pdf:
        sheet = pdf[page - 1]
        width, height = sheet.get_size()
        words = sheet.get_textpage()
        plain, places = _plain(words.get_text_range())
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
            boxes = [words.get_charbox(at) for at in dict.fromkeys(places[found:start])]
            marks += _joined(boxes, height)
        return Look(width=width, height=height, marks=tuple(marks))


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


Box = tuple[float, float, float, float]  # left, bottom, right, top


def _joined(boxes: list[Box], height: float) -> list[Mark]:
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
