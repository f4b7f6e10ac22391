"""Audiences: who is admitted, what is kept, what it leaves of the store."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from corpus.audiences import (
    AT_THE_MACHINE,
    EVERYBODY,
    OUTSIDER,
    Audience,
    Reader,
    audience_of,
    audiences,
    find_audience,
    hidden_from,
    reader_of,
    set_audience,
)
from corpus.audit import list_entries
from corpus.errors import UnknownDocumentError
from corpus.pending import add_pending, publish
from corpus.schema import VIETNAM
from corpus.staff import Role, Staff
from corpus.store import Store, open_store
from ingest.read import read_file

NOW = datetime(2026, 3, 16, 9, tzinfo=VIETNAM)
PLAN = Path(__file__).parents[1] / "samples" / "papers" / "kh-12-cai-cach-hanh-chinh-2026.docx"
LEADERS = Audience(roles=frozenset({Role.LEADER}))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/kho.db", now=lambda: NOW) as opened:
        opened.put(read_file(PLAN))
        yield opened


def person(role: Role, unit: str = "", *units: str, is_active: bool = True) -> Reader:
    return reader_of(
        Staff(
            id=1,
            account="a",
            name="A",
            unit=unit,
            role=role,
            units=units,
            is_active=is_active,
            has_password=True,
            locked_until=None,
        )
    )


def test_document_is_for_everybody_until_somebody_says_otherwise(store: Store) -> None:
    assert find_audience(store, "12-kh-ubnd") == EVERYBODY
    assert hidden_from(store, OUTSIDER) == frozenset()


def test_role_admits_and_so_does_a_unit(store: Store) -> None:
    audience = audience_of(["Phòng Nội vụ"], [Role.LEADER])
    set_audience(store, "12-kh-ubnd", audience, staff_id=1, channel="web")
    hidden = frozenset({"12-kh-ubnd"})
    assert hidden_from(store, person(Role.LEADER)) == frozenset()
    assert hidden_from(store, person(Role.VIEWER, "phong noi vu")) == frozenset()
    assert hidden_from(store, person(Role.VIEWER, "Văn phòng", "Phòng Nội vụ")) == frozenset()
    assert hidden_from(store, person(Role.OFFICER, "Phòng Kinh tế")) == hidden
    assert hidden_from(store, OUTSIDER) == hidden


def test_who_sees_the_whole_office_is_not_of_every_unit() -> None:
    of_unit = audience_of(["Phòng Nội vụ"], [])
    assert not of_unit.admits(person(Role.LEADER, "Văn phòng"))
    assert not of_unit.admits(person(Role.CONTROLLER, "Văn phòng"))


def test_administrator_and_commands_see_all() -> None:
    assert LEADERS.admits(person(Role.ADMINISTRATOR))
    assert LEADERS.admits(AT_THE_MACHINE)


def test_person_who_left_is_an_outsider() -> None:
    assert person(Role.ADMINISTRATOR, is_active=False) == OUTSIDER


def test_change_takes_the_place_of_the_one_before_and_is_noted(store: Store) -> None:
    set_audience(store, "12-kh-ubnd", LEADERS, staff_id=7, channel="web")
    set_audience(store, "12-kh-ubnd", audience_of(["Ban A"], []), staff_id=7, channel="web")
    assert audiences(store) == {"12-kh-ubnd": Audience(units=("Ban A",))}
    newest, first = list_entries(store)
    assert (newest.action, newest.subject, newest.staff_id) == (
        "document.audience",
        "12-kh-ubnd",
        7,
    )
    assert (first.result, newest.result) == ("Lãnh đạo", "Ban A")


def test_unknown_document_has_no_audience(store: Store) -> None:
    with pytest.raises(UnknownDocumentError, match="khong-co"):
        set_audience(store, "khong-co", LEADERS, staff_id=None, channel="cli")


def test_store_without_a_document_tells_nothing_of_it(store: Store) -> None:
    seen = store.without(frozenset({"12-kh-ubnd"}))
    revision = store.document("12-kh-ubnd").revision
    assert seen.documents(include_withdrawn=True) == ()
    with pytest.raises(UnknownDocumentError, match="12-kh-ubnd"):
        seen.document("12-kh-ubnd")
    with pytest.raises(UnknownDocumentError, match="12-kh-ubnd"):
        seen.document("12-kh-ubnd", revision=revision)
    with pytest.raises(UnknownDocumentError, match=f"#{revision}"):
        seen.version(revision)
    with pytest.raises(UnknownDocumentError, match="12-kh-ubnd"):
        seen.passages("12-kh-ubnd")
    with pytest.raises(UnknownDocumentError, match="12-kh-ubnd"):
        seen.notes("12-kh-ubnd")
    with pytest.raises(UnknownDocumentError, match="12-kh-ubnd"):
        seen.history("12-kh-ubnd")


def test_withdrawn_paper_that_is_hidden_is_not_told_of_either(store: Store) -> None:
    store.withdraw("12-kh-ubnd")
    assert store.withdrawn_ids() == frozenset({"12-kh-ubnd"})
    assert store.without(frozenset({"12-kh-ubnd"})).withdrawn_ids() == frozenset()


def test_paper_is_published_for_its_audience_in_one_step(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "mat.txt"
    path.write_text("Số: 51/TB-UBND\nTHÔNG BÁO\nVề lịch trực\nTrực từ 01/4/2026.\n", "utf-8")
    waits = add_pending(store, read_file(path))
    assert waits is not None
    stored = publish(store, waits.id, "Lan", LEADERS)
    assert find_audience(store, stored.document_id) == LEADERS


def test_new_version_keeps_the_audience_where_none_is_named(store: Store, tmp_path: Path) -> None:
    set_audience(store, "12-kh-ubnd", LEADERS, staff_id=None, channel="cli")
    path = tmp_path / PLAN.name
    path.write_bytes(PLAN.read_bytes() + b"\0")
    waits = add_pending(store, read_file(path))
    assert waits is not None
    assert publish(store, waits.id).document_id == "12-kh-ubnd"
    assert find_audience(store, "12-kh-ubnd") == LEADERS
