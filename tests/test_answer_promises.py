"""What an answer promises: checked against the store, the same each time, whole lists."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.answers import Kind
from answer.assistant import Assistant
from answer.dialogue import Dialogue
from bench.questions import assistant_of, read_questions, store_of, without_accents
from corpus.obligation_store import TaskFilter
from corpus.schema import revisions
from corpus.store import Store
from index.static_model import load_static_model

SAMPLES = Path(__file__).parents[1] / "samples"
GOLD = read_questions(SAMPLES / "questions.json")
QUESTIONS = [question.text for question in (*GOLD, *without_accents(GOLD))]
TODAY = date(2026, 11, 20)
ASKED = "Báo cáo cải cách hành chính hằng quý của các đơn vị phải gửi trước ngày nào?"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with store_of(SAMPLES / "papers") as made:
        yield made


@pytest.fixture(scope="module")
def assistant(store: Store) -> Iterator[Assistant]:
    with assistant_of(store, load_static_model()) as made:
        yield made


@pytest.fixture(scope="module")
def other(store: Store) -> Iterator[Assistant]:
    """Another program over the same store, with an index of its own."""
    with assistant_of(store, load_static_model()) as made:
        yield made


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(QUESTIONS), st.sampled_from([None, *QUESTIONS[:6]]))
def test_same_question_over_the_same_library_has_one_answer(
    assistant: Assistant, other: Assistant, question: str, before: str | None
) -> None:
    dialogue = Dialogue(question=before)
    assert assistant.answer(question, TODAY, dialogue) == other.answer(question, TODAY, dialogue)


def test_quote_that_is_not_in_the_store_never_leaves() -> None:
    with store_of(SAMPLES / "papers") as store, assistant_of(store, load_static_model()) as asked:
        assert asked.answer(ASKED, TODAY).answered
        # What no door of the program does: the text is changed behind the index.
        changed = sa.update(revisions).values(text=sa.func.replace(revisions.c.text, "14", "24"))
        with store.database.writing() as connection:
            connection.execute(changed)
        answer = asked.answer(ASKED, TODAY)
    assert (answer.answered, answer.quotes, answer.conclusion) == (False, (), ())
    assert "không khớp từng chữ" in answer.notes[0]


def test_list_of_duties_is_whole_and_says_its_count(assistant: Assistant, store: Store) -> None:
    answer = assistant.answer("Phòng Kinh tế phải làm những gì?", TODAY)
    tasks = store.tasks(TODAY, TaskFilter(unit="Phòng Kinh tế"))
    assert tasks
    assert answer.kind is Kind.TASKS
    assert [quote.text for quote in answer.quotes] == [task.obligation.action for task in tasks]
    assert answer.notes[0].startswith(f"Sổ nhiệm vụ có {len(tasks)} nhiệm vụ của Phòng Kinh tế")


def test_list_within_a_period_has_only_what_is_due_then(assistant: Assistant) -> None:
    answer = assistant.answer("những việc phải xong trong tháng 10/2026", TODAY)
    assert answer.kind is Kind.TASKS
    due = [note for note in answer.notes if note.startswith("[")]
    assert due
    assert [note for note in due if "/10/2026" not in note] == []


def test_own_unit_is_the_one_that_the_chat_knows(assistant: Assistant) -> None:
    mine = assistant.answer(
        "phòng tôi phải làm những gì?", TODAY, Dialogue(own_unit="Phòng Kinh tế")
    )
    named = assistant.answer("Phòng Kinh tế phải làm những gì?", TODAY)
    assert mine.quotes == named.quotes


def test_unknown_own_unit_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.answer("phòng tôi phải làm những gì trong quý này?", TODAY)
    assert not answer.answered
    assert any("thuộc đơn vị nào" in note for note in answer.notes)


def test_question_with_a_matter_is_no_list(assistant: Assistant) -> None:
    answer = assistant.answer("Phòng Kinh tế phải làm gì với hồ sơ quá hạn?", TODAY)
    assert answer.kind is not Kind.TASKS


def test_follow_up_says_how_it_was_read(assistant: Assistant) -> None:
    before = Dialogue(question="Phòng Kinh tế phải làm những gì?")
    answer = assistant.answer("thế còn phòng Văn hóa - Xã hội?", TODAY, before)
    assert answer.notes[0] == ("Câu hỏi được hiểu là: «phòng Văn hóa - Xã hội phải làm những gì?».")
    assert answer.whole_question == "phòng Văn hóa - Xã hội phải làm những gì?"


def test_paper_of_the_answer_before_is_meant_by_that_paper(assistant: Assistant) -> None:
    before = Dialogue(question="Quyết định 15/2026/QĐ-UBND quy định việc gì?")
    answer = assistant.answer("văn bản đó còn hiệu lực không?", TODAY, before)
    assert answer.whole_question == "15/2026/QĐ-UBND còn hiệu lực không?"
