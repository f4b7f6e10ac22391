"""What is mended in a PDF's text layer, and what is said to be in doubt."""

from collections import Counter

import pytest

from corpus.documents import Note
from ingest.lines import Kind, Line
from ingest.pdf_repair import repair_pages
from ingest.syllables import count_words, is_syllable, mend_words, share_of_syllables


def page(*texts: str) -> list[Line]:
    return [
        Line(text=text.strip(), page=1, indent=len(text) - len(text.lstrip())) for text in texts
    ]


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyết", "gì", "giếng", "Ủy", "khuỷu", "đường", "quốc", "yêu", "thuở"]
)
def test_vietnamese_syllables_are_possible(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["n", "nh", "ợc", "nhấ", "bac", "tinhs"])
def test_rests_of_words_are_not(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("đư ợc mượn", "được mượn"),
        ("n ăm sau", "năm sau"),
        ("quy đ ị nh", "quy định"),
        ("khoả      n 1 Đi ều 2", "khoản 1 Điều 2"),
        ("thư viện c ủa xã", "thư viện của xã"),
    ],
)
def test_a_word_broken_by_blanks_is_whole_again(broken: str, whole: str) -> None:
    assert mend_words(broken, Counter()) == whole


@pytest.mark.parametrize(
    "text",
    [
        "điểm a và điểm b ở trên",
        "các điểm a, e và i khoản 1 Điều 2",
        "các điểm b, h và n khoản 3, điểm t khoản 4",
        "từ điểm a đến n Điều 5",
        "rộng 5 m ở phía sau",
        "số 1 2 3 và 20 31",
        "nhóm B an toàn",
        "mở cửa thư viện  cả ngày",
        "UBND xã và HĐND xã",
    ],
)
def test_whole_words_letters_and_numbers_stay_apart(text: str) -> None:
    assert mend_words(text, Counter()) == text


def test_a_part_that_fits_on_both_sides_goes_where_the_paper_has_the_word() -> None:
    known = count_words(["nước sông, nước mưa", "cả xã"])
    assert mend_words("cả n ước", known) == "cả nước"


def test_mending_is_said_with_the_page() -> None:
    repaired = repair_pages([page("Thư viện đư ợc mở.")])
    assert [line.text for line in repaired.lines] == ["Thư viện được mở."]
    assert repaired.notes == (
        Note(page=None, text="Đã nối 1 chỗ chữ bị tách như «đ ược», ở trang 1."),
    )


def test_a_page_of_rubbish_is_doubtful() -> None:
    rubbish = "Uy bxn nhqn dzn xfx bjo cwo kzt qud thwc hizn nhizm vf " * 6
    assert share_of_syllables(rubbish) < 0.5
    notes = repair_pages([page("Người đọc mượn sách."), page(rubbish)]).notes
    assert notes == (
        Note(page=2, text="Trang 2: lớp chữ có nhiều lỗi, cần xem bản gốc.", doubtful=True),
    )


TABLE = page(
    "Số sách cho mượn trong quý như sau:",
    "      Thư viện            Đã mượn         Đã trả",
    "                           trong quý",
    "      Bến Mơ                120             98",
    "      Bến Đò                 45             45",
    "Sách chưa trả được nhắc hằng tuần.",
)


def test_columns_under_one_another_are_rows_of_a_table() -> None:
    lines = repair_pages([TABLE]).lines
    assert [(line.text, line.table, line.row) for line in lines if line.kind is Kind.ROW] == [
        ("Thư viện | Đã mượn trong quý | Đã trả", 1, 1),
        ("Bến Mơ | 120 | 98", 1, 2),
        ("Bến Đò | 45 | 45", 1, 3),
    ]


def test_a_page_with_a_table_is_doubtful() -> None:
    assert repair_pages([TABLE]).notes == (
        Note(page=1, text="Trang 1 có bảng; thứ tự chữ trong bảng có thể lẫn.", doubtful=True),
    )


def test_a_table_of_wrapped_cells_keeps_its_lines() -> None:
    wrapped = page(
        "1     Mở kho sách cho         Thư viện xã        Tháng 5",
        "      người đọc nhỏ tuổi      Trường học",
        "      của ba trường           Phòng Văn hóa      năm 2031",
        "2     Dọn kho sách cũ         Thư viện xã        Tháng 6",
        "      ở tầng một              Đoàn thanh niên    năm 2031",
    )
    repaired = repair_pages([wrapped])
    assert [line.text for line in repaired.lines] == [line.text for line in wrapped]
    assert [note.doubtful for note in repaired.notes] == [True]


def test_a_letterhead_of_two_columns_is_no_table() -> None:
    letterhead = page(
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ BẾN MƠ                Độc lập - Tự do - Hạnh phúc",
        "Số: 4/BC-UBND            Bến Mơ, ngày 05 tháng 6 năm 2031",
    )
    assert repair_pages([letterhead]).notes == ()
