"""Letters for one case or many: made, entered in the book, written as one file, or refused."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cases.cases import FINISHED, Case, Person
from cases.errors import LetterError
from cases.letter_book import LetterBook
from cases.letter_docx import letters_docx
from cases.letters import Form, Letter, Office, latest_day, needs_letter, write_letter
from cases.register import Register, Scope
from cases.statuses import Nearness, status_of
from cases.working_days import WorkingDays
from corpus.schema import VIETNAM


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOrder:
    """What is the same for every letter of one run."""

    office: Office
    written_on: date
    reason: str
    new_appointment: date | None  # for cases that are not finished
    first_number: int | None  # None: numbers are filled in by hand
    number_of: Callable[[int | None], str]
    form: Form | None
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRun:
    """What became of a run: the letters written, why others were not, what to know."""

    written: tuple[Letter, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...]


def cases_for_letters(register: Register, scope: Scope, day: date, days: WorkingDays) -> list[Case]:
    """Overdue cases, and those that ended late this year: each of them gets a letter."""
    start = datetime.combine(day.replace(month=1, day=1), time(), VIETNAM)
    end = datetime.combine(day + timedelta(days=1), time(), VIETNAM)
    found = [*register.open_cases(scope, day), *register.ended_between(start, end, scope)]
    return [case for case in found if needs_letter(case, status_of(case, day, days, Nearness()))]


def write_letters(  # noqa: PLR0913 (each is one thing that a run is made of)
    cases: Iterable[Case],
    applicant_of: Callable[[str], Person],
    book: LetterBook,
    order: LetterOrder,
    days: WorkingDays,
    out: Path,
) -> LetterRun:
    """Write the letters of the cases that may get one; the others are told with the reason.

    Numbers go to those that are written, in their order. The file lies ready before the book is
    written, and takes its name after it: no letter is in the book without its file.
    """
    letters: list[Letter] = []
    refused: list[str] = []
    notes: list[str] = []
    for case in cases:
        try:
            letter = _letter(case, applicant_of(case.code), order, len(letters), days)
            book.check(letter)
        except LetterError as error:
            refused.append(str(error))
            continue
        letters.append(letter)
        last = latest_day(case, days)
        if case.progress not in FINISHED and last is not None and last < order.written_on:
            notes.append(
                f"Hồ sơ {case.code}: văn bản phải gửi chậm nhất ngày {last:%d/%m/%Y}, nay đã quá."
            )
    if letters:
        beside = out.with_name(f".{out.name}.new")
        beside.write_bytes(letters_docx(letters))
        try:
            for letter in letters:
                book.enter(letter, order.made_by)
        except LetterError:
            beside.unlink()
            raise
        beside.replace(out)
    return LetterRun(written=tuple(letters), refused=tuple(refused), notes=tuple(notes))


def _letter(
    case: Case, applicant: Person, order: LetterOrder, made: int, days: WorkingDays
) -> Letter:
    number = None if order.first_number is None else order.first_number + made
    finished = case.progress in FINISHED
    return write_letter(
        case,
        applicant,
        order.office,
        written_on=order.written_on,
        reason=order.reason,
        new_appointment=None if finished else order.new_appointment,
        number=order.number_of(number),
        form=order.form,
        days=days,
    )
