"""Figures that do not add up, days that contradict, parts of a question told line by line."""

import pytest

from answer.answers import Quote, Span
from answer.contradictions import two_days_notes
from answer.sums import sum_notes
from corpus.citations import Citation, Level, Step
from corpus.documents import Document


def quote(text: str, document_id: str = "bc-1") -> Quote:
    return Quote(
        document_id=document_id,
        document="1/BC-UBND",
        title="Báo cáo 1/BC-UBND",
        source="bc.txt",
        citation=Citation(document_id=document_id, steps=(Step(level=Level.HEADING, label="I"),)),
        page=1,
        text=text,
        start=0,
        end=len(text),
    )


def notes_of(text: str) -> tuple[str, ...]:
    return sum_notes((quote(text),), (Span(text=text, quote=1),))


def test_parts_that_come_to_more_than_their_whole_are_told() -> None:
    text = "Mới nhận 1.039 hồ sơ (trực tuyến: 1.028 hồ sơ, trực tiếp: 110 hồ sơ)."
    assert notes_of(text) == (
        "Trong trích dẫn [1], 1.028 + 110 = 1.138, khác 1.039 mà đoạn này nêu; "
        "trích nguyên văn, không sửa.",
    )


def test_rate_that_does_not_come_out_is_told() -> None:
    assert notes_of("Đặt mật khẩu 340/445 máy, đạt tỷ lệ 78%.") == (
        "Trong trích dẫn [1], 340/445 là 76,40%, khác 78% mà đoạn này nêu; "
        "trích nguyên văn, không sửa.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Đang giải quyết 90 hồ sơ (trong hạn: 82 hồ sơ, quá hạn: 08 hồ sơ).",
        "Đạt 43/152 thủ tục, tỷ lệ 28,28%.",
        "Có 10 hồ sơ (đất đai 02, hộ tịch 01).",
        "Theo Quyết định số 15/2026/QĐ-UBND đạt tỷ lệ 20%.",
    ],
)
def test_figures_that_agree_or_are_not_all_are_left_alone(text: str) -> None:
    assert notes_of(text) == ()


def test_sum_outside_the_words_that_answer_is_left_alone() -> None:
    text = "Nhận 10 hồ sơ (giấy: 9 hồ sơ, mạng: 3 hồ sơ). Họp dân."
    assert sum_notes((quote(text),), (Span(text="Họp dân.", quote=1),)) == ()


def paper(document_id: str) -> Document:
    return Document(id=document_id, source="a", sha256="a", page_count=1, page_starts=(0,), text="")


def test_two_days_in_one_paper_are_both_told_and_none_is_chosen() -> None:
    first, second = "đến cuối tháng 10 năm 2026", "đến cuối năm 2026"
    one = paper("bc-1")
    (note,) = two_days_notes((quote(first), quote(second)), (first, second), (one, one))
    assert "(31/10/2026)" in note
    assert "(31/12/2026)" in note
    assert "không nói mốc nào thay mốc nào" in note


def test_same_day_in_two_papers_is_no_contradiction() -> None:
    said = "trước ngày 30/6/2026"
    quotes = (quote(said), quote("đến 30/6/2026", "kh-2"))
    assert two_days_notes(quotes, (said, "đến 30/6/2026"), (paper("bc-1"), paper("kh-2"))) == ()
