"""The clock of the daily backup in the running program."""

import asyncio
import logging
from contextlib import suppress

from cli.backup import place_of
from cli.case_office import now
from cli.settings import Settings
from corpus.daily_backup import DailyBackup, Plan

logger = logging.getLogger(__name__)

_SECONDS = 60.0


def open_daily_backup(settings: Settings) -> DailyBackup | None:
    """The daily backup that the settings ask for; None when they ask for none."""
    running = settings.running
    if running.backup_folder is None:
        return None
    plan = Plan(folder=running.backup_folder, at=running.backup_at, keep=running.backup_keep)
    return DailyBackup(place_of(settings), plan)


async def keep_backups(daily: DailyBackup, stop: asyncio.Event, seconds: float = _SECONDS) -> None:
    """Look each minute whether the backup of the day is due, until `stop` is set."""
    while not stop.is_set():
        try:
            await asyncio.to_thread(daily.look, now())
        except Exception:  # the outermost line: the service goes on without a backup
            logger.exception("backup failed")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
