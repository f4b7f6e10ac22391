"""How often: the monthly report is not answered by the quarterly one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answer.assistant import Assistant
from answer.turns import Turn, asked_turn, speaks_of_turn
from bench.questions import assistant_over
from index.static_model import load_static_model

SAMPLES = Path(__file__).parents[1] / "samples"
TODAY = date(2026, 11, 25)
MONTHLY = Turn(work="bao cao", often="month")


@pytest.fixture(scope="module")
def assistant() -> Iterator[Assistant]:
    with assistant_over(SAMPLES / "papers", load_static_model()) as made:
        yield made


@pytest.mark.parametrize(
    ("question", "often"),
    [
        ("bao cao thang gui truoc ngay nao", "month"),
        ("bao cao hang thang gui ai", "month"),
        ("bao cao dinh ky hang quy nop khi nao", "quarter"),
        ("bao cao 6 thang gui truoc ngay nao", "half"),
        ("bao cao 9 thang gui truoc ngay nao", "nine months"),
        ("bao cao nam nop khi nao", "year"),
        ("hop giao ban tuan vao luc nao", "week"),
    ],
)
def test_report_of_a_turn_is_recognised(question: str, often: str) -> None:
    turn = asked_turn(question)
    assert turn is not None
    assert turn.often == often


@pytest.mark.parametrize(
    "question",
    [
        "bao cao quy iii neu gi",
        "bao cao quy 3 neu gi",
        "bao cao nam 2023 neu gi",
        "bao cao thang nay gui khi nao",
        "bao cao quy dinh the nao",
        "bao cao gui thang nao",
    ],
)
def test_a_certain_quarter_or_year_is_no_turn(question: str) -> None:
    assert asked_turn(question) is None


def test_text_speaks_of_a_turn_in_one_statement_with_the_work() -> None:
    assert speaks_of_turn(MONTHLY, "gui bao cao truoc ngay 25 hang thang")
    assert speaks_of_turn(MONTHLY, "bao cao thang gui truoc ngay 25")
    assert not speaks_of_turn(MONTHLY, "bao cao 6 thang gui truoc ngay 14 thang 6")
    assert not speaks_of_turn(MONTHLY, "bao cao quy gui truoc ngay 14 cua thang cuoi quy")
    assert not speaks_of_turn(MONTHLY, "hop giao ban hang thang; bao cao khi co yeu cau")


def test_monthly_report_has_the_day_of_the_monthly_report(assistant: Assistant) -> None:
    answer = assistant.answer("báo cáo tháng của Trung tâm gửi trước ngày nào", TODAY)
    assert "trước ngày 25 hằng tháng" in answer.quotes[0].text


def test_quarterly_report_has_its_own_day(assistant: Assistant) -> None:
    answer = assistant.answer("báo cáo quý gửi trước ngày nào", TODAY)
    assert answer.conclusion[0].text == "- Báo cáo quý: gửi trước ngày 14 của tháng cuối quý."
    assert len(answer.conclusion) == 1


def test_monthly_report_is_found_without_accents(assistant: Assistant) -> None:
    answer = assistant.answer("bao cao thang cua trung tam gui truoc ngay may", TODAY)
    assert "trước ngày 25 hằng tháng" in answer.quotes[0].text


def test_meeting_with_the_departments_gives_nobody_a_duty(assistant: Assistant) -> None:
    answer = assistant.answer("báo cáo tháng gửi ai", TODAY)
    assert "họp giao ban" not in answer.conclusion[0].text
