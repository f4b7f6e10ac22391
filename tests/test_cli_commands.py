"""The command as people run it: results on stdout, one line for an error, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from cli.main import app, main

ROOT = Path(__file__).parents[1]
PAPERS = ROOT / "samples" / "papers"
PLAN = "kh-12-cai-cach-hanh-chinh-2026.docx"
QUESTION = "Giáo viên ở ấp Rạch Tre nộp bảng kê lúc nào?"
PAPER = """ỦY BAN NHÂN DÂN
XÃ VÍ DỤ MỘT
Số: 7/TB-UBND

THÔNG BÁO
Về việc nộp bảng kê của giáo viên

Giáo viên ở ấp Rạch Tre nộp bảng kê trước ngày 05 tháng 12 năm 2026.

Nơi nhận:
- Như trên;
"""


def invoke(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        app, list(arguments), env={"DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": ""}
    )


def start(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", "from cli.main import main; main()", *arguments],
        cwd=ROOT,
        env={**os.environ, "DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": ""},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def commands() -> dict[str, str]:
    """Each command's full name with its help."""
    found: dict[str, str] = {}
    root = typer.main.get_command(app)
    waiting = [("dunghan", root)]
    while waiting:
        name, command = waiting.pop()
        inner = getattr(command, "commands", {})
        waiting += [(f"{name} {part}", each) for part, each in inner.items()]
        if not inner:
            found[name] = command.help or ""
    return found


COMMANDS = commands()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds two papers, for commands that change nothing."""
    folder = tmp_path_factory.mktemp("home")
    notice = tmp_path_factory.mktemp("papers") / "tb-7.txt"
    notice.write_text(PAPER, encoding="utf-8")
    assert invoke(folder, "ingest", str(notice), str(PAPERS / PLAN)).exit_code == 0
    return folder


# --- ingest and read


def test_bad_file_is_named_and_the_others_are_stored(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "tb-7.txt").write_text(PAPER, encoding="utf-8")
    (papers / "hong.pdf").write_bytes(b"%PDF-1.4\nkhong phai")
    done = invoke(tmp_path / "home", "ingest", str(papers), "--json")
    report = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [each["source"] for each in report["done"]] == ["tb-7.txt"]
    assert len(report["failed"]) == 1
    assert report["failed"][0].startswith("hong.pdf")
    assert "tb-7.txt" in invoke(tmp_path / "home", "show").stdout


def test_bad_file_is_one_line_of_words(tmp_path: Path) -> None:
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"%PDF-1.4\nkhong phai")
    done = invoke(tmp_path / "home", "ingest", str(bad))
    assert done.exit_code == 1
    assert [line for line in done.stderr.splitlines() if line.startswith("Lỗi: hong.pdf")] != []
    assert done.stderr.splitlines()[-1] == "Đã nạp 0, bỏ qua 0, lỗi 1."
    assert "Traceback" not in done.output


def test_missing_file_is_an_error(tmp_path: Path) -> None:
    done = invoke(tmp_path / "home", "ingest", str(tmp_path / "khong-co.txt"))
    assert done.exit_code == 1
    assert "khong-co.txt" in done.stderr


def test_same_file_again_changes_nothing(tmp_path: Path) -> None:
    paper = tmp_path / "tb-7.txt"
    paper.write_text(PAPER, encoding="utf-8")
    first = json.loads(invoke(tmp_path / "home", "ingest", str(paper), "--json").stdout)
    second = json.loads(invoke(tmp_path / "home", "ingest", str(paper), "--json").stdout)
    assert first["done"][0]["outcome"] == "new"
    assert second["done"][0]["outcome"] == "same"
    assert first["done"][0]["document"] == second["done"][0]["document"]


def test_read_prints_what_is_stored(tmp_path: Path) -> None:
    paper = tmp_path / "tb-7.txt"
    paper.write_text(PAPER, encoding="utf-8")
    done = invoke(tmp_path / "home", "read", str(paper))
    assert done.exit_code == 0
    assert "Giáo viên ở ấp Rạch Tre nộp bảng kê trước ngày 05 tháng 12 năm 2026." in done.stdout


def test_read_stores_nothing(tmp_path: Path) -> None:
    paper = tmp_path / "tb-7.txt"
    paper.write_text(PAPER, encoding="utf-8")
    invoke(tmp_path / "home", "read", str(paper))
    assert not (tmp_path / "home").exists()


# --- ask and search


def test_answer_as_json_has_exactly_this_shape(home: Path) -> None:
    done = invoke(home, "ask", QUESTION, "--today", "2026-11-20", "--json")
    answer = json.loads(done.stdout)
    assert list(answer) == [
        "question",
        "kind",
        "answered",
        "conclusion",
        "quotes",
        "notes",
        "elapsed_ms",
    ]
    assert answer["answered"] is True
    assert list(answer["quotes"][0]) == [
        "document",
        "title",
        "source",
        "citation",
        "page",
        "text",
    ]
    assert answer["quotes"][0]["document"] == "7/TB-UBND"


def test_answer_says_the_words_the_place_and_the_days_left(home: Path) -> None:
    done = invoke(home, "ask", QUESTION, "--today", "2026-11-20")
    assert done.exit_code == 0
    assert "trước ngày 05 tháng 12 năm 2026. [1]" in done.stdout
    assert "[1] Thông báo 7/TB-UBND" in done.stdout
    assert "đến 05/12/2026 còn 15 ngày" in done.stdout


def test_refusal_has_an_empty_conclusion_and_says_so(home: Path) -> None:
    asked = ("ask", "Cách nấu canh chua cá lóc", "--today", "2026-11-20")
    assert json.loads(invoke(home, *asked, "--json").stdout)["conclusion"] == ""
    assert "không phải câu trả lời" in invoke(home, *asked).stdout


def test_library_without_papers_refuses(tmp_path: Path) -> None:
    done = invoke(tmp_path, "ask", QUESTION, "--json")
    answer = json.loads(done.stdout)
    assert (answer["answered"], answer["quotes"]) == (False, [])


def test_hits_as_json_have_exactly_this_shape(home: Path) -> None:
    found = json.loads(invoke(home, "search", "nộp bảng kê", "--k", "3", "--json").stdout)
    assert list(found) == ["hits"]
    assert len(found["hits"]) == 3
    assert list(found["hits"][0]) == [
        "id",
        "document",
        "source",
        "citation",
        "page",
        "score",
        "text",
    ]
    assert "bảng kê" in found["hits"][0]["text"]


def test_search_prints_score_place_and_words(home: Path) -> None:
    first = invoke(home, "search", "nộp bảng kê", "--k", "1").stdout
    assert "7/TB-UBND" in first
    assert "trang 1" in first


# --- papers of the library


def test_papers_are_listed(home: Path) -> None:
    done = invoke(home, "show")
    assert sorted(line.split("\t")[0] for line in done.stdout.splitlines()) == [
        "12-kh-ubnd",
        "7-tb-ubnd",
    ]


def test_paper_is_described(home: Path) -> None:
    done = invoke(home, "show", "7-tb-ubnd")
    assert "số: 7/TB-UBND" in done.stdout
    assert "người ký: không ghi" in done.stdout


def test_outline_shows_each_passage_with_its_place(home: Path) -> None:
    done = invoke(home, "show", "7-tb-ubnd", "--outline")
    assert "7-tb-ubnd/noi-nhan\trecipients\ttr. 1\t" in done.stdout


def test_withdrawn_paper_answers_no_more_until_it_is_restored(tmp_path: Path) -> None:
    paper = tmp_path / "tb-7.txt"
    paper.write_text(PAPER, encoding="utf-8")
    invoke(tmp_path / "home", "ingest", str(paper))
    withdrawn = invoke(tmp_path / "home", "withdraw", "7-tb-ubnd")
    again = invoke(tmp_path / "home", "withdraw", "7-tb-ubnd")
    silent = json.loads(invoke(tmp_path / "home", "ask", QUESTION, "--json").stdout)
    restored = invoke(tmp_path / "home", "restore", "7-tb-ubnd")
    spoken = json.loads(invoke(tmp_path / "home", "ask", QUESTION, "--json").stdout)
    assert withdrawn.stdout == "Đã rút 7-tb-ubnd.\n"
    assert again.stdout == "7-tb-ubnd đã được rút từ trước.\n"
    assert silent["answered"] is False
    assert restored.stdout == "Đã đưa lại 7-tb-ubnd.\n"
    assert spoken["answered"] is True


# --- index and model


def test_status_before_the_first_paper_says_what_to_do(tmp_path: Path) -> None:
    done = invoke(tmp_path, "index", "status")
    assert done.stdout == "Chưa có chỉ mục. Hãy chạy «dunghan index rebuild».\n"


def test_status_counts_papers_and_changes(home: Path) -> None:
    done = invoke(home, "index", "status")
    assert "văn bản: 2\n" in done.stdout
    assert "thay đổi chưa đưa vào: 0\n" in done.stdout


def test_index_fits_after_ingest(home: Path) -> None:
    done = invoke(home, "index", "verify")
    assert (done.exit_code, done.stdout) == (0, "Chỉ mục khớp với kho.\n")


def test_index_fits_after_it_is_built_again(tmp_path: Path) -> None:
    invoke(tmp_path / "home", "ingest", str(PAPERS / PLAN))
    rebuilt = invoke(tmp_path / "home", "index", "rebuild")
    assert "văn bản: 1\n" in rebuilt.stdout
    assert invoke(tmp_path / "home", "index", "verify").exit_code == 0


def test_model_is_described(tmp_path: Path) -> None:
    done = invoke(tmp_path, "model", "info")
    assert done.exit_code == 0
    assert done.stdout.startswith("tên: ")
    assert "số chiều: " in done.stdout


# --- measurements


def test_measured_answers_end_in_one_json_line(tmp_path: Path) -> None:
    questions = tmp_path / "hoi.json"
    questions.write_text(
        json.dumps(
            [
                {
                    "id": "1",
                    "question": "Cách nấu canh chua cá lóc",
                    "answerable": False,
                    "sources": [],
                    "after": None,
                }
            ]
        ),
        encoding="utf-8",
    )
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "tb-7.txt").write_text(PAPER, encoding="utf-8")
    done = invoke(
        tmp_path, "bench", "questions", "--documents", str(papers), "--questions", str(questions)
    )
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "answerable": 0,
        "first_two": 0,
        "quoted": 0,
        "refused_wrongly": 0,
        "unanswerable": 1,
        "refused_rightly": 1,
    }


def test_measured_retrieval_ends_in_one_json_line(tmp_path: Path) -> None:
    articles, questions = tmp_path / "dieu.jsonl", tmp_path / "hoi.jsonl"
    articles.write_text(
        '{"id": "a", "text": "Trồng cây ven kênh"}\n{"id": "b", "text": "Họp dân ở ấp"}\n',
        encoding="utf-8",
    )
    questions.write_text(
        '{"question": "trồng cây", "gold": ["a"]}\n{"question": "gì", "gold": ["z"]}\n',
        encoding="utf-8",
    )
    done = invoke(
        tmp_path, "bench", "retrieval", "--articles", str(articles), "--questions", str(questions)
    )
    closing = json.loads(done.stdout.splitlines()[-1])
    systems = ["bm25_default", "bm25", "dense", "unranked", "fused", "bare", "slip"]
    assert list(closing) == [*systems, "index_s", "ms_p50", "ms_p95", "rss_mib"]
    assert closing["fused"] == {"ndcg10": 1.0, "recall10": 1.0, "recall100": 1.0}


# --- errors and help


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "gì", "--today", "20/11/2026"), "Lỗi: Cài đặt --today là «20/11/2026»"),
        (("show", "khong-co"), "Lỗi: Không có văn bản «khong-co» trong kho."),
        (("withdraw", "khong-co"), "Lỗi: Không có văn bản «khong-co» trong kho."),
        (("restore", "khong-co"), "Lỗi: Không có văn bản «khong-co» trong kho."),
    ],
)
def test_error_is_one_line_and_exit_code_1(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.setenv("DUNGHAN_HOME", str(home))
    monkeypatch.setattr(sys, "argv", ["dunghan", *arguments])
    with pytest.raises(SystemExit, match=r"^1$"):
        main()
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(said)
    assert shown.err.count("\n") == 1


def test_error_of_the_real_command_is_one_line(tmp_path: Path) -> None:
    done = start(tmp_path, "show", "khong-co")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1


def test_wrong_use_ends_with_2(home: Path) -> None:
    assert invoke(home, "ask").exit_code == 2


def test_help_does_not_load_what_is_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from cli.main import app; "
        "print(sorted({'torch', 'bm25s', 'sentence_transformers', 'telegram', 'pypdf', 'docx'}"
        " & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout == "[]\n"


def test_every_command_is_known() -> None:
    assert len(COMMANDS) >= 16


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_a_command_has_an_example(name: str) -> None:
    assert f"Ví dụ:  {name}" in COMMANDS[name]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command_has_its_section_and_example_in_the_documents(name: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"\n## {name}\n" in text
    assert f"\n    {name}" in text
