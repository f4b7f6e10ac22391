"""How the groups of the office's file stand: made last, due next; and what is let go."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from cases.groups import Group
from cases.outbox import Outbox, State
from cases.schema import digests, outbox
from cases.working_days import WorkingDays
from corpus.database import Database

_FARTHEST = 45  # days ahead: a month's first working day is nearer
_REFUSED = "nhóm bị từ chối"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastList:
    """The last list that was made for a group. `states` is empty where nothing had to be sent."""

    day: date
    made_at: datetime
    is_stale: bool
    states: dict[State, int]
    sent_at: datetime | None  # of its last message that went out


def last_list(database: Database, group: str) -> LastList | None:
    """The last list of a group, by its name; None when none was made."""
    query = (
        sa.select(digests)
        .where(digests.c.group == group)
        .order_by(digests.c.made_at.desc(), digests.c.key)
        .limit(1)
    )
    with database.reading() as connection:
        made = connection.execute(query).mappings().first()
        if made is None:
            return None
        counted = sa.select(outbox.c.state, sa.func.count(), sa.func.max(outbox.c.sent_at))
        counted = counted.where(outbox.c.batch == made["key"]).group_by(outbox.c.state)
        found = connection.execute(counted).all()
    sent = [at for _, _, at in found if at is not None]
    return LastList(
        day=made["day"],
        made_at=made["made_at"],
        is_stale=made["is_stale"],
        states={State(state): count for state, count, _ in found},
        sent_at=max(sent) if sent else None,
    )


def next_due(group: Group, now: datetime, days: WorkingDays, made: Outbox) -> datetime | None:
    """When the group's next list is to be made; past where it is due and was not made yet."""
    for ahead in range(_FARTHEST):
        day = now.date() + timedelta(days=ahead)
        at = datetime.combine(day, group.at, now.tzinfo)
        if group.is_due(max(at, now), days) and not made.was_made(group.key(day)):
            return at
    return None


def let_go(database: Database, channel: str, recipient: str) -> int:
    """Send nothing more of what waits for a chat; how many messages that are."""
    waiting = (outbox.c.channel == channel) & (outbox.c.recipient == recipient)
    waiting &= outbox.c.state == State.WAITING.value
    with database.writing() as connection:
        update = sa.update(outbox).where(waiting)
        values = {"state": State.DEAD.value, "fault": _REFUSED}
        return connection.execute(update.values(values)).rowcount
