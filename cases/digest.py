"""The day's list for a group: near due, overdue, late; codes and working days, nothing more."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from cases.cases import Case
from cases.register import Scope
from cases.statuses import Nearness, Status, days_left, status_of
from cases.working_days import WorkingDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One case in a digest: what may be seen in a group."""

    code: str
    unit: str
    field: str
    due_on: date
    working_days: int  # left (near due), or past the appointed day (overdue, late); never negative
    may_not_be_moved: bool  # it was appointed anew once: a second time is not allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How many cases a digest lists, for the change since the one before."""

    near_due: int = 0
    overdue: int = 0
    late: int = 0

    def as_json(self) -> dict[str, int]:
        """The shape in which the ledger keeps them."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a group is told on a day. With `is_stale` the lists are empty: they would be wrong."""

    day: date
    as_of: datetime | None  # the moment that the newest export shows; None: none was imported
    is_stale: bool
    since: date | None  # late cases are those that ended after this day; None: the day before
    near_due: tuple[Line, ...] = ()
    overdue: tuple[Line, ...] = ()
    late: tuple[Line, ...] = ()
    letters: tuple[Line, ...] = ()  # near due: a letter has to go out a day before, if at all
    previous: Totals | None = None

    @property
    def totals(self) -> Totals:
        """How many cases each list has."""
        return Totals(near_due=len(self.near_due), overdue=len(self.overdue), late=len(self.late))


_LETTER_DAYS = (1, 2)  # NĐ 61/2018 Điều 19.9: the letter goes out one day before, at the latest


def is_stale(as_of: datetime | None, day: date, days: WorkingDays) -> bool:
    """True when the newest export is older than the working day before `day`, or there is none."""
    return as_of is None or days.between(as_of.date(), day) > 1


def make_digest(  # noqa: PLR0913 (each is one thing that a digest is of)
    open_cases: Iterable[Case],
    ended_cases: Iterable[Case],
    *,
    day: date,
    as_of: datetime | None,
    scope: Scope,
    days: WorkingDays,
    near: Nearness,
    since: date | None = None,
    previous: Totals | None = None,
) -> Digest:
    """The digest of a day.

    Of `ended_cases` those that ended after `since`, the day of the digest before, are wanted;
    `previous` are that digest's totals.
    """
    if is_stale(as_of, day, days):
        return Digest(day=day, as_of=as_of, is_stale=True, since=since, previous=previous)
    lines: dict[Status, list[Line]] = {Status.NEAR_DUE: [], Status.OVERDUE: [], Status.LATE: []}
    for case in (*open_cases, *ended_cases):
        if not scope.has(case):
            continue
        status = status_of(case, day, days, near)
        if status in lines:
            lines[status].append(listed_line(case, day, days))
    near_due = oldest_first(lines[Status.NEAR_DUE])
    return Digest(
        day=day,
        as_of=as_of,
        is_stale=False,
        since=since,
        near_due=near_due,
        overdue=oldest_first(lines[Status.OVERDUE]),
        late=oldest_first(lines[Status.LATE]),
        letters=tuple(line for line in near_due if line.working_days in _LETTER_DAYS),
        previous=previous,
    )


def listed_line(case: Case, day: date, days: WorkingDays) -> Line:
    """What a list tells of a case that has an appointed day."""
    due = case.appointed_at
    left = days_left(case, day, days)
    if due is None or left is None:
        raise ValueError(f"{case.code}: a case of a list has an appointed day")
    return Line(
        code=case.code,
        unit=case.unit,
        field=case.field,
        due_on=due.date(),
        working_days=abs(left),
        may_not_be_moved=case.extensions > 0,
    )


def oldest_first(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines by unit and field, in each the oldest appointment first."""
    return tuple(sorted(lines, key=lambda line: (line.unit, line.field, line.due_on, line.code)))
