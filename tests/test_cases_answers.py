"""Questions about cases: what is understood, who may see what, and what is left to the papers."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cases.answers import EVERYONE, CaseDesk, Viewer
from cases.columns import read_names
from cases.figures import Period
from cases.questions import CaseQuestion, read_question
from cases.register import Register
from cases.statuses import Nearness, Status
from cases.working_days import working_days
from corpus.database import open_database
from corpus.schema import VIETNAM

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 7, tzinfo=VIETNAM)
UNITS = ("Phòng Tư pháp", "Phòng Kinh tế xã Bình Minh Tây")
FIELDS = ("Hộ tịch", "Đất đai")
_ROWS = (
    "1,Đăng ký khai sinh,Hộ tịch,Phòng Tư pháp,Ng Kín,02/11/2026,26/11/2026,,Đang xử lý",
    "2,Đăng ký kết hôn,Hộ tịch,Phòng Tư pháp,Ng Kín,02/11/2026,20/11/2026,,Đang xử lý",
    f"3,Tách thửa,Đất đai,{UNITS[1]},Ng Kín,02/11/2026,20/11/2026,23/11/2026,Đã trả",
    f"4,Tách thửa,Đất đai,{UNITS[1]},Ng Kín,02/11/2026,20/12/2026,,Đang xử lý",
)
EXPORT = (
    "Mã hồ sơ,Tên thủ tục,Lĩnh vực,Đơn vị xử lý,Chủ hồ sơ,Ngày nhận,Ngày hẹn trả,Ngày trả,"
    "Trạng thái\n" + "\n".join(f"H20.26-261101-000{row}" for row in _ROWS)
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CaseDesk]:
    database = open_database(f"sqlite:///{tmp_path / 'kho.db'}")
    register = Register(database, lambda: NOW)
    path = tmp_path / "so.csv"
    path.write_text(EXPORT, encoding="utf-8")
    register.take_in(path, read_names(), as_of=NOW)
    yield CaseDesk(register=register, days=working_days(), near=Nearness())
    database.close()


def _read(text: str) -> CaseQuestion | None:
    return read_question(text, units=UNITS, fields=FIELDS, today=TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "phòng Tư pháp còn bao nhiêu hồ sơ sắp đến hạn",
            CaseQuestion(status=Status.NEAR_DUE, units=("Phòng Tư pháp",)),
        ),
        (
            "phong kinh te co bao nhieu ho so qua han",
            CaseQuestion(status=Status.OVERDUE, units=("Phòng Kinh tế xã Bình Minh Tây",)),
        ),
        (
            "tuần này đất đai trễ bao nhiêu",
            CaseQuestion(
                status=Status.LATE,
                fields=("Đất đai",),
                period=Period(start=date(2026, 11, 23), end=TODAY),
            ),
        ),
        (
            "liệt kê hồ sơ quá hạn hôm nay",
            CaseQuestion(
                status=Status.OVERDUE, period=Period(start=TODAY, end=TODAY), wants_list=True
            ),
        ),
        ("hiện nay đang giải quyết bao nhiêu hồ sơ", CaseQuestion()),
        (
            "hồ sơ H20.26-230911-0001 còn mấy ngày",
            CaseQuestion(code="H20.26-230911-0001"),
        ),
        (
            "Phòng Kinh tế Bình Minh Tây còn hồ sơ nào quá hạn không ạ?",
            CaseQuestion(
                status=Status.OVERDUE,
                units=("Phòng Kinh tế xã Bình Minh Tây",),
                wants_list=True,
            ),
        ),
        ("000.00.26.h20-230911-0001 sao rồi", CaseQuestion(code="000.00.26.H20-230911-0001")),
    ],
)
def test_a_question_about_cases_is_understood(text: str, expected: CaseQuestion) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Quý III năm 2023 thành phố Sa Đéc có bao nhiêu hồ sơ trễ hạn?",
        "Hồ sơ trễ hạn thì phải làm gì?",
        "Thời hạn gửi thư xin lỗi là bao lâu?",
        "Huyện Lấp Vò có bao nhiêu hồ sơ đúng hạn?",
        "hạn báo cáo kết quả khắc phục là ngày nào",
        # A count of now, but of what the register can not tell apart.
        "hiện có bao nhiêu hồ sơ trực tuyến quá hạn",
        "lap vo cap huyen tra tre han bao nhieu ho so, con bao nhieu dang qua han",
        "Chỉ tiêu hồ sơ đúng hạn giao cho phòng Tư pháp năm 2026 là bao nhiêu phần trăm?",
    ],
)
def test_a_question_for_the_papers_is_left_to_them(text: str) -> None:
    assert _read(text) is None


def test_near_due_cases_of_a_unit_are_counted_with_the_moment_of_the_data(desk: CaseDesk) -> None:
    answer = desk.ask("phòng Tư pháp còn bao nhiêu hồ sơ sắp đến hạn", EVERYONE, TODAY)
    assert answer is not None
    assert answer.text == (
        "Phòng Tư pháp: 1 hồ sơ sắp đến hạn.\n"
        "• H20.26-261101-0001: hẹn trả 26/11/2026, còn 1 ngày làm việc\n"
        "Số liệu lúc 07:00 ngày 25/11/2026."
    )


def test_late_and_overdue_are_told_apart(desk: CaseDesk) -> None:
    late = desk.ask("tháng này có bao nhiêu hồ sơ trễ hạn", EVERYONE, TODAY)
    overdue = desk.ask("hiện có bao nhiêu hồ sơ quá hạn", EVERYONE, TODAY)
    assert late is not None
    assert overdue is not None
    assert (late.codes, overdue.codes) == (("H20.26-261101-0003",), ("H20.26-261101-0002",))


def test_one_case_is_told_with_its_days(desk: CaseDesk) -> None:
    answer = desk.ask("hồ sơ H20.26-261101-0002 còn mấy ngày", EVERYONE, TODAY)
    assert answer is not None
    assert answer.text == (
        "Hồ sơ H20.26-261101-0002 (Đăng ký kết hôn, Phòng Tư pháp): hẹn trả 20/11/2026, quá hạn "
        "2 ngày làm việc. Số liệu lúc 07:00 ngày 25/11/2026."
    )


def test_in_a_group_a_case_is_code_and_days_only(desk: CaseDesk) -> None:
    answer = desk.ask("H20.26-261101-0002", Viewer(units=None, in_group=True), TODAY)
    assert answer is not None
    assert answer.text.startswith("Hồ sơ H20.26-261101-0002: hẹn trả 20/11/2026, quá hạn 2 ngày")


def test_no_answer_names_an_applicant(desk: CaseDesk) -> None:
    texts = [
        answer.text
        for question in ("H20.26-261101-0001", "liệt kê hồ sơ quá hạn hôm nay")
        if (answer := desk.ask(question, EVERYONE, TODAY)) is not None
    ]
    assert len(texts) == 2
    assert not [text for text in texts if "Kín" in text]


def test_another_units_case_is_not_shown(desk: CaseDesk) -> None:
    viewer = Viewer(units=frozenset({"Phòng Kinh tế xã Bình Minh Tây"}))
    one = desk.ask("H20.26-261101-0002", viewer, TODAY)
    many = desk.ask("hiện có bao nhiêu hồ sơ quá hạn", viewer, TODAY)
    assert one is not None
    assert many is not None
    assert (one.codes, many.codes) == ((), ())
    assert "không thuộc đơn vị" in one.text


def test_an_unknown_code_is_said_to_be_unknown(desk: CaseDesk) -> None:
    answer = desk.ask("hồ sơ H20.26-261101-9999", EVERYONE, TODAY)
    assert answer is not None
    assert answer.text.startswith("Không có hồ sơ «H20.26-261101-9999» trong sổ đã nạp")
