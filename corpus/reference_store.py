"""What the library cites and is cited by, over an open store."""

from datetime import date

import sqlalchemy as sa

from corpus.reference_rows import (
    days_cited,
    numbers_cited,
    references_where,
    revisions_to_search,
    write_references,
)
from corpus.references import CHANGES_VALIDITY, Reference, StoredReference
from corpus.references_schema import document_references as rows
from corpus.references_schema import reference_runs
from corpus.schema import revisions
from corpus.store import Store

_SEARCHED = sa.select(sa.func.count()).select_from(reference_runs)
_CHANGES = tuple(sorted(relation.value for relation in CHANGES_VALIDITY))


class ReferenceStore:
    """The references of the live papers of a store. Safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._hidden = store.hidden

    def of_document(self, document_id: str) -> tuple[StoredReference, ...]:
        """What a paper cites, in reading order."""
        return self._where(revisions.c.document_id == document_id)

    def inside(self, document_id: str, start: int, end: int) -> tuple[StoredReference, ...]:
        """What a stretch of a paper's text cites; `end` is exclusive."""
        return self._where(
            sa.and_(
                revisions.c.document_id == document_id,
                rows.c.start_offset >= start,
                rows.c.start_offset < end,
            )
        )

    def to_number(self, number: str) -> tuple[StoredReference, ...]:
        """Who cites a number, in its canonical writing."""
        return self._where(rows.c.target_number == number)

    def changes_of(self, number: str) -> tuple[StoredReference, ...]:
        """What is said to amend, replace, repeal or suspend the text with this number."""
        return self._where(sa.and_(rows.c.target_number == number, rows.c.relation.in_(_CHANGES)))

    def days_cited(self, number: str) -> frozenset[date]:
        """The days with which a number is cited: two are two texts, or one of them is wrong."""
        with self._database.reading() as connection:
            return days_cited(connection, number, self._hidden)

    def numbers(self) -> frozenset[str]:
        """Every number that the live papers cite."""
        with self._database.reading() as connection:
            return numbers_cited(connection, self._hidden)

    def unsearched(self) -> tuple[tuple[str, int], ...]:
        """Document and number of the live versions whose references are not known yet."""
        with self._database.reading() as connection:
            return revisions_to_search(connection)

    def searched(self) -> int:
        """How many versions have been searched for references, erased ones among them."""
        with self._database.reading() as connection:
            return connection.execute(_SEARCHED).scalar() or 0

    def write(self, references: tuple[Reference, ...], document_id: str, revision: int) -> None:
        """Keep what a version cites, in place of what was kept before."""
        with self._database.writing() as connection:
            write_references(connection, references, document_id, revision)

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[StoredReference, ...]:
        with self._database.reading() as connection:
            found = references_where(connection, condition)
        return tuple(each for each in found if each.document_id not in self._hidden)
