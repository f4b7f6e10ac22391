"""The apology with a new appointment: Mẫu số 04, in the form of 2018 and of 2025.

NĐ 61/2018/NĐ-CP Điều 19.9 and NĐ 118/2025/NĐ-CP: the letter goes out at the latest one day before
the appointed day, states the reason, and names one new appointment; a second is not allowed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.cases import FINISHED, Case, Person
from cases.errors import LetterError
from cases.statuses import Status
from cases.working_days import WorkingDays


class Form(StrEnum):
    """Which Mẫu số 04: the one of the day decides, an office may ask for the other."""

    OF_2018 = "TT 01/2018/TT-VPCP"  # Phiếu xin lỗi và hẹn lại ngày trả kết quả
    OF_2025 = "TT 03/2025/TT-VPCP"  # Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết


FORM_OF_2025_FROM = date(2025, 9, 15)


def form_on(day: date) -> Form:
    """The form in use on a day."""
    return Form.OF_2025 if day >= FORM_OF_2025_FROM else Form.OF_2018


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter says. The applicant is in it: it goes to that person and nowhere else."""

    form: Form
    number: str  # "12/PXL-TTPVHCC", as the office numbers it; "" leaves it to be filled in
    office: str
    parent_office: str
    place: str
    written_on: date
    case: Case
    applicant: Person
    reason: str
    new_appointment: date | None  # None: the result is handed over with the letter
    signer_title: str
    signer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who writes: the letterhead and the one who signs."""

    name: str
    parent: str
    place: str
    signer_title: str
    signer: str


def write_letter(  # noqa: PLR0913 (each is one thing that a letter is made of)
    case: Case,
    applicant: Person,
    office: Office,
    *,
    written_on: date,
    reason: str,
    new_appointment: date | None,
    number: str = "",
    form: Form | None = None,
    days: WorkingDays,
) -> Letter:
    """The letter for a case.

    Raises:
        LetterError: no reason; no appointed day; appointed anew before; the new day is no
            working day or is not after the old one; an open case without a new day.
    """
    if not reason.strip():
        raise LetterError(f"Hồ sơ {case.code}: chưa nêu lý do chậm; văn bản xin lỗi phải có lý do.")
    if case.due_at is None:
        raise LetterError(f"Hồ sơ {case.code}: sổ không có ngày hẹn trả, chưa lập được văn bản.")
    if new_appointment is None and case.progress not in FINISHED:
        raise LetterError(f"Hồ sơ {case.code} chưa giải quyết xong: phải có ngày hẹn trả mới.")
    if new_appointment is not None:
        _check_new(case, new_appointment, days)
    return Letter(
        form=form or form_on(written_on),
        number=number,
        office=office.name,
        parent_office=office.parent,
        place=office.place,
        written_on=written_on,
        case=case,
        applicant=applicant,
        reason=" ".join(reason.split()),
        new_appointment=new_appointment,
        signer_title=office.signer_title,
        signer=office.signer,
    )


def _check_new(case: Case, new: date, days: WorkingDays) -> None:
    if case.extensions >= 1 or case.extended_to is not None:
        raise LetterError(
            f"Hồ sơ {case.code} đã hẹn lại một lần; việc hẹn lại không được thực hiện quá một lần."
        )
    if case.due_at is not None and new <= case.due_at.date():
        raise LetterError(
            f"Hồ sơ {case.code}: ngày hẹn mới {new:%d/%m/%Y} phải sau ngày hẹn "
            f"{case.due_at:%d/%m/%Y}."
        )
    if not days.is_worked(new):
        raise LetterError(
            f"Hồ sơ {case.code}: {new:%d/%m/%Y} là ngày nghỉ, hãy chọn một ngày làm việc."
        )


def latest_day(case: Case, days: WorkingDays) -> date | None:
    """The last working day on which the letter is in time; None without an appointed day."""
    return days.before(case.due_at.date(), 1) if case.due_at else None


def needs_letter(case: Case, status: Status) -> bool:
    """True for each case that is late or overdue: every one of them gets a letter."""
    return status in (Status.LATE, Status.OVERDUE) and case.due_at is not None
