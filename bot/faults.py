"""What happens when a handler fails: a code for the person, a line for the log."""

import logging
import secrets

from telegram import Message, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot import messages
from bot.converse import fault_line
from bot.render import text_parts
from bot.sending import place_of, send

logger = logging.getLogger(__name__)


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log the update's id, the error's type and its line; tell the person a code.

    The error's own words are not logged: they may repeat the question.
    """
    error = context.error
    code = secrets.token_hex(2).upper()
    update_id = update.update_id if isinstance(update, Update) else None
    logger.error(
        "update %s: %s at %s, %s", update_id, type(error).__name__, fault_line(error), code
    )
    message = update.effective_message if isinstance(update, Update) else None
    # Whoever blocked the bot can not be told anything.
    if not isinstance(message, Message) or isinstance(error, Forbidden):
        return
    try:
        await send(context.bot, place_of(message), text_parts(messages.BUSY.format(code=code)))
    except TelegramError as second:
        logger.warning("update %s: not told, %s, %s", update_id, type(second).__name__, code)
