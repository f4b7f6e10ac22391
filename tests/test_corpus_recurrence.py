"""When a recurring duty is due next."""

from datetime import date

import pytest

from corpus.citations import Citation
from corpus.obligations import Deadline, DeadlineKind, Obligation, next_due
from corpus.recurrence import Period, Recurrence

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (Recurrence(period=Period.DAY), date(2026, 11, 25)),
        (Recurrence(period=Period.WEEK, days=(3, 5)), date(2026, 11, 25)),
        (Recurrence(period=Period.WEEK, days=(1,)), date(2026, 11, 30)),
        (Recurrence(period=Period.WEEK), date(2026, 11, 29)),
        (Recurrence(period=Period.MONTH, days=(25,)), date(2026, 11, 25)),
        (Recurrence(period=Period.MONTH, days=(15,)), date(2026, 12, 15)),
        (Recurrence(period=Period.MONTH, days=(31,)), date(2026, 11, 30)),
        (Recurrence(period=Period.QUARTER, days=(14,), months=(3,)), date(2026, 12, 14)),
        (Recurrence(period=Period.QUARTER, days=(5,), months=(1,)), date(2027, 1, 5)),
        (Recurrence(period=Period.HALF_YEAR), date(2026, 12, 31)),
        (Recurrence(period=Period.YEAR, months=(4, 11), times=2), date(2026, 11, 30)),
        (Recurrence(period=Period.YEAR), date(2026, 12, 31)),
    ],
)
def test_next_day_of_a_rule(rule: Recurrence, due: date) -> None:
    assert rule.next_due(WEDNESDAY) == due


def test_a_rule_that_never_repeats_is_refused() -> None:
    with pytest.raises(ValueError, match="repeats at least once"):
        Recurrence(period=Period.DAY, times=0)


def duty(deadline: Deadline | None) -> Obligation:
    return Obligation(
        id="a#1",
        citation=Citation(document_id="a", steps=()),
        leads=(),
        cooperating=(),
        action="Gửi báo cáo",
        start=0,
        end=11,
        page=1,
        deadline=deadline,
        targets=(),
        office=None,
        year=2026,
    )


def deadline(kind: DeadlineKind, first: date | None = None, last: date | None = None) -> Deadline:
    rule = Recurrence(period=Period.MONTH, days=(15,)) if kind is DeadlineKind.RECURRING else None
    return Deadline(
        kind=kind, text="", start=0, end=0, first_day=first, last_day=last, recurrence=rule
    )


def test_a_dated_duty_is_due_on_its_day_also_when_that_has_passed() -> None:
    passed = deadline(DeadlineKind.DATED, last=date(2026, 11, 1))
    assert next_due(duty(passed), WEDNESDAY) == date(2026, 11, 1)


def test_a_recurring_duty_is_not_due_before_its_paper_was_signed() -> None:
    signed = deadline(DeadlineKind.RECURRING, first=date(2027, 2, 1))
    assert next_due(duty(signed), WEDNESDAY) == date(2027, 2, 15)


def test_a_recurring_duty_is_not_due_after_its_end() -> None:
    ended = deadline(DeadlineKind.RECURRING, last=date(2026, 12, 1))
    assert next_due(duty(ended), WEDNESDAY) is None


def test_a_standing_duty_has_no_day() -> None:
    assert next_due(duty(deadline(DeadlineKind.STANDING)), WEDNESDAY) is None
    assert next_due(duty(None), WEDNESDAY) is None
