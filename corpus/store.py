"""The library: every paper that the office works by, its versions, and a log of changes."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from corpus.database import Database, open_database
from corpus.documents import Document, Note, Passage, ReadDocument
from corpus.errors import UnknownDocumentError
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
from corpus.rows import (
    document_of,
    notes_of,
    passage_of,
)
from corpus.schema import (
    LIVE,
    SAME_DOCUMENT,
    STANDING,
    VIETNAM,
    changes,
    documents,
    passages,
    revisions,
)
from corpus.stored import Action, Change, Counts, Outcome, Revision, Stored
from corpus.units import Unit
from corpus.versions import WITHOUT_TEXT, log_change, mark_withdrawn, put_in

_NONE: frozenset[str] = frozenset()
_AT_ONCE = 500  # ids in one statement: a database takes so many values and no more
_KEPT = revisions.c.sha256 != ""  # False: erased, see corpus.forgetting
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

    def __init__(
        self, database: Database, now: Callable[[], datetime], hidden: frozenset[str] = _NONE
    ) -> None:
        self._database = database
        self._now = now
        self._hidden = hidden

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

    @property
    def hidden(self) -> frozenset[str]:
        """The ids of documents of which this store tells nothing; see `without`."""
        return self._hidden

    def without(self, hidden: frozenset[str]) -> "Store":
        """The same store as if it did not hold these documents, for whoever may not see them.

        It is for reading. What follows the log (`changes_since`, `content_digest`, `counts`,
        `unread_for_obligations`) is of the whole store.
        """
        return Store(self._database, self._now, self._hidden | hidden)

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
            mark_withdrawn(connection, document_id, at if action is Action.REMOVE else None)
            return log_change(connection, document_id, action, at)

    # Reading

    def documents(
        self, *, include_withdrawn: bool = False, include_procedures: bool = True
    ) -> tuple[Document, ...]:
        """What describes each document, ordered by id, without text, addressees, stamps.

        `document` gives the one with all of it.
        """
        query = sa.select(*WITHOUT_TEXT).join(documents, SAME_DOCUMENT).where(LIVE, _KEPT)
        if not include_withdrawn:
            query = query.where(STANDING)
        if not include_procedures:
            query = query.where(revisions.c.kind.is_distinct_from(PROCEDURE_KIND))
        with self._database.reading() as connection:
            found = [document_of(row) for row in connection.execute(query).mappings()]
        seen = (document for document in found if document.id not in self._hidden)
        return tuple(sorted(seen, key=lambda document: document.id))

    def procedures(self) -> tuple[ListedProcedure, ...]:
        """Every procedure that stands, by code; about 10 ms for three thousand."""
        return list_procedures(self._database, self._hidden)

    def procedure(self, code: str) -> Procedure | None:
        """The procedure of a code; None when there is none."""
        return read_procedure(self._database, code, self._hidden)

    def withdrawn_ids(self) -> frozenset[str]:
        """The ids of the withdrawn documents."""
        query = sa.select(documents.c.id).where(documents.c.withdrawn_at.is_not(None))
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars()) - self._hidden

    def document(self, document_id: str, *, revision: int | None = None) -> Document:
        """A document with its text: its live version, or the one of this number.

        Raises:
            UnknownDocumentError: no document has this id, or no such version.
        """
        with self._database.reading() as connection:
            query = _version_query(tuple(revisions.c), document_id, revision)
            row = connection.execute(query).mappings().one_or_none()
        if row is None or document_id in self._hidden:
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
        if row is None or row["document_id"] in self._hidden:
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
            if row is None or document_id in self._hidden:
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
        if row is None or document_id in self._hidden:
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
        if not versions or document_id in self._hidden:
            raise UnknownDocumentError(document_id)
        return versions

    def revisions_of(self, document_ids: Iterable[str]) -> frozenset[int]:
        """The number of every version, live or not, of these documents."""
        wanted, found = sorted(document_ids), set[int]()
        with self._database.reading() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                some = revisions.c.document_id.in_(wanted[start : start + _AT_ONCE])
                found.update(
                    connection.execute(sa.select(revisions.c.number).where(some)).scalars()
                )
        return frozenset(found)

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
            found = read_tasks(connection, today, asked or TaskFilter(), own_units)
        return tuple(
            task for task in found if task.obligation.citation.document_id not in self._hidden
        )

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
        query = query.join(documents, SAME_DOCUMENT).where(LIVE, STANDING)
        with self._database.reading() as connection:
            lines = sorted(f"{name} {sha256}\n" for name, sha256 in connection.execute(query))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def counts(self) -> Counts:
        """How many documents, versions and passages there are."""
        count = sa.func.count()
        live = sa.select(revisions.c.number).join(documents, SAME_DOCUMENT)
        live = live.where(LIVE, STANDING)
        query = sa.select(
            sa.select(count).select_from(documents).where(STANDING).scalar_subquery(),
            sa.select(count)
            .select_from(revisions)
            .join(documents, SAME_DOCUMENT)
            .where(LIVE, _KEPT, ~STANDING)
            .scalar_subquery(),
            sa.select(count).select_from(revisions).where(_KEPT).scalar_subquery(),
            sa.select(count).where(passages.c.revision.in_(live)).scalar_subquery(),
        )
        with self._database.reading() as connection:
            standing, withdrawn, versions, pieces = connection.execute(query).one()
        return Counts(documents=standing, withdrawn=withdrawn, revisions=versions, passages=pieces)


def _version_query(
    columns: Iterable[sa.Column[Any]], document_id: str, revision: int | None
) -> sa.Select[Any]:
    which = LIVE if revision is None else revisions.c.number == revision
    return sa.select(*columns).where(revisions.c.document_id == document_id, which, _KEPT)


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
