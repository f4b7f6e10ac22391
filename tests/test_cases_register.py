"""The register's import: columns by many names, dates of many forms, problems said, none lost."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from cases.cases import Channel, Person, Progress
from cases.columns import read_names
from cases.errors import MappingError, RegisterError
from cases.moments import read_moment
from cases.register import Register
from corpus.database import Database
from corpus.schema import VIETNAM

NAMES = read_names()
HEAD = (
    "STT,Mã hồ sơ,Tên thủ tục hành chính,Lĩnh vực,Ngày tiếp nhận,Ngày hẹn trả,"
    "Ngày trả kết quả,Trạng thái\n"
)
ROW = "1,H20.26-260902-0001,Đăng ký khai sinh,Hộ tịch,03/09/2026,07/09/2026,,Đang xử lý\n"
NOW = datetime(2026, 9, 10, 1, 0, tzinfo=UTC)


@pytest.fixture
def register(database: Database) -> Register:
    return Register(database, lambda: NOW)


def _csv(tmp_path: Path, text: str, name: str = "so.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def _day(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("03/04/2026", _day(2026, 4, 3)),
        ("3/4/2026", _day(2026, 4, 3)),
        ("03-04-2026", _day(2026, 4, 3)),
        ("03/04/26", _day(2026, 4, 3)),
        ("03/04/2026 14:30", _day(2026, 4, 3, 14, 30)),
        ("14:30 03/04/2026", _day(2026, 4, 3, 14, 30)),
        ("14 giờ 30 phút, ngày 03/04/2026", _day(2026, 4, 3, 14, 30)),
        ("2026-04-03T07:30:00Z", _day(2026, 4, 3, 14, 30)),
        ("2026-04-03", _day(2026, 4, 3)),
        ("ngày 03 tháng 4 năm 2026", _day(2026, 4, 3)),
        (46115.0, _day(2026, 4, 3)),
        ("46115", _day(2026, 4, 3)),
        (46115.5, _day(2026, 4, 3, 12)),
    ],
)
def test_a_day_is_read_however_it_is_written(written: object, expected: datetime) -> None:
    assert read_moment(written) == expected


@pytest.mark.parametrize("written", ["31/02/2026", "13/13/2026", "mai", "12", 12.0, True, ""])
def test_what_is_no_day_is_not_guessed(written: object) -> None:
    assert read_moment(written) is None


def test_a_row_becomes_a_case(register: Register, tmp_path: Path) -> None:
    register.take_in(_csv(tmp_path, HEAD + ROW), NAMES)
    case = register.case("h20.26-260902-0001")
    assert (case.procedure, case.field, case.progress) == (
        "Đăng ký khai sinh",
        "Hộ tịch",
        Progress.PENDING,
    )
    assert (case.received_at, case.due_at) == (_day(2026, 9, 3), _day(2026, 9, 7))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_in_its_encoding(register: Register, tmp_path: Path, encoding: str) -> None:
    register.take_in(_csv(tmp_path, HEAD + ROW, encoding=encoding), NAMES)
    assert register.case("H20.26-260902-0001").procedure == "Đăng ký khai sinh"


def test_cp1258_with_semicolons_is_read(register: Register, tmp_path: Path) -> None:
    # cp1258 writes the tone as a mark of its own behind the vowel.
    text = "Mã hồ sơ;Ngày nhận;Ngày hẹn trả;Thủ tục\nA-001;03/09/2026;07/09/2026;Cấp bản sao\n"
    marked = {"ã": "a\u0303", "ồ": "ô\u0300", "ẹ": "e\u0323", "ả": "a\u0309"}
    marked |= {"ấ": "â\u0301", "ủ": "u\u0309", "ụ": "u\u0323", "ậ": "â\u0323"}
    spread = "".join(marked.get(letter, letter) for letter in text)
    register.take_in(_csv(tmp_path, spread, encoding="cp1258"), NAMES)
    assert register.case("A-001").procedure == "Cấp bản sao"


def test_the_same_file_twice_changes_nothing(register: Register, tmp_path: Path) -> None:
    path = _csv(tmp_path, HEAD + ROW)
    first = register.take_in(path, NAMES)
    second = register.take_in(path, NAMES)
    assert (first.new, first.same, second.new, second.changed, second.same) == (1, 0, 0, 0, 1)


def test_a_later_export_updates_by_code(register: Register, tmp_path: Path) -> None:
    register.take_in(_csv(tmp_path, HEAD + ROW), NAMES)
    later = ROW.replace(",,Đang xử lý", ",07/09/2026,Đã trả kết quả")
    report = register.take_in(_csv(tmp_path, HEAD + later), NAMES)
    assert report.changed == 1
    assert register.case("H20.26-260902-0001").progress is Progress.RETURNED


def test_a_cell_that_can_not_be_read_keeps_what_was_known(
    register: Register, tmp_path: Path
) -> None:
    register.take_in(_csv(tmp_path, HEAD + ROW), NAMES)
    bad = ROW.replace("07/09/2026", "07/19/2026")
    report = register.take_in(_csv(tmp_path, HEAD + bad, name="sau.csv"), NAMES)
    assert register.case("H20.26-260902-0001").due_at == _day(2026, 9, 7)
    assert [str(problem) for problem in report.problems] == [
        "dòng 2, cột «Ngày hẹn trả»: gặp «07/19/2026», cần ngày dạng 31/12/2026, có thể kèm giờ "
        "(31/12/2026 14:30); các ô khác của dòng vẫn được nhập."
    ]


def test_a_row_without_a_code_is_refused_and_the_others_go_in(
    register: Register, tmp_path: Path
) -> None:
    report = register.take_in(
        _csv(tmp_path, HEAD + ROW.replace("H20.26-260902-0001", "") + ROW), NAMES
    )
    assert (report.new, report.refused) == (1, 1)
    assert "dòng 2, cột «Mã hồ sơ»: gặp «ô trống»" in str(report.problems[0])


def test_titles_two_row_heads_serials_and_totals_of_a_workbook(
    register: Register, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sổ"
    for row in (
        ["ỦY BAN NHÂN DÂN XÃ"],
        ["Từ ngày 01/9/2026 đến ngày 30/9/2026"],
        ["STT", "Mã hồ sơ", "Tên TTHC", "Tên cá nhân, tổ chức", "Nhận hồ sơ", None, "Trả kết quả"],
        [None, None, None, None, "Ngày nhận", "Ngày hẹn trả", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "H20.26-260902-0007", "Chứng thực", "Nguyễn Văn A", 46267, "07/09/2026 16:30", None],
        ["Tổng cộng", None, 1],
    ):
        sheet.append(row)
    path = tmp_path / "so.xlsx"
    book.save(path)
    report = register.take_in(path, NAMES)
    case = register.case("H20.26-260902-0007")
    assert (report.new, report.problems) == (1, ())
    assert (case.received_at, case.due_at) == (_day(2026, 9, 2), _day(2026, 9, 7, 16, 30))


def test_the_applicant_is_kept_apart(register: Register, tmp_path: Path) -> None:
    text = "Mã hồ sơ,Chủ hồ sơ,Số điện thoại,Ngày nhận\nA-001,Trần Thị B,0900000001,03/09/2026\n"
    register.take_in(_csv(tmp_path, text), NAMES)
    assert register.case("A-001").applicant == Person()
    assert register.applicant("A-001") == Person(name="Trần Thị B", phone="0900000001")


def test_a_second_row_for_stage_two_adds_its_days(register: Register, tmp_path: Path) -> None:
    text = (
        "Mã hồ sơ,Giai đoạn,Ngày nhận,Ngày hẹn trả\n"
        "A-001,1,01/09/2026,05/09/2026\n"
        "A-001,2,08/09/2026,15/09/2026\n"
    )
    report = register.take_in(_csv(tmp_path, text), NAMES)
    case = register.case("A-001")
    assert report.problems == ()
    assert (case.due_at, case.second_due_at) == (_day(2026, 9, 5), _day(2026, 9, 15))


def test_another_row_of_the_same_code_is_reported(register: Register, tmp_path: Path) -> None:
    text = (
        "Mã hồ sơ,Ngày nhận,Ngày hẹn trả\n"
        "A-001,01/09/2026,05/09/2026\n"
        "A-001,01/09/2026,06/09/2026\n"
    )
    report = register.take_in(_csv(tmp_path, text), NAMES)
    assert "mã A-001 đã có ở dòng 2" in str(report.problems[0])
    assert register.case("A-001").due_at == _day(2026, 9, 6)


def test_the_channel_is_read_from_words(register: Register, tmp_path: Path) -> None:
    text = "Mã hồ sơ,Ngày nhận,Hình thức nộp\nA-1,01/09/2026,Trực tuyến\nA-2,01/09/2026,BCCI\n"
    register.take_in(_csv(tmp_path, text), NAMES)
    channels = [case.channel for case in register.all_cases()]
    assert channels == [Channel.ONLINE, Channel.POST]


def test_an_office_names_its_own_columns(register: Register, tmp_path: Path) -> None:
    own = tmp_path / "case_columns.json"
    own.write_text('{"Số BNHS": "code", "Phải xong": "due_at"}', encoding="utf-8")
    text = "Số BNHS,Ngày nhận,Phải xong\nA-1,01/09/2026,05/09/2026\n"
    register.take_in(_csv(tmp_path, text), read_names(own))
    assert register.case("A-1").due_at == _day(2026, 9, 5)


def test_a_mapping_to_no_field_is_an_error(tmp_path: Path) -> None:
    own = tmp_path / "case_columns.json"
    own.write_text('{"Số BNHS": "ma"}', encoding="utf-8")
    with pytest.raises(MappingError, match="cột «Số BNHS» trỏ tới «ma», không có trường này"):
        read_names(own)


def test_a_file_without_a_table_of_cases_is_refused(register: Register, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"^so\.csv: không thấy dòng tiêu đề"):
        register.take_in(_csv(tmp_path, "a,b\n1,2\n"), NAMES)


def test_the_moment_of_the_data_is_the_exports(register: Register, tmp_path: Path) -> None:
    register.take_in(_csv(tmp_path, HEAD + ROW), NAMES, as_of=_day(2026, 9, 9, 17))
    assert register.data_moment() == _day(2026, 9, 9, 17)
