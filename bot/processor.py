"""The order of work: one thing at a time in a chat, chats side by side."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Hashable
from contextlib import asynccontextmanager

from telegram import Update
from telegram.ext import BaseUpdateProcessor


class Lanes:
    """A lock per key, first come first served; a lane that nobody uses takes no memory."""

    def __init__(self) -> None:
        self._locks: dict[Hashable, asyncio.Lock] = {}
        self._users: dict[Hashable, int] = {}

    def __len__(self) -> int:
        return len(self._locks)

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[None]:
        """Wait for this key's turn and hold it."""
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._users[key] = self._users.get(key, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._users[key] -= 1
            if not self._users[key]:
                del self._users[key], self._locks[key]


class PerChatProcessor(BaseUpdateProcessor):
    """Handles the updates of one chat in their order, and many chats at a time.

    Buttons have a lane of their own in each chat: Telegram wants them answered within seconds,
    and they do not depend on a question that is still being looked up.
    """

    def __init__(self, max_concurrent_updates: int) -> None:
        super().__init__(max_concurrent_updates)
        self._lanes = Lanes()

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Run the handlers of one update when its lane is free."""
        async with self._lanes.turn(_lane(update)):
            await coroutine

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def _lane(update: object) -> Hashable:
    """An update without a chat has a lane of its own, named by the update's own id."""
    if not isinstance(update, Update):
        return id(update)
    if update.effective_chat is None:
        return ("update", update.update_id)
    return (update.effective_chat.id, update.callback_query is not None)
