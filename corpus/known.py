"""What the library knows of a file by its bytes, and a paper read again from the same bytes."""

from dataclasses import dataclass

import sqlalchemy as sa

from corpus.documents import ReadDocument
from corpus.errors import UnknownDocumentError
from corpus.intake_log import Step, write_step
from corpus.pending_schema import pending
from corpus.rows import document_row, note_rows, passage_rows
from corpus.schema import LIVE, SAME_DOCUMENT, documents, passages, revisions
from corpus.store import Store
from corpus.stored import Outcome, Stored
from corpus.versions import write_version

_NOT_CONTENT = frozenset({"source", "words"})  # derived, or said elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """A file whose bytes are in the library."""

    document_id: str
    is_live: bool  # False: only an earlier version of the document was read from it
    is_withdrawn: bool


def find_file(store: Store, sha256: str) -> KnownFile | None:
    """The document that was read from these bytes, a live version first; None for new bytes."""
    query = (
        sa.select(revisions.c.document_id, revisions.c.superseded_by, documents.c.withdrawn_at)
        .join(documents, SAME_DOCUMENT)
        .where(revisions.c.sha256 == sha256)
        .order_by(revisions.c.superseded_by.is_not(None), revisions.c.number.desc())
    )
    with store.database.reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    return KnownFile(
        document_id=row.document_id,
        is_live=row.superseded_by is None,
        is_withdrawn=row.withdrawn_at is not None,
    )


def is_used(store: Store, sha256: str) -> bool:
    """True when a version of a document, or a paper that waits, was read from these bytes."""
    kept = sa.select(revisions.c.sha256).where(revisions.c.sha256 == sha256)
    waits = sa.select(pending.c.sha256).where(pending.c.sha256 == sha256)
    with store.database.reading() as connection:
        return connection.execute(kept.union(waits)).first() is not None


def put_again(store: Store, document_id: str, read: ReadDocument, who: str | None = None) -> Stored:
    """Take in what reading a document's own file again gave.

    A new version where its text, its description or its passages differ from the live one; else
    it is the same, and only its notes are brought up to date.

    Raises:
        UnknownDocumentError: no document has this id.
    """
    with store.database.writing() as connection:
        live = (revisions.c.document_id == document_id) & LIVE
        row = connection.execute(sa.select(revisions).where(live)).mappings().one_or_none()
        if row is None:
            raise UnknownDocumentError(document_id)
        wanted = document_row(read.document)
        is_same = all(row[name] == wanted[name] for name in wanted if name not in _NOT_CONTENT)
        if is_same and _passages_are(connection, row["number"], document_id, read):
            notes = sa.update(revisions).where(live).values(notes=note_rows(read.notes))
            connection.execute(notes)
            return Stored(document_id=document_id, outcome=Outcome.SAME, change=None)
        at = store.now()
        number = write_version(connection, read, document_id, at)
        write_step(connection, Step.READ_AGAIN, document_id, who, at)
        return Stored(document_id=document_id, outcome=Outcome.REVISED, change=number)


def _passages_are(
    connection: sa.Connection, revision: int, document_id: str, read: ReadDocument
) -> bool:
    query = sa.select(passages).where(passages.c.revision == revision)
    stored = connection.execute(query.order_by(passages.c.ordinal)).mappings().all()
    wanted = passage_rows(read.passages, document_id, revision)
    return len(stored) == len(wanted) and all(
        row[name] == value
        for row, each in zip(stored, wanted, strict=True)
        for name, value in each.items()
    )
