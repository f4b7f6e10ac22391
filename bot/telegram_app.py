"""The Telegram bot: built from plain arguments, run beside other things in one event loop."""

import asyncio
import hmac
import json
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from typing import Any, TypeAlias

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Update,
)
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from answer.answers import Answer
from bot import messages
from bot.access import Access
from bot.channel import BAD_REQUEST, FORBIDDEN, OK, Arrived
from bot.commands import menu
from bot.conversation import Conversation
from bot.converse import Front
from bot.egress import Egress
from bot.errors import TokenRejectedError
from bot.faults import on_error
from bot.memory import ProcessMemory
from bot.outlet import Outlet
from bot.people import ListedPeople
from bot.processor import PerChatProcessor
from bot.services import AskCases, Services, leave_to_papers
from bot.telegram_inbound import chat_of, inbound_of, membership_of
from bot.wire import PLACEHOLDER, check_base_url, check_token, open_requests, quiet_libraries

logger = logging.getLogger(__name__)

# The library's six type parameters say nothing that is used here.
TelegramApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

TELEGRAM = "https://api.telegram.org"
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
_UPDATES_AT_A_TIME = 64
_FIRST_WAIT_SECONDS = 5
_UNAVAILABLE = 503  # Telegram calls again
_LONGEST_WAIT_SECONDS = 300


def build_application(  # noqa: PLR0913 (each is one setting; wiring names them all)
    *,
    token: str,
    ask: Callable[[str], Answer],
    ask_cases: AskCases = leave_to_papers,
    allowed_user_ids: frozenset[int],
    allowed_chat_ids: frozenset[int] = frozenset(),
    base_url: str | None = None,
    proxy_url: str | None = None,
) -> TelegramApplication:
    """A bot that answers the people of a list with `ask`, and remembers in this process only.

    `telegram_application` is the same for any conversation. An empty list serves nobody.
    """
    access = Access(user_ids=allowed_user_ids, group_ids=allowed_chat_ids)
    conversation = Conversation(
        services=Services(ask=lambda question, *_: ask(question), ask_cases=ask_cases),
        people=ListedPeople.of(access),
        memory=ProcessMemory(),
    )
    front = Front(conversation=conversation, outlet=Outlet(egress=Egress()))
    return telegram_application(token=token, front=front, base_url=base_url, proxy_url=proxy_url)


def telegram_application(
    *,
    token: str,
    front: Front,
    base_url: str | None = None,
    proxy_url: str | None = None,
) -> TelegramApplication:
    """A bot that leads the conversation of `front`; nothing is sent before it runs.

    Run it with `serve_bot`, or alone with its `run_polling()`.

    Args:
        token: the secret of @BotFather. It is held by the transport only: the application,
            its bot, their `repr`, exceptions and log lines know a placeholder.
        front: the conversation, and what may leave.
        base_url: the root of a Bot API server, "http://127.0.0.1:8081"; None is Telegram's own.
        proxy_url: an HTTP proxy for these requests; None goes straight, whatever the
            environment says.

    Raises:
        ValueError: the token or the address can not be one.
    """
    check_token(token)
    root = check_base_url(base_url or TELEGRAM)
    quiet_libraries()
    calls, poll = open_requests(token, proxy_url)
    application: TelegramApplication = (
        ApplicationBuilder()
        .token(PLACEHOLDER)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(calls)
        .get_updates_request(poll)
        .concurrent_updates(PerChatProcessor(_UPDATES_AT_A_TIME))
        .post_init(_announcing(front))
        .build()
    )
    handle = _handler(front)
    is_message = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
    application.add_handlers([CallbackQueryHandler(handle), MessageHandler(is_message, handle)])
    application.add_handler(ChatMemberHandler(_membership_handler(front)))
    application.add_error_handler(on_error)
    return application


def _handler(front: Front) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Any]:
    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        inbound = inbound_of(update, context.bot.bot)
        if inbound is not None:
            await front.converse(inbound, chat_of(update, context.bot))

    return handle


def _membership_handler(front: Front) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Any]:
    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Let a group that the bot was put into wait for the administrator; say nothing there."""
        membership = membership_of(update, context.bot.bot)
        groups = front.conversation.people.groups
        if membership is None or groups is None:
            return
        if membership.is_member:
            by = membership.by
            await asyncio.to_thread(groups.meet, membership.chat, membership.name, by)
        else:
            await asyncio.to_thread(groups.leave, membership.chat)

    return handle


def _serves_nobody(front: Front) -> bool:
    return front.conversation.people.serves_nobody


def _announcing(front: Front) -> Callable[[TelegramApplication], Any]:
    async def announce(application: TelegramApplication) -> None:
        """Put the commands in Telegram's menus, and say in the log when nobody is served."""
        if await asyncio.to_thread(_serves_nobody, front):
            logger.warning(messages.LOG_NOBODY_SERVED)
        for is_private, scope in (
            (True, BotCommandScopeAllPrivateChats()),
            (False, BotCommandScopeAllGroupChats()),
        ):
            commands = [BotCommand(name, words) for name, words in menu(is_private=is_private)]
            try:
                await application.bot.set_my_commands(commands, scope=scope)
            except TelegramError as error:
                # The menu is a comfort; the commands work without it.
                logger.warning("setMyCommands: %s", type(error).__name__)

    return announce


async def serve_bot(application: TelegramApplication, stop: asyncio.Event) -> None:
    """Poll and answer until `stop` is set, then finish what was begun and close.

    While Telegram can not be reached it keeps trying, so what runs beside it is not disturbed.

    Raises:
        TokenRejectedError: Telegram does not know the token.
    """
    try:
        if not await _polls(application, stop):
            return
        if application.post_init is not None:
            await application.post_init(application)
        await application.start()
        await stop.wait()
    finally:
        await _close(application)


async def serve_webhook(
    application: TelegramApplication, stop: asyncio.Event, *, address: str, secret: str
) -> None:
    """Have Telegram call `address` until `stop` is set, then finish what was begun and close.

    The updates come in through `on_webhook`. The address stays set: what comes while nobody
    listens, Telegram sends again.

    Args:
        application: built with `telegram_application`.
        stop: set at the end.
        address: the public https address of the webhook.
        secret: 1 to 256 characters of A-Z a-z 0-9 _ -, which Telegram hands in with each call.

    Raises:
        TokenRejectedError: Telegram does not know the token.
    """
    wait = _FIRST_WAIT_SECONDS
    try:
        while not stop.is_set():
            try:
                await application.initialize()
                await application.bot.set_webhook(
                    address, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES)
                )
            except InvalidToken:
                raise TokenRejectedError from None
            except TelegramError as error:
                logger.warning(messages.LOG_UNREACHABLE, type(error).__name__, wait)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), wait)
                wait = min(2 * wait, _LONGEST_WAIT_SECONDS)
                continue
            if application.post_init is not None:
                await application.post_init(application)
            await application.start()
            await stop.wait()
    finally:
        await _close(application)


async def on_webhook(application: TelegramApplication, arrived: Arrived, secret: str) -> int:
    """The status that a call of Telegram gets; its update is handled afterwards."""
    given = arrived.headers.get("x-telegram-bot-api-secret-token", "")
    if not hmac.compare_digest(given.encode(), secret.encode()):
        return FORBIDDEN
    if not application.running:
        return _UNAVAILABLE
    try:
        update = Update.de_json(json.loads(arrived.body), application.bot)
    except (ValueError, TypeError, KeyError, AttributeError):
        return BAD_REQUEST
    if update is None:
        return BAD_REQUEST
    await application.update_queue.put(update)
    return OK


async def _close(application: TelegramApplication) -> None:
    """Make every step of the end, last begun first, whatever happens in one before it."""
    async with AsyncExitStack() as end:
        end.push_async_callback(application.bot.shutdown)  # for a first call that got no answer
        end.push_async_callback(application.shutdown)
        if application.running:
            end.push_async_callback(application.stop)
        if application.updater is not None and application.updater.running:
            end.push_async_callback(application.updater.stop)


async def _polls(application: TelegramApplication, stop: asyncio.Event) -> bool:
    """True once Telegram answered and polling began; False when `stop` came first."""
    if application.updater is None:
        raise ValueError("the application was built without an updater")
    wait = _FIRST_WAIT_SECONDS
    while not stop.is_set():
        try:
            await application.initialize()
            await application.updater.start_polling(
                allowed_updates=list(ALLOWED_UPDATES), error_callback=_log_polling_fault
            )
        except InvalidToken:
            # Not "from" it: the library's words about the token are of no use in a log.
            raise TokenRejectedError from None
        except TelegramError as error:
            logger.warning(messages.LOG_UNREACHABLE, type(error).__name__, wait)
        else:
            return True
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), wait)
        wait = min(2 * wait, _LONGEST_WAIT_SECONDS)
    return False


def _log_polling_fault(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        logger.error(messages.LOG_SECOND_POLLER)
    else:
        logger.warning(messages.LOG_POLLING_FAULT, type(error).__name__)
