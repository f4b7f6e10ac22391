"""Wordings by which a duty comes back: "ngày 15 hằng tháng", "01 tuần 01 lần", "02 lần/năm"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.recurrence import Period, Recurrence
from ingest.plain_words import COUNT, count_of

_PERIODS = {
    "ngày": Period.DAY,
    "tuần": Period.WEEK,
    "tháng": Period.MONTH,
    "quý": Period.QUARTER,
    "quí": Period.QUARTER,
    "năm": Period.YEAR,
}
_PERIOD = r"(?P<period>ngày|tuần|tháng|qu[ýí]|năm)"
_EACH = r"(?:hằng|hàng|mỗi)"
_WEEKDAYS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6}
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_HALF_YEAR = 6
# "trợ cấp xã hội hằng tháng" names an allowance and sets nobody a time.
_OF_A_NOUN = re.compile(
    r"(?:trợ cấp|phụ cấp|trợ giúp|lương|thu nhập|ngân sách|học bổng|hưởng|chi trả|xã hội"
    r"|công việc|(?:nhu cầu|kế hoạch|dự toán|ngân sách)[\w ,]{0,24})(?:\s+(?:hằng|hàng) \w+,?)*\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A rule in a sentence, with its span."""

    start: int
    end: int
    recurrence: Recurrence


def find_recurring(plain: str) -> list[Recurring]:
    """The rules in plain words, in order, without overlap."""
    found: list[Recurring] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(plain):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            if _OF_A_NOUN.search(plain[max(0, match.start() - 40) : match.start()]):
                continue
            found += [
                Recurring(start=match.start(), end=match.end(), recurrence=recurrence)
                for recurrence in read(match)
            ]
    return sorted(found, key=lambda one: one.start)


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", text or ""))


def _days(text: str | None) -> tuple[int, ...]:
    return tuple(n for n in _numbers(text) if 1 <= n <= 31)


def _day_of_quarter(match: re.Match[str]) -> Iterator[Recurrence]:
    month = {"đầu": 1, "giữa": 2, "cuối": 3}[match["which"]]
    yield Recurrence(period=Period.QUARTER, months=(month,), days=_days(match["days"]))


def _day_of_year(match: re.Match[str]) -> Iterator[Recurrence]:
    day, month = int(match["day"]), int(match["month"])
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield Recurrence(period=Period.YEAR, months=(month,), days=(day,))


def _day_of_month(match: re.Match[str]) -> Iterator[Recurrence]:
    yield Recurrence(period=Period.MONTH, days=_days(match["days"]))


def weekdays_in(plain: str) -> tuple[int, ...]:
    """The days of the week named in plain words, 1 for Monday; empty where none is."""
    named = re.findall(r"\bthứ\s+(hai|ba|tư|năm|sáu|bảy|[2-7])\b|(chủ nhật)", plain)
    return tuple(7 if sunday else _WEEKDAYS.get(name) or int(name) - 1 for name, sunday in named)


def _day_of_week(match: re.Match[str]) -> Iterator[Recurrence]:
    yield Recurrence(period=Period.WEEK, days=weekdays_in(match["days"]))


def _times(match: re.Match[str]) -> Iterator[Recurrence]:
    """A rule by counts: "01 tuần 01 lần", "02 lần/năm", "mỗi năm hai lần, vào tháng 4 và 11"."""
    groups = match.groupdict()
    every = count_of(groups.get("every") or "1")
    times = count_of(groups.get("times") or "1")
    period = _PERIODS[match["period"]]
    if period is Period.MONTH and every == _HALF_YEAR:
        period, every = Period.HALF_YEAR, 1
    elif period is Period.MONTH and every == 3:
        period, every = Period.QUARTER, 1
    months = tuple(n for n in _numbers(groups.get("months")) if 1 <= n <= 12)
    if every >= 1 and times >= 1:
        yield Recurrence(
            period=period,
            every=every,
            times=times,
            months=months if period is Period.YEAR else (),
        )


def _each(match: re.Match[str]) -> Iterator[Recurrence]:
    period = _PERIODS[match["period"]]
    days = _days(match["days"]) if period is Period.MONTH else ()
    yield Recurrence(period=period, days=days)


def _half_yearly(_match: re.Match[str]) -> Iterator[Recurrence]:
    yield Recurrence(period=Period.HALF_YEAR)


_DAYS = r"(?P<days>\d{1,2}(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2})*)"
_DAY_AND_MONTH = r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:/|tháng)\s*(?P<month>\d{1,2})\b"
_Reader = Callable[[re.Match[str]], Iterator[Recurrence]]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (
        re.compile(
            rf"(?:trước\s+)?ngày\s+{_DAYS}\s+(?:của\s+)?tháng\s+(?P<which>đầu|giữa|cuối)"
            r"\s+(?:của\s+)?(?:(?:mỗi|hằng|hàng|các)\s+)?qu[ýí](?:\s+sau|\s+tiếp theo)?"
        ),
        _day_of_quarter,
    ),
    (
        re.compile(rf"(?:trước\s+)?{_DAY_AND_MONTH}\s*,?\s*(?:của\s+)?{_EACH}\s+năm"),
        _day_of_year,
    ),
    (
        re.compile(
            rf"(?:{_EACH}|định kỳ)\s+năm\s*[,(]?\s*(?:chậm nhất(?: là)?|trước|vào"
            rf"|gửi trước)\s+{_DAY_AND_MONTH}"
            r"(?!\s*(?:/|năm)\s*\d)"
        ),
        _day_of_year,
    ),
    (
        re.compile(rf"(?:trước\s+)?ngày\s+{_DAYS}\s+(?:của\s+)?{_EACH}\s+tháng"),
        _day_of_month,
    ),
    (
        re.compile(
            rf"(?P<days>{_WEEKDAY}(?:\s*(?:,|và)\s*{_WEEKDAY})*)\s+(?:của\s+)?{_EACH}\s+tuần"
        ),
        _day_of_week,
    ),
    (
        re.compile(
            rf"(?:định kỳ\s+)?(?:(?P<every>{COUNT})\s+|mỗi\s+){_PERIOD}\s*(?:/|\s)\s*"
            rf"(?:ít nhất\s+|tối thiểu\s+)?(?P<times>{COUNT})?\s*lần\b"
            r"(?P<months>,?\s+vào\s+(?:các\s+)?tháng\s+\d{1,2}(?:\s*(?:,|và)\s*(?:tháng\s+)?\d{1,2})*)?"
        ),
        _times,
    ),
    (
        re.compile(rf"(?P<times>{COUNT})\s+lần\s*(?:/|trong|mỗi|một|\s)\s*(?:0?1\s*)?{_PERIOD}\b"),
        _times,
    ),
    (re.compile(rf"định kỳ\s+(?P<every>{COUNT})\s+{_PERIOD}\b(?!\s+đầu|\s+cuối)"), _times),
    (re.compile(r"(?:định kỳ|hằng|hàng|mỗi)\s+(?:0?6|sáu)\s+tháng"), _half_yearly),
    (
        re.compile(
            r"báo cáo\s+(?:[^\W\d]+\s+){0,4}?(?P<period>tuần|tháng|qu[ýí])\s*(?:,|và)\s*(?P<days>)"
            r"(?:qu[ýí]|0?6 tháng|sáu tháng|năm)(?:\s*(?:,|và)\s*(?:0?6 tháng|năm))*\b(?!\s+\d)"
        ),
        _each,
    ),
    (re.compile(r"\btheo\s+(?P<period>tuần|tháng|qu[ýí])(?P<days>)(?=\s*(?:[.;,)]|$))"), _each),
    (
        re.compile(
            rf"(?:{_EACH}|định kỳ)\s+{_PERIOD}(?!\s+(?:\d|một|gia|cá|công việc))\b(?:\s+làm việc)?"
            r"(?:\s*[,(]?\s*(?:trước|vào|chậm nhất|gửi trước)(?:\s+là)?\s+ngày\s+"
            r"(?P<days>\d{1,2})\b(?!\s*/|\s+tháng\s+\d))?"
        ),
        _each,
    ),
)
