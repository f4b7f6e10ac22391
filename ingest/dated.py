"""Days and periods of the calendar in a sentence, with the first and last day they mean."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:\s*(?:/|-|,?\s*năm|\s)\s*{_YEAR}(?!\s*-\s*20\d\d)\b)"
_QUARTER = r"(?:iv|iii|ii|i|[1-4])\b"
_PART = r"(?:(?P<part>cuối|đầu|giữa)\s+)?"
_DAY = re.compile(
    r"(?:ngày\s+)?(?<![\w/.,-])(?P<day>\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(?P<month>\d{1,2})"
    rf"\s*(?:[/.-]|,?\s+năm\s+)\s*{_YEAR}\b"
)
_DAY_OF_MONTH = re.compile(
    r"(?:ngày\s+)(?P<day>\d{1,2})\s*(?:/|\s+tháng\s+)\s*(?P<month>\d{1,2})\b(?!\s*[/%]|\s+năm|-\d)"
)
_BARE_DAY = re.compile(
    r"(?:(?<=trước )|(?<=hết )|(?<=đến )|(?<=nhất )|(?<=nhất là )|(?<=xong )|(?<=vào )"
    r"|(?<=hạn: ))(?P<day>\d{1,2})\s*/\s*(?P<month>\d{1,2})\b(?!\s*[/%,]\d|/|-\d|%)"
)
_MONTHS = re.compile(
    rf"{_PART}tháng\s+(?P<month>\d{{1,2}})\b(?!/\d{{1,2}}/)"
    rf"(?P<more>(?:\s*(?:,|và|-|–|đến)\s*tháng\s+\d{{1,2}}\b)*){_OF_YEAR}?"
)
_QUARTERS = re.compile(
    rf"{_PART}qu[ýí]\s+(?P<quarter>{_QUARTER})"
    rf"(?P<more>(?:\s*(?:,|và|-|–|đến)\s*(?:(?:cuối|đầu|giữa)\s+)?(?:qu[ýí]\s+)?{_QUARTER})*)"
    rf"{_OF_YEAR}?"
)
_HALF = re.compile(
    rf"(?:(?P<count>\d{{1,2}}|sáu|ba|chín|những)\s+tháng)\s+(?P<part>đầu|cuối"
    rf"|còn lại)\s+(?:của\s+)?"
    rf"năm(?:\s+{_YEAR})?\b"
)
_STAGE = re.compile(rf"giai đoạn\s+(?P<from>20\d\d)\s*[-–]\s*{_YEAR}")
_YEARS = re.compile(
    rf"{_PART}năm\s+{_YEAR}\b(?!\s*[-–]\s*20\d\d)|(?P<of>cuối|đầu|giữa)\s+năm(?=\s*(?:[.,;:()]|này\b|nay\b|$))"
    r"|năm (?:nay|này)\b"
)
_BARE_YEAR = re.compile(rf"(?:(?<=đến )|(?<=hết )){_YEAR}\b(?!\s*[/-])")
_WEEK = re.compile(
    r"tuần\s+(?:thứ\s+)?(?P<week>nhất|hai|ba|tư|đầu|cuối|[1-4])(?:\s+của|\s*,)?\s+tháng\s+"
    rf"(?P<month>\d{{1,2}})\b{_OF_YEAR}?"
)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {"sáu": 6, "ba": 3, "chín": 9, "những": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A day or period of the calendar; the days are None where no year is known."""

    start: int
    end: int
    first_day: date | None
    last_day: date | None
    is_year_inferred: bool


def find_dated(plain: str, year: int | None) -> list[Dated]:
    """The days and periods in plain words, in order, without overlap.

    A slip such as 31/02 gives nothing. "Đầu quý" is the quarter's first month, "đầu tháng" the
    first ten days, "giữa tháng" up to the 15th, "đầu năm" the first quarter.

    Args:
        plain: as `ingest.plain_words.plain_words` gives it.
        year: the year meant where none is written; None leaves the days open.
    """
    found: list[Dated] = []
    for pattern, days_of in _READERS:
        for match in pattern.finditer(plain):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            written = match.groupdict().get("year")
            meant = int(written) if written else year
            days = days_of(match, meant) if meant else (None, None)
            if days is not None:
                found.append(
                    Dated(
                        start=match.start(),
                        end=match.end(),
                        first_day=days[0],
                        last_day=days[1],
                        is_year_inferred=written is None and meant is not None,
                    )
                )
    return sorted(found, key=lambda one: one.start)


_Days = tuple[date | None, date | None] | None


def _one_day(match: re.Match[str], year: int) -> _Days:
    day = _valid(year, int(match["month"]), int(match["day"]))
    return None if day is None else (None, day)


_WEEKS = {"nhất": 1, "đầu": 1, "hai": 2, "ba": 3, "tư": 4}


def _week(match: re.Match[str], year: int) -> _Days:
    """A week of a month by its order, seven days each: the third ends on the 21st."""
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    last = _month_end(year, month)
    if match["week"] == "cuối":
        return last - timedelta(days=6), last
    week = _WEEKS.get(match["week"]) or int(match["week"])
    return date(year, month, 7 * week - 6), date(year, month, 7 * week)


def _months(match: re.Match[str], year: int) -> _Days:
    months = [int(match["month"]), *(int(n) for n in re.findall(r"\d+", match["more"]))]
    if not all(1 <= month <= 12 for month in months):
        return None
    first, last = min(months), max(months)
    starts, ends = date(year, first, 1), _month_end(year, last)
    if len(months) == 1 and match["part"] in ("đầu", "giữa"):
        ends = date(year, last, 10 if match["part"] == "đầu" else 15)
    if len(months) == 1 and match["part"] == "cuối":
        starts = date(year, first, 21)
    return starts, ends


def _quarters(match: re.Match[str], year: int) -> _Days:
    more = re.findall(rf"(cuối|đầu|giữa)?\s*(?:qu[ýí]\s+)?({_QUARTER})", match["more"])
    named = [(match["part"] or "", match["quarter"]), *more]
    spans = [_quarter_days(part, _ROMAN.get(q) or int(q), year) for part, q in named]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _quarter_days(part: str, quarter: int, year: int) -> tuple[date, date]:
    first, last = 3 * quarter - 2, 3 * quarter
    if part == "đầu":
        last = first
    elif part == "giữa":
        first = last = first + 1
    elif part == "cuối":
        first = last
    return date(year, first, 1), _month_end(year, last)


def _half(match: re.Match[str], year: int) -> _Days:
    written = match["count"]
    count = _WORDS.get(written) or int(written)
    if not 1 <= count <= 12:
        return None
    if match["part"] == "đầu":
        return date(year, 1, 1), _month_end(year, count)
    return None if written == "những" else date(year, 13 - count, 1), date(year, 12, 31)


def _stage(match: re.Match[str], year: int) -> _Days:
    return date(int(match["from"]), 1, 1), date(year, 12, 31)


def _year(match: re.Match[str], year: int) -> _Days:
    groups = match.groupdict()
    part = groups.get("part") or groups.get("of")
    first = date(year, 10, 1) if part == "cuối" else date(year, 1, 1)
    last = {"đầu": date(year, 3, 31), "giữa": date(year, 6, 30)}.get(part or "")
    return first, last or date(year, 12, 31)


# The more that a pattern says the earlier it stands: what it took is not read again.
_READERS = (
    (_DAY, _one_day),
    (_DAY_OF_MONTH, _one_day),
    (_BARE_DAY, _one_day),
    (_WEEK, _week),
    (_QUARTERS, _quarters),
    (_HALF, _half),
    (_MONTHS, _months),
    (_STAGE, _stage),
    (_YEARS, _year),
    (_BARE_YEAR, _year),
)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _valid(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def years_in(text: str) -> Iterator[int]:
    """The years written in a text, in order."""
    return (
        int(match[0]) for match in re.finditer(rf"(?<!\d)(?<!/){_HAS_YEAR.pattern}(?!\d)", text)
    )
