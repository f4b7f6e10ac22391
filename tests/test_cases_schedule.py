"""Lists of every kind, from an export to the messages: weeks, months, leaders, officers."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cases.columns import read_names
from cases.duties import Duty
from cases.duty_feed import duty_feed
from cases.groups import Group, GroupsError, Kind, read_groups
from cases.outbox import Outbox
from cases.register import Register, Scope
from cases.schedule import Schedule
from cases.statuses import Nearness
from cases.working_days import working_days
from cli.list_making import look_once
from corpus.database import Database
from corpus.schema import VIETNAM
from tests.clocks import Clock

DAYS = working_days()
MORNING = datetime(2026, 11, 25, 7, 30, tzinfo=VIETNAM)  # a Wednesday
TODAY = MORNING.date()
DAILY = Group(name="kstthc", kind=Kind.DAILY, channel="telegram", recipient="-100")
HEAD = (
    "Mã hồ sơ,Lĩnh vực,Đơn vị xử lý,Người xử lý,Chủ hồ sơ,Ngày nhận,Ngày hẹn trả,Ngày có kết quả\n"
)
ROWS = (
    "A-1,Đất đai,Chi nhánh,Lê Mẫu,Ng Kín,02/11/2026,16/11/2026,\n"
    "A-2,Đất đai,Chi nhánh,Võ Định,Ng Kín,02/11/2026,20/11/2026,\n"
    "A-3,Hộ tịch,Trung tâm,Lê Mẫu,Ng Kín,02/11/2026,26/11/2026,\n"
    "A-4,Đất đai,Chi nhánh,Võ Định,Ng Kín,02/10/2026,16/11/2026,20/11/2026\n"
)
DUTIES = (
    Duty(
        id="12-kh-ubnd/iii/1#1",
        unit="Phòng Kinh tế",
        action="Báo cáo kết quả khắc phục",
        due_on=date(2026, 12, 1),
        citation="mục III.1",
        title="Kế hoạch 12/KH-UBND",
    ),
    Duty(
        id="12-kh-ubnd/iii/2#1",
        unit="Phòng Tư pháp",
        action="Rà soát thủ tục",
        due_on=date(2026, 12, 20),
        citation="mục III.2",
        title="Kế hoạch 12/KH-UBND",
    ),
)


def duties_of(first: date, last: date, unit: str) -> list[Duty]:
    """The duties of a unit in an interval, as a register of duties gives them."""
    return [duty for duty in DUTIES if first <= duty.due_on <= last and unit in ("", duty.unit)]


@pytest.fixture
def register(database: Database, clock: Clock) -> Register:
    return Register(database, clock)


@pytest.fixture
def outbox(database: Database, clock: Clock) -> Outbox:
    return Outbox(database, clock)


@pytest.fixture
def schedule(register: Register, outbox: Outbox) -> Schedule:
    return Schedule(
        register=register,
        outbox=outbox,
        days=DAYS,
        near=Nearness(),
        targets={"nộp trực tuyến": 95.0},
        duties=duties_of,
    )


def take_in(register: Register, tmp_path: Path, rows: str, as_of: datetime = MORNING) -> None:
    path = tmp_path / "so.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    register.take_in(path, read_names(), as_of)


def texts(outbox: Outbox, day: date = TODAY) -> list[str]:
    return [each.text for each in outbox.texts(day)]


def test_an_old_export_is_told_once_and_a_fresh_one_brings_the_list_the_same_day(
    schedule: Schedule, register: Register, outbox: Outbox, tmp_path: Path
) -> None:
    take_in(register, tmp_path, ROWS, MORNING - timedelta(days=9))
    looks = [schedule.make_due([DAILY], MORNING + timedelta(minutes=n)) for n in range(3)]
    take_in(register, tmp_path, ROWS, MORNING + timedelta(hours=1))
    later = schedule.make_due([DAILY], MORNING + timedelta(hours=2))
    again = schedule.make_due([DAILY], MORNING + timedelta(hours=3))
    assert looks == [("daily/2026-11-25/kstthc/so-cu",), (), ()]
    assert (later, again) == (("daily/2026-11-25/kstthc",), ())
    assert "đã cũ" in texts(outbox)[0]
    assert "• A-1: quá 6 ngày làm việc" in texts(outbox)[1]


def test_two_programs_make_one_list(
    schedule: Schedule, register: Register, database: Database, clock: Clock, tmp_path: Path
) -> None:
    take_in(register, tmp_path, ROWS)
    other = Schedule(register=register, outbox=Outbox(database, clock), days=DAYS, near=Nearness())
    made = [schedule.make_due([DAILY], MORNING), other.make_due([DAILY], MORNING)]
    assert made == [("daily/2026-11-25/kstthc",), ()]


def test_the_weekly_list_of_land_goes_to_its_own_chat_with_its_field_alone(
    schedule: Schedule, register: Register, outbox: Outbox, tmp_path: Path
) -> None:
    take_in(register, tmp_path, ROWS)
    weekly = Group(
        name="dat-dai",
        kind=Kind.WEEKLY,
        channel="telegram",
        recipient="-200",
        weekday=2,
        scope=Scope(fields=frozenset({"Đất đai"})),
    )
    assert schedule.make_due([weekly], MORNING) == ("weekly/2026-11-25/dat-dai",)
    [message] = outbox.texts(MORNING.date())
    assert message.recipient == "-200"
    assert [line for line in message.text.splitlines() if line.startswith("•")] == [
        "• A-1: quá 6 ngày làm việc",
        "• A-2: quá 2 ngày làm việc",
        "• A-4: trễ 4 ngày làm việc",  # it ended within the week
    ]


def test_a_personal_list_has_the_officers_own_cases(
    schedule: Schedule, register: Register, outbox: Outbox, tmp_path: Path
) -> None:
    take_in(register, tmp_path, ROWS)
    own = Group(
        name="mau",
        kind=Kind.PERSONAL,
        channel="telegram",
        recipient="77",
        scope=Scope(officer="Lê Mẫu"),
    )
    schedule.make_due([own], MORNING)
    [text] = texts(outbox)
    assert text.startswith("HỒ SƠ ANH/CHỊ ĐANG XỬ LÝ, NGÀY 25/11/2026")
    assert [line for line in text.splitlines() if line.startswith("•")] == [
        "• A-1: quá 6 ngày làm việc",
        "• A-3: còn 1 ngày làm việc",
    ]


def test_a_leader_is_told_of_a_case_once_when_it_crosses_the_bound(
    schedule: Schedule, register: Register, outbox: Outbox, clock: Clock, tmp_path: Path
) -> None:
    leader = Group(name="lanh-dao", kind=Kind.ESCALATION, channel="telegram", recipient="5", days=5)
    take_in(register, tmp_path, ROWS)
    schedule.make_due([leader], MORNING)
    assert "• A-1: quá 6 ngày làm việc" in texts(outbox)[0]
    assert "A-2" not in texts(outbox)[0]
    found = {}
    for days in (1, 2, 5, 6):
        clock.now = MORNING + timedelta(days=days)
        take_in(register, tmp_path, ROWS, clock.now)
        schedule.make_due([leader], clock.now)
        found[days] = texts(outbox, clock.now.date())
    assert [len(found[days]) for days in (1, 2, 5, 6)] == [0, 0, 1, 0]
    assert "• A-2: quá 5 ngày làm việc" in found[5][0]
    assert "Mới: 1 hồ sơ. Đã báo các lần trước và vẫn quá hạn: 1 hồ sơ." in found[5][0]


def test_a_leader_is_told_nothing_from_an_old_export(
    schedule: Schedule, register: Register, outbox: Outbox, tmp_path: Path
) -> None:
    leader = Group(name="lanh-dao", kind=Kind.ESCALATION, channel="telegram", recipient="5", days=5)
    take_in(register, tmp_path, ROWS, MORNING - timedelta(days=9))
    assert schedule.make_due([leader], MORNING) == ()
    take_in(register, tmp_path, ROWS, MORNING)
    assert schedule.make_due([leader], MORNING) == ("escalation/2026-11-25/lanh-dao",)


def test_the_monthly_page_has_the_month_its_rates_targets_and_the_month_before(
    schedule: Schedule, register: Register, outbox: Outbox, tmp_path: Path
) -> None:
    first = datetime(2026, 12, 1, 8, 0, tzinfo=VIETNAM)
    take_in(register, tmp_path, ROWS, first)
    monthly = Group(name="ubnd", kind=Kind.MONTHLY, channel="telegram", recipient="-9")
    assert schedule.make_due([monthly], first) == ("monthly/2026-12-01/ubnd",)
    [text] = texts(outbox, first.date())
    assert text.startswith(
        "TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH THÁNG 11/2026\n"
        "Từ 01/11/2026 đến 30/11/2026. Số liệu lúc 08:00 ngày 01/12/2026.\n"
        "Tiếp nhận: 4 hồ sơ (kỳ trước chuyển sang 1, mới 3: trực tuyến 0, trực tiếp 0, bưu chính "
        "0, chưa rõ hình thức 3); tháng 10/2026: 1 (tăng 3).\n"
        "Đã giải quyết: 1 hồ sơ (trước hạn 0, đúng hạn 0, trễ hạn 1); tháng 10/2026: 0 (tăng 1), "
        "trễ hạn 0 (tăng 1).\n"
        "Đang giải quyết: 3 hồ sơ (trong hạn 0, quá hạn 3); tháng 10/2026: quá hạn 0 (tăng 3).\n"
    )
    assert "• nộp trực tuyến: 0% (0/3 hồ sơ mới tiếp nhận); chỉ tiêu 95%: chưa đạt" in text


def test_the_monthly_page_waits_for_an_export_that_covers_the_month(
    schedule: Schedule, register: Register, outbox: Outbox, tmp_path: Path
) -> None:
    first = datetime(2026, 12, 1, 8, 0, tzinfo=VIETNAM)
    take_in(register, tmp_path, ROWS, datetime(2026, 11, 30, 17, tzinfo=VIETNAM))
    monthly = Group(name="ubnd", kind=Kind.MONTHLY, channel="telegram", recipient="-9")
    assert schedule.make_due([monthly], first) == ("monthly/2026-12-01/ubnd/so-cu",)
    assert "đã cũ" in texts(outbox, first.date())[0]


def test_duties_of_the_papers_stand_in_a_digest_that_asks_for_them(
    schedule: Schedule, register: Register, outbox: Outbox, tmp_path: Path
) -> None:
    take_in(register, tmp_path, ROWS)
    group = Group(
        name="kstthc", kind=Kind.DAILY, channel="telegram", recipient="-100", duty_days=10
    )
    schedule.make_due([group], MORNING)
    assert texts(outbox)[0].endswith(
        "NHIỆM VỤ THEO VĂN BẢN, ĐẾN HẠN TRONG 10 NGÀY TỚI (1)\n"
        "Phòng Kinh tế (1)\n"
        "• 01/12/2026 (còn 6 ngày): Báo cáo kết quả khắc phục [Kế hoạch 12/KH-UBND, mục III.1]"
    )


def test_a_unit_is_reminded_of_a_duty_once_without_any_register(
    schedule: Schedule, outbox: Outbox
) -> None:
    group = Group(
        name="nhac-viec",
        kind=Kind.DUTIES,
        channel="telegram",
        recipient="-3",
        days=10,
        scope=Scope(units=frozenset({"Phòng Kinh tế"})),
    )
    schedule.make_due([group], MORNING)
    schedule.make_due([group], MORNING + timedelta(days=1))
    assert len(texts(outbox)) == 1
    assert texts(outbox, date(2026, 11, 26)) == []


def test_one_group_that_fails_stops_no_other(
    schedule: Schedule, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_first: date, _last: date, _unit: str) -> list[Duty]:
        raise ValueError("không đọc được")

    reminder = Group(name="nhac", kind=Kind.DUTIES, channel="telegram", recipient="-3", days=10)
    look_once(lambda: (reminder, DAILY), replace(schedule, duties=fails), MORNING)
    assert [each.batch for each in outbox.texts(TODAY)] == ["daily/2026-11-25/kstthc/so-cu"]
    assert "list of nhac: ValueError" in caplog.text


def test_a_feed_keeps_the_mark_of_a_duty_so_that_calendars_do_not_double_it() -> None:
    first = duty_feed(DUTIES[:1], "Phòng Kinh tế", MORNING)
    assert first == duty_feed(DUTIES[:1], "Phòng Kinh tế", MORNING)
    text = first.decode()
    for line in (
        "UID:12-kh-ubnd/iii/1#1@dunghan",
        "DTSTART;VALUE=DATE:20261201",
        "DTEND;VALUE=DATE:20261202",
        "SUMMARY:Báo cáo kết quả khắc phục",
        "TRIGGER:-P2DT16H",
    ):
        assert line in text.split("\r\n")


@pytest.mark.parametrize(
    "entry",
    [
        '{"name": "a", "kind": "personal", "officer": "B", "channel": "telegram", '
        '"recipient": "-1"}',
        '{"name": "a", "kind": "personal", "officer": "B", "channel": "zalo", "recipient": "x"}',
        '{"name": "a", "kind": "personal", "channel": "telegram", "recipient": "1"}',
        '{"name": "a", "kind": "daily", "officer": "B", "channel": "telegram", "recipient": "1"}',
        '{"name": "a", "kind": "daily", "units": "Phòng", "channel": "telegram", "recipient": "1"}',
        '{"name": "a", "kind": "escalation", "days": -1, "channel": "telegram", "recipient": "1"}',
        '{"name": "a", "kind": "daily", "weekday": 6, "channel": "telegram", "recipient": "1"}',
        '"a"',
    ],
)
def test_a_group_that_can_not_be_served_as_written_is_refused(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "groups.json"
    path.write_text(f"[{entry}]", encoding="utf-8")
    with pytest.raises(GroupsError, match=r"^groups\.json, nhóm thứ 1: cần «name», «kind»"):
        read_groups(path)


def test_an_officers_private_chat_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "groups.json"
    path.write_text(
        '[{"name": "mau", "kind": "personal", "officer": "Lê Mẫu", "channel": "telegram", '
        '"recipient": "77"}]',
        encoding="utf-8",
    )
    [group] = read_groups(path)
    assert group.scope.officer == "Lê Mẫu"
