"""How a question is read over a library: numbers, short forms, accents, slips."""

import json
from pathlib import Path

import pytest

from corpus.abbreviations import Abbreviation
from corpus.office_abbreviations import OfficeAbbreviationsError, read_office_abbreviations
from index.accents import AccentRestorer
from index.lexical import LexicalIndex, LexicalSpellings
from index.question_reader import QuestionReader
from index.restoring import restorer_of
from index.rows import Entry, row_of
from tests.index_doubles import HashingEmbedder

TEXTS = (
    "Thời hạn nộp báo cáo theo Nghị định số 61/2018/NĐ-CP và Kế hoạch số 88/KH-UBND.",
    "Hồ sơ cấp giấy phép xây dựng gồm đơn đề nghị. Thông tư 01/2018/TT-VPCP.",
    "Người được phân công ở phường Tân Lộc Đông; điểm đ khoản 1, ý thứ hai.",
    "Quyết định 45/2016/QĐ-TTg, Quyết định 45/2020/QĐ-TTg, Luật số 72/2025/QH15, 105/QĐ-UBND.",
)
KSX = Abbreviation(
    short="KSX", full="kiểm soát xây dựng", also=("k.s.x",), group="", is_ambiguous=False
)


@pytest.fixture
def library(tmp_path: Path) -> LexicalSpellings:
    index = LexicalIndex(tmp_path)
    words = ("thời_hạn", "hồ_sơ", "giấy_phép", "xây_dựng", "tân_lộc_đông")
    index.write(
        Entry(row=row_of(1, place), text=text, context="", words=words if place == 0 else ())
        for place, text in enumerate(TEXTS)
    )
    return index.spellings()


@pytest.fixture
def reader() -> QuestionReader:
    return QuestionReader(restorer_of(HashingEmbedder()), (KSX,))


@pytest.mark.parametrize(
    "typed",
    [
        "NĐ 61/2018", "nđ 61/2018", "nghị định 61", "nghị định số 61", "61/2018/ND-CP",
        "61/2018/nđ-cp", "ND61-2018", "nđ61/2018", "61-2018-NĐ-CP", "NĐ-CP 61/2018",
        "61/2018/NĐ – CP", "nghi dinh 61/2018",
    ],
)  # fmt: skip
def test_a_number_in_any_writing_is_the_papers_number(
    typed: str, reader: QuestionReader, library: LexicalSpellings
) -> None:
    assert "61/2018/NĐ-CP" in reader.read(f"theo {typed} thì sao", library)


def test_quarter_typed_without_accents_is_a_quarter(
    reader: QuestionReader, library: LexicalSpellings
) -> None:
    assert "quý 3" in reader.read("so lieu quy 3 ra sao", library)
    assert "Quý III" in reader.read("Quy III phải làm gì", library)
    assert "quý 3" not in reader.read("theo quy chế 3 bên", library)


def test_a_local_number_and_a_law_are_completed_from_the_library(
    reader: QuestionReader, library: LexicalSpellings
) -> None:
    assert "88/KH-UBND" in reader.read("kế hoạch 88 giao ai", library)
    assert "88/KH-UBND" in reader.read("88/kh - ubnd giao ai", library)
    assert "105/QĐ-UBND" in reader.read("khoan 1 dieu 2 quyet dinh 105/QD-UBND", library)
    assert "1/2018/TT-VPCP" in reader.read("thông tư 01/2018 quy định gì", library)
    assert "72/2025/QH15" in reader.read("luật 72/2025 quy định gì", library)


@pytest.mark.parametrize(
    "typed",
    [
        "quyết định 45 nói gì",  # two in the library
        "báo cáo 6 tháng đầu năm",
        "kế hoạch 2023",
        "nghị định 999 nói gì",
        "báo cáo tuần 61/2018",
        "khoản 1 điều 61",
    ],
)
def test_a_number_that_is_not_sure_stays(
    typed: str, reader: QuestionReader, library: LexicalSpellings
) -> None:
    assert reader.read(typed, library) == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("thời hjan nộp báo cáo", "thời hạn nộp báo cáo"),
        ("thời hạn nộp báoo cáo", "thời hạn nộp báo cáo"),
        ("hoso cấp giấy phép", "hồ sơ cấp giấy phép"),
        ("thowif hanj nộp báo cáo", "thời hạn nộp báo cáo"),
        ("đơn dde^` nghị", "đơn đề nghị"),
        ("thoi72 han5 nộp báo cáo", "thời hạn nộp báo cáo"),
        ("nguoi duoc phân công", "người được phân công"),
    ],
)
def test_what_was_typed_wrongly_is_read_as_it_was_meant(
    typed: str, read: str, reader: QuestionReader, library: LexicalSpellings
) -> None:
    assert reader.read(typed, library) == read


@pytest.mark.parametrize(
    "typed",
    [
        "Thời hạn nộp báo cáo là khi nào?",
        "điểm đ khoản 1, ý thứ hai",
        "mã H12.34 và mã số B-7",
        "quý 2 có mấy báo cáo",
        "Quy2 năm 2024",
        "tài khoản VNeID của Krông Năng",
        "đạt 84,96% ngày 31/8/2023",
    ],
)
def test_what_is_right_stays_as_it_is(
    typed: str, reader: QuestionReader, library: LexicalSpellings
) -> None:
    assert reader.read(typed, library) == typed


def test_a_bare_question_gets_its_accents_and_keeps_its_number(
    reader: QuestionReader, library: LexicalSpellings
) -> None:
    assert reader.read("thoi han nop bao cao theo nd 61/2018?", library) == (
        "thời hạn nộp báo cáo theo nd 61/2018/NĐ-CP?"
    )


def test_a_bare_question_with_a_slip_is_read(
    reader: QuestionReader, library: LexicalSpellings
) -> None:
    assert reader.read("thoi hna nop bao cao", library) == "thời hạn nộp báo cáo"


def test_a_short_form_of_papers_is_not_read_as_keys(
    reader: QuestionReader, library: LexicalSpellings
) -> None:
    read = reader.read("may aps nhan bao nhieu ho so", library)
    assert "áp" not in read
    assert "hồ sơ" in read  # the others get their accents still


def test_reading_twice_is_reading_once(reader: QuestionReader, library: LexicalSpellings) -> None:
    once = reader.read("thoi hna nop bao cao nd61-2018", library)
    assert reader.read(once, library) == once


def test_an_offices_short_form_is_written_out(
    reader: QuestionReader, library: LexicalSpellings
) -> None:
    assert reader.read("KSX báo cáo khi nào", library) == "kiểm soát xây dựng báo cáo khi nào"


def test_the_full_words_search_for_the_short_form_too(reader: QuestionReader) -> None:
    assert reader.with_short_forms("Kiểm soát xây dựng ở xã") == "Kiểm soát xây dựng ở xã KSX"
    assert reader.with_short_forms("xây dựng ở xã") == "xây dựng ở xã"


def test_an_unclear_short_form_of_the_office_stays(library: LexicalSpellings) -> None:
    unclear = Abbreviation(short="QH", full="quy hoạch", also=(), group="", is_ambiguous=True)
    reader = QuestionReader(AccentRestorer(dict), (unclear,))
    assert reader.read("QH của phường", library) == "QH của phường"


# The office's own file


def test_an_office_without_a_file_has_no_short_forms(tmp_path: Path) -> None:
    assert read_office_abbreviations(tmp_path / "abbreviations.json") == ()


def test_an_offices_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "abbreviations.json"
    entry = {"short": "KSX", "full": "kiểm  soát xây dựng"}
    path.write_text(json.dumps({"entries": [entry]}), encoding="utf-8")
    assert read_office_abbreviations(path) == (
        Abbreviation(
            short="KSX",
            full="kiểm soát xây dựng",
            also=(),
            group="của cơ quan",
            is_ambiguous=False,
        ),
    )


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "không phải JSON"),
        ("[]", "không có danh sách «entries»"),
        ('{"entries": ["KSX"]}', "mục thứ 1 là «KSX»"),
        ('{"entries": [{"short": "KSX"}]}', "mục thứ 1 thiếu chữ ở «full»"),
        ('{"entries": [{"short": "K", "full": "k", "also": "k"}]}', "«also» không phải"),
        ('{"entries": [{"short": "K", "full": "k", "ambiguous": 1}]}', "không phải đúng/sai"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(
    written: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "abbreviations.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(OfficeAbbreviationsError, match=message):
        read_office_abbreviations(path)
