"""The chat: ask, read the answer with its quotations, say what one thinks of it."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from answer.answers import Answer
from answer.render import answer_json
from cases.answers import CaseAnswer
from cases.render import case_json
from corpus.feedback import Reason, Vote, add_opinion
from corpus.staff import Right, Staff
from web import messages
from web.gate import Call, Page
from web.office import Office
from web.view import AnswerView, CaseAnswerView, answer_view, case_answer_view

QUESTION_LIMIT = 1_000  # characters
_FIELD_LIMIT = QUESTION_LIMIT + 1  # one more, so that what is too long is seen to be


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, with the one that was asked before it in the same chat."""

    question: str
    before: str | None = None


def chat_pages(office: Office, on_answer: Callable[[bool], None]) -> tuple[Page, ...]:
    """The addresses of the chat. `on_answer` is told of each answer whether it was one."""
    chat = _Chat(office, on_answer)
    return (
        Page(path="/", answer=chat.home, right=Right.ASK, in_demo=True),
        Page(
            path="/",
            answer=chat.home_answer,
            right=Right.ASK,
            is_form=True,
            in_demo=True,
            needs_token=False,
        ),
        Page(
            path="/tra-loi",
            answer=chat.fragment,
            right=Right.ASK,
            is_form=True,
            in_demo=True,
            needs_token=False,
            is_program=True,
        ),
        Page(path="/gop-y", answer=give_opinion, right=Right.ASK, is_form=True),
    )


class _Chat:
    """One method per address."""

    def __init__(self, office: Office, on_answer: Callable[[bool], None]) -> None:
        self._office = office
        self._on_answer = on_answer

    def home(self, call: Call) -> Response:
        """The empty chat."""
        return call.show("home.html", answer=None, question="", problem=None)

    def home_answer(self, call: Call) -> Response:
        """The chat with one answer, for browsers without JavaScript."""
        asked = _asked_in(call)
        problem = question_problem(asked.question)
        if problem:
            return call.show(
                "home.html", 400, answer=None, question=asked.question, problem=problem
            )
        answer = self._answer(call, asked)
        return call.show("home.html", answer=answer, question=asked.question, problem=None)

    def fragment(self, call: Call) -> Response:
        """The answer alone, which hoi-dap.js puts into the page."""
        asked = _asked_in(call)
        problem = question_problem(asked.question)
        if problem:
            return call.show("_problem.html", 400, problem=problem)
        answer = self._answer(call, asked)
        return call.show(answer.template, answer=answer)

    def _answer(self, call: Call, asked: Asked) -> AnswerView | CaseAnswerView:
        """The register's answer, else the papers'.

        What was cited goes into the audit.
        """
        of_cases = ask_register(self._office, asked.question, call.me)
        if of_cases is not None:
            call.note("ask", " ".join(of_cases.codes[:20]), "ok")
            return case_answer_view(of_cases, asked.question)
        answer = self._office.answer(asked.question, asked.before)
        note_answer(call, answer, self._on_answer)
        return answer_view(answer)


def _asked_in(call: Call) -> Asked:
    before = call.field("cau_truoc", _FIELD_LIMIT)
    return Asked(question=call.field("cau_hoi", _FIELD_LIMIT), before=before or None)


def ask_register(office: Office, question: str, me: Staff | None) -> CaseAnswer | None:
    """The register's answer, of the units that the person may see; None: it is for the papers."""
    if me is None:
        return office.ask_cases(question, None)  # the demonstration on this machine
    return office.ask_cases(question, me.scope) if me.may(Right.CASES) else None


def note_answer(call: Call, answer: Answer, on_answer: Callable[[bool], None]) -> None:
    """Count an answer, and note what it cited. A refused question is kept by whoever answers."""
    on_answer(answer.answered)
    if call.desk is None or call.me is None:
        return
    cited = " ".join(dict.fromkeys(quote.document_id for quote in answer.quotes))
    call.note("ask", cited if answer.answered else "", "ok" if answer.answered else "refused")


def give_opinion(call: Call) -> Response:
    """Keep a vote."""
    try:
        vote = Vote(call.field("phieu"))
        reason = Reason(call.field("ly_do")) if vote is Vote.DOWN else None
    except ValueError as error:
        raise HTTPException(400, messages.BAD_FORM) from error
    question = call.field("cau_hoi", QUESTION_LIMIT)
    if question:
        add_opinion(
            call.tools.store,
            staff_id=call.staff.id,
            channel="web",
            question=question,
            documents=call.field("van_ban").split()[:20],
            vote=vote,
            reason=reason,
            words=call.field("loi"),
        )
    return call.go("/?xong=gop-y")


def api_reply(office: Office, asked: Asked, me: Staff | None) -> tuple[Answer | None, JSONResponse]:
    """The papers' answer, None where the register gave it, and the JSON of `dunghan ask --json`."""
    started = time.perf_counter()
    of_cases = ask_register(office, asked.question, me)
    if of_cases is not None:
        elapsed = (time.perf_counter() - started) * 1000
        return None, JSONResponse(case_json(of_cases, asked.question, elapsed))
    answer = office.answer(asked.question, asked.before)
    return answer, JSONResponse(answer_json(answer, (time.perf_counter() - started) * 1000))


def json_question(body: bytes) -> Asked | None:
    """The question of a JSON body, "after" the one before it; None when it is none that we take."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    question = content.get("question") if isinstance(content, dict) else None
    if not isinstance(question, str):
        return None
    before = content.get("after")
    before = clean_question(before)[:QUESTION_LIMIT] if isinstance(before, str) else None
    return Asked(question=clean_question(question), before=before or None)


def clean_question(question: str) -> str:
    """The question without what no text holds: NUL and halves of letters."""
    return question.encode(errors="replace").decode().replace("\x00", "").strip()


def question_problem(question: str) -> str | None:
    """What is wrong with a question, in words; None: nothing."""
    if not question:
        return messages.EMPTY_QUESTION
    if len(question) > QUESTION_LIMIT:
        return messages.LONG_QUESTION.format(limit=f"{QUESTION_LIMIT:,}".replace(",", "."))
    return None
