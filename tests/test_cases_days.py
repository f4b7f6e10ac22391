"""Working days and the moments that limits give, against official days and another count."""

from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.errors import CalendarError
from cases.office_hours import Limit, LimitUnit, OfficeHours, appointed_at
from cases.working_days import working_days
from corpus.schema import VIETNAM

DAYS = working_days()
HOURS = OfficeHours()
# What the government announced for 2023-2027 (2027: by the law's rules, not yet announced).
_OFF = """
    2023-01-02 2023-01-20 2023-01-23 2023-01-24 2023-01-25 2023-01-26 2023-05-01
    2023-05-02 2023-05-03 2023-09-01 2023-09-04
    2024-01-01 2024-02-08 2024-02-09 2024-02-12 2024-02-13 2024-02-14 2024-04-18
    2024-04-29 2024-04-30 2024-05-01 2024-09-02 2024-09-03
    2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-04-07
    2025-04-30 2025-05-01 2025-05-02 2025-09-01 2025-09-02
    2026-01-01 2026-01-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20
    2026-04-27 2026-04-30 2026-05-01 2026-08-31 2026-09-01 2026-09-02 2026-11-24
    2027-01-01 2027-02-04 2027-02-05 2027-02-08 2027-02-09 2027-02-10 2027-04-16
    2027-04-30 2027-05-03 2027-09-02 2027-09-03 2027-11-24
"""
OFF = _OFF.split()
MADE_UP = ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"]
WEEKDAYS_OFF = np.array(OFF, dtype="datetime64[D]")
SATURDAYS = np.array(MADE_UP, dtype="datetime64[D]")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def test_every_official_day_off_and_no_other_weekday_is_off() -> None:
    first = date(2023, 1, 1)
    found = [
        day.isoformat()
        for day in (first + timedelta(days=n) for n in range(365 * 5 + 1))
        if day.weekday() < 5 and not DAYS.is_worked(day)
    ]
    assert found == OFF


def test_the_made_up_saturdays_and_no_other_weekend_days_are_worked() -> None:
    first = date(2023, 1, 1)
    found = [
        day.isoformat()
        for day in (first + timedelta(days=n) for n in range(365 * 5 + 1))
        if day.weekday() >= 5 and DAYS.is_worked(day)
    ]
    assert found == MADE_UP


@settings(max_examples=10_000, deadline=None)
@given(
    start=st.dates(date(2023, 1, 1), date(2027, 12, 31)),
    end=st.dates(date(2023, 1, 1), date(2027, 12, 31)),
)
def test_working_days_between_are_those_that_numpy_counts(start: date, end: date) -> None:
    first, last = min(start, end), max(start, end)
    weekdays = np.busday_count(
        first + timedelta(days=1), last + timedelta(days=1), holidays=WEEKDAYS_OFF
    )
    made_up = np.count_nonzero(
        (np.datetime64(first) < SATURDAYS) & (np.datetime64(last) >= SATURDAYS)
    )
    expected = int(weekdays) + int(made_up)
    assert DAYS.between(start, end) == (expected if start <= end else -expected)


@given(
    start=st.dates(date(2023, 1, 1), date(2027, 6, 30)),
    count=st.integers(1, 60),
)
def test_the_nth_day_after_has_n_working_days_behind_it(start: date, count: int) -> None:
    end = DAYS.after(start, count)
    assert DAYS.between(start, end) == count
    assert DAYS.is_worked(end)


@pytest.mark.parametrize(
    ("received", "limit", "due"),
    [
        ("2026-11-20T10:00", 3, "2026-11-26"),  # 24/11 is off
        ("2026-11-20T17:30", 3, "2026-11-27"),  # after the cut-off: counts as the 23rd
        ("2026-02-13T09:00", 5, "2026-02-27"),  # Tết
        ("2025-12-31T09:00", 3, "2026-01-07"),  # 02/01 is off in exchange
        ("2026-01-08T09:00", 2, "2026-01-10"),  # a Saturday that is made up
        ("2024-04-26T09:00", 3, "2024-05-04"),
        ("2023-08-31T09:00", 1, "2023-09-05"),
        ("2026-08-21T09:00", 1, "2026-08-22"),
        ("2026-08-28T09:00", 2, "2026-09-04"),
        ("2026-04-24T09:00", 2, "2026-04-29"),
        ("2026-11-02T09:00", 10, "2026-11-16"),
        ("2026-11-12T09:00", 10, "2026-11-27"),  # counted again from the completed file
    ],
)
def test_working_days_of_a_limit_end_on_the_known_day(received: str, limit: int, due: str) -> None:
    found = appointed_at(
        DAYS, HOURS, _moment(received), Limit(amount=limit, unit=LimitUnit.WORKING_DAY)
    )
    assert found == _moment(f"{due}T17:00")


def test_half_a_day_is_four_hours_of_work_from_the_receipt() -> None:
    limit = Limit(amount=0.5, unit=LimitUnit.WORKING_DAY)
    found = appointed_at(DAYS, HOURS, _moment("2026-11-20T10:00"), limit)
    assert found == _moment("2026-11-20T16:00")


def test_half_a_day_received_in_the_afternoon_ends_the_next_working_morning() -> None:
    limit = Limit(amount=0.5, unit=LimitUnit.WORKING_DAY)
    found = appointed_at(DAYS, HOURS, _moment("2026-11-20T16:00"), limit)
    assert found == _moment("2026-11-23T10:00")


def test_two_and_a_half_days_end_in_the_third_morning() -> None:
    limit = Limit(amount=2.5, unit=LimitUnit.WORKING_DAY)
    found = appointed_at(DAYS, HOURS, _moment("2026-11-02T09:00"), limit)
    assert found == _moment("2026-11-05T11:00")


def test_calendar_days_that_end_on_tet_move_to_the_next_working_day() -> None:
    limit = Limit(amount=5, unit=LimitUnit.DAY)
    found = appointed_at(DAYS, HOURS, _moment("2026-02-12T09:00"), limit)
    assert found == _moment("2026-02-23T17:00")


def test_a_file_received_on_sunday_counts_as_mondays() -> None:
    limit = Limit(amount=1, unit=LimitUnit.WORKING_DAY)
    found = appointed_at(DAYS, HOURS, _moment("2026-11-15T20:00"), limit)
    assert found == _moment("2026-11-17T17:00")


def test_the_offices_own_line_stands_over_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "ngay-lam-viec.csv"
    own.write_text("ngày;loại;căn cứ\n08/02/2027;làm bù;TB 1\n", encoding="utf-8")
    assert working_days(own).is_worked(date(2027, 2, 8))


def test_a_year_without_an_announcement_is_provisional() -> None:
    assert [DAYS.is_provisional(date(year, 6, 1)) for year in (2025, 2026, 2027)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("line", ["32/01/2027,nghỉ,x", "01/02/2027,off,x", "hôm nay,nghỉ,x"])
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    own = tmp_path / "ngay.csv"
    own.write_text(f"ngày,loại,căn cứ\n{line}\n", encoding="utf-8")
    with pytest.raises(CalendarError, match=r"^ngay\.csv, dòng 2: không đọc được"):
        working_days(own)
