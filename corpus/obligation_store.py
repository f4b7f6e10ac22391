"""The register: which duties stand, whose they are, when they are due, which are done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from corpus.errors import StoreError
from corpus.obligation_rows import action_digest, obligation_of, obligation_rows
from corpus.obligation_schema import obligation_marks, obligation_readings, obligations
from corpus.obligations import NamedUnit, Obligation, next_due
from corpus.rows import Row
from corpus.schema import LIVE, SAME_DOCUMENT, STANDING, documents, revisions
from corpus.units import Unit, is_of, members_of, place_in, same_unit, unit_key

_STANDING_MARK = obligation_marks.c.undone_at.is_(None)


class UnknownObligationError(StoreError):
    """No duty of the live papers has this id."""

    def __init__(self, obligation_id: str) -> None:
        super().__init__(
            f"Không có nhiệm vụ «{obligation_id}» trong sổ. "
            "Lệnh «dunghan tasks» liệt kê mã của các nhiệm vụ đang có."
        )
        self.obligation_id = obligation_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """That a duty is done: who says so, and of which day."""

    done_on: date
    by: str
    note: str | None
    at: datetime  # when it was marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A duty of a live paper, with the day it is due next and whether it is done."""

    obligation: Obligation
    title: str  # of the paper, for people
    source: str  # the paper's file
    due_on: date | None  # corpus.obligations.next_due on the day asked
    completion: Completion | None  # None: open
    through: str | None = None  # the group by which the unit asked for is meant


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """Which duties are asked for; what is None is not asked."""

    unit: str | None = None  # name or short form, accents or not; leading or cooperating
    first_day: date | None = None  # due in the interval, both days counted
    last_day: date | None = None
    only_open: bool = False


def write_obligations(
    connection: sa.Connection,
    found: Iterable[Obligation],
    document_id: str,
    revision: int,
    rules: int,
) -> None:
    """Write the duties of one version, in place of those that other rules read from it."""
    for table in (obligations, obligation_readings):
        connection.execute(sa.delete(table).where(table.c.revision == revision))
    reading = {"revision": revision, "rules": rules}
    connection.execute(sa.insert(obligation_readings), reading)
    rows = obligation_rows(found, document_id, revision)
    if rows:
        connection.execute(sa.insert(obligations), rows)


def unread_revisions(connection: sa.Connection, rules: int) -> list[tuple[str, int]]:
    """The live versions that these rules did not read yet: document id and revision."""
    query = (
        sa.select(revisions.c.document_id, revisions.c.number)
        .join(documents, SAME_DOCUMENT)
        .outerjoin(obligation_readings, obligation_readings.c.revision == revisions.c.number)
        .where(LIVE, STANDING, sa.func.coalesce(obligation_readings.c.rules, 0) != rules)
    )
    return [(row.document_id, row.number) for row in connection.execute(query)]


def read_tasks(
    connection: sa.Connection,
    today: date,
    asked: TaskFilter,
    own_units: Iterable[Unit] = (),
) -> tuple[Task, ...]:
    """The duties of the live papers that are asked for, the earliest due first.

    Duties without a day come last, in the order of their papers. A recurring duty is within an
    interval when one of its days is; `due_on` is then the next of them, or the interval's first
    where all are past.
    """
    marks = _marks(connection)
    units = tuple(own_units)
    texts = _texts(connection)
    tasks: list[Task] = []
    for row in _rows(connection):
        text = texts[row["revision"]]
        obligation = obligation_of(row, row["document_id"], row["issuer"], text)
        due = _due(obligation, row["signed_on"], today, asked)
        completion = marks.get((obligation.id, action_digest(obligation.action)))
        meant = _meant(obligation, asked.unit, units)
        if meant is None or (asked.only_open and completion) or not _within(due, asked):
            continue
        tasks.append(
            Task(
                obligation=obligation,
                title=_title(row),
                source=row["source"],
                due_on=due,
                completion=completion,
                through=meant or None,
            )
        )
    return tuple(sorted(tasks, key=_order))


def _order(task: Task) -> tuple[bool, date, str, int]:
    one = task.obligation
    return (
        task.due_on is None,
        task.due_on or date.max,
        one.citation.document_id,
        one.start,
    )


def _rows(connection: sa.Connection) -> Iterable[Row]:
    columns = (
        "document_id",
        "issuer",
        "document_number",
        "kind",
        "subject",
        "source",
        "signed_on",
    )
    query = (
        sa.select(obligations, *(revisions.c[name] for name in columns))
        .join(revisions, revisions.c.number == obligations.c.revision)
        .join(documents, SAME_DOCUMENT)
        .where(LIVE, STANDING)
        .order_by(obligations.c.revision, obligations.c.ordinal)
    )
    return connection.execute(query).mappings()


def _texts(connection: sa.Connection) -> dict[int, str]:
    """The text of each live version that has duties, once however many it has."""
    with_duties = sa.select(obligations.c.revision).distinct()
    query = sa.select(revisions.c.number, revisions.c.text).where(
        LIVE, revisions.c.number.in_(with_duties)
    )
    return {row.number: row.text for row in connection.execute(query)}


def _title(row: Row) -> str:
    if row["document_number"]:
        return f"{row['kind'] or ''} {row['document_number']}".strip()
    if row["subject"]:
        return f"{row['kind'] or 'Văn bản'} «{row['subject']}»"
    return str(row["source"])


def _due(
    obligation: Obligation, signed_on: date | None, today: date, asked: TaskFilter
) -> date | None:
    deadline = obligation.deadline
    if deadline is None or deadline.recurrence is None:
        return next_due(obligation, today)
    # No turn of a rule falls before the paper that sets it.
    of_year = date(obligation.year, 1, 1) if obligation.year else date.min
    begins = max(signed_on or of_year, deadline.first_day or date.min)
    coming = next_due(obligation, max(today, asked.first_day or today, begins))
    if coming is not None and _within(coming, asked):
        return coming
    return next_due(obligation, max(asked.first_day or today, begins))


def _within(due: date | None, asked: TaskFilter) -> bool:
    if asked.first_day is None and asked.last_day is None:
        return True
    if due is None:
        return False
    return (asked.first_day or date.min) <= due <= (asked.last_day or date.max)


def _meant(obligation: Obligation, unit: str | None, units: tuple[Unit, ...]) -> str | None:
    """How a duty is the unit's: "" by name, a group's name through it; None: it is not."""
    if unit is None:
        return ""
    place = place_in(unit)
    named = [
        one
        for one in (*obligation.leads, *obligation.cooperating)
        if place is None or _is_at(place, one, obligation)
    ]
    if any(same_unit(one.name, unit, units) for one in named):
        return ""
    for one in named:
        if one.is_group and _is_member(
            one.name, (*one.members, *members_of(one.name, units)), unit, units
        ):
            return one.name
    return None


def _is_member(group: str, members: Iterable[str], unit: str, units: tuple[Unit, ...]) -> bool:
    listed = tuple(members)
    if listed:
        return any(same_unit(member, unit, units) for member in listed)
    # Without a list the kind of the name decides: a department is one of "các phòng".
    return _is_of_kind(group, unit, units)


def _is_at(place: str, one: NamedUnit, obligation: Obligation) -> bool:
    """True for a unit of the place asked for: its own name's, its office's, or the paper's."""
    at = place_in(one.name)
    return place == at or place in unit_key(one.office or obligation.office or "")


def _is_of_kind(group: str, unit: str, units: tuple[Unit, ...]) -> bool:
    """True when a group's name covers units of this kind: "Các phòng chuyên môn", any Phòng."""
    covered = unit_key(group)
    return any(
        word in covered and is_of(begins, unit, units)
        for word, begins in (
            ("phong", "phong "),
            ("co quan don vi", "phong "),
            ("co quan don vi", "trung tam "),
            ("co quan don vi", "van phong "),
            ("phong don vi", "phong "),
            ("phong don vi", "van phong "),
            ("phong don vi", "trung tam "),
            ("ubnd xa", "ubnd xa"),
            ("ubnd phuong", "ubnd phuong"),
            ("ubnd xa phuong", "ubnd phuong"),
            ("thi tran", "ubnd thi tran"),
        )
    )


def _marks(connection: sa.Connection) -> dict[tuple[str, str], Completion]:
    query = sa.select(obligation_marks).where(_STANDING_MARK).order_by(obligation_marks.c.number)
    return {
        (row["obligation_id"], row["digest"]): Completion(
            done_on=row["done_on"], by=row["by"], note=row["note"], at=row["at"]
        )
        for row in connection.execute(query).mappings()
    }


def mark_done(
    connection: sa.Connection, obligation_id: str, completion: Completion
) -> Completion | None:
    """Mark a duty as done; what it was marked with before, or None.

    Raises:
        UnknownObligationError: no live duty has this id.
    """
    digest = _digest(connection, obligation_id)
    before = _marks(connection).get((obligation_id, digest))
    _take_back(connection, obligation_id, completion.by, completion.at)
    row = {
        "obligation_id": obligation_id,
        "digest": digest,
        "done_on": completion.done_on,
        "by": completion.by,
        "note": completion.note,
        "at": completion.at,
    }
    connection.execute(sa.insert(obligation_marks), row)
    return before


def take_back(connection: sa.Connection, obligation_id: str, by: str, at: datetime) -> bool:
    """Open a duty again; False when it was open. The mark is kept as history.

    Raises:
        UnknownObligationError: no live duty has this id.
    """
    _digest(connection, obligation_id)
    return _take_back(connection, obligation_id, by, at)


def _take_back(connection: sa.Connection, obligation_id: str, by: str, at: datetime) -> bool:
    update = sa.update(obligation_marks).where(
        obligation_marks.c.obligation_id == obligation_id, _STANDING_MARK
    )
    return connection.execute(update.values(undone_at=at, undone_by=by)).rowcount > 0


def _digest(connection: sa.Connection, obligation_id: str) -> str:
    query = (
        sa.select(obligations.c.start_offset, obligations.c.end_offset, revisions.c.text)
        .join(revisions, revisions.c.number == obligations.c.revision)
        .join(documents, SAME_DOCUMENT)
        .where(LIVE, STANDING, obligations.c.id == obligation_id)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise UnknownObligationError(obligation_id)
    return action_digest(row.text[row.start_offset : row.end_offset])
