"""Answers from the register: counts, lists of codes, one case; for those who may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.cases import Case
from cases.errors import UnknownCaseError
from cases.questions import CaseQuestion, read_question
from cases.register import Register, Scope
from cases.statuses import (
    FINISHED_STATUSES,
    OPEN_STATUSES,
    WORDS,
    Nearness,
    Status,
    days_left,
    status_of,
)
from cases.working_days import WorkingDays
from corpus.schema import VIETNAM

_MOST_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who asks: `units` None sees every unit, else only these; empty: none.

    `in_group` is True for a chat group: there a case is told of by code and days alone.
    """

    units: frozenset[str] | None
    in_group: bool = False

    def may_see(self, case: Case) -> bool:
        """True when the case is of a unit that this person may see."""
        return self.units is None or case.unit in self.units


EVERYONE = Viewer(units=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswer:
    """What is said: a sentence, the codes it rests on, and the moment of the data."""

    text: str
    codes: tuple[str, ...]
    as_of: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDesk:
    """Answers questions about cases from the register."""

    register: Register
    days: WorkingDays
    near: Nearness

    def ask(self, text: str, viewer: Viewer, today: date) -> CaseAnswer | None:
        """The answer; None when the question is not about cases, or no register was imported."""
        as_of = self.register.data_moment()
        if as_of is None:
            return None
        units, fields = self.register.names()
        asked = read_question(text, units=units, fields=fields, today=today)
        if asked is None:
            return None
        if asked.code is not None:
            return self._one(asked.code, viewer, today, as_of)
        return self._many(asked, viewer, today, as_of)

    def _one(self, code: str, viewer: Viewer, today: date, as_of: datetime) -> CaseAnswer:
        try:
            case = self.register.case(code)
        except UnknownCaseError as error:
            return CaseAnswer(text=f"{error} {_moment(as_of)}", codes=(), as_of=as_of)
        if not viewer.may_see(case):
            text = f"Hồ sơ {case.code} không thuộc đơn vị mà anh/chị được xem."
            return CaseAnswer(text=text, codes=(), as_of=as_of)
        said = _state(case, status_of(case, today, self.days, self.near), today, self.days)
        where = f", {case.unit}" if case.unit and not viewer.in_group else ""
        what = f" ({case.procedure}{where})" if case.procedure and not viewer.in_group else ""
        text = f"Hồ sơ {case.code}{what}: {said}. {_moment(as_of)}"
        return CaseAnswer(text=text, codes=(case.code,), as_of=as_of)

    def _many(
        self, asked: CaseQuestion, viewer: Viewer, today: date, as_of: datetime
    ) -> CaseAnswer:
        found = [
            case
            for case in self._candidates(asked, today)
            if viewer.may_see(case) and self._fits(case, asked, today)
        ]
        found.sort(key=lambda case: (case.appointed_at is None, case.appointed_at, case.code))
        words = WORDS[asked.status] if asked.status else "đang giải quyết"
        text = f"{_whose(asked)}{len(found)} hồ sơ {words}{_when(asked)}."
        codes = tuple(case.code for case in found)
        if found and (asked.wants_list or len(found) <= _MOST_LISTED):
            listed = "\n".join(self._line(case, today) for case in found[:_MOST_LISTED])
            more = len(found) - _MOST_LISTED
            text += f"\n{listed}" + (f"\n… và {more} hồ sơ nữa." if more > 0 else "")
        return CaseAnswer(text=f"{text}\n{_moment(as_of)}", codes=codes, as_of=as_of)

    def _candidates(self, asked: CaseQuestion, today: date) -> Iterable[Case]:
        scope = Scope(units=frozenset(asked.units), fields=frozenset(asked.fields))
        if asked.status is None or asked.status in (Status.WITHIN, Status.PAUSED):
            return self.register.open_cases(scope)
        if asked.status in OPEN_STATUSES:
            latest = today if asked.status is Status.OVERDUE else self._last_near(today)
            return self.register.open_cases(scope, latest)
        start = asked.period.start if asked.period else today.replace(month=1, day=1)
        end = asked.period.end if asked.period else today
        first = datetime.combine(start, time(), VIETNAM)
        return self.register.ended_between(
            first, datetime.combine(end + timedelta(days=1), time(), VIETNAM), scope
        )

    def _last_near(self, today: date) -> date:
        """No case whose appointed day is after this one is near due."""
        return self.days.after(today, max((self.near.usual, *self.near.by_field.values())))

    def _fits(self, case: Case, asked: CaseQuestion, today: date) -> bool:
        status = status_of(case, today, self.days, self.near)
        if asked.status is None:
            return status in OPEN_STATUSES
        return status is asked.status

    def _line(self, case: Case, today: date) -> str:
        status = status_of(case, today, self.days, self.near)
        return f"• {case.code}: {_state(case, status, today, self.days)}"


def _state(case: Case, status: Status, today: date, days: WorkingDays) -> str:
    left, due = days_left(case, today, days), case.appointed_at
    if left is None or due is None:
        return f"{WORDS[status]}, sổ không có ngày hẹn trả"
    day = f"hẹn trả {due:%d/%m/%Y}"
    if status in (Status.WITHIN, Status.NEAR_DUE):
        return f"{day}, {'đến hạn hôm nay' if left == 0 else f'còn {left} ngày làm việc'}"
    if status is Status.OVERDUE:
        return f"{day}, quá hạn {-left} ngày làm việc"
    if status is Status.LATE:
        return f"{day}, trễ hạn {-left} ngày làm việc"
    if status in FINISHED_STATUSES:
        return f"{day}, đã giải quyết {WORDS[status]}"
    return f"{day}, {WORDS[status]}"


def _whose(asked: CaseQuestion) -> str:
    names = [*asked.units, *(f"lĩnh vực {field}" for field in asked.fields)]
    return f"{', '.join(names)}: " if names else ""


def _when(asked: CaseQuestion) -> str:
    if asked.period is None or asked.status in OPEN_STATUSES:
        return ""
    start, end = asked.period.start, asked.period.end
    if start == end:
        return f" trong ngày {start:%d/%m/%Y}"
    return f" từ {start:%d/%m/%Y} đến {end:%d/%m/%Y}"


def _moment(as_of: datetime) -> str:
    return f"Số liệu lúc {as_of:%H:%M ngày %d/%m/%Y}."
