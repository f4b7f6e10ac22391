"""One page read from its picture: cleaned, turned upright, recognised, laid out as lines."""

from dataclasses import dataclass

from ingest.lines import Line
from ingest.ocr_clean import (
    READING_DPI,
    at_reading_size,
    cleaned_of_specks,
    levelled,
    lines_run_down,
    on_white,
    share_of_ink,
    skew_of,
    without_red,
)
from ingest.ocr_engine import (
    BLOCK,
    COLUMNS,
    OcrFailedError,
    OcrTimeoutError,
    Word,
    recognise,
)
from ingest.ocr_head import mend_head
from ingest.ocr_lines import lines_of, rows_of, without_dirt
from ingest.ocr_secrecy import bears_mark, has_black_stamp, has_stamp
from ingest.pictures import Picture, turned
from ingest.syllables import is_syllable

_EMPTY = 0.0003  # share of ink: a back page with a few specks has less
_SURE = 75.0  # confidence of words that show a page to stand upright
_CLEAR_WORDS, _CLEAR_SHARE = 10, 0.5  # so many of them, or such a share of a short page
_UPRIGHT_BONUS = 1.5  # a page of scribbles is left as it lies


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrPage:
    """What was read from the picture of one page."""

    number: int  # counted from 1
    lines: tuple[Line, ...] = ()
    confidence: float | None = None  # mean of the words, 0 to 100; None when there are none
    turn: int = 0  # quarter turns counterclockwise that set it upright
    skew: float = 0.0  # degrees counterclockwise that levelled its lines
    repairs: tuple[str, ...] = ()  # what was mended at the paper's head, in Vietnamese
    doubts: tuple[str, ...] = ()  # what could not be read there
    failed: str = ""  # why nothing was read, in Vietnamese
    is_secret: bool = False  # nothing else of such a page is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    grey: Picture
    words: list[Word]
    turn: int
    skew: float


def read_page(colours: Picture, dpi: int | None, number: int, name: str = "") -> OcrPage:
    """The lines of one page. Costs 1 to 3 s, more where the page has to be turned.

    Args:
        colours: the page, in any of four directions.
        dpi: its dots per inch; None when unknown.
        number: the page's number. The first one is looked at for marks of secrecy, and the
            number and the day at its head are read with more care.
        name: the file's name; see ingest.ocr_head.
    """
    sized = at_reading_size(colours, dpi)
    grey = on_white(without_red(sized))
    if share_of_ink(grey) < _EMPTY:
        return OcrPage(number=number)
    try:
        reading = _upright(cleaned_of_specks(grey))
    except OcrTimeoutError:
        return OcrPage(number=number, failed="nhận dạng chữ quá thời gian cho phép")
    except OcrFailedError as error:
        return OcrPage(number=number, failed=f"Tesseract dừng với mã {error}")
    if number == 1 and _is_secret(sized, reading):
        return OcrPage(number=number, is_secret=True)
    return _page(reading, number, name)


def _upright(grey: Picture) -> _Reading:
    """The best reading of a page among its four directions; most pages need only one."""
    first = 1 if lines_run_down(grey) else 0
    best: _Reading | None = None
    most = 0.0
    for turn in (first, first + 2, 1 - first, 3 - first):
        upright = turned(grey, turn)
        skew = skew_of(upright)
        level = levelled(upright, skew)
        words = without_dirt(recognise(level, mode=COLUMNS, dpi=READING_DPI))
        if not words:  # a page of one short line has no layout to find
            words = without_dirt(recognise(level, mode=BLOCK, dpi=READING_DPI))
        clear = _clear_words(words)
        worth = sum(map(len, clear)) * (_UPRIGHT_BONUS if turn == 0 else 1.0)
        if best is None or worth > most:
            best = _Reading(grey=level, words=words, turn=turn, skew=skew)
            most = worth
        if len(clear) >= _CLEAR_WORDS or len(clear) > _CLEAR_SHARE * len(words) > 1:
            break
    if best is None:
        raise OcrFailedError("?")
    return best


def _clear_words(words: list[Word]) -> list[str]:
    """Vietnamese syllables that were read with confidence: a page on its side shows hardly any."""
    return [
        word.text
        for word in words
        if word.confidence > _SURE and len(word.text) > 2 and is_syllable(word.text.strip(",.;:()"))
    ]


def _mean(words: list[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(w.confidence * len(w.text) for w in words) / letters if letters else 0.0


def _is_secret(colours: Picture, reading: _Reading) -> bool:
    height = reading.grey.shape[0]
    head = [word for word in reading.words if word.top < height / 2]
    columns = [
        column
        for line in lines_of(rows_of(head), 1)
        for column in [line.text, *line.text.split("   ")]
    ]
    lines = [" ".join(w.text for w in head if w.line == key) for key in {w.line for w in head}]
    if bears_mark([*columns, *lines]):
        return True
    if has_stamp(turned(colours, reading.turn), READING_DPI):
        return True
    return has_black_stamp(reading.grey, reading.words, READING_DPI)


def _page(reading: _Reading, number: int, name: str) -> OcrPage:
    rows = rows_of(reading.words)
    repairs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    if number == 1:
        head = mend_head(rows, reading.grey, name)
        rows, repairs, doubts = list(head.rows), head.repairs, head.doubts
    return OcrPage(
        number=number,
        lines=tuple(lines_of(rows, number)),
        confidence=_mean(reading.words) if reading.words else None,
        turn=reading.turn,
        skew=reading.skew,
        repairs=repairs,
        doubts=doubts,
    )
