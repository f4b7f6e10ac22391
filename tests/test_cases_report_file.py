"""A Biểu II.06 in a file is held to its own sums; nothing in it is mended."""

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cases.errors import RegisterError
from cases.figures import Figures
from cases.report_file import check_report
from cases.report_tables import report_tables
from cases.table_file import write_book
from cli.main import app

HEAD = ["(1)", "(2)", "(3)=(4)+(5)+(6)", *(f"({number})" for number in range(4, 14))]
RIGHT = [
    "1",
    "Đất đai",
    "1.138",
    "1.028",
    "11",
    "99",
    "1.035",
    "914",
    "55",
    "66",
    "103",
    "100",
    "3",
]
TOTAL = [
    "",
    "Tổng cộng",
    "1.139",
    "1.028",
    "12",
    "99",
    "1.035",
    "914",
    "55",
    "66",
    "104",
    "101",
    "3",
]
OTHER = ["2", "Hộ tịch", "1", "0", "1", "0", "0", "0", "0", "0", "1", "1", "0"]


def write(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["BIỂU II.06"], HEAD, *rows])
    return path


def test_table_that_adds_up_has_nothing_said_of_it(tmp_path: Path) -> None:
    assert check_report(write(tmp_path / "bieu.csv", RIGHT, OTHER, TOTAL)) == (3, ())


def test_sum_that_does_not_come_out_is_said_with_its_numbers(tmp_path: Path) -> None:
    wrong = [*RIGHT[:6], "969", *RIGHT[7:]]
    _, found = check_report(write(tmp_path / "bieu.csv", wrong))
    assert [str(each) for each in found] == [
        "Đất đai: «đã giải quyết» ghi 969, nhưng «giải quyết trước hạn» + «giải quyết đúng hạn» + "
        "«giải quyết trễ hạn» là 914 + 55 + 66 = 1.035, lệch 66.",
        "Đất đai: «tổng số tiếp nhận» ghi 1.138, nhưng «đã giải quyết» + «đang giải quyết» là "
        "969 + 103 = 1.072, lệch 66.",
    ]


def test_total_that_is_not_the_sum_of_its_rows_is_said(tmp_path: Path) -> None:
    wrong = [*TOTAL[:7], "915", *TOTAL[8:]]
    _, found = check_report(write(tmp_path / "bieu.csv", RIGHT, OTHER, wrong))
    assert any(
        str(each).startswith("Tổng cộng, cột «giải quyết trước hạn»: ") and "lệch 1" in str(each)
        for each in found
    )


def test_cell_that_is_no_number_is_no_part_of_a_sum(tmp_path: Path) -> None:
    torn = [*RIGHT[:7], "không rõ", *RIGHT[8:]]
    assert check_report(write(tmp_path / "bieu.csv", torn)) == (1, ())


def test_our_own_table_adds_up(tmp_path: Path) -> None:
    figures = Figures(online=3, direct=2, carried=2, early=3, on_time=1, within=3)
    out = tmp_path / "bieu.xlsx"
    write_book(out, report_tables({"Đất đai": figures}, figures, {}))
    assert check_report(out) == (2, ())


def test_file_without_the_numbered_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("Mã;Ngày\nA;B\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"so\.csv: không thấy dòng tiêu đề đánh số cột"):
        check_report(path)


def test_command_says_what_does_not_come_out_and_ends_with_1(tmp_path: Path) -> None:
    right = CliRunner().invoke(app, ["cases", "check", str(write(tmp_path / "a.csv", RIGHT))])
    assert (right.exit_code, right.stdout) == (0, "Các tổng của 1 dòng đều khớp.\n")
    wrong = [*RIGHT[:3], "1.000", *RIGHT[4:]]
    said = CliRunner().invoke(app, ["cases", "check", str(write(tmp_path / "b.csv", wrong))])
    assert said.exit_code == 1
    assert said.stdout.endswith("Có 1 chỗ không khớp trong 1 dòng; không số nào bị sửa.\n")
