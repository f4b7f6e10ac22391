"""The Zalo Bot Platform: its calls, polling and webhook, for one bot."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import messages
from bot.channel import BAD_REQUEST, FORBIDDEN, OK, Arrived, Intray
from bot.errors import ChannelError, TokenRejectedError, UnclearSendError
from bot.inbound import Capabilities, SentFile
from bot.outlet import Outgoing
from bot.posting import CallFaultError, Poster
from bot.quota import NoQuota, Quota
from bot.zalo_bot_updates import CHANNEL, inbound_of, is_genuine, read_update

logger = logging.getLogger(__name__)

ZALO_BOT = "https://bot-api.zaloplatforms.com"
CAPABILITIES = Capabilities(
    buttons=False,
    edit=False,
    files=False,
    html=False,
    max_length=2000,
    typing=True,
    proactive=True,
)
_IDLE = 408
_NO_TOKEN = 401
_POLL_SECONDS = 30
_FIRST_WAIT_SECONDS = 2
_LONGEST_WAIT_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloBotApi:
    """Calls of the platform. The token is part of every address and is never shown."""

    poster: Poster
    token: str = field(repr=False)
    base_url: str = ZALO_BOT

    async def call(
        self, method: str, content: Mapping[str, Any], *, seconds: float = 30.0
    ) -> Mapping[str, Any]:
        """The result of a method; {} where it has none. Status 200 may carry a refusal.

        Raises:
            ChannelError: the platform refused, with its code.
            CallFaultError: there was no answer.
        """
        address = f"{self.base_url.rstrip('/')}/bot{self.token}/{method}"
        answered = await self.poster.post(address, content, seconds=seconds)
        if answered.body.get("ok") is not True:
            code = answered.body.get("error_code")
            raise ChannelError(method, code if isinstance(code, int) else answered.status)
        result = answered.body.get("result")
        return result if isinstance(result, dict) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloChat:
    """One chat of the bot. There are no buttons: the outlet has told what to type."""

    api: ZaloBotApi
    chat_id: str
    bot_id: str
    quota: Quota = field(default_factory=NoQuota)

    @property
    def capabilities(self) -> Capabilities:
        """Plain text of 2,000 characters."""
        return CAPABILITIES

    async def send(self, message: Outgoing) -> None:
        """Send one message, once: there is no key by which a second copy would be known.

        Raises:
            ChannelError: the platform refused.
            UnclearSendError: it may have gone out.
        """
        content = {"chat_id": self.chat_id, "text": message.part.plain}
        try:
            await self.api.call("sendMessage", content)
        except CallFaultError as error:
            if error.is_unclear:
                await asyncio.to_thread(self.quota.count, CHANNEL, self.bot_id)
                raise UnclearSendError("sendMessage", 0) from error
            # It did not leave this machine.
            with_second = await self._once_more(content)
            if not with_second:
                raise ChannelError("sendMessage", 0) from error
        await asyncio.to_thread(self.quota.count, CHANNEL, self.bot_id)

    async def _once_more(self, content: Mapping[str, Any]) -> bool:
        try:
            await self.api.call("sendMessage", content)
        except CallFaultError:
            return False
        return True

    async def notice(self, text: str, *, is_alert: bool) -> None:
        """Nothing: there are no buttons to answer."""

    async def show_typing(self) -> None:
        """Show in the chat that an answer is being written; a fault does not matter."""
        try:
            await self.api.call("sendChatAction", {"chat_id": self.chat_id, "action": "typing"})
        except (ChannelError, CallFaultError) as error:
            logger.info("zalo typing sign: %s", type(error).__name__)

    async def fetch(self, file: SentFile, folder: Path) -> Path | None:  # noqa: ARG002 -- as Chat
        """None: the platform hands over no files."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloBot:
    """One bot that polls or is called. Both exclude each other on the platform."""

    api: ZaloBotApi
    intray: Intray
    bot_id: str
    name: str = ""
    quota: Quota = field(default_factory=NoQuota)

    async def on_webhook(self, arrived: Arrived, secret: str) -> int:
        """The status that a webhook's request gets; its message is answered afterwards."""
        if not is_genuine(arrived.headers, secret):
            return FORBIDDEN
        update = read_update(arrived.body)
        if update is None:
            return BAD_REQUEST
        await self.take(update)
        return OK

    async def take(self, update: Mapping[str, Any]) -> None:
        """Begin to answer an update; other events are let be."""
        inbound = inbound_of(update, self.bot_id, self.name)
        if inbound is None:
            return
        chat = ZaloChat(api=self.api, chat_id=inbound.chat_id, bot_id=self.bot_id, quota=self.quota)
        await self.intray.take(inbound, chat)

    async def poll(self, stop: asyncio.Event) -> None:
        """Ask for updates until `stop` is set, then finish what was begun.

        Raises:
            TokenRejectedError: the platform does not know the token.
        """
        wait = _FIRST_WAIT_SECONDS
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                asking = asyncio.create_task(self._next())
                await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not asking.done():
                    asking.cancel()
                    await asyncio.wait({asking})
                    break
                try:
                    update = asking.result()
                except (ChannelError, CallFaultError) as error:
                    if isinstance(error, ChannelError) and error.code == _NO_TOKEN:
                        raise TokenRejectedError("Zalo", "Zalo Bot Creator") from None
                    logger.warning(messages.LOG_ZALO_FAULT, type(error).__name__, wait)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(asyncio.shield(stopping), wait)
                    wait = min(2 * wait, _LONGEST_WAIT_SECONDS)
                    continue
                wait = _FIRST_WAIT_SECONDS
                if update is not None:
                    await self.take(update)
        finally:
            stopping.cancel()
            await self.intray.finish()

    async def _next(self) -> Mapping[str, Any] | None:
        """One update; None when nothing came. The platform gives one object, not a list."""
        try:
            return await self.api.call(
                "getUpdates", {"timeout": _POLL_SECONDS}, seconds=_POLL_SECONDS + 15
            )
        except ChannelError as error:
            if error.code == _IDLE:
                return None
            raise


async def open_zalo_bot(
    api: ZaloBotApi, intray: Intray, quota: Quota, bot_id: str | None = None
) -> ZaloBot:
    """The bot under its own name, as the platform knows it.

    Args:
        api: its calls.
        intray: where its messages go.
        quota: counts what is sent.
        bot_id: what stands before the token's colon; the platform's own id where it differs.

    Raises:
        TokenRejectedError: the platform does not know the token.
        CallFaultError, ChannelError: it is away, or refuses for now.
    """
    try:
        me = await api.call("getMe", {})
    except ChannelError as error:
        if error.code == _NO_TOKEN:
            raise TokenRejectedError("Zalo", "Zalo Bot Creator") from None
        raise
    found = str(me.get("id") or bot_id or api.token.partition(":")[0])
    return ZaloBot(
        api=api, intray=intray, bot_id=found, name=str(me.get("account_name") or ""), quota=quota
    )
