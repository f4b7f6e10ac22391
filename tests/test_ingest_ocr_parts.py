"""The parts of reading scans that need no Tesseract."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.errors import TooLargeError
from ingest.ocr_clean import only_red, skew_of, without_red
from ingest.ocr_engine import Word
from ingest.ocr_fields import find_slash, read_pen
from ingest.ocr_lines import lines_of, rows_of
from ingest.ocr_secrecy import bears_mark
from ingest.ocr_strip import agreed
from ingest.ocr_symbols import mend_symbol, number_in_name
from ingest.pictures import open_pictures, rotated
from ingest.text_layer import is_garbage, is_missing


def word(text: str, left: int, top: int, line: int) -> Word:
    return Word(
        text=text,
        left=left,
        top=top,
        width=len(text) * 20,
        height=36,
        confidence=95.0,
        line=(1, 1, line),
    )


def test_two_columns_at_one_height_are_one_line_with_a_wide_gap() -> None:
    words = [word("SỞ", 100, 50, 1), word("Độc", 600, 52, 2), word("lập", 680, 51, 2)]
    assert [line.text for line in lines_of(rows_of(words), 1)] == ["SỞ" + " " * 23 + "Độc lập"]


def test_a_line_set_in_shows_its_indent() -> None:
    words = [word(text, 100, 60 * i, i) for i, text in enumerate(["Các", "đơn", "vị"])]
    lines = lines_of(rows_of([*words, word("Giao", 300, 180, 4)]), 1)
    assert [line.indent for line in lines] == [0, 0, 0, 10]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("QÐ-UBND", "QĐ-UBND"),
        ("OD-UBND", "QĐ-UBND"),
        ("KH-UBND", "KH-UBND"),
        ("SYT-NVY", "SYT-NVY"),
    ],
)
def test_a_symbol_is_mended_where_one_reading_is_left(read: str, meant: str) -> None:
    assert mend_symbol(read).symbol == meant


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("02-381_tb_syt.pdf", "381"),
        ("tb-381.pdf", ""),
        ("381_qd_ubnd.pdf", ""),
        ("quet-0001.pdf", ""),
    ],
)
def test_a_files_name_confirms_only_the_symbol_that_it_bears(name: str, count: str) -> None:
    assert number_in_name(name, "TB-SYT") == count


@pytest.mark.parametrize(
    ("readings", "figure"),
    [
        (["21", "21", "2]", "21"], "21"),
        (["l6", "lố", "16", "16"], "16"),
        (["2016", "2018", "2018", "2016"], None),
        (["»ì", "h_", "5_", "Đ"], None),
    ],
)
def test_a_figure_is_taken_only_where_readings_agree(
    readings: list[str], figure: str | None
) -> None:
    assert agreed(readings, r"\d{1,4}", 40.0) == figure


@pytest.mark.parametrize("text", ["MẬT", "TỐI MẬT", "| TUYET MẠT |", "ĐỘ MẬT: MẬT", "TỐI MẶT"])
def test_a_misread_mark_of_secrecy_is_still_one(text: str) -> None:
    assert bears_mark([text])


@pytest.mark.parametrize("text", ["MẮT", "BẢO MẬT", "Mặt trận", "BỀ MẶT", "bí mật"])
def test_other_words_are_no_mark_of_secrecy(text: str) -> None:
    assert not bears_mark([text])


def test_red_ink_goes_and_black_ink_under_it_stays() -> None:
    colours = np.full((4, 3, 3), 255, np.uint8)
    colours[1] = (220, 40, 50)
    colours[2] = (20, 10, 12)
    assert (without_red(colours)[:, 0] > 128).tolist() == [True, True, False, True]


def test_a_page_without_red_has_no_red_stamp() -> None:
    assert only_red(np.full((50, 50, 3), 90, np.uint8)) is None


def test_the_skew_of_lines_is_measured() -> None:
    page = np.full((1400, 1000), 255, np.uint8)
    for top in range(200, 1200, 40):
        page[top : top + 12, 150:850] = 0
    assert skew_of(page) == 0.0
    assert skew_of(rotated(page, 3)) == pytest.approx(-3, abs=0.3)


def test_digits_drawn_by_pen_are_read_and_a_slash_is_found() -> None:
    field = Image.new("L", (260, 90), 255)
    pen = ImageDraw.Draw(field)
    pen.line([(25, 45), (38, 25), (38, 65)], fill=0, width=4, joint="curve")  # 1
    pen.line([(60, 27), (85, 27), (70, 65)], fill=0, width=4, joint="curve")  # 7
    assert read_pen(np.asarray(field), 36.0).digits == "17"
    pen.line([(130, 66), (145, 26)], fill=0, width=3)
    assert find_slash(np.asarray(field), 36.0, 135.0) in range(126, 134)


def test_an_empty_field_gives_no_digits() -> None:
    assert read_pen(np.full((90, 120), 255, np.uint8), 36.0).digits == ""


def test_a_text_in_an_old_encoding_is_garbage_until_it_is_decoded() -> None:
    assert is_garbage("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp Tù do H¹nh phóc " * 3)
    assert not is_garbage("Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập Tự do Hạnh phúc " * 3)


def test_words_broken_by_blanks_and_english_are_no_garbage() -> None:
    assert not is_garbage("Căn cứ Lu ật tổ ch ức chính quy ền đ ịa ph ương n ăm 2015 " * 3)
    assert not is_garbage("The report of the committee is kept for the use of members " * 3)


def test_a_seal_printed_on_a_scanned_sheet_is_not_its_text() -> None:
    seal = "Người ký: Văn phòng Ủy ban nhân dân. Thời gian ký: 12/07/2022 15:41:03 +07:00"
    assert is_missing(seal, 0.95)
    assert not is_missing(seal, 0.1)


def test_a_picture_of_too_many_pixels_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "to.png"
    Image.new("1", (20_000, 20_000)).save(path)
    with pytest.raises(TooLargeError, match="89 triệu điểm"):
        list(open_pictures(path, path.read_bytes()))


def test_a_photograph_is_set_upright_by_its_exif(tmp_path: Path) -> None:
    image = Image.new("RGB", (40, 20), "white")
    exif = image.getexif()
    exif[274] = 6
    path = tmp_path / "a.jpg"
    image.save(path, exif=exif)
    assert [p.shape for _, p in open_pictures(path, path.read_bytes())] == [(40, 20, 3)]
