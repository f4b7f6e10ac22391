"""The library: every paper that the office works by, its versions, and a log of changes."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from corpus.database import Database, open_database
from corpus.documents import Document, Note, Passage, ReadDocument
from corpus.errors import StoreError, UnknownDocumentError
from corpus.free_ids import free_id
from corpus.identity import identity, may_be_same_paper
from corpus.obligation_store import (
    Completion,
    Task,
    TaskFilter,
    mark_done,
    read_tasks,
    take_back,
    unread_revisions,
    write_obligations,
)
from corpus.obligations import Obligation
from corpus.procedure_store import ReadProcedure, list_procedures, put_procedures, read_procedure
from corpus.procedures import PROCEDURE_KIND, ListedProcedure, Procedure
from corpus.reference_rows import write_references
from corpus.rows import (
    BEHIND_TEXT,
    document_of,
    document_row,
    note_rows,
    notes_of,
    passage_of,
    passage_rows,
)
from corpus.schema import VIETNAM, changes, documents, passages, revisions
from corpus.stored import Action, Change, Counts, Outcome, Revision, Stored
from corpus.units import Unit

_LIVE = revisions.c.superseded_by.is_(None)
_STANDING = documents.c.withdrawn_at.is_(None)
_KEPT = revisions.c.sha256 != ""  # False: erased, see corpus.forgetting
_WITHOUT_TEXT = tuple(c for c in revisions.c if c.name not in ("text", "notes", *BEHIND_TEXT))
_SINCE = sa.select(changes).where(changes.c.number > sa.bindparam("number"))
_LATEST = sa.select(sa.func.max(changes.c.number))


def _now() -> datetime:
    return datetime.now(VIETNAM)


def open_store(url: str, *, now: Callable[[], datetime] = _now) -> "Store":
    """The store at `url`, made when there is none and upgraded when it is of an older program.

    Args:
        url: "sqlite:////srv/dunghan/kho.db" or "postgresql://user@host/name".
        now: the clock that dates the changes.

    Raises:
        StoreError: the place can not be reached or written, or is not a store of ours.
        StoreVersionError: a newer program wrote it.
    """
    return Store(open_database(url), now)


class Store:
    """Documents with their passages. Safe to share between threads; each write is whole.

    A withdrawn document is kept and can be read by its id, but is not part of the live corpus:
    `documents`, `content_digest` and the count of passages leave it out.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections. Calling it twice is harmless."""
        self._database.close()

    @property
    def database(self) -> Database:
        """For the modules of this room that keep tables of their own."""
        return self._database

    def now(self) -> datetime:
        """The moment that a change made now is dated with."""
        return self._now()

    # Writing

    def put(self, read: ReadDocument) -> Stored:
        """Store a paper: a new one, a new version of one that is there, or nothing to do.

        It is the same when a document's live version has the same sha256. It is a version of
        the document with the same number, issuer and year, else of the only one from a file of
        this name that does not contradict these. The version before is kept, and a withdrawn
        document stands again. The id gets a suffix when another paper has it.

        Raises:
            ValueError: a passage's text is not what stands at its offsets.
            StoreError: the text can not be stored, or the database refused.
        """
        with self._database.writing() as connection:
            return put_in(connection, read, self._now())

    def put_procedures(self, found: Iterable[ReadProcedure]) -> dict[str, Outcome]:
        """Store procedures in bulk; what became of each code."""
        return put_procedures(self._database, found, self._now())

    def withdraw(self, document_id: str) -> int | None:
        """Take a document out of the live corpus; the change's number, None if it was out."""
        return self._stand(document_id, Action.REMOVE)

    def restore(self, document_id: str) -> int | None:
        """Bring a withdrawn document back; the change's number, None if it was not out."""
        return self._stand(document_id, Action.PUT)

    def _stand(self, document_id: str, action: Action) -> int | None:
        with self._database.writing() as connection:
            _refuse_forgotten(connection, document_id)
            if _is_withdrawn(connection, document_id) == (action is Action.REMOVE):
                return None
            at = self._now()
            _mark_withdrawn(connection, document_id, at if action is Action.REMOVE else None)
            return _log(connection, document_id, action, at)

    # Reading

    def documents(
        self, *, include_withdrawn: bool = False, include_procedures: bool = True
    ) -> tuple[Document, ...]:
        """What describes each document, ordered by id, without text, addressees, stamps.

        `document` gives the one with all of it.
        """
        query = sa.select(*_WITHOUT_TEXT).join(documents, _same_document()).where(_LIVE, _KEPT)
        if not include_withdrawn:
            query = query.where(_STANDING)
        if not include_procedures:
            query = query.where(revisions.c.kind.is_distinct_from(PROCEDURE_KIND))
        with self._database.reading() as connection:
            found = [document_of(row) for row in connection.execute(query).mappings()]
        return tuple(sorted(found, key=lambda document: document.id))

    def procedures(self) -> tuple[ListedProcedure, ...]:
        """Every procedure that stands, by code; about 10 ms for three thousand."""
        return list_procedures(self._database)

    def procedure(self, code: str) -> Procedure | None:
        """The procedure of a code; None when there is none."""
        return read_procedure(self._database, code)

    def withdrawn_ids(self) -> frozenset[str]:
        """The ids of the withdrawn documents."""
        query = sa.select(documents.c.id).where(documents.c.withdrawn_at.is_not(None))
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def document(self, document_id: str, *, revision: int | None = None) -> Document:
        """A document with its text: its live version, or the one of this number.

        Raises:
            UnknownDocumentError: no document has this id, or no such version.
        """
        with self._database.reading() as connection:
            query = _version_query(tuple(revisions.c), document_id, revision)
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise UnknownDocumentError(document_id)
        return document_of(row)

    def version(self, number: int) -> Document:
        """A stored version with its text, by its number alone, live or not.

        Raises:
            UnknownDocumentError: no version has this number.
        """
        with self._database.reading() as connection:
            query = sa.select(revisions).where(revisions.c.number == number)
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise UnknownDocumentError(f"#{number}")
        return document_of(row)

    def passages(self, document_id: str, *, revision: int | None = None) -> tuple[Passage, ...]:
        """The passages of a document in reading order: of its live version, or of the one named.

        Raises:
            UnknownDocumentError: no document has this id, or no such version.
        """
        columns = (revisions.c.number, revisions.c.text)
        with self._database.reading() as connection:
            row = connection.execute(_version_query(columns, document_id, revision)).one_or_none()
            if row is None:
                raise UnknownDocumentError(document_id)
            text = row.text
            query = sa.select(passages).where(passages.c.revision == row.number)
            found = connection.execute(query.order_by(passages.c.ordinal)).mappings()
            return tuple(passage_of(passage, document_id, text) for passage in found)

    def notes(self, document_id: str) -> tuple[Note, ...]:
        """What reading the live version repaired or left in doubt.

        Raises:
            UnknownDocumentError: no document has this id.
        """
        columns = (revisions.c.number, revisions.c.notes)
        with self._database.reading() as connection:
            row = connection.execute(_version_query(columns, document_id, None)).one_or_none()
        if row is None:
            raise UnknownDocumentError(document_id)
        return notes_of(row.notes)

    def history(self, document_id: str) -> tuple[Revision, ...]:
        """Every version of a document, the oldest first.

        Raises:
            UnknownDocumentError: no document has this id.
        """
        columns = [revisions.c[name] for name in Revision.__dataclass_fields__]
        query = sa.select(*columns).where(revisions.c.document_id == document_id)
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(revisions.c.number)).mappings()
            versions = tuple(Revision(**row) for row in found)
        if not versions:
            raise UnknownDocumentError(document_id)
        return versions

    def latest_change(self) -> int:
        """The number of the last change; 0 for an empty store. Well under a millisecond."""
        with self._database.reading() as connection:
            return connection.execute(_LATEST).scalar() or 0

    def changes_since(self, number: int) -> tuple[Change, ...]:
        """The changes after `number`, the oldest first. 0 gives the whole log."""
        query = _SINCE.order_by(changes.c.number)
        with self._database.reading() as connection:
            found = connection.execute(query, {"number": number}).mappings()
            return tuple(
                Change(
                    number=row["number"],
                    document_id=row["document_id"],
                    action=Action(row["action"]),
                    at=row["at"],
                )
                for row in found
            )

    # The obligation register

    def tasks(
        self, today: date, asked: TaskFilter | None = None, own_units: Iterable[Unit] = ()
    ) -> tuple[Task, ...]:
        """The duties of the live papers that are asked for, the earliest due first.

        Args:
            today: the day that recurring duties are reckoned from.
            asked: unit, interval, whether open; None: all.
            own_units: the office's own list, with the members of its groups.
        """
        with self._database.reading() as connection:
            return read_tasks(connection, today, asked or TaskFilter(), own_units)

    def mark_done(
        self, obligation_id: str, *, by: str, on: date, note: str | None = None
    ) -> Completion | None:
        """Mark a duty as done; what it was marked with before, None if it was open.

        Raises:
            UnknownObligationError: no live duty has this id.
        """
        completion = Completion(done_on=on, by=by, note=note, at=self._now())
        with self._database.writing() as connection:
            return mark_done(connection, obligation_id, completion)

    def take_back(self, obligation_id: str, *, by: str) -> bool:
        """Open a duty again; False when it was open.

        Raises:
            UnknownObligationError: no live duty has this id.
        """
        with self._database.writing() as connection:
            return take_back(connection, obligation_id, by, self._now())

    def unread_for_obligations(self, rules: int) -> tuple[str, ...]:
        """The ids of live documents whose duties these rules did not read yet."""
        with self._database.reading() as connection:
            return tuple(name for name, _ in unread_revisions(connection, rules))

    def put_obligations(self, document: Document, found: Iterable[Obligation], rules: int) -> None:
        """Write the duties of a stored version, in place of what other rules read from it."""
        with self._database.writing() as connection:
            write_obligations(connection, found, document.id, document.revision, rules)

    def content_digest(self) -> str:
        """A sha256 over the ids and files of the live corpus: equal when they are the same."""
        query = sa.select(revisions.c.document_id, revisions.c.sha256)
        query = query.join(documents, _same_document()).where(_LIVE, _STANDING)
        with self._database.reading() as connection:
            lines = sorted(f"{name} {sha256}\n" for name, sha256 in connection.execute(query))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def counts(self) -> Counts:
        """How many documents, versions and passages there are."""
        count = sa.func.count()
        live = sa.select(revisions.c.number).join(documents, _same_document())
        live = live.where(_LIVE, _STANDING)
        query = sa.select(
            sa.select(count).select_from(documents).where(_STANDING).scalar_subquery(),
            sa.select(count)
            .select_from(revisions)
            .join(documents, _same_document())
            .where(_LIVE, _KEPT, ~_STANDING)
            .scalar_subquery(),
            sa.select(count).select_from(revisions).where(_KEPT).scalar_subquery(),
            sa.select(count).where(passages.c.revision.in_(live)).scalar_subquery(),
        )
        with self._database.reading() as connection:
            standing, withdrawn, versions, pieces = connection.execute(query).one()
        return Counts(documents=standing, withdrawn=withdrawn, revisions=versions, passages=pieces)


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
    number = _log(connection, document_id, Action.PUT, at)
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


def _same_document() -> sa.ColumnElement[bool]:
    return documents.c.id == revisions.c.document_id


def _version_query(
    columns: Iterable[sa.Column[Any]], document_id: str, revision: int | None
) -> sa.Select[Any]:
    which = _LIVE if revision is None else revisions.c.number == revision
    return sa.select(*columns).where(revisions.c.document_id == document_id, which, _KEPT)


def _with_same_bytes(connection: sa.Connection, sha256: str) -> Stored | None:
    query = sa.select(documents.c.id, documents.c.withdrawn_at).join(revisions, _same_document())
    row = connection.execute(query.where(revisions.c.sha256 == sha256, _LIVE)).first()
    if row is None:
        return None
    withdrawn = row.withdrawn_at is not None
    return Stored(document_id=row.id, outcome=Outcome.SAME, change=None, withdrawn=withdrawn)


def _version_of(connection: sa.Connection, paper: Document) -> str | None:
    """The id of the document that this paper is a version of; None for a paper not seen yet."""
    key = identity(paper)
    if key is not None:
        query = sa.select(revisions.c.document_id).where(revisions.c.identity == key, _LIVE)
        known = connection.execute(query.order_by(revisions.c.number.desc())).scalars().first()
        if known is not None:
            return str(known)
    query = sa.select(*_WITHOUT_TEXT).where(revisions.c.source == paper.source, _LIVE)
    namesakes = [document_of(row) for row in connection.execute(query).mappings()]
    fitting = [other.id for other in namesakes if may_be_same_paper(paper, other)]
    # Two that fit: no telling which. Keeping one too many is safer than hiding the wrong one.
    return fitting[0] if len(fitting) == 1 else None


def _is_withdrawn(connection: sa.Connection, document_id: str) -> bool:
    query = sa.select(documents.c.withdrawn_at).where(documents.c.id == document_id)
    row = connection.execute(query).first()
    if row is None:
        raise UnknownDocumentError(document_id)
    return row.withdrawn_at is not None


def _refuse_forgotten(connection: sa.Connection, document_id: str) -> None:
    columns = (revisions.c.number,)
    if connection.execute(_version_query(columns, document_id, None)).first() is None:
        raise UnknownDocumentError(document_id)


def _mark_withdrawn(connection: sa.Connection, document_id: str, at: datetime | None) -> None:
    update = sa.update(documents).where(documents.c.id == document_id)
    connection.execute(update.values(withdrawn_at=at))


def _log(connection: sa.Connection, document_id: str, action: Action, at: datetime) -> int:
    line = {"document_id": document_id, "action": action.value, "at": at}
    query = sa.insert(changes).returning(changes.c.number)
    return int(connection.execute(query, line).scalar_one())


def _write(
    connection: sa.Connection, read: ReadDocument, document_id: str, number: int, at: datetime
) -> None:
    """Write the version `number` of a document, and put the one before aside."""
    before = sa.update(revisions).where(revisions.c.document_id == document_id, _LIVE)
    connection.execute(before.values(superseded_by=number))
    _mark_withdrawn(connection, document_id, None)
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
