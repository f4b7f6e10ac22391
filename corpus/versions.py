"""Writing one version of a paper inside a transaction: which document it is of, and its rows."""

from datetime import datetime

import sqlalchemy as sa

from corpus.documents import Document, ReadDocument
from corpus.errors import StoreError
from corpus.free_ids import free_id
from corpus.identity import identity, may_be_same_paper
from corpus.obligation_store import write_obligations
from corpus.reference_rows import write_references
from corpus.rows import BEHIND_TEXT, document_of, document_row, note_rows, passage_rows
from corpus.schema import LIVE, SAME_DOCUMENT, changes, documents, passages, revisions
from corpus.stored import Action, Outcome, Stored

# A version's row less its text: enough for a list, and read without the pages of the text.
WITHOUT_TEXT = tuple(c for c in revisions.c if c.name not in ("text", "notes", *BEHIND_TEXT))


def put_in(connection: sa.Connection, read: ReadDocument, at: datetime) -> Stored:
    """What `Store.put` does, inside a writing transaction of the caller."""
    _check(read)
    foreseen = foresee_in(connection, read)
    if foreseen.outcome is Outcome.SAME:
        return foreseen
    document_id = foreseen.document_id
    if foreseen.outcome is Outcome.NEW:
        connection.execute(sa.insert(documents), {"id": document_id, "created_at": at})
    number = write_version(connection, read, document_id, at)
    return Stored(document_id=document_id, outcome=foreseen.outcome, change=number)


def foresee_in(connection: sa.Connection, read: ReadDocument) -> Stored:
    """What `put_in` would come to, were the paper put now; nothing is written."""
    paper = read.document
    same = _with_same_bytes(connection, paper.sha256)
    if same is not None:
        return same
    known = _version_of(connection, paper)
    if known is not None:
        return Stored(document_id=known, outcome=Outcome.REVISED, change=None)
    return Stored(document_id=free_id(connection, paper.id), outcome=Outcome.NEW, change=None)


def write_version(
    connection: sa.Connection, read: ReadDocument, document_id: str, at: datetime
) -> int:
    """The number of a new live version of a document that is there, written and logged."""
    _check(read)
    number = log_change(connection, document_id, Action.PUT, at)
    _write(connection, read, document_id, number, at)
    return number


def _check(read: ReadDocument) -> None:
    """Refuse what would not read back as it was given."""
    paper = read.document
    for passage in read.passages:
        if paper.text[passage.start : passage.end] != passage.text:
            raise ValueError(f"{passage.citation.id}: its text is not what its offsets hold")
    if "\x00" in paper.text:  # SQLite would take it, PostgreSQL would not
        raise StoreError(
            f"Văn bản «{paper.source}» chứa ký tự không lưu được. Hãy nạp lại từ tệp gốc."
        )


def _with_same_bytes(connection: sa.Connection, sha256: str) -> Stored | None:
    query = sa.select(documents.c.id, documents.c.withdrawn_at).join(revisions, SAME_DOCUMENT)
    row = connection.execute(query.where(revisions.c.sha256 == sha256, LIVE)).first()
    if row is None:
        return None
    withdrawn = row.withdrawn_at is not None
    return Stored(document_id=row.id, outcome=Outcome.SAME, change=None, withdrawn=withdrawn)


def _version_of(connection: sa.Connection, paper: Document) -> str | None:
    """The id of the document that this paper is a version of; None for a paper not seen yet."""
    key = identity(paper)
    if key is not None:
        query = sa.select(revisions.c.document_id).where(revisions.c.identity == key, LIVE)
        known = connection.execute(query.order_by(revisions.c.number.desc())).scalars().first()
        if known is not None:
            return str(known)
    query = sa.select(*WITHOUT_TEXT).where(revisions.c.source == paper.source, LIVE)
    namesakes = [document_of(row) for row in connection.execute(query).mappings()]
    fitting = [other.id for other in namesakes if may_be_same_paper(paper, other)]
    # Two that fit: no telling which. Keeping one too many is safer than hiding the wrong one.
    return fitting[0] if len(fitting) == 1 else None


def _write(
    connection: sa.Connection, read: ReadDocument, document_id: str, number: int, at: datetime
) -> None:
    """Write the version `number` of a document, and put the one before aside."""
    before = sa.update(revisions).where(revisions.c.document_id == document_id, LIVE)
    connection.execute(before.values(superseded_by=number))
    mark_withdrawn(connection, document_id, None)
    row = {
        **document_row(read.document),
        "number": number,
        "document_id": document_id,
        "identity": identity(read.document),
        "read_at": at,
        "notes": note_rows(read.notes),
    }
    connection.execute(sa.insert(revisions), row)
    rows = passage_rows(read.passages, document_id, number)
    if rows:
        connection.execute(sa.insert(passages), rows)
    if read.references:  # without any it may not have been searched: it is left for later
        write_references(connection, read.references, document_id, number)
    if read.obligation_rules:
        write_obligations(connection, read.obligations, document_id, number, read.obligation_rules)


def mark_withdrawn(connection: sa.Connection, document_id: str, at: datetime | None) -> None:
    """Take a document out of the live corpus at a moment; None lets it stand again."""
    update = sa.update(documents).where(documents.c.id == document_id)
    connection.execute(update.values(withdrawn_at=at))


def log_change(connection: sa.Connection, document_id: str, action: Action, at: datetime) -> int:
    """The number of a new change in the log, above every number before it."""
    line = {"document_id": document_id, "action": action.value, "at": at}
    query = sa.insert(changes).returning(changes.c.number)
    return int(connection.execute(query, line).scalar_one())
