"""The digest of a day: what is listed, in which words, and that nothing personal is in it."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from cases.cases import Case, Person, Progress
from cases.digest import Digest, Line, Totals, make_digest
from cases.digest_text import digest_messages
from cases.register import Scope
from cases.sample import sample_cases
from cases.statuses import Nearness
from cases.working_days import working_days
from corpus.schema import VIETNAM

DAYS = working_days()
TODAY = date(2026, 11, 25)
AS_OF = datetime(2026, 11, 25, 7, 0, tzinfo=VIETNAM)


def _case(code: str, due: str, **values: object) -> Case:
    fields: dict[str, object] = {
        "unit": "Phòng Kinh tế",
        "field": "Đất đai",
        "due_at": datetime.fromisoformat(due).replace(tzinfo=VIETNAM),
        "applicant": Person(name="Nguyễn Thị Kín", phone="0911222333", address="ấp Kín"),
    }
    return Case(code=code, **(fields | values))  # type: ignore[arg-type]


def _digest(*cases: Case, as_of: datetime | None = AS_OF, **values: object) -> Digest:
    ended = [case for case in cases if case.finished_at]
    still_open = [case for case in cases if not case.finished_at]
    return make_digest(
        still_open,
        ended,
        day=TODAY,
        as_of=as_of,
        scope=values.pop("scope", Scope()),  # type: ignore[arg-type]
        days=DAYS,
        near=Nearness(),
        **values,  # type: ignore[arg-type]
    )


def _late(code: str, due: str, finished: str) -> Case:
    moment = datetime.fromisoformat(finished).replace(tzinfo=VIETNAM)
    return _case(code, due, finished_at=moment, progress=Progress.DONE)


def test_a_digest_reads_as_an_officer_would_write_it() -> None:
    digest = _digest(
        _case("A-3", "2026-11-26T17:00"),
        _case("A-4", "2026-11-25T17:00", extensions=1),
        _case("A-1", "2026-11-20T17:00"),
        _case("A-9", "2026-12-20T17:00"),
        _late("A-2", "2026-11-20T17:00", "2026-11-23T16:00"),
        since=date(2026, 11, 23),
        previous=Totals(near_due=3, overdue=1, late=0),
    )
    assert digest_messages(digest, 4096) == (
        """HỒ SƠ THỦ TỤC HÀNH CHÍNH NGÀY 25/11/2026
Số liệu lúc 07:00 ngày 25/11/2026.
Sắp đến hạn: 2 (giảm 1 so với lần trước)
Quá hạn (chưa giải quyết xong): 1 (không đổi so với lần trước)
Trễ hạn (đã giải quyết xong từ 23/11/2026): 1 (tăng 1 so với lần trước)

QUÁ HẠN (1)
Phòng Kinh tế · Đất đai (1)
• A-1: quá 2 ngày làm việc

SẮP ĐẾN HẠN (2)
Phòng Kinh tế · Đất đai (2)
• A-4: đến hạn hôm nay
• A-3: còn 1 ngày làm việc

TRỄ HẠN (1)
Phòng Kinh tế · Đất đai (1)
• A-2: trễ 1 ngày làm việc

Nếu không kịp trả đúng hẹn, 1 hồ sơ còn 1-2 ngày làm việc nêu trên phải có văn bản xin lỗi và hẹn \
lại, gửi chậm nhất 01 ngày trước ngày hẹn trả.""",
    )


def test_a_quiet_day_says_so() -> None:
    text = digest_messages(_digest(), 4096)[0]
    assert text.endswith("Không có hồ sơ nào sắp đến hạn, quá hạn hoặc trễ hạn.")


def test_an_old_export_is_said_and_no_list_is_made() -> None:
    old = datetime(2026, 11, 20, 7, 0, tzinfo=VIETNAM)
    digest = _digest(_case("A-1", "2026-11-20T17:00"), as_of=old)
    assert digest.totals == Totals()
    assert (
        "Sổ theo dõi hồ sơ mới nhất là lúc 07:00 ngày 20/11/2026, đã cũ"
        in (digest_messages(digest, 4096)[0])
    )


def test_the_export_of_the_working_day_before_is_fresh() -> None:
    monday = datetime(2026, 11, 23, 7, 0, tzinfo=VIETNAM)  # 24/11 is a holiday
    assert not _digest(as_of=monday).is_stale


def test_without_any_export_the_group_is_told() -> None:
    text = digest_messages(_digest(as_of=None), 4096)[0]
    assert "Chưa có sổ theo dõi hồ sơ nào được nạp" in text


def test_a_scope_keeps_other_units_and_fields_out() -> None:
    digest = _digest(
        _case("A-1", "2026-11-20T17:00"),
        _case("A-2", "2026-11-20T17:00", field="Hộ tịch"),
        scope=Scope(fields=frozenset({"Đất đai"})),
    )
    assert [line.code for line in digest.overdue] == ["A-1"]


def test_a_second_new_appointment_is_warned_of() -> None:
    digest = _digest(_case("A-1", "2026-11-26T17:00", extensions=1))
    assert digest_messages(digest, 4096)[0].endswith(
        "Đã hẹn lại một lần, không được hẹn lại nữa: A-1."
    )


def test_a_long_digest_is_whole_and_no_message_is_too_long() -> None:
    cases = list(sample_cases(5_000, 3, TODAY, DAYS))
    digest = _digest(*cases)
    messages = digest_messages(digest, 2_000)
    assert len(messages) > 3
    assert max(map(len, messages)) <= 2_000
    text = "\n".join(messages)
    listed = [line.code for line in (*digest.overdue, *digest.near_due, *digest.late)]
    assert listed
    assert all(f"• {code}: " in text for code in listed)


def test_nothing_of_a_person_is_in_a_digest() -> None:
    cases = list(sample_cases(3_000, 5, TODAY, DAYS))
    text = "\n".join(digest_messages(_digest(*cases), 4_000))
    private = [
        value
        for case in cases
        for value in (case.applicant.name, case.applicant.phone, case.applicant.address)
        if value
    ]
    assert private
    assert not [value for value in private if value in text]


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=90)),
    st.integers(60, 400),
)
def test_messages_hold_every_code_whatever_their_length(codes: list[str], longest: int) -> None:
    lines = tuple(
        Line(code=code, unit="U", field="F", due_on=TODAY, working_days=1, may_not_be_moved=False)
        for code in codes
    )
    digest = Digest(day=TODAY, as_of=AS_OF, is_stale=False, since=None, overdue=lines)
    messages = digest_messages(digest, longest)
    assert max(map(len, messages)) <= longest
