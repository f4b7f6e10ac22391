"""Papers that were read and wait: neither indexed nor answered from until they are published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from corpus.audiences import Audience, write_audience
from corpus.documents import Passage, ReadDocument
from corpus.errors import UnknownDocumentError, UnknownPendingError
from corpus.intake_log import Step, write_step
from corpus.pending_schema import pending
from corpus.rows import (
    Row,
    document_of,
    document_row,
    note_rows,
    notes_of,
    passage_of,
    passage_rows,
)
from corpus.schema import LIVE, revisions
from corpus.store import Store
from corpus.stored import Outcome, Stored
from corpus.versions import foresee_in, put_in, write_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A paper that waits, and what publishing it would come to."""

    id: str
    read: ReadDocument
    read_at: datetime
    who: str | None  # who had it read; None: no name was given
    foreseen: Stored  # were it published now


def add_pending(store: Store, read: ReadDocument, who: str | None = None) -> Pending | None:
    """Let a paper wait; None when this very file is in the library, and nothing is written.

    A file that waits already is put in the place of its earlier reading.
    """
    with store.database.writing() as connection:
        foreseen = foresee_in(connection, read)
        if foreseen.outcome is Outcome.SAME:
            return None
        same_file = pending.c.sha256 == read.document.sha256
        known = connection.execute(sa.select(pending.c.id).where(same_file)).scalar()
        connection.execute(sa.delete(pending).where(same_file))
        pending_id = known or _free_id(connection, read.document.id)
        at = store.now()
        row = {
            "id": pending_id,
            "sha256": read.document.sha256,
            "read_at": at,
            "who": who,
            "content": _content_of(read),
        }
        connection.execute(sa.insert(pending), row)
        write_step(connection, Step.PREVIEWED, pending_id, who, at)
        return _pending_of(connection, row)


def list_pending(store: Store) -> tuple[Pending, ...]:
    """The papers that wait, in the order in which they were read."""
    query = sa.select(pending).order_by(pending.c.read_at, pending.c.id)
    with store.database.reading() as connection:
        rows = connection.execute(query).mappings().all()
        return tuple(_pending_of(connection, row) for row in rows)


def pending_ids(store: Store) -> tuple[str, ...]:
    """The ids of the papers that wait, in the order in which they were read."""
    query = sa.select(pending.c.id).order_by(pending.c.read_at, pending.c.id)
    with store.database.reading() as connection:
        return tuple(connection.execute(query).scalars())


def find_pending(store: Store, pending_id: str) -> Pending:
    """One paper that waits.

    Raises:
        UnknownPendingError: none has this id.
    """
    with store.database.reading() as connection:
        return _pending_of(connection, _row(connection, pending_id))


def publish(
    store: Store, pending_id: str, who: str | None = None, audience: Audience | None = None
) -> Stored:
    """Put a paper that waits into the library; in one transaction it waits no more.

    With an audience it is never seen by others, not for a moment. None: that of the version
    before; everybody's where there is none.

    Raises:
        UnknownPendingError: none has this id.
    """
    with store.database.writing() as connection:
        read = _read_of(_row(connection, pending_id))
        at = store.now()
        stored = put_in(connection, read, at)
        if audience is not None:
            write_audience(connection, stored.document_id, audience)
        connection.execute(sa.delete(pending).where(pending.c.id == pending_id))
        write_step(connection, Step.PUBLISHED, stored.document_id, who, at)
        return stored


def publish_as(store: Store, pending_id: str, document_id: str, who: str | None = None) -> Stored:
    """Put a paper that waits into the library as a new version of a document, whatever its number.

    Raises:
        UnknownPendingError: none waits under this id.
        UnknownDocumentError: no document has this id.
    """
    with store.database.writing() as connection:
        read = _read_of(_row(connection, pending_id))
        live = (revisions.c.document_id == document_id) & LIVE
        if connection.execute(sa.select(revisions.c.number).where(live)).first() is None:
            raise UnknownDocumentError(document_id)
        at = store.now()
        number = write_version(connection, read, document_id, at)
        connection.execute(sa.delete(pending).where(pending.c.id == pending_id))
        write_step(connection, Step.PUBLISHED, document_id, who, at)
        return Stored(document_id=document_id, outcome=Outcome.REVISED, change=number)


def discard(store: Store, pending_id: str, who: str | None = None) -> str:
    """Drop a paper that waits; the sha256 of its file.

    Raises:
        UnknownPendingError: none has this id.
    """
    with store.database.writing() as connection:
        sha256 = str(_row(connection, pending_id)["sha256"])
        connection.execute(sa.delete(pending).where(pending.c.id == pending_id))
        write_step(connection, Step.DISCARDED, pending_id, who, store.now())
        return sha256


def _row(connection: sa.Connection, pending_id: str) -> Row:
    query = sa.select(pending).where(pending.c.id == pending_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UnknownPendingError(pending_id)
    return row


def _free_id(connection: sa.Connection, wanted: str) -> str:
    taken = set(connection.execute(sa.select(pending.c.id)).scalars())
    suffix, free = 1, wanted
    while free in taken:
        suffix += 1
        free = f"{wanted}-{suffix}"
    return free


def _pending_of(connection: sa.Connection, row: Row) -> Pending:
    read = _read_of(row)
    return Pending(
        id=row["id"],
        read=read,
        read_at=row["read_at"],
        who=row["who"],
        foreseen=foresee_in(connection, read),
    )


def _content_of(read: ReadDocument) -> dict[str, object]:
    """What the columns of `revisions` and `passages` would hold, as JSON."""
    document = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in document_row(read.document).items()
    }
    return {
        "id": read.document.id,
        "document": document,
        "passages": passage_rows(read.passages, read.document.id, 0),
        "notes": note_rows(read.notes),
    }


def _read_of(row: Row) -> ReadDocument:
    content: dict[str, Any] = row["content"]
    written = {"document_id": content["id"], "number": 0, **content["document"]}
    document = document_of({name: _value(name, value) for name, value in written.items()})
    return ReadDocument(
        document=document,
        passages=tuple(_passages(content["passages"], document.id, document.text)),
        notes=notes_of(content["notes"]),
    )


def _passages(rows: Iterable[Row], document_id: str, text: str) -> Iterator[Passage]:
    for row in rows:
        yield passage_of(row, document_id, text)


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 -- any column's
    """A value as its column gives it: JSON has no days."""
    is_day = name in revisions.c and isinstance(revisions.c[name].type, sa.Date)
    return date.fromisoformat(value) if is_day and value is not None else value
