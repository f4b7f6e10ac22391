"""The chat channels that the settings name, over one library and one conversation."""

import asyncio
import hashlib
import hmac
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from datetime import datetime, timedelta
from typing import TypeVar

from bot.access import Access
from bot.channel import Arrived, Intray
from bot.conversation import Conversation
from bot.converse import Front
from bot.egress import Egress, Policy
from bot.errors import ChannelError
from bot.feedback import StoreFeedback
from bot.groups import ApprovedGroups
from bot.inbound import WEB
from bot.journal import StoreJournal
from bot.memory import StoreMemory
from bot.outlet import Outlet
from bot.people import ListedPeople
from bot.posting import CallFaultError, Poster
from bot.private_names import Names
from bot.quota import StoreQuota
from bot.registered import RegisteredPeople
from bot.telegram_app import (
    TelegramApplication,
    on_webhook,
    serve_bot,
    serve_webhook,
    telegram_application,
)
from bot.webhooks import Handler
from bot.zalo_bot import ZALO_BOT, ZaloBot, ZaloBotApi, open_zalo_bot
from bot.zalo_oa import ZALO_OPENAPI, ZaloOa, ZaloOaApi
from bot.zalo_tokens import ZALO_OAUTH, TokenKeeper, TokenState, TokenStore
from cases.answers import CaseDesk
from cases.applicant_names import applicant_names
from cli.chat_filing import LibraryFiling
from cli.chat_services import chat_services
from cli.settings import SettingError, Settings
from cli.wiring import Library
from corpus.database import Database
from corpus.rates import Rates
from corpus.schema import VIETNAM
from corpus.secret_key import read_key

logger = logging.getLogger(__name__)

TELEGRAM_PATH = "/telegram/webhook"
ZALO_PATH = "/zalo/webhook"
OA_PATH = "/zalo/oa/webhook"
_NAMES_SECONDS = 60.0
_RETRY_SECONDS = 30.0
_UNAVAILABLE = 503
_CODES, _CODES_SECONDS = 60, 300.0  # one-time codes that a channel tries

T = TypeVar("T")
Task = Callable[[asyncio.Event], Awaitable[None]]


def _now() -> datetime:
    return datetime.now(VIETNAM)


def open_egress(settings: Settings, database: Database) -> Egress:
    """What watches over every message that leaves, with the names of the register."""
    zalo = Policy(settings.chat.zalo_egress)
    policies = {
        "telegram": Policy(settings.chat.telegram_egress),
        "zalo": zalo,
        "zalo_oa": zalo,
        WEB: Policy.OPEN,
    }
    return Egress(policies=policies, names=Names(_fresh_names(database)))


def open_front(settings: Settings, library: Library, cases: CaseDesk) -> Front:
    """The one conversation of all channels."""
    chat, database = settings.chat, library.store.database
    access = Access(user_ids=settings.telegram_users, group_ids=settings.telegram_groups)
    groups = ApprovedGroups(database, _now)
    conversation = Conversation(
        services=chat_services(settings, library, cases),
        people=RegisteredPeople(
            store=library.store,
            key=read_key(settings.home),
            groups=groups,
            listed=ListedPeople.of(access, chat.telegram_administrators, "telegram"),
        ),
        memory=StoreMemory(database, _now),
        feedback=StoreFeedback(library.store),
        filing=LibraryFiling(settings=settings, library=library),
        rates=Rates(chat.messages_a_minute),
        code_rates=Rates(_CODES, _CODES_SECONDS),
        journal=StoreJournal(library.store),
    )
    egress = open_egress(settings, database)
    return Front(
        conversation=conversation, outlet=Outlet(egress=egress, public_address=chat.public_url)
    )


def _fresh_names(database: Database) -> Callable[[], frozenset[str]]:
    """The applicants' names, read again once they are a minute old."""
    names: frozenset[str] = frozenset()
    read_at = float("-inf")

    def read() -> frozenset[str]:
        nonlocal names, read_at
        if time.monotonic() - read_at > _NAMES_SECONDS:
            found = applicant_names(database)
            read_at = time.monotonic()
            names = names if found == names else found
        return names

    return read


class Chats:
    """The channels that are set up: tasks that run until a stop, and webhooks for the server."""

    def __init__(self, settings: Settings, library: Library, front: Front) -> None:
        self._settings = settings
        self._library = library
        self.tasks: list[Task] = []
        self.webhooks: dict[str, Handler] = {}
        if self._settings.telegram_token:
            self._telegram(front, self._settings.telegram_token)
        if self._settings.chat.zalo_token:
            self._zalo_bot(front, self._settings.chat.zalo_token)
        if self._settings.chat.oa_id:
            self._zalo_oa(front, self._settings.chat.oa_id)

    def _telegram(self, front: Front, token: str) -> None:
        application = telegram_application(
            token=token,
            front=front,
            base_url=self._settings.telegram_base_url,
            proxy_url=self._settings.telegram_proxy,
        )
        if not self._settings.chat.telegram_webhook:
            self.tasks.append(lambda stop: serve_bot(application, stop))
            return
        secret = _telegram_secret(self._settings)
        address = _public(self._settings, "DUNGHAN_TELEGRAM_WEBHOOK") + TELEGRAM_PATH
        self.webhooks[TELEGRAM_PATH] = _telegram_handler(application, secret)
        self.tasks.append(
            lambda stop: serve_webhook(application, stop, address=address, secret=secret)
        )

    def _zalo_bot(self, front: Front, token: str) -> None:
        chat = self._settings.chat
        intray = Intray(front=front, memory=front.conversation.memory)
        quota = StoreQuota(database=self._library.store.database, now=_now, limit=chat.zalo_quota)
        opened: list[ZaloBot] = []
        secret = chat.zalo_secret

        async def run(stop: asyncio.Event) -> None:
            async with AsyncExitStack() as end:
                poster = await end.enter_async_context(Poster())
                api = ZaloBotApi(
                    poster=poster, token=token, base_url=chat.zalo_base_url or ZALO_BOT
                )
                bot = await _persistently(lambda: open_zalo_bot(api, intray, quota), stop)
                if bot is None:
                    return
                if secret is None:
                    await bot.poll(stop)
                    return
                address = _public(self._settings, "DUNGHAN_ZALO_SECRET") + ZALO_PATH
                wanted = {"url": address, "secret_token": secret}
                opened.append(bot)  # Zalo may try the address while it is being set
                await _persistently(lambda: api.call("setWebhook", wanted), stop)
                await stop.wait()
                opened.clear()
                await intray.finish()

        async def handle(arrived: Arrived) -> int:
            if not opened or secret is None:
                return _UNAVAILABLE
            return await opened[0].on_webhook(arrived, secret)

        if secret is not None:
            self.webhooks[ZALO_PATH] = handle
        self.tasks.append(run)

    def _zalo_oa(self, front: Front, account: str) -> None:
        chat, database = self._settings.chat, self._library.store.database
        intray = Intray(front=front, memory=front.conversation.memory)
        tokens = TokenStore(database=database, now=_now, account=account)
        _seed(tokens, chat.oa_refresh_token)
        quota = StoreQuota(database=database, now=_now, limit=None)
        opened: list[ZaloOa] = []

        async def run(stop: asyncio.Event) -> None:
            async with Poster() as poster:
                keeper = TokenKeeper(
                    tokens=tokens,
                    poster=poster,
                    app_id=chat.oa_app_id,
                    app_secret=chat.oa_app_secret,
                    base_url=chat.oa_oauth_url or ZALO_OAUTH,
                )
                api = ZaloOaApi(
                    poster=poster, keeper=keeper, base_url=chat.oa_base_url or ZALO_OPENAPI
                )
                opened.append(
                    ZaloOa(
                        api=api,
                        intray=intray,
                        account=account,
                        app_id=chat.oa_app_id,
                        secret_key=chat.oa_secret_key,
                        quota=quota,
                    )
                )
                await stop.wait()
                opened.clear()
                await intray.finish()

        async def handle(arrived: Arrived) -> int:
            return await opened[0].on_webhook(arrived) if opened else _UNAVAILABLE

        if not chat.oa_secret_key or not chat.oa_app_id:
            raise SettingError(
                "DUNGHAN_ZALO_OA_SECRET_KEY",
                "",
                "khóa của Official Account, cùng DUNGHAN_ZALO_OA_APP_ID",
            )
        self.webhooks[OA_PATH] = handle
        self.tasks.append(run)


def _telegram_handler(application: TelegramApplication, secret: str) -> Handler:
    async def handle(arrived: Arrived) -> int:
        return await on_webhook(application, arrived, secret)

    return handle


async def _persistently(call: Callable[[], Awaitable[T]], stop: asyncio.Event) -> T | None:
    """What the call gives once Zalo takes it; None when the stop came first.

    What runs beside is not disturbed while Zalo is away. A token that is refused still raises.
    """
    while not stop.is_set():
        try:
            return await call()
        except (CallFaultError, ChannelError) as error:
            logger.warning("zalo: %s, %s", type(error).__name__, error)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _RETRY_SECONDS)
    return None


def _seed(tokens: TokenStore, refresh: str | None) -> None:
    """Take the refresh token of a consent in, where the store has none that works."""
    pair = tokens.read()
    lost = pair is None or pair.state is TokenState.NEEDS_CONSENT
    if refresh is not None and lost and (pair is None or pair.refresh != refresh):
        tokens.save("", refresh, timedelta(0))


def _telegram_secret(settings: Settings) -> str:
    """A secret for the webhook that outlives restarts and needs no setting of its own."""
    key = read_key(settings.home).value
    return hmac.new(key, b"telegram webhook", hashlib.sha256).hexdigest()


def _public(settings: Settings, name: str) -> str:
    address = settings.chat.public_url
    if address is None or not address.startswith("https://"):
        raise SettingError(name, "1", "thêm DUNGHAN_PUBLIC_URL là một địa chỉ https")
    return address.rstrip("/")
