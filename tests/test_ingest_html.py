"""Web pages: what a reader sees, and what of the page is the site's."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from corpus.documents import ReadDocument, Role
from ingest.errors import BrokenFileError, EmptyFileError
from ingest.read import read_file
from tests.test_ingest_laws import check_laws


def read(folder: Path, page: str | bytes, name: str = "a.html") -> ReadDocument:
    path = folder / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    paper = read_file(path)
    check_laws(paper)
    return paper


def text(folder: Path, page: str | bytes) -> str:
    return read(folder, page).document.text


def test_paragraphs_breaks_and_entities_are_read(tmp_path: Path) -> None:
    page = "<p>Ủy ban&nbsp;nhân d&acirc;n<br>X&#227; An\nPhú</p><div>Hết &lt;5 ngày&gt;.</div>"
    assert text(tmp_path, page) == "Ủy ban nhân dân\nXã An Phú\nHết <5 ngày>.\n"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", "utf-16"),
        ("cp1258", "windows-1258"),
        ("cp1258", ""),
    ],
)
def test_each_encoding_is_read(tmp_path: Path, encoding: str, declared: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = f"<html><head>{meta}</head><body><p>Đơn vị nộp hồ sơ trong tháng.</p></body></html>"
    if encoding == "cp1258":  # Windows keeps a tone mark as a byte of its own
        page = page.replace("ị", "i\u0323").replace("ộ", "ô\u0323").replace("ồ", "ô\u0300")
    assert text(tmp_path, page.encode(encoding)) == "Đơn vị nộp hồ sơ trong tháng.\n"


def test_bytes_that_can_not_be_read_are_said(tmp_path: Path) -> None:
    page = b'<meta charset="windows-1252"><p>H\xe0nh ch\xednh \x81</p>'
    paper = read(tmp_path, page)
    assert paper.document.text == "Hành chính \ufffd\n"
    assert "1 ký tự không đọc được" in "".join(note.text for note in paper.notes)


def test_scripts_and_the_sites_own_parts_are_left_out_and_counted(tmp_path: Path) -> None:
    menu = "".join(f'<li><a href="/{n}">Mục {n}</a></li>' for n in range(6))
    page = (
        f"<head><title>Cổng</title><style>p{{}}</style></head><script>var a;</script>"
        f"<ul>{menu}</ul><nav>Trang chủ</nav><div class='footer-links'>Liên hệ</div>"
        f"<p>{'Nội dung của văn bản. ' * 20}</p>"
    )
    paper = read(tmp_path, page)
    assert paper.document.text == ("Nội dung của văn bản. " * 20).strip() + "\n"
    assert [note.text for note in paper.notes if note.text.startswith("Đã bỏ")] == [
        "Đã bỏ 3 chỗ là trình đơn, quảng cáo, đầu và chân trang của trang mạng (38 ký tự).",
        "Đã bỏ 2 đoạn mã và kiểu trình bày của trang mạng.",
    ]


def test_a_part_that_holds_the_paper_is_kept_whatever_it_is_called(tmp_path: Path) -> None:
    page = "<div class='comment'><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p></div><p>Thân bài.</p>"
    assert text(tmp_path, page).startswith("CỘNG HÒA")


def test_hidden_words_are_out_and_shown_in_the_report(tmp_path: Path) -> None:
    paper = read(tmp_path, "<p>Hiện.</p><p style='display:none'>Ẩn đi</p>")
    assert paper.document.text == "Hiện.\n"
    assert any("chữ đặt ẩn (4 ký tự)" in note.text for note in paper.notes)


def test_lists_are_numbered_as_shown(tmp_path: Path) -> None:
    page = (
        "<ol type=I start=2><li>Mục<ol type=a><li>Một</li><li value=4>Hai</li></ol></li></ol>"
        "<ul><li>Gạch</li></ul><ol style='list-style-type:none'><li>1.1. Tự đánh</li></ol>"
    )
    assert text(tmp_path, page) == "II. Mục\na. Một\nd. Hai\n- Gạch\n1.1. Tự đánh\n"


def test_footnotes_stand_after_the_paragraph_that_calls_them(tmp_path: Path) -> None:
    page = (
        '<p>Theo Luật<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> này, 5 m<sup>2</sup>.</p>'
        '<p>Sau.</p><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Luật số 72.</p>'
        "</div>"
    )
    assert text(tmp_path, page) == "Theo Luật¹ này, 5 m².\n¹ Luật số 72.\nSau.\n"


def test_merged_cells_of_a_table_are_laid_out(tmp_path: Path) -> None:
    page = (
        "<table border=1><tr><th rowspan=2>Đơn vị</th><th colspan=2>Thời gian</th></tr>"
        "<tr><th>Bắt đầu</th><th>Kết thúc</th></tr>"
        "<tr><td rowspan=2>Phòng Nội vụ</td><td>1/3/2024</td><td>15/4/2024</td></tr>"
        "<tr><td>2/5/2024</td><td>20/6/2024</td></tr></table>"
    )
    rows = [p for p in read(tmp_path, page).passages if p.role is Role.TABLE]
    assert rows[3].text == "| 2/5/2024 | 20/6/2024\n"
    assert rows[3].heads == ("Đơn vị", "Thời gian – Bắt đầu", "Thời gian – Kết thúc")
    assert rows[3].carried == ("Phòng Nội vụ", "", "")


def test_a_letterhead_in_a_table_is_read_by_columns(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>UBND XÃ AN PHÚ<br>Số: 5/KH-UBND</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        "<br>An Phú, ngày 5 tháng 1 năm 2026</td></tr></table><p>KẾ HOẠCH</p><p>Năm 2026</p>"
    )
    paper = read(tmp_path, page)
    assert paper.document.number == "5/KH-UBND"
    assert Role.TABLE not in {passage.role for passage in paper.passages}


def test_a_web_archive_is_read(tmp_path: Path) -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText("<p>Người dân nộp hồ sơ.</p>", "html", "utf-8"))
    message.attach(MIMEText("p{}", "css", "utf-8"))
    paper = read(tmp_path, message.as_bytes(), "a.mht")
    assert paper.document.text == "Người dân nộp hồ sơ.\n"


def test_an_archive_without_a_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFileError, match="không có trang nào"):
        read(tmp_path, b"Subject: x\n\nchu", "a.mht")


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError, match="không có chữ nào"):
        read(tmp_path, "<html><script>x</script></html>")


def test_nothing_outside_the_page_is_opened_or_expanded(tmp_path: Path) -> None:
    page = '<!DOCTYPE h [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>Trước &a; sau.</p>'
    assert "sau." in text(tmp_path, page)


def test_deep_nesting_loses_no_word(tmp_path: Path) -> None:
    assert text(tmp_path, f"{'<div>' * 300}đáy{'</div>' * 300}<p>Sau.</p>") == "đáy\nSau.\n"


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenFileError, match="tệp bị hỏng"):
        text(tmp_path, f"{'<div>' * 5000}đáy{'</div>' * 5000}<p>Sau.</p>")


def test_a_table_that_claims_a_million_columns_is_read(tmp_path: Path) -> None:
    page = (
        "<table><tr><td colspan=999999 rowspan=999999>A</td><td>B</td></tr>"
        "<tr><td>C</td><td>D</td></tr></table>"
    )
    assert "C" in text(tmp_path, page)
