"""Lists on their way from the outbox to Telegram: each message once, also with several senders."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from telegram import Bot, LinkPreviewOptions, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.egress import Egress
from bot.wire import (
    FLOOD,
    PLACEHOLDER,
    PatientRequest,
    TokenTransport,
    check_base_url,
    check_token,
    quiet_libraries,
    retry_after,
)
from cases.outbox import LEASE, Outbox, Outgoing

logger = logging.getLogger(__name__)

CHANNEL = "telegram"
_TELEGRAM = "https://api.telegram.org"
_SEND_SECONDS = 30.0  # half of a claim: a sender that still waits never lost it
_IDLE_SECONDS = 2.0
_PAUSE_SECONDS = 0.05  # Telegram takes 30 messages a second over all chats
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# Before these nothing of the request had left this machine.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

if timedelta(seconds=2 * _SEND_SECONDS) > LEASE:
    raise ValueError("a claim must outlast a send")


def open_bot(token: str, base_url: str | None = None, proxy_url: str | None = None) -> Bot:
    """A bot for lists. It does not wait by itself on 429: the outbox does, and lets others go on.

    Raises:
        ValueError: the token or the address can not be one.
    """
    check_token(token)
    quiet_libraries()
    transport = TokenTransport(token, proxy_url, httpx.create_ssl_context())
    request = _Request(pool_timeout=5.0, httpx_kwargs={"transport": transport})
    root = check_base_url(base_url or _TELEGRAM)
    return Bot(PLACEHOLDER, base_url=f"{root}/bot", request=request)


class _FloodError(TelegramError):
    """Telegram asks to wait; the library's own error for this warns of its own future."""

    def __init__(self, seconds: int) -> None:
        super().__init__("429")
        self.wait = timedelta(seconds=seconds)


class _Request(HTTPXRequest):
    """One try; an answer that can not be read is not logged."""

    parse_json_payload = staticmethod(PatientRequest.parse_json_payload)

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Status and body, unless Telegram asks to wait."""
        status, body = await super().do_request(*args, **kwargs)
        if status == FLOOD:
            raise _FloodError(retry_after(body))
        return status, body


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverer:
    """Sends what waits in the outbox for Telegram. `sender` is this program's own name."""

    outbox: Outbox
    bot: Bot
    sender: str
    egress: Egress = field(default_factory=Egress)
    idle_seconds: float = _IDLE_SECONDS

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set; a message that was begun is finished first."""
        try:
            while not stop.is_set():
                sent = await self._safely()
                with suppress(TimeoutError):
                    pause = _PAUSE_SECONDS if sent else self.idle_seconds
                    await asyncio.wait_for(stop.wait(), pause)
        finally:
            await self.close()

    async def close(self) -> None:
        """Close the connections to Telegram."""
        # Not bot.shutdown(): it leaves alone what was never initialised by a getMe.
        await self.bot.request.shutdown()

    async def send_all(self) -> int:
        """Send everything that is due now; how many messages were tried."""
        count = 0
        while await self.send_next():
            count += 1
        return count

    async def send_next(self) -> bool:
        """Send the next message that is due; False when there is none."""
        message = await asyncio.to_thread(self.outbox.claim, self.sender, (CHANNEL,))
        if message is None:
            return False
        await self._send(message)
        return True

    async def _safely(self) -> bool:
        try:
            return await self.send_next()
        except Exception as error:  # noqa: BLE001 -- the outermost line: what runs beside goes on
            logger.error("outbox: %s", type(error).__name__)  # noqa: TRY400 -- no words of a list
            return False

    async def _send(self, message: Outgoing) -> None:
        if self.egress.find(message.text):
            # Lists hold listed fields only: what is found here came in by an export's own cells.
            logger.error("message %d of the outbox is held back", message.number)
            await asyncio.to_thread(self.outbox.failed, message, "held back", final=True)
            return
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                sent = await self._to_chat(message.recipient, message.text)
        except (TelegramError, TimeoutError) as error:
            await self._note(message, error)
            return
        await asyncio.to_thread(self.outbox.sent, message, str(sent.message_id))

    async def _to_chat(self, chat: str, text: str) -> Message:
        try:
            return await self.bot.send_message(chat, text, link_preview_options=_NO_PREVIEW)
        except ChatMigrated as error:  # a group that became a supergroup took its list along
            chat = str(error.new_chat_id)
            return await self.bot.send_message(chat, text, link_preview_options=_NO_PREVIEW)

    async def _note(self, message: Outgoing, error: Exception) -> None:
        """Note a fault by its kind; its words may repeat the text and are not kept."""
        wait = error.wait if isinstance(error, _FloodError) else None
        # Removed from the chat, no such chat, or a text that Telegram never takes.
        final = isinstance(error, Forbidden | BadRequest)
        answered = final or isinstance(error, _FloodError | InvalidToken)
        is_doubtful = not answered and not isinstance(error.__cause__, _UNSENT)
        logger.warning(
            "message %d of the outbox: %s%s",
            message.number,
            type(error).__name__,
            ", given up" if final else "",
        )
        await asyncio.to_thread(
            self.outbox.failed,
            message,
            type(error).__name__,
            wait=wait,
            final=final,
            is_doubtful=is_doubtful,
        )
