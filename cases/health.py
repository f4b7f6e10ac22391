"""The register's own health: what a register lacks, as inspections find it, case by case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.cases import FINISHED, NEVER_TAKEN, Case, Progress


class Fault(StrEnum):
    """What is missing or does not fit; the value is what people read."""

    NO_RECEIPT = "thiếu ngày tiếp nhận"
    NO_APPOINTMENT = "thiếu ngày hẹn trả"
    NO_SECOND_RECEIPT = "thiếu ngày nhận giai đoạn 02"
    NO_SECOND_APPOINTMENT = "thiếu ngày hẹn trả giai đoạn 02"
    NO_HAND_OVER = "thiếu ngày nhận kết quả từ cơ quan chuyên môn"
    NOT_DIGITISED = "kết quả chưa số hóa"
    NOT_SIGNED = "kết quả chưa ký số"
    NOT_CLOSED = "đã trả kết quả nhưng chưa kết thúc trên phần mềm"
    NOT_RETURNED = "có kết quả nhưng chưa ghi ngày trả"
    OUTSIDE_ONE_STOP = "liên hệ bổ sung không qua Bộ phận Một cửa"
    NO_UNIT = "thiếu đơn vị giải quyết"
    NO_OFFICER = "thiếu người xử lý"
    DUE_BEFORE_RECEIPT = "ngày hẹn trả trước ngày tiếp nhận"
    ENDED_BEFORE_RECEIPT = "ngày có kết quả trước ngày tiếp nhận"
    ENDED_IN_FUTURE = "ngày có kết quả ở tương lai"
    EXTENDED_TWICE = "hẹn lại quá một lần"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault of one case: code and unit only, nothing about the person."""

    fault: Fault
    code: str
    unit: str
    ward: str
    field: str


def findings(cases: Iterable[Case], today: date) -> Iterator[Finding]:
    """The faults of each case, in the order of the cases."""
    for case in cases:
        if case.progress in NEVER_TAKEN:
            continue
        for fault in _faults(case, today):
            yield Finding(
                fault=fault, code=case.code, unit=case.unit, ward=case.ward, field=case.field
            )


def _faults(case: Case, today: date) -> Iterator[Fault]:
    yield from _dates_missing(case)
    yield from _dates_wrong(case, today)
    finished = case.progress in FINISHED
    if finished and case.is_digitised is False:
        yield Fault.NOT_DIGITISED
    if finished and case.is_signed is False:
        yield Fault.NOT_SIGNED
    if not case.unit:
        yield Fault.NO_UNIT
    if not finished and not case.officer:
        yield Fault.NO_OFFICER
    if case.extensions > 1:  # NĐ 61/2018 Điều 19.9: one new appointment at most
        yield Fault.EXTENDED_TWICE
    if _is_outside_one_stop(case):
        yield Fault.OUTSIDE_ONE_STOP


def _dates_missing(case: Case) -> Iterator[Fault]:
    if case.received_at is None:
        yield Fault.NO_RECEIPT
    if case.due_at is None:
        yield Fault.NO_APPOINTMENT
    if case.is_two_stage and case.second_received_at is None:
        yield Fault.NO_SECOND_RECEIPT
    if case.is_two_stage and case.second_due_at is None:
        yield Fault.NO_SECOND_APPOINTMENT
    if case.progress in FINISHED and case.finished_at is None:
        yield Fault.NO_HAND_OVER
    if case.progress is Progress.RETURNED and case.returned_at is None:
        yield Fault.NOT_RETURNED
    if case.progress not in FINISHED and case.returned_at is not None:
        yield Fault.NOT_CLOSED


def _dates_wrong(case: Case, today: date) -> Iterator[Fault]:
    received, due, ended = case.received_at, case.due_at, case.ended_at
    if received and due and due.date() < received.date():
        yield Fault.DUE_BEFORE_RECEIPT
    if received and ended and ended.date() < received.date():
        yield Fault.ENDED_BEFORE_RECEIPT
    if ended and ended.date() > today:
        yield Fault.ENDED_IN_FUTURE


_DIRECT_CONTACT = ("không qua một cửa", "không qua bộ phận", "liên hệ trực tiếp", "gọi trực tiếp")


def _is_outside_one_stop(case: Case) -> bool:
    """True when a note or a pause says that the applicant was asked past the one-stop desk."""
    said = [case.note, *(pause.reason for pause in case.pauses)]
    return any(mark in text.lower() for text in said for mark in _DIRECT_CONTACT)
