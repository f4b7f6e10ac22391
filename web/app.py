"""The web pages and the JSON side, put together; what stands around them; errors in words."""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from answer.answers import Answer
from cases.errors import CasesError, UnknownCaseError
from corpus.audiences import Reader
from corpus.documents import Document, Passage
from corpus.errors import DungHanError, UnknownDocumentError, UnknownPendingError
from corpus.obligation_store import UnknownObligationError
from corpus.passwords import WeakPasswordError
from corpus.staff import RIGHTS, Right, Staff
from corpus.staff_store import StaffError, UnknownStaffError
from web import messages
from web.account_pages import account_pages
from web.admin_pages import admin_pages
from web.api import api_router
from web.audience_pages import audience_pages
from web.case_pages import case_pages
from web.chat import (
    QUESTION_LIMIT,
    api_reply,
    json_question,
    note_answer,
    question_problem,
)
from web.desk import Desk
from web.document_pages import document_pages
from web.gate import FORM_LIMIT, Bounded, Call, Gate, Page, bounded_receive, is_local
from web.group_pages import group_pages
from web.intake_pages import intake_pages
from web.limits import Limits, limits_of
from web.metrics import TEXT_FORM, Counted, Metrics
from web.office import AskCases, Office, Papers, leave_to_papers
from web.page_image import PageImages
from web.safety import Safety, route_of
from web.settings_pages import settings_pages
from web.talk_desk import TalkDesk
from web.talk_pages import note_told, talk_pages
from web.task_pages import task_pages
from web.upkeep_pages import upkeep_pages
from web.view import day_words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

logger = logging.getLogger(__name__)

Application = Starlette  # what create_app gives, for those who do not import starlette

_HERE = Path(__file__).parent
_PROGRAM_PATHS = ("/api/", "/v1/", "/healthz", "/readyz", "/metrics")
_JSON_PATHS = ("/api/", "/v1/")
_JSON_LIMIT = 2**20  # bytes of a JSON body: a client's whole conversation, no more
_FRAGMENTS = ("/tin", "/tin/moi")


def create_app(  # noqa: PLR0913 - one argument for each thing that the pages call
    *,
    ask: Callable[[str], Answer],
    list_documents: Callable[[], tuple[Document, ...]],
    read_document: Callable[[str], Document],
    read_passages: Callable[[str], tuple[Passage, ...]],
    health: Callable[[], Mapping[str, object]],
    hosts: Sequence[str],
    talk: TalkDesk,
    ask_cases: AskCases = leave_to_papers,
    ask_after: Callable[[str, str], Answer] | None = None,
    papers_of: Callable[[Reader], Papers] | None = None,
    desk: Desk | None = None,
    limits: Limits | None = None,
) -> Starlette:
    """The application. It reads no setting and opens nothing by itself.

    The calls may block; each runs in a thread.

    Args:
        ask: answers one question of at most QUESTION_LIMIT characters.
        list_documents: what stands in the library, without texts, in the order to show.
        read_document: the document of an id with its text, or raises UnknownDocumentError.
        read_passages: the passages of an id in reading order.
        health: what /healthz tells; its error is told with status 503.
        hosts: the names (without port) by which browsers reach this machine; "*" for any.
        talk: the conversation of the chat page; it is told here what to count.
        ask_cases: the register's answer to a question about cases; it is asked first.
        ask_after: answers a question that follows another, which is given whole; None: each
            stands alone.
        papers_of: the same calls over what a reader may see; those above are over what everybody
            may. None: everybody may see all.
        desk: what the pages of staff work on; None: the chat alone, as a demonstration.
        limits: how often a secret may be tried and a question asked; None: the usual ones.
    """
    office = Office(
        ask=ask,
        list_documents=list_documents,
        read_document=read_document,
        read_passages=read_passages,
        health=health,
        ask_cases=ask_cases,
        ask_after=ask_after,
        papers_of=papers_of,
    )
    metrics, images = Metrics(), PageImages()
    if desk is not None and desk.upkeep.daily_backup is not None:
        metrics.watch_backup(desk.upkeep.daily_backup)
    gate = Gate(desk=desk, templates=_templates(is_demo=desk is None), limits=limits or limits_of())
    talk.on_told = note_told(desk.store if desk else None, metrics.on_answer)
    around = _Around(gate, office, metrics)
    application = FastAPI(
        title=messages.NAME,
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan(images),
        middleware=[
            Middleware(Safety, hosts=tuple(hosts), error_page=around.error),
            Middleware(Counted, metrics=metrics),
            Middleware(Bounded, paths=_JSON_PATHS, limit=_JSON_LIMIT),
        ],
        exception_handlers={
            HTTPException: around.on_refusal,
            RequestValidationError: around.on_wrong_shape,
            DungHanError: around.on_known_error,
        },
    )
    application.router.routes.extend(gate.route(page) for page in all_pages(office, images, talk))
    application.router.routes.extend(
        [
            Route("/api/hoi", around.api_answer, methods=["POST"]),
            Route("/api/openapi.json", lambda _: JSONResponse(application.openapi())),
            Route("/healthz", around.health),
            Route("/readyz", around.ready),
            Route("/metrics", around.metrics),
            Mount("/tinh", StaticFiles(directory=_HERE / "static"), name="static"),
        ]
    )
    application.include_router(api_router(gate, office, metrics.on_answer))
    return application


def all_pages(office: Office, images: PageImages, talk: TalkDesk) -> tuple[Page, ...]:
    """Every address for people, each with the right that it needs."""
    return (
        *talk_pages(talk),
        *account_pages(),
        *document_pages(office, images),
        *audience_pages(),
        *intake_pages(),
        *task_pages(),
        *case_pages(),
        *admin_pages(),
        *upkeep_pages(),
        *group_pages(),
        *settings_pages(),
    )


def _lifespan(
    images: PageImages,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_application: FastAPI) -> "AsyncIterator[None]":
        yield
        await run_in_threadpool(images.close)

    return lifespan


def _templates(*, is_demo: bool) -> Jinja2Templates:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=messages,
        limit=QUESTION_LIMIT,
        Right=Right,
        RIGHTS=RIGHTS,
        chat_alone=is_demo,
        me=None,
        token="",
        done="",
    )
    environment.filters["day"] = day_words
    environment.filters["date"] = lambda day: f"{day:%d/%m/%Y}" if day else messages.NOT_WRITTEN
    environment.filters["moment"] = lambda at: f"{at:%H:%M %d/%m/%Y}" if at else ""
    return Jinja2Templates(env=environment)


class _Around:
    """The addresses for programs that watch, and errors in words."""

    def __init__(self, gate: Gate, office: Office, metrics: Metrics) -> None:
        self._gate = gate
        self._office = office
        self._metrics = metrics

    async def api_answer(self, request: Request) -> Response:
        """The answer as JSON, in the shape of `dunghan ask --json`."""
        gate = self._gate
        program = await run_in_threadpool(gate.program_of, request)
        found = program or await run_in_threadpool(gate.visit_of, request)
        if found is None and not await run_in_threadpool(gate.is_demo, request):
            raise HTTPException(401)
        if found is not None and not found.staff.may(Right.ASK):
            raise HTTPException(403)
        asked = json_question(await _body(request))
        problem = messages.BAD_JSON if asked is None else question_problem(asked.question)
        if asked is None or problem:
            return JSONResponse({"error": problem}, status_code=400)
        me = found.staff if found else None
        gate.limits.refuse_question(me)
        answer, reply = await gate.turns.take(api_reply, self._office, asked, me)
        if answer is None:
            return reply
        call = Call(
            request=request,
            desk=gate.desk,
            visit=found,
            token="",
            form=_EMPTY,
            templates=gate.templates,
            limits=gate.limits,
        )
        await run_in_threadpool(note_answer, call, answer, self._metrics.on_answer)
        return reply

    def health(self, _request: Request) -> Response:
        """Whether the office can answer, for whoever watches the machine."""
        return JSONResponse(dict(self._office.health()))

    def ready(self, _request: Request) -> Response:
        """Whether requests may be sent here: the store is reached and the index is current."""
        self._office.health()
        return JSONResponse({"ready": True})

    def metrics(self, request: Request) -> Response:
        """Counts and latencies: on this machine, or with an administrator's token."""
        found = self._gate.program_of(request)
        if not is_local(request) and not (found and found.staff.may(Right.AUDIT)):
            raise HTTPException(403)
        return Response(self._metrics.text(), media_type=TEXT_FORM)

    async def told(self, request: Request, status_code: int, text: str) -> Response:
        """One sentence, on a page with the menu of who is signed in."""
        found = None
        with suppress(DungHanError):  # it may be the store that fails
            found = await run_in_threadpool(self._gate.visit_of, request)
        token = self._gate.form_token(request, found, "") if found else ""
        me = found.staff if found else None
        return self.error(request, status_code, text, me=me, token=token)

    def error(
        self,
        request: Request,
        status_code: int,
        text: str,
        *,
        me: Staff | None = None,
        token: str = "",
    ) -> Response:
        """One sentence: as JSON to a program, as a fragment to hoi-dap.js, else as a page."""
        path = request.scope["path"]
        if path.startswith(_PROGRAM_PATHS):
            return JSONResponse({"error": text}, status_code=status_code)
        name = "_problem.html" if path in _FRAGMENTS else "error.html"
        return self._gate.templates.TemplateResponse(
            request,
            name,
            {"problem": text, "me": me, "token": token},
            status_code=status_code,
        )

    async def on_refusal(self, request: Request, error: Exception) -> Response:
        """An address or a body that we do not serve."""
        status_code = error.status_code if isinstance(error, HTTPException) else 500
        usual = _REFUSALS.get(status_code, messages.UNKNOWN_PAGE)
        detail = error.detail if isinstance(error, HTTPException) else ""
        # What the framework says of itself is English; what we say has more than ASCII.
        text = usual if detail.isascii() else detail
        told = await self.told(request, status_code, text)
        if isinstance(error, HTTPException):
            told.headers.update(error.headers or {})
        return told

    async def on_wrong_shape(self, request: Request, _error: Exception) -> Response:
        """A body or a value that is not of the form that the OpenAPI describes."""
        return await self.told(request, 422, messages.WRONG_SHAPE)

    async def on_known_error(self, request: Request, error: Exception) -> Response:
        """An error whose message was written for people to read."""
        if isinstance(error, UnknownDocumentError):
            return await self.told(request, 404, messages.UNKNOWN_DOCUMENT)
        if isinstance(error, _UNKNOWN):
            return await self.told(request, 404, str(error))
        if isinstance(error, _MISTAKES):
            return await self.told(request, 400, str(error))
        logger.error("%s at %s", type(error).__name__, route_of(request.scope))
        return await self.told(request, 503, str(error))


_EMPTY = FormData()
_UNKNOWN = (UnknownPendingError, UnknownCaseError, UnknownObligationError, UnknownStaffError)
_MISTAKES = (StaffError, WeakPasswordError, CasesError)
_REFUSALS = {
    401: messages.NOT_SIGNED_IN,
    403: messages.NOT_ALLOWED,
    404: messages.UNKNOWN_PAGE,
    405: messages.WRONG_METHOD,
    413: messages.TOO_LARGE,
}


async def _body(request: Request) -> bytes:
    """The body, refused as soon as it grows past FORM_LIMIT."""
    bounded = Request(request.scope, bounded_receive(request.receive, FORM_LIMIT))
    return await bounded.body()
