"""Messages on their way out: where they go, in which form, and the sign that work goes on."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, TelegramError

from bot.parts import Part

logger = logging.getLogger(__name__)

TYPING_SECONDS = 4.0  # Telegram shows the sign for 5 s

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a reply goes: the chat, its topic, and the message it quotes (None: quotes none)."""

    chat_id: int
    thread_id: int | None
    quoted_id: int | None


def place_of(message: Message) -> Place:
    """The place that answers `message`: its chat and topic; in a group it is quoted."""
    return Place(
        chat_id=message.chat_id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        quoted_id=None if message.chat.type == ChatType.PRIVATE else message.message_id,
    )


async def send(
    bot: Bot, place: Place, parts: Sequence[Part], buttons: InlineKeyboardMarkup | None = None
) -> None:
    """Send the parts in order; the first quotes, the last carries the buttons."""
    for index, part in enumerate(parts):
        await _send_part(
            bot,
            place,
            part,
            quoted_id=place.quoted_id if index == 0 else None,
            buttons=buttons if index == len(parts) - 1 else None,
        )


async def _send_part(
    bot: Bot,
    place: Place,
    part: Part,
    *,
    quoted_id: int | None,
    buttons: InlineKeyboardMarkup | None,
) -> None:
    async def attempt(text: str, parse_mode: str | None) -> None:
        await bot.send_message(
            place.chat_id,
            text,
            parse_mode=parse_mode,
            message_thread_id=place.thread_id,
            link_preview_options=_NO_PREVIEW,
            reply_markup=buttons,
            reply_parameters=(
                ReplyParameters(quoted_id, allow_sending_without_reply=True) if quoted_id else None
            ),
        )

    try:
        await attempt(part.html, "HTML")
    except BadRequest as error:
        if "can't parse entities" not in str(error).casefold():
            raise
        logger.warning("a message of %d characters was not read as HTML", len(part.html))
        await attempt(part.plain, None)


@asynccontextmanager
async def typing(
    show: Callable[[], Awaitable[object]],
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> AsyncIterator[None]:
    """Show the sign now and every TYPING_SECONDS until the block ends. Its faults are let be."""
    task = asyncio.create_task(_repeat(show, pause))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _repeat(
    show: Callable[[], Awaitable[object]], pause: Callable[[float], Awaitable[object]]
) -> None:
    while True:
        try:
            await show()
        except TelegramError as error:
            logger.info("typing sign: %s", type(error).__name__)
        await pause(TYPING_SECONDS)


async def show_typing(bot: Bot, place: Place) -> None:
    """Show in the chat, for some seconds, that an answer is being written."""
    await bot.send_chat_action(place.chat_id, ChatAction.TYPING, message_thread_id=place.thread_id)
