"""Single passages by their place, for whoever found them: without the text around them."""

from collections.abc import Collection, Iterator
from typing import TypeVar

import sqlalchemy as sa

from corpus.database import Database
from corpus.documents import Document, Passage
from corpus.rows import document_of, passage_saying
from corpus.schema import passages, revisions
from corpus.versions import WITHOUT_TEXT

_T = TypeVar("_T")
Place = tuple[int, int]  # the version's number, and the passage's ordinal in it
_SPAN = 2**24  # more than a version has passages
_AT_ONCE = 400  # of what one query asks for; SQLite bounds the number of its values

_LENGTH = passages.c.end_offset - passages.c.start_offset
_LENGTHS = sa.select(passages.c.revision, passages.c.ordinal, _LENGTH)
_SAID = sa.func.substr(revisions.c.text, passages.c.start_offset + 1, _LENGTH).label("said")
_PASSAGES = sa.select(*passages.c, revisions.c.document_id, _SAID).join(
    revisions, revisions.c.number == passages.c.revision
)


def passages_at(database: Database, places: Collection[Place]) -> dict[Place, Passage]:
    """The passages at some places; a place that is not there is left out.

    About 0.3 ms for each of a law; the time grows with the length of the text around it.
    """
    found: dict[Place, Passage] = {}
    with database.reading() as connection:
        for some in _portions(sorted(places)):
            wanted = _at(some)
            for row in connection.execute(_PASSAGES.where(wanted)).mappings():
                place = (row["revision"], row["ordinal"])
                found[place] = passage_saying(row, row["document_id"], row["said"])
    return found


def lengths_at(database: Database, places: Collection[Place]) -> dict[Place, int]:
    """How many characters the passages at some places have; no text is read for it."""
    found: dict[Place, int] = {}
    with database.reading() as connection:
        for some in _portions(sorted(places)):
            wanted = _at(some)
            for revision, ordinal, length in connection.execute(_LENGTHS.where(wanted)):
                found[revision, ordinal] = length
    return found


def documents_at(database: Database, numbers: Collection[int]) -> dict[int, Document]:
    """What describes the documents of some versions, without their text, by version."""
    found: dict[int, Document] = {}
    with database.reading() as connection:
        for some in _portions(sorted(numbers)):
            query = sa.select(*WITHOUT_TEXT).where(revisions.c.number.in_(some))
            for row in connection.execute(query).mappings():
                found[row["number"]] = document_of(row)
    return found


def _at(places: list[Place]) -> sa.ColumnElement[bool]:
    """The condition of being one of these places.

    By the two columns of the key one at a time, which is looked up, and by the pair, which
    alone would be looked for in the whole table.
    """
    pair = sa.cast(passages.c.revision, sa.BigInteger) * _SPAN + passages.c.ordinal
    return sa.and_(
        passages.c.revision.in_(sorted({revision for revision, _ in places})),
        passages.c.ordinal.in_(sorted({ordinal for _, ordinal in places})),
        pair.in_([revision * _SPAN + ordinal for revision, ordinal in places]),
    )


def _portions(wanted: list[_T]) -> Iterator[list[_T]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
