"""Groups that the administrator approved, in the store, over the people of a register."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.inbound import ChatKey
from bot.schema import chat_groups
from corpus.database import Database


@dataclass(frozen=True, slots=True)
class ApprovedGroups:
    """The groups in which staff are answered."""

    database: Database
    now: Callable[[], datetime]

    def admits(self, chat: ChatKey) -> bool:
        """True for a group that was approved and not closed since."""
        query = sa.select(chat_groups.c.at).where(*_of(chat))
        with self.database.reading() as connection:
            return connection.execute(query).first() is not None

    def approve(self, chat: ChatKey, by: str) -> None:
        """Approve a group; once more changes nothing."""
        row = {
            "channel": chat.channel,
            "bot_id": chat.bot_id,
            "chat_id": chat.chat_id,
            "approved_by": by,
            "at": self.now(),
        }
        with self.database.writing() as connection:
            if connection.execute(sa.select(chat_groups.c.at).where(*_of(chat))).first() is None:
                connection.execute(sa.insert(chat_groups), row)

    def close(self, chat: ChatKey) -> None:
        """Approve a group no longer."""
        with self.database.writing() as connection:
            connection.execute(sa.delete(chat_groups).where(*_of(chat)))


def _of(chat: ChatKey) -> tuple[sa.ColumnElement[bool], ...]:
    columns = chat_groups.c
    return (
        columns.channel == chat.channel,
        columns.bot_id == chat.bot_id,
        columns.chat_id == chat.chat_id,
    )
