"""Questions about papers and cases, the quotes that open, and votes."""

import logging
import time
from dataclasses import dataclass, replace

from answer.answers import Answer
from bot import messages
from bot.actions import (
    BAD,
    GOOD,
    NOTE,
    QUOTE,
    REASON,
    Action,
    quote_choices,
    reason_choices,
    vote_choices,
)
from bot.feedback import REASONS, Feedback, Voice
from bot.kept import Listing
from bot.memory import Memory
from bot.paging import first_page
from bot.render import answer_paragraphs, quote_paragraphs
from bot.reply import Reply, say, tell
from bot.services import Services
from bot.turn import Said, Turn, said, typed_form
from cases.answers import CaseAnswer
from corpus.feedback import Reason
from corpus.staff import Right

logger = logging.getLogger(__name__)

LONGEST_QUESTION = 1000  # characters
_LONGEST_NOTE = 500
_DOCUMENT_PATH = "/van-ban/{document_id}"
_BULLET = "• "
_NEAR_DUE = "danh sách hồ sơ sắp đến hạn hiện nay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answers one question, from the register of cases or from the papers."""

    services: Services
    memory: Memory
    feedback: Feedback

    def ask(self, turn: Turn, question: str) -> Said:
        """The answer, with buttons that open its quotes and take a vote."""
        if len(question) > LONGEST_QUESTION:
            text = messages.QUESTION_TOO_LONG.format(found=len(question), limit=LONGEST_QUESTION)
            return said(say(text))
        turn.working()
        case_answer = self._from_register(turn, question)
        if case_answer is not None:
            logger.info("question of %d characters: from the register", len(question))
            return self.tell_cases(turn, case_answer)
        started = time.monotonic()
        answer = self.services.ask(question, turn.state.question, turn.reader)
        logger.info(
            "question of %d characters: answered %s, %d quotes, %d ms",
            len(question),
            answer.answered,
            len(answer.quotes),
            round(1000 * (time.monotonic() - started)),
        )
        token = self.memory.keep(turn.inbound.chat, answer)
        rows = quote_choices(answer, token)
        reply = Reply(
            paragraphs=answer_paragraphs(answer),
            rows=(*rows, vote_choices(token)) if rows else (),
            path=_path_of(answer),
            answer=answer,
            cited=_documents_of(answer),
        )
        return Said(replies=(reply,), question=answer.whole_question or question)

    def ask_about_cases(self, turn: Turn, question: str) -> Said:
        """The answer of the register alone."""
        if not turn.person.may(Right.CASES):
            return said(say(messages.NOT_ALLOWED))
        turn.working()
        answer = self._from_register(turn, question)
        return said(say(messages.NO_CASES)) if answer is None else self.tell_cases(turn, answer)

    def near_due(self, turn: Turn) -> tuple[Reply, ...]:
        """The cases that are due next, without buttons; none without a register."""
        answer = self._from_register(turn, _NEAR_DUE)
        return () if answer is None else (tell(answer.text),)

    def _from_register(self, turn: Turn, question: str) -> CaseAnswer | None:
        if not turn.person.may(Right.CASES):
            return None
        return self.services.ask_cases(question, turn.person, not turn.inbound.is_private)

    def tell_cases(self, turn: Turn, answer: CaseAnswer) -> Said:
        """What the register says; its list, where it has one, page by page."""
        lines = answer.text.split("\n")
        listed = tuple(line for line in lines if line.startswith(_BULLET))
        if not listed:
            return said(replace(tell(answer.text), cited=answer.codes))
        title = "\n".join(line for line in lines if not line.startswith(_BULLET))
        listing = Listing(title=title, lines=listed, right=Right.CASES)
        page = first_page(self.memory, turn.inbound.chat, listing)
        return said(replace(page, cited=answer.codes))

    def show_quote(self, turn: Turn, answer: Answer, action: Action) -> Said:
        """One quote in full, as long as its paper is for who presses."""
        if not 1 <= action.number <= len(answer.quotes):
            return said(expired())
        quote = answer.quotes[action.number - 1]
        if not self.services.sees(turn.reader, (quote.document_id,)):
            return said(expired())
        path = _DOCUMENT_PATH.format(document_id=quote.document_id)
        return said(Reply(paragraphs=quote_paragraphs(quote, action.number), path=path))

    def vote(self, turn: Turn, answer: Answer, action: Action) -> Said:
        """Keep a thumb; after a thumb down ask why."""
        is_good = action.verb == GOOD
        self.feedback.put(_voice(turn, answer, is_good=is_good))
        if is_good:
            return said(_notice(turn, messages.THANKS))
        why = say(messages.WHICH_REASON, *reason_choices(action.token))
        return Said(replies=(why,), adds_words=True)

    def give_reason(self, turn: Turn, answer: Answer, action: Action) -> Said:
        """Keep the reason, and offer to say more."""
        if action.number >= len(REASONS):
            return said(expired())
        reason = REASONS[action.number]
        self.feedback.put(_voice(turn, answer, is_good=False, reason=reason))
        more = Action(verb=NOTE, token=action.token, number=action.number).written
        words = messages.REASONS[action.number][1].lower()
        return Said(replies=(say(messages.SAY_MORE.format(reason=words)),), expects=more)

    def add_note(self, turn: Turn, answer: Answer, action: Action, text: str) -> Said:
        """Keep a sentence of theirs with the reason."""
        if typed_form(text) == typed_form(messages.ENOUGH):
            return said(say(messages.THANKS))
        reason = REASONS[min(action.number, len(REASONS) - 1)]
        words = text[:_LONGEST_NOTE]
        self.feedback.put(_voice(turn, answer, is_good=False, reason=reason, words=words))
        return said(say(messages.NOTE_KEPT))

    def act(self, turn: Turn, answer: Answer, action: Action) -> Said:
        """What a button under an answer does."""
        if action.verb == QUOTE:
            return self.show_quote(turn, answer, action)
        if action.verb in (GOOD, BAD):
            return self.vote(turn, answer, action)
        if action.verb == REASON:
            return self.give_reason(turn, answer, action)
        return said(expired())


def expired() -> Reply:
    """What an old or foreign button says."""
    return Reply(notice=messages.ANSWER_EXPIRED, is_alert=True, is_own_words=True)


def _notice(turn: Turn, text: str) -> Reply:
    """On the pressed button; as a message where words were typed."""
    if turn.inbound.callback is None:
        return say(text)
    return Reply(notice=text, is_own_words=True)


def _voice(
    turn: Turn,
    answer: Answer,
    *,
    is_good: bool,
    reason: Reason | None = None,
    words: str = "",
) -> Voice:
    return Voice(
        channel=turn.inbound.channel,
        person=turn.person,
        question=answer.question,
        documents=_documents_of(answer),
        is_good=is_good,
        reason=reason,
        words=words,
    )


def _documents_of(answer: Answer) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quote.document_id for quote in answer.quotes))


def _path_of(answer: Answer) -> str | None:
    if not answer.quotes:
        return None
    return _DOCUMENT_PATH.format(document_id=answer.quotes[0].document_id)
