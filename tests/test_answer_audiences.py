"""A question of a person who may not see a paper is answered as if it were not in the library."""

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answer.answers import Answer
from answer.dialogue import Dialogue
from cli.wiring import Library
from corpus.audiences import (
    AT_THE_MACHINE,
    EVERYBODY,
    OUTSIDER,
    Audience,
    Reader,
    hidden_from,
    set_audience,
)
from corpus.staff import Role
from corpus.stored import Outcome
from ingest.read import read_file
from tests.secret_paper import LEADERS, PAPER, PROCEDURE, SECRET, library_of

TODAY = date(2026, 3, 1)
LEADER = Reader(role=Role.LEADER)
ASKED = (
    "Giảm bao nhiêu biên chế trước ngày 30 tháng 6 năm 2026?",
    "lap danh sach dieu chuyen gui ong ta quynh vi truoc ngay nao",
    "ban giao tru so rach tre gua khi nao",
    "bàn giao trụ sở Rạch Tre Gừa khi nào",
    "Kế hoạch 99/KH-UBND do ai ký?",
    "Kế hoạch 99/KH-UBND quy định gì?",
    "Kế hoạch số mấy về sắp xếp nhân sự các phòng chuyên môn năm 2026 do ai ký?",
    "Kế hoạch 12/KH-UBND còn hiệu lực không?",
    "Kế hoạch 12 đã được thay thế chưa",
    "Quyết định 771/QĐ-UBND còn hiệu lực không?",
    "Phòng Nội vụ phải làm gì trong quý II/2026?",
    "Những nhiệm vụ nào đến hạn trong tháng 5/2026?",
    "Thủ tục 9.000102 giải quyết trong bao lâu?",
    "Phòng Nội vụ rà soát thủ tục hành chính trước ngày nào?",
    "Hạn gửi báo cáo quý về cải cách hành chính là ngày nào?",
    "Thư xin lỗi gửi cho ai?",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("du"), with_secrets=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The same office, to which the two papers never came."""
    with library_of(tmp_path_factory.mktemp("thieu"), with_secrets=False) as opened:
        yield opened


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[Library]:
    """An office of its own: versions that were replaced count in how rare a word is."""
    home = tmp_path / "rieng"
    home.mkdir()
    with library_of(home, with_secrets=True) as opened:
        yield opened


def told(answer: Answer) -> Answer:
    """All that a person is told of an answer; how sure it is stays inside."""
    return dataclasses.replace(answer, confidence=0.0)


@pytest.mark.parametrize("question", ASKED)
def test_outsider_is_answered_as_if_the_paper_were_not_there(
    library: Library, without: Library, question: str
) -> None:
    here = library.ask(question, TODAY, reader=OUTSIDER)
    there = without.ask(question, TODAY, reader=AT_THE_MACHINE)
    assert told(here) == told(there)


@pytest.mark.parametrize("question", [ASKED[0], ASKED[1], ASKED[4], ASKED[7], ASKED[10]])
def test_leader_is_answered_from_the_paper(library: Library, question: str) -> None:
    quoted = {quote.document_id for quote in library.ask(question, TODAY, reader=LEADER).quotes}
    assert SECRET in quoted


def test_outsider_after_a_leader_reads_nothing_that_was_kept_for_the_leader(
    library: Library,
) -> None:
    first = library.ask(ASKED[0], TODAY, reader=LEADER)
    second = library.ask(ASKED[0], TODAY, reader=OUTSIDER)
    assert (first.answered, second.answered) == (True, False)
    assert SECRET not in {quote.document_id for quote in second.quotes}


def test_follow_up_of_an_outsider_rests_on_what_they_may_see(
    library: Library, without: Library
) -> None:
    before = Dialogue(question="Giảm bao nhiêu biên chế trước ngày 30 tháng 6 năm 2026?")
    here = library.ask("văn bản đó do ai ký?", TODAY, before, reader=OUTSIDER)
    there = without.ask("văn bản đó do ai ký?", TODAY, before, reader=AT_THE_MACHINE)
    assert told(here) == told(there)


def test_lists_of_an_outsider_hold_neither_paper_nor_procedure_nor_duty(library: Library) -> None:
    store = library.views.of(OUTSIDER).store
    assert not {SECRET, PROCEDURE} & {document.id for document in store.documents()}
    assert PROCEDURE not in {procedure.code for procedure in store.procedures()}
    assert store.procedure(PROCEDURE) is None
    papers = {task.obligation.citation.document_id for task in store.tasks(TODAY)}
    assert papers
    assert SECRET not in papers


def test_validity_as_an_outsider_knows_it_is_not_drawn_from_the_paper(library: Library) -> None:
    here = library.views.of(OUTSIDER).book.of_paper("12-kh-ubnd", TODAY)
    whole = library.book.of_paper("12-kh-ubnd", TODAY)
    assert here is not None
    assert whole is not None
    assert here.successors == ()
    assert whole.successors == ("99/KH-UBND",)


def test_new_version_of_the_paper_is_for_the_same_people(changing: Library, tmp_path: Path) -> None:
    changed = tmp_path / "mat.txt"
    changed.write_text(PAPER.replace("Giảm 07", "Giảm 08"), encoding="utf-8")
    changing.index.refresh()
    assert changing.store.put(read_file(changed)).outcome is Outcome.REVISED
    outsider = changing.ask(ASKED[0], TODAY, reader=OUTSIDER)  # before anything else indexed it
    leader = changing.ask(ASKED[0], TODAY, reader=LEADER)
    assert SECRET not in {quote.document_id for quote in outsider.quotes}
    assert leader.conclusion[0].text.startswith("1. Giảm 08")


def test_narrow_audience_keeps_all_that_is_left_findable(library: Library) -> None:
    """However many papers are hidden, the filter stands before the ranking."""
    kept = {"214-bc-ubnd"}
    others = {document.id for document in library.store.documents()} - kept
    index = library.index.without(frozenset(others))
    found = index.search("cải cách hành chính", 1_000)
    revision = library.store.document("214-bc-ubnd").revision
    everything = library.index.search("cải cách hành chính", 1_000, only=frozenset({revision}))
    assert {hit.document.id for hit in found} == kept
    assert {hit.ordinal for hit in found} == {hit.ordinal for hit in everything}


def test_words_of_the_paper_alone_are_not_known_to_an_outsider(library: Library) -> None:
    hidden = hidden_from(library.store, OUTSIDER)
    whole, seen = library.index, library.index.without(hidden)
    assert whole.counter()("quynh_vi") == 1
    assert seen.counter()("quynh_vi") == 0
    assert seen.size() < whole.size()


def test_change_of_an_audience_holds_for_the_next_question(library: Library) -> None:
    set_audience(library.store, SECRET, EVERYBODY, staff_id=None, channel="cli")
    opened = library.ask(ASKED[3], TODAY, reader=OUTSIDER)
    unit = Audience(units=("Phòng Nội vụ",))
    set_audience(library.store, SECRET, unit, staff_id=None, channel="cli")
    of_unit = Reader(role=Role.OFFICER, unit_keys=frozenset({"phong noi vu"}))
    inside = library.ask(ASKED[3], TODAY, reader=of_unit)
    outside = library.ask(ASKED[3], TODAY, reader=LEADER)
    set_audience(library.store, SECRET, LEADERS, staff_id=None, channel="cli")
    assert (opened.answered, inside.answered, outside.answered) == (True, True, False)
