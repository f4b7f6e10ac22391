"""The people of the staff register, who link their chat accounts with one-time codes."""

from dataclasses import dataclass

from bot.groups import ApprovedGroups
from bot.inbound import WEB, ChatKey, Inbound
from bot.people import ListedPeople, Pairing, Person
from corpus.audiences import reader_of
from corpus.pairing import Refusal, redeem, staff_of, unlink
from corpus.secret_key import SecretKey
from corpus.staff import Role, Staff
from corpus.staff_store import UnknownStaffError, has_staff, staff_by_id
from corpus.store import Store

_REFUSALS = {
    Refusal.WRONG: Pairing.WRONG,
    Refusal.LOCKED: Pairing.LOCKED,
    Refusal.TAKEN: Pairing.TAKEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredPeople:
    """Staff by their linked accounts. Until the office has staff the administrator's lists hold."""

    store: Store
    key: SecretKey
    groups: ApprovedGroups
    listed: ListedPeople

    @property
    def pairs(self) -> bool:
        """True once there is staff to link with."""
        return has_staff(self.store)

    @property
    def serves_nobody(self) -> bool:
        """True without staff and with empty lists."""
        return not self.pairs and self.listed.serves_nobody

    def find(self, channel: str, bot_id: str, user_id: str) -> Person | None:
        """The person as the register has them at this moment; None for anyone else."""
        staff = self._staff(channel, bot_id, user_id)
        if staff is not None:
            return Person(
                id=str(staff.id),
                name=staff.name,
                role=staff.role,
                staff_id=staff.id,
                units=staff.scope,
                reader=reader_of(staff),
            )
        if self.pairs:
            return None
        if channel == WEB:  # the demonstration, which the pages show on this machine alone
            return Person(id=user_id, name=user_id, role=Role.LEADER)
        return self.listed.find(channel, bot_id, user_id)

    def _staff(self, channel: str, bot_id: str, user_id: str) -> Staff | None:
        """On a page people signed in; a chat account was linked."""
        if channel != WEB:
            return staff_of(self.store, channel=channel, bot_id=bot_id, user_id=user_id)
        if not user_id.isdecimal():
            return None
        try:
            staff = staff_by_id(self.store, int(user_id))
        except UnknownStaffError:
            return None
        return staff if staff.is_active else None

    def admits(self, chat: ChatKey) -> bool:
        """True for a group on the administrator's list, or one that was approved in the chat."""
        return self.listed.admits(chat) or self.groups.admits(chat)

    def approve(self, chat: ChatKey, by: Person) -> None:
        """Approve a group."""
        self.groups.approve(chat, by.id, by.staff_id)

    def link(self, inbound: Inbound, code: str) -> Pairing:
        """Link the account to the person whose code this is."""
        redeemed = redeem(
            self.store,
            self.key,
            channel=inbound.channel,
            bot_id=inbound.bot_id,
            user_id=inbound.user_id,
            code=code,
        )
        return Pairing.LINKED if redeemed.refusal is None else _REFUSALS[redeemed.refusal]

    def unlink(self, inbound: Inbound) -> None:
        """End the link of the account."""
        unlink(self.store, channel=inbound.channel, bot_id=inbound.bot_id, user_id=inbound.user_id)
