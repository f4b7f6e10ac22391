"""Which paper is about a matter: the paper whose subject it is, not those that mention it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answer.answers import Kind
from answer.assistant import Assistant
from answer.papers_on import asks_for_papers
from bench.questions import assistant_over
from index.static_model import load_static_model

SAMPLES = Path(__file__).parents[1] / "samples"
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def assistant() -> Iterator[Assistant]:
    with assistant_over(SAMPLES / "papers", load_static_model()) as made:
        yield made


@pytest.mark.parametrize(
    ("question", "is_asked"),
    [
        ("van ban nao quy dinh viec xin loi", True),
        ("quyet dinh nao hien quy dinh chi tieu", True),
        ("ke hoach nao ve so hoa", True),
        ("van ban nao thay the quyet dinh 22", False),
        ("quy dinh nay co hieu luc khi nao", False),
    ],
)
def test_question_for_a_paper_is_recognised(question: str, *, is_asked: bool) -> None:
    assert asks_for_papers(question) is is_asked


@pytest.mark.parametrize(
    "question",
    ["văn bản nào quy định việc xin lỗi khi hồ sơ trễ hạn", "van ban nao quy dinh ve xin loi"],
)
def test_paper_whose_subject_it_is_is_named_first(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question, TODAY)
    assert answer.kind is Kind.REFERENCE
    assert {quote.document_id for quote in answer.quotes} == {"15-2026-qd-ubnd"}
    assert "Quy định về xin lỗi" in answer.conclusion[0].text
    assert "Số: 15/2026/QĐ-UBND" in answer.conclusion[1].text


def test_matter_that_no_paper_is_about_names_none(assistant: Assistant) -> None:
    assert not assistant.answer("văn bản nào quy định về đăng ký kết hôn", TODAY).answered


@pytest.mark.parametrize(
    "question",
    [
        "xã Bình Minh Tây có quyết định nào quy định chỉ tiêu",
        "quyết định nào của xã Bình Minh Tây quy định chỉ tiêu",
    ],
)
def test_paper_of_the_office_that_is_named(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question, TODAY)
    assert {quote.document_id for quote in answer.quotes} == {"86-qd-ubnd"}
    assert answer.confidence == 1.0


def test_name_of_the_office_is_no_matter_of_a_paper(assistant: Assistant) -> None:
    answer = assistant.answer("xã Bình Minh Tây có văn bản nào quy định về chợ đêm", TODAY)
    assert not answer.answered
