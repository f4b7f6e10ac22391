"""Procedures in the library: written many at a time, listed, and read back."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from corpus.database import Database
from corpus.documents import ReadDocument
from corpus.identity import identity
from corpus.procedure_schema import procedures
from corpus.procedures import Component, FilingWay, LegalBasis, ListedProcedure, Procedure
from corpus.rows import document_row, note_rows, passage_rows
from corpus.schema import LIVE, STANDING, changes, documents, passages, revisions
from corpus.stored import Action, Outcome

_AT_ONCE = 500  # procedures of one transaction: some tens of megabytes in memory
_LISTED = ("code", "name", "level", "field", "revision")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProcedure:
    """A procedure and the document that it is laid out as; its sha256 is of the record."""

    procedure: Procedure
    read: ReadDocument


def put_procedures(
    database: Database, found: Iterable[ReadProcedure], at: datetime
) -> dict[str, Outcome]:
    """Store procedures; what became of each code. About a thousand a second.

    A code that is there with the same record is left alone; with another record it gets a new
    version, as a paper does, and the one before is kept.
    """
    outcomes: dict[str, Outcome] = {}
    wanted = list({each.procedure.code: each for each in found}.values())
    for start in range(0, len(wanted), _AT_ONCE):
        batch = wanted[start : start + _AT_ONCE]
        with database.writing() as connection:
            outcomes |= _put(connection, batch, at)
    return outcomes


def list_procedures(database: Database, hidden: frozenset[str]) -> tuple[ListedProcedure, ...]:
    """Every procedure that stands, by code; those of hidden documents left out.

    About 10 ms for three thousand.
    """
    columns = (procedures.c[name] for name in ("document_id", *_LISTED))
    query = sa.select(*columns).join(documents, documents.c.id == procedures.c.document_id)
    query = query.where(STANDING).order_by(procedures.c.code)
    with database.reading() as connection:
        return tuple(
            ListedProcedure(**{name: row[name] for name in _LISTED})
            for row in connection.execute(query).mappings()
            if row["document_id"] not in hidden
        )


def read_procedure(database: Database, code: str, hidden: frozenset[str]) -> Procedure | None:
    """The procedure of a code; None when there is none, or its document is hidden."""
    query = sa.select(procedures.c.record, procedures.c.document_id)
    with database.reading() as connection:
        row = connection.execute(query.where(procedures.c.code == code)).first()
    return None if row is None or row.document_id in hidden else _procedure_of(row.record)


def _put(
    connection: sa.Connection, batch: Sequence[ReadProcedure], at: datetime
) -> dict[str, Outcome]:
    codes = [each.procedure.code for each in batch]
    query = sa.select(procedures.c.code, procedures.c.sha256)
    known = {row.code: row.sha256 for row in connection.execute(query.where(_code_in(codes)))}
    fresh = [e for e in batch if known.get(e.procedure.code) != e.read.document.sha256]
    if fresh:
        _write(connection, fresh, at)
    written = {each.procedure.code for each in fresh}
    return {
        code: Outcome.SAME
        if code not in written
        else Outcome.REVISED
        if code in known
        else Outcome.NEW
        for code in codes
    }


def _code_in(codes: Sequence[str]) -> sa.ColumnElement[bool]:
    return procedures.c.code.in_(codes)


def _write(connection: sa.Connection, fresh: Sequence[ReadProcedure], at: datetime) -> None:
    ids = [each.read.document.id for each in fresh]
    query = sa.select(documents.c.id).where(documents.c.id.in_(ids))
    there = set(connection.execute(query).scalars())
    added = [{"id": name, "created_at": at} for name in ids if name not in there]
    if added:
        connection.execute(sa.insert(documents), added)
    numbers = _log(connection, ids, at)
    if there:
        _put_aside(connection, {name: numbers[name] for name in ids if name in there})
    connection.execute(sa.insert(revisions), [_revision_row(e, numbers, at) for e in fresh])
    rows = [
        row
        for each in fresh
        for row in passage_rows(
            each.read.passages, each.read.document.id, numbers[each.read.document.id]
        )
    ]
    connection.execute(sa.insert(passages), rows)
    codes = [each.procedure.code for each in fresh]
    connection.execute(sa.delete(procedures).where(_code_in(codes)))
    connection.execute(sa.insert(procedures), [_procedure_row(e, numbers) for e in fresh])


def _log(connection: sa.Connection, ids: Sequence[str], at: datetime) -> dict[str, int]:
    """One change for each document, in one statement; the number of each."""
    lines = [{"document_id": name, "action": Action.PUT.value, "at": at} for name in ids]
    query = sa.insert(changes).returning(changes.c.number, changes.c.document_id)
    found = connection.execute(query, lines)
    return {str(row.document_id): int(row.number) for row in found}


def _put_aside(connection: sa.Connection, numbers: dict[str, int]) -> None:
    """Mark the versions before as superseded, and let withdrawn documents stand again."""
    rows = [{"id_": name, "number_": number} for name, number in numbers.items()]
    live = (revisions.c.document_id == sa.bindparam("id_"), LIVE)
    connection.execute(
        sa.update(revisions).where(*live).values(superseded_by=sa.bindparam("number_")), rows
    )
    standing = sa.update(documents).where(documents.c.id.in_(list(numbers)))
    connection.execute(standing.values(withdrawn_at=None))


def _revision_row(each: ReadProcedure, numbers: dict[str, int], at: datetime) -> dict[str, object]:
    paper = each.read.document
    return {
        **document_row(paper),
        "number": numbers[paper.id],
        "document_id": paper.id,
        "identity": identity(paper),
        "read_at": at,
        "notes": note_rows(each.read.notes),
    }


def _procedure_row(each: ReadProcedure, numbers: dict[str, int]) -> dict[str, object]:
    paper, procedure = each.read.document, each.procedure
    return {
        "code": procedure.code,
        "document_id": paper.id,
        "revision": numbers[paper.id],
        "sha256": paper.sha256,
        "name": procedure.name,
        "level": procedure.level,
        "field": procedure.field,
        "record": asdict(procedure),
    }


def _procedure_of(record: dict[str, Any]) -> Procedure:
    components = tuple(
        Component(**{**each, "forms": tuple(each["forms"])}) for each in record["components"]
    )
    made = {
        "steps": tuple(record["steps"]),
        "results": tuple(record["results"]),
        "components": components,
        "ways": tuple(FilingWay(**each) for each in record["ways"]),
        "legal_bases": tuple(LegalBasis(**each) for each in record["legal_bases"]),
    }
    return Procedure(**{**record, **made})
