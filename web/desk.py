"""What the signed-in pages work on; the wiring fills it, the pages open nothing by themselves."""

import hmac
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cases.columns import Names
from cases.groups import Group
from cases.letter_book import LetterBook
from cases.letters import Office
from cases.outbox import Outbox
from cases.register import Register
from cases.statuses import Nearness
from cases.working_days import WorkingDays
from corpus.audiences import Reader, hidden_from, reader_of
from corpus.daily_backup import DailyBackup
from corpus.originals import Originals
from corpus.pending import Pending
from corpus.secret_key import SecretKey
from corpus.staff import Staff
from corpus.store import Store
from corpus.units import Unit
from corpus.validity import Validity
from index.library_index import LibraryIndex
from index.rebuilding import Rebuilding
from web.settings_desk import SettingsDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """What became of uploaded files: what waits to be published, and a sentence for each other."""

    pending: tuple[Pending, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDeskTools:
    """The room of the cases, put together."""

    register: Register
    letters: LetterBook
    outbox: Outbox
    days: WorkingDays
    near: Nearness
    names: Callable[[], Names]
    groups: Callable[[], tuple[Group, ...]]
    letterhead: Callable[[], Office]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What keeps the library running."""

    index: LibraryIndex
    rebuilding: Rebuilding
    daily_backup: DailyBackup | None = None  # None: the office makes its backups otherwise


@dataclass(slots=True)
class Setup:
    """The one-time code by which the first administrator is made, from this machine only."""

    code: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fits(self, code: str) -> bool:
        """True for the code that was printed."""
        return hmac.compare_digest(code.encode(errors="replace"), self.code.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything behind the pages of staff.

    Attributes:
        store: the office's store; roles are read from it on every request.
        key: what form tokens and pairing codes are sealed with.
        originals: the kept files.
        preview: reads files of given names and lets them wait; who did it goes into the log.
        after_change: brings index, references and duties up to date with the store.
        validity: the status of a paper on a day, as a reader may know it; None for one without a
            number.
        own_units: the office's list of units.
        cases: the room of the cases.
        today: the day.
        setup: how the first administrator is made.
        upkeep: the index, for the administrator.
        listed_groups: ids of Telegram groups that the settings allow.
        settings: what is set, for the administrator.
    """

    store: Store
    key: SecretKey
    originals: Originals
    preview: Callable[[Sequence[Path], str], Uploaded]
    after_change: Callable[[], None]
    validity: Callable[[Reader, str, date], Validity | None]
    own_units: Callable[[], tuple[Unit, ...]]
    cases: CaseDeskTools
    today: Callable[[], date]
    setup: Setup
    upkeep: Upkeep
    listed_groups: frozenset[str] = frozenset()
    settings: SettingsDesk = field(default_factory=SettingsDesk)

    def store_of(self, me: Staff | None) -> Store:
        """The store as a person may read it at this moment."""
        return self.store.without(hidden_from(self.store, reader_of(me)))
