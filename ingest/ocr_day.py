"""The line "Kiên Giang, ngày 5 tháng 4 năm 2018" of a scanned paper, its day often by pen."""

import re
from dataclasses import dataclass

from ingest.ocr_engine import Word
from ingest.ocr_strip import HeadPicture, Mended, agreed, in_place

_WORDS = {
    "ngày": re.compile(r"^ng[^\W\d_]y(?P<rest>.*)$", re.IGNORECASE),
    "tháng": re.compile(r"^th[^\W\d_]ng(?P<rest>.*)$", re.IGNORECASE),
    "năm": re.compile(r"^n[^\W\d_]m(?P<rest>.*)$", re.IGNORECASE),
}
_LINE = re.compile(
    r"ng[^\W\d_]y(?P<day>.*?)th[^\W\d_]ng(?P<month>.*?)n[^\W\d_]m(?P<year>.*)$", re.IGNORECASE
)
_WIDTHS = {"ngày": 3.0, "tháng": 3.5}  # in heights of a capital
_LIKELY = 0.75
_EMPTY = "     "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Which words of the column hold "ngày", "tháng" and "năm"."""

    day: int
    month: int
    year: int


def mend_day(picture: HeadPicture, column: list[Word]) -> Mended | None:
    """The column with the figures of its day; None when it has no "ngày … tháng … năm".

    A figure that can not be read is left empty.
    """
    places = _places(column)
    if places is None:
        return None
    texts = [" ".join(word.text for word in column), *picture.readings(column)]
    readings = [match for text in texts if (match := _LINE.search(text))]
    doubts: list[str] = []
    day = _figure(picture, column[places.day : places.month + 1], "ngày", readings, doubts)
    month = _figure(picture, column[places.month : places.year + 1], "tháng", readings, doubts)
    year = _year(readings, doubts)
    text = f"ngày {day or _EMPTY} tháng {month or _EMPTY} năm {year}".rstrip()
    word = in_place(column[places.day], text, column[-1].right)
    return Mended(words=(*column[: places.day], word), doubts=tuple(doubts))


def _places(column: list[Word]) -> _Places | None:
    found: list[int] = []
    for pattern in _WORDS.values():
        start = found[-1] + 1 if found else 0
        place = next((i for i in range(start, len(column)) if pattern.match(column[i].text)), None)
        if place is None:
            return None
        found.append(place)
    return _Places(day=found[0], month=found[1], year=found[2])


def _figure(
    picture: HeadPicture,
    words: list[Word],
    mark: str,
    readings: list[re.Match[str]],
    doubts: list[str],
) -> str:
    """The figure between a mark and the next word: printed, by pen, or "" when not legible."""
    most, name = (31, "day") if mark == "ngày" else (12, "month")
    first, following = words[0], words[-1]
    sure = min((word.confidence for word in words[:-1][-1:]), default=0.0)
    printed = agreed([match[name] for match in readings], r"\d{1,2}", sure)
    if printed is not None and 1 <= int(printed) <= most:
        return printed
    alone = _WORDS[mark].match(first.text)
    glued = alone is None or bool(alone["rest"])
    left = first.left + picture.capital * _WIDTHS[mark] if glued else first.right
    pen = picture.pen(left + 2, following.left - 2, [following])
    fits = pen.digits and len(pen.digits) <= 2 and 1 <= int(pen.digits) <= most
    if fits and pen.probability >= _LIKELY:
        doubts.append(
            f"Chữ số sau «{mark}» ở dòng ngày ký viết tay, đọc là «{pen.digits}»; "
            "cần đối chiếu bản gốc."
        )
        return pen.digits
    guess = f" (có thể là «{pen.digits}»)" if fits else ""
    doubts.append(f"Chữ số sau «{mark}» ở dòng ngày ký không đọc chắc được{guess}, để trống.")
    return ""


def _year(readings: list[re.Match[str]], doubts: list[str]) -> str:
    found = [match["year"] for match in readings]
    year = agreed(found, r"(?:19|20)\d\d", 0.0)
    if year is None:
        doubts.append("Năm ở dòng ngày ký không đọc chắc được, để trống.")
    return year or ""
