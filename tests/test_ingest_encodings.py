"""Old encodings: what is decoded, and what stays as it is."""

import pytest

from corpus.text import nfc
from ingest.encodings.decode import decode_lines
from ingest.encodings.letters import mend_letters
from ingest.encodings.stage import decode_by_page, decode_pages
from ingest.encodings.surface import keep_surface, surface_of
from ingest.encodings.tables import encoding_of_font, is_capitals_font
from ingest.lines import Line, Pages
from tests.old_encodings import TCVN3, to_tcvn3, to_viscii, to_vni

PROSE = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Xét đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 45/TTr-NV về việc giao nhiệm vụ,",
    "Ủy ban nhân dân xã có trách nhiệm tiếp nhận, giải quyết hồ sơ trong 05 ngày làm việc.",
    "Người nộp hồ sơ được hẹn trả kết quả; phần mềm Microsoft Word lưu mẫu đơn.",
    "Mọi khoản thu phải được ghi sổ đầy đủ, rõ ràng, kịp thời theo quy định.",
    "Nghĩ kỹ, dẫn giải, sẵn sàng, thuở ấy, khẳng khái, ngoằn ngoèo, lẫm chẫm, ỷ lại, kỵ binh.",
)


def decoded(lines: list[str]) -> list[str]:
    found = decode_lines([nfc(keep_surface(line)) for line in lines])
    return lines if found is None else [found.text(index) for index in range(len(lines))]


def test_tcvn3_is_read_letter_by_letter() -> None:
    assert decoded(["Céng hoµ x· héi chñ nghÜa ViÖt Nam", "§éc lËp - Tù do - H¹nh phóc"]) == [
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_vni_is_read_letter_by_letter() -> None:
    assert decoded(["COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "Ñoäc laäp - Töï do"]) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do",
    ]


def test_prose_in_tcvn3_comes_back_whole() -> None:
    # An accented capital is a small letter to TCVN3: only its font shows it.
    assert [line.lower() for line in decoded([to_tcvn3(line) for line in PROSE])] == [
        line.lower() for line in PROSE
    ]


def test_prose_in_vni_comes_back_whole() -> None:
    assert decoded([to_vni(line) for line in PROSE]) == list(PROSE)


def test_prose_in_viscii_comes_back_whole() -> None:
    assert decoded([surface_of(to_viscii(line)) for line in PROSE]) == list(PROSE)


def test_capitals_typed_with_small_accents_are_capitals() -> None:
    assert decoded(["B¸O C¸O t×nh h×nh", "Sè: 28/2003/N§-CP cña Hµ NéI"]) == [
        "BÁO CÁO tình hình",
        "Số: 28/2003/NĐ-CP của HÀ NỘI",
    ]


def test_each_line_is_read_in_its_own_encoding() -> None:
    lines = [to_tcvn3(PROSE[0]), PROSE[1], to_vni(PROSE[2]), PROSE[3], to_tcvn3(PROSE[4])]
    assert decoded(lines) == list(PROSE[:5])


def test_a_short_cell_goes_with_its_neighbours() -> None:
    cells = ["Đơn vị", "Ô tô", "Chiếc", "Số", "12", "Đ", "ở", "Xăng dầu các loại", "Giấy"]
    assert [cell.lower() for cell in decoded([to_tcvn3(cell) for cell in cells])] == [
        cell.lower() for cell in cells
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân xã báo cáo kết quả giải quyết thủ tục hành chính.",
        "Là nhà, và cá, có lý, vô tư, đó là toàn dân đã hóa giải.",
        "Le président a déjà été élu à Genève ; où est l'élève ? Ça va, très bien, là-bas.",
        "El niño añadió que mañana habrá una reunión en la estación según él.",
        "Die Straße führt über größere Brücken, schön für Fußgänger.",
        "The angle is 5 µm ± 0.3 at 20 °C; Windows® and ª, º, ½, §5, 5 − 3 = 2, x² · y³.",
        "Đá dăm 1×2 cm, điện 220 V ± 10 %, góc 45°, giá 5 € – 7 £ mỗi m²; “Hàn” … • mục a",
    ],
)
def test_unicode_text_is_left_as_it_is(text: str) -> None:
    pages = Pages(lines=(Line(text=text, page=1),) * 3, page_count=1)
    assert decode_pages(pages) is pages


def test_unicode_in_a_font_of_tcvn3_is_left_as_it_is() -> None:
    line = "Nhà nước bảo vệ tài sản của nhân dân và cá nhân."
    assert decode_lines([line], [[".VnTime"] * len(line)]) is None


def test_a_font_that_draws_capitals_gives_capitals() -> None:
    line = "quyÕt ®Þnh cña bé trëng"
    found = decode_lines([line], [[".VnTimeH"] * len(line)])
    assert found is not None
    assert found.text(0).startswith("QUYẾT ĐỊNH CỦA BỘ")


def test_a_word_over_two_fonts_is_decoded_whole() -> None:
    line = to_vni("Ủy ban nhân dân tỉnh quyết định")
    fonts = ["VNI-Times" if index % 2 else "Arial" for index in range(len(line))]
    found = decode_lines([line], [fonts])
    assert found is not None
    assert found.text(0) == "Ủy ban nhân dân tỉnh quyết định"
    assert len(found.letters[0]) == len(line)


def test_pdf_signs_of_tcvn3_are_letters_only_inside_words() -> None:
    assert decoded(["nhµ n−íc ®Çu t− n¨m 2007: 5 − 3", "vèn ®Çu t − n −íc ngoµi"]) == [
        "nhà nước đầu tư năm 2007: 5 − 3",
        "vốn đầu t ư n ước ngoài",
    ]


def test_the_report_names_encoding_pages_and_letters() -> None:
    first = [Line(text=to_tcvn3(text), page=1) for text in PROSE[:2]]
    second = [Line(text=PROSE[2], page=2)]
    third = [Line(text=to_tcvn3(PROSE[4]), page=3)]
    pages, notes = decode_by_page([first, second, third])
    assert [len(page) for page in pages] == [2, 1, 1]
    assert pages[1] == second
    assert notes[0].text == (
        "Chữ gõ bằng bảng mã cũ TCVN3 ở trang 1, 3: đã đổi 49 chữ cái sang Unicode."
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tie\u0302\u0301ng Vie\u0323\u0302t", "tiếng Việt"),
        ("tie\u0301\u0302ng", "tiếng"),
        ("ngu\u0323\u031b", "ngự"),
        ("Ɖiều, Ðiều", "Điều, Điều"),
        ("Hа Nоi", "Ha Noi"),  # Cyrillic а and о
        ("Москва", "Москва"),
        ("µm, α + β", "µm, α + β"),
    ],
)
def test_letters_written_unusually_become_the_plain_ones(written: str, meant: str) -> None:
    assert mend_letters(written) == meant
    assert mend_letters(meant) == meant


def test_font_names_tell_encodings() -> None:
    assert encoding_of_font(".VnTime") == "TCVN3"
    assert encoding_of_font("VNI-Times") == "VNI"
    assert encoding_of_font("VPS Times") == "VPS"
    assert encoding_of_font("Times New Roman") is None
    assert is_capitals_font(".VnTimeH")
    assert is_capitals_font(".VnArialH")
    assert not is_capitals_font(".VnTime")


def test_the_table_of_the_tests_has_every_letter() -> None:
    assert len(TCVN3) == 7 + 67
