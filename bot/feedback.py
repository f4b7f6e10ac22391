"""What people say of an answer, for the pages of the web."""

from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from bot.people import Person
from corpus.feedback import Reason, Vote, add_opinion
from corpus.staff_schema import feedback
from corpus.store import Store

REASONS = tuple(Reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One person's word on one answer."""

    channel: str
    person: Person
    question: str
    documents: tuple[str, ...]  # ids of those that the answer quotes
    is_good: bool
    reason: Reason | None = None
    words: str = ""


class Feedback(Protocol):
    """Keeps votes; a person's later vote on an answer takes the place of the earlier one."""

    def put(self, voice: Voice) -> None:
        """Keep a vote."""
        ...


class NoFeedback:
    """Keeps nothing: a bot without a store."""

    def put(self, voice: Voice) -> None:
        """Forget it."""


@dataclass(frozen=True, slots=True)
class StoreFeedback:
    """Votes in the store, beside those of the web."""

    store: Store

    def put(self, voice: Voice) -> None:
        """Keep a vote in the place of this person's earlier one."""
        if voice.person.staff_id is None:
            self._forget_begun(voice)
        add_opinion(
            self.store,
            staff_id=voice.person.staff_id,
            channel=voice.channel,
            question=voice.question,
            documents=voice.documents,
            vote=Vote.UP if voice.is_good else Vote.DOWN,
            reason=voice.reason,
            words=voice.words,
        )

    def _forget_begun(self, voice: Voice) -> None:
        """A thumb, its reason and the words come one after another; the last holds them all."""
        begun = (
            feedback.c.staff_id.is_(None),
            feedback.c.channel == voice.channel,
            feedback.c.question == voice.question,
            feedback.c.words == "",
        )
        with self.store.database.writing() as connection:
            connection.execute(sa.delete(feedback).where(*begun))
