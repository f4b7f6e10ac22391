"""The book of letters: which case got which, and which late case got none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from cases.cases import Case
from cases.errors import LetterError
from cases.letters import Form, Letter
from cases.schema import letters
from corpus.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """One letter that was made."""

    code: str
    number: str
    form: Form
    written_on: date
    reason: str
    new_appointment: date | None
    made_by: str


class LetterBook:
    """Keeps every letter made. A case gets one new appointment at most."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def enter(self, letter: Letter, made_by: str) -> None:
        """Note a letter.

        Raises:
            LetterError: the case has a letter with a new appointment already, or another letter
                of the year has this number.
        """
        with self._database.writing() as connection:
            self._check(connection, letter)
            row = {
                "code": letter.case.code,
                "number": letter.number,
                "form": letter.form.value,
                "written_on": letter.written_on,
                "reason": letter.reason,
                "new_appointment": letter.new_appointment,
                "made_by": made_by,
                "made_at": self._now(),
            }
            connection.execute(sa.insert(letters), row)

    def check(self, letter: Letter) -> None:
        """Raise what `enter` would raise; nothing is noted.

        Raises:
            LetterError: as `enter`.
        """
        with self._database.reading() as connection:
            self._check(connection, letter)

    def _check(self, connection: sa.Connection, letter: Letter) -> None:
        code = letter.case.code
        if letter.new_appointment is not None:
            moved = sa.select(letters.c.number).where(
                letters.c.code == code, letters.c.new_appointment.is_not(None)
            )
            if connection.execute(moved).first() is not None:
                raise LetterError(
                    f"Hồ sơ {code} đã có văn bản hẹn lại; việc hẹn lại không được thực hiện "
                    "quá một lần."
                )
        self._check_number(connection, letter)

    def _check_number(self, connection: sa.Connection, letter: Letter) -> None:
        """Numbers begin again each year: NĐ 30/2020 Điều 15."""
        if not letter.number:
            return
        year = letter.written_on.year
        same = sa.select(letters.c.code).where(
            letters.c.number == letter.number,
            letters.c.written_on >= date(year, 1, 1),
            letters.c.written_on <= date(year, 12, 31),
        )
        other = connection.execute(same).scalar()
        if other is not None:
            raise LetterError(
                f"Số {letter.number} của năm {year} đã dùng cho hồ sơ {other}; hãy lấy số khác."
            )

    def of_case(self, code: str) -> tuple[BookLine, ...]:
        """The letters of a case, in the order in which they were made."""
        return self._lines(letters.c.code == code)

    def of_year(self, year: int) -> tuple[BookLine, ...]:
        """The letters of a year, in the order in which they were made."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return self._lines((letters.c.written_on >= first) & (letters.c.written_on <= last))

    def _lines(self, condition: sa.ColumnElement[bool]) -> tuple[BookLine, ...]:
        query = sa.select(letters).where(condition).order_by(letters.c.ordinal)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            BookLine(
                code=row["code"],
                number=row["number"],
                form=Form(row["form"]),
                written_on=row["written_on"],
                reason=row["reason"],
                new_appointment=row["new_appointment"],
                made_by=row["made_by"],
            )
            for row in rows
        )

    def without_letter(self, late: Iterable[Case]) -> tuple[Case, ...]:
        """Those of the late and overdue cases for which no letter was made, in their order."""
        with self._database.reading() as connection:
            written = set(connection.execute(sa.select(letters.c.code)).scalars())
        return tuple(case for case in late if case.code not in written)
