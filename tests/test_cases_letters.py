"""Letters: the rule of one new appointment, a reason always, the form of the day, the DOCX."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from cases.cases import Case, Person, Progress
from cases.errors import LetterError
from cases.letter_book import LetterBook
from cases.letter_docx import letters_docx
from cases.letters import Form, Letter, Office, form_on, latest_day, write_letter
from cases.working_days import working_days
from corpus.database import open_database
from corpus.schema import VIETNAM

DAYS = working_days()
OFFICE = Office(
    name="Trung tâm Phục vụ hành chính công xã Bình Minh Tây",
    parent="ỦY BAN NHÂN DÂN XÃ BÌNH MINH TÂY",
    place="Bình Minh Tây",
    signer_title="Giám đốc",
    signer="Lê Thị Mẫu",
)
CASE = Case(
    code="H20.26-261102-0001",
    procedure="Cấp đổi Giấy chứng nhận quyền sử dụng đất",
    received_at=datetime(2026, 11, 2, 9, tzinfo=VIETNAM),
    due_at=datetime(2026, 11, 16, 17, tzinfo=VIETNAM),
)
PERSON = Person(name="Trần Văn Giả")


def _letter(case: Case = CASE, **values: object) -> Letter:
    given: dict[str, object] = {
        "written_on": date(2026, 11, 13),
        "reason": "chờ kết quả đo đạc",
        "new_appointment": date(2026, 11, 20),
        "days": DAYS,
    }
    return write_letter(case, PERSON, OFFICE, **(given | values))  # type: ignore[arg-type]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[LetterBook]:
    database = open_database(f"sqlite:///{tmp_path / 'kho.db'}")
    yield LetterBook(database, lambda: datetime(2026, 11, 13, 8, tzinfo=VIETNAM))
    database.close()


def test_the_form_is_the_one_in_use_on_the_day() -> None:
    assert [form_on(date(2025, 9, 14)), form_on(date(2025, 9, 15))] == [Form.OF_2018, Form.OF_2025]


def test_a_letter_needs_a_reason() -> None:
    with pytest.raises(LetterError, match="chưa nêu lý do chậm"):
        _letter(reason="  ")


def test_a_case_that_was_appointed_anew_gets_no_second_appointment() -> None:
    case = Case(code="A", due_at=CASE.due_at, extensions=1)
    with pytest.raises(LetterError, match="không được thực hiện quá một lần"):
        _letter(case)


@pytest.mark.parametrize(
    ("new", "message"),
    [(date(2026, 11, 16), "phải sau ngày hẹn"), (date(2026, 11, 24), "là ngày nghỉ")],
)
def test_the_new_day_is_a_working_day_after_the_old_one(new: date, message: str) -> None:
    with pytest.raises(LetterError, match=message):
        _letter(new_appointment=new)


def test_an_open_case_needs_a_new_day() -> None:
    with pytest.raises(LetterError, match="phải có ngày hẹn trả mới"):
        _letter(new_appointment=None)


def test_a_finished_case_gets_its_letter_with_the_result() -> None:
    case = Case(code="A", due_at=CASE.due_at, progress=Progress.DONE)
    assert _letter(case, new_appointment=None).new_appointment is None


def test_the_letter_is_in_time_until_the_working_day_before() -> None:
    assert latest_day(CASE, DAYS) == date(2026, 11, 13)


def test_the_docx_says_what_the_form_asks_for() -> None:
    document = docx.Document(io.BytesIO(letters_docx([_letter(number="05/XL-TTPVHCC")])))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    head = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert head[2:4] == ["Số: 05/XL-TTPVHCC", "Bình Minh Tây, ngày 13 tháng 11 năm 2026"]
    for part in (
        "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "Kính gửi: Trần Văn Giả",
        "mã hồ sơ: H20.26-261102-0001",
        "Thời gian hẹn trả kết quả: ngày 16/11/2026.",
        "Lý do: chờ kết quả đo đạc.",
        "vào ngày 20/11/2026.",
    ):
        assert part in text


def test_the_form_of_2018_has_its_own_title() -> None:
    letter = _letter(form=Form.OF_2018)
    document = docx.Document(io.BytesIO(letters_docx([letter])))
    assert "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" in [p.text for p in document.paragraphs]


def test_several_letters_are_one_file_of_as_many_pages() -> None:
    document = docx.Document(io.BytesIO(letters_docx([_letter(), _letter(), _letter()])))
    breaks = document.element.body.xpath('.//w:br[@w:type="page"]')
    assert len(breaks) == 2


def test_the_book_refuses_a_second_new_appointment(book: LetterBook) -> None:
    book.enter(_letter(), "mau.lt")
    with pytest.raises(LetterError, match="đã có văn bản hẹn lại"):
        book.enter(_letter(new_appointment=date(2026, 11, 23)), "mau.lt")


def test_the_book_refuses_a_number_twice_in_a_year(book: LetterBook) -> None:
    book.enter(_letter(number="05/XL"), "mau.lt")
    other = Case(code="B", due_at=CASE.due_at)
    with pytest.raises(LetterError, match="Số 05/XL của năm 2026 đã dùng cho hồ sơ"):
        book.enter(_letter(other, number="05/XL"), "mau.lt")


def test_late_cases_without_a_letter_are_named(book: LetterBook) -> None:
    book.enter(_letter(), "mau.lt")
    other = Case(code="B", due_at=CASE.due_at)
    assert book.without_letter([CASE, other]) == (other,)
