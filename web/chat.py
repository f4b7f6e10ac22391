"""Questions of programs: the register's answer, else the papers', as JSON."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import JSONResponse

from answer.answers import Answer
from answer.render import answer_json
from cases.answers import CaseAnswer
from cases.render import case_json
from corpus.staff import Right, Staff
from web import messages
from web.gate import Call
from web.office import Office

QUESTION_LIMIT = 1_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, with the one that was asked before it in the same chat."""

    question: str
    before: str | None = None


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


def api_reply(office: Office, asked: Asked, me: Staff | None) -> tuple[Answer | None, JSONResponse]:
    """The papers' answer, None where the register gave it, and the JSON of `dunghan ask --json`."""
    started = time.perf_counter()
    of_cases = ask_register(office, asked.question, me)
    if of_cases is not None:
        elapsed = (time.perf_counter() - started) * 1000
        return None, JSONResponse(case_json(of_cases, asked.question, elapsed))
    answer = office.of(me).answer(asked.question, asked.before)
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
