"""A rule by which a duty comes back: every month on the 15th, two times a year."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """How long one turn of a rule is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """Once in each period unless `times` says more.

    `days` are days of the week (1 is Monday) where the period is a week, else days of the month.
    `months` are counted within the period: 3 is the last month of a quarter, 4 of a year April.
    Empty: the paper does not say, and the last day of the period is meant.
    """

    period: Period
    every: int = 1  # 2 with WEEK: every second week
    times: int = 1  # how often in one period
    days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.every < 1 or self.times < 1:
            raise ValueError(f"a rule repeats at least once: {self.every}, {self.times}")

    def next_due(self, today: date) -> date:
        """The first day of the rule on or after `today`.

        A rule that leaves the day open is due on the last day of its period. Where `every` is
        more than one the paper does not say when the count begins: the nearest turn is given.
        """
        if self.period is Period.DAY:
            return today
        if self.period is Period.WEEK:
            days = self.days or (7,)
            return min(_weekday_from(today, day) for day in days)
        length = _MONTHS[self.period]
        months = self.months or (length,)
        first = (today.month - 1) // length * length
        turns = [
            _day_in(today.year, first + turn * length + month, day)
            for turn in range(2)
            for month in months
            for day in self.days or (31,)
        ]
        return min(turn for turn in turns if turn >= today)


def _weekday_from(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.isoweekday()) % 7)


def _day_in(year: int, month: int, day: int) -> date:
    """The day of a month counted from January of `year`; the month's last where it is shorter."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
