"""References to the columns of the store and back, and the statements that read and write them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from corpus.citations import Citation, Level, Step
from corpus.documents import Document
from corpus.references import Reference, Relation, StoredReference, Target
from corpus.references_schema import document_references, reference_runs
from corpus.rows import Row
from corpus.schema import LIVE, SAME_DOCUMENT, STANDING, documents, passages, revisions

FINDER = 1  # raise it when references are found in another way: stores are then searched again


def write_references(
    connection: sa.Connection, references: Iterable[Reference], document_id: str, revision: int
) -> None:
    """Write what a version cites in place of what was written before, and that it was searched."""
    for table in (document_references, reference_runs):
        connection.execute(sa.delete(table).where(table.c.revision == revision))
    rows = [
        _row(reference, document_id, revision, ordinal)
        for ordinal, reference in enumerate(references)
    ]
    if rows:
        connection.execute(sa.insert(document_references), rows)
    connection.execute(sa.insert(reference_runs), {"revision": revision, "finder": FINDER})


def revisions_to_search(connection: sa.Connection) -> tuple[tuple[str, int], ...]:
    """Document and number of the live versions that were not yet searched in this way."""
    searched = sa.select(reference_runs.c.revision).where(reference_runs.c.finder == FINDER)
    query = (
        sa.select(revisions.c.document_id, revisions.c.number)
        .join(documents, SAME_DOCUMENT)
        .where(
            LIVE,
            revisions.c.sha256 != "",  # an erased version has nothing to search
            revisions.c.number.not_in(searched),
        )
        .order_by(revisions.c.number)
    )
    return tuple((row.document_id, row.number) for row in connection.execute(query))


def references_where(
    connection: sa.Connection, condition: sa.ColumnElement[bool]
) -> tuple[StoredReference, ...]:
    """The references of the live papers that meet a condition, in the order of the store."""
    query = (
        sa.select(
            document_references,
            revisions.c.document_id,
            revisions.c.document_number,
            revisions.c.kind,
            revisions.c.subject,
            revisions.c.source,
            revisions.c.issuer,
            passages.c.steps,
            passages.c.start_offset.label("passage_start"),
            passages.c.end_offset.label("passage_end"),
            passages.c.first_page,
            sa.func.substr(
                revisions.c.text,
                passages.c.start_offset + 1,
                passages.c.end_offset - passages.c.start_offset,
            ).label("quote"),
        )
        .join(revisions, revisions.c.number == document_references.c.revision)
        .join(documents, SAME_DOCUMENT)
        .join(
            passages,
            sa.and_(
                passages.c.revision == document_references.c.revision,
                passages.c.citation_id == document_references.c.citation_id,
                passages.c.start_offset <= document_references.c.start_offset,
                passages.c.end_offset >= document_references.c.end_offset,
            ),
        )
        .where(LIVE, STANDING, condition)
        .order_by(revisions.c.document_id, document_references.c.ordinal)
    )
    return tuple(_stored(row) for row in connection.execute(query).mappings())


def numbers_cited(connection: sa.Connection, hidden: frozenset[str]) -> frozenset[str]:
    """Every number that a live paper cites, or that it says acts; hidden papers left out."""
    found: set[str] = set()
    for column in (document_references.c.target_number, document_references.c.acting_number):
        query = (
            sa.select(column, revisions.c.document_id)
            .distinct()
            .join(revisions, revisions.c.number == document_references.c.revision)
            .join(documents, SAME_DOCUMENT)
            .where(LIVE, STANDING, column.is_not(None))
        )
        found.update(number for number, by in connection.execute(query) if by not in hidden)
    return frozenset(found)


def days_cited(connection: sa.Connection, number: str, hidden: frozenset[str]) -> frozenset[date]:
    """The days with which the live papers cite a number; hidden papers left out."""
    column = document_references.c.target_signed_on
    query = (
        sa.select(column, revisions.c.document_id)
        .distinct()
        .join(revisions, revisions.c.number == document_references.c.revision)
        .join(documents, SAME_DOCUMENT)
        .where(LIVE, STANDING, document_references.c.target_number == number, column.is_not(None))
    )
    return frozenset(day for day, by in connection.execute(query) if by not in hidden)


def _row(reference: Reference, document_id: str, revision: int, ordinal: int) -> dict[str, object]:
    target = reference.target
    place = Citation(document_id=document_id, steps=reference.citation.steps)
    return {
        "revision": revision,
        "ordinal": ordinal,
        "citation_id": place.id,
        "start_offset": reference.start,
        "end_offset": reference.end,
        "relation": reference.relation.value,
        "target_number": target.number,
        "target_name": target.name,
        "target_signed_on": target.signed_on,
        "target_year": target.year,
        "article": target.article,
        "clause": target.clause,
        "point": target.point,
        "acting_number": reference.by,
        "effective_from": reference.effective_from,
        "exception": reference.exception,
        "doubt": reference.doubt,
    }


def _stored(row: Row) -> StoredReference:
    described: dict[str, Any] = {
        name: row[name] for name in ("kind", "subject", "source", "issuer")
    }
    paper = Document(
        id=row["document_id"],
        number=row["document_number"],
        sha256="",
        page_count=0,
        page_starts=(),
        text="",
        **described,
    )
    return StoredReference(
        document_id=paper.id,
        document=paper.title,
        document_number=paper.number,
        issuer=paper.issuer,
        page=row["first_page"],
        quote=row["quote"],
        quote_start=row["passage_start"],
        reference=reference_of(row, _citation(row)),
    )


def _citation(row: Row) -> Citation:
    steps = tuple(Step(Level(level), label) for level, label in row["steps"])
    return Citation(document_id=row["document_id"], steps=steps)


def reference_of(row: Row, citation: Citation) -> Reference:
    """The reference of a row of `document_references`."""
    return Reference(
        citation=citation,
        start=row["start_offset"],
        end=row["end_offset"],
        relation=Relation(row["relation"]),
        target=Target(
            number=row["target_number"],
            name=row["target_name"],
            signed_on=row["target_signed_on"],
            year=row["target_year"],
            article=row["article"],
            clause=row["clause"],
            point=row["point"],
        ),
        by=row["acting_number"],
        effective_from=row["effective_from"],
        exception=row["exception"],
        doubt=row["doubt"],
    )
