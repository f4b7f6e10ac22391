"""Messages on their way to Telegram: where they go, and in which form."""

import asyncio
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, TelegramError

from bot.buttons import keyboard
from bot.inbound import Capabilities, SentFile
from bot.outlet import Outgoing
from bot.parts import PART_UNITS, Part

logger = logging.getLogger(__name__)

CAPABILITIES = Capabilities(
    buttons=True,
    edit=True,
    files=True,
    html=True,
    max_length=PART_UNITS,
    typing=True,
    proactive=True,
)
MOST_FILE_BYTES = 20 * 1024 * 1024  # Telegram hands over no larger ones

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramChat:
    """The chat that one update came from."""

    bot: Bot
    place: Place
    query: CallbackQuery | None = None

    @property
    def capabilities(self) -> Capabilities:
        """All that the conversation can use."""
        return CAPABILITIES

    async def send(self, message: Outgoing) -> None:
        """Send one message; a page that is turned takes the place of the one before."""
        buttons = keyboard(message.rows)
        if message.edits and await self._edit(message.part, buttons):
            return
        quoted_id = self.place.quoted_id if message.is_first else None
        await _send_part(self.bot, self.place, message.part, quoted_id=quoted_id, buttons=buttons)

    async def notice(self, text: str, *, is_alert: bool) -> None:
        """Answer the pressed button."""
        if self.query is None:
            return
        try:
            if text:
                await self.query.answer(text, show_alert=is_alert)
            else:
                await self.query.answer()
        except BadRequest:
            # Too late for the sign on the button; what was asked for can still be sent.
            logger.info("a press was too old to answer")

    async def show_typing(self) -> None:
        """Show in the chat, for some seconds, that an answer is being written."""
        try:
            await self.bot.send_chat_action(
                self.place.chat_id, ChatAction.TYPING, message_thread_id=self.place.thread_id
            )
        except TelegramError as error:
            logger.info("typing sign: %s", type(error).__name__)

    async def fetch(self, file: SentFile, folder: Path) -> Path | None:
        """The file in `folder`; None for one that Telegram does not hand over."""
        if file.size is not None and file.size > MOST_FILE_BYTES:
            return None
        # A folder of its own for each: two files may bear one name.
        own = await asyncio.to_thread(tempfile.mkdtemp, dir=folder)
        path = Path(own) / (Path(file.name).name or "tep")
        remote = await self.bot.get_file(file.id)
        await remote.download_to_drive(path)
        return path

    async def _edit(self, part: Part, buttons: InlineKeyboardMarkup | None) -> bool:
        """True when the message with the button shows the part now."""
        message = self.query.message if self.query is not None else None
        if not isinstance(message, Message):
            return False
        try:
            await self.bot.edit_message_text(
                part.html,
                chat_id=message.chat_id,
                message_id=message.message_id,
                parse_mode="HTML",
                link_preview_options=_NO_PREVIEW,
                reply_markup=buttons,
            )
        except BadRequest as error:
            # Pressed twice, or the message is gone: only the second wants a new one.
            return "not modified" in str(error).casefold()
        return True


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
