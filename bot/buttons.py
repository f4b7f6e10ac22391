"""Choices as Telegram's keyboard under a message."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.reply import Choice

Rows = tuple[tuple[Choice, ...], ...]


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The buttons, row by row; None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(each.label, callback_data=each.action) for each in row]
            for row in rows
        ]
    )
