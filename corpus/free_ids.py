"""Ids that no document of the library has."""

import sqlalchemy as sa

from corpus.schema import documents


def free_id(connection: sa.Connection, wanted: str) -> str:
    """`wanted`, or with the first suffix that a doubling then halving search finds free.

    Ids are never given up, so the suffixes in use have no gap and few questions are enough.
    """

    def taken(suffix: int) -> bool:
        return _exists(connection, _suffixed(wanted, suffix))

    if not taken(1):
        return wanted
    used, free = 1, 2
    while taken(free):
        used, free = free, free * 2
    while free - used > 1:
        middle = (used + free) // 2
        used, free = (middle, free) if taken(middle) else (used, middle)
    return _suffixed(wanted, free)


def _suffixed(document_id: str, suffix: int) -> str:
    return document_id if suffix == 1 else f"{document_id}-{suffix}"


def _exists(connection: sa.Connection, document_id: str) -> bool:
    query = sa.select(documents.c.id).where(documents.c.id == document_id)
    return connection.execute(query).first() is not None
