"""The clock of the running program: each minute it looks which lists are due."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from cases.schedule import MINUTE
from cli.case_office import now
from corpus.errors import DungHanError

logger = logging.getLogger(__name__)


async def make_lists(
    make_due: Callable[[datetime], tuple[str, ...]],
    stop: asyncio.Event,
    seconds: float = MINUTE.total_seconds(),
) -> None:
    """Make the lists that are due, now and each minute, until `stop` is set.

    What goes wrong with one look (a file of groups that is being edited, a busy store) is logged,
    and the next look comes.
    """
    while not stop.is_set():
        try:
            made = await asyncio.to_thread(make_due, now())
            if made:
                logger.info("lists made: %d", len(made))
        except DungHanError as error:
            logger.warning("%s: %s", type(error).__name__, error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
