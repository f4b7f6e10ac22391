"""The groups that the administrator approved or refused, as the chats see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.inbound import ChatKey
from corpus.chat_groups import ChatGroup, ChatGroups, GroupKey, GroupState
from corpus.database import Database


@dataclass(frozen=True, slots=True)
class ApprovedGroups:
    """The groups in which staff are answered, and those that wait."""

    database: Database
    now: Callable[[], datetime]

    def admits(self, chat: ChatKey) -> bool:
        """True for a group that was approved and not closed since."""
        return self._groups.state(_key(chat)) is GroupState.APPROVED

    def refuses(self, chat: ChatKey) -> bool:
        """True for a group of which the administrator wants to hear no more."""
        return self._groups.state(_key(chat)) is GroupState.REFUSED

    def meet(self, chat: ChatKey, name: str, added_by: str) -> None:
        """Let a group wait for the administrator, unless it is known."""
        self._groups.meet(_key(chat), name, added_by)

    def leave(self, chat: ChatKey) -> None:
        """Let it wait no longer: the bot was taken out of it."""
        self._groups.leave(_key(chat))

    def waiting(self) -> tuple[ChatGroup, ...]:
        """The groups that wait."""
        found = self._groups.listed()
        return tuple(group for group in found if group.state is GroupState.WAITING)

    def approve(self, chat: ChatKey, by: str, staff_id: int | None = None) -> None:
        """Approve a group; once more changes nothing."""
        self._groups.decide(
            _key(chat), GroupState.APPROVED, by=by, staff_id=staff_id, channel=chat.channel
        )

    @property
    def _groups(self) -> ChatGroups:
        return ChatGroups(self.database, self.now)


def _key(chat: ChatKey) -> GroupKey:
    return GroupKey(channel=chat.channel, bot_id=chat.bot_id, chat_id=chat.chat_id)
