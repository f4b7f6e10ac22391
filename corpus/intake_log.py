"""Who took which paper in, published, discarded or erased it, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from corpus.pending_schema import intake_log
from corpus.store import Store


class Step(StrEnum):
    """What was done to a paper."""

    TAKEN_IN = "taken_in"  # read and put into the library at once
    PREVIEWED = "previewed"  # read, and waits
    PUBLISHED = "published"
    DISCARDED = "discarded"
    READ_AGAIN = "read_again"
    FORGOTTEN = "forgotten"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the log."""

    at: datetime
    step: Step
    document_id: str
    who: str | None  # None: no name was given


def write_step(
    connection: sa.Connection, step: Step, document_id: str, who: str | None, at: datetime
) -> None:
    """Add a line, inside a writing transaction of the caller."""
    line = {"at": at, "step": step.value, "document_id": document_id, "who": who}
    connection.execute(sa.insert(intake_log), line)


def log_step(store: Store, step: Step, document_id: str, who: str | None) -> None:
    """Add a line in a transaction of its own."""
    with store.database.writing() as connection:
        write_step(connection, step, document_id, who, store.now())


def read_log(store: Store, document_id: str) -> tuple[LogEntry, ...]:
    """What was done to a paper, the oldest first; empty when nothing was logged."""
    query = sa.select(intake_log).where(intake_log.c.document_id == document_id)
    with store.database.reading() as connection:
        rows = connection.execute(query.order_by(intake_log.c.number)).mappings()
        return tuple(
            LogEntry(
                at=row["at"],
                step=Step(row["step"]),
                document_id=row["document_id"],
                who=row["who"],
            )
            for row in rows
        )
