"""Times that a question names, as days: "quý này", "tháng sau", "quý II/2024", "trước 30/6".

What is counted from today is written out, so that papers that write the period are found; the
answer says how it was read.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.text import fold, nfc

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER_NAMES = ("I", "II", "III", "IV")
_NEAR = r"(?P<near>nay|hien nay|sau|toi|tiep theo|truoc|vua qua|roi)"
_STEPS = {"nay": 0, "hien nay": 0, "sau": 1, "toi": 1, "tiep theo": 1}  # others: one back
_DAY = (
    r"(?:ngay )?(?P<day>\d{1,2})\s?(?:/|-| thang )\s?(?P<month>\d{1,2})"
    r"(?:\s?(?:/|-| nam )\s?(?P<year>\d{4}))?"
)
_RELATIVE = re.compile(rf"\b(?P<what>quy|thang|tuan|nam) {_NEAR}\b(?! day)")
_NAMED_DAYS = re.compile(r"\b(?P<what>hom nay|ngay mai|hom qua)\b")
_QUARTER = re.compile(
    r"\bquy (?P<number>iv|iii|ii|i|[1-4])\b(?:\s?(?:/|-|nam)\s?(?P<year>\d{4})| (?P<bare>\d{4}))?"
)
_MONTH = re.compile(
    r"(?<!\d )(?<!\d)\bthang (?P<number>\d{1,2})\b(?:\s?(?:/|-|nam)\s?(?P<year>\d{4}))?"
)
_YEAR = re.compile(r"\bnam (?P<year>(?:19|20)\d\d)\b")
_HALF = re.compile(r"\b(?:6|sau) thang (?P<which>dau|cuoi) nam(?: (?P<year>\d{4}))?\b")
_BOUND = re.compile(
    rf"\b(?P<how>truoc|den het|den|cham nhat|tu nay den|den truoc)(?: la)? {_DAY}\b"
)
_EXACT = re.compile(rf"\b{_DAY}\b")
_TO_YEAR_END = re.compile(r"\b(?:tu nay|tu gio)? ?den (?:cuoi|het) nam\b(?: nay)?(?! \d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, both counted; None: open. `words` name it in Vietnamese."""

    first: date | None
    last: date
    words: str
    start: int  # in the question, end exclusive
    end: int


def plain_of(text: str) -> str:
    """Lower case without accents, as long as the text in NFC."""
    return "".join(fold(character.lower())[:1] or " " for character in nfc(text))


def find_period(text: str, today: date) -> Period | None:
    """The time that a question names; None for none and for a day that no calendar has.

    A month, quarter or day without a year is of the year that the question names elsewhere, else
    of today's.
    """
    plain = plain_of(text)
    years = [int(match["year"]) for match in _YEAR.finditer(plain)]
    year = years[0] if years else today.year
    for read in (_bound, _relative, _half, _year_end, _quarter, _month, _exact, _whole_year):
        found = read(plain, year, today)
        if found is not None:
            return found
    return None


def written_out(text: str, today: date) -> str:
    """The question with what counts from today written out: "quý này" as "quý IV năm 2026"."""
    plain = plain_of(text)
    match = _RELATIVE.search(plain)
    found = _relative(plain, today.year, today) if match else None
    if match is None or found is None or match["what"] == "tuan":
        return text
    return f"{text[: match.start()]}{found.words}{text[match.end() :]}"


def day_words(day: date) -> str:
    """A day for people: 05/01/2026."""
    return f"{day:%d/%m/%Y}"


def _bound(plain: str, year: int, _today: date) -> Period | None:
    match = _BOUND.search(plain)
    last = _day(match, year) if match else None
    if match is None or last is None:
        return None
    first = _today if match["how"] == "tu nay den" else None
    return _period(first, last, f"đến hết ngày {day_words(last)}", match)


def _exact(plain: str, year: int, _today: date) -> Period | None:
    match = _EXACT.search(plain)
    day = _day(match, year) if match else None
    return _period(day, day, f"ngày {day_words(day)}", match) if match and day else None


def _day(match: re.Match[str], year: int) -> date | None:
    try:
        return date(int(match["year"] or year), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _relative(plain: str, _year: int, today: date) -> Period | None:
    named = _NAMED_DAYS.search(plain)
    if named:
        day = today + timedelta(days={"hom nay": 0, "ngay mai": 1, "hom qua": -1}[named["what"]])
        return _period(day, day, f"ngày {day_words(day)}", named)
    match = _RELATIVE.search(plain)
    if match is None:
        return None
    step = _STEPS.get(match["near"], -1)
    if match["what"] == "tuan":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * step)
        last = monday + timedelta(days=6)
        return _period(monday, last, f"tuần từ {day_words(monday)} đến {day_words(last)}", match)
    if match["what"] == "nam":
        return _of_year(today.year + step, match)
    if match["what"] == "thang":
        count = today.year * 12 + today.month - 1 + step
        return _of_month(count // 12, count % 12 + 1, match)
    count = today.year * 4 + (today.month - 1) // 3 + step
    return _of_quarter(count // 4, count % 4 + 1, match)


def _half(plain: str, year: int, _today: date) -> Period | None:
    match = _HALF.search(plain)
    if match is None:
        return None
    of, first = int(match["year"] or year), 1 if match["which"] == "dau" else 7
    words = f"6 tháng {'đầu' if first == 1 else 'cuối'} năm {of}"
    return _period(date(of, first, 1), _month_end(of, first + 5), words, match)


def _year_end(plain: str, _year: int, today: date) -> Period | None:
    match = _TO_YEAR_END.search(plain)
    if match is None:
        return None
    last = date(today.year, 12, 31)
    return _period(today, last, f"từ nay đến {day_words(last)}", match)


def _quarter(plain: str, year: int, _today: date) -> Period | None:
    match = _QUARTER.search(plain)
    if match is None:
        return None
    return _of_quarter(int(match["year"] or match["bare"] or year), _ROMAN[match["number"]], match)


def _month(plain: str, year: int, _today: date) -> Period | None:
    match = _MONTH.search(plain)
    if match is None or not 1 <= int(match["number"]) <= 12:
        return None
    return _of_month(int(match["year"] or year), int(match["number"]), match)


def _whole_year(plain: str, _year: int, _today: date) -> Period | None:
    match = _YEAR.search(plain)
    return _of_year(int(match["year"]), match) if match else None


def _of_year(year: int, match: re.Match[str]) -> Period:
    return _period(date(year, 1, 1), date(year, 12, 31), f"năm {year}", match)


def _of_quarter(year: int, quarter: int, match: re.Match[str]) -> Period:
    words = f"quý {_QUARTER_NAMES[quarter - 1]} năm {year}"
    return _period(date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter), words, match)


def _of_month(year: int, month: int, match: re.Match[str]) -> Period:
    return _period(
        date(year, month, 1), _month_end(year, month), f"tháng {month} năm {year}", match
    )


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _period(first: date | None, last: date, words: str, match: re.Match[str]) -> Period:
    return Period(first=first, last=last, words=words, start=match.start(), end=match.end())
