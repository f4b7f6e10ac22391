"""The clock of the running program: each minute it looks which lists are due."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

from cases.groups import Group
from cases.schedule import MINUTE, Schedule
from cli.case_office import now
from corpus.chat_groups import ChatGroups, GroupState
from corpus.errors import DungHanError

logger = logging.getLogger(__name__)


async def make_lists(
    read_groups: Callable[[], Iterable[Group]],
    schedule: Schedule,
    stop: asyncio.Event,
    seconds: float = MINUTE.total_seconds(),
) -> None:
    """Make the lists that are due, now and each minute, until `stop` is set.

    What goes wrong with one group or one look (a file that is being edited, a busy store) is
    logged; the other groups get their lists, and the next look comes.
    """
    while not stop.is_set():
        await asyncio.to_thread(look_once, read_groups, schedule, now())
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)


def open_groups(groups: Iterable[Group], chats: ChatGroups) -> tuple[Group, ...]:
    """The groups that get lists, less the chats that the administrator refused."""
    refused = {
        (each.key.channel, each.key.chat_id)
        for each in chats.listed()
        if each.state is GroupState.REFUSED
    }
    return tuple(each for each in groups if (each.channel, each.recipient) not in refused)


def look_once(
    read_groups: Callable[[], Iterable[Group]], schedule: Schedule, moment: datetime
) -> None:
    """Make the lists that are due at a moment, each group by itself."""
    try:
        groups = tuple(read_groups())
    except DungHanError as error:
        logger.warning("groups: %s", error)
        return
    for group in groups:
        try:
            made = schedule.make_due([group], moment)
        except Exception as error:  # noqa: BLE001 -- the outermost line: one group stops no other
            logger.error("list of %s: %s", group.name, type(error).__name__)  # noqa: TRY400
        else:
            if made:
                logger.info("lists made: %s", ", ".join(made))
