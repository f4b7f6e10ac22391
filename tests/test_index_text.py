"""What the index takes from the corpus room: one writing of text and of document numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.issuer_symbols import issuer_of_symbol
from corpus.numbers import NumberMention, find_numbers, kind_of_number, organ_of_number
from corpus.text import fold, nfc, normalize


@given(st.text())
def test_normalizing_twice_is_normalizing_once(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.text())
def test_nfc_twice_is_nfc_once(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)


@given(st.text(st.sampled_from("hoàòáóạọthủyuỷúýqđĐ ÀÒ")))
def test_folding_does_not_depend_on_the_tone_place(text: str) -> None:
    assert fold(normalize(text)) == fold(nfc(text)).lower()


def test_decomposed_letters_become_composed() -> None:
    assert nfc("ha\u0323n") == "hạn"


def test_an_icelandic_eth_is_read_as_the_letter_d_with_stroke() -> None:
    assert nfc("NÐ-CP ð") == "NĐ-CP đ"


def test_invisible_marks_are_removed_and_hard_spaces_are_spaces() -> None:
    assert nfc("báo\u00adcáo\u200b\u00a0năm") == "báocáo năm"


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("HÓA", "hoá"), ("ủy", "uỷ")],
)
def test_the_old_tone_place_becomes_the_new_one(old: str, new: str) -> None:
    assert normalize(old) == normalize(new)


def test_the_vowel_after_qu_keeps_its_tone() -> None:
    assert normalize("Quý") == "quý"


def test_a_tone_before_a_last_consonant_keeps_its_place() -> None:
    assert normalize("hoàn toàn") == "hoàn toàn"


def test_folding_takes_every_accent_away() -> None:
    assert fold("Hạn gửi báo cáo: Đồng Tháp") == "Han gui bao cao: Dong Thap"


def test_a_number_is_found_with_its_span() -> None:
    assert list(find_numbers("Theo 61/2018/NĐ-CP.")) == [
        NumberMention(number="61/2018/NĐ-CP", start=5, end=18)
    ]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("61/2018/NĐ-CP", "61/2018/NĐ-CP"),
        ("61/2018/NĐ – CP", "61/2018/NĐ-CP"),
        ("061 / 2018 / NĐ-CP", "61/2018/NĐ-CP"),
        ("085/KH-UBND", "85/KH-UBND"),
        ("831/UBND.HC", "831/UBND-HC"),
        ("19-NQ/TW", "19-NQ/TW"),
        ("19 – NQ/TW", "19-NQ/TW"),
        ("12/2022/TT-BTNMT", "12/2022/TT-BTNMT"),
        ("59/2020/QH14", "59/2020/QH14"),
    ],
)
def test_a_number_has_one_writing(written: str, number: str) -> None:
    assert [mention.number for mention in find_numbers(written)] == [number]


def test_a_number_is_not_found_inside_a_longer_one() -> None:
    assert [mention.number for mention in find_numbers("145/2020/NĐ-CP")] == ["145/2020/NĐ-CP"]


def test_a_day_is_no_number() -> None:
    assert list(find_numbers("ngày 31/8/2023")) == []


def test_numbers_come_in_reading_order() -> None:
    text = "19-NQ/TW, 85/KH-UBND và 61/2018/NĐ-CP"
    assert [mention.number for mention in find_numbers(text)] == [
        "19-NQ/TW",
        "85/KH-UBND",
        "61/2018/NĐ-CP",
    ]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("61/2018/NĐ-CP", "Nghị định"),
        ("85/KH-UBND", "Kế hoạch"),
        ("19-NQ/TW", "Nghị quyết"),
        ("59/2020/QH14", "Luật"),
        ("831/UBND-HC", None),
        ("78/UBND-TC", None),
        ("1609/STC-QLNS", None),
        ("7-CV/TU", "Công văn"),
        ("5/GUQ-UBND", "Giấy ủy quyền"),
        ("3/PC-VP", "Phiếu chuyển"),
        ("1/2015/TTLT-BTC-BNV", "Thông tư liên tịch"),
        ("163/2025/QĐ-CTUBND", "Quyết định"),
        ("12/UB-QĐ", "Quyết định"),
        ("2/2022/UBTVQH15", None),
    ],
)
def test_a_number_names_its_kind(number: str, kind: str | None) -> None:
    assert kind_of_number(number) == kind


@pytest.mark.parametrize(
    ("number", "organ", "name"),
    [
        ("85/KH-UBND", "UBND", "Ủy ban nhân dân"),
        ("831/UBND-HC", "UBND", "Ủy ban nhân dân"),
        ("162/QĐ-UBND-HC", "UBND", "Ủy ban nhân dân"),
        ("1609/STC-QLNS", "STC", "Sở Tài chính"),
        ("78/VPUBND-HCC", "VPUBND", "Văn phòng Ủy ban nhân dân"),
        ("2149/TB-ĐKT", "ĐKT", "Đoàn kiểm tra"),
        ("766/QĐ-TTg", "TTg", "Thủ tướng Chính phủ"),
        ("1/2022/TT-BTC", "BTC", "Bộ Tài chính"),
        ("19-NQ/TW", "TW", "Ban Chấp hành Trung ương"),
        ("62-CTr/TU", "TU", "Tỉnh ủy"),
        ("02/NQ-HĐND", "HĐND", "Hội đồng nhân dân"),
        ("2/2022/UBTVQH15", "UBTVQH", "Ủy ban Thường vụ Quốc hội"),
        ("59/2020/QH14", "QH", "Quốc hội"),
        ("12/UB-QĐ", "UB", "Ủy ban nhân dân"),
    ],
)
def test_a_number_names_its_organ(number: str, organ: str, name: str) -> None:
    assert organ_of_number(number) == organ
    found = issuer_of_symbol(organ)
    assert found is not None
    assert found.name == name


def test_a_symbol_that_is_not_known_names_no_organ() -> None:
    assert issuer_of_symbol(organ_of_number("5/KH-XYZ")) is None
    assert issuer_of_symbol(None) is None


@given(st.text(st.sampled_from("0123456789/-–. NĐCPKHUBQTW,\n"), max_size=40))
def test_a_canonical_number_is_found_again_as_it_is(text: str) -> None:
    numbers = [mention.number for mention in find_numbers(text)]
    again = [mention.number for number in numbers for mention in find_numbers(number)]
    assert again == numbers
