"""Preview, publish, discard, read again, erase: as people run them."""

import json
import os
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cli import intake as intake_room
from cli.main import app
from corpus.documents import ReadDocument
from corpus.store import open_store

PAPER = """ỦY BAN NHÂN DÂN
XÃ VÍ DỤ MỘT
Số: 7/TB-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Ví Dụ Một, ngày 03 tháng 11 năm 2026

THÔNG BÁO
Về việc nộp bảng kê của giáo viên

Giáo viên ở ấp Rạch Tre nộp bảng kê trước ngày 05 tháng 12 năm 2026.

Nơi nhận:
- Như trên;
"""
QUESTION = "Giáo viên ở ấp Rạch Tre nộp bảng kê lúc nào?"


def invoke(home: Path, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(
        app,
        list(arguments),
        env={"DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": "", "DUNGHAN_READERS": "1"},
        input=typed,
    )


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "tb-7.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def kept(home: Path) -> list[Path]:
    return [path for path in (home / "files").rglob("*") if path.is_file()]


def test_preview_says_what_the_paper_is_and_nothing_is_answered_from_it(
    home: Path, notice: Path
) -> None:
    done = invoke(home, "ingest", "--preview", str(notice), "--by", "Lê Thị Hoa")
    assert done.exit_code == 0
    for line in (
        "số: 7/TB-UBND",
        "loại: Thông báo",
        "ngày ký: 03/11/2026",
        "cơ quan ban hành: Ủy ban nhân dân xã Ví Dụ Một",
        "trích yếu: nộp bảng kê của giáo viên",
        "khi công bố: là văn bản mới",
        "người nạp: Lê Thị Hoa",
    ):
        assert f"    {line}\n" in done.stdout
    assert invoke(home, "show").stdout == ""
    assert invoke(home, "pending").stdout == done.stdout
    answer = json.loads(invoke(home, "ask", QUESTION, "--json").stdout)
    assert answer["answered"] is False


def test_preview_as_json_says_what_it_would_replace(home: Path, notice: Path) -> None:
    invoke(home, "ingest", str(notice))
    notice.write_text(PAPER.replace("05 tháng 12", "09 tháng 12"), encoding="utf-8")
    done = json.loads(invoke(home, "ingest", "--preview", str(notice), "--json").stdout)
    assert [(each["number"], each["outcome"], each["replaces"]) for each in done["pending"]] == [
        ("7/TB-UBND", "revised", "7-tb-ubnd")
    ]


def test_published_paper_is_answered_from_at_once(home: Path, notice: Path) -> None:
    invoke(home, "ingest", "--preview", str(notice))
    done = invoke(home, "publish", "7-tb-ubnd", "--by", "Trần Văn Nam")
    assert done.stdout == "Đã công bố 7-tb-ubnd.\n"
    answer = json.loads(invoke(home, "ask", QUESTION, "--json").stdout)
    assert "05 tháng 12 năm 2026" in answer["conclusion"]
    assert invoke(home, "pending").stdout == ""
    report = invoke(home, "show", "7-tb-ubnd", "--report").stdout
    assert "toàn văn bản: cách đọc: đọc thẳng chữ có trong tệp\n" in report
    assert "không ghi tên: đọc trước lúc " in report
    assert "Trần Văn Nam: công bố lúc " in report


def test_discarded_paper_leaves_no_file(home: Path, notice: Path) -> None:
    invoke(home, "ingest", "--preview", str(notice))
    assert len(kept(home)) == 1
    assert invoke(home, "discard", "--all").stdout == "Đã bỏ 7-tb-ubnd.\n"
    assert kept(home) == []


@pytest.mark.parametrize(
    "arguments",
    [("publish",), ("discard",), ("publish", "a", "--all"), ("ingest",), ("publish", "la")],
)
def test_command_without_a_clear_paper_is_refused(home: Path, arguments: tuple[str, ...]) -> None:
    assert invoke(home, *arguments).exit_code == 1


def test_what_a_command_lacks_is_said_in_words(home: Path) -> None:
    error = invoke(home, "publish").exception
    assert str(error) == (
        "Lệnh «dunghan publish» cần mã các văn bản đang chờ, hoặc --all. "
        "«dunghan publish --help» in cách dùng."
    )


def test_original_is_kept_and_secret_papers_are_not(home: Path, notice: Path) -> None:
    secret = notice.with_name("mat.txt")
    secret.write_text("MẬT\n" + PAPER, encoding="utf-8")
    done = invoke(home, "ingest", str(notice), str(secret))
    assert done.exit_code == 1
    assert [path.read_bytes() for path in kept(home)] == [PAPER.encode()]


def test_withdrawn_paper_keeps_its_original(home: Path, notice: Path) -> None:
    invoke(home, "ingest", str(notice))
    invoke(home, "withdraw", "7-tb-ubnd")
    assert len(kept(home)) == 1


def test_original_that_an_older_program_did_not_keep_is_kept_later(
    home: Path, notice: Path
) -> None:
    invoke(home, "ingest", str(notice))
    kept(home)[0].unlink()
    assert json.loads(invoke(home, "ingest", str(notice), "--json").stdout)["done"][0][
        "outcome"
    ] == ("same")
    assert len(kept(home)) == 1


def test_reading_again_takes_in_what_a_better_reader_gives(home: Path, notice: Path) -> None:
    invoke(home, "ingest", str(notice))
    same = json.loads(invoke(home, "ingest", "--again", "--json").stdout)
    assert [each["outcome"] for each in same["done"]] == ["same"]
    with open_store(f"sqlite:///{home}/kho.db") as store, store.database.writing() as connection:
        # As an older reader might have read it.
        connection.exec_driver_sql("UPDATE revisions SET subject = NULL")
    again = json.loads(invoke(home, "ingest", "--again", "7-tb-ubnd", "--json").stdout)
    assert [(each["source"], each["outcome"]) for each in again["done"]] == [
        ("tb-7.txt", "revised")
    ]
    shown = invoke(home, "show", "7-tb-ubnd").stdout
    assert "trích yếu: nộp bảng kê của giáo viên\n" in shown
    assert invoke(home, "index", "verify").exit_code == 0


def test_paper_without_its_original_is_told_when_read_again(home: Path, notice: Path) -> None:
    invoke(home, "ingest", str(notice))
    kept(home)[0].unlink()
    done = invoke(home, "ingest", "--again")
    assert "tb-7.txt: bỏ qua, không còn giữ bản gốc" in done.stderr


def test_folder_with_two_versions_read_twice_changes_nothing(home: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "1.txt").write_text(PAPER, encoding="utf-8")
    (papers / "2.txt").write_text(PAPER.replace("05 tháng 12", "09 tháng 12"), encoding="utf-8")
    first = json.loads(invoke(home, "ingest", str(papers), "--json").stdout)
    second = invoke(home, "ingest", str(papers))
    assert [each["outcome"] for each in first["done"]] == ["new", "revised"]
    assert "1.txt: Thông báo 7/TB-UBND — đã có, là bản cũ; bản mới hơn đang" in second.stdout
    with open_store(f"sqlite:///{home}/kho.db") as store:
        assert store.latest_change() == 2
        assert "09 tháng 12" in store.document("7-tb-ubnd").text


def test_earlier_version_named_alone_is_taken_back(home: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "1.txt", tmp_path / "2.txt"
    old.write_text(PAPER, encoding="utf-8")
    new.write_text(PAPER.replace("05 tháng 12", "09 tháng 12"), encoding="utf-8")
    for path in (old, new, old):
        invoke(home, "ingest", str(path))
    with open_store(f"sqlite:///{home}/kho.db") as store:
        assert "05 tháng 12" in store.document("7-tb-ubnd").text
        assert len(store.history("7-tb-ubnd")) == 3


def test_erased_paper_is_not_found_and_its_file_is_gone(home: Path, notice: Path) -> None:
    invoke(home, "ingest", str(notice))
    assert invoke(home, "forget", "7-tb-ubnd", typed="n\n").exit_code == 1
    assert len(kept(home)) == 1
    done = invoke(home, "forget", "7-tb-ubnd", "--by", "Hoa", typed="y\n")
    assert "Đã xóa hẳn 7-tb-ubnd và 1 tệp gốc.\n" in done.stdout
    assert kept(home) == []
    assert json.loads(invoke(home, "ask", QUESTION, "--json").stdout)["answered"] is False
    assert invoke(home, "index", "verify").exit_code == 0


def test_report_of_each_file_is_in_the_json(home: Path, notice: Path) -> None:
    done = json.loads(invoke(home, "ingest", str(notice), "--json").stdout)
    assert done["interrupted"] is False
    assert done["done"][0]["report"][0] == {
        "page": None,
        "text": "cách đọc: đọc thẳng chữ có trong tệp",
    }


def test_file_that_changes_while_it_is_read_is_not_stored(
    home: Path, notice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep(self: intake_room.Taker, path: Path, *rest: object) -> bool:
        path.write_text(PAPER + "Thêm một dòng.\n", encoding="utf-8")
        return real(self, path, *rest)  # type: ignore[arg-type]

    real = intake_room.Taker._keep
    monkeypatch.setattr(intake_room.Taker, "_keep", keep)
    done = invoke(home, "ingest", str(notice))
    assert "tb-7.txt: tệp bị thay đổi trong lúc đang nạp" in done.stderr
    assert invoke(home, "show").stdout == ""


def test_halt_says_what_is_stored_and_ends_as_shells_expect(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in (1, 2, 3):
        text = PAPER.replace("7/TB", f"{number}/TB")
        (papers / f"{number}.txt").write_text(text, encoding="utf-8")

    def store(self: intake_room.Taker, path: Path, read: ReadDocument, *rest: object) -> None:
        if path.name == "2.txt":
            os.kill(os.getpid(), 2)  # Ctrl+C while it is being stored
        real(self, path, read, *rest)  # type: ignore[arg-type]

    real = intake_room.Taker._store
    monkeypatch.setattr(intake_room.Taker, "_store", store)
    done = invoke(home, "ingest", str(papers))
    assert done.exit_code == 130
    assert "Đã dừng theo yêu cầu" in done.stderr
    assert [line.split(":")[0] for line in done.stdout.splitlines() if "TB" in line] == [
        "1.txt",
        "2.txt",
    ]
    with open_store(f"sqlite:///{home}/kho.db") as opened:
        assert [document.number for document in opened.documents()] == ["1/TB-UBND", "2/TB-UBND"]
