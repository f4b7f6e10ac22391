"""What adapters with webhooks share: each message once, a chat's messages in their order."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.converse import Chat, Front
from bot.inbound import Inbound
from bot.memory import Memory
from bot.processor import Lanes

logger = logging.getLogger(__name__)

OK, FORBIDDEN, BAD_REQUEST = 200, 403, 400
_MOST_WAITING = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A request to a webhook. Names of headers are in lower case; the body is as it came."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Intray:
    """Takes messages at once and answers them one after another in each chat."""

    front: Front
    memory: Memory
    lanes: Lanes = field(default_factory=Lanes)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def take(self, inbound: Inbound, chat: Chat) -> None:
        """Begin to answer a message; one that came before is let be."""
        if not await asyncio.to_thread(self.memory.is_new, inbound.chat, inbound.message_id):
            logger.info("%s: a message came again", inbound.channel)
            return
        if len(self.tasks) >= _MOST_WAITING:
            logger.warning(
                "%s: %d messages wait, one more is dropped", inbound.channel, _MOST_WAITING
            )
            return
        task = asyncio.create_task(self._answer(inbound, chat))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def finish(self) -> None:
        """Wait until everything that was begun is answered."""
        while self.tasks:
            await asyncio.wait(set(self.tasks))

    async def _answer(self, inbound: Inbound, chat: Chat) -> None:
        async with self.lanes.turn(inbound.chat):
            await self.front.converse_safely(inbound, chat)
