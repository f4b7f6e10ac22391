"""What a table says is answered from its rows, read under the heads of their columns."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answer.answers import Answer
from answer.assistant import Assistant
from answer.rows import cells_in_words, said_with_heads
from bench.questions import assistant_over
from corpus.documents import Passage, Role
from index.static_model import load_static_model
from ingest.read import read_file
from tests.word_files import cell, paragraph, table, word_bytes

BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
TODAY = date(2024, 3, 1)
PLAN = (
    paragraph("ỦY BAN NHÂN DÂN XÃ BẾN ĐÒ")
    + paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    + paragraph("Bến Đò, ngày 02 tháng 01 năm 2024")
    + paragraph("KẾ HOẠCH")
    + paragraph("Khắc phục hạn chế Chỉ số cải cách hành chính")
    + paragraph("I. PHÂN CÔNG NHIỆM VỤ")
    + table(
        [
            cell("STT", BEGINS),
            cell("Đơn vị thực hiện", BEGINS),
            cell("Nhiệm vụ", BEGINS),
            cell("Thời gian", '<w:gridSpan w:val="2"/>'),
            cell("Kinh phí (triệu đồng)", BEGINS),
        ],
        [*(cell("", GOES_ON) for _ in range(3)), "Bắt đầu", "Hoàn thành", cell("", GOES_ON)],
        ["1", cell("Phòng Nội vụ", BEGINS), "Rà soát quy chế", "01/3/2024", "15/4/2024", "12"],
        ["2", cell("", GOES_ON), "Khảo sát mức độ hài lòng", "02/5/2024", "20/6/2024", "45"],
        ["3", "Phòng Kinh tế", "Công khai bảng giá dịch vụ", "01/3/2024", "30/9/2024", "7"],
    )
    + paragraph("II. TỔ CHỨC THỰC HIỆN")
    + paragraph("Các đơn vị báo cáo kết quả về Văn phòng trước ngày 25 hằng tháng.")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bang")
    (made / "ke-hoach.docx").write_bytes(word_bytes(PLAN))
    return made


@pytest.fixture(scope="module")
def assistant(folder: Path) -> Iterator[Assistant]:
    with assistant_over(folder, load_static_model()) as made:
        yield made


@pytest.fixture(scope="module")
def merged(folder: Path) -> Passage:
    passages = read_file(folder / "ke-hoach.docx").passages
    return [p for p in passages if p.role is Role.TABLE][3]


def first_words(answer: Answer) -> str:
    return answer.conclusion[0].text


def test_a_day_is_answered_from_the_row_that_holds_it(assistant: Assistant) -> None:
    answer = assistant.answer("Phòng Nội vụ rà soát quy chế xong khi nào?", TODAY)
    assert first_words(answer) == (
        "1 | Phòng Nội vụ | Rà soát quy chế | 01/3/2024 | 15/4/2024 | 12"
    )
    assert answer.notes[-2] == (
        "Đọc theo cột của bảng: STT: 1; Đơn vị thực hiện: Phòng Nội vụ; Nhiệm vụ: Rà soát quy "
        "chế; Thời gian – Bắt đầu: 01/3/2024; Thời gian – Hoàn thành: 15/4/2024; "
        "Kinh phí (triệu đồng): 12."
    ) or answer.notes[-1].startswith("Đọc theo cột của bảng: STT: 1")


def test_a_unit_in_a_merged_cell_answers_for_the_rows_below(assistant: Assistant) -> None:
    answer = assistant.answer("Đơn vị nào khảo sát mức độ hài lòng?", TODAY)
    assert first_words(answer).startswith("2 | | Khảo sát mức độ hài lòng")
    assert any("Đơn vị thực hiện (ô gộp từ dòng trên): Phòng Nội vụ" in n for n in answer.notes)


def test_an_amount_has_the_measure_that_its_head_names(assistant: Assistant) -> None:
    answer = assistant.answer("Kinh phí khảo sát mức độ hài lòng là bao nhiêu tiền?", TODAY)
    assert answer.answered
    assert first_words(answer).endswith("20/6/2024 | 45")


def test_a_row_is_read_under_its_heads(merged: Passage) -> None:
    assert said_with_heads(merged).splitlines() == [
        "STT: 2",
        "Đơn vị thực hiện: Phòng Nội vụ",
        "Nhiệm vụ: Khảo sát mức độ hài lòng",
        "Thời gian – Bắt đầu: 02/5/2024",
        "Thời gian – Hoàn thành: 20/6/2024",
        "Kinh phí (triệu đồng): 45 triệu đồng",
    ]
    assert cells_in_words(merged).endswith("Kinh phí (triệu đồng): 45")
