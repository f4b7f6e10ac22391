"""A Zalo Official Account (OpenAPI v3): signed webhooks and messages to one person."""

import asyncio
import hashlib
import hmac
import json
import logging
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.channel import BAD_REQUEST, FORBIDDEN, OK, Arrived, Intray
from bot.errors import ChannelError, UnclearSendError
from bot.inbound import Capabilities, ChatKind, Inbound, SentFile
from bot.outlet import Outgoing
from bot.posting import CallFaultError, Poster
from bot.quota import NoQuota, Quota
from bot.zalo_tokens import CHANNEL, TokenKeeper

logger = logging.getLogger(__name__)

ZALO_OPENAPI = "https://openapi.zalo.me"
CAPABILITIES = Capabilities(
    buttons=False,
    edit=False,
    files=False,
    html=False,
    max_length=2000,
    typing=False,
    proactive=False,
)
_TOKEN_CODES = frozenset({-216, -220})  # invalid, ended
_RATE = -32
_WINDOW_CODES = frozenset({-230, -232})  # the person wrote too long ago
_RATE_TRIES = 3
_RATE_SECONDS = 5.0
_SENT_FILES = frozenset(
    f"user_send_{kind}"
    for kind in ("image", "link", "audio", "video", "sticker", "location", "business_card", "file")
)


class WindowClosedError(ChannelError):
    """The person has not written for so long that Zalo takes no message to them."""


def is_genuine(arrived: Arrived, app_id: str, secret_key: str) -> bool:
    """True when the request bears the account's signature over its raw body.

    The moment that is signed is in a header, or else in the body.
    """
    given = arrived.headers.get("x-zevent-signature", "").rpartition("=")[2].strip().lower()
    moments = (arrived.headers.get("x-zevent-timestamp", ""), _moment_in(arrived.body))
    return any(
        hmac.compare_digest(given.encode(), _signature(app_id, arrived.body, moment, secret_key))
        for moment in moments
        if moment
    )


def _signature(app_id: str, body: bytes, moment: str, secret_key: str) -> bytes:
    signed = app_id.encode() + body + moment.encode() + secret_key.encode()
    return hashlib.sha256(signed).hexdigest().encode()


def _moment_in(body: bytes) -> str:
    event = _event(body)
    return str(event.get("timestamp", "")) if event is not None else ""


def _event(body: bytes) -> Mapping[str, Any] | None:
    try:
        event = json.loads(body)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def inbound_of(event: Mapping[str, Any], account: str) -> Inbound | None:
    """What a person sent to this account; None for other events, and for other accounts'."""
    name = event.get("event_name")
    if name != "user_send_text" and name not in _SENT_FILES:
        return None
    sender, recipient = event.get("sender"), event.get("recipient")
    message = event.get("message")
    if not all(isinstance(each, dict) for each in (sender, recipient, message)):
        return None
    ids = [str(event[key].get("id", "")) for key in ("sender", "recipient")]
    message_id = str(event["message"].get("msg_id", ""))
    if not all((*ids, message_id)) or ids[1] != account:
        return None
    text = event["message"].get("text") if name == "user_send_text" else None
    quoted = event["message"].get("quote_msg_id")
    return Inbound(
        channel=CHANNEL,
        bot_id=account,
        chat_id=ids[0],
        chat_kind=ChatKind.PRIVATE,
        user_id=ids[0],
        message_id=message_id,
        text=unicodedata.normalize("NFC", text.strip()) if isinstance(text, str) else "",
        files=(SentFile(id="", name="", size=None),) if name == "user_send_file" else (),
        reply_to=str(quoted) if quoted else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloOaApi:
    """Calls of one account."""

    poster: Poster
    keeper: TokenKeeper
    base_url: str = ZALO_OPENAPI
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep

    async def send_text(self, user_id: str, text: str) -> None:
        """Send one text message, once.

        Raises:
            WindowClosedError: the person wrote too long ago.
            ChannelError: the service refused.
            UnclearSendError: it may have gone out.
            ConsentNeededError: there is no token, and none can be got.
        """
        content = {"recipient": {"user_id": user_id}, "message": {"text": text}}
        token = await self.keeper.access()
        code = await self._post(token, content)
        if code in _TOKEN_CODES:
            token = await self.keeper.access(rejected=token)
            code = await self._post(token, content)
        for attempt in range(1, _RATE_TRIES):
            if code != _RATE:
                break
            logger.warning("zalo_oa: too many requests, waiting, try %d", attempt)
            await self.pause(_RATE_SECONDS * attempt)
            code = await self._post(token, content)
        if code in _WINDOW_CODES:
            raise WindowClosedError("message/cs", code)
        if code:
            raise ChannelError("message/cs", code)

    async def _post(self, token: str, content: Mapping[str, Any]) -> int:
        """The service's code; 0 when it took the message."""
        address = f"{self.base_url.rstrip('/')}/v3.0/oa/message/cs"
        try:
            answered = await self.poster.post(address, content, headers={"access_token": token})
        except CallFaultError as error:
            kind = UnclearSendError if error.is_unclear else ChannelError
            raise kind("message/cs", 0) from error
        code = answered.body.get("error")
        return code if isinstance(code, int) else answered.status


@dataclass(frozen=True, slots=True, kw_only=True)
class OaChat:
    """The chat with one person."""

    api: ZaloOaApi
    user_id: str
    account: str
    quota: Quota = field(default_factory=NoQuota)

    @property
    def capabilities(self) -> Capabilities:
        """Plain text of 2,000 characters, to people who wrote lately."""
        return CAPABILITIES

    async def send(self, message: Outgoing) -> None:
        """Send one message, once."""
        await self.api.send_text(self.user_id, message.part.plain)
        await asyncio.to_thread(self.quota.count, CHANNEL, self.account)

    async def notice(self, text: str, *, is_alert: bool) -> None:
        """Nothing: there are no buttons to answer."""

    async def show_typing(self) -> None:
        """Nothing: the account has no such sign."""

    async def fetch(self, file: SentFile, folder: Path) -> Path | None:  # noqa: ARG002 -- as Chat
        """None: files are handed in on the web page."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloOa:
    """One account that is called over its webhook."""

    api: ZaloOaApi
    intray: Intray
    account: str
    app_id: str
    secret_key: str = field(repr=False)  # the account's own, not the app's
    quota: Quota = field(default_factory=NoQuota)

    async def on_webhook(self, arrived: Arrived) -> int:
        """The status that a webhook's request gets; its message is answered afterwards."""
        if arrived.body.strip() in (b"", b"{}"):
            return OK  # how Zalo tries an address that is being set: unsigned
        if not is_genuine(arrived, self.app_id, self.secret_key):
            return FORBIDDEN
        event = _event(arrived.body)
        if event is None or str(event.get("app_id", self.app_id)) != self.app_id:
            return BAD_REQUEST
        inbound = inbound_of(event, self.account)
        if inbound is not None:
            chat = OaChat(
                api=self.api, user_id=inbound.chat_id, account=self.account, quota=self.quota
            )
            await self.intray.take(inbound, chat)
        return OK
