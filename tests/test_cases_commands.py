"""`dunghan cases …` as people run it: what is printed, what is written, what is never shown."""

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from cases.errors import OutputError
from cli.main import app
from corpus.errors import DungHanError

ROOT = Path(__file__).parents[1]
HEAD = (
    "Mã hồ sơ,Tên thủ tục,Lĩnh vực,Đơn vị xử lý,Người xử lý,Chủ hồ sơ,Số điện thoại,Ngày nhận,"
    "Ngày hẹn trả,Ngày có kết quả,Hình thức nộp\n"
)
ROWS = (
    "A-001,Cấp đổi,Đất đai,Chi nhánh,Lê Mẫu,Trần Thị Kín,0911222333,02/11/2026,16/11/2026,,"
    "Trực tuyến\n"
    "A-002,Tách thửa,Đất đai,Chi nhánh,,Ngô Kín,0911222334,02/11/2026,26/11/2026,,Trực tiếp\n"
    "A-003,Khai sinh,Hộ tịch,Trung tâm,Võ Định,Ngô Kín,0911222335,02/11/2026,16/11/2026,20/11/2026,"
    "BCCI\n"
)
TODAY = ("--today", "2026-11-25")


def invoke(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        app,
        ["cases", *arguments],
        env={"DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": ""},
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    export = tmp_path / "so.csv"
    export.write_text(HEAD + ROWS, encoding="utf-8")
    folder = tmp_path / "home"
    done = invoke(folder, "import", str(export), "--as-of", "2026-11-25T07:00")
    assert done.exit_code == 0
    return folder


def test_open_cases_are_listed_by_code_the_oldest_first(home: Path) -> None:
    done = invoke(home, "list", *TODAY)
    assert done.stdout == (
        "A-001\tChi nhánh\tĐất đai\tquá hạn\thẹn trả 16/11/2026\tquá 6 ngày làm việc\n"
        "A-002\tChi nhánh\tĐất đai\tsắp đến hạn\thẹn trả 26/11/2026\tcòn 1 ngày làm việc\n"
    )
    assert done.stderr == "2 hồ sơ. Số liệu lúc 07:00 25/11/2026.\n"


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--status", "quá hạn"), ["A-001"]),
        (("--status", "qua-han", "--days", "7"), []),
        (("--status", "trễ hạn"), ["A-003"]),
        (("--days", "1"), ["A-002"]),
        (("--field", "Hộ tịch"), []),
        (("--unit", "Chi nhánh"), ["A-001", "A-002"]),
    ],
)
def test_a_list_is_narrowed(home: Path, options: tuple[str, ...], codes: list[str]) -> None:
    done = invoke(home, "list", *options, *TODAY)
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == codes


def test_a_case_is_shown_without_its_applicant_unless_asked(home: Path) -> None:
    plain = invoke(home, "show", "a-001", *TODAY).stdout
    full = invoke(home, "show", "A-001", "--with-applicant", *TODAY).stdout
    assert "tình trạng: quá hạn, quá 6 ngày làm việc" in plain
    assert "Kín" not in plain
    assert "người nộp: Trần Thị Kín\n" in full
    assert "điện thoại: 0911222333\n" in full


def test_the_health_is_counted_and_written_by_unit(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "thieu.xlsx"
    done = invoke(home, "health", "--codes", "--out", str(out), *TODAY)
    assert done.stdout == "Chi nhánh: 1 lỗi\n  thiếu người xử lý: 1 hồ sơ\n    A-002\n"
    assert openpyxl.load_workbook(out).active["A1"].value == "Đơn vị"


def test_figures_name_the_whole_of_each_rate_and_the_target(home: Path, tmp_path: Path) -> None:
    (home / "targets.json").write_text('{"nộp trực tuyến": 30}', encoding="utf-8")
    out = tmp_path / "ky.xlsx"
    period = ("--from", "2026-11-01", "--to", "2026-11-24")
    done = invoke(home, "figures", *period, "--by", "field", "--out", str(out))
    assert "nộp trực tuyến: 33,33% (1/3 hồ sơ mới tiếp nhận); chỉ tiêu 30%: đạt" in done.stdout
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Biểu II.06", "Tỷ lệ"]
    assert [row[1:13] for row in book["Biểu II.06"].iter_rows(min_row=2, values_only=True)] == [
        ("Hộ tịch", 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0),
        ("Đất đai", 2, 1, 1, 0, 0, 0, 0, 0, 2, 1, 1),
        ("Tổng cộng", 3, 1, 2, 0, 1, 0, 0, 1, 2, 1, 1),
    ]


def test_charts_are_written_in_both_forms(home: Path, tmp_path: Path) -> None:
    charts = tmp_path / "bieu-do"
    invoke(home, "figures", "--from", "2026-11-01", "--charts", str(charts), *TODAY)
    assert sorted(path.name for path in charts.iterdir()) == [
        "dien-bien.png",
        "dien-bien.svg",
        "so-ngay-qua-han.png",
        "so-ngay-qua-han.svg",
        "theo-nhom.png",
        "theo-nhom.svg",
    ]


def test_the_month_has_its_three_sheets(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "thang.xlsx"
    done = invoke(home, "month", "2026-11", "--out", str(out))
    assert done.stdout.startswith("TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH THÁNG 11/2026\n")
    assert openpyxl.load_workbook(out).sheetnames == [
        "Biểu II.06",
        "Tỷ lệ",
        "So với tháng trước",
    ]


def test_a_digest_is_previewed_and_nothing_is_noted(home: Path, tmp_path: Path) -> None:
    (home / "groups.json").write_text(
        '[{"name": "dat-dai", "kind": "daily", "channel": "telegram", "recipient": "-1", '
        '"fields": ["Đất đai"]}]',
        encoding="utf-8",
    )
    out = tmp_path / "bang.xlsx"
    shown = invoke(home, "digest", "--group", "dat-dai", "--out", str(out), *TODAY).stdout
    assert "• A-001: quá 6 ngày làm việc" in shown
    assert "A-003" not in shown
    assert "Kín" not in shown
    rows = list(openpyxl.load_workbook(out).active.iter_rows(min_row=2, values_only=True))
    assert [row[:2] for row in rows] == [("Quá hạn", "A-001"), ("Sắp đến hạn", "A-002")]
    assert invoke(home, "deliveries", "--day", "2026-11-25").stdout == (
        "Không có tin nào được lập trong ngày.\n"
    )


def test_a_letter_is_written_numbered_and_entered(home: Path, tmp_path: Path) -> None:
    (home / "office.json").write_text(
        '{"name": "Trung tâm", "signer": "Lê Thị Mẫu", "letter_symbol": "XL-TT"}',
        encoding="utf-8",
    )
    out = tmp_path / "thu.docx"
    options = ("--reason", "chờ đo đạc", "--new-date", "2026-12-01", "--by", "Mẫu")
    done = invoke(
        home, "letter", "A-001", *options, "--from-number", "5", "--out", str(out), *TODAY
    )
    assert done.exit_code == 0
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(out)).paragraphs)
    assert "Kính gửi: Trần Thị Kín" in text
    book = invoke(home, "letters", "--year", "2026").stdout
    assert book == "05/XL-TT\t25/11/2026\tA-001\thẹn lại 01/12/2026\tchờ đo đạc\tMẫu\n"
    again = invoke(home, "letter", "A-001", *options, "--out", str(tmp_path / "b.docx"), *TODAY)
    assert again.exit_code == 1
    assert "không được thực hiện quá một lần" in again.stderr
    assert not (tmp_path / "b.docx").exists()


def test_all_late_cases_get_their_letters_and_then_none_is_missing(
    home: Path, tmp_path: Path
) -> None:
    missing = invoke(home, "letters", "--missing", *TODAY)
    assert [line.split("\t")[0] for line in missing.stdout.splitlines()] == ["A-001", "A-003"]
    out = tmp_path / "thu.docx"
    done = invoke(
        home, "letter", "--all-late", "--reason", "chậm", "--new-date", "2026-12-01",
        "--by", "Mẫu", "--out", str(out), *TODAY,
    )  # fmt: skip
    assert done.stdout.startswith("Đã lập 2 văn bản")
    assert invoke(home, "letters", "--missing", *TODAY).stdout == ""


def test_letters_without_a_new_day_are_refused_and_the_others_written(
    home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "thu.docx"
    done = invoke(
        home, "letter", "--all-late", "--reason", "chậm", "--by", "Mẫu", "--from-number", "7",
        "--out", str(out), *TODAY,
    )  # fmt: skip
    assert done.exit_code == 1
    assert "Hồ sơ A-001 chưa giải quyết xong: phải có ngày hẹn trả mới." in done.stderr
    assert invoke(home, "letters", "--year", "2026").stdout.startswith("07\t25/11/2026\tA-003\t")


def test_a_question_about_cases_is_answered_and_another_is_not(home: Path) -> None:
    one = invoke(home, "ask", "hiện có bao nhiêu hồ sơ quá hạn", *TODAY)
    other = invoke(home, "ask", "thời hạn gửi thư xin lỗi là bao lâu", *TODAY)
    assert one.stdout.startswith("1 hồ sơ quá hạn.\n• A-001: ")
    assert (other.exit_code, other.stdout) == (1, "")


def test_a_supplement_is_told_in_both_ways_of_counting(home: Path) -> None:
    done = invoke(
        home, "whatif", "2026-11-02T10:00", "--limit", "10",
        "--pause", "2026-11-05T09:00/2026-11-12T10:00",
    )  # fmt: skip
    assert done.stdout.splitlines()[1:4] == [
        "hẹn trả: 17:00 thứ Hai, 16/11/2026",
        "nếu tính lại từ đầu sau khi nhận đủ hồ sơ (NĐ 61/2018/NĐ-CP Điều 19): "
        "17:00 thứ Sáu, 27/11/2026",
        "nếu dời theo thời gian chờ, như phần mềm một cửa: 17:00 thứ Hai, 23/11/2026",
    ]


def test_hours_of_a_unit_decide_what_its_receipt_counts_from(home: Path) -> None:
    (home / "office.json").write_text(
        '{"hours_by_unit": {"Phòng A": {"shifts": [["07:00", "11:30"], ["13:30", "17:00"]], '
        '"cut_off": "15:00"}}}',
        encoding="utf-8",
    )
    usual = invoke(home, "whatif", "2026-11-20T15:30", "--limit", "3")
    unit = invoke(home, "whatif", "2026-11-20T15:30", "--limit", "3", "--unit", "Phòng A")
    assert "26/11/2026" in usual.stdout
    assert "27/11/2026" in unit.stdout


def test_a_calendar_says_which_days_were_moved_and_what_is_a_forecast(home: Path) -> None:
    known = invoke(home, "calendar", "2026").stdout
    assert "10/01/2026\tthứ Bảy\tlàm bù (12729/VPCP-KGVX ngày 25/12/2025)\n" in known
    assert "chưa có trong danh mục" not in known
    assert "chưa có trong danh mục" in invoke(home, "calendar", "2027").stdout


@pytest.fixture
def papers(home: Path) -> Path:
    """The home, with a plan of the samples in its store."""
    plan = ROOT / "samples" / "papers" / "kh-12-cai-cach-hanh-chinh-2026.docx"
    environment = {"DUNGHAN_HOME": str(home), "DUNGHAN_DATABASE_URL": ""}
    assert CliRunner().invoke(app, ["ingest", str(plan)], env=environment).exit_code == 0
    return home


def test_a_feed_holds_the_duties_of_the_papers(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "viec.ics"
    options = ("--unit", "Văn phòng HĐND và UBND xã", "--days", "400", "--out", str(out))
    done = invoke(papers, "calendar-feed", *options, "--today", "2026-01-15")
    text = out.read_text(encoding="utf-8").replace("\n ", "")
    assert "Đã ghi 0 " not in done.stdout
    assert text.startswith("BEGIN:VCALENDAR")
    assert "Kế hoạch 12/KH-UBND" in text


def test_duties_of_every_day_do_not_fill_a_list(papers: Path) -> None:
    (papers / "groups.json").write_text(
        '[{"name": "viec", "kind": "duties", "channel": "telegram", "recipient": "-1", '
        '"days": 40}]',
        encoding="utf-8",
    )
    shown = invoke(papers, "digest", "--group", "viec", *TODAY).stdout
    assert "• 14/12/2026 (còn 19 ngày): " in shown
    assert "mỗi ngày làm việc" not in shown


def test_targets_of_the_papers_are_shown_with_their_place_and_none_is_taken(papers: Path) -> None:
    shown = invoke(papers, "targets", *TODAY).stdout
    assert "nộp trực tuyến: chưa đặt trong targets.json\n" in shown
    assert "«Tỷ lệ hồ sơ nộp trực tuyến» đạt tối thiểu 75% [Kế hoạch 12/KH-UBND, " in shown


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("office.json", '{"near_days": -1}', "office.json: «-1» không phải số ngày từ 0 đến 60"),
        ("office.json", '{"hours": {"shifts": [["17:00", "07:00"]]}}', "nối tiếp nhau"),
        ("targets.json", '{"đúng giờ": 3}', "targets.json: không có chỉ số «đúng giờ»"),
        ("targets.json", '{"nộp trực tuyến": "30"}', "cần một số từ 0 đến 100"),
    ],
)
def test_a_bad_file_of_the_office_is_named(home: Path, name: str, content: str, said: str) -> None:
    (home / name).write_text(content, encoding="utf-8")
    done = invoke(home, "list")
    assert isinstance(done.exception, DungHanError)
    assert said in str(done.exception)


@pytest.mark.parametrize(
    "command",
    [
        ("digest", *TODAY, "--out"),
        ("health", *TODAY, "--out"),
        ("figures", *TODAY, "--out"),
        ("month", *TODAY, "--out"),
        ("sample", "--rows", "5", *TODAY, "--out"),
        ("calendar-feed", "--unit", "A", *TODAY, "--out"),
        ("letter", "A-001", "--reason", "x", "--new-date", "2026-12-01", "--by", "M", "--out"),
    ],
)
def test_a_file_that_can_not_be_written_is_said_in_words(
    home: Path, command: tuple[str, ...]
) -> None:
    done = invoke(home, *command, str(home / "khong-co" / "bang.xlsx"))
    assert isinstance(done.exception, OutputError)
    assert "Không ghi được «" in str(done.exception)
    assert invoke(home, "letters", "--year", "2026").stdout == ""


def test_a_workbook_holds_no_applicant(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "bang.xlsx"
    invoke(home, "digest", "--out", str(out), *TODAY)
    with zipfile.ZipFile(out) as archive:
        content = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "A-001" in content
    assert "Kín" not in content
