"""Answers over the sample papers: verbatim, the same each time, refused where nothing is held."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answer.answers import Answer, Kind
from answer.assistant import Assistant
from bench.questions import assistant_over, read_questions
from corpus.documents import ReadDocument
from index.static_model import load_static_model
from ingest.read import read_file

SAMPLES = Path(__file__).parents[1] / "samples"
QUESTIONS = [question.text for question in read_questions(SAMPLES / "questions.json")]
TODAY = date(2026, 11, 20)
TEMPERATURE = "Nhiệt độ sôi của thủy ngân là bao nhiêu độ?"


@pytest.fixture(scope="module")
def assistant() -> Iterator[Assistant]:
    with assistant_over(SAMPLES / "papers", load_static_model()) as made:
        yield made


@pytest.fixture(scope="module")
def papers() -> dict[str, ReadDocument]:
    return {path.name: read_file(path) for path in (SAMPLES / "papers").iterdir()}


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> list[Answer]:
    return [assistant.answer(text, TODAY) for text in QUESTIONS]


def test_every_quote_is_verbatim_in_its_document(
    answers: list[Answer], papers: dict[str, ReadDocument]
) -> None:
    quotes = [quote for answer in answers for quote in answer.quotes]
    assert quotes
    assert [quote.text for quote in quotes] == [
        papers[quote.source].document.text[quote.start : quote.end] for quote in quotes
    ]


def test_every_quote_begins_on_the_page_that_it_names(
    answers: list[Answer], papers: dict[str, ReadDocument]
) -> None:
    quotes = [quote for answer in answers for quote in answer.quotes]
    bounds = [
        (*papers[quote.source].document.page_starts, len(papers[quote.source].document.text))
        for quote in quotes
    ]
    wrong = [
        quote
        for quote, bound in zip(quotes, bounds, strict=True)
        if not bound[quote.page - 1] <= quote.start < bound[quote.page]
    ]
    assert wrong == []


def test_conclusions_stand_in_the_quotes_that_they_name(answers: list[Answer]) -> None:
    spans = [(answer, span) for answer in answers for span in answer.conclusion]
    assert spans
    assert [s for answer, s in spans if s.text not in answer.quotes[s.quote - 1].text] == []


def test_answer_has_a_conclusion_and_a_refusal_has_none(answers: list[Answer]) -> None:
    assert {answer.answered for answer in answers} == {True, False}
    assert [answer for answer in answers if bool(answer.conclusion) != answer.answered] == []


def test_same_question_twice_gives_the_same_answer(
    assistant: Assistant, answers: list[Answer]
) -> None:
    assert [assistant.answer(text, TODAY) for text in QUESTIONS[:8]] == answers[:8]


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        (
            "Sổ hộ tịch của ba xã cũ phải số hóa xong khi nào?",
            "so ho tich cua ba xa cu phai so hoa xong khi nao",
        ),
        (
            "Phòng Kinh tế giải quyết xong 09 hồ sơ quá hạn chậm nhất ngày nào?",
            "phong kinh te giai quyet xong 09 ho so qua han cham nhat ngay nao",
        ),
        (
            "Quyết định 15/2026/QĐ-UBND có hiệu lực từ ngày nào?",
            "quyet dinh 15/2026/QD-UBND co hieu luc tu ngay nao",
        ),
    ],
)
def test_question_without_accents_finds_the_same_first_quote(
    assistant: Assistant, written: str, bare: str
) -> None:
    first = assistant.answer(written, TODAY).quotes[0]
    assert assistant.answer(bare, TODAY).quotes[0] == first


def test_reading_of_a_question_without_accents_is_said(assistant: Assistant) -> None:
    answer = assistant.answer("so ho tich cua ba xa cu phai so hoa xong khi nao", TODAY)
    assert answer.notes[0].startswith("Câu hỏi được hiểu là: «sổ hộ tịch")


@pytest.mark.parametrize(
    "question", ["Cách nấu canh chua cá lóc", TEMPERATURE, "Bitcoin, ethereum và blockchain"]
)
def test_question_about_nothing_in_the_library_is_refused(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question, TODAY)
    assert not answer.answered
    assert answer.conclusion == ()


def test_refusal_names_the_nearest_passages(assistant: Assistant) -> None:
    answer = assistant.answer("Cách nấu canh chua cá lóc", TODAY)
    assert 1 <= len(answer.quotes) <= 3


@pytest.mark.parametrize("question", ["", "   ", "?", "là gì"])
def test_question_without_matter_is_refused(assistant: Assistant, question: str) -> None:
    assert not assistant.answer(question, TODAY).answered


def test_paper_that_is_only_cited_is_said_to_be_absent(assistant: Assistant) -> None:
    answer = assistant.answer("Quyết định 999/QĐ-UBND quy định những gì?", TODAY)
    assert not answer.answered
    assert "999/QĐ-UBND" in answer.notes[0]


def test_days_are_counted_from_the_day_given(assistant: Assistant) -> None:
    question = "Sổ hộ tịch của ba xã cũ phải số hóa xong khi nào?"
    before = assistant.answer(question, date(2026, 6, 20)).notes
    after = assistant.answer(question, date(2026, 7, 3)).notes
    assert "Mốc «ngày 30 tháng 6 năm 2026»: đến 30/06/2026 còn 10 ngày." in before
    assert "Mốc «ngày 30 tháng 6 năm 2026»: 30/06/2026 đã qua 3 ngày." in after


def test_day_changes_nothing_but_the_notes(assistant: Assistant) -> None:
    question = "Sổ hộ tịch của ba xã cũ phải số hóa xong khi nào?"
    before = assistant.answer(question, date(2026, 6, 20))
    after = assistant.answer(question, date(2026, 7, 3))
    assert (before.quotes, before.conclusion) == (after.quotes, after.conclusion)


def test_paper_without_a_number_is_said_to_have_none(assistant: Assistant) -> None:
    answer = assistant.answer("Công văn đôn đốc hồ sơ trễ hạn số bao nhiêu?", TODAY)
    assert not answer.answered
    assert any("không ghi số" in note for note in answer.notes)


def test_signer_of_a_paper_is_quoted_from_its_signature(assistant: Assistant) -> None:
    answer = assistant.answer("Kế hoạch 27/KH-UBND do ai ký?", TODAY)
    assert answer.answered
    assert answer.kind is Kind.RESPONSIBILITY
    assert answer.quotes[0].source == "kh-27-so-hoa-chuyen-doi-so-2026.pdf"


def test_a_row_that_answers_is_concluded_whole_with_its_day(assistant: Assistant) -> None:
    answer = assistant.answer("Bao giờ phải gắn mã QR tại nhà văn hóa ấp?", TODAY)
    assert "31/5/2026" in answer.conclusion[0].text


def test_what_was_reached_is_told_before_what_is_aimed_at(assistant: Assistant) -> None:
    for asked in (
        "Tỷ lệ hồ sơ đúng hạn quý 3 đạt bao nhiêu phần trăm",
        "ty le ho so dung han quy 3 dat bao nhieu phan tram",
    ):
        answer = assistant.answer(asked, TODAY)
        assert answer.answered
        assert answer.quotes[0].text.startswith("- Đã giải quyết 2.705 hồ sơ")
        assert "phấn đấu" not in "".join(quote.text for quote in answer.quotes[:2])


def test_opening_hours_are_answered_by_hours(assistant: Assistant) -> None:
    answer = assistant.answer("trung tam mo cua may gio", TODAY)
    assert "từ 7 giờ 00 đến 11 giờ 30" in answer.quotes[0].text


def test_offices_that_no_paper_speaks_of_have_no_hours(assistant: Assistant) -> None:
    assert not assistant.answer("chợ xã mở cửa lúc mấy giờ", TODAY).answered


def test_who_and_when_are_told_from_the_lines_of_the_matter(assistant: Assistant) -> None:
    answer = assistant.answer(
        "Đơn vị nào chủ trì số hóa sổ hộ tịch của ba xã cũ, thời hạn hoàn thành là khi nào?", TODAY
    )
    said = [span.text for span in answer.conclusion]
    assert "sang ngày 30 tháng 11 năm 2026" in said[0]
    assert said[1].startswith("Giao Trung tâm Phục vụ hành chính công xã chủ trì")
    assert "Nguyên nhân" not in "".join(said)
