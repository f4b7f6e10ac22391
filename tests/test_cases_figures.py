"""Figures of a period hold together, agree with the statuses, and name their denominators."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.cases import Case, Channel, Pause, Progress
from cases.figures import Figures, Period, figures_by, rates_of
from cases.health import Fault, findings
from cases.sample import sample_cases
from cases.statuses import Nearness, Status, status_of
from cases.working_days import working_days
from corpus.schema import VIETNAM

DAYS = working_days()
SEPTEMBER = Period(start=date(2026, 9, 1), end=date(2026, 9, 30))


def _day(day: int, month: int = 9) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=VIETNAM)


def _case(**values: object) -> Case:
    return Case(code="A", received_at=_day(3), due_at=_day(7), channel=Channel.ONLINE, **values)  # type: ignore[arg-type]


def _of(case: Case) -> Figures:
    return figures_by([case], SEPTEMBER, lambda _: "")[""]


def test_a_case_returned_before_its_day_is_early() -> None:
    case = _case(finished_at=_day(4), returned_at=_day(5), progress=Progress.RETURNED)
    assert _of(case) == Figures(online=1, early=1)


def test_a_case_of_august_that_is_still_open_is_carried() -> None:
    case = Case(code="A", received_at=_day(20, 8), due_at=_day(25, 8), channel=Channel.POST)
    assert _of(case) == Figures(carried=1, overdue=1)


def test_a_case_that_ended_after_the_period_was_open_in_it() -> None:
    case = _case(finished_at=_day(2, 10), progress=Progress.RETURNED)
    assert _of(case) == Figures(online=1, overdue=1)


def test_a_case_outside_the_period_counts_nowhere() -> None:
    before = _case(finished_at=_day(4), progress=Progress.RETURNED)
    october = Period(start=date(2026, 10, 1), end=date(2026, 10, 31))
    assert figures_by([before], october, lambda _: "") == {}


def test_each_rate_names_what_it_divides_by() -> None:
    figures = Figures(online=3, direct=1, early=2, on_time=1, late=1, digitised=3)
    assert [str(rate) for rate in rates_of(figures)] == [
        "đúng hạn (trước hạn và đúng hạn): 75% (3/4 hồ sơ đã giải quyết)",
        "đúng tiến độ theo QĐ 766/QĐ-TTg, chỉ số 2.1: 75% (3/4 hồ sơ tiếp nhận, xử lý trong kỳ)",
        "nộp trực tuyến: 75% (3/4 hồ sơ mới tiếp nhận)",
        "số hóa kết quả: 75% (3/4 hồ sơ đã giải quyết)",
        "ký số kết quả: 0% (0/4 hồ sơ đã giải quyết)",
        "thanh toán trực tuyến: chưa có (0/0 hồ sơ có phí, lệ phí mới tiếp nhận)",
    ]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 60), offset=st.integers(-20, 80))
def test_the_identities_of_the_form_hold_for_any_register_and_period(
    seed: int, length: int, offset: int
) -> None:
    on = date(2026, 11, 25)
    start = on - timedelta(days=offset)
    period = Period(start=start, end=start + timedelta(days=length))
    cases = list(sample_cases(200, seed, on, DAYS))
    for figures in figures_by(cases, period, lambda case: case.field).values():
        assert figures.received == figures.finished + figures.open + figures.closed
        assert figures.received == figures.new + figures.carried


def test_the_open_columns_are_the_statuses_of_the_last_day() -> None:
    on = date(2026, 11, 25)
    cases = list(sample_cases(500, 7, on, DAYS))
    period = Period(start=date(2026, 1, 1), end=on)
    total = figures_by(cases, period, lambda _: "")[""]
    statuses = [status_of(case, on, DAYS, Nearness()) for case in cases]
    assert (total.early, total.on_time, total.late, total.overdue, total.paused) == tuple(
        statuses.count(status)
        for status in (
            Status.EARLY,
            Status.ON_TIME,
            Status.LATE,
            Status.OVERDUE,
            Status.PAUSED,
        )
    )
    assert total.overdue > 0


@pytest.mark.parametrize(
    ("case", "fault"),
    [
        (Case(code="A", unit="P", officer="B", due_at=_day(7)), Fault.NO_RECEIPT),
        (Case(code="A", unit="P", officer="B", received_at=_day(3)), Fault.NO_APPOINTMENT),
        (
            _case(unit="P", officer="B", is_two_stage=True, second_received_at=_day(5)),
            Fault.NO_SECOND_APPOINTMENT,
        ),
        (
            _case(unit="P", returned_at=_day(5), progress=Progress.RETURNED),
            Fault.NO_HAND_OVER,
        ),
        (
            _case(unit="P", finished_at=_day(5), progress=Progress.DONE, is_digitised=False),
            Fault.NOT_DIGITISED,
        ),
        (
            _case(unit="P", finished_at=_day(5), progress=Progress.DONE, is_signed=False),
            Fault.NOT_SIGNED,
        ),
        (_case(unit="P", officer="B", returned_at=_day(5)), Fault.NOT_CLOSED),
        (_case(unit="P", officer="B", extensions=2), Fault.EXTENDED_TWICE),
        (
            _case(
                unit="P",
                officer="B",
                pauses=(Pause(reason="bổ sung, liên hệ trực tiếp", began_at=_day(5)),),
            ),
            Fault.OUTSIDE_ONE_STOP,
        ),
        (_case(officer="B"), Fault.NO_UNIT),
    ],
)
def test_a_fault_of_the_register_is_found_and_nothing_else(case: Case, fault: Fault) -> None:
    assert [found.fault for found in findings([case], date(2026, 9, 30))] == [fault]


def test_a_sound_case_has_no_fault() -> None:
    case = _case(
        unit="P",
        finished_at=_day(5),
        returned_at=_day(6),
        progress=Progress.RETURNED,
        is_digitised=True,
        is_signed=True,
    )
    assert list(findings([case], date(2026, 9, 30))) == []
