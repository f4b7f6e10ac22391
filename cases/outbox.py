"""Messages on their way to a channel: each goes out once, also after a crash and with two senders.

A list for a group and its messages are written in one transaction under the list's key, so a
list is made once. A sender claims a list's next message for a while, sends it, and notes that
it was sent. Between the sending and the note lies the only moment in which a crash leaves open
whether the message went out: such a message is sent again, and counted as doubtful.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from cases.digest import Totals
from cases.schema import digests, outbox, told
from corpus.database import Database

LEASE = timedelta(seconds=60)  # longer than any send may take
_MOST_ATTEMPTS = 12  # of a message that may go out each time unnoticed
_WAITS = (5, 15, 60, 300, 900)  # seconds after a failed attempt; the last one repeats


class State(StrEnum):
    """How far a message is."""

    WAITING = "waiting"
    SENDING = "sending"  # claimed by a sender
    SENT = "sent"
    DEAD = "dead"  # given up: refused by the channel, or tried too often


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A claimed message. `is_doubtful`: it was claimed before by a sender that died."""

    number: int
    batch: str
    channel: str
    recipient: str
    text: str
    is_doubtful: bool
    attempt: int  # counted from 1: a sender that lost its claim changes nothing any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of a list: how many of its messages are in each state, and which may be twice."""

    batch: str
    states: Mapping[State, int]
    doubtful: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A message that may have reached its chat twice."""

    batch: str
    part: int  # counted from 1
    state: State
    times: int  # how often it was not known whether it went out


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedText:
    """One message of a list, and the chat that it is for."""

    batch: str
    part: int  # counted from 1
    recipient: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeList:
    """A list that was made for a group, as messages, and where they go.

    Without texts nothing is sent: the list is noted as made. `told` are the things of which the
    group is never told again.
    """

    key: str
    kind: str
    group: str
    day: date
    as_of: datetime | None
    is_stale: bool
    totals: Totals
    channel: str
    recipient: str
    texts: tuple[str, ...]
    told: tuple[str, ...] = ()


class Outbox:
    """The lists that were made and their messages. Safe with several senders on one store."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    # Making

    def put(self, made: MadeList) -> bool:
        """Note a list and queue its messages; False when a list of this key was made already."""
        now = self._now()
        with self._database.writing() as connection:
            known = sa.select(digests.c.key).where(digests.c.key == made.key)
            if connection.execute(known).first() is not None:
                return False
            row = {
                "key": made.key,
                "kind": made.kind,
                "day": made.day,
                "group": made.group,
                "totals": made.totals.as_json(),
                "is_stale": made.is_stale,
                "as_of": made.as_of,
                "made_at": now,
            }
            connection.execute(sa.insert(digests), row)
            messages = [
                {
                    "batch": made.key,
                    "ordinal": ordinal,
                    "channel": made.channel,
                    "recipient": made.recipient,
                    "text": text,
                    "state": State.WAITING.value,
                    "attempts": 0,
                    "doubtful": 0,
                    "not_before": now,
                }
                for ordinal, text in enumerate(made.texts)
            ]
            if messages:
                connection.execute(sa.insert(outbox), messages)
            if made.told:
                items = [
                    {"group": made.group, "item": item, "batch": made.key} for item in made.told
                ]
                connection.execute(sa.insert(told), items)
        return True

    def was_told(self, group: str) -> frozenset[str]:
        """The things that a group was told of once."""
        with self._database.reading() as connection:
            query = sa.select(told.c.item).where(told.c.group == group)
            return frozenset(connection.execute(query).scalars())

    def was_made(self, key: str) -> bool:
        """True when a list of this key exists."""
        with self._database.reading() as connection:
            query = sa.select(digests.c.key).where(digests.c.key == key)
            return connection.execute(query).first() is not None

    def last_totals(self, kind: str, group: str, before: date) -> tuple[date, Totals] | None:
        """The day and totals of the group's last true list before a day; None: there is none."""
        query = (
            sa.select(digests.c.day, digests.c.totals)
            .where(digests.c.kind == kind, digests.c.group == group, digests.c.day < before)
            .where(sa.not_(digests.c.is_stale))
            .order_by(digests.c.day.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return (row.day, Totals(**row.totals)) if row else None

    # Sending

    def claim(self, sender: str, channels: Sequence[str]) -> Outgoing | None:
        """The next message to send, claimed for a minute; None: nothing is due.

        The messages of one list go out one after the other. Of a claim that ran out the sender
        has died: the message is handed out again, as doubtful.
        """
        now = self._now()
        query = _next(now, channels)
        with self._database.reading() as connection:
            # Most looks find nothing: they do not take the write lock.
            if connection.execute(query).first() is None:
                return None
        with self._database.writing() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                return None
            is_doubtful = row["state"] == State.SENDING.value
            attempt = row["attempts"] + 1
            connection.execute(
                sa.update(outbox)
                .where(outbox.c.number == row["number"])
                .values(
                    state=State.SENDING.value,
                    attempts=attempt,
                    doubtful=row["doubtful"] + int(is_doubtful),
                    claimed_by=sender,
                    claimed_until=now + LEASE,
                )
            )
        return Outgoing(
            number=row["number"],
            batch=row["batch"],
            channel=row["channel"],
            recipient=row["recipient"],
            text=row["text"],
            is_doubtful=is_doubtful,
            attempt=attempt,
        )

    def sent(self, message: Outgoing, sent_as: str | None) -> None:
        """Note that a claimed message went out, with the channel's own id of it."""
        with self._database.writing() as connection:
            # Also when the claim was lost in the meantime: it did go out.
            connection.execute(
                sa.update(outbox)
                .where(outbox.c.number == message.number)
                .values(state=State.SENT.value, sent_at=self._now(), sent_as=sent_as)
            )

    def failed(
        self,
        message: Outgoing,
        fault: str,
        *,
        wait: timedelta | None = None,
        final: bool = False,
        is_doubtful: bool = False,
    ) -> None:
        """Note that the channel did not take a message; nothing when the claim was lost.

        Args:
            message: the claimed message.
            fault: why, without any of its text.
            wait: how long the channel asks to wait; None: longer after each attempt.
            final: it will never be taken (the bot was removed from the group).
            is_doubtful: it may have gone out all the same (no answer came). Only such a message is
                given up after many attempts: a channel that is away for a day loses nothing.
        """
        now = self._now()
        dead = final or (is_doubtful and message.attempt >= _MOST_ATTEMPTS)
        usual = timedelta(seconds=_WAITS[min(message.attempt, len(_WAITS)) - 1])
        held = (
            (outbox.c.number == message.number)
            & (outbox.c.state == State.SENDING.value)
            & (outbox.c.attempts == message.attempt)
        )
        with self._database.writing() as connection:
            connection.execute(
                sa.update(outbox)
                .where(held)
                .values(
                    state=(State.DEAD if dead else State.WAITING).value,
                    fault=fault,
                    doubtful=outbox.c.doubtful + int(is_doubtful),
                    not_before=now + (usual if wait is None else wait),
                    claimed_by=None,
                    claimed_until=None,
                )
            )

    def deliveries(self, day: date) -> tuple[Delivery, ...]:
        """What became of each list of a day, by key."""
        counted = sa.func.count()
        query = (
            sa.select(outbox.c.batch, outbox.c.state, counted, sa.func.sum(outbox.c.doubtful))
            .join(digests, digests.c.key == outbox.c.batch)
            .where(digests.c.day == day)
            .group_by(outbox.c.batch, outbox.c.state)
            .order_by(outbox.c.batch)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        states: dict[str, dict[State, int]] = {}
        doubtful: dict[str, int] = {}
        for batch, state, count, doubts in rows:
            states.setdefault(batch, {})[State(state)] = count
            doubtful[batch] = doubtful.get(batch, 0) + int(doubts or 0)
        return tuple(
            Delivery(batch=batch, states=found, doubtful=doubtful[batch])
            for batch, found in states.items()
        )

    def texts(self, day: date) -> tuple[QueuedText, ...]:
        """Every message of a day's lists, whatever became of it, in the order of making."""
        query = (
            sa.select(outbox.c.batch, outbox.c.ordinal, outbox.c.recipient, outbox.c.text)
            .join(digests, digests.c.key == outbox.c.batch)
            .where(digests.c.day == day)
            .order_by(outbox.c.number)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            QueuedText(batch=batch, part=ordinal + 1, recipient=recipient, text=text)
            for batch, ordinal, recipient, text in rows
        )

    def doubts(self, day: date) -> tuple[Doubt, ...]:
        """The messages of a day's lists of which it is not known that they went out once only."""
        query = (
            sa.select(outbox.c.batch, outbox.c.ordinal, outbox.c.state, outbox.c.doubtful)
            .join(digests, digests.c.key == outbox.c.batch)
            .where(digests.c.day == day, outbox.c.doubtful > 0)
            .order_by(outbox.c.batch, outbox.c.ordinal)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Doubt(batch=batch, part=ordinal + 1, state=State(state), times=times)
            for batch, ordinal, state, times in rows
        )


def _next(now: datetime, channels: Sequence[str]) -> sa.Select[Any]:
    """The message that is to go out next: waiting, or left behind by a sender that died."""
    waiting = (outbox.c.state == State.WAITING.value) & (outbox.c.not_before <= now)
    left = (outbox.c.state == State.SENDING.value) & (outbox.c.claimed_until <= now)
    earlier = outbox.alias("earlier")
    unsent_before = sa.exists().where(
        earlier.c.batch == outbox.c.batch,
        earlier.c.ordinal < outbox.c.ordinal,
        earlier.c.state.in_([State.WAITING.value, State.SENDING.value]),
    )
    return (
        sa.select(outbox)
        .where(waiting | left, outbox.c.channel.in_(channels), sa.not_(unsent_before))
        .order_by(outbox.c.number)
        .limit(1)
    )
