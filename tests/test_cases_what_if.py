"""Supplements, second stages and transfers: what is computed, what is taken from the register."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cases.cases import Pause, Progress, Transfer
from cases.columns import read_names
from cases.office_hours import Limit, LimitUnit, OfficeHours
from cases.register import Register
from cases.statuses import Nearness, Status, days_left, status_of
from cases.what_if import WhatIfError, what_if
from cases.working_days import working_days
from corpus.database import open_database
from corpus.schema import VIETNAM

DAYS = working_days()
HOURS = OfficeHours()
TEN_DAYS = Limit(amount=10, unit=LimitUnit.WORKING_DAY)
TODAY = date(2026, 11, 25)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def pause(began: str, ended: str) -> Pause:
    return Pause(reason="bổ sung", began_at=at(began), ended_at=at(ended))


def test_without_a_pause_nothing_is_counted_again() -> None:
    found = what_if(DAYS, HOURS, at("2026-11-20T10:00"), Limit(amount=3, unit=TEN_DAYS.unit))
    assert found.due_at == at("2026-11-26T17:00")
    assert (found.counted_again_at, found.shifted_at) == (None, None)


def test_a_supplement_counts_the_limit_again_or_moves_the_appointment() -> None:
    pauses = (pause("2026-11-05T09:00", "2026-11-12T10:00"),)
    found = what_if(DAYS, HOURS, at("2026-11-02T10:00"), TEN_DAYS, pauses)
    assert found.due_at == at("2026-11-16T17:00")
    assert found.counted_again_at == at("2026-11-27T17:00")  # as decree 61 says
    assert found.shifted_at == at("2026-11-23T17:00")  # six days on: a Sunday is no end


def test_a_file_completed_on_the_same_day_moves_nothing() -> None:
    pauses = (pause("2026-11-05T09:00", "2026-11-05T15:00"),)
    found = what_if(DAYS, HOURS, at("2026-11-02T10:00"), TEN_DAYS, pauses)
    assert found.shifted_at == found.due_at


@pytest.mark.parametrize(
    ("began", "ended"),
    [("2026-11-01T09:00", "2026-11-05T09:00"), ("2026-11-05T09:00", "2026-11-04T09:00")],
)
def test_a_pause_out_of_order_is_refused(began: str, ended: str) -> None:
    with pytest.raises(WhatIfError, match="theo thứ tự, sau lúc tiếp nhận"):
        what_if(DAYS, HOURS, at("2026-11-02T10:00"), TEN_DAYS, (pause(began, ended),))


def test_a_forecast_into_a_year_without_announced_days_says_so() -> None:
    within = what_if(DAYS, HOURS, at("2026-12-01T10:00"), TEN_DAYS)
    into = what_if(DAYS, HOURS, at("2026-12-25T10:00"), TEN_DAYS)
    assert (within.is_provisional, into.is_provisional) == (False, True)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    database = open_database(f"sqlite:///{tmp_path / 'kho.db'}")
    yield Register(database, lambda: at("2026-11-25T08:00"))
    database.close()


def take_in(register: Register, tmp_path: Path, head: str, *rows: str) -> None:
    path = tmp_path / "so.csv"
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    register.take_in(path, read_names())


def test_the_second_stage_s_appointment_is_the_one_that_counts(
    register: Register, tmp_path: Path
) -> None:
    take_in(
        register,
        tmp_path,
        "Mã hồ sơ,Ngày nhận,Ngày hẹn trả,Ngày nhận giai đoạn 2,Ngày hẹn trả giai đoạn 2",
        "A-001,02/11/2026,16/11/2026,16/11/2026,27/11/2026",
    )
    case = register.case("A-001")
    assert case.is_two_stage
    assert status_of(case, TODAY, DAYS, Nearness()) is Status.NEAR_DUE
    assert days_left(case, TODAY, DAYS) == 2


def test_a_case_that_waits_for_a_supplement_keeps_its_pause_and_is_not_overdue(
    register: Register, tmp_path: Path
) -> None:
    take_in(
        register,
        tmp_path,
        "Mã hồ sơ,Ngày nhận,Ngày hẹn trả,Trạng thái,Ngày yêu cầu bổ sung,Lý do bổ sung",
        "A-001,02/11/2026,16/11/2026,Yêu cầu bổ sung,05/11/2026 09:00,thiếu bản vẽ",
    )
    case = register.case("A-001")
    assert case.progress is Progress.WAITING
    assert case.pauses == (Pause(reason="thiếu bản vẽ", began_at=at("2026-11-05T09:00")),)
    assert status_of(case, TODAY, DAYS, Nearness()) is Status.PAUSED


def test_after_the_supplement_the_register_s_own_appointment_is_taken(
    register: Register, tmp_path: Path
) -> None:
    head = "Mã hồ sơ,Ngày nhận,Ngày hẹn trả,Trạng thái,Ngày yêu cầu bổ sung,Ngày bổ sung xong"
    row = "A-001,02/11/2026,30/11/2026,Đang xử lý,05/11/2026,12/11/2026"
    take_in(register, tmp_path, head, row)
    case = register.case("A-001")
    assert case.appointed_at == at("2026-11-30T00:00")
    assert status_of(case, TODAY, DAYS, Nearness()) is Status.WITHIN


def test_a_transfer_is_kept_with_its_agency_and_the_unit_stays_the_register_s(
    register: Register, tmp_path: Path
) -> None:
    take_in(
        register,
        tmp_path,
        "Mã hồ sơ,Ngày nhận,Ngày hẹn trả,Đơn vị xử lý,Chuyển đến,Ngày chuyển",
        "A-001,02/11/2026,30/11/2026,Phòng Kinh tế,Chi nhánh Đăng ký đất đai,04/11/2026 14:00",
    )
    case = register.case("A-001")
    assert case.unit == "Phòng Kinh tế"
    assert case.transfers == (
        Transfer(to_unit="Chi nhánh Đăng ký đất đai", at=at("2026-11-04T14:00")),
    )


def test_a_later_export_without_a_pause_closes_it(register: Register, tmp_path: Path) -> None:
    head = "Mã hồ sơ,Ngày nhận,Ngày hẹn trả,Trạng thái,Ngày yêu cầu bổ sung,Ngày bổ sung xong"
    waiting = "A-001,02/11/2026,16/11/2026,Chờ bổ sung,05/11/2026,"
    going_on = "A-001,02/11/2026,23/11/2026,Đang xử lý,05/11/2026,12/11/2026"
    take_in(register, tmp_path, head, waiting)
    take_in(register, tmp_path, head, going_on)
    [kept] = register.case("A-001").pauses
    assert kept.ended_at == at("2026-11-12T00:00")
