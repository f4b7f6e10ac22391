"""How many messages a bot sent this month, and when its quota comes near."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa

from bot import messages
from bot.schema import channel_counts
from corpus.database import Database

logger = logging.getLogger(__name__)

_WARNINGS = (70, 85, 95, 100)  # percent


class Quota(Protocol):
    """Counts messages that leave."""

    def count(self, channel: str, bot_id: str) -> int:
        """Count one more; how many it are this month."""
        ...


class NoQuota:
    """Counts nothing."""

    def count(self, channel: str, bot_id: str) -> int:  # noqa: ARG002 -- as Quota
        """Always 0."""
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreQuota:
    """Counts in the store, by calendar month; warns once at each step of `limit`."""

    database: Database
    now: Callable[[], datetime]
    limit: int | None  # messages a month; None: no limit is known

    def count(self, channel: str, bot_id: str) -> int:
        """Count one more; how many it are this month."""
        table = channel_counts
        key = {"channel": channel, "bot_id": bot_id, "month": f"{self.now():%Y-%m}"}
        mine = [table.c[name] == value for name, value in key.items()]
        with self.database.writing() as connection:
            before = connection.execute(sa.select(table.c.sent).where(*mine)).scalar()
            if before is None:
                connection.execute(sa.insert(table), {**key, "sent": 1})
            else:
                connection.execute(sa.update(table).where(*mine).values(sent=before + 1))
        sent = (before or 0) + 1
        self._warn(channel, sent)
        return sent

    def _warn(self, channel: str, sent: int) -> None:
        if self.limit is None:
            return
        for percent in _WARNINGS:
            if sent == -(-self.limit * percent // 100):
                logger.warning(messages.LOG_QUOTA, channel, sent, percent, self.limit)
