"""Hours of work and the appointed moment that a time limit gives: a check, never the official one.

The register's own ngày hẹn trả decides every list (it knows pauses and exchanges that we do not
see). What is worked out here answers "what if" and finds appointments that look wrong.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from cases.working_days import WorkingDays


class LimitUnit(StrEnum):
    """What a time limit counts."""

    WORKING_DAY = "ngày làm việc"
    DAY = "ngày"
    HOUR = "giờ làm việc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A procedure's time limit. Half days are 0.5: four hours of work."""

    amount: float
    unit: LimitUnit

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= 3_660:  # ten years
            raise ValueError(f"limit out of reach: {self.amount} {self.unit}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHours:
    """The shifts of a day in order, and when a paper counts as received the next day.

    The usual hours are 7:00-11:30 and 13:30-17:00, eight in all. `cut_off` None: no cut-off
    (NĐ 61/2018 Điều 18 only moves the file inside the office after 15:00).
    """

    shifts: tuple[tuple[time, time], ...] = (
        (time(7, 0), time(11, 30)),
        (time(13, 30), time(17, 0)),
    )
    cut_off: time | None = time(17, 0)

    @property
    def opening(self) -> time:
        """When the first shift begins."""
        return self.shifts[0][0]

    @property
    def closing(self) -> time:
        """When the last shift ends."""
        return self.shifts[-1][1]


_HOURS_OF_A_DAY = 8


def counts_from(days: WorkingDays, hours: OfficeHours, received_at: datetime) -> datetime:
    """The moment from which a receipt counts: itself, or the next working day's opening.

    A file received on a day off or after the cut-off counts as received on the next working
    day.
    """
    day = received_at.date()
    late = hours.cut_off is not None and received_at.time() >= hours.cut_off
    if days.is_worked(day) and not late:
        return received_at
    following = days.after(day, 1)
    return datetime.combine(following, hours.opening, received_at.tzinfo)


def appointed_at(
    days: WorkingDays, hours: OfficeHours, received_at: datetime, limit: Limit
) -> datetime:
    """The moment at which a file received then would be due.

    Days count from the day after receipt (BLDS 2015 Điều 147) and end with the office's last
    hour; calendar days that end on a day off move to the next working day (Điều 148). A limit
    under one day, or given in hours, counts hours of work from the receipt itself.
    """
    start = counts_from(days, hours, received_at)
    zone = received_at.tzinfo
    if limit.unit is LimitUnit.DAY:
        end = days.after(start.date() + timedelta(days=round(limit.amount)), 0)
        return datetime.combine(end, hours.closing, zone)
    if limit.unit is LimitUnit.HOUR:
        return _after_hours(days, hours, start, limit.amount)
    if limit.amount < 1:
        return _after_hours(days, hours, start, limit.amount * _HOURS_OF_A_DAY)
    whole, half = divmod(limit.amount, 1)
    last = days.after(start.date(), int(whole))
    end_of_whole = datetime.combine(last, hours.closing, zone)
    return _after_hours(days, hours, end_of_whole, half * _HOURS_OF_A_DAY)


def _after_hours(days: WorkingDays, hours: OfficeHours, start: datetime, amount: float) -> datetime:
    """The moment when `amount` hours of work have passed after `start`."""
    left = timedelta(hours=amount)
    if not left:
        return start
    day = start.date()
    while True:
        if days.is_worked(day):
            for opens, closes in _shifts(hours, day, start):
                if left <= closes - opens:
                    return opens + left
                left -= closes - opens
        day = days.after(day, 1)


def _shifts(hours: OfficeHours, day: date, start: datetime) -> list[tuple[datetime, datetime]]:
    """The shifts of a day, what lies before `start` cut off."""
    spans = [
        (datetime.combine(day, opens, start.tzinfo), datetime.combine(day, closes, start.tzinfo))
        for opens, closes in hours.shifts
    ]
    return [(max(opens, start), closes) for opens, closes in spans if closes > start]
