"""Chat groups: which the administrator approved or refused, and which wait to be looked at.

Without an approval nothing of the library is told in a group. A refusal, or an approval that is
taken back, holds from the group's next message on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from corpus.audit import write_entry
from corpus.chat_group_schema import chat_groups as rows
from corpus.database import Database

_MOST_WAITING = 200  # anyone can put a bot into a group of theirs
_LONGEST_NAME = 120


class GroupState(StrEnum):
    """What the administrator decided."""

    WAITING = "waiting"  # nothing yet
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupKey:
    """One group with one of our bots, by the channel's own ids."""

    channel: str
    bot_id: str
    chat_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatGroup:
    """A group as it is known."""

    key: GroupKey
    state: GroupState
    name: str  # "": the channel does not say
    added_by: str  # who added the bot, or spoke to it first; "": not known
    at: datetime  # when it was first met
    decided_by: str  # a staff id, or an id of the administrator's list; "" while it waits
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChatGroups:
    """The groups of a store. Safe to share between threads."""

    database: Database
    now: Callable[[], datetime]

    def state(self, key: GroupKey) -> GroupState | None:
        """What was decided; None for a group that was never met."""
        with self.database.reading() as connection:
            found = connection.execute(sa.select(rows.c.state).where(*_of(key))).scalar()
        return None if found is None else GroupState(found)

    def listed(self) -> tuple[ChatGroup, ...]:
        """Every group that was met: those that wait first, then by name."""
        with self.database.reading() as connection:
            found = [_group(row) for row in connection.execute(sa.select(rows)).mappings()]
        order = list(GroupState)
        return tuple(sorted(found, key=lambda g: (order.index(g.state), g.name, g.key.chat_id)))

    def meet(self, key: GroupKey, name: str, added_by: str) -> None:
        """Note a group that the bot is in; a known one only gets its name of today."""
        name, added_by = _short(name), _short(added_by)
        with self.database.reading() as connection:
            known = connection.execute(sa.select(rows.c.name).where(*_of(key))).first()
        if known is not None and name in ("", known.name):
            return
        with self.database.writing() as connection:
            if known is not None:
                connection.execute(sa.update(rows).where(*_of(key)).values(name=name))
                return
            if connection.execute(sa.select(rows.c.at).where(*_of(key))).first() is None:
                _make_room(connection)
                row = _row(key, GroupState.WAITING, self.now())
                connection.execute(sa.insert(rows), {**row, "name": name, "added_by": added_by})

    def leave(self, key: GroupKey) -> None:
        """Forget a group that the bot was taken out of while nothing was decided."""
        waits = rows.c.state == GroupState.WAITING.value
        with self.database.writing() as connection:
            connection.execute(sa.delete(rows).where(*_of(key), waits))

    def decide(
        self, key: GroupKey, state: GroupState, *, by: str, staff_id: int | None, channel: str
    ) -> None:
        """Approve, refuse, or let wait again; noted in the audit with who did it over what."""
        at = self.now()
        values = {"state": state.value, "decided_by": by, "decided_at": at}
        with self.database.writing() as connection:
            before = connection.execute(sa.select(rows.c.state).where(*_of(key))).scalar()
            if before == state.value:
                return
            if before is None:
                connection.execute(sa.insert(rows), {**_row(key, state, at), **values})
            else:
                connection.execute(sa.update(rows).where(*_of(key)).values(values))
            write_entry(
                connection,
                at,
                f"group.{state.value}",
                staff_id=staff_id,
                channel=channel,
                subject=f"{key.channel} {key.chat_id}",
                result="ok",
            )


def _make_room(connection: sa.Connection) -> None:
    """Let the oldest that wait go where there are too many."""
    waits = rows.c.state == GroupState.WAITING.value
    query = sa.select(rows).where(waits).order_by(rows.c.at.desc()).offset(_MOST_WAITING - 1)
    for row in connection.execute(query).mappings().all():
        connection.execute(sa.delete(rows).where(*_of(_key(row))))


def _of(key: GroupKey) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        rows.c.channel == key.channel,
        rows.c.bot_id == key.bot_id,
        rows.c.chat_id == key.chat_id,
    )


def _row(key: GroupKey, state: GroupState, at: datetime) -> dict[str, object]:
    return {
        "channel": key.channel,
        "bot_id": key.bot_id,
        "chat_id": key.chat_id,
        "state": state.value,
        "name": "",
        "added_by": "",
        "decided_by": "",
        "decided_at": None,
        "at": at,
    }


def _key(row: sa.RowMapping) -> GroupKey:
    return GroupKey(channel=row["channel"], bot_id=row["bot_id"], chat_id=row["chat_id"])


def _group(row: sa.RowMapping) -> ChatGroup:
    return ChatGroup(
        key=_key(row),
        state=GroupState(row["state"]),
        name=row["name"],
        added_by=row["added_by"],
        at=row["at"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
    )


def _short(written: str) -> str:
    return " ".join(written.split())[:_LONGEST_NAME]
