"""Questions that are looked up, not searched: a place in a law, a paper's own record; and times."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answer.assistant import Assistant
from answer.direct import Reference, find_reference
from answer.shelf import read_shelf
from answer.times import time_set
from corpus.store import Store, open_store
from index.library_index import LibraryIndex
from index.static_model import load_static_model
from ingest.read import read_file

PAPERS = Path(__file__).parents[1] / "samples" / "papers"
RULE = "qd-15-2026-quy-dinh-xin-loi-gia-han.pdf"
DRAFT = "cv-don-doc-ho-so-tre-han.txt"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("kho")
    with open_store(f"sqlite:///{folder}/kho.db") as opened:
        opened.put(read_file(PAPERS / RULE))
        opened.put(read_file(PAPERS / DRAFT))
        yield opened


@pytest.fixture(scope="module")
def assistant(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    home = tmp_path_factory.mktemp("index")
    return Assistant(LibraryIndex(home, store, load_static_model()), store)


def test_a_place_is_read_from_small_to_large() -> None:
    found = find_reference("điểm đ khoản 1 Điều 3 quy định gì?")
    assert found == Reference(article="3", clause="1", point="đ")


def test_a_place_is_read_with_commas_and_capitals() -> None:
    found = find_reference("Điểm e, Khoản 1, Điều 5 của Nghị định")
    assert found == Reference(article="5", clause="1", point="e")


def test_a_place_is_read_without_accents() -> None:
    found = find_reference("khoan 2 dieu 15a noi gi")
    assert found == Reference(article="15a", clause="2", point=None)


def test_a_question_without_an_article_names_no_place() -> None:
    assert find_reference("điều kiện hỗ trợ là gì") is None


def test_a_point_of_an_attached_regulation_is_quoted_whole(assistant: Assistant) -> None:
    answer = assistant.answer("Điểm đ khoản 1 Điều 3 Quyết định 15/2026/QĐ-UBND nói gì?", TODAY)
    assert answer.answered
    assert answer.quotes[0].text.startswith("đ) Chuyển hồ sơ không đúng cơ quan")


def test_a_point_typed_without_accents_may_be_either(assistant: Assistant) -> None:
    answer = assistant.answer("diem d khoan 1 dieu 3 quyet dinh 15/2026/QD-UBND noi gi", TODAY)
    said = [span.text for span in answer.conclusion]
    assert [text[:2] for text in said] == ["d)", "đ)"]
    assert "điểm d hay điểm đ" in " ".join(answer.notes)


def test_a_point_typed_with_its_accent_is_that_one(assistant: Assistant) -> None:
    answer = assistant.answer("Điểm d khoản 1 Điều 3 Quyết định 15/2026/QĐ-UBND nói gì?", TODAY)
    assert [span.text[:2] for span in answer.conclusion] == ["d)"]


def test_a_place_that_the_law_does_not_have_is_not_made_up(assistant: Assistant) -> None:
    answer = assistant.answer("Điều 99 Quyết định 15/2026/QĐ-UBND quy định gì?", TODAY)
    assert (answer.answered, answer.quotes) == (False, ())
    assert answer.notes == ("Quyết định 15/2026/QĐ-UBND không có Điều 99.",)


def test_a_point_that_an_article_does_not_have_shows_the_article(assistant: Assistant) -> None:
    answer = assistant.answer("Điểm y khoản 1 Điều 3 Quyết định 15/2026/QĐ-UBND nói gì?", TODAY)
    assert not answer.answered
    assert "Điều 3" in answer.quotes[0].citation.words
    assert answer.notes == ("Quyết định 15/2026/QĐ-UBND không có điểm y khoản 1 Điều 3.",)


def test_the_day_of_a_paper_is_quoted_from_its_head(assistant: Assistant) -> None:
    question = "Quyết định về xin lỗi, gia hạn khi hồ sơ trễ hạn ban hành ngày nào?"
    answer = assistant.answer(question, TODAY)
    assert answer.answered
    assert any("ngày" in span.text for span in answer.conclusion)


@pytest.mark.parametrize(
    "question",
    [
        "Ai ký Quyết định 15/2026/QĐ-UBND?",
        "quyet dinh 15/2026/qd-ubnd do ai ky",
        "Người ký Quyết định số 15/2026/QĐ-UBND là ai?",
    ],
)
def test_the_signer_of_a_paper_is_found_by_its_number(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question, TODAY)
    assert answer.answered
    assert [span.text.split()[-1] for span in answer.conclusion] == ["Khê"]


def test_who_signs_under_a_rule_is_not_who_signed_the_rule(assistant: Assistant) -> None:
    question = "Ai ký văn bản xin lỗi theo Quyết định 15/2026/QĐ-UBND?"
    answer = assistant.answer(question, TODAY)
    assert "người đứng đầu cơ quan giải quyết ký số" in answer.conclusion[0].text


def test_a_draft_without_a_number_is_said_to_have_none(assistant: Assistant) -> None:
    answer = assistant.answer("Công văn đôn đốc xử lý hồ sơ trễ hạn có số bao nhiêu?", TODAY)
    assert not answer.answered
    assert "không ghi số" in answer.notes[0]


def test_whether_a_draft_has_its_number_is_answered_from_its_head(assistant: Assistant) -> None:
    answer = assistant.answer("Công văn đôn đốc xử lý hồ sơ trễ hạn đã có số chưa?", TODAY)
    assert answer.answered
    assert "không ghi số" in answer.notes[0]


def test_the_recipients_of_a_paper_are_quoted(assistant: Assistant) -> None:
    answer = assistant.answer("Nơi nhận của công văn đôn đốc xử lý hồ sơ trễ hạn?", TODAY)
    assert answer.answered
    assert "Nơi nhận" in answer.quotes[-1].text


def test_day_and_signer_asked_together_are_both_quoted(assistant: Assistant) -> None:
    asked = "Quyết định 15/2026/QĐ-UBND ký ngày nào, người ký là ai?"
    said = " ".join(span.text for span in assistant.answer(asked, TODAY).conclusion)
    assert "ngày" in said
    assert "Khê" in said


def test_the_content_of_a_paper_that_is_only_cited_is_refused(assistant: Assistant) -> None:
    answer = assistant.answer("Quyết định 22/2023/QĐ-UBND quy định xin lỗi trong mấy ngày?", TODAY)
    assert not answer.answered
    assert answer.notes == (
        "Văn bản số 22/2023/QĐ-UBND không có trong kho; các văn bản khác chỉ nhắc đến số này.",
    )


def test_the_shelf_is_read_again_only_after_a_change(store: Store) -> None:
    first = read_shelf(store, None)
    assert read_shelf(store, first) is first


def test_the_shelf_after_a_change_has_the_change(store: Store) -> None:
    before = read_shelf(store, None)
    gone = before.documents[0].id
    store.withdraw(gone)
    after = read_shelf(store, before)
    store.restore(gone)
    assert [document.id for document in after.documents] == [
        document.id for document in before.documents if document.id != gone
    ]


def test_a_due_time_is_a_time_set() -> None:
    assert time_set("gửi báo cáo chậm nhất ngày 15 tháng 4 năm 2026") == 1.0


def test_a_bare_period_is_half_a_time() -> None:
    assert time_set("Kết quả năm 2025 của xã") == 0.5


def test_the_day_of_a_cited_paper_sets_no_time() -> None:
    assert time_set("theo Kế hoạch số 12/KH-UBND ngày 15 tháng 01 năm 2026 của xã") == 0.0


def test_the_day_up_to_which_a_report_counts_sets_no_time() -> None:
    assert time_set("tính đến ngày 29/02/2026 đã số hóa 47 hồ sơ từ năm 2025 trở về trước") == 0.0


def test_words_without_a_time_set_none() -> None:
    assert time_set("phải hoàn thành nhiệm vụ") == 0.0


def test_a_lead_in_is_followed_by_the_items_of_its_list(assistant: Assistant) -> None:
    answer = assistant.answer("Phải xin lỗi bằng văn bản trong các trường hợp nào?", TODAY)
    assert answer.quotes[0].text.endswith(":")
    assert answer.quotes[1].text.startswith("a)")
    assert len(answer.conclusion) > 2
