"""A paper's text, description and places, from small papers composed for the purpose."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.documents import Passage, ReadDocument, Role
from ingest.read import read_file

PAPERS = Path(__file__).parent / "golden" / "ingest"
PLAN, LETTER, DECREE, REPORT = (
    (PAPERS / name).read_text(encoding="utf-8")
    for name in ("plan.txt", "letter.txt", "decree.txt", "report.txt")
)
Read = Callable[[str], ReadDocument]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str) -> ReadDocument:
        path = tmp_path / "van_ban.txt"
        path.write_text(text, encoding="utf-8")
        return read_file(path)

    return read_text


def at(paper: ReadDocument, place: str) -> Passage:
    found = [p for p in paper.passages if p.citation.id == f"{paper.document.id}/{place}"]
    assert len(found) == 1, [p.citation.id for p in paper.passages]
    return found[0]


def test_a_number_cut_at_the_end_of_a_line_is_whole_again(read: Read) -> None:
    assert at(read(PLAN), "i/1/g1").text == (
        "- Giảm thời gian chờ của người dân khi nộp hồ sơ theo Chỉ thị số 07/CT-UBND ngày 02 "
        "tháng 01 năm 2031 của Ủy ban nhân dân huyện.\n"
    )


def test_a_footnote_stands_behind_the_sentence_it_interrupted(read: Read) -> None:
    paper = read(PLAN)
    assert at(paper, "i/2/g1").text == (
        "- Phòng Nội vụ theo dõi hằng tuần theo Kế hoạch¹ đã ban hành và báo cáo kết quả về Ủy "
        "ban nhân dân huyện trước ngày 20 hằng tháng trong suốt năm 2031.\n"
    )
    assert at(paper, "cn1").text == (
        "¹ Kế hoạch số 15/KH-UBND ngày 09/01/2031 của Ủy ban nhân dân huyện Bến Đò về cải cách "
        "hành chính.\n"
    )


def test_a_sentence_over_two_pages_has_both(read: Read) -> None:
    passage = at(read(PLAN), "i/2/g1")
    assert (passage.first_page, passage.last_page) == (1, 2)


def test_a_bullet_ending_in_a_colon_governs_its_items(read: Read) -> None:
    assert at(read(PLAN), "i/2/g2/c2").trail == (
        "I. MỤC ĐÍCH, YÊU CẦU",
        "2. Yêu cầu:",
        "- Cập nhật đầy đủ sổ theo dõi như:",
    )


def test_a_numbered_sentence_is_body_and_a_numbered_title_is_heading(read: Read) -> None:
    paper = read(PLAN)
    assert [at(paper, "i/1").role, at(paper, "ii/1").role] == [Role.HEADING, Role.BODY]


def test_the_closing_sentence_belongs_to_no_heading(read: Read) -> None:
    assert at(read(PLAN), "p2").trail == ()


def test_a_plan_without_head_takes_its_issuer_from_its_sentences(read: Read) -> None:
    paper = read(PLAN)
    document = paper.document
    assert (document.number, document.kind, document.issuer) == (
        None,
        "Kế hoạch",
        "Ủy ban nhân dân huyện Bến Đò",
    )
    assert document.subject == "Nâng cao chất lượng tiếp nhận hồ sơ tại Bộ phận Một cửa năm 2031"
    assert "Cơ quan ban hành lấy từ câu văn trong bài: «Ủy ban nhân dân huyện Bến Đò»." in [
        note.text for note in paper.notes if note.doubtful
    ]


def test_the_signature_gives_the_signer_and_the_title(read: Read) -> None:
    document = read(PLAN).document
    assert (document.signer, document.signer_title) == (
        "Trần Thị Mai",
        "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH",
    )
    assert document.recipients == ("Sở Nội vụ", "Lưu: VT")


def test_a_blank_number_is_none_and_noted(read: Read) -> None:
    paper = read(LETTER)
    assert paper.document.number is None
    assert "Số văn bản bỏ trống: «Số: /UBND-NV»." in [note.text for note in paper.notes]


def test_an_official_letter_is_described(read: Read) -> None:
    document = read(LETTER).document
    assert document.kind == "Công văn"
    assert document.subject == "rà soát hồ sơ trễ hạn"
    assert document.issuer == "Ủy ban nhân dân huyện Bến Đò"
    assert (document.place, document.signed_on) == ("Bến Đò", None)
    assert document.signed_as_written == "ngày tháng 9 năm 2031"


def test_addressees_are_one_passage(read: Read) -> None:
    assert at(read(LETTER), "kính-gửi").text == (
        "Kính gửi:\n- Các phòng chuyên môn;\n- Ủy ban nhân dân các xã.\n"
    )


def test_a_decree_is_described(read: Read) -> None:
    document = read(DECREE).document
    assert (document.id, document.number) == ("5-2031-nd-cp", "5/2031/NĐ-CP")
    assert (document.kind, document.issuer) == ("Nghị định", "Chính phủ")
    assert (document.signed_on, document.effective_from) == (date(2031, 2, 4), date(2031, 7, 1))
    assert document.legal_bases == (
        "Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025",
        "Căn cứ Luật Lưu trữ số 33/2024/QH15",
    )


def test_a_point_is_cited_from_small_to_large_under_its_lead_in(read: Read) -> None:
    point = at(read(DECREE), "d2/k1/đ")
    assert point.citation.words == "điểm đ khoản 1 Điều 2"
    assert point.trail == (
        "Chương I QUY ĐỊNH CHUNG",
        "Điều 2. Sổ theo dõi",
        "1. Sổ theo dõi ghi các nội dung sau đây:",
    )


def test_inserted_articles_and_clauses_keep_their_letter(read: Read) -> None:
    paper = read(DECREE)
    assert at(paper, "d2/k1a").citation.words == "khoản 1a Điều 2"
    assert at(paper, "d3a").text == "Điều 3a. Hiệu lực thi hành\n"


def test_a_quoted_amendment_opens_no_article(read: Read) -> None:
    paper = read(DECREE)
    assert [p.citation.id for p in paper.passages if "/d5" in p.citation.id] == []
    assert at(paper, "d3/p1").text == "“Điều 5. Thời hạn\n"


def test_markdown_marks_go_and_its_meaning_stays(read: Read) -> None:
    paper = read(REPORT)
    assert at(paper, "i/1/p1").text == (
        "Văn phòng đã tiếp nhận hồ sơ theo quy trình mới¹ và trả kết quả cho người dân trên địa "
        "bàn huyện, đúng hạn và đầy đủ.\n"
    )
    assert at(paper, "cn1").text == "¹ Quyết định số 12/QĐ-UBND ngày 10/01/2031.\n"
    assert paper.document.kind == "Báo cáo"


def test_dashes_under_a_plus_are_told_from_those_above_it(read: Read) -> None:
    paper = read(REPORT)
    trails = {p.text.strip(): p.trail[-1] for p in paper.passages if p.trail}
    assert trails["- Tổng số hồ sơ: 120."] == "+ Cấp huyện:"
    assert trails["- Đã giải quyết: 339."] == "+ Cấp xã:"
    assert trails["- Việc công khai được thực hiện đúng quy định."] == "1. Tiếp nhận"


def test_a_repeated_number_is_told_apart(read: Read) -> None:
    paper = read("I. VIỆC CẦN LÀM\n1. Việc thứ nhất.\n1. Việc thứ hai.\n")
    assert at(paper, "i/1-(lần-2)").citation.words == "mục I.1 (lần 2)"


def test_a_page_number_between_blank_lines_begins_its_page(read: Read) -> None:
    paper = read("Các phòng phải báo cáo trước ngày\n\n\n2\n\n\n20 hằng tháng theo mẫu.\n")
    assert [(p.role, p.text) for p in paper.passages] == [
        (Role.BODY, "Các phòng phải báo cáo trước ngày 20 hằng tháng theo mẫu.\n"),
        (Role.PAGE_MARK, "2\n"),
    ]
    assert paper.document.page_starts == (0, 34)
