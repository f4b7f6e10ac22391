"""What a case is on a day, in the words of the reports. `late` and `overdue` are never one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cases.cases import FINISHED, NEVER_TAKEN, PAUSED, Case, Progress
from cases.working_days import WorkingDays


class Status(StrEnum):
    """The columns of Biểu II.06 (early, on time, late; within, overdue), and what is in none."""

    EARLY = "early"  # trước hạn: finished before the appointed day
    ON_TIME = "on_time"  # đúng hạn: finished on it
    LATE = "late"  # trễ hạn: finished after it
    WITHIN = "within"  # trong hạn: open, the appointed day is not past
    NEAR_DUE = "near_due"  # sắp đến hạn: open and within, few working days left
    OVERDUE = "overdue"  # quá hạn: open, the appointed day is past
    PAUSED = "paused"  # chờ bổ sung, chờ nghĩa vụ tài chính, dừng: never overdue
    CLOSED = "closed"  # rút, không tiếp nhận: in no column
    UNDATED = "undated"  # finished, but the appointed or the finishing day is missing


WORDS = {
    Status.EARLY: "trước hạn",
    Status.ON_TIME: "đúng hạn",
    Status.LATE: "trễ hạn",
    Status.WITHIN: "trong hạn",
    Status.NEAR_DUE: "sắp đến hạn",
    Status.OVERDUE: "quá hạn",
    Status.PAUSED: "tạm dừng",
    Status.CLOSED: "không giải quyết",
    Status.UNDATED: "thiếu ngày",
}

FINISHED_STATUSES = frozenset({Status.EARLY, Status.ON_TIME, Status.LATE, Status.UNDATED})
OPEN_STATUSES = frozenset({Status.WITHIN, Status.NEAR_DUE, Status.OVERDUE, Status.PAUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How many working days count as near. No law says: the office sets it, by field."""

    usual: int = 2
    by_field: Mapping[str, int] = field(default_factory=dict)

    def of(self, case: Case) -> int:
        """The bound for this case's field."""
        return self.by_field.get(case.field, self.usual)


def status_of(case: Case, today: date, days: WorkingDays, near: Nearness) -> Status:
    """The status of a case on a day, by comparing days.

    A case due today is near due, not overdue, until the day is over. An open case without an
    appointed day is within its limit: the missing day is said by the register's health.
    """
    if case.progress in NEVER_TAKEN or case.progress is Progress.WITHDRAWN:
        return Status.CLOSED
    due = case.appointed_at
    if case.progress in FINISHED:
        if due is None or case.ended_at is None:
            return Status.UNDATED
        return _finished(case.ended_at.date(), due.date())
    if case.progress in PAUSED:
        return Status.PAUSED
    if due is None:
        return Status.WITHIN
    if due.date() < today:
        return Status.OVERDUE
    is_near = days.between(today, due.date()) <= near.of(case)
    return Status.NEAR_DUE if is_near else Status.WITHIN


def _finished(ended: date, due: date) -> Status:
    if ended < due:
        return Status.EARLY
    return Status.ON_TIME if ended == due else Status.LATE


def days_left(case: Case, today: date, days: WorkingDays) -> int | None:
    """Working days from today to the appointed day; negative: past. None: no appointed day.

    For a finished case the days are counted from the day it ended: negative says how late.
    """
    due = case.appointed_at
    if due is None:
        return None
    ended = case.ended_at if case.progress in FINISHED else None
    return days.between(ended.date() if ended else today, due.date())
