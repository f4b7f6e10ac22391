"""Files of procedures: what is cut from the glued fields, and that nothing of them is lost."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.procedures import Component, FilingWay, LegalBasis
from corpus.text import nfc
from ingest.procedure_fields import (
    BASES_HEAD,
    COMPONENTS_HEAD,
    WAYS_HEAD,
    cut_bases,
    cut_components,
    cut_results,
    cut_steps,
    cut_ways,
)
from ingest.procedures import READ_FIELDS, ReadProcedures, read_procedures

SAMPLES = Path(__file__).parents[1] / "samples" / "procedures" / "thu-tuc-mau.jsonl"
SHARED = Path(__file__).parents[2] / "shared" / "procedures" / "procedures.jsonl.gz"


@pytest.fixture
def read() -> ReadProcedures:
    return read_procedures(SAMPLES)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_row_is_cut_into_way_time_fee_and_description() -> None:
    field = f"{WAYS_HEAD}Dịch vụ bưu chính60 Ngày làm việcMiễn phí(Theo (Điều 2).)Nộp qua bưu điện."
    assert cut_ways(field) == (
        FilingWay(
            way="Dịch vụ bưu chính",
            time_limit="60 Ngày làm việc",
            fee="Miễn phí(Theo (Điều 2).)",
            description="Nộp qua bưu điện.",
        ),
    )


def test_amount_behind_a_time_without_unit_is_cut_at_its_groups() -> None:
    (way,) = cut_ways(f"{WAYS_HEAD}Trực tiếp1100,000 VNĐ") or ()
    assert (way.time_limit, way.fee) == ("1", "100,000 VNĐ")


def test_way_named_in_a_description_begins_no_row() -> None:
    ways = cut_ways(f"{WAYS_HEAD}Trực tiếp3 NgàyMiễn phíTrực tiếp tại trụ sở.") or ()
    assert [way.description for way in ways] == ["Trực tiếp tại trụ sở."]


def test_time_may_be_said_in_words() -> None:
    (way,) = cut_ways(f"{WAYS_HEAD}Trực tuyếnKhông phải trả kết quảMiễn phí") or ()
    assert way.time_limit == "Không phải trả kết quả"


def test_field_without_rows_is_not_cut() -> None:
    assert cut_ways("Nộp tại bộ phận một cửa.") is None


def test_components_keep_their_cases_forms_and_counts() -> None:
    field = f"Trường hợp A{COMPONENTS_HEAD}Đơn theo Nghị định 1/2025Mẫu 1.docx1 bản chính"
    field += f"Bản đồ0 bản chính,2 bản saoTrường hợp B{COMPONENTS_HEAD}Sổ1 bản chính"
    assert cut_components(field) == (
        Component(
            name="Đơn theo Nghị định 1/2025",
            forms=("Mẫu 1.docx",),
            originals=1,
            case="Trường hợp A",
        ),
        Component(name="Bản đồ", originals=0, copies=2, case="Trường hợp A"),
        Component(name="Sổ", originals=1, case="Trường hợp B"),
    )


def test_count_inside_a_name_is_part_of_the_name() -> None:
    field = f"--{COMPONENTS_HEAD}Hồ sơ (01 bản chính) và ảnh1 bản chính"
    assert [each.name for each in cut_components(field)] == ["Hồ sơ (01 bản chính) và ảnh"]


def test_year_before_a_count_stays_with_the_name() -> None:
    (component,) = cut_components(f"--{COMPONENTS_HEAD}Báo cáo năm 20251 bản chính")
    assert (component.name, component.originals) == ("Báo cáo năm 2025", 1)


def test_bases_are_cut_at_their_numbers() -> None:
    field = f"{BASES_HEAD}Luật Cư trú68/2020/QH14Nghị định 62/2021/NĐ-CP62/2021/NĐ-CP"
    assert cut_bases(field) == (
        LegalBasis(name="Luật Cư trú", number="68/2020/QH14"),
        LegalBasis(name="Nghị định 62/2021/NĐ-CP", number="62/2021/NĐ-CP"),
    )


def test_steps_are_cut_where_a_line_begins_with_one() -> None:
    steps = cut_steps("Mở đầu\nBước 1: nộp, xem Bước 2\nb) Bước 2. nhận")
    assert steps == ("Mở đầu", "Bước 1: nộp, xem Bước 2", "b) Bước 2. nhận")


def test_buttons_of_the_page_are_no_result() -> None:
    cut = cut_results("Giấy phépMã: KQ.G01.000008Từ khóaKhôngMô tảKhôngNộp hồ sơ")
    assert cut.results == ("Giấy phép\nMã: KQ.G01.000008", "Từ khóa: Không\nMô tả: Không")
    assert cut.removed == "Nộp hồ sơ"


def test_field_cut_at_the_wrong_place_is_cut_again_from_the_page(read: ReadProcedures) -> None:
    third = read.found[2]
    assert third.procedure.time_limits == ("1", "3 Giờ")
    assert [basis.name for basis in third.procedure.legal_bases] == ["Không có thông tin"]
    assert any("Cắt lại" in note.text for note in third.read.notes)


def test_passages_make_up_the_text(read: ReadProcedures) -> None:
    assert len(read.found) == 4
    for each in read.found:
        document = each.read.document
        assert "".join(passage.text for passage in each.read.passages) == document.text
        assert all(document.text[p.start : p.end] == p.text for p in each.read.passages)


def test_citations_of_a_procedure_differ(read: ReadProcedures) -> None:
    for each in read.found:
        ids = [passage.citation.id for passage in each.read.passages]
        assert sorted(set(ids)) == sorted(ids)


def test_step_is_cited_by_its_number(read: ReadProcedures) -> None:
    words = {p.citation.id: p.citation.words for p in read.found[0].read.passages}
    assert words["9.000101/trinh-tu/b2"] == "Bước 2, trình tự thực hiện"


def lost(path: Path) -> dict[str, str]:
    """Characters of the fields that people read that are neither stored nor reported."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        records = {record["ma_thu_tuc"]: record for record in map(json.loads, file)}
    found = {}
    for each in read_procedures(path).found:
        record = records[each.procedure.code]
        said = " ".join(note.text for note in each.read.notes)
        kept = Counter(squeezed(each.read.document.text) + squeezed(said))
        for name in READ_FIELDS:
            text = nfc(record[name]).replace(COMPONENTS_HEAD, "").replace("--", "")
            if missing := Counter(squeezed(text)) - kept:
                found[f"{each.procedure.code} {name}"] = "".join(missing.elements())
    return found


def test_no_character_of_the_samples_is_lost() -> None:
    assert lost(SAMPLES) == {}


@pytest.mark.papers
@pytest.mark.skipif(not SHARED.exists(), reason="needs the export of the portal")
def test_no_character_of_an_export_is_lost() -> None:
    assert lost(SHARED) == {}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "dòng 1: thấy một dòng không phải JSON"),
        ("[]", "dòng 1: thấy list"),
        ('{"ma_thu_tuc": "9.000101"}', "«ten_thu_tuc» trống hoặc thiếu"),
        ('{"ma_thu_tuc": "x", "ten_thu_tuc": "y"}', "mã «x», cần mã như 1.000178"),
        ('{"ma_thu_tuc": 5, "ten_thu_tuc": "y"}', "«ma_thu_tuc» là int"),
    ],
)
def test_unreadable_record_is_named_and_the_others_are_read(
    tmp_path: Path, line: str, said: str
) -> None:
    file = tmp_path / "thu-tuc.jsonl"
    file.write_text(line + "\n" + SAMPLES.read_text(encoding="utf-8"), encoding="utf-8")
    read = read_procedures(file)
    assert len(read.found) == 4
    assert [said in str(error) for error in read.failed] == [True]


def test_packed_file_reads_like_the_plain_one(tmp_path: Path, read: ReadProcedures) -> None:
    packed = tmp_path / "thu-tuc.jsonl.gz"
    packed.write_bytes(gzip.compress(SAMPLES.read_bytes()))
    assert [e.procedure for e in read_procedures(packed).found] == [e.procedure for e in read.found]


_PIECES = st.sampled_from(
    [
        "Trực tiếp",
        "Trực tuyến",
        "1",
        "3 Ngày",
        "Miễn phí",
        "100,000 VNĐ",
        "(",
        ")",
        " ",
        "Bước 1",
        "\n",
        "Mã: KQ.G1.1",
        "1 bản chính",
        "a.docx",
        "Đơn",
        COMPONENTS_HEAD,
        "1/2020/NĐ-CP",
        "Luật ",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_cutting_loses_nothing(field: str) -> None:
    ways = cut_ways(field)
    if ways is not None:
        rows = "".join(w.way + w.time_limit + w.fee + w.description for w in ways)
        assert squeezed(rows) == squeezed(field)
    assert squeezed("".join(cut_steps(field))) == squeezed(field)
    bases = "".join(basis.name + (basis.number or "") for basis in cut_bases(field))
    assert squeezed(bases) == squeezed(field)
