"""A backup each day, in a folder of its own; the newest are kept."""

import logging
import re
import shutil
import threading
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.backup_errors import BackupError
from corpus.backups import Place, read_backup, write_backup

logger = logging.getLogger(__name__)

_NAME = re.compile(r"dunghan-(?P<day>\d{8})")
_LOCK = "dunghan-sao-luu.lock"
RETRY = timedelta(minutes=30)  # after a failure
_LATE = timedelta(hours=26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where, when, and how many."""

    folder: Path
    at: time
    keep: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupState:
    """How the daily backup stands."""

    plan: Plan
    newest: datetime | None  # when the newest whole one was made
    problem: str = ""  # why the last attempt failed; "" when it did not

    def is_late(self, now: datetime) -> bool:
        """True when the newest is older than a day and some hours, or there is none."""
        return self.newest is None or now - self.newest > _LATE


class DailyBackup:
    """Makes the backup of the day when its hour has come. Safe to share between threads.

    The lock in the folder is the claim: of several programs one makes it, and a claim ends with
    the program that held it. What is there already is not made again.
    """

    def __init__(self, place: Place, plan: Plan) -> None:
        self._place = place
        self._plan = plan
        self._mutex = threading.Lock()
        self._problem = ""
        self._failed_at: datetime | None = None

    def look(self, now: datetime) -> Path | None:
        """Make today's backup when it is due; its folder, None when nothing was to be done.

        What goes wrong is logged and told by `state`; it is tried again after a while.
        """
        if now.time().replace(tzinfo=None) < self._plan.at:
            return None
        with self._mutex:
            if self._failed_at is not None and now - self._failed_at < RETRY:
                return None
            try:
                made = self._make(now)
            except (BackupError, OSError) as error:
                self._failed_at, self._problem = now, str(error)
                logger.error("backup failed: %s", error)  # noqa: TRY400 -- said in one line
                return None
            self._failed_at, self._problem = None, ""
            return made

    def state(self) -> BackupState:
        """How it stands."""
        folders = _folders(self._plan.folder)
        newest = _made_at(folders[-1]) if folders else None
        return BackupState(plan=self._plan, newest=newest, problem=self._problem)

    def _make(self, now: datetime) -> Path | None:
        folder = self._plan.folder / f"dunghan-{now:%Y%m%d}"
        if folder.exists():
            return None
        self._plan.folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._plan.folder / _LOCK, timeout=0):
                if folder.exists():
                    return None
                write_backup(self._place, folder, now)
                logger.info("backup made: %s", folder.name)
                self._remove_old()
        except Timeout:
            return None  # another program is making it
        return folder

    def _remove_old(self) -> None:
        for old in _folders(self._plan.folder)[: -self._plan.keep]:
            shutil.rmtree(old, ignore_errors=True)
        for left in self._plan.folder.glob(".dunghan-*.part"):  # of one that was ended half-way
            shutil.rmtree(left, ignore_errors=True)


def _folders(folder: Path) -> list[Path]:
    """The backups of the plan, the oldest first; other files of the folder are no concern of it."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _day_of(path) is not None)


def _day_of(path: Path) -> date | None:
    found = _NAME.fullmatch(path.name)
    try:
        return datetime.strptime(found["day"], "%Y%m%d").date() if found else None  # noqa: DTZ007
    except ValueError:
        return None


def _made_at(folder: Path) -> datetime | None:
    try:
        return read_backup(folder).made_at
    except BackupError:
        return None
