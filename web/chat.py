"""The chat: ask, read the answer with its quotations, say what one thinks of it."""

import json
import time
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from answer.answers import Answer
from answer.render import answer_json
from corpus.feedback import Reason, Vote, add_opinion, add_unanswered
from corpus.staff import Right
from web import messages
from web.gate import Call, Page
from web.view import answer_view

QUESTION_LIMIT = 1_000  # characters
_FIELD_LIMIT = QUESTION_LIMIT + 1  # one more, so that what is too long is seen to be

Ask = Callable[[str], Answer]


def chat_pages(ask: Ask, on_answer: Callable[[bool], None]) -> tuple[Page, ...]:
    """The addresses of the chat. `on_answer` is told of each answer whether it was one."""
    chat = _Chat(ask, on_answer)
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

    def __init__(self, ask: Ask, on_answer: Callable[[bool], None]) -> None:
        self._ask = ask
        self._on_answer = on_answer

    def home(self, call: Call) -> Response:
        """The empty chat."""
        return call.show("home.html", answer=None, question="", problem=None)

    def home_answer(self, call: Call) -> Response:
        """The chat with one answer, for browsers without JavaScript."""
        question = call.field("cau_hoi", _FIELD_LIMIT)
        problem = question_problem(question)
        if problem:
            return call.show("home.html", 400, answer=None, question=question, problem=problem)
        answer = answer_view(self.answer(call, question))
        return call.show("home.html", answer=answer, question=question, problem=None)

    def fragment(self, call: Call) -> Response:
        """The answer alone, which hoi-dap.js puts into the page."""
        question = call.field("cau_hoi", _FIELD_LIMIT)
        problem = question_problem(question)
        if problem:
            return call.show("_problem.html", 400, problem=problem)
        return call.show("_answer.html", answer=answer_view(self.answer(call, question)))

    def answer(self, call: Call, question: str) -> Answer:
        """The answer; what was cited goes into the audit, a refused question into its list."""
        answer = self._ask(question)
        note_answer(call, answer, question, self._on_answer)
        return answer


def note_answer(
    call: Call, answer: Answer, question: str, on_answer: Callable[[bool], None]
) -> None:
    """Count an answer, and keep of it what the office keeps."""
    on_answer(answer.answered)
    if call.desk is None or call.me is None:
        return
    cited = " ".join(dict.fromkeys(quote.document_id for quote in answer.quotes))
    call.note("ask", cited if answer.answered else "", "ok" if answer.answered else "refused")
    if not answer.answered:
        add_unanswered(call.desk.store, question, staff_id=call.me.id, channel="web")


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


def api_reply(ask: Ask, question: str) -> tuple[Answer, JSONResponse]:
    """The answer, and as JSON in the shape of `dunghan ask --json`."""
    started = time.perf_counter()
    answer = ask(question)
    return answer, JSONResponse(answer_json(answer, (time.perf_counter() - started) * 1000))


def json_question(body: bytes) -> str | None:
    """The question of a JSON body; None when it is not of the form that we take."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    question = content.get("question") if isinstance(content, dict) else None
    return clean_question(question) if isinstance(question, str) else None


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
