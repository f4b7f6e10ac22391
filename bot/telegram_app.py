"""The Telegram bot: built from plain arguments, run beside other things in one event loop."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from typing import Any, TypeAlias

from telegram import BotCommand, Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from answer.answers import Answer
from bot import messages
from bot.access import Access
from bot.conversation import AskCases, Conversation, leave_to_papers
from bot.errors import TokenRejectedError
from bot.faults import on_error
from bot.gate import Gate
from bot.processor import PerChatProcessor
from bot.recent import RecentAnswers
from bot.wire import PLACEHOLDER, check_base_url, check_token, open_requests, quiet_libraries

logger = logging.getLogger(__name__)

# The library's six type parameters say nothing that is used here.
TelegramApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

TELEGRAM = "https://api.telegram.org"
ALLOWED_UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY)
_UPDATES_AT_A_TIME = 64
_FIRST_WAIT_SECONDS = 5
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
    ask_after: Callable[[str, str], Answer] | None = None,
) -> TelegramApplication:
    """A bot that answers admitted people with `ask`; nothing is sent before it runs.

    Run it with `serve_bot`, or alone with its `run_polling()`.

    Args:
        token: the secret of @BotFather. It is held by the transport only: the application,
            its bot, their `repr`, exceptions and log lines know a placeholder.
        ask: blocks while it looks; called in a thread, several at a time.
        ask_cases: asked before it, in the same way; None leaves the question to `ask`.
        allowed_user_ids: the people who are served. Empty serves nobody.
        allowed_chat_ids: the groups in which they are served (negative numbers). Empty: none.
        base_url: the root of a Bot API server, "http://127.0.0.1:8081"; None is Telegram's own.
        proxy_url: an HTTP proxy for these requests; None goes straight, whatever the
            environment says.
        ask_after: answers a question that follows another, which is given whole; None: each
            stands alone.

    Raises:
        ValueError: the token or the address can not be one.
    """
    check_token(token)
    root = check_base_url(base_url or TELEGRAM)
    quiet_libraries()
    calls, poll = open_requests(token, proxy_url)
    access = Access(user_ids=allowed_user_ids, group_ids=allowed_chat_ids)
    application: TelegramApplication = (
        ApplicationBuilder()
        .token(PLACEHOLDER)
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .request(calls)
        .get_updates_request(poll)
        .concurrent_updates(PerChatProcessor(_UPDATES_AT_A_TIME))
        .post_init(_announcing(access))
        .build()
    )
    _add_handlers(application, access, Conversation(ask, RecentAnswers(), ask_cases, ask_after))
    return application


def _add_handlers(
    application: TelegramApplication, access: Access, conversation: Conversation
) -> None:
    """The gate alone in the first group; then, of the second group, the first that fits."""
    application.add_handler(TypeHandler(Update, Gate(access).check), group=-1)
    application.add_handlers(
        [
            CallbackQueryHandler(conversation.on_press),
            CommandHandler("start", conversation.on_start),
            CommandHandler(["help", "trogiup"], conversation.on_help),
            CommandHandler("hoi", conversation.on_ask_command),
            MessageHandler(
                filters.COMMAND & filters.ChatType.PRIVATE, conversation.on_unknown_command
            ),
            MessageHandler(filters.TEXT & ~filters.COMMAND, conversation.on_text),
            MessageHandler(
                filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL, conversation.on_unreadable
            ),
        ]
    )
    application.add_error_handler(on_error)


def _announcing(access: Access) -> Callable[[TelegramApplication], Any]:
    async def announce(application: TelegramApplication) -> None:
        """Put the commands in Telegram's menu and say in the log whom the bot serves."""
        if not access.user_ids:
            logger.warning(messages.LOG_NOBODY_SERVED)
        logger.info("serving %d people, %d groups", len(access.user_ids), len(access.group_ids))
        commands = [BotCommand(name, words) for name, words in messages.COMMANDS]
        try:
            await application.bot.set_my_commands(commands)
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
