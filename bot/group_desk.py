"""Groups that wait, as an administrator sees and approves them in a private chat."""

from dataclasses import dataclass

from bot import messages
from bot.commands import Command
from bot.inbound import ChatKey
from bot.people import People
from bot.reply import say
from bot.turn import Said, Turn, said
from corpus.chat_groups import ChatGroup

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDesk:
    """Answers the one command of groups; only for an administrator, in private."""

    people: People

    def command(self, turn: Turn, command: Command) -> Said:
        """The groups that wait; with the id of one of them it is approved."""
        groups = self.people.groups
        if groups is None:
            return said(say(messages.NOT_SET_UP))
        waiting = groups.waiting()
        wanted = command.rest.strip()
        if not wanted:
            head = messages.GROUPS_WAITING.format(count=len(waiting))
            return said(say("\n".join((head, *map(_line, waiting[:_MOST_SHOWN])))))
        group = next((each for each in waiting if each.key.chat_id == wanted), None)
        if group is None:
            return said(say(messages.NO_SUCH_GROUP))
        key = group.key
        chat = ChatKey(channel=key.channel, bot_id=key.bot_id, chat_id=key.chat_id)
        self.people.approve(chat, turn.person)
        name = group.name or messages.GROUP_WITHOUT_NAME
        return said(say(messages.GROUP_APPROVED_THERE.format(name=name)))


def _line(group: ChatGroup) -> str:
    by = messages.GROUP_ADDED_BY.format(name=group.added_by) if group.added_by else ""
    return messages.GROUP_WAITS.format(
        name=group.name or messages.GROUP_WITHOUT_NAME,
        at=f"{group.at:%H:%M %d/%m/%Y}",
        by=by,
        chat_id=group.key.chat_id,
    )
