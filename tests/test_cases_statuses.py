"""What a case is on a day: every boundary of the reports."""

from datetime import date, datetime

import pytest

from cases.cases import Case, Progress
from cases.statuses import Nearness, Status, days_left, status_of
from cases.working_days import working_days
from corpus.schema import VIETNAM

DAYS = working_days()
NEAR = Nearness(usual=2)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def _open(due: str, progress: Progress = Progress.PENDING) -> Case:
    return Case(code="A", due_at=_at(due), progress=progress)


def _finished(due: str, finished: str) -> Case:
    return Case(code="A", due_at=_at(due), finished_at=_at(finished), progress=Progress.RETURNED)


@pytest.mark.parametrize(
    ("due", "finished", "expected"),
    [
        ("2026-11-20T10:00", "2026-11-19T17:00", Status.EARLY),
        ("2026-11-20T10:00", "2026-11-20T09:00", Status.ON_TIME),
        ("2026-11-20T10:00", "2026-11-20T16:59", Status.ON_TIME),  # days are compared, not hours
        ("2026-11-20T17:00", "2026-11-20T23:59", Status.ON_TIME),
        ("2026-11-20T17:00", "2026-11-21T00:00", Status.LATE),
    ],
)
def test_a_finished_case_is_early_on_time_or_late(
    due: str, finished: str, expected: Status
) -> None:
    assert status_of(_finished(due, finished), date(2026, 12, 1), DAYS, NEAR) is expected


@pytest.mark.parametrize(
    ("due", "today", "expected"),
    [
        ("2026-11-20T16:59", "2026-11-20", Status.NEAR_DUE),  # due today is not overdue
        ("2026-11-20T17:01", "2026-11-20", Status.NEAR_DUE),
        ("2026-11-20T16:59", "2026-11-21", Status.OVERDUE),
        ("2026-11-25T17:00", "2026-11-23", Status.NEAR_DUE),  # 24/11 is off: one working day
        ("2026-11-26T17:00", "2026-11-23", Status.NEAR_DUE),
        ("2026-11-27T17:00", "2026-11-23", Status.WITHIN),
        ("2026-02-23T17:00", "2026-02-13", Status.NEAR_DUE),  # over Tết: one working day
        ("2026-02-25T17:00", "2026-02-13", Status.WITHIN),
        ("2026-02-13T17:00", "2026-02-14", Status.OVERDUE),
        ("2026-09-01T17:00", "2026-09-02", Status.OVERDUE),  # an appointment on a holiday stands
    ],
)
def test_an_open_case_is_within_near_due_or_overdue(due: str, today: str, expected: Status) -> None:
    assert status_of(_open(due), date.fromisoformat(today), DAYS, NEAR) is expected


@pytest.mark.parametrize("progress", [Progress.WAITING, Progress.DUTY, Progress.STOPPED])
def test_a_paused_case_is_never_overdue(progress: Progress) -> None:
    case = _open("2026-01-05T17:00", progress)
    assert status_of(case, date(2026, 11, 20), DAYS, NEAR) is Status.PAUSED


@pytest.mark.parametrize("progress", [Progress.REGISTERED, Progress.REJECTED, Progress.WITHDRAWN])
def test_a_case_that_was_not_taken_or_was_withdrawn_is_in_no_column(progress: Progress) -> None:
    case = _open("2026-01-05T17:00", progress)
    assert status_of(case, date(2026, 11, 20), DAYS, NEAR) is Status.CLOSED


def test_an_open_case_without_an_appointment_is_within() -> None:
    assert status_of(Case(code="A"), date(2026, 11, 20), DAYS, NEAR) is Status.WITHIN


def test_a_finished_case_without_an_appointment_is_undated() -> None:
    case = Case(code="A", finished_at=_at("2026-11-20T10:00"), progress=Progress.DONE)
    assert status_of(case, date(2026, 11, 20), DAYS, NEAR) is Status.UNDATED


def test_a_new_appointment_counts() -> None:
    case = Case(code="A", due_at=_at("2026-11-10T17:00"), extended_to=_at("2026-11-30T17:00"))
    assert status_of(case, date(2026, 11, 20), DAYS, NEAR) is Status.WITHIN


def test_nearness_is_set_by_field() -> None:
    near = Nearness(usual=2, by_field={"Đất đai": 5})
    case = Case(code="A", field="Đất đai", due_at=_at("2026-11-27T17:00"))
    assert status_of(case, date(2026, 11, 20), DAYS, near) is Status.NEAR_DUE


def test_days_left_are_working_days_and_negative_once_past() -> None:
    case = _open("2026-11-25T17:00")
    found = [days_left(case, date(2026, 11, day), DAYS) for day in (20, 23, 25, 26, 27)]
    assert found == [2, 1, 0, -1, -2]


def test_a_late_case_says_by_how_many_working_days() -> None:
    case = _finished("2026-11-20T17:00", "2026-11-25T09:00")
    assert days_left(case, date(2026, 12, 31), DAYS) == -2
