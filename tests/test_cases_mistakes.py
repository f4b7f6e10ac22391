"""A register with every mistake that registers have: each is reported, no case is lost."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from cases.cases import Progress
from cases.columns import read_names
from cases.register import Register
from cases.register_import import ImportReport
from corpus.database import open_database
from corpus.schema import VIETNAM

HEAD = (
    [
        "STT",
        "Mã hồ sơ",
        "Tên TTHC",
        "Nhận hồ sơ",
        None,
        "Trả KQ",
        "Trạng thái",
        "Cột lạ",
        "Ghi chú",
    ],
    [None, None, None, "Ngày nhận", "Ngày hẹn trả", "Ngày trả", None, None, None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
)
ROWS: tuple[list[object], ...] = (
    [1, "H20.26-260902-0001", "Khai sinh", "03/09/2026", "07/09/2026", None, "Đang xử lý", "x", ""],
    [2, "H20.26-260902-0002", "Khai tử", "31/02/2026", "07/09/2026", None, "Đang xử lý", "", ""],
    [3, "H20.26-260902-0003", "Kết hôn", "09/13/2026", "07/09/2026", None, "Đang xử lý", "", ""],
    [4, None, "Trích lục", "03/09/2026", "07/09/2026", None, "Đang xử lý", "", ""],
    [5, "H20.26-260902-0001", "Khai sinh", "03/09/2026", "08/09/2026", None, "Đang xử lý", "", ""],
    [6, "H20.26-260902-0006", "Chứng thực", "46267", "46270.5", None, "Đang xử lý", "", ""],
    [7, "H20.26-260902-0007", "Chứng thực", "#N/A", "07/09/2026", None, "Đang xử lý", "", ""],
    [8, "H20.26-260902-0008", "Chứng thực", "03/09/2026", "07/09/2026", None, "Đang bay", "", ""],
    [9, "?", "Chứng thực", "03/09/2026", "07/09/2026", None, "Đang xử lý", "", ""],
    [10, "H20.26-260902-0010", None, None, None, "05/09/2026", None, "", ""],
    ["Cộng", None, None, None, None, 10, None, "", ""],
)
EXPECTED = [
    "bảng «Sổ», dòng 9, cột «Nhận hồ sơ Ngày nhận»: gặp «31/02/2026», cần ngày",
    "bảng «Sổ», dòng 10, cột «Nhận hồ sơ Ngày nhận»: gặp «09/13/2026», cần ngày",
    "bảng «Sổ», dòng 11, cột «Mã hồ sơ»: gặp «ô trống», cần mã hồ sơ",
    "bảng «Sổ», dòng 12: gặp «mã H20.26-260902-0001 đã có ở dòng 8 với nội dung khác»",
    "bảng «Sổ», dòng 14, cột «Nhận hồ sơ Ngày nhận»: gặp «#N/A», cần ngày",
    "bảng «Sổ», dòng 15, cột «Trạng thái»: gặp «Đang bay», cần trạng thái",
    "bảng «Sổ», dòng 16, cột «Mã hồ sơ»: gặp «?», cần mã hồ sơ",
]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    database = open_database(f"sqlite:///{tmp_path / 'kho.db'}")
    yield Register(database, lambda: datetime(2026, 9, 10, 8, tzinfo=VIETNAM))
    database.close()


def workbook(path: Path) -> Path:
    """The register as one-stop desks hand it over: titles, two rows of head, a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sổ"
    sheet.append([])
    sheet.append(["ỦY BAN NHÂN DÂN XÃ BÌNH MINH TÂY"])
    sheet.append(["SỔ THEO DÕI HỒ SƠ"])
    sheet.append(["Từ ngày 01/9/2026 đến ngày 30/9/2026"])
    for row in (*HEAD, *ROWS):
        sheet.append(row)
    sheet.merge_cells("A2:I2")
    sheet.merge_cells("D5:E5")
    hidden = book.create_sheet("Cũ")
    hidden.sheet_state = "hidden"
    hidden.append(["Mã hồ sơ", "Ngày nhận", "Ngày hẹn trả"])
    hidden.append(["H20.26-260801-0001", "03/08/2026", "07/08/2026"])
    hidden.append(["H20.26-260902-0002", "03/08/2026", "07/08/2026"])
    book.create_sheet("Ghi chép").append(["không phải sổ"])
    book.save(path)
    return path


def check(report: ImportReport, register: Register, expected: Sequence[str] = EXPECTED) -> None:
    said = [str(problem) for problem in report.problems]
    assert [line for line in expected if not any(each.startswith(line) for each in said)] == []
    assert report.refused == 2
    codes = [case.code for case in register.all_cases()]
    assert codes == [
        "H20.26-260801-0001",
        "H20.26-260902-0001",
        "H20.26-260902-0002",
        "H20.26-260902-0003",
        "H20.26-260902-0006",
        "H20.26-260902-0007",
        "H20.26-260902-0008",
        "H20.26-260902-0010",
    ]


def test_each_mistake_of_a_workbook_is_reported_and_every_case_goes_in(
    register: Register, tmp_path: Path
) -> None:
    report = register.take_in(workbook(tmp_path / "so.xlsx"), read_names())
    check(report, register)
    serial = register.case("H20.26-260902-0006")
    assert serial.received_at == datetime(2026, 9, 2, tzinfo=VIETNAM)
    assert serial.due_at == datetime(2026, 9, 5, 12, tzinfo=VIETNAM)
    assert register.case("H20.26-260902-0010").progress is Progress.RETURNED


def test_an_error_is_found_in_its_place_wherever_the_table_begins(
    register: Register, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for column, value in enumerate(("Mã hồ sơ", "Ngày nhận", "Ngày hẹn trả"), start=4):
        sheet.cell(7, column, value)
    for column, value in enumerate(("A-001", "03/09/2026", "=E8+3"), start=4):
        sheet.cell(8, column, value)
    for column, value in enumerate(("A-002", "#REF!", "07/09/2026"), start=4):
        sheet.cell(9, column, value)
    path = tmp_path / "so.xlsx"
    book.save(path)
    problems = register.take_in(path, read_names()).problems
    assert [(each.row, each.column, each.found) for each in problems] == [
        (8, "Ngày hẹn trả", "công thức chưa tính"),
        (9, "Ngày nhận", "#REF!"),
    ]


def test_a_hidden_sheet_is_said_and_gives_way_to_one_that_is_seen(
    register: Register, tmp_path: Path
) -> None:
    report = register.take_in(workbook(tmp_path / "so.xlsx"), read_names())
    assert [str(problem) for problem in report.problems if problem.sheet == "Cũ"] == [
        "bảng «Cũ»: gặp «bảng ẩn có hồ sơ», cần bảng hiện; bảng này vẫn được nhập, hồ sơ có ở "
        "bảng hiện thì lấy theo bảng hiện."
    ]
    seen = register.case("H20.26-260902-0002").due_at
    assert seen == datetime(2026, 9, 7, tzinfo=VIETNAM)


def test_columns_that_no_list_knows_are_said(register: Register, tmp_path: Path) -> None:
    report = register.take_in(workbook(tmp_path / "so.xlsx"), read_names())
    assert [str(problem) for problem in report.problems if problem.row == 6] == [
        "bảng «Sổ», dòng 6, cột «Cột lạ»: gặp «tên cột không có trong danh mục», cần tên cột "
        "đã biết, hoặc khai trong case_columns.json; cột này không được nhập."
    ]


def test_the_binary_format_of_old_offices_is_read_alike(register: Register, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    source = workbook(tmp_path / "so.xlsx")
    subprocess.run(  # noqa: S603 -- a program of this machine, our own file
        [
            office,
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )  # fmt: skip
    # Of the old format nothing tells an error of a formula from an empty cell.
    expected = [line for line in EXPECTED if "#N/A" not in line]
    check(register.take_in(tmp_path / "so.xls", read_names()), register, expected)


def test_a_csv_of_cp1258_with_semicolons_has_its_mistakes_reported(
    register: Register, tmp_path: Path
) -> None:
    text = (
        "Mã hồ sơ;Ngày nhận;Hạn trả;Trạng thái\n"
        "A-001;31/02/2026;07/09/2026;Sai\n"
        ";;01/09/2026;Đang xử lý\n"
    )
    # cp1258 writes the tone as a mark of its own behind the vowel.
    marked = {"ã": "a\u0303", "ồ": "ô\u0300", "ạ": "a\u0323", "ả": "a\u0309", "ý": "y\u0301"}
    marked |= {"ậ": "â\u0323", "ử": "ư\u0309"}
    spread = "".join(marked.get(letter, letter) for letter in text)
    path = tmp_path / "so.csv"
    path.write_bytes(spread.encode("cp1258"))
    report = register.take_in(path, read_names())
    assert [(each.row, each.column, each.refused) for each in report.problems] == [
        (2, "Ngày nhận", False),
        (2, "Trạng thái", False),
        (3, "Mã hồ sơ", True),
    ]
    assert register.case("A-001").due_at == datetime(2026, 9, 7, tzinfo=VIETNAM)
