"""The buttons under an answer: what they show and what comes back when one is pressed."""

import re
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from answer.answers import Answer
from bot import messages

_PER_ROW = 2
_MOST = 100  # Telegram's limit of a keyboard
_PRESSED = re.compile(r"q:(?P<token>[\w-]{1,32}):(?P<number>[1-9][0-9]{0,2})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A pressed button: the answer's token and the quote's number, counted from 1."""

    token: str
    number: int

    @property
    def written(self) -> str:
        """The press as callback data: ASCII, at most 38 bytes of the 64 allowed."""
        return f"q:{self.token}:{self.number}"


def read_press(written: str | None) -> Press | None:
    """The press that callback data stands for; None for anything that is not ours."""
    match = _PRESSED.fullmatch(written or "")
    return Press(token=match["token"], number=int(match["number"])) if match else None


def quote_buttons(answer: Answer, token: str) -> InlineKeyboardMarkup | None:
    """One button per quote; None where there is no quote to show."""
    buttons = [
        InlineKeyboardButton(
            messages.SHOW_QUOTE.format(number=number),
            callback_data=Press(token=token, number=number).written,
        )
        for number in range(1, min(len(answer.quotes), _MOST) + 1)
    ]
    rows = [buttons[start : start + _PER_ROW] for start in range(0, len(buttons), _PER_ROW)]
    return InlineKeyboardMarkup(rows) if rows else None
