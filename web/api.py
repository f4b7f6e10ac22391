"""The JSON side: questions, documents, duties, counts of cases; and the shape of OpenAI's chat.

A program signs in with a token (`Authorization: Bearer …`), a page with its session; a page's
POST also carries the form token in `X-CSRF-Token`.
"""

import hmac
import json
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from answer.answers import Answer
from answer.render import answer_json, conclusion_text, wording_lines
from corpus.audit import record
from corpus.staff import Right, Staff
from web import messages
from web.api_shapes import (
    MODEL,
    AnswerOut,
    CaseCounts,
    ChatRequest,
    DocumentList,
    DocumentText,
    Fault,
    Question,
    QuoteOut,
    TaskList,
    WordingOut,
    document_out,
    task_out,
)
from web.case_pages import open_counts
from web.chat import clean_question, question_problem
from web.gate import GUEST_COOKIE, Gate
from web.office import Office
from web.task_pages import tasks_of

_MOST = 500


_FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": Fault} for status in (400, 401, 403, 404, 413, 422, 429, 503)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Who:
    """Who asks; None in a demonstration."""

    staff: Staff | None


def api_router(gate: Gate, office: Office, on_answer: Callable[[bool], None]) -> APIRouter:
    """The JSON addresses."""
    router = APIRouter(responses=_FAULTS)
    side = _Api(gate, office, on_answer)

    _add_library(router, side, office)
    _add_lists(router, side)
    _add_chat(router, side)
    return router


def _add_library(router: APIRouter, side: "_Api", office: Office) -> None:
    asking = Annotated[_Who, Depends(side.asks)]

    @router.post(
        "/api/ask", summary="Hỏi một câu", tags=["hỏi đáp"], response_model_exclude_none=True
    )
    async def ask(asked: Question, who: asking) -> AnswerOut:
        return await side.turns.take(side.ask, asked.question, who)

    @router.get("/api/documents", summary="Các văn bản", tags=["văn bản"])
    def documents(
        who: asking,
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 100,
        offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    ) -> DocumentList:
        found = office.of(who.staff).list_documents()
        shown = [document_out(each) for each in found[offset : offset + limit]]
        return DocumentList(count=len(found), documents=shown)

    @router.get("/api/documents/{document_id}", summary="Một văn bản", tags=["văn bản"])
    def document(
        document_id: Annotated[str, Path(max_length=300)],
        who: asking,
    ) -> DocumentText:
        return side.document(document_id, who)


def _add_lists(router: APIRouter, side: "_Api") -> None:
    tasking = Annotated[_Who, Depends(side.sees_tasks)]
    casing = Annotated[_Who, Depends(side.sees_cases)]

    @router.get("/api/tasks", summary="Nhiệm vụ", tags=["nhiệm vụ"])
    def tasks(
        who: tasking,
        unit: Annotated[str, Query(max_length=200)] = "",
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 100,
        offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    ) -> TaskList:
        desk = side.desk()
        scope = who.staff.scope if who.staff else frozenset()
        found = tasks_of(desk, desk.store_of(who.staff), scope, unit)
        shown = [task_out(each) for each in found[offset : offset + limit]]
        return TaskList(count=len(found), tasks=shown)

    @router.get("/api/cases/counts", summary="Số hồ sơ theo trạng thái", tags=["hồ sơ"])
    def case_counts(who: casing) -> CaseCounts:
        desk = side.desk()
        counts = open_counts(desk, who.staff.scope if who.staff else frozenset())
        as_of = desk.cases.register.data_moment()
        by_name = {status.value: count for status, count in counts.items()}
        return CaseCounts(as_of=as_of.isoformat() if as_of else None, **by_name)


def _add_chat(router: APIRouter, side: "_Api") -> None:
    asking = Annotated[_Who, Depends(side.asks)]

    @router.get("/v1/models", summary="Tên mô hình", tags=["tương thích OpenAI"])
    def models(who: asking) -> dict[str, Any]:  # noqa: ARG001 -- that there is one is what matters
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
        return {"object": "list", "data": [model]}

    @router.post("/v1/chat/completions", summary="Trò chuyện", tags=["tương thích OpenAI"])
    async def chat(asked: ChatRequest, who: asking) -> Response:
        question = clean_question(_last_question(asked))
        problem = question_problem(question)
        if problem:
            raise HTTPException(400, problem)
        answer = await side.turns.take(side.answer, question, who)
        if asked.stream:
            return StreamingResponse(_chunks(answer), media_type="text/event-stream")
        return JSONResponse(_completion(answer))


class _Api:
    """What the addresses have in common."""

    def __init__(self, gate: Gate, office: Office, on_answer: Callable[[bool], None]) -> None:
        self._gate = gate
        self._office = office
        self._on_answer = on_answer
        self.turns = gate.turns

    def asks(self, request: Request) -> _Who:
        """Who asks a question or reads papers."""
        return self.who(request, Right.ASK, in_demo=True)

    def sees_tasks(self, request: Request) -> _Who:
        """Who looks at duties."""
        return self.who(request, Right.TASKS, in_demo=False)

    def sees_cases(self, request: Request) -> _Who:
        """Who looks at cases."""
        return self.who(request, Right.CASES, in_demo=False)

    def who(self, request: Request, right: Right, *, in_demo: bool) -> _Who:
        """Who asks, when that person may; a page's POST must carry its form token."""
        gate = self._gate
        program = gate.program_of(request)
        visit = program or gate.visit_of(request)
        if visit is None:
            if in_demo and "authorization" not in request.headers and gate.is_demo(request):
                return _Who(staff=None)
            raise HTTPException(401, messages.NOT_SIGNED_IN)
        if program is None and request.method != "GET":
            guest = request.cookies.get(GUEST_COOKIE, "")
            token = gate.form_token(request, visit, guest)
            sent = request.headers.get("x-csrf-token", "")
            if not hmac.compare_digest(sent.encode(errors="replace"), token.encode()):
                raise HTTPException(403, messages.OLD_FORM)
        if not visit.staff.may(right):
            raise HTTPException(403, messages.NOT_ALLOWED)
        return _Who(staff=visit.staff)

    def desk(self) -> Any:  # noqa: ANN401 -- web.desk.Desk; it is there when somebody signed in
        """What the office works on."""
        if self._gate.desk is None:
            raise HTTPException(404, messages.UNKNOWN_PAGE)
        return self._gate.desk

    def ask(self, question: str, who: _Who) -> AnswerOut:
        """An answer with the offsets of its quotes."""
        cleaned = clean_question(question)
        problem = question_problem(cleaned)
        if problem:
            raise HTTPException(400, problem)
        started = time.perf_counter()
        answer = self.answer(cleaned, who)
        written = answer_json(answer, (time.perf_counter() - started) * 1000)
        quotes = [
            QuoteOut(**told, document_id=quote.document_id, start=quote.start, end=quote.end)
            for told, quote in zip(written["quotes"], answer.quotes, strict=True)
        ]
        return AnswerOut(
            question=written["question"],
            kind=written["kind"],
            answered=written["answered"],
            conclusion=written["conclusion"],
            quotes=quotes,
            notes=written["notes"],
            elapsed_ms=written["elapsed_ms"],
            wording=WordingOut.model_validate(written["wording"]) if answer.wording else None,
        )

    def answer(self, question: str, who: _Who) -> Answer:
        """The answer, counted and noted."""
        self._gate.limits.refuse_question(who.staff)
        answer = self._office.of(who.staff).ask(question)
        self._on_answer(answer.answered)
        desk = self._gate.desk
        if desk is not None and who.staff is not None:
            cited = " ".join(dict.fromkeys(quote.document_id for quote in answer.quotes))
            record(
                desk.store,
                "ask",
                staff_id=who.staff.id,
                channel="api",
                subject=cited if answer.answered else "",
                result="ok" if answer.answered else "refused",
            )
        return answer

    def document(self, document_id: str, who: _Who) -> DocumentText:
        """A document with its text; one out of use only to who may edit the library."""
        found = self._office.of(who.staff).read_document(clean_question(document_id))
        desk = self._gate.desk
        may_edit = who.staff is not None and who.staff.may(Right.EDIT_DOCUMENTS)
        if desk is not None and not may_edit and found.id in desk.store.withdrawn_ids():
            raise HTTPException(404, messages.UNKNOWN_DOCUMENT)
        about = document_out(found).model_dump()
        return DocumentText(**about, text=found.text, page_starts=list(found.page_starts))


def _last_question(asked: ChatRequest) -> str:
    """The words of the last message of the person."""
    for message in reversed(asked.messages):
        if message.role == "user":
            if isinstance(message.content, str):
                return message.content
            parts = message.content or []
            texts = (part.get("text") for part in parts if part.get("type") == "text")
            return "\n".join(text for text in texts if isinstance(text, str))
    return ""


def answer_text(answer: Answer) -> str:
    """An answer as plain text: conclusion, quotes with their places, notes; a wording first."""
    if answer.answered:
        lines = [f"{messages.WORDING}:", *wording_lines(answer), ""] if answer.wording else []
        lines += [conclusion_text(answer), ""]
    else:
        lines = [f"{messages.NOT_FOUND}.", ""]
        lines += [f"{messages.NEAREST}:"] if answer.quotes else []
    for number, quote in enumerate(answer.quotes, 1):
        places = (quote.title, quote.citation.words, messages.PAGE.format(page=quote.page))
        lines += [f"[{number}] {', '.join(part for part in places if part)}:", quote.text.strip()]
    if answer.notes:
        lines += ["", f"{messages.NOTES}:", *(f"- {note}" for note in answer.notes)]
    return "\n".join(lines).strip()


def _completion(answer: Answer) -> dict[str, Any]:
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": answer_text(answer)},
        "finish_reason": "stop",
    }
    usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
    return {**_head("chat.completion"), "choices": [choice], "usage": usage}


def _chunks(answer: Answer) -> Iterator[str]:
    """The answer line by line, as server-sent events."""
    head = _head("chat.completion.chunk")

    def event(delta: dict[str, str], finish: str | None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return f"data: {json.dumps({**head, 'choices': [choice]}, ensure_ascii=False)}\n\n"

    yield event({"role": "assistant", "content": ""}, None)
    for line in answer_text(answer).splitlines(keepends=True):
        yield event({"content": line}, None)
    yield event({}, "stop")
    yield "data: [DONE]\n\n"


def _head(kind: str) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{secrets.token_hex(12)}",
        "object": kind,
        "created": int(time.time()),
        "model": MODEL,
    }
