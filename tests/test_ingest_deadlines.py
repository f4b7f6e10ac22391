"""Deadlines as papers write them, and the days that they mean."""

from datetime import date

import pytest

from corpus.obligations import DeadlineKind
from corpus.recurrence import Period, Recurrence
from ingest.deadlines import PaperTime, find_deadlines

TIME = PaperTime(signed_on=date(2024, 1, 10), year=2024)


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("gửi chậm nhất ngày 15/4/2024 qua", "chậm nhất ngày 15/4/2024", None, date(2024, 4, 15)),
        ("nộp trước 15 giờ ngày 20/8", "trước 15 giờ ngày 20/8", None, date(2024, 8, 20)),
        ("đạt đến cuối tháng 10 năm 2024", "đến cuối tháng 10 năm 2024", None, date(2024, 10, 31)),
        (
            "làm trong quý II và đầu quí III năm 2024",
            "trong quý II và đầu quí III năm 2024",
            date(2024, 4, 1),
            date(2024, 7, 31),
        ),
        ("trong tháng 9 năm 2024", "trong tháng 9 năm 2024", date(2024, 9, 1), date(2024, 9, 30)),
        ("trong 6 tháng cuối năm:", "trong 6 tháng cuối năm", date(2024, 7, 1), date(2024, 12, 31)),
        ("làm trong năm 2024.", "trong năm 2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("đạt 80% đến năm 2025", "đến năm 2025", None, date(2025, 12, 31)),
        (
            "từ 15/7/2024 đến 30/8/2024",
            "từ 15/7/2024 đến 30/8/2024",
            date(2024, 7, 15),
            date(2024, 8, 30),
        ),
        ("làm từ nay đến cuối năm (kèm", "từ nay đến cuối năm", None, date(2024, 12, 31)),
    ],
)  # fmt: skip
def test_a_written_time_gives_its_days(
    text: str, written: str, first: date | None, last: date
) -> None:
    found = find_deadlines(text, TIME)
    assert [(one.kind, one.text, one.first_day, one.last_day) for one in found] == [
        (DeadlineKind.DATED, written, first, last)
    ]
    assert text[found[0].start : found[0].end] == written


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("báo cáo hằng tháng", Recurrence(period=Period.MONTH)),
        ("định kỳ ngày 15 hằng tháng", Recurrence(period=Period.MONTH, days=(15,))),
        ("hàng tháng, gửi về Phòng trước ngày 20", Recurrence(period=Period.MONTH, days=(20,))),
        ("họp 01 tuần 01 lần", Recurrence(period=Period.WEEK)),
        ("hai tuần một lần", Recurrence(period=Period.WEEK, every=2)),
        ("vào thứ Tư và thứ Sáu hằng tuần", Recurrence(period=Period.WEEK, days=(3, 5))),
        ("ngày 14 của tháng cuối quý", Recurrence(period=Period.QUARTER, days=(14,), months=(3,))),
        ("ít nhất 02 lần/năm", Recurrence(period=Period.YEAR, times=2)),
        ("định kỳ 6 tháng", Recurrence(period=Period.HALF_YEAR)),
        (
            "mỗi năm hai lần, vào tháng 4 và tháng 11",
            Recurrence(period=Period.YEAR, times=2, months=(4, 11)),
        ),
    ],
)
def test_a_recurring_time_gives_its_rule(text: str, rule: Recurrence) -> None:
    assert [one.recurrence for one in find_deadlines(text, TIME)] == [rule]


def test_a_rule_ends_where_the_paper_ends_it() -> None:
    found = find_deadlines("báo cáo thứ Sáu hằng tuần, cho đến hết quý III năm 2024", TIME)
    assert [(one.kind, one.last_day) for one in found] == [
        (DeadlineKind.RECURRING, date(2024, 9, 30))
    ]


def test_days_from_the_signing_are_counted() -> None:
    found = find_deadlines("lập danh mục trong thời hạn 10 ngày kể từ ngày ký", TIME)
    assert [(one.kind, one.last_day) for one in found] == [
        (DeadlineKind.RELATIVE, date(2024, 1, 20))
    ]


def test_days_from_another_event_stay_relative() -> None:
    (found,) = find_deadlines("trả lời trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ", TIME)
    assert found.last_day is None
    assert found.wait is not None
    assert (found.wait.count, found.wait.unit, found.wait.since) == (
        5,
        "ngày làm việc",
        "kể từ ngày nhận đủ hồ sơ",
    )


def test_a_draft_without_day_leaves_days_from_its_signing_open() -> None:
    (found,) = find_deadlines("trong thời hạn 10 ngày kể từ ngày ký", PaperTime(year=2024))
    assert (found.kind, found.last_day) == (DeadlineKind.RELATIVE, None)


@pytest.mark.parametrize(
    "text",
    [
        "theo Kế hoạch số 15/KH-UBND ngày 08 tháng 11 năm 2024 của huyện",
        "tại Phiên họp ngày 13/8/2024",
        "có hiệu lực kể từ ngày 01 tháng 3 năm 2024",
        "văn bản ban hành trước ngày 01 tháng 7 năm 2023",
        "trợ cấp xã hội hằng tháng",
        "ngân sách bảo đảm chi thường xuyên",
        "nộp trước ngày 31/02/2024",
    ],
)
def test_a_day_that_sets_nobody_a_time_is_no_deadline(text: str) -> None:
    assert find_deadlines(text, TIME) == []


def test_a_day_without_year_takes_the_papers_year_and_says_so() -> None:
    (found,) = find_deadlines("hoàn thành trước ngày 30/6", TIME)
    assert (found.last_day, found.is_year_inferred) == (date(2024, 6, 30), True)


def test_a_day_without_any_year_has_no_date() -> None:
    (found,) = find_deadlines("hoàn thành trước ngày 30/6", PaperTime())
    assert (found.kind, found.last_day) == (DeadlineKind.DATED, None)
