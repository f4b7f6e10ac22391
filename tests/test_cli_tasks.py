"""`dunghan tasks` and `dunghan bench tasks` as people run them."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cli.main import app

GOLDEN = Path(__file__).parent / "golden" / "tasks"
ONE = "5-ct-ubnd/3#1"


def invoke(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        app, list(arguments), env={"DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": ""}
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    assert invoke(folder, "ingest", str(GOLDEN / "directive.txt")).exit_code == 0
    return folder


def test_a_duty_is_said_with_its_day_its_words_and_its_place(home: Path) -> None:
    shown = invoke(home, "tasks", "--unit", "phong tnmt", "--today", "2024-04-25").stdout
    assert shown.splitlines()[:7] == [
        "ĐÃ QUA HẠN (1)",
        "[25/03/2024, đã qua 31 ngày]  Các phòng chuyên môn; Ủy ban nhân dân các xã, thị trấn",
        "    Việc: Quán triệt đến từng công chức nội dung Chỉ thị này trước ngày 25/3/2024.",
        "    Hạn ghi: «trước ngày 25/3/2024»",
        "    Giao chung cho: Các phòng chuyên môn",
        "    Theo: mục 1.a, Chỉ thị 5/CT-UBND của Ủy ban nhân dân huyện Cù Lao, trang 1",
        "    Mã: 5-ct-ubnd/1/a#1",
    ]
    assert "[30/04/2024, còn 5 ngày]  Phòng Tài nguyên và Môi trường\n" in shown
    assert "    Phối hợp: Chi nhánh Văn phòng Đăng ký đất đai\n" in shown
    assert "    Hạn ghi: «xong trước 17 giờ ngày 30 tháng 4 năm 2024»\n" in shown


def test_a_duty_as_json_has_exactly_this_shape(home: Path) -> None:
    done = invoke(home, "tasks", "--from", "2024-04-30", "--to", "2024-04-30", "--json")
    report = json.loads(done.stdout)
    assert list(report) == ["today", "tasks"]
    (task,) = [each for each in report["tasks"] if each["id"] == ONE]
    assert list(task) == [
        "id", "document", "title", "source", "office", "citation", "page", "leads", "cooperating",
        "action", "start", "end", "deadline", "due_on", "targets", "year", "through", "done",
    ]  # fmt: skip
    assert list(task["leads"][0]) == ["name", "office", "is_group", "start", "end"]
    assert list(task["deadline"]) == [
        "kind", "text", "start", "end", "first_day", "last_day", "is_year_inferred",
        "recurrence", "wait",
    ]  # fmt: skip
    assert task["deadline"]["last_day"] == "2024-04-30"


def test_a_mark_is_shown_and_taken_back(home: Path) -> None:
    marked = invoke(home, "tasks", "done", ONE, "--by", "Lê Thị Mai", "--on", "2024-04-29")
    shown = invoke(home, "tasks", "--today", "2024-04-29").stdout
    left = invoke(home, "tasks", "--open", "--today", "2024-04-29").stdout
    again = invoke(home, "tasks", "done", ONE, "--by", "Trần Văn Út")
    undone = invoke(home, "tasks", "undo", ONE, "--by", "Trần Văn Út")
    open_already = invoke(home, "tasks", "undo", ONE, "--by", "Trần Văn Út")
    assert marked.stdout == f"Đã đánh dấu xong {ONE}.\n"
    assert "    Đã xong ngày 29/04/2024, Lê Thị Mai đánh dấu\n" in shown
    assert f"Mã: {ONE}\n" in shown
    assert f"Mã: {ONE}\n" not in left
    assert "dấu trước của Lê Thị Mai được giữ trong lịch sử" in again.stdout
    assert undone.stdout == f"Đã bỏ dấu xong của {ONE}.\n"
    assert open_already.stdout == f"{ONE} đang chưa xong.\n"


def test_a_day_of_another_form_is_named_by_its_option(home: Path) -> None:
    done = invoke(home, "tasks", "--from", "01/04/2024")
    assert done.exit_code == 1
    assert "Cài đặt --from là «01/04/2024»" in str(done.exception)


def test_the_offices_own_list_gives_the_members_of_a_group(home: Path) -> None:
    units = {"units": [{"name": "UBND các xã, thị trấn", "members": ["UBND xã Bãi Cồn"]}]}
    (home / "units.json").write_text(json.dumps(units), encoding="utf-8")
    shown = invoke(home, "tasks", "--unit", "UBND xa Bai Con", "--today", "2024-03-12").stdout
    assert "Mã: 5-ct-ubnd/1/a#1" in shown
    assert invoke(home, "tasks", "--unit", "UBND xã Gò Sậy").stdout == ""


def test_a_measured_register_ends_in_one_json_line(home: Path, tmp_path: Path) -> None:
    gold = tmp_path / "chuan.json"
    entry = {
        "words": "giải quyết dứt điểm 112 hồ sơ tồn",
        "leads": ["Phòng Tài nguyên và Môi trường"],
        "deadlines": ["2024-04-30"],
    }
    gold.write_text(json.dumps({"file": "directive.txt", "obligations": [entry]}), encoding="utf-8")
    done = invoke(home, "bench", "tasks", "--documents", str(GOLDEN), "--gold", str(gold))
    closing = json.loads(done.stdout.splitlines()[-1])
    assert (closing["deadline_marked"], closing["deadline_recall"]) == (1, 1.0)
    assert closing["unit_precision"] < 1.0


def test_marks_that_do_not_fit_their_paper_are_an_error(home: Path, tmp_path: Path) -> None:
    gold = tmp_path / "chuan.json"
    gold.write_text(
        json.dumps({"file": "directive.txt", "obligations": [{"words": "không có câu này"}]}),
        encoding="utf-8",
    )
    done = invoke(home, "bench", "tasks", "--documents", str(GOLDEN), "--gold", str(gold))
    assert done.exit_code == 1
    assert "chuan.json: văn bản không có các chữ «không có câu này»" in str(done.exception)
