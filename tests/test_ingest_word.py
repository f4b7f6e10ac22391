"""What Word files hold beside plain paragraphs, and that none of it is lost or invented."""

import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from corpus.documents import ReadDocument, Role
from ingest.errors import (
    BrokenFileError,
    EncryptedFileError,
    IngestError,
    UnsupportedFileError,
)
from ingest.read import read_file
from tests.test_ingest_laws import DOCX, check_laws, letters
from tests.word_files import cell, paragraph, plainly, run, table, word_bytes

SAMPLES = sorted((Path(__file__).parents[1] / "samples" / "papers").glob("*.docx"))
_LEFT_OUT = re.compile(r"^Đã bỏ \d+ chỗ là [^(]+\((\d+) ký tự\)")


def read(folder: Path, body: str, *, name: str = "a.docx", **parts: str) -> ReadDocument:
    path = folder / name
    path.write_bytes(word_bytes(body, **parts))
    paper = read_file(path)
    check_laws(paper)
    return paper


def notes_of(paper: ReadDocument) -> list[str]:
    ours = ("Đã bỏ", "Tệp còn", "Tệp có", "Tệp nhúng")
    return [note.text for note in paper.notes if note.text.startswith(ours)]


def left_out(paper: ReadDocument) -> int:
    """How many characters the notes say are not in the text."""
    return sum(int(m[1]) for note in paper.notes if (m := _LEFT_OUT.match(note.text)))


def numbering(*levels: str, more: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}'
    )


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(text: str, depth: int = 0, number: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties)


# Tracked changes, hidden text, comments


def test_insertions_are_text_and_deletions_are_counted(tmp_path: Path) -> None:
    body = paragraph(
        "Hạn nộp là ",
        f"<w:del>{'<w:r><w:delText>ngày 10</w:delText></w:r>'}</w:del>",
        f"<w:ins>{run('ngày 15')}</w:ins>",
        " hằng tháng.",
    )
    paper = read(tmp_path, body)
    assert paper.document.text == "Hạn nộp là ngày 15 hằng tháng.\n"
    assert notes_of(paper) == [
        "Đã bỏ 1 chỗ là chữ đã xóa khi theo dõi sửa đổi (6 ký tự).",
        "Tệp còn theo dõi sửa đổi: 1 chỗ chèn thêm đã được tính là nội dung; cần đối chiếu với "
        "bản đã ban hành.",
    ]


def test_moved_words_stand_once_where_they_were_moved_to(tmp_path: Path) -> None:
    body = paragraph(f"<w:moveFrom>{run('Điều khoản thi hành.')}</w:moveFrom>", "Phạm vi.")
    body += paragraph(f"<w:moveTo>{run('Điều khoản thi hành.')}</w:moveTo>")
    assert read(tmp_path, body).document.text == "Phạm vi.\nĐiều khoản thi hành.\n"


def test_a_deleted_end_of_paragraph_joins_two(tmp_path: Path) -> None:
    body = paragraph("Phòng Nội vụ", properties="<w:rPr><w:del/></w:rPr>")
    body += paragraph("chủ trì thực hiện.")
    assert read(tmp_path, body).document.text == "Phòng Nội vụ chủ trì thực hiện.\n"


def test_a_deleted_row_is_not_in_the_table(tmp_path: Path) -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Cũ')}{cell('9')}</w:tr>"
    body = table(["Xã", "Hồ sơ"], ["An Phú", "12"]).replace("</w:tbl>", f"{deleted}</w:tbl>")
    assert read(tmp_path, body).document.text == "Xã | Hồ sơ\nAn Phú | 12\n"


def test_hidden_words_are_out_and_shown_in_the_report(tmp_path: Path) -> None:
    body = paragraph("Nội dung.", run("Ghi chú riêng", "<w:vanish/>"))
    body += paragraph(run(" Hiện ra.", '<w:vanish w:val="0"/>'))
    paper = read(tmp_path, body)
    assert paper.document.text == "Nội dung.\nHiện ra.\n"
    assert notes_of(paper) == [
        "Đã bỏ 1 chỗ là chữ đặt ẩn (11 ký tự), bắt đầu bằng «Ghi chú riêng»."
    ]


def test_words_hidden_by_a_style_are_out(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Con"><w:basedOn w:val="An"/></w:style>'
    )
    body = paragraph("Hiện.", run(" Ẩn.", '<w:rStyle w:val="Con"/>'))
    assert read(tmp_path, body, styles=styles).document.text == "Hiện.\n"


def test_comments_are_counted_and_not_text(tmp_path: Path) -> None:
    body = paragraph("Nội dung.", '<w:r><w:commentReference w:id="0"/></w:r>')
    comments = f'<w:comment w:id="0">{paragraph("Xem lại")}</w:comment>'
    paper = read(tmp_path, body, comments=comments)
    assert paper.document.text == "Nội dung.\n"
    assert notes_of(paper) == [
        "Tệp có 1 nhận xét bên lề; nhận xét không phải nội dung văn bản nên không nạp."
    ]


# Notes


def test_footnotes_and_endnotes_stand_after_the_paragraph_that_calls_them(tmp_path: Path) -> None:
    body = paragraph(
        "Theo Luật", '<w:r><w:footnoteReference w:id="2"/></w:r>', " và Nghị định",
        '<w:r><w:endnoteReference w:id="2"/></w:r>', ".",
    )  # fmt: skip
    body += paragraph("Đoạn sau.")
    footnotes = (
        '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("Luật số 72.")}{paragraph("Có hiệu lực.")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("Bỏ quên.")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="2">{paragraph("Nghị định số 61.")}</w:endnote>'
    paper = read(tmp_path, body, footnotes=footnotes, endnotes=endnotes)
    assert paper.document.text == (
        "Theo Luật¹ và Nghị định².\n¹ Luật số 72. Có hiệu lực.\n² Nghị định số 61.\nĐoạn sau.\n"
    )
    assert [p.role for p in paper.passages].count(Role.FOOTNOTE) == 2
    assert "chú thích không được gọi ở đâu trong văn bản (7 ký tự)" in notes_of(paper)[0]


def test_a_note_called_in_a_cell_stands_after_its_row(tmp_path: Path) -> None:
    called = cell(paragraph("An Phú", '<w:r><w:footnoteReference w:id="1"/></w:r>'))
    body = table(["Xã", "Hồ sơ"], [called, "12"], ["Tân Lộc", "7"])
    footnotes = f'<w:footnote w:id="1">{paragraph("Tính cả ấp Giữa.")}</w:footnote>'
    assert read(tmp_path, body, footnotes=footnotes).document.text == (
        "Xã | Hồ sơ\nAn Phú¹ | 12\n¹ Tính cả ấp Giữa.\nTân Lộc | 7\n"
    )


def test_a_note_called_twice_is_written_once(tmp_path: Path) -> None:
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = paragraph("Một", call, " và hai", call, ".")
    footnotes = f'<w:footnote w:id="1">{paragraph("Như trên.")}</w:footnote>'
    text = read(tmp_path, body, footnotes=footnotes).document.text
    assert text == "Một¹ và hai¹.\n¹ Như trên.\n"


# Numbering


def test_levels_count_and_restart_under_their_own(tmp_path: Path) -> None:
    lists = numbering(
        level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)")
    )
    body = item("MỤC TIÊU") + item("Một", 1) + item("Nhỏ", 2) + item("Nhỏ", 2) + item("Hai", 1)
    body += item("NHIỆM VỤ") + item("Một", 1) + item("Nhỏ", 2)
    assert read(tmp_path, body, numbering=lists).document.text == (
        "I. MỤC TIÊU\n1. Một\na) Nhỏ\nb) Nhỏ\n2. Hai\nII. NHIỆM VỤ\n1. Một\na) Nhỏ\n"
    )


def test_two_lists_of_one_definition_count_on_until_one_starts_anew(tmp_path: Path) -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    lists = numbering(level(0, "decimal", "%1."), more=more)
    body = item("A") + item("B", number=2) + item("C", number=3) + item("D", number=3)
    text = read(tmp_path, body, numbering=lists).document.text
    assert text == "1. A\n2. B\n1. C\n2. D\n"


def test_a_legal_level_shows_roman_outer_numbers_as_decimals(tmp_path: Path) -> None:
    lists = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    text = read(tmp_path, item("A") + item("B", 1), numbering=lists).document.text
    assert text == "I. A\n1.1. B\n"


def test_a_level_that_never_restarts_counts_through(tmp_path: Path) -> None:
    lists = numbering(
        level(0, "upperRoman", "Chương %1"),
        level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>'),
    )
    body = item("A") + item("B", 1) + item("C") + item("D", 1)
    text = read(tmp_path, body, numbering=lists).document.text
    assert [line for line in text.splitlines() if line.startswith("Điều")] == [
        "Điều 1. B",
        "Điều 2. D",
    ]


def test_a_style_gives_its_list_and_level(tmp_path: Path) -> None:
    lists = numbering(
        level(0, "decimal", "Điều %1."), level(1, "decimal", "%2.", '<w:pStyle w:val="Khoan"/>')
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Khoan"><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Nua"><w:basedOn w:val="Khoan"/></w:style>'
    )
    body = paragraph("Phạm vi", properties='<w:pStyle w:val="Dieu"/>')
    body += paragraph("Một.", properties='<w:pStyle w:val="Khoan"/>')
    body += paragraph("Hai.", properties='<w:pStyle w:val="Nua"/>')
    body += paragraph(
        "Không số.",
        properties='<w:pStyle w:val="Khoan"/><w:numPr><w:numId w:val="0"/></w:numPr>',
    )
    assert read(tmp_path, body, numbering=lists, styles=styles).document.text == (
        "Điều 1. Phạm vi\n1. Một.\n2. Hai.\nKhông số.\n"
    )


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("decimalZero", "%1)", "01) A"),
        ("lowerRoman", "%1.", "i. A"),
        ("upperLetter", "%1.", "A. A"),
        ("bullet", "\uf0b7", "- A"),
        ("bullet", "+", "+ A"),
        ("none", "", "A"),
        ("vietnameseCounting", "Phần thứ %1:", "Phần thứ một: A"),
    ],
)
def test_each_form_of_number_is_drawn(tmp_path: Path, form: str, text: str, shown: str) -> None:
    paper = read(tmp_path, item("A"), numbering=numbering(level(0, form, text)))
    assert paper.document.text == f"{shown}\n"


def test_the_point_that_is_typed_in_a_list_keeps_its_own_letter(tmp_path: Path) -> None:
    lists = numbering(level(0, "lowerLetter", "%1)"))
    body = "".join(item(text) for text in "ABCD") + paragraph("đ) Năm") + item("Sáu")
    text = read(tmp_path, body, numbering=lists).document.text
    assert text.splitlines()[3:] == ["d) D", "đ) Năm", "e) Sáu"]


def test_a_list_does_not_count_a_deleted_item(tmp_path: Path) -> None:
    lists = numbering(level(0, "decimal", "%1."))
    gone = item("Cũ").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    gone = gone.replace("<w:r>", "<w:del><w:r>").replace("</w:r>", "</w:r></w:del>")
    text = read(tmp_path, item("A") + gone + item("B"), numbering=lists).document.text
    assert text == "1. A\n2. B\n"


# What hangs on paragraphs, and what stands inside them


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{paragraph('DỰ THẢO lần 2')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{inside}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    text = read(tmp_path, paragraph("Trước.", box) + paragraph("Sau.")).document.text
    assert text == "Trước.\nDỰ THẢO lần 2\nSau.\n"


def test_an_old_text_box_and_word_art_are_read(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{paragraph('Trong khung.')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></w:r>"
    art = '<w:r><w:pict><v:shape><v:textpath string="BẢN SAO"/></v:shape></w:pict></w:r>'
    text = read(tmp_path, paragraph("Một.", box) + paragraph("Hai.", art)).document.text
    assert text == "Một.\nTrong khung.\nHai.\nBẢN SAO\n"


def test_of_a_field_the_result_is_text_and_the_code_is_not(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    body = paragraph(
        "Xem ", mark("begin"), "<w:r><w:instrText> REF dieu5 </w:instrText></w:r>", run("mã"),
        mark("separate"), "Điều 5", mark("end"), ".",
    )  # fmt: skip
    body += paragraph(mark("begin"), "Không có hồi kết.")
    assert read(tmp_path, body).document.text == "Xem Điều 5.\nKhông có hồi kết.\n"


def test_links_controls_and_tags_are_passed_through(tmp_path: Path) -> None:
    body = paragraph(
        f"<w:hyperlink>{run('Cổng dịch vụ')}</w:hyperlink>",
        f"<w:smartTag>{run(' công')}</w:smartTag>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' quốc gia')}</w:sdtContent></w:sdt>",
        f"<w:customXml>{run('.')}</w:customXml>",
    )
    body += f"<w:sdt><w:sdtContent>{paragraph('Cả đoạn.')}</w:sdtContent></w:sdt>"
    text = read(tmp_path, body).document.text
    assert text == "Cổng dịch vụ công quốc gia.\nCả đoạn.\n"


def test_signs_of_symbol_fonts_are_characters(tmp_path: Path) -> None:
    body = paragraph(
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', " Có ",
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', " Không; 5 ",
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', " 3; 5",
        "<w:r><w:noBreakHyphen/></w:r>", "6; Ủy", "<w:r><w:softHyphen/></w:r>", " ban\u00a0xã",
    )  # fmt: skip
    assert read(tmp_path, body).document.text == "☑ Có □ Không; 5 ≥ 3; 5-6; Ủy ban xã\n"


def test_a_sign_that_is_not_known_is_said(tmp_path: Path) -> None:
    body = paragraph("Mục ", '<w:r><w:sym w:font="Phông Lạ" w:char="F021"/></w:r>')
    paper = read(tmp_path, body)
    assert paper.document.text == "Mục \ufffd\n"
    assert [note.text for note in paper.notes if "Phông Lạ" in note.text] == [
        "1 ký hiệu của phông Phông Lạ chưa biết là chữ gì, ghi thành «\ufffd»."
    ]


def test_a_fraction_keeps_its_stroke_and_a_power_its_height(tmp_path: Path) -> None:
    def words(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{words('1')}</m:num><m:den>{words('12')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{words('m')}</m:e><m:sup>{words('2')}</m:sup></m:sSup>"
    body = paragraph(
        "Bằng ", f"<m:oMath>{fraction}</m:oMath>", " của 5 ", f"<m:oMath>{power}</m:oMath>"
    )
    assert read(tmp_path, body).document.text == "Bằng 1/12 của 5 m²\n"


def test_a_letterhead_in_the_header_is_text(tmp_path: Path) -> None:
    head = paragraph("ỦY BAN NHÂN DÂN XÃ AN PHÚ") + paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    paper = read(tmp_path, paragraph("Nội dung."), header=head)
    assert paper.document.text.splitlines()[:2] == [
        "ỦY BAN NHÂN DÂN XÃ AN PHÚ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]
    assert Role.PAGE_MARK not in {passage.role for passage in paper.passages}


def test_other_headers_are_set_apart_and_page_numbers_left_out(tmp_path: Path) -> None:
    number = f'<w:fldSimple w:instr=" PAGE ">{run("12")}</w:fldSimple>'
    footer = paragraph("Trang ", number) + paragraph("Kế hoạch 2026")
    paper = read(tmp_path, paragraph("Nội dung."), footer=footer)
    assert [(p.text, p.role) for p in paper.passages] == [
        ("Nội dung.\n", Role.BODY),
        ("Kế hoạch 2026\n", Role.PAGE_MARK),
    ]
    assert notes_of(paper) == ["Đã bỏ 1 chỗ là số trang ở đầu trang, chân trang (7 ký tự)."]


def test_a_secrecy_mark_in_the_header_refuses_the_paper(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="độ mật"):
        read(tmp_path, paragraph("Nội dung."), header=paragraph("TỐI MẬT"))


def test_an_embedded_document_is_said(tmp_path: Path) -> None:
    paper = read(tmp_path, paragraph("Nội dung.") + '<w:altChunk r:id="x"/>')
    assert notes_of(paper) == [
        "Tệp nhúng 1 tài liệu khác chưa được nạp; hãy mở bằng Word, lưu lại rồi nạp lại."
    ]


def test_headings_by_style_and_by_outline_level_are_headings(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Rieng"><w:basedOn w:val="H"/></w:style>'
    )
    body = paragraph("1. Mục đích", properties='<w:pStyle w:val="Rieng"/>')
    body += paragraph("Nâng cao chất lượng phục vụ.")
    body += paragraph("2. Yêu cầu", properties='<w:outlineLvl w:val="1"/>')
    body += paragraph("Đúng hạn.")
    paper = read(tmp_path, body, styles=styles)
    assert [p.text for p in paper.passages if p.role is Role.HEADING] == [
        "1. Mục đích\n",
        "2. Yêu cầu\n",
    ]


def test_pages_begin_where_they_were_broken(tmp_path: Path) -> None:
    body = paragraph("Một.") + paragraph('<w:r><w:br w:type="page"/></w:r>', "Hai.")
    body += paragraph("Ba.", properties="<w:pageBreakBefore/>")
    paper = read(tmp_path, body)
    assert [p.first_page for p in paper.passages] == [1, 2, 3]


# Kinds of file


@pytest.mark.parametrize("name", ["a.docm", "a.dotx", "a.dotm"])
def test_files_with_macros_and_templates_are_read(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, paragraph("Nội dung."), name=name).document.text == "Nội dung.\n"


def test_a_strict_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    path.write_bytes(word_bytes(paragraph("Nội dung.")))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).replace(usual, strict) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert read_file(path).document.text == "Nội dung.\n"


def _with_document(path: Path, document: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", document)
    return path


def test_entities_are_refused_and_never_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    with pytest.raises(BrokenFileError, match="ForbiddenMarkupError"):
        read_file(_with_document(tmp_path / "a.docx", bomb))


def test_a_file_outside_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "mat.txt"
    secret.write_text("bí mật", encoding="utf-8")
    outside = f'<!DOCTYPE d [<!ENTITY a SYSTEM "{secret.as_uri()}">]><d>&a;</d>'
    with pytest.raises(BrokenFileError, match="ForbiddenMarkupError"):
        read_file(_with_document(tmp_path / "a.docx", outside))


def test_a_workbook_named_docx_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFileError, match="không phải văn bản Word"):
        read_file(_with_document(tmp_path / "a.docx", "<workbook/>"))


def test_deep_nesting_is_refused_without_harm(tmp_path: Path) -> None:
    body = paragraph("đáy")
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert read(tmp_path, body).document.text == "đáy\n"
    for _ in range(300):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    with pytest.raises(BrokenFileError, match="tệp bị hỏng"):
        read(tmp_path, body)


def test_thousands_of_notes_and_rows_are_read(tmp_path: Path) -> None:
    calls = [f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in range(1, 2001)]
    body = "".join(paragraph("Ý", call) for call in calls)
    body += table(["Xã", "Số"], *(["An Phú", str(n)] for n in range(2000)))
    footnotes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(f"Văn bản {n}.")}</w:footnote>' for n in range(1, 2001)
    )
    paper = read(tmp_path, body, footnotes=footnotes)
    assert [p.role for p in paper.passages].count(Role.FOOTNOTE) == 2000
    assert [p.role for p in paper.passages].count(Role.TABLE) == 2001


# Nothing is lost


EVERYTHING = (
    paragraph(
        "I. PHẦN", run(" ẩn", "<w:vanish/>"), f"<w:ins>{run(' thêm')}</w:ins>",
        "<w:r><w:tab/></w:r>", "hết",
    )
    + paragraph(
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "Chọn", "<w:r><w:br/></w:r>", "dưới"
    )
    + table(
        ["STT", "Đơn vị", cell("Thời gian", '<w:gridSpan w:val="2"/>')],
        [cell("", "<w:vMerge/>"), cell("", "<w:vMerge/>"), "Bắt đầu", "Kết thúc"],
        ["1", cell("Phòng Nội vụ", '<w:vMerge w:val="restart"/>'), "01/3/2024", "15/4/2024"],
        ["2", cell("", "<w:vMerge/>"), cell(table(["A", "B"], ["C", "D"])), "15/6/2024"],
        [cell("Tổng cộng", '<w:gridSpan w:val="4"/>')],
    )
    + table([cell(paragraph("UBND XÃ") + paragraph("Số: 5/UBND")), cell("CỘNG HÒA XÃ HỘI")])
    + f"<w:sdt><w:sdtContent>{paragraph('Trong ô điều khiển')}</w:sdtContent></w:sdt>"
    + paragraph(
        f"<w:hyperlink>{run('Liên kết')}</w:hyperlink>", "<w:r><w:noBreakHyphen/></w:r>", "hết."
    )
)  # fmt: skip


def lost(path: Path) -> tuple[Counter[str], ReadDocument]:
    """What python-docx gives of a file and the stored text does not hold."""
    paper = read_file(path)
    check_laws(paper)
    return plainly(path) - letters(paper.document.text), paper


def test_what_python_docx_gives_is_in_the_text_or_counted_in_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_bytes(EVERYTHING))
    missing, paper = lost(path)
    assert "".join(sorted(missing.elements())) == "nẩ"
    assert left_out(paper) == 2


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_paper_loses_nothing(path: Path) -> None:
    assert lost(path)[0] == Counter()


@pytest.mark.papers
@pytest.mark.parametrize("path", DOCX, ids=lambda path: path.name[:2])
def test_a_real_word_file_loses_nothing_that_the_notes_do_not_count(path: Path) -> None:
    missing, paper = lost(path)
    assert missing.total() <= left_out(paper)


def test_the_samples_are_there_to_be_scanned() -> None:
    assert len(SAMPLES) >= 3


def test_a_word_file_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    old_style = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    path.write_bytes(old_style + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(EncryptedFileError, match="mật khẩu"):
        read_file(path)
