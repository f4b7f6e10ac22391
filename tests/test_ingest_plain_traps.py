"""What text and Markdown files bring with them: encodings, page numbers, marks, notes."""

from pathlib import Path

import pytest

from corpus.documents import ReadDocument, Role
from ingest.read import read_file
from tests.test_ingest_laws import check_laws

SENTENCE = "Đơn vị được giao chủ trì phải nộp hồ sơ trước ngày hẹn trả.\n"
HEAD = "# KẾ HOẠCH\n\n**Mục đích** của kế hoạch.\n\n"


def read(folder: Path, content: str | bytes, name: str = "a.txt") -> ReadDocument:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    paper = read_file(path)
    check_laws(paper)
    return paper


def windows(text: str) -> bytes:
    """The bytes of Windows-1258, which keeps a tone mark as a byte after its letter."""
    marks = {"ị": "i\u0323", "ợ": "ơ\u0323", "ủ": "u\u0309", "ì": "i\u0300", "ả": "a\u0309"}
    marks |= {"ộ": "ô\u0323", "ồ": "ô\u0300", "ớ": "ơ\u0301", "ẹ": "e\u0323"}
    return "".join(marks.get(letter, letter) for letter in text).encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_each_writing_of_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, SENTENCE.encode(encoding)).document.text == SENTENCE


def test_windows_1258_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, windows(SENTENCE)).document.text == SENTENCE


def test_a_page_number_among_double_spaced_lines_is_set_apart(tmp_path: Path) -> None:
    text = (
        "Ủy ban nhân dân huyện giao các phòng rà soát thủ tục hành chính theo Chỉ thị số 02/CT-\n\n"
        "UBND ngày 05 tháng 02 năm 2024 và báo cáo kết quả về Văn phòng đúng thời hạn quy\n\n"
        "\n\n5\n\n\n"
        "định để tổng hợp, trình Chủ tịch xem xét trong tháng 3.\n\n"
        "Phòng Nội vụ theo dõi việc thực hiện.\n\nPhòng Tài chính bố trí kinh phí.\n"
    )
    paper = read(tmp_path, text)
    assert paper.passages[0].text == (
        "Ủy ban nhân dân huyện giao các phòng rà soát thủ tục hành chính theo Chỉ thị số "
        "02/CT-UBND ngày 05 tháng 02 năm 2024 và báo cáo kết quả về Văn phòng đúng thời hạn quy "
        "định để tổng hợp, trình Chủ tịch xem xét trong tháng 3.\n"
    )
    assert [p.text for p in paper.passages if p.role is Role.PAGE_MARK] == ["5\n"]


def test_the_marks_of_markdown_are_taken_off(tmp_path: Path) -> None:
    text = (
        HEAD + "*Căn cứ* Luật A&nbsp;số 5<sup>1</sup>; 5 \\* 3.\n\n> Trích dẫn.\n\n<!-- image -->\n"
    )
    paper = read(tmp_path, text, "a.md")
    assert paper.document.text == (
        "KẾ HOẠCH\nMục đích của kế hoạch.\nCăn cứ Luật A số 5¹; 5 * 3.\nTrích dẫn.\n"
    )
    assert any("1 chỗ đánh dấu hình" in note.text for note in paper.notes)


def test_a_markdown_note_stands_after_the_paragraph_that_calls_it(tmp_path: Path) -> None:
    text = HEAD + "Theo Luật[^b] và Nghị định[^a].\n\nĐoạn sau.\n\n[^a]: Số 61.\n[^b]: Số 72.\n"
    assert read(tmp_path, text, "a.md").document.text.splitlines()[2:] == [
        "Theo Luật¹ và Nghị định².",
        "¹ Số 72.",
        "² Số 61.",
        "Đoạn sau.",
    ]


def test_a_markdown_note_that_nothing_calls_stays(tmp_path: Path) -> None:
    text = HEAD + "Theo Luật.\n\n[^a]: Số 61.\n"
    assert read(tmp_path, text, "a.md").document.text.endswith("Theo Luật.\n[^a]: Số 61.\n")


def test_a_table_without_words_in_its_head_row_has_no_empty_row(tmp_path: Path) -> None:
    text = HEAD + "| | |\n|---|---|\n| Xã | Hồ sơ |\n| An Phú | 12 |\n"
    rows = [p for p in read(tmp_path, text, "a.md").passages if p.role is Role.TABLE]
    assert [(p.text, p.heads) for p in rows] == [
        ("Xã | Hồ sơ\n", ()),
        ("An Phú | 12\n", ("Xã", "Hồ sơ")),
    ]
