"""What papers order, read from three papers composed for the purpose and from the samples."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.obligations import deadline_key, target_key
from corpus.documents import ReadDocument
from ingest.duty_tables import cells_of
from ingest.obligations import find_obligations
from ingest.read import read_file

GOLDEN = Path(__file__).parent / "golden" / "tasks"
SAMPLES = Path(__file__).parents[1] / "samples" / "papers"
Row = tuple[str, str, str, str, str]


def rows(paper: ReadDocument) -> list[Row]:
    """Each duty's place, leads, cooperating units, deadline and targets, in short."""
    return [
        (
            one.id.partition("/")[2],
            "; ".join(unit.name for unit in one.leads),
            "; ".join(unit.name for unit in one.cooperating),
            deadline_key(one.deadline) if one.deadline else "",
            "; ".join(target_key(target) for target in one.targets),
        )
        for one in paper.obligations
    ]


@pytest.fixture(scope="module")
def plan() -> ReadDocument:
    return read_file(GOLDEN / "commune_plan.txt")


@pytest.fixture(scope="module")
def directive() -> ReadDocument:
    return read_file(GOLDEN / "directive.txt")


@pytest.fixture(scope="module")
def conclusion() -> ReadDocument:
    return read_file(GOLDEN / "conclusion.txt")


@pytest.fixture(scope="module")
def table() -> ReadDocument:
    return read_file(SAMPLES / "kh-12-cai-cach-hanh-chinh-2026.docx")


KT, VP = "Phòng Kinh tế", "Văn phòng HĐND và UBND"
TT, VX = "Trung tâm Phục vụ hành chính công", "Phòng Văn hóa - Xã hội"
MT = "Ủy ban Mặt trận Tổ quốc Việt Nam"


def test_duties_of_a_communes_plan(plan: ReadDocument) -> None:
    assert rows(plan) == [
        ("ii/1#1", "", "", "", "80 %"),
        ("ii/2#1", "", "", "", "0 hồ sơ; 2 %"),
        ("ii/3#1", "", "", "", "100 %"),
        ("ii/3#2", "", "", "2026-09-30", "65 %"),
        ("ii/3#3", "", "", "2026-12-31", "75 %"),
        ("iii/1/g1#1", KT, f"{VX}; {TT}", "2026-03-31", ""),
        ("iii/2/a#1", VP, "", "2026-01-02", ""),
        ("iii/2/b#1", TT, "", "2026-08-31", ""),
        ("iii/2/c#1", "", "", "month", "500 hồ sơ"),
        ("iii/3#1", MT, "Đoàn TNCS Hồ Chí Minh", "half_year", ""),
        ("iv/1/g1#1", KT, "", "day", ""),
        ("iv/1/g1#2", KT, "", "week:5", ""),
        ("iv/1/g2#1", KT, "", "", ""),
        ("iv/2/p1#1", VX, "", "2026-01-31", ""),
        ("iv/3#1", "Công an; Trạm Y tế; Các trường học", "", "month:20", ""),
        ("iv/4#1", f"{MT}; Các tổ chức chính trị - xã hội", "", "", ""),
        ("iv/5#1", "Các ấp", "", "weekx2", ""),
        ("p2#1", VP, "", "", ""),
        ("p2#2", VP, "", "2026-12-05", ""),
    ]


def test_duties_of_a_directive(directive: ReadDocument) -> None:
    everyone = "Các phòng chuyên môn; Ủy ban nhân dân các xã, thị trấn"
    assert rows(directive) == [
        ("1/a#1", everyone, "", "2024-03-25", ""),
        ("1/b#1", everyone, "", "standing", "0 hồ sơ"),
        ("1/c#1", everyone, "", "month:20", ""),
        ("2/g1#1", "Phòng Nội vụ", "", "2024-06-30", "30 %"),
        ("2/g2#1", "Phòng Nội vụ", "Thanh tra", "relative:0 ngày", ""),
        (
            "3#1",
            "Phòng Tài nguyên và Môi trường",
            "Chi nhánh Văn phòng Đăng ký đất đai",
            "2024-04-30",
            "",
        ),
        ("3#2", "Phòng Tài chính - Kế hoạch", "", "", ""),
        ("4#1", VP, "", "2week", ""),
        ("5#1", "Các đơn vị sự nghiệp công lập", "", "", ""),
        ("5#2", "Các đơn vị sự nghiệp công lập", "", "half_year", ""),
        ("p2#1", f"{VP}; Phòng Nội vụ; Các đơn vị liên quan", "", "", ""),
    ]


def test_duties_of_a_conclusion(conclusion: ReadDocument) -> None:
    wards = "Ủy ban nhân dân các phường, xã"
    assert rows(conclusion) == [
        ("2#1", wards, "", "2023-10-20", ""),
        ("3#1", wards, "", "2023-11-30", "40 %"),
        ("3#2", wards, "", "2023-12-31", "50 %"),
        ("4#1", "Phòng Lao động - Thương binh và Xã hội", "Bưu điện", "", "0 hồ sơ"),
        ("5#1", "Phòng Quản lý đô thị; Phòng Tài nguyên và Môi trường", "", "2023-10-15", ""),
        ("5#2", "Phòng Quản lý đô thị; Phòng Tài nguyên và Môi trường", "", "2023-10-13", ""),
        ("6#1", "Bộ phận Tiếp nhận và Trả kết quả", "", "2023-10-10", ""),
        ("7#1", "Công an", "", "week:6", "2 cán bộ"),
    ]


def test_duties_of_a_table_of_assignment(table: ReadDocument) -> None:
    found = [row for row in rows(table) if "/t1." in row[0]]
    assert found == [
        ("pl1/t1.r2#1", VX, VP, "2026-02-15", ""),
        ("pl1/t1.r3#1", VX, f"{MT}; Các ấp", "2026-10-31", ""),
        ("pl1/t1.r4#1", VP, f"Các phòng chuyên môn; {TT}", "2026-02-28", ""),
        ("pl1/t1.r5#1", KT, TT, "2026-06-30", ""),
        ("pl1/t1.r6#1", TT, "Đoàn TNCS Hồ Chí Minh; Các ấp", "2026-05-31", ""),
        ("pl1/t1.r7#1", VP, KT, "yearx2", "2 lần/năm"),
        ("pl1/t1.r8#1", VX, TT, "2026-06-30", "100 %"),
    ]


def test_a_table_of_figures_gives_each_unit_its_targets() -> None:
    paper = read_file(SAMPLES / "qd-86-giao-chi-tieu-2026.docx")
    (row,) = [one for one in paper.obligations if one.id.endswith("t1.r3#1")]
    assert [(target.measure, target.value, target.unit) for target in row.targets] == [
        ("Hồ sơ trước hạn, đúng hạn", 95.0, "%"),
        ("Hồ sơ nộp trực tuyến", 65.0, "%"),
        ("Thanh toán trực tuyến", 60.0, "%"),
        ("Kết quả điện tử", 98.0, "%"),
    ]


def test_cells_that_carry_their_heads_are_read_without_a_header() -> None:
    row = "Nhiệm vụ: Tập huấn | Đơn vị chủ trì: Phòng Nội vụ | Thời hạn: 31/5/2026"
    assert [(cell.head, cell.text) for cell in cells_of(row, "")] == [
        ("Nhiệm vụ", "Tập huấn"),
        ("Đơn vị chủ trì", "Phòng Nội vụ"),
        ("Thời hạn", "31/5/2026"),
    ]


def test_a_row_with_another_number_of_cells_is_not_guessed() -> None:
    assert cells_of("1 | Tập huấn", "TT | Nhiệm vụ | Đơn vị chủ trì") == ()


@pytest.mark.parametrize("name", ["commune_plan.txt", "directive.txt", "conclusion.txt"])
def test_every_span_holds_the_words_that_it_gives(name: str) -> None:
    paper = read_file(GOLDEN / name)
    text = paper.document.text
    spans = [(one.start, one.end, one.action) for one in paper.obligations]
    for one in paper.obligations:
        spans += [(target.start, target.end, target.text) for target in one.targets]
        if one.deadline is not None:
            spans.append((one.deadline.start, one.deadline.end, one.deadline.text))
    assert len(spans) > 10
    assert [text[start:end] for start, end, _ in spans] == [words for _, _, words in spans]


def test_reading_the_same_file_again_gives_the_same_ids(plan: ReadDocument) -> None:
    again = read_file(GOLDEN / "commune_plan.txt")
    assert [one.id for one in again.obligations] == [one.id for one in plan.obligations]
    assert len({one.id for one in plan.obligations}) == len(plan.obligations)


def test_duties_are_found_again_in_what_is_stored(plan: ReadDocument) -> None:
    assert find_obligations(plan.document, plan.passages) == plan.obligations


def test_a_decree_hands_out_no_tasks() -> None:
    paper = read_file(Path(__file__).parent / "golden" / "ingest" / "decree.txt")
    assert paper.document.kind == "Nghị định"
    assert paper.obligations == ()


SHARED = Path(__file__).parents[1].parent / "shared" / "documents"


@pytest.mark.papers
@pytest.mark.skipif(not SHARED.exists(), reason="the real papers are not here")
def test_marked_duties_of_the_real_papers_are_found() -> None:
    from bench.obligations import measures, score_files  # noqa: PLC0415

    golds = sorted((Path(__file__).parents[1] / "bench" / "truth").glob("obligations-0*.json"))
    assert len(golds) == 5
    found = measures(score_files(SHARED, golds))
    shares = [
        found[f"{kind}_{share}"]
        for kind in ("unit", "deadline", "target")
        for share in ("precision", "recall")
    ]
    assert min(shares) >= 0.9


def test_heads_of_a_row_are_also_read_from_the_line_over_it(table: ReadDocument) -> None:
    rows_only = tuple(
        replace(one, trail=(*one.trail[:-1], " ".join(one.trail[-1].split("\n"))))
        for one in table.passages
        if one.citation.id.endswith("/t1.r5")
    )
    (found,) = find_obligations(table.document, rows_only)
    assert [unit.name for unit in found.leads] == [KT]
    assert found.deadline is not None
    assert found.deadline.text == "Quý II/2026"
