"""Stamps, digital signatures, certificates: what stands beside a paper's head and is not it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.documents import ReadDocument
from corpus.signing import authorities
from ingest.lines import Kind, Line, Pages
from ingest.plain import read_text
from ingest.read import build_document
from ingest.stamps import is_stamp


def read(text: str) -> ReadDocument:
    return build_document("a.txt", text.encode(), read_text(Path("a.txt"), text))


HEAD = "ỦY BAN NHÂN DÂN\nHUYỆN BẾN ĐÒ\nSố: 12/KH-UBND\n"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
TITLE = "Bến Đò, ngày 05 tháng 3 năm 2031\n\nKẾ HOẠCH\nTrực ban tháng 5 năm 2031\n\n"
BODY = "1. Văn phòng trực cổng hằng ngày theo lịch đã phân công.\n"


@pytest.mark.parametrize(
    "line",
    [
        "HỎA TỐC", "HOẢ TỐC HẸN GIỜ", "Độ khẩn: THƯỢNG KHẨN", "[ KHẨN ]", "LƯU HÀNH NỘI BỘ",
        "SAO Y BẢN CHÍNH", "(DỰ THẢO)", "DỰ THẢO LẦN 2", "Dự thảo ngày 05/3/2031",
    ],
)  # fmt: skip
def test_a_stamp_is_known(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "Khẩn trương rà soát",
        "Dự thảo Thông tư được gửi kèm",
        "SAO MAI",
        "KHẨN TRƯƠNG HOÀN THÀNH HỒ SƠ",
    ],
)
def test_a_sentence_is_no_stamp(line: str) -> None:
    assert not is_stamp(line)


def test_stamps_are_kept_and_are_no_part_of_the_issuer() -> None:
    document = read(
        HEAD + "HỎA TỐC\nLƯU HÀNH NỘI BỘ\nDỰ THẢO\nSAO Y\n" + MOTTO + TITLE + BODY
    ).document
    assert (document.urgency, document.scope) == ("Hỏa tốc", "Lưu hành nội bộ")
    assert (document.copied_as, document.is_draft) == ("Sao y", True)
    assert document.issuer == "Ủy ban nhân dân huyện Bến Đò"


def test_the_day_of_a_digital_signature_is_not_the_day_of_the_paper() -> None:
    signature = (
        "Signature Not Verified\nKý bởi: Trần Văn Khác\nCơ quan: TỈNH AN PHÚ\n"
        "Thời gian ký: 09.10.2032 10:57:29 +07:00\n\n"
    )
    blank = TITLE.replace("ngày 05", "ngày     ")
    document = read(signature + HEAD + MOTTO + blank + BODY).document
    assert (document.signed_on, document.signer) == (None, None)
    assert document.signed_as_written == "ngày tháng 3 năm 2031"
    assert document.issuer == "Ủy ban nhân dân huyện Bến Đò"


def test_a_consolidated_text_has_the_number_and_day_of_its_certificate() -> None:
    text = (
        MOTTO + "\nNGHỊ ĐỊNH\nQuy định việc trực cổng\n\n"
        "Nghị định số 5/2030/NĐ-CP ngày 02 tháng 01 năm 2030 của Chính phủ, được sửa đổi bởi:\n\n"
        "Điều 1. Phạm vi\nNghị định này quy định việc trực cổng của các cơ quan nhà nước./.\n\n"
        "BỘ NỘI VỤ\nSố: 77/VBHN-BNV\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 10 tháng 02 năm 2031\n"
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\nLê Văn Ước\n"
    )
    document = read(text).document
    assert (document.number, document.kind) == ("77/VBHN-BNV", "Văn bản hợp nhất")
    assert (document.issuer, document.signed_on) == ("Bộ Nội vụ", date(2031, 2, 10))
    assert document.subject == "Quy định việc trực cổng"


def test_a_law_without_a_day_at_its_head_has_the_day_of_its_passing() -> None:
    text = (
        "QUỐC HỘI\nLuật số: 9/2031/QH16\n" + MOTTO + "\nLUẬT\nTRỰC CỔNG\n\n"
        "Điều 1. Phạm vi\nLuật này quy định việc trực cổng.\n\n"
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XVI, kỳ họp thứ 2 "
        "thông qua ngày 29 tháng 6 năm 2031.\n\nCHỦ TỊCH QUỐC HỘI\n(Đã ký)\nLê Văn Ước\n"
    )
    paper = read(text)
    assert paper.document.signed_on == date(2031, 6, 29)
    assert "Ngày ban hành lấy từ câu: «thông qua ngày 29 tháng 6 năm 2031»." in [
        note.text for note in paper.notes
    ]


def test_a_number_that_a_scan_does_not_show_is_missing_and_said() -> None:
    paper = read(HEAD.replace("Số: 12/", "Số: !9Ÿ | /") + MOTTO + TITLE + BODY)
    assert paper.document.number is None
    assert "Số văn bản đọc không rõ: «!9Ÿ | /KH-UBND»." in [note.text for note in paper.notes]


def test_a_handwritten_day_that_a_scan_does_not_show_is_missing() -> None:
    document = read(HEAD + MOTTO + TITLE.replace("ngày 05", "ngày È") + BODY).document
    assert (document.signed_on, document.signed_as_written) == (None, "ngày È tháng 3 năm 2031")


def test_a_signature_in_a_table_cell_is_read() -> None:
    pages = read_text(Path("a.txt"), HEAD + MOTTO + TITLE + BODY)
    cell = "Mã: 77 | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Thị Mai"
    row = Line(text=cell, page=1, kind=Kind.ROW, table=1, row=1)
    document = build_document("a", b"", Pages(lines=(*pages.lines, row), page_count=1)).document
    assert document.signer == "Trần Thị Mai"
    assert document.signer_title == "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"


def test_a_cell_that_runs_recipients_together_gives_each() -> None:
    tail = "Nơi nhận: - Như trên; - Các phòng, ban; - Lưu: VT.\n"
    tail += "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Văn Ước\n"
    pages = read_text(Path("a.txt"), HEAD + MOTTO + TITLE + BODY + tail)
    pages = replace(pages, lines=tuple(replace(line, whole=True) for line in pages.lines))
    document = build_document("a", b"", pages).document
    assert document.recipients == ("Như trên", "Các phòng, ban", "Lưu: VT")
    assert (document.signer, document.signer_title) == (
        "Lê Văn Ước",
        "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH",
    )


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH", ("thay mặt", "ký thay")),
        ("TL. CHỦ TỊCH, CHÁNH VĂN PHÒNG", ("thừa lệnh",)),
        ("TUQ. CHỦ TỊCH, TRƯỞNG PHÒNG NỘI VỤ", ("thừa ủy quyền",)),
        ("TM. UỶ BAN NHÂN DÂN, Q. CHỦ TỊCH", ("thay mặt", "quyền")),
        ("T/M BAN THƯỜNG VỤ, K/T BÍ THƯ", ("thay mặt", "ký thay")),
        ("GIÁM ĐỐC", ()),
        (None, ()),
    ],
)
def test_a_signature_names_its_authority(title: str | None, words: tuple[str, ...]) -> None:
    assert authorities(title) == words


def test_the_chair_signs_minutes_not_the_secretary() -> None:
    tail = f"{'THƯ KÝ':<40}CHỦ TỌA\n\n{'Lê Văn Ước':<40}Trần Thị Mai\n"
    document = read(HEAD + MOTTO + TITLE.replace("KẾ HOẠCH", "BIÊN BẢN") + BODY + tail).document
    assert (document.signer, document.signer_title) == ("Trần Thị Mai", "CHỦ TỌA")


def test_addressees_on_one_line_are_told_apart() -> None:
    text = HEAD + MOTTO + TITLE + "Kính gửi: Sở Tài chính; Sở Nội vụ.\n\n" + BODY
    assert read(text).document.addressees == ("Sở Tài chính", "Sở Nội vụ")


def test_a_sentence_right_under_the_subject_is_no_part_of_it() -> None:
    tight = TITLE.rstrip("\n") + "\nTrong quý III năm 2031, Ủy ban nhân dân xã đã chỉ đạo các đơn\n"
    assert read(HEAD + MOTTO + tight + BODY).document.subject == "Trực ban tháng 5 năm 2031"


def test_a_blank_number_of_a_party_paper_is_missing_and_said() -> None:
    text = "TỈNH ỦY AN PHÚ\n*\nSố:      -QĐ/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n" + TITLE + BODY
    paper = read(text)
    assert paper.document.number is None
    assert "Số văn bản bỏ trống: «Số: -QĐ/TU»." in [note.text for note in paper.notes]
