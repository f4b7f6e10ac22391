"""What people say of an answer: right or not, why, and a sentence of theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa

from bot.schema import answer_feedback
from corpus.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One person's word on one answer."""

    channel: str
    token: str  # of the answer
    person: str  # id in the staff register
    question: str
    documents: tuple[str, ...]  # ids of those that the answer quotes
    is_good: bool
    reason: str | None = None
    note: str | None = None


class Feedback(Protocol):
    """Keeps votes; a person's later vote on an answer takes the place of the earlier one."""

    def put(self, vote: Vote) -> None:
        """Keep a vote."""
        ...


class NoFeedback:
    """Keeps nothing: a bot without a store."""

    def put(self, vote: Vote) -> None:
        """Forget it."""


@dataclass(frozen=True, slots=True)
class StoreFeedback:
    """Votes in the store."""

    database: Database
    now: Callable[[], datetime]

    def put(self, vote: Vote) -> None:
        """Keep a vote in the place of this person's earlier one on the answer."""
        table = answer_feedback
        same = (table.c.token == vote.token, table.c.person == vote.person)
        row = {
            "channel": vote.channel,
            "token": vote.token,
            "person": vote.person,
            "question": vote.question,
            "documents": list(vote.documents),
            "is_good": vote.is_good,
            "reason": vote.reason,
            "note": vote.note,
            "at": self.now(),
        }
        with self.database.writing() as connection:
            connection.execute(sa.delete(table).where(*same))
            connection.execute(sa.insert(table), row)

    def votes(self) -> tuple[Vote, ...]:
        """All votes, the newest first."""
        query = sa.select(answer_feedback).order_by(answer_feedback.c.number.desc())
        with self.database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        names = [name for name in Vote.__dataclass_fields__ if name != "documents"]
        return tuple(
            Vote(documents=tuple(row["documents"]), **{name: row[name] for name in names})
            for row in rows
        )
