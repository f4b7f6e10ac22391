"""The one door: every update passes here first, whether a message or a pressed button."""

import logging
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot import messages
from bot.access import Access, Verdict
from bot.mentions import is_addressed
from bot.render import text_parts
from bot.sending import place_of, send

logger = logging.getLogger(__name__)

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Gate:
    """Stops every update that `access` does not admit, before any other handler sees it."""

    access: Access

    async def check(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Return for an admitted update; otherwise say what is owed and stop.

        Edited messages, channel posts and whatever else Telegram may send are stopped too.
        """
        verdict = self._judge(update)
        if verdict is Verdict.SERVED:
            return
        try:
            if update.callback_query is not None:
                await _refuse_press(update.callback_query, verdict)
            elif update.message is not None:
                await _refuse_message(update.message, verdict, context)
        except TelegramError as error:
            logger.info("update %d: refusal not sent: %s", update.update_id, type(error).__name__)
        raise ApplicationHandlerStop

    def _judge(self, update: Update) -> Verdict:
        user, chat = update.effective_user, update.effective_chat
        if user is None or chat is None or (update.message or update.callback_query) is None:
            return Verdict.IGNORED
        if chat.type != ChatType.PRIVATE and chat.type not in _GROUPS:
            return Verdict.IGNORED
        return self.access.judge(
            user_id=user.id, chat_id=chat.id, is_private=chat.type == ChatType.PRIVATE
        )


async def _refuse_message(
    message: Message, verdict: Verdict, context: ContextTypes.DEFAULT_TYPE
) -> None:
    if verdict is Verdict.STRANGER and message.from_user is not None:
        text = messages.STRANGER.format(user_id=message.from_user.id)
    elif verdict is Verdict.UNKNOWN_GROUP and is_addressed(message, context.bot.bot):
        text = messages.UNKNOWN_GROUP.format(chat_id=message.chat_id)
    else:
        return
    await send(context.bot, place_of(message), text_parts(text))


async def _refuse_press(query: CallbackQuery, verdict: Verdict) -> None:
    """Only the person who pressed sees this, in a group too."""
    if verdict is Verdict.UNKNOWN_GROUP:
        await query.answer()
    else:
        await query.answer(messages.STRANGER.format(user_id=query.from_user.id), show_alert=True)
