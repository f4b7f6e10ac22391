"""What staff say of answers; how long that, refused questions and talks are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from corpus.staff_schema import feedback
from corpus.store import Store
from corpus.talk_schema import talk_entries
from corpus.unanswered_schema import unanswered

_LONGEST = 1_000


class Vote(StrEnum):
    """Whether the answer helped."""

    UP = "up"
    DOWN = "down"


class Reason(StrEnum):
    """Why it did not."""

    WRONG_BASIS = "wrong_basis"
    OUTDATED = "outdated"
    INCOMPLETE = "incomplete"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What somebody said of an answer."""

    at: datetime
    staff_id: int | None
    channel: str
    question: str
    documents: tuple[str, ...]
    vote: Vote
    reason: Reason | None
    words: str


def add_opinion(  # noqa: PLR0913 -- one for each column
    store: Store,
    *,
    staff_id: int | None,
    channel: str,
    question: str,
    documents: Iterable[str],
    vote: Vote,
    reason: Reason | None = None,
    words: str = "",
) -> None:
    """Keep what somebody says of an answer; a later vote on the same question replaces theirs."""
    row = {
        "at": store.now(),
        "staff_id": staff_id,
        "channel": channel,
        "question": question[:_LONGEST],
        "documents": list(documents),
        "vote": vote.value,
        "reason": reason.value if reason else None,
        "words": words[:_LONGEST],
    }
    with store.database.writing() as connection:
        if staff_id is not None:
            same = (feedback.c.staff_id == staff_id) & (feedback.c.question == row["question"])
            connection.execute(sa.delete(feedback).where(same))
        connection.execute(sa.insert(feedback), row)


def list_opinions(store: Store, most: int = 200) -> tuple[Opinion, ...]:
    """The newest opinions, the newest first; none of an answer that quotes a hidden paper."""
    query = sa.select(feedback).order_by(feedback.c.number.desc()).limit(most)
    with store.database.reading() as connection:
        return tuple(
            Opinion(
                at=row["at"],
                staff_id=row["staff_id"],
                channel=row["channel"],
                question=row["question"],
                documents=tuple(row["documents"]),
                vote=Vote(row["vote"]),
                reason=Reason(row["reason"]) if row["reason"] else None,
                words=row["words"],
            )
            for row in connection.execute(query).mappings()
            if not store.hidden.intersection(row["documents"])
        )


def forget_questions(store: Store, days: int) -> int:
    """Delete opinions, refused questions and talks older than so many days; how many entries."""
    bound = store.now() - timedelta(days=days)
    with store.database.writing() as connection:
        return sum(
            connection.execute(sa.delete(table).where(table.c.at < bound)).rowcount
            for table in (feedback, unanswered, talk_entries)
        )
