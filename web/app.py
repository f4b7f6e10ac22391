"""The web chat: ask, read the answer, open every quotation in its document."""

import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from answer.answers import Answer
from answer.render import answer_json
from cases.answers import CaseAnswer
from cases.render import case_json
from corpus.documents import Document, Passage
from corpus.errors import DungHanError, UnknownDocumentError
from web import messages
from web.reading import pages_of, quoted_range
from web.safety import Safety
from web.view import AnswerView, CaseAnswerView, answer_view, case_answer_view, day_words

logger = logging.getLogger(__name__)

Application = Starlette  # what create_app gives, for those who do not import starlette

QUESTION_LIMIT = 1_000  # characters
BODY_LIMIT = 32_768  # bytes: the longest question, with every byte written as %XX, fits
AskCases = Callable[[str], CaseAnswer | None]
LIST_LENGTH = 200  # documents on one page of the list
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Office:
    """What the pages call."""

    ask: Callable[[str], Answer]
    ask_cases: AskCases
    ask_after: Callable[[str, str], Answer]
    list_documents: Callable[[], tuple[Document, ...]]
    read_document: Callable[[str], Document]
    read_passages: Callable[[str], tuple[Passage, ...]]
    health: Callable[[], Mapping[str, object]]

    def answer(self, asked: "_Asked") -> Answer:
        """The answer, as a follow-up where the page names the question before."""
        if asked.before is None:
            return self.ask(asked.question)
        return self.ask_after(asked.question, asked.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A question with the one that was asked before it in the same chat."""

    question: str
    before: str | None = None


def create_app(  # noqa: PLR0913 - one argument for each thing that the pages call
    *,
    ask: Callable[[str], Answer],
    ask_cases: AskCases = lambda _: None,
    list_documents: Callable[[], tuple[Document, ...]],
    read_document: Callable[[str], Document],
    read_passages: Callable[[str], tuple[Passage, ...]],
    health: Callable[[], Mapping[str, object]],
    hosts: Sequence[str],
    ask_after: Callable[[str, str], Answer] | None = None,
) -> Starlette:
    """The application. It reads no setting and opens nothing by itself.

    The calls may block; each runs in a thread.

    Args:
        ask: answers one question of at most QUESTION_LIMIT characters.
        ask_cases: asked before it; None leaves the question to `ask`.
        list_documents: what stands in the library, without texts, in the order to show.
        read_document: the document of an id with its text, or raises UnknownDocumentError.
        read_passages: the passages of an id in reading order.
        health: what /healthz tells; its error is told with status 503.
        ask_after: answers one that follows another, which is given whole; None: each stands
            alone.
        hosts: the names (without port) by which browsers reach this machine; "*" for any.
    """
    office = _Office(
        ask=ask,
        ask_cases=ask_cases,
        ask_after=ask_after or (lambda question, _before: ask(question)),
        list_documents=list_documents,
        read_document=read_document,
        read_passages=read_passages,
        health=health,
    )
    pages = _Pages(office, _templates())
    routes = [
        Route("/", pages.home),
        Route("/", pages.home_answer, methods=["POST"]),
        Route("/tra-loi", pages.answer_fragment, methods=["POST"]),
        Route("/van-ban", pages.document_list),
        Route("/van-ban/{document_id}", pages.document),
        Route("/api/hoi", pages.api_answer, methods=["POST"]),
        Route("/healthz", pages.health),
        Mount("/tinh", StaticFiles(directory=_HERE / "static"), name="static"),
    ]
    around = Middleware(Safety, hosts=tuple(hosts), error_page=pages.error)
    return Starlette(
        routes=routes,
        middleware=[around],
        exception_handlers={HTTPException: pages.on_refusal, DungHanError: pages.on_known_error},
    )


def _templates() -> Jinja2Templates:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["say"] = messages
    environment.globals["limit"] = QUESTION_LIMIT
    environment.filters["day"] = day_words
    return Jinja2Templates(env=environment)


class _Pages:
    """One method per address."""

    def __init__(self, office: _Office, templates: Jinja2Templates) -> None:
        self._office = office
        self._templates = templates

    def _page(
        self, request: Request, name: str, status_code: int = 200, **context: object
    ) -> Response:
        return self._templates.TemplateResponse(request, name, context, status_code=status_code)

    def home(self, request: Request) -> Response:
        """The empty chat."""
        return self._page(request, "home.html", answer=None, question="", problem=None)

    async def home_answer(self, request: Request) -> Response:
        """The chat with one answer, for browsers without JavaScript."""
        asked = await _form_question(request)
        question = asked.question
        problem = _problem(question)
        if problem:
            return self._page(
                request, "home.html", 400, answer=None, question=question, problem=problem
            )
        answer = await run_in_threadpool(self._answer, asked)
        return self._page(request, "home.html", answer=answer, question=question, problem=None)

    async def answer_fragment(self, request: Request) -> Response:
        """The answer alone, which chat.js puts into the page."""
        asked = await _form_question(request)
        problem = _problem(asked.question)
        if problem:
            return self._page(request, "_problem.html", 400, problem=problem)
        answer = await run_in_threadpool(self._answer, asked)
        return self._page(request, answer.template, answer=answer)

    def _answer(self, asked: "_Asked") -> AnswerView | CaseAnswerView:
        """The register's answer to a question about cases, else the papers'."""
        found = self._office.ask_cases(asked.question)
        if found is not None:
            return case_answer_view(found, asked.question)
        return answer_view(self._office.answer(asked))

    async def api_answer(self, request: Request) -> Response:
        """The answer as JSON, in the shape of `dunghan ask --json`."""
        asked = _json_question(await _bounded_body(request))
        problem = messages.BAD_JSON if asked is None else _problem(asked.question)
        if asked is None or problem:
            return JSONResponse({"error": problem}, status_code=400)
        started = time.perf_counter()
        case_answer = await run_in_threadpool(self._office.ask_cases, asked.question)
        if case_answer is not None:
            elapsed = (time.perf_counter() - started) * 1000
            return JSONResponse(case_json(case_answer, asked.question, elapsed))
        answer = await run_in_threadpool(self._office.answer, asked)
        return JSONResponse(answer_json(answer, (time.perf_counter() - started) * 1000))

    def document_list(self, request: Request) -> Response:
        """What was loaded, LIST_LENGTH documents at a time."""
        found = self._office.list_documents()
        last = max(1, -(-len(found) // LIST_LENGTH))
        asked = request.query_params.get("trang", "1")
        page = min(max(int(asked[:9]), 1), last) if asked.isdecimal() else 1
        shown = found[(page - 1) * LIST_LENGTH : page * LIST_LENGTH]
        return self._page(
            request, "documents.html", documents=shown, count=len(found), page=page, last=last
        )

    def document(self, request: Request) -> Response:
        """One document's text by pages, with the quoted words marked."""
        document_id = request.path_params["document_id"]
        document = self._office.read_document(document_id)
        asked = request.query_params
        quoted = quoted_range(document, asked.get("tu"), asked.get("den"))
        pages = pages_of(document, self._office.read_passages(document_id), quoted)
        is_quoted = quoted is not None
        return self._page(
            request, "document.html", document=document, pages=pages, quoted=is_quoted
        )

    def health(self, _request: Request) -> Response:
        """Whether the office can answer, for whoever watches the machine."""
        return JSONResponse(dict(self._office.health()))

    def error(self, request: Request, status_code: int, text: str) -> Response:
        """One sentence: as JSON to a program, as a fragment to chat.js, else as a page."""
        path = request.scope["path"]
        if path.startswith("/api/") or path == "/healthz":
            return JSONResponse({"error": text}, status_code=status_code)
        name = "_problem.html" if path == "/tra-loi" else "error.html"
        return self._page(request, name, status_code, problem=text)

    def on_refusal(self, request: Request, error: Exception) -> Response:
        """An address or a body that we do not serve."""
        status_code = error.status_code if isinstance(error, HTTPException) else 500
        text = _REFUSALS.get(status_code, messages.UNKNOWN_PAGE)
        return self.error(request, status_code, text)

    def on_known_error(self, request: Request, error: Exception) -> Response:
        """An error whose message was written for people to read."""
        if isinstance(error, UnknownDocumentError):
            return self.error(request, 404, messages.UNKNOWN_DOCUMENT)
        logger.error("%s at %s", type(error).__name__, request.scope["path"])
        return self.error(request, 503, str(error))


_REFUSALS = {
    404: messages.UNKNOWN_PAGE,
    405: messages.WRONG_METHOD,
    413: messages.TOO_LARGE,
}


async def _bounded_body(request: Request) -> bytes:
    """The body, refused as soon as it grows past BODY_LIMIT."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise HTTPException(413)
    return body


async def _form_question(request: Request) -> _Asked:
    body = (await _bounded_body(request)).decode("ascii", errors="replace")
    try:
        values = parse_qs(body, errors="replace", max_num_fields=5)
    except ValueError:  # more fields than our form has
        return _Asked(question="")
    before = values.get("cau_truoc", [""])[0]
    return _Asked(question=_clean(values.get("cau_hoi", [""])[0]), before=_before(before))


def _before(text: object) -> str | None:
    """The question before; None for none and for one that is longer than a question may be."""
    cleaned = _clean(text) if isinstance(text, str) else ""
    return cleaned if cleaned and len(cleaned) <= QUESTION_LIMIT else None


def _json_question(body: bytes) -> _Asked | None:
    """The question of a JSON body; None when it is not of the form that we take."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or not isinstance(content.get("question"), str):
        return None
    return _Asked(question=_clean(content["question"]), before=_before(content.get("after")))


def _clean(question: str) -> str:
    """The question without what no text holds: NUL and halves of letters."""
    return question.encode(errors="replace").decode().replace("\x00", "").strip()


def _problem(question: str) -> str | None:
    if not question:
        return messages.EMPTY_QUESTION
    if len(question) > QUESTION_LIMIT:
        return messages.LONG_QUESTION.format(limit=f"{QUESTION_LIMIT:,}".replace(",", "."))
    return None
