"""Days that a text sets, as written and as the last day that they mean.

"đến cuối tháng 10 năm 2023" ends on 31/10/2023, "quý II/2024" on 30/6/2024, "trong năm 2024" on
31/12/2024. What has no year is left alone: it is not for us to guess.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY = re.compile(
    r"(?:ngày\s+)?(?<![\w/.,-])(?P<day>\d{1,2})\s*(?:/|-|\s+tháng\s+)\s*(?P<month>\d{1,2})\s*(?:/|-|\s+năm\s+)"
    r"\s*(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\bqu[ýíy]\s+(?P<quarter>IV|III|II|I|[1-4])\s*(?:/|\s+năm\s+|\s+)\s*(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\btháng\s+(?P<month>\d{1,2})\s*(?:/|-|\s+năm\s+|\s+)\s*"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\b(?:đến|trong|hết|cuối)\s+(?:hết\s+|cuối\s+)?năm\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDay:
    """A stretch of text that names a day or a period, and the last day of it."""

    text: str
    start: int
    end: int
    last_day: date


def set_days(text: str) -> tuple[SetDay, ...]:
    """The days and periods with a year in a text (NFC), in reading order, without overlaps.

    A day that no calendar has (31/02/2024) gives nothing, nor does the month within it.
    """
    found: list[SetDay] = []
    taken: list[tuple[int, int]] = []
    for pattern, last_day in (
        (_DAY, _exact_day),
        (_QUARTER, _quarter_end),
        (_MONTH, _month_end),
        (_YEAR, _year_end),
    ):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            found += [
                SetDay(text=match[0], start=match.start(), end=match.end(), last_day=day)
                for day in last_day(match)
            ]
    return tuple(sorted(found, key=lambda day: day.start))


def _exact_day(match: re.Match[str]) -> Iterator[date]:
    yield from _valid(int(match["year"]), int(match["month"]), int(match["day"]))


def _quarter_end(match: re.Match[str]) -> Iterator[date]:
    written = match["quarter"].lower()
    month = 3 * (_ROMAN.get(written) or int(written))
    yield from _month_last(int(match["year"]), month)


def _month_end(match: re.Match[str]) -> Iterator[date]:
    yield from _month_last(int(match["year"]), int(match["month"]))


def _year_end(match: re.Match[str]) -> Iterator[date]:
    yield date(int(match["year"]), 12, 31)


def _month_last(year: int, month: int) -> Iterator[date]:
    if 1 <= month <= 12:
        yield date(year, month, calendar.monthrange(year, month)[1])


def _valid(year: int, month: int, day: int) -> Iterator[date]:
    """The date, or nothing for a slip such as 31/02."""
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        yield date(year, month, day)


def days_left(last_day: date, today: date) -> str:
    """How a day stands to today, as a Vietnamese phrase: "còn 5 ngày", "đã qua 12 ngày"."""
    days = (last_day - today).days
    written = f"{last_day.day:02d}/{last_day.month:02d}/{last_day.year}"
    if days == 0:
        return f"{written} là hôm nay"
    return f"đến {written} còn {days} ngày" if days > 0 else f"{written} đã qua {-days} ngày"
