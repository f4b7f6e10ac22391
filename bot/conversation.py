"""What the bot does with an admitted update: greet, help, answer a question, show a quote."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from answer.answers import Answer, Kind
from bot import messages
from bot.buttons import quote_buttons, read_press
from bot.mentions import is_addressed, question_of
from bot.recent import RecentAnswers
from bot.render import answer_parts, quote_parts, text_parts
from bot.sending import Place, place_of, send, show_typing, typing
from cases.answers import CaseAnswer

logger = logging.getLogger(__name__)

LONGEST_QUESTION = 1000  # characters

Context = ContextTypes.DEFAULT_TYPE
AskCases = Callable[[str, bool], CaseAnswer | None]


def leave_to_papers(_question: str, _in_group: bool) -> None:  # noqa: FBT001 -- as AskCases
    """No question is one about cases: an office without a register."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Handlers of one bot. `ask` and `ask_cases` block and run in a thread.

    `ask_cases` gets the question and whether it was asked in a group, where a case is told of by
    code and days alone; it gives None for a question about papers.
    """

    ask: Callable[[str], Answer]
    recent: RecentAnswers
    ask_cases: AskCases = leave_to_papers
    ask_after: Callable[[str, str], Answer] | None = None  # None: each question stands alone

    async def on_start(self, update: Update, context: Context) -> None:
        """Say who the bot is."""
        await _say(update, context, messages.WELCOME)

    async def on_help(self, update: Update, context: Context) -> None:
        """Say how to ask."""
        await _say(update, context, messages.HELP)

    async def on_unknown_command(self, update: Update, context: Context) -> None:
        """Point to the help."""
        await _say(update, context, messages.UNKNOWN_COMMAND)

    async def on_unreadable(self, update: Update, context: Context) -> None:
        """Say that only text is read."""
        await _say(update, context, messages.TEXT_ONLY)

    async def on_ask_command(self, update: Update, context: Context) -> None:
        """Answer `/hoi QUESTION`."""
        if update.message is not None:
            said = question_of(update.message, context.bot.bot)
            question = said.split(maxsplit=1)[1:]  # what follows the command, or nothing
            await self._answer(update.message, "".join(question), context)

    async def on_text(self, update: Update, context: Context) -> None:
        """Answer a text: any in private; in a group only one that speaks to the bot."""
        message = update.message
        if message is None:
            return
        if message.chat.type == ChatType.PRIVATE or is_addressed(message, context.bot.bot):
            await self._answer(message, question_of(message, context.bot.bot), context)

    async def on_press(self, update: Update, context: Context) -> None:
        """Show the quote whose button was pressed; the gate has admitted the presser."""
        query = update.callback_query
        if query is None or query.message is None:
            return
        chat_id = query.message.chat.id
        press = read_press(query.data)
        answer = self.recent.find(chat_id, press.token) if press else None
        if press is None or answer is None or press.number > len(answer.quotes):
            await query.answer(messages.ANSWER_EXPIRED, show_alert=True)
            return
        try:
            await query.answer()
        except BadRequest:
            # Too late for the sign on the button; the quote itself can still be sent.
            logger.info("update %d: the press was too old to answer", update.update_id)
        # A message too old for Telegram to hand over comes without its topic.
        place = (
            place_of(query.message)
            if isinstance(query.message, Message)
            else Place(chat_id=chat_id, thread_id=None, quoted_id=None)
        )
        await send(context.bot, place, quote_parts(answer.quotes[press.number - 1], press.number))

    async def _answer(self, message: Message, question: str, context: Context) -> None:
        place = place_of(message)
        if not question:
            await send(context.bot, place, text_parts(messages.ASK_SOMETHING))
            return
        if len(question) > LONGEST_QUESTION:
            text = messages.QUESTION_TOO_LONG.format(found=len(question), limit=LONGEST_QUESTION)
            await send(context.bot, place, text_parts(text))
            return
        asker = message.from_user.id if message.from_user else 0
        started = time.monotonic()
        in_group = message.chat.type != ChatType.PRIVATE
        async with typing(partial(show_typing, context.bot, place)):
            case_answer = await asyncio.to_thread(self.ask_cases, question, in_group)
            if case_answer is not None:
                logger.info("question of %d characters: from the register", len(question))
                await send(context.bot, place, text_parts(case_answer.text))
                return
            answer = await asyncio.to_thread(self._ask, question, place.chat_id, asker)
        logger.info(
            "question of %d characters: answered %s, %d quotes, %d ms",
            len(question),
            answer.answered,
            len(answer.quotes),
            round(1000 * (time.monotonic() - started)),
        )
        if answer.kind is not Kind.SMALL_TALK:
            self.recent.keep_question(place.chat_id, asker, answer.whole_question)
        buttons = quote_buttons(answer, self.recent.keep(place.chat_id, answer))
        await send(context.bot, place, answer_parts(answer), buttons)

    def _ask(self, question: str, chat_id: int, asker: int) -> Answer:
        before = self.recent.last_question(chat_id, asker)
        if before is None or self.ask_after is None:
            return self.ask(question)
        return self.ask_after(question, before)


async def _say(update: Update, context: Context, text: str) -> None:
    if update.message is not None:
        await send(context.bot, place_of(update.message), text_parts(text))
