"""Figures of two published reports: recomputed from a register built to match, and held to account.

The numbers are those of the quarterly report of Sa Đéc (third quarter of 2023) and of the review of
Lấp Vò (01/01/2021-15/3/2024).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cases.cases import Case, Channel, Progress
from cases.figures import Figures, Period, figures_by, rates_of
from cases.report_check import (
    CARRIED,
    DIRECT,
    EARLY,
    FINISHED,
    LATE,
    NEW,
    ON_TIME,
    ONLINE,
    OPEN,
    OVERDUE,
    RECEIVED,
    WITHIN,
    check_figures,
    check_rate,
    check_sum,
)
from corpus.schema import VIETNAM

PAPERS = Path(__file__).parents[2] / "shared" / "documents"
PERIOD = Period(start=date(2021, 1, 1), end=date(2024, 3, 15))
SA_DEC_CITY = {
    RECEIVED: 1138, NEW: 1039, ONLINE: 1028, DIRECT: 110, CARRIED: 99,
    FINISHED: 969, EARLY: 914, ON_TIME: 55, LATE: 0, OPEN: 66, WITHIN: 66, OVERDUE: 0,
}  # fmt: skip
SA_DEC_COMMUNES = {
    RECEIVED: 4523, NEW: 4347, ONLINE: 3812, DIRECT: 711, CARRIED: 176,
    FINISHED: 4269, EARLY: 4002, ON_TIME: 267, LATE: 0, OPEN: 148, WITHIN: 148, OVERDUE: 0,
}  # fmt: skip
LAP_VO_DISTRICT = {
    RECEIVED: 26089, NEW: 25830, ONLINE: 7852, DIRECT: 17978, CARRIED: 259,
    FINISHED: 25999, EARLY: 24497, ON_TIME: 956, LATE: 546, OPEN: 90, WITHIN: 82, OVERDUE: 8,
}  # fmt: skip
LAP_VO_COMMUNES = {
    RECEIVED: 114371, NEW: 113924, ONLINE: 49051, DIRECT: 64873, CARRIED: 447,
    FINISHED: 114158, EARLY: 102061, ON_TIME: 9591, LATE: 2506, OPEN: 213, WITHIN: 182, OVERDUE: 31,
}  # fmt: skip


def _moment(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), VIETNAM)


DUE = _moment(date(2024, 1, 10))
# When a case of each outcome ended (None: open), and its appointment.
_OUTCOMES = {
    EARLY: (DUE - timedelta(days=1), DUE),
    ON_TIME: (DUE, DUE),
    LATE: (DUE + timedelta(days=1), DUE),
    WITHIN: (None, _moment(date(2024, 4, 1))),
    OVERDUE: (None, DUE),
}


def _register(reported: dict[str, int], unit: str) -> Iterator[Case]:
    """Cases by the numbers of a report: outcomes, channels and what was carried over."""
    outcomes = (name for name in _OUTCOMES for _ in range(reported[name]))
    for number, outcome in enumerate(outcomes):
        ended, due = _OUTCOMES[outcome]
        carried = number < reported[CARRIED]
        online = number - reported[CARRIED] < reported[ONLINE]
        yield Case(
            code=f"{unit}-{number}",
            unit=unit,
            received_at=_moment(date(2020, 12, 1) if carried else date(2023, 12, 1)),
            due_at=due,
            finished_at=ended,
            progress=Progress.DONE if ended else Progress.PENDING,
            channel=Channel.ONLINE if online else Channel.DIRECT,
        )


def _as_reported(figures: Figures) -> dict[str, int]:
    return {
        RECEIVED: figures.received,
        NEW: figures.new,
        ONLINE: figures.online,
        DIRECT: figures.direct + figures.post,
        CARRIED: figures.carried,
        FINISHED: figures.finished,
        EARLY: figures.early,
        ON_TIME: figures.on_time,
        LATE: figures.late,
        OPEN: figures.open,
        WITHIN: figures.within,
        OVERDUE: figures.overdue,
    }


def test_the_review_of_lap_vo_is_recomputed_to_the_last_case() -> None:
    district = list(_register(LAP_VO_DISTRICT, "Huyện"))
    communes = list(_register(LAP_VO_COMMUNES, "Xã, thị trấn"))
    found = figures_by([*district, *communes], PERIOD, lambda case: case.unit)
    assert _as_reported(found["Huyện"]) == LAP_VO_DISTRICT
    assert _as_reported(found["Xã, thị trấn"]) == LAP_VO_COMMUNES


def test_the_review_of_lap_vo_adds_up() -> None:
    assert check_figures("Huyện", LAP_VO_DISTRICT) == ()
    assert check_figures("Xã, thị trấn", LAP_VO_COMMUNES) == ()


def test_of_sa_dec_the_outcomes_are_recomputed_and_the_total_comes_out_otherwise() -> None:
    figures = figures_by(_register(SA_DEC_CITY, "TP"), PERIOD, lambda _: "")[""]
    found = _as_reported(figures)
    names = (FINISHED, EARLY, ON_TIME, LATE, OPEN, WITHIN, OVERDUE)
    assert [found[name] for name in names] == [SA_DEC_CITY[name] for name in names]
    assert (found[RECEIVED], SA_DEC_CITY[RECEIVED]) == (1035, 1138)


def test_the_sums_of_sa_dec_that_disagree_are_each_said_with_their_numbers() -> None:
    assert [str(found) for found in check_figures("Thành phố", SA_DEC_CITY)] == [
        "Thành phố: «mới tiếp nhận trong kỳ» ghi 1.039, nhưng «trực tuyến» + «trực tiếp và bưu "
        "chính» là 1.028 + 110 = 1.138, lệch 99; tổng này lại bằng «tổng số tiếp nhận».",
        "Thành phố: «tổng số tiếp nhận» ghi 1.138, nhưng «đã giải quyết» + «đang giải quyết» là "
        "969 + 66 = 1.035, lệch 103.",
    ]
    assert [str(found) for found in check_figures("Cấp xã", SA_DEC_COMMUNES)] == [
        "Cấp xã: «mới tiếp nhận trong kỳ» ghi 4.347, nhưng «trực tuyến» + «trực tiếp và bưu "
        "chính» là 3.812 + 711 = 4.523, lệch 176; tổng này lại bằng «tổng số tiếp nhận».",
        "Cấp xã: «tổng số tiếp nhận» ghi 4.523, nhưng «đã giải quyết» + «đang giải quyết» là "
        "4.269 + 148 = 4.417, lệch 106.",
    ]


def test_levels_that_do_not_add_up_to_the_whole_are_said() -> None:
    digitised = check_sum("Số hóa", ("toàn thành phố", 5086), [("huyện", 991), ("xã", 4044)])
    due = check_sum("Phải số hóa", ("toàn thành phố", 5741), [("huyện", 1138), ("xã", 4523)])
    assert str(digitised) == (
        "Số hóa: «toàn thành phố» ghi 5.086, nhưng «huyện» + «xã» là 991 + 4.044 = 5.035, lệch 51."
    )
    assert str(due) == (
        "Phải số hóa: «toàn thành phố» ghi 5.741, nhưng «huyện» + «xã» là 1.138 + 4.523 = 5.661, "
        "lệch 80."
    )


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (5086, 5741, "88,59"),
        (991, 1138, "87,08"),
        (4044, 4523, "89,40"),  # cut, not rounded
        (5238, 5661, "92,52"),  # rounded, not cut
        (340, 436, "78"),
    ],
)
def test_a_rate_that_is_its_share_rounded_or_cut_is_right(
    part: int, whole: int, percent: str
) -> None:
    assert check_rate("Báo cáo", "tỷ lệ", part, whole, percent) is None


def test_a_rate_of_another_whole_is_said() -> None:
    found = check_rate("Báo cáo", "tỷ lệ", 340, 445, "78")
    assert str(found) == "Báo cáo: «tỷ lệ» ghi 78%, nhưng 340/445 là 76,40%."


def test_the_rate_of_sa_dec_divides_by_what_was_received_and_ours_names_its_whole() -> None:
    both = {name: SA_DEC_CITY[name] + SA_DEC_COMMUNES[name] for name in SA_DEC_CITY}
    figures = figures_by(_register(both, "TP"), PERIOD, lambda _: "")[""]
    assert both[EARLY] + both[ON_TIME] == 5238
    assert both[RECEIVED] == 5661
    assert str(rates_of(figures)[0]) == (
        "đúng hạn (trước hạn và đúng hạn): 100% (5238/5238 hồ sơ đã giải quyết)"
    )


@pytest.mark.papers
@pytest.mark.parametrize(
    ("paper", "numbers"),
    [
        ("002_4b8c83fab6bed537.txt", ("1.138", "1.039", "1.028", "969", "4.523", "4.347", "4.269")),
        ("003_a84f4923c3567f1b.txt", ("26.089", "25.830", "24.497", "114.371", "102.061", "2.506")),
    ],
)
def test_the_numbers_above_stand_in_the_papers(paper: str, numbers: tuple[str, ...]) -> None:
    path = PAPERS / paper
    if not path.exists():
        pytest.skip("the papers are not beside the project")
    text = path.read_text(encoding="utf-8")
    assert [number for number in numbers if number not in text] == []
