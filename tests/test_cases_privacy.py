"""Nothing of a person is in a message that leaves the office: lists of every kind, answers."""

import logging
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cases.answers import CaseDesk, Viewer
from cases.cases import Person
from cases.columns import read_names
from cases.groups import Group, Kind
from cases.outbox import Outbox
from cases.register import Register, Scope
from cases.sample import sample_cases
from cases.schedule import Schedule
from cases.statuses import Nearness
from cases.table_file import REGISTER_HEAD, register_row, write_table
from cases.working_days import working_days
from corpus.database import Database
from corpus.schema import VIETNAM
from corpus.text import fold
from tests.clocks import Clock

DAYS = working_days()
FIRST = datetime(2026, 11, 25, 7, 30, tzinfo=VIETNAM)
WEEKS = 2
KINDS = {
    Kind.DAILY: Scope(),
    Kind.WEEKLY: Scope(fields=frozenset({"Đất đai"})),
    Kind.MONTHLY: Scope(),
    Kind.ESCALATION: Scope(),
    Kind.PERSONAL: Scope(officer="Trần Văn Giả"),
}
GROUPS = [
    Group(name=kind, kind=kind, channel="telegram", recipient="9", scope=scope, days=3)
    for kind, scope in KINDS.items()
]
QUESTIONS = (
    "hiện có bao nhiêu hồ sơ quá hạn",
    "danh sách hồ sơ sắp đến hạn hôm nay",
    "tháng này có những hồ sơ trễ hạn nào",
    "hiện nay đang giải quyết bao nhiêu hồ sơ",
    "phòng Kinh tế còn bao nhiêu hồ sơ tạm dừng",
)
# A phone, a citizen's number, an address of e-mail; a case's code and a moment are none.
SHAPES = re.compile(r"(?<![\d.-])0\d{9}(?!\d)|(?<![\d-])\d{12}(?!\d)|[\w.]+@\w+\.\w+")


@pytest.fixture
def clock() -> Clock:
    return Clock(FIRST)


def fill(register: Register, folder: Path, day: date) -> list[Person]:
    """A register as of a day; who filed its cases."""
    made = list(sample_cases(1_200, 11, day, DAYS))
    path = folder / "so.xlsx"
    rows = (register_row(number, case) for number, case in enumerate(made, start=1))
    write_table(path, "Sổ", REGISTER_HEAD, rows)
    register.take_in(path, read_names(), datetime.combine(day, FIRST.time(), VIETNAM))
    return [case.applicant for case in made]


def test_no_message_of_any_list_names_an_applicant(
    database: Database, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    register, outbox = Register(database, clock), Outbox(database, clock)
    schedule = Schedule(register=register, outbox=outbox, days=DAYS, near=Nearness())
    people: set[Person] = set()
    messages: list[str] = []
    kinds: set[str] = set()
    for days in range(7 * WEEKS):
        clock.now = FIRST + timedelta(days=days)
        if days % 3 == 0:
            people |= set(fill(register, tmp_path, clock.now.date()))
        kinds |= {key.partition("/")[0] for key in schedule.make_due(GROUPS, clock.now)}
        messages += [each.text for each in outbox.texts(clock.now.date())]
    assert kinds == set(KINDS)
    assert len(messages) > 30
    assert len(people) > 1_000
    assert found_in("\n".join([*messages, caplog.text]), people) == []


def test_no_answer_in_a_group_names_an_applicant(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    register = Register(database, clock)
    people = set(fill(register, tmp_path, FIRST.date()))
    desk = CaseDesk(register=register, days=DAYS, near=Nearness())
    codes = [case.code for case in register.all_cases()][:200]
    asked = [*QUESTIONS, *(f"hồ sơ {code} còn mấy ngày" for code in codes)]
    viewer = Viewer(units=None, in_group=True)
    answers = [desk.ask(question, viewer, FIRST.date()) for question in asked]
    texts = [answer.text for answer in answers if answer is not None]
    assert len(texts) == len(asked)
    assert found_in("\n".join(texts), people) == []


def found_in(text: str, people: set[Person]) -> list[str]:
    """What of the people, or of the shape of such things, stands in a text."""
    plain = fold(text).lower()
    private = {value for each in people for value in (each.name, each.address, each.phone) if value}
    assert private
    return [value for value in private if fold(value).lower() in plain] + SHAPES.findall(text)


def test_the_scan_finds_what_it_looks_for() -> None:
    people = {Person(name="Nguyễn Thị Kín", phone="0911222333", address="ấp Kín")}
    text = "hồ sơ của nguyen thi kin, 0911222333, 079123456789"
    assert sorted(found_in(text, people)) == [
        "079123456789",
        "0911222333",
        "0911222333",
        "Nguyễn Thị Kín",
    ]
