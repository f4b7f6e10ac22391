"""Scans and pictures of pages, read through Tesseract."""

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest import ocr_engine
from ingest.errors import OcrMissingError, SecretPaperError
from ingest.pictures import Picture
from ingest.rasterise import DrawnPdf
from ingest.read import read_file
from tests.scans import (
    REPORT,
    drawn,
    needs_fonts,
    needs_tesseract,
    pdf_of_pictures,
    ringed,
    speckled,
    stamped,
    upper_third,
)

pytestmark = needs_tesseract


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_stamped_skewed_and_speckled_scan_says_what_it_is(tmp_path: Path) -> None:
    page = speckled(ringed(upper_third(drawn())).rotate(2, expand=True, fillcolor="white"))
    paper = read_file(put(tmp_path, "quet.pdf", pdf_of_pictures(page)))
    found = paper.document
    assert (found.number, found.kind, found.issuer, found.signed_on) == (
        "214/BC-UBND",
        "Báo cáo",
        "Ủy ban nhân dân xã Bình Minh Tây",
        date(2026, 9, 18),
    )
    assert [note.page for note in paper.notes if "đã chỉnh nghiêng" in note.text] == [1]


@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_on_its_side_or_its_head_is_set_upright(tmp_path: Path, turn: int) -> None:
    page = upper_third(drawn()).rotate(turn, expand=True)
    path = tmp_path / "anh.png"
    page.save(path)
    paper = read_file(path)
    assert paper.document.number == "214/BC-UBND"
    assert [n.page for n in paper.notes if f"đã xoay {360 - turn}°" in n.text] == [1]


def test_a_page_a_metre_high_is_read_as_the_sheet_that_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Telephones write a picture into a PDF without its resolution: a dot is a point there.
    path = tmp_path / "dien_thoai.pdf"
    upper_third(drawn()).save(path, "PDF", resolution=72.0)
    asked: list[int] = []
    draw = DrawnPdf.draw

    def watched(pages: DrawnPdf, number: int, dpi: int) -> Picture:
        asked.append(dpi)
        return draw(pages, number, dpi)

    monkeypatch.setattr(DrawnPdf, "draw", watched)

    assert read_file(path).document.number == "214/BC-UBND"
    assert 100 < max(asked) < 200  # at 300 the page would have 67 million dots


def test_only_the_scanned_page_of_a_mixed_pdf_is_recognised(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(pdf_of_pictures(upper_third(drawn()))))
    writer.append(REPORT, pages=(1, 2))
    mixed = io.BytesIO()
    writer.write(mixed)
    paper = read_file(put(tmp_path, "lan.pdf", mixed.getvalue()))
    assert [n.page for n in paper.notes if "đọc bằng nhận dạng chữ" in n.text] == [1]
    second = pypdf.PdfReader(REPORT).pages[1].extract_text()
    kept = "".join(paper.document.text.split())
    assert [word for word in second.split() if "".join(word.split()) not in kept] == []


# What a program that knows no Vietnamese makes of a scan; it hides this behind the picture.
_BAD_LAYER = """Bao cao cong tic cii cich hinh chlnh qu III nim 2O26
Uy ban nhin din xii Binh Minh Tiy bio cio kt qui thc hin nhu sau vi du
S h so dii gii quyt trong k lii mt trim hai muoi lim h so dng hn"""


def test_a_garbage_layer_behind_a_picture_gives_way_to_what_is_recognised(tmp_path: Path) -> None:
    picture = upper_third(drawn())
    made = io.BytesIO()
    width, height = picture.width * 0.36, picture.height * 0.36  # 200 dots an inch
    page = Canvas(made, pagesize=(width, height))
    page.drawImage(ImageReader(picture), 0, 0, width, height)
    hidden = page.beginText(40, height - 40)
    hidden.setTextRenderMode(3)
    hidden.textLines(_BAD_LAYER * 4)
    page.drawText(hidden)
    page.save()
    paper = read_file(put(tmp_path, "lop-chu-hong.pdf", made.getvalue()))
    assert paper.document.number == "214/BC-UBND"
    assert "hinh chlnh" not in paper.document.text
    assert [n.page for n in paper.notes if "lớp chữ trong tệp hỏng, đã bỏ" in n.text] == [1]


@needs_fonts
@pytest.mark.parametrize("turn", [0, 14])
def test_a_red_mark_of_secrecy_on_a_scan_is_refused(tmp_path: Path, turn: int) -> None:
    page = stamped(upper_third(drawn()), "TỐI MẬT", at=(150, 500), turn=turn)
    with pytest.raises(SecretPaperError):
        read_file(put(tmp_path, "mat.pdf", pdf_of_pictures(page)))


def test_the_frames_of_a_tiff_are_the_pages_of_one_paper(tmp_path: Path) -> None:
    first = upper_third(drawn())
    path = tmp_path / "hai-trang.tif"
    first.save(path, save_all=True, append_images=[first.crop((0, 0, 800, 300))])
    assert read_file(path).document.page_count == 2


def test_a_page_that_takes_too_long_is_said_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr_engine, "OCR_SECONDS", 0.01)
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(pdf_of_pictures(upper_third(drawn()))))
    writer.append(REPORT, pages=(1, 2))
    mixed = io.BytesIO()
    writer.write(mixed)
    paper = read_file(put(tmp_path, "lan.pdf", mixed.getvalue()))
    assert [note.text for note in paper.notes if note.page == 1] == [
        "Trang 1: không đọc được (nhận dạng chữ quá thời gian cho phép); cần xem bản gốc."
    ]


def test_a_scan_is_held_where_tesseract_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    path = put(tmp_path, "a.pdf", pdf_of_pictures(upper_third(drawn())))
    with pytest.raises(OcrMissingError, match=r"apt install tesseract-ocr tesseract-ocr-vie"):
        read_file(path)
