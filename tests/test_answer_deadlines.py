"""Days that a text sets, and how far they are."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.deadlines import days_left, set_days

TODAY = date(2026, 11, 20)


def last_days(text: str) -> list[str]:
    return [day.last_day.isoformat() for day in set_days(text)]


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("trước ngày 05/10/2026", "2026-10-05"),
        ("trước ngày 5-10-2026", "2026-10-05"),
        ("ngày 05 tháng 10 năm 2026", "2026-10-05"),
        ("ngày 05\ntháng 10\nnăm 2026", "2026-10-05"),
        ("đến 31/12/2026", "2026-12-31"),
        ("trong quý I/2026", "2026-03-31"),
        ("quý II năm 2026", "2026-06-30"),
        ("Quí 3/2026", "2026-09-30"),
        ("QUÝ IV NĂM 2026", "2026-12-31"),
        ("cuối tháng 4 năm 2026", "2026-04-30"),
        ("tháng 02/2028", "2028-02-29"),
        ("tháng 02/2026", "2026-02-28"),
        ("tháng 12-2026", "2026-12-31"),
        ("đến hết năm 2026", "2026-12-31"),
        ("trong năm 2027", "2027-12-31"),
        ("ngày 29/02/2028", "2028-02-29"),
    ],
)
def test_wording_means_its_last_day(text: str, last_day: str) -> None:
    assert last_days(text) == [last_day]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 31/02/2026",
        "ngày 31 tháng 02 năm 2026",
        "31  tháng 02 năm 2026",
        "ngày 29/02/2026",
        "tháng 13 năm 2026",
        "trước ngày 20 tháng 9",
        "kế hoạch năm 2026",
        "Quyết định 12/2026/QĐ-UBND",
        "quý V năm 2026",
        "",
    ],
)
def test_what_names_no_certain_day_gives_nothing(text: str) -> None:
    assert set_days(text) == ()


def test_days_come_in_reading_order() -> None:
    text = "Xong trong quý II/2026, báo cáo ngày 05/4/2026, tổng kết tháng 12 năm 2026."
    assert last_days(text) == ["2026-06-30", "2026-04-05", "2026-12-31"]


@given(
    st.lists(st.sampled_from(["ngày ", "5", "/", "10", "tháng ", "năm ", "2026", " ", "quý II"]))
)
def test_each_day_stands_in_the_text_and_none_overlaps(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = set_days(text)
    assert [text[day.start : day.end] for day in found] == [day.text for day in found]
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    assert last_days(f"ngày {day.day:02d}/{day.month:02d}/{day.year}") == [day.isoformat()]


def test_day_to_come_is_counted() -> None:
    assert days_left(date(2026, 11, 25), TODAY) == "đến 25/11/2026 còn 5 ngày"


def test_today_is_said_to_be_today() -> None:
    assert days_left(TODAY, TODAY) == "20/11/2026 là hôm nay"


def test_day_that_passed_is_counted() -> None:
    assert days_left(date(2026, 11, 8), TODAY) == "08/11/2026 đã qua 12 ngày"
