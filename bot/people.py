"""Who is served, and where: people with roles, groups that the administrator approved."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.access import Access, Verdict
from bot.groups import ApprovedGroups
from bot.inbound import ChatKey, ChatKind, Inbound
from corpus.audiences import OUTSIDER, Reader
from corpus.staff import RIGHTS, Right, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the staff, as the register has them now."""

    id: str
    name: str
    role: Role
    staff_id: int | None = None  # None: known by the administrator's list alone
    units: frozenset[str] | None = None  # None: sees every unit
    reader: Reader = OUTSIDER  # of documents, where nobody reads along

    def may(self, right: Right) -> bool:
        """True when the person's role allows it."""
        return right in RIGHTS[self.role]

    @property
    def is_administrator(self) -> bool:
        """True for whoever takes papers in and out."""
        return self.may(Right.EDIT_DOCUMENTS)


class Pairing(StrEnum):
    """What became of a code."""

    LINKED = "linked"
    WRONG = "wrong"  # no such code, used, or too old
    LOCKED = "locked"  # too many wrong codes
    TAKEN = "taken"  # the account is another person's


class People(Protocol):
    """The staff register as the chats see it; asked anew for every message and button."""

    @property
    def pairs(self) -> bool:
        """True where people link themselves with a code."""
        ...

    @property
    def serves_nobody(self) -> bool:
        """True where nobody could be served, for the log."""
        ...

    def find(self, channel: str, bot_id: str, user_id: str) -> Person | None:
        """The person behind a chat account; None for a stranger, or one who may no longer."""
        ...

    def admits(self, chat: ChatKey) -> bool:
        """True for a group that was approved."""
        ...

    @property
    def groups(self) -> ApprovedGroups | None:
        """The groups of the store; None where there is none."""
        ...

    def approve(self, chat: ChatKey, by: Person) -> None:
        """Approve a group."""
        ...

    def link(self, inbound: Inbound, code: str) -> Pairing:
        """Link the account to the person whose one-time code this is."""
        ...

    def unlink(self, inbound: Inbound) -> None:
        """End the link of the account."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPeople:
    """People and groups from the administrator's lists of ids, until there is a register."""

    user_ids: frozenset[str]
    group_ids: frozenset[str]
    administrator_ids: frozenset[str] = frozenset()
    channel: str | None = None  # whose ids they are; None: any channel's
    groups: ApprovedGroups | None = None  # approved in the chat, besides those on the list

    @property
    def pairs(self) -> bool:
        """False: lists know no codes."""
        return False

    @property
    def serves_nobody(self) -> bool:
        """True for empty lists."""
        return not self.user_ids | self.administrator_ids

    @classmethod
    def of(
        cls,
        access: Access,
        administrator_ids: frozenset[int] = frozenset(),
        channel: str | None = None,
    ) -> "ListedPeople":
        """The lists of numbers."""
        return cls(
            user_ids=frozenset(map(str, access.user_ids)),
            group_ids=frozenset(map(str, access.group_ids)),
            administrator_ids=frozenset(map(str, administrator_ids)),
            channel=channel,
        )

    def find(self, channel: str, bot_id: str, user_id: str) -> Person | None:  # noqa: ARG002 -- as People
        """An administrator or an officer by their id; None for anyone else."""
        if self.channel not in (None, channel):
            return None
        if user_id in self.administrator_ids:
            return Person(id=user_id, name=user_id, role=Role.ADMINISTRATOR)
        if user_id in self.user_ids:
            return Person(id=user_id, name=user_id, role=Role.OFFICER)
        return None

    def admits(self, chat: ChatKey) -> bool:
        """True for a group on the list, or one that was approved in the chat."""
        if chat.chat_id in self.group_ids and self.channel in (None, chat.channel):
            return True
        return self.groups is not None and self.groups.admits(chat)

    def approve(self, chat: ChatKey, by: Person) -> None:
        """Approve a group, where there is a store to keep it."""
        if self.groups is not None:
            self.groups.approve(chat, by.id, by.staff_id)

    def link(self, inbound: Inbound, code: str) -> Pairing:  # noqa: ARG002 -- as People
        """Never: lists know no codes."""
        return Pairing.WRONG

    def unlink(self, inbound: Inbound) -> None:
        """Nothing: the list is a setting."""


def judge(people: People, inbound: Inbound, person: Person | None) -> Verdict:
    """The verdict on one message or button. A stranger in a group is ignored quietly."""
    if inbound.chat_kind is ChatKind.PRIVATE:
        return Verdict.STRANGER if person is None else Verdict.SERVED
    if person is None:
        return Verdict.STRANGER if inbound.callback is not None else Verdict.IGNORED
    return Verdict.SERVED if people.admits(inbound.chat) else Verdict.UNKNOWN_GROUP
