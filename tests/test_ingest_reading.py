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
    assert at(read(LETTER), "kinh-gui").text == (
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
    assert at(paper, "i/1-(lan-2)").citation.words == "mục I.1 (lần 2)"


def test_a_page_number_between_blank_lines_begins_its_page(read: Read) -> None:
    paper = read("Các phòng phải báo cáo trước ngày\n\n\n2\n\n\n20 hằng tháng theo mẫu.\n")
    assert [(p.role, p.text) for p in paper.passages] == [
        (Role.BODY, "Các phòng phải báo cáo trước ngày 20 hằng tháng theo mẫu.\n"),
        (Role.PAGE_MARK, "2\n"),
    ]
    assert paper.document.page_starts == (0, 34)


PROCEDURE = """\
                 NỘI DUNG THỦ TỤC HÀNH CHÍNH
      Cấp lại thẻ đọc của thư viện huyện cho
                       học sinh

   (Kèm theo Quyết định số 77/QĐ-UBND ngày 05 tháng 3 năm 2031 của Chủ
             tịch Ủy ban nhân dân tỉnh Bến Mơ)
Mã thủ tục: 1.000001
1. Trình tự thực hiện
Học sinh nộp đơn tại thư viện.
"""


def test_a_procedure_has_its_kind_and_its_name(read: Read) -> None:
    document = read(PROCEDURE).document
    assert document.kind == "Thủ tục hành chính"
    assert document.subject == "Cấp lại thẻ đọc của thư viện huyện cho học sinh"
    assert document.id.startswith("tthc-cap-lai-the-doc")


def test_a_procedure_has_no_issuer_but_that_which_it_names(read: Read) -> None:
    assert read(PROCEDURE).document.issuer is None


@pytest.mark.parametrize(
    "head",
    [
        "THỦ TỤC HÀNH CHÍNH\nĐăng ký mượn sách\n",
        "Thủ tục: Đăng ký mượn sách\n",
        "Tên thủ tục hành chính: Đăng ký mượn sách\n",
        "QUY TRÌNH NỘI BỘ\nĐăng ký mượn sách\n",
        "QUY TRÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH\nThủ tục: Đăng ký mượn sách\n",
    ],
)
def test_a_procedure_is_known_by_each_of_its_headings(read: Read, head: str) -> None:
    document = read(head + "\n1. Trình tự thực hiện\nNgười đọc nộp đơn.\n").document
    assert (document.kind, document.subject) == ("Thủ tục hành chính", "Đăng ký mượn sách")


def test_an_office_that_controls_procedures_is_no_procedure(read: Read) -> None:
    text = "PHÒNG KIỂM SOÁT\nTHỦ TỤC HÀNH CHÍNH\nSố: 4/BC-KSTT\nBÁO CÁO\nViệc trực tháng 5\n"
    document = read(text).document
    assert (document.kind, document.issuer) == ("Báo cáo", "Phòng Kiểm soát thủ tục hành chính")


SIDE_BY_SIDE = """\
      ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        XÃ BẾN MƠ                    Độc lập - Tự do - Hạnh phúc

     Số: 8/UBND-VP              Bến Mơ, ngày 06 tháng 5 năm 2031
  V/v dọn kho sách cũ của
         thư viện

                              Kính gửi:
                   - Phòng Văn hóa;
                   - Thư viện xã.

Ủy ban nhân dân xã yêu cầu các đơn vị dọn kho trước ngày 20 tháng 5 năm 2031./.
"""


def test_addressees_under_a_letterhead_of_two_columns_are_not_the_subject(read: Read) -> None:
    paper = read(SIDE_BY_SIDE)
    assert paper.document.subject == "dọn kho sách cũ của thư viện"
    assert at(paper, "kinh-gui").text == "Kính gửi:\n- Phòng Văn hóa;\n- Thư viện xã.\n"


NOTICE = """\
         ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
            XÃ BẾN MƠ                   Độc lập - Tự do - Hạnh phúc

         Số: 9/TB-UBND              Bến Mơ, ngày 06 tháng 5 năm 2031

                                   THÔNG BÁO
              Lịch mở cửa của thư viện trong tháng 6
                                năm 2031

Ngày 05 tháng 5 năm 2031, thư viện xã đã họp với các trường và thống nhất lịch
mở cửa, kết luận như sau:
1. Mở cửa cả ngày thứ Bảy.
2. Nghỉ thứ Hai./.

Nơi nhận:                                 TL. CHỦ TỊCH
- Thư viện xã;                          CHÁNH VĂN PHÒNG
\f                                  2

- Các trường;
- Lưu: VT.                               Lê Thị Hoa Mơ
"""


def test_a_subject_ends_where_the_text_begins_at_the_margin(read: Read) -> None:
    assert read(NOTICE).document.subject == "Lịch mở cửa của thư viện trong tháng 6 năm 2031"


def test_recipients_over_two_pages_are_all_read(read: Read) -> None:
    document = read(NOTICE).document
    assert document.recipients == ("Thư viện xã", "Các trường", "Lưu: VT")
    assert document.signer == "Lê Thị Hoa Mơ"


def test_an_attached_regulation_has_articles_of_its_own(read: Read) -> None:
    paper = read(
        "QUYẾT ĐỊNH\nBan hành Quy chế trực\n\nĐiều 1. Ban hành kèm theo Quy chế trực./.\n\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Thị Mai\n\n"
        "QUY CHẾ\nTrực thư viện\n(Ban hành kèm theo Quyết định số 3/QĐ-UBND của\n"
        "    Ủy ban nhân dân xã Bến Mơ)\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Giờ trực\n"
    )
    assert at(paper, "quy-che-kem-theo/ci").text == "Chương I QUY ĐỊNH CHUNG\n"
    assert at(paper, "quy-che-kem-theo/d1").text == "Điều 1. Giờ trực\n"


def test_a_number_cut_after_its_organ_is_whole_again(read: Read) -> None:
    text = (
        "I. VIỆC CẦN LÀM\n\n- Nhằm sửa chữa ngay các thiếu sót của thư viện theo Quyết định số "
        "41/QĐ-UBND-\n\nHC ngày 03 tháng 01 năm 2031 của tỉnh. Từ đó phục vụ người đọc ngày càng "
        "chu\n\nđáo hơn.\n"
    )
    assert "41/QĐ-UBND-HC ngày 03 tháng 01" in at(read(text), "i/g1").text


def test_a_title_that_fills_its_line_goes_on_with_a_capital(read: Read) -> None:
    text = (
        "I. VIỆC CẦN LÀM\n1.1. Chưa bảo đảm việc số hóa hồ sơ thư viện và kết quả cho mượn của\n"
        "TVX trong kho\n- Thư viện số hóa hồ sơ mượn sách, mỗi tuần báo cáo số hồ sơ đã số hóa.\n"
        "- Giao Văn phòng Hội đồng nhân dân và Ủy ban nhân dân của huyện Bến Đò\n"
        "Khắc phục việc để sách ngoài kho.\n"
    )
    paper = read(text)
    assert at(paper, "i/1.1").text.endswith("kết quả cho mượn của TVX trong kho\n")
    assert at(paper, "i/1.1/g2").text.endswith("huyện Bến Đò Khắc phục việc để sách ngoài kho.\n")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Điều 2. Nghị định này có hiệu lực sau 15 ngày, kể từ ngày ký.", date(2031, 5, 21)),
        (
            "Điều 2. Quyết định này có hiệu lực thi hành sau 10 (mười) ngày kể từ ngày ký.",
            date(2031, 5, 16),
        ),
        ("Điều 2. Quyết định này có hiệu lực sau 10 ngày làm việc kể từ ngày ký.", None),
        ("Điều 2. Quyết định này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.", None),
    ],
)
def test_an_effect_some_days_after_signing_is_counted(
    read: Read, sentence: str, day: date | None
) -> None:
    head = "Số: 5/2031/QĐ-UBND\nBến Mơ, ngày 06 tháng 5 năm 2031\nQUYẾT ĐỊNH\nVề giờ trực\n\n"
    assert read(f"{head}Điều 1. Trực đêm.\n{sentence}\n").document.effective_from == day


UNTITLED = """\
Tiếp nhận Công văn số 5/STV ngày 02 tháng 3 năm 2031 của Thư viện tỉnh.

UBND huyện Bến Đò báo cáo Kết quả kiểm kê sách cũ và dọn kho như sau:
I. KẾT QUẢ
Đã kiểm kê 400 cuốn.
Trên đây là báo cáo kết quả kiểm kê sách cũ của UBND huyện Bến Đò./.
"""


def test_a_paper_without_title_takes_it_from_its_opening_sentence(read: Read) -> None:
    paper = read(UNTITLED)
    assert paper.document.kind == "Báo cáo"
    assert paper.document.subject == "Kết quả kiểm kê sách cũ và dọn kho"
    assert (
        "Không thấy tên văn bản; loại và trích yếu lấy từ câu: «UBND huyện Bến Đò báo cáo Kết quả "
        "kiểm kê sách cũ và dọn kho như sau:»."
    ) in [note.text for note in paper.notes if note.doubtful]


def test_a_paper_without_title_or_opening_takes_it_from_its_closing_sentence(read: Read) -> None:
    text = UNTITLED.replace(" báo cáo Kết quả kiểm kê sách cũ và dọn kho như sau:", " họp.")
    document = read(text).document
    assert (document.kind, document.subject) == ("Báo cáo", "kết quả kiểm kê sách cũ")


SIGNED = """\
KẾ HOẠCH
Dọn kho sách

Ủy ban nhân dân Huyện xây dựng kế hoạch dọn kho.

1. Kho có 3 tầng.
2. Sách để ở tầng một.
3. Tầng hai để báo.
4. Thư viện huyện Bến Đò đứng thứ hai.
5. Dọn xong trong tháng 5.
6. Giao phòng Văn hóa theo dõi.
7. Báo cáo trong tháng 6.
8. Thư viện nhận kho.
9. Kho mở lại trong tháng 7.
10. Thực hiện ngay./.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Thị Mai
"""


def test_a_committee_without_name_is_that_of_the_only_district_named(read: Read) -> None:
    paper = read(SIGNED)
    assert paper.document.issuer == "Ủy ban nhân dân huyện Bến Đò"
    assert (
        "Cơ quan ban hành lấy từ tên gọi trong bài và chữ ký: «Ủy ban nhân dân huyện Bến Đò»."
    ) in [note.text for note in paper.notes if note.doubtful]


def test_a_committee_is_not_named_when_two_districts_are(read: Read) -> None:
    text = SIGNED.replace("tháng 7.", "tháng 7 cùng huyện Bến Mơ.")
    assert read(text).document.issuer is None


def test_a_committee_is_not_named_without_its_signature(read: Read) -> None:
    text = SIGNED.partition("TM.")[0]
    assert read(text).document.issuer is None
