"""The register in the store: the cases that lists, figures and answers are made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from cases.cases import FINISHED, NEVER_TAKEN, Case, Person, Progress
from cases.errors import UnknownCaseError
from cases.figures import Period
from cases.rows import case_of
from cases.schema import applicants, cases, imports
from corpus.database import Database
from corpus.schema import VIETNAM

if TYPE_CHECKING:
    from cases.columns import Names
    from cases.register_import import ImportReport

_CHUNK = 2_000  # rows that are held at a time
_NO_PERSON = Person()
_FINISHED = [state.value for state in FINISHED]
_NEVER_TAKEN = [state.value for state in NEVER_TAKEN]
_appointed = sa.func.coalesce(cases.c.extended_to, cases.c.second_due_at, cases.c.due_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which cases are asked for. Empty: all units, all fields, all officers."""

    units: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    officer: str = ""

    def has(self, case: Case) -> bool:
        """True when the case is of the scope's units, fields and officer."""
        return (
            (not self.units or case.unit in self.units)
            and (not self.fields or case.field in self.fields)
            and (not self.officer or case.officer == self.officer)
        )


_ALL = Scope()


class Register:
    """The cases of the office. An import updates by code and can be run again at any time."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def take_in(self, path: Path, names: "Names", as_of: datetime | None = None) -> "ImportReport":
        """Import an export: cases.register_import.import_register.

        Raises:
            RegisterError: the file can not be read, or has no table of cases.
        """
        # What reads tables is no part of answering a question.
        from cases.register_import import import_register  # noqa: PLC0415

        return import_register(self._database, path, names, self._now, as_of)

    def data_moment(self) -> datetime | None:
        """The latest moment that an export shows; None: nothing was ever imported."""
        with self._database.reading() as connection:
            return connection.execute(sa.select(sa.func.max(imports.c.as_of))).scalar()

    def case(self, code: str) -> Case:
        """One case, without its applicant. Letter case and blanks of the code do not matter.

        Raises:
            UnknownCaseError: no case has this code.
        """
        query = sa.select(cases).where(sa.func.upper(cases.c.code) == code.strip().upper())
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise UnknownCaseError(code)
        return case_of(row)

    def applicant(self, code: str) -> Person:
        """Who filed a case; empty when the register does not say. For the office's pages only."""
        query = sa.select(applicants).where(applicants.c.code == code)
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return _NO_PERSON
        return Person(
            name=row["name"], address=row["address"], phone=row["phone"], email=row["email"]
        )

    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of the units and of the fields that cases have, in order."""
        found = []
        with self._database.reading() as connection:
            for column in (cases.c.unit, cases.c.field):
                query = sa.select(column).distinct().where(column != "").order_by(column)
                found.append(tuple(connection.execute(query).scalars()))
        return found[0], found[1]

    def open_cases(self, scope: Scope = _ALL, due_by: date | None = None) -> Iterator[Case]:
        """Cases that are not finished, by code; applicants are never loaded.

        Args:
            scope: of which units, fields and officer.
            due_by: only those that are being worked on (neither paused nor withdrawn) and whose
                appointed day is not after this one; None: all of them.
        """
        condition: sa.ColumnElement[bool] = cases.c.progress.not_in(_FINISHED)
        if due_by is not None:
            condition = cases.c.progress == Progress.PENDING.value
            condition &= _appointed < _midnight(due_by + timedelta(days=1))
        return self._cases(condition & _in_scope(scope))

    def ended_between(self, start: datetime, end: datetime, scope: Scope = _ALL) -> Iterator[Case]:
        """Finished cases that ended from `start` to before `end`, by code."""
        finished = cases.c.progress.in_(_FINISHED)
        ended = (cases.c.ended_at >= start) & (cases.c.ended_at < end)
        return self._cases(finished & ended & _in_scope(scope))

    def of_period(self, period: Period, scope: Scope = _ALL) -> Iterator[Case]:
        """Cases that a table of the period may count: received by its end, not ended before it."""
        received = cases.c.received_at < _midnight(period.end + timedelta(days=1))
        before = cases.c.progress.in_(_FINISHED) & (cases.c.ended_at < _midnight(period.start))
        taken = cases.c.progress.not_in(_NEVER_TAKEN)
        # "before" is NULL for a finished case without a day, and that one is counted.
        outside = sa.func.coalesce(before, sa.false())
        return self._cases(received & taken & sa.not_(outside) & _in_scope(scope))

    def all_cases(self, scope: Scope = _ALL) -> Iterator[Case]:
        """Every case, by code; applicants are never loaded."""
        return self._cases(_in_scope(scope))

    def _cases(self, condition: sa.ColumnElement[bool]) -> Iterator[Case]:
        query = sa.select(cases).where(condition).order_by(cases.c.code)
        with (
            self._database.reading() as connection,
            # Closed also by who stops reading: PostgreSQL keeps a cursor for it.
            connection.execution_options(yield_per=_CHUNK).execute(query) as rows,
        ):
            yield from map(case_of, rows.mappings())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def _in_scope(scope: Scope) -> sa.ColumnElement[bool]:
    condition: sa.ColumnElement[bool] = sa.true()
    if scope.units:
        condition &= cases.c.unit.in_(scope.units)
    if scope.fields:
        condition &= cases.c.field.in_(scope.fields)
    if scope.officer:
        condition &= cases.c.officer == scope.officer
    return condition
