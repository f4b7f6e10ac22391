"""Questions about procedures: the right one, the right field, or candidates."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest

from answer.answers import Answer
from answer.assistant import Assistant
from answer.procedure_names import ProcedureNames
from answer.procedure_parts import Part, read_part
from bench.procedures import judge, make_questions, score
from corpus.procedures import ListedProcedure
from corpus.store import Store, open_store
from corpus.stored import Outcome
from index.library_index import LibraryIndex
from ingest.procedures import read_procedures
from tests.index_doubles import HashingEmbedder

FOLDER = Path(__file__).parents[1] / "samples" / "procedures"
SAMPLES = FOLDER / "thu-tuc-mau.jsonl"
TODAY = date(2026, 11, 25)


class Asked(TypedDict):
    """One entry of samples/procedures/questions.json; code None: no procedure is sure."""

    question: str
    code: str | None
    conclusion: list[str]


QUESTIONS: list[Asked] = json.loads((FOLDER / "questions.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = tmp_path_factory.mktemp("kho")
    with open_store(f"sqlite:///{home}/kho.db") as opened:
        opened.put_procedures(read_procedures(SAMPLES).found)
        yield opened


@pytest.fixture(scope="module")
def assistant(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    index = LibraryIndex(tmp_path_factory.mktemp("index"), store, HashingEmbedder())
    return Assistant(index, store)


def said(answer: Answer) -> str:
    return "\n".join(span.text for span in answer.conclusion)


@pytest.mark.parametrize("asked", QUESTIONS, ids=[each["question"] for each in QUESTIONS])
def test_sample_question_is_answered_from_its_procedure_or_not_at_all(
    assistant: Assistant, asked: Asked
) -> None:
    answer = assistant.answer(asked["question"], TODAY)
    assert answer.answered == (asked["code"] is not None)
    assert [words for words in asked["conclusion"] if words not in said(answer)] == []
    if asked["code"]:
        assert {quote.document_id for quote in answer.quotes} == {asked["code"]}


def test_every_quote_is_what_its_document_holds(assistant: Assistant, store: Store) -> None:
    quotes = [
        quote for each in QUESTIONS for quote in assistant.answer(each["question"], TODAY).quotes
    ]
    assert quotes
    for quote in quotes:
        assert store.document(quote.document_id).text[quote.start : quote.end] == quote.text


def test_same_name_at_two_levels_is_listed_with_both(assistant: Assistant) -> None:
    answer = assistant.answer("hỗ trợ lắp đặt hệ thống tưới tiết kiệm nước phí bao nhiêu", TODAY)
    assert not answer.answered
    assert {quote.document_id for quote in answer.quotes} == {"9.000101", "9.000102"}
    assert "mã 9.000101, Cấp xã" in answer.notes[0]


def test_level_that_no_such_procedure_has_is_not_answered(assistant: Assistant) -> None:
    answer = assistant.answer("xác nhận số nhà, tên ngõ ở cấp tỉnh mất bao lâu", TODAY)
    assert not answer.answered


def test_value_that_is_not_published_is_said_to_be_so(assistant: Assistant) -> None:
    answer = assistant.answer("lệ phí xác nhận số nhà, tên ngõ là bao nhiêu", TODAY)
    assert "Phí, lệ phí: Không có thông tin" in said(answer)
    assert any("bản công bố không nêu" in note for note in answer.notes)


def test_time_without_unit_is_doubted(assistant: Assistant) -> None:
    answer = assistant.answer("xác nhận số nhà, tên ngõ mất bao lâu", TODAY)
    assert any("«1» mà không ghi đơn vị" in note for note in answer.notes)


def test_other_time_in_the_description_is_part_of_the_conclusion(assistant: Assistant) -> None:
    answer = assistant.answer("Thời hạn giải quyết thủ tục 9.000101?", TODAY)
    assert "08 ngày làm việc đối với hộ nghèo" in said(answer)


def test_code_alone_gives_the_head_of_the_procedure(assistant: Assistant) -> None:
    assert said(assistant.answer("9.000104", TODAY)).startswith("Tên thủ tục: Cấp lại giấy")


def test_question_about_something_else_is_not_a_procedure(assistant: Assistant) -> None:
    assert not assistant.answer("Hạn báo cáo khắc phục là ngày nào?", TODAY).answered


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("cap lai the can cuoc mat bao lau", Part.TIME),
        ("ket qua cua thu tuc gia han khoan vay cam co giay to co gia la gi", Part.RESULT),
        ("gia han thoi han hoat dong can giay to gi", Part.COMPONENTS),
        ("dang ky ket hon thuoc cap nao", Part.LEVEL),
        ("le phi dang ky ket hon", Part.FEE),
        ("dang ky ket hon", None),
    ],
)
def test_part_is_read_from_what_asks(asked: str, part: Part | None) -> None:
    assert read_part(asked).part is part


def listed(code: str, name: str, level: str = "Cấp xã") -> ListedProcedure:
    return ListedProcedure(code=code, name=name, level=level, field="Hộ tịch", revision=1)


NAMES = ProcedureNames(
    [
        listed("1.000001", "Thủ tục đăng ký khai sinh"),
        listed("1.000002", "Thủ tục đăng ký khai sinh có yếu tố nước ngoài"),
        listed("1.000003", "Cấp lại chứng chỉ hành nghề bị thu hồi"),
        listed("1.000004", "Cấp lại chứng chỉ hành nghề bị mất hoặc hư hỏng"),
    ]
)


def test_exact_name_is_chosen_over_a_longer_one() -> None:
    chosen = NAMES.named("dang ky khai sinh", "dang ky khai sinh").chosen
    assert chosen is not None
    assert chosen.code == "1.000001"


def test_words_that_two_names_hold_alike_choose_none() -> None:
    named = NAMES.named("cap lai chung chi hanh nghe", "cap lai chung chi hanh nghe")
    assert named.chosen is None
    assert [each.code for each in named.candidates] == ["1.000003", "1.000004"]


def test_withdrawal_of_a_licence_is_not_taken_for_its_issue() -> None:
    names = ProcedureNames(
        [listed("1.000005", "Cấp giấy phép nổ mìn"), listed("1.000006", "Tố cáo")]
    )
    assert names.named("thu hoi giay phep no min", "thu hoi giay phep no min").chosen is None


def test_long_name_that_happens_to_hold_the_words_is_no_candidate() -> None:
    long = (
        "Báo cáo việc mua cổ phần của ngân hàng thương mại do phòng giao dịch nộp mỗi quý theo"
        " nội dung thông tư về vụ việc chuyển nhượng vốn, tăng vốn điều lệ, thay đổi trụ sở, giải"
        " thể chi nhánh"
    )
    names = ProcedureNames([listed("1.000007", long), listed("1.000008", "Đăng ký kết hôn")])
    assert names.named("bao cao quy phong noi vu", "bao cao quy phong noi vu").candidates == ()


def test_name_of_none_gives_no_candidates() -> None:
    assert NAMES.named("thi tuyen cong chuc", "thi tuyen cong chuc").candidates == ()


def test_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    found = read_procedures(SAMPLES).found
    with open_store(f"sqlite:///{tmp_path}/kho.db") as opened:
        assert set(opened.put_procedures(found).values()) == {Outcome.NEW}
        before = opened.latest_change()
        assert set(opened.put_procedures(found).values()) == {Outcome.SAME}
        assert opened.latest_change() == before


def test_later_export_updates_by_code(tmp_path: Path) -> None:
    later = tmp_path / "sau.jsonl"
    text = SAMPLES.read_text(encoding="utf-8").replace("20,000 VNĐ", "30,000 VNĐ")
    later.write_text(text, encoding="utf-8")
    with open_store(f"sqlite:///{tmp_path}/kho.db") as opened:
        opened.put_procedures(read_procedures(SAMPLES).found)
        outcomes = opened.put_procedures(read_procedures(later).found)
        assert [code for code, what in outcomes.items() if what is Outcome.REVISED] == ["9.000104"]
        found = opened.procedure("9.000104")
        assert found is not None
        assert found.fees == ("30,000 VNĐ", "Miễn phí")
        assert len(opened.history("9.000104")) == 2
        assert "30,000 VNĐ" in opened.document("9.000104").text


def test_record_reads_back_as_it_was_put(store: Store) -> None:
    found = {each.procedure.code: each.procedure for each in read_procedures(SAMPLES).found}
    assert {code: store.procedure(code) for code in found} == found


def test_withdrawn_procedure_is_not_answered(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/kho.db") as opened:
        opened.put_procedures(read_procedures(SAMPLES).found)
        opened.withdraw("9.000104")
        assert [each.code for each in opened.procedures()] == ["9.000101", "9.000102", "9.000103"]


def test_bench_counts_add_up(assistant: Assistant) -> None:
    procedures = [each.procedure for each in read_procedures(SAMPLES).found]
    found = score(list(judge(assistant, make_questions(procedures), TODAY)))
    assert found.procedures == 4
    assert found.right + found.refused + found.wrong == pytest.approx(1)
    assert found.wrong == 0
