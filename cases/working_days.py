"""Working days: the law's holidays, the government's exchanged days, the office's own list."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from cases.errors import CalendarError
from cases.public_holidays import exchanged_working_days, public_holidays

_SHIPPED = Path(__file__).parent / "facts" / "working_days.csv"
_SATURDAY = 5
_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")
_OFF, _WORKED, _ANNOUNCED = "nghỉ", "làm bù", "đã công bố"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDay:
    """A day that the government or the office moved, with the paper that says so."""

    day: date
    worked: bool  # True: a day of a weekend that is worked; False: a day off
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """Which days are worked. Weeks are of five days: BLLĐ 2019 Điều 105, 111."""

    moved: dict[date, MovedDay] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()  # years whose official days are in the list
    # Of each year asked for: how many days were worked before its nth day. Lists of a hundred
    # thousand cases ask for as many distances.
    _worked: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def is_worked(self, day: date) -> bool:
        """True when the office works on this day."""
        moved = self.moved.get(day)
        if moved is not None:
            return moved.worked
        if day in exchanged_working_days(day.year):
            return True
        return day.weekday() < _SATURDAY and day not in public_holidays(day.year)

    def after(self, day: date, count: int) -> date:
        """The `count`th working day after `day`, which itself is never counted.

        The first day is not counted: Bộ luật Dân sự 2015 Điều 147. With 0 it is `day` itself
        when it is worked, else the next working day (Điều 148: an end on a day off moves on).
        """
        if count < 0:
            raise ValueError(f"count must not be negative: {count}")
        current = day
        while count:
            current += timedelta(days=1)
            count -= self.is_worked(current)
        while not self.is_worked(current):
            current += timedelta(days=1)
        return current

    def before(self, day: date, count: int) -> date:
        """The `count`th working day before `day`, which itself is not counted; count from 1."""
        if count < 1:
            raise ValueError(f"count must be positive: {count}")
        current = day
        while count:
            current -= timedelta(days=1)
            count -= self.is_worked(current)
        return current

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` is earlier.

        0 when both are the same day. A case due on `end` has this many working days left on
        `start`; of an overdue one the negative of it says for how many it has been overdue.
        """
        if end < start:
            return -self.between(end, start)
        whole = sum(self._counts(year)[-1] for year in range(start.year, end.year))
        return whole + self._until(end) - self._until(start)

    def _until(self, day: date) -> int:
        """How many days were worked from the first of January to `day`, both counted."""
        return self._counts(day.year)[day.timetuple().tm_yday]

    def _counts(self, year: int) -> tuple[int, ...]:
        known = self._worked.get(year)
        if known is None:
            first = date(year, 1, 1)
            days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
            known = self._worked[year] = tuple(accumulate(map(self.is_worked, days), initial=0))
        return known

    def is_provisional(self, day: date) -> bool:
        """True when the official days of that year are not in the list: then it is a forecast."""
        return day.year not in self.announced


def working_days(office: Path | None = None) -> WorkingDays:
    """The calendar: the shipped list, with the office's own lines over it.

    Args:
        office: a CSV with the columns ngày, loại, căn cứ; None or a missing file: there is none.

    Raises:
        CalendarError: a line can not be read.
    """
    lines = list(_lines(_SHIPPED))
    if office is not None and office.exists():
        lines += _lines(office)
    moved: dict[date, MovedDay] = {}
    announced: set[int] = set()
    for source, number, cells in lines:
        found = _read_line(source, number, cells)
        if isinstance(found, int):
            announced.add(found)
        else:
            moved[found.day] = found
    return WorkingDays(moved=moved, announced=frozenset(announced))


def _lines(path: Path) -> Iterator[tuple[str, int, list[str]]]:
    text = path.read_text(encoding="utf-8-sig")
    delimiter = ";" if text.count(";") > text.count(",") else ","
    rows: Iterable[list[str]] = csv.reader(text.splitlines(), delimiter=delimiter)
    for number, cells in enumerate(rows, start=1):
        stripped = [cell.strip() for cell in cells]
        if number > 1 and any(stripped):
            yield path.name, number, stripped


def _read_line(source: str, number: int, cells: list[str]) -> MovedDay | int:
    """A moved day, or a year whose official days are known."""
    when, kind, basis = (*cells, "", "", "")[:3]
    if kind == _ANNOUNCED and re.fullmatch(r"\d{4}", when):
        return int(when)
    written = _DAY.fullmatch(when)
    if written is None or kind not in (_OFF, _WORKED):
        raise CalendarError(source, number, ",".join(cells))
    try:
        day = date(int(written["year"]), int(written["month"]), int(written["day"]))
    except ValueError as error:
        raise CalendarError(source, number, when) from error
    return MovedDay(day=day, worked=kind == _WORKED, basis=basis)
