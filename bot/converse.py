"""The conversation and a chat put together: work in a thread, typing meanwhile, then sending."""

import asyncio
import logging
import secrets
import tempfile
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from bot import messages
from bot.conversation import Conversation
from bot.errors import BotError
from bot.inbound import Capabilities, Inbound, SentFile
from bot.outlet import Outgoing, Outlet
from bot.reply import say

logger = logging.getLogger(__name__)

TYPING_SECONDS = 4.0  # Telegram shows the sign for 5 s
Pause = Callable[[float], Awaitable[object]]


class Chat(Protocol):
    """Where the reply to one message goes.

    Its calls raise ChannelError (or the channel library's own) when the channel refuses.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What this channel is able to do."""
        ...

    async def send(self, message: Outgoing) -> None:
        """Send one message, once."""
        ...

    async def notice(self, text: str, *, is_alert: bool) -> None:
        """Answer a pressed button; "" only takes its waiting sign away."""
        ...

    async def show_typing(self) -> None:
        """Show for some seconds that an answer is being written."""
        ...

    async def fetch(self, file: SentFile, folder: Path) -> Path | None:
        """Bring a file here; None when the channel does not hand it over."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """One conversation behind one channel."""

    conversation: Conversation
    outlet: Outlet

    async def converse(self, inbound: Inbound, chat: Chat) -> None:
        """Answer one message or press."""
        with tempfile.TemporaryDirectory(prefix="dunghan-") as folder:
            fetched = await self._fetched(inbound, chat, Path(folder))
            working = asyncio.Event()
            loop = asyncio.get_running_loop()
            sign = _Sign(chat, waits=inbound.callback is not None)
            async with typing(sign.show, after=working):
                replies = await asyncio.to_thread(
                    self.conversation.handle,
                    fetched,
                    _Begun(loop, working).note,
                )
        if sign.waits:
            noted = next((reply for reply in replies if reply.notice), None)
            text, is_alert = (noted.notice, noted.is_alert) if noted else ("", False)
            await chat.notice(text, is_alert=is_alert)
        for reply in replies:
            for message in self.outlet.messages(inbound, reply, chat.capabilities):
                await chat.send(message)

    async def converse_safely(self, inbound: Inbound, chat: Chat) -> None:
        """As `converse`; what fails is logged with a code, and the person is told the code.

        The error's own words are not logged: they may repeat the question.
        """
        try:
            await self.converse(inbound, chat)
        except BotError as error:
            # It can not be known whether it went out, or the channel will not have it.
            logger.warning("%s: %s", inbound.channel, error)
        except Exception as error:  # noqa: BLE001 -- the outermost line of the channel
            code = secrets.token_hex(2).upper()
            where = fault_line(error)
            logger.error("%s: %s at %s, %s", inbound.channel, type(error).__name__, where, code)  # noqa: TRY400 -- without its words
            await self._tell_code(inbound, chat, code)

    async def _tell_code(self, inbound: Inbound, chat: Chat, code: str) -> None:
        reply = say(messages.BUSY.format(code=code))
        try:
            for message in self.outlet.messages(inbound, reply, chat.capabilities):
                await chat.send(message)
        except BotError as error:
            logger.warning("%s: not told, %s, %s", inbound.channel, error, code)

    async def _fetched(self, inbound: Inbound, chat: Chat, folder: Path) -> Inbound:
        """With the files here, for an administrator's private chat only."""
        if not inbound.files or not chat.capabilities.files:
            return inbound
        if not await asyncio.to_thread(self.conversation.wants_files, inbound):
            return inbound
        files = [replace(file, path=await chat.fetch(file, folder)) for file in inbound.files]
        return replace(inbound, files=tuple(files))


@dataclass(frozen=True, slots=True)
class _Begun:
    """Tells the event loop, from the thread of the conversation, that work goes on."""

    loop: asyncio.AbstractEventLoop
    working: asyncio.Event

    def note(self) -> None:
        self.loop.call_soon_threadsafe(self.working.set)


@dataclass(slots=True)
class _Sign:
    """The sign that work goes on. A pressed button must not wait for long work to end."""

    chat: Chat
    waits: bool  # a button waits for its notice

    async def show(self) -> None:
        if self.waits:
            self.waits = False
            await self.chat.notice("", is_alert=False)
        await self.chat.show_typing()


def fault_line(error: BaseException | None) -> str:
    """The innermost file and line of the error, "?" when it was never raised."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"


@asynccontextmanager
async def typing(
    show: Callable[[], Awaitable[object]],
    pause: Pause = asyncio.sleep,
    after: asyncio.Event | None = None,
) -> AsyncIterator[None]:
    """Show the sign every TYPING_SECONDS, from now or from `after`, until the block ends."""
    task = asyncio.create_task(_repeat(show, pause, after))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _repeat(
    show: Callable[[], Awaitable[object]], pause: Pause, after: asyncio.Event | None
) -> None:
    if after is not None:
        await after.wait()
    while True:
        await show()
        await pause(TYPING_SECONDS)
