"""What was done over chat, for the office's audit: who, where, what; never a question or a name."""

from dataclasses import dataclass
from typing import Protocol

from corpus.audit import record
from corpus.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that was done or refused."""

    action: str  # "chat.ask", "chat.press", "chat.command.rut"
    channel: str
    staff_id: int | None  # None: a stranger, or known by the administrator's list alone
    subject: str = ""  # an id
    result: str = "ok"


class Journal(Protocol):
    """Keeps deeds."""

    def note(self, deed: Deed) -> None:
        """Keep one."""
        ...


class NoJournal:
    """Keeps nothing: a bot without a store."""

    def note(self, deed: Deed) -> None:
        """Forget it."""


@dataclass(frozen=True, slots=True)
class StoreJournal:
    """Deeds in the audit of the store."""

    store: Store

    def note(self, deed: Deed) -> None:
        """Add an entry to the chain."""
        record(
            self.store,
            deed.action,
            staff_id=deed.staff_id,
            channel=deed.channel,
            subject=deed.subject,
            result=deed.result,
        )
