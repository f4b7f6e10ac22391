"""The register: which duties stand, whose they are, when they are due, which are done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.documents import ReadDocument
from corpus.obligation_store import Task, TaskFilter, UnknownObligationError
from corpus.store import Store, open_store
from corpus.units import Unit
from ingest.read import read_file
from ingest.register import refresh_register
from tests.old_stores import bring_back_to_first_version

GOLDEN = Path(__file__).parent / "golden" / "tasks"
NOW = datetime(2024, 3, 12, 1, 0, tzinfo=UTC)
TODAY = date(2024, 3, 12)
QUARTER = TaskFilter(first_day=date(2024, 4, 1), last_day=date(2024, 6, 30))
KEPT_BY_OFFICE = "5-ct-ubnd/4#1"
DIRECTIVE = "5-ct-ubnd"


@pytest.fixture
def directive() -> ReadDocument:
    return read_file(GOLDEN / "directive.txt")


@pytest.fixture
def store(url: str, directive: ReadDocument) -> Iterator[Store]:
    with open_store(url, now=lambda: NOW) as opened:
        opened.put(directive)
        yield opened


def places(tasks: tuple[Task, ...]) -> list[str]:
    return [task.obligation.id.partition("/")[2] for task in tasks]


def test_duties_are_read_back_as_they_were_written(store: Store, directive: ReadDocument) -> None:
    found = sorted((task.obligation for task in store.tasks(TODAY)), key=lambda one: one.start)
    assert tuple(found) == directive.obligations


def test_the_earliest_due_come_first_and_those_without_a_day_last(store: Store) -> None:
    due = [task.due_on for task in store.tasks(TODAY)]
    dated = [day for day in due if day is not None]
    assert dated == sorted(dated)
    assert due[: len(dated)] == dated
    assert due[-1] is None


def test_a_unit_is_found_by_its_short_form_and_through_its_group(store: Store) -> None:
    found = store.tasks(TODAY, TaskFilter(unit="pnv"))
    assert {(place, task.through) for place, task in zip(places(found), found, strict=True)} == {
        ("1/a#1", "Các phòng chuyên môn"),
        ("1/b#1", "Các phòng chuyên môn"),
        ("1/c#1", "Các phòng chuyên môn"),
        ("2/g1#1", None),
        ("2/g2#1", None),
        ("p2#1", None),
    }


def test_a_unit_of_another_place_has_none_of_the_duties(store: Store) -> None:
    assert store.tasks(TODAY, TaskFilter(unit="Phòng Nội vụ huyện Bến Sao")) == ()
    assert len(store.tasks(TODAY, TaskFilter(unit="Phòng Nội vụ huyện Cù Lao"))) == 6


def test_a_commune_is_meant_by_its_group_when_the_office_lists_it(store: Store) -> None:
    group = Unit(name="UBND các xã, thị trấn", members=("UBND xã Bãi Cồn",))
    listed = store.tasks(TODAY, TaskFilter(unit="UBND xã Bãi Cồn"), [group])
    other = store.tasks(TODAY, TaskFilter(unit="UBND xã Gò Sậy"), [group])
    assert places(listed) == ["1/c#1", "1/a#1", "1/b#1"]
    assert other == ()


def test_an_interval_counts_both_days_and_the_turns_of_a_rule(store: Store) -> None:
    found = store.tasks(TODAY, QUARTER)
    days = {task.obligation.id: task.due_on for task in found}
    assert days[f"{DIRECTIVE}/3#1"] == date(2024, 4, 30)
    assert days[f"{DIRECTIVE}/1/c#1"] == date(2024, 4, 20)
    assert days[f"{DIRECTIVE}/2/g1#1"] == date(2024, 6, 30)
    assert f"{DIRECTIVE}/1/a#1" not in days


def test_a_done_duty_is_not_open_until_it_is_taken_back(store: Store) -> None:
    assert store.mark_done(KEPT_BY_OFFICE, by="Lê Thị Mai", on=TODAY, note="đã đăng") is None
    (done,) = [task for task in store.tasks(TODAY) if task.completion]
    assert done.obligation.id == KEPT_BY_OFFICE
    assert done.completion is not None
    assert (done.completion.by, done.completion.done_on) == ("Lê Thị Mai", TODAY)
    assert "4#1" not in places(store.tasks(TODAY, TaskFilter(only_open=True)))
    assert store.take_back(KEPT_BY_OFFICE, by="Trần Văn Út") is True
    assert store.take_back(KEPT_BY_OFFICE, by="Trần Văn Út") is False
    assert "4#1" in places(store.tasks(TODAY, TaskFilter(only_open=True)))


def test_marking_again_gives_who_marked_before(store: Store) -> None:
    store.mark_done(KEPT_BY_OFFICE, by="Lê Thị Mai", on=TODAY)
    before = store.mark_done(KEPT_BY_OFFICE, by="Trần Văn Út", on=TODAY)
    assert before is not None
    assert before.by == "Lê Thị Mai"


def test_a_duty_that_is_not_there_can_not_be_done(store: Store) -> None:
    with pytest.raises(UnknownObligationError, match="Không có nhiệm vụ «khong-co»"):
        store.mark_done("khong-co", by="Mai", on=TODAY)
    with pytest.raises(UnknownObligationError, match="Không có nhiệm vụ «khong-co»"):
        store.take_back("khong-co", by="Mai")


def test_duties_of_a_withdrawn_paper_leave_the_register(store: Store) -> None:
    store.withdraw(DIRECTIVE)
    assert store.tasks(TODAY) == ()
    store.restore(DIRECTIVE)
    assert len(store.tasks(TODAY)) == 11


def revised(directive: ReadDocument, before: str, after: str, folder: Path) -> ReadDocument:
    text = (GOLDEN / "directive.txt").read_text(encoding="utf-8")
    assert before in text
    path = folder / "directive.txt"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return read_file(path)


def test_a_revision_takes_the_place_of_the_duties_before(
    store: Store, directive: ReadDocument, tmp_path: Path
) -> None:
    store.mark_done(f"{DIRECTIVE}/1/a#1", by="Mai", on=TODAY)
    store.mark_done(f"{DIRECTIVE}/4#1", by="Mai", on=TODAY)
    store.put(revised(directive, "trước ngày 25/3/2024", "trước ngày 28/3/2024", tmp_path))
    tasks = {task.obligation.id: task for task in store.tasks(TODAY)}
    assert len(tasks) == 11
    assert tasks[f"{DIRECTIVE}/1/a#1"].due_on == date(2024, 3, 28)
    # What was done was the duty of other words; the one whose words are the same stays done.
    assert tasks[f"{DIRECTIVE}/1/a#1"].completion is None
    assert tasks[f"{DIRECTIVE}/4#1"].completion is not None


def test_papers_stored_before_the_register_are_read_once(url: str, directive: ReadDocument) -> None:
    with open_store(url) as store:
        store.put(replace(directive, obligations=(), obligation_rules=0))
        assert store.tasks(TODAY) == ()
        assert refresh_register(store) == 1
        assert len(store.tasks(TODAY)) == 11
        assert refresh_register(store) == 0


def test_a_store_of_the_first_version_gets_its_duties(url: str, directive: ReadDocument) -> None:
    with open_store(url) as store:
        store.put(directive)
    bring_back_to_first_version(url)
    with open_store(url) as store:
        assert refresh_register(store) == 1
        assert len(store.tasks(TODAY)) == 11


def test_a_recurring_duty_of_an_interval_is_due_on_its_next_day(store: Store) -> None:
    of_year = TaskFilter(first_day=date(2024, 1, 1), last_day=date(2024, 12, 31))
    found = [
        task.due_on
        for task in store.tasks(date(2024, 9, 9), of_year)
        if task.obligation.deadline is not None and task.obligation.deadline.recurrence is not None
    ]
    assert found
    assert all(due is not None and due >= date(2024, 9, 9) for due in found)


def test_a_recurring_duty_is_not_due_before_its_paper(url: str, directive: ReadDocument) -> None:
    recurring = [
        replace(one, deadline=replace(one.deadline, first_day=None))
        for one in directive.obligations
        if one.deadline is not None and one.deadline.recurrence is not None
    ]
    assert recurring
    year_before = TaskFilter(first_day=date(2023, 1, 1), last_day=date(2023, 12, 31))
    with open_store(url) as store:
        store.put(replace(directive, obligations=tuple(recurring)))
        assert store.tasks(TODAY, year_before) == ()
