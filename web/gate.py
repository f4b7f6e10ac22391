"""The one place where it is decided whether a request may: who asks, which role, which form token.

Every address is a `Page` with the right that it needs. What is not let in never reaches the
page's function.
"""

import hashlib
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from inspect import isawaitable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.templating import Jinja2Templates
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.audit import record
from corpus.staff import Right, Staff
from corpus.staff_sessions import LIFE, Kind, Visit, visit
from corpus.staff_store import has_staff
from corpus.store import Store
from web import messages
from web.desk import Desk
from web.limits import Limits, limits_of, too_many
from web.turns import Turns

logger = logging.getLogger(__name__)

COOKIE = "dunghan"
GUEST_COOKIE = "dunghan_khach"  # ties a form to its browser before anyone signed in
FORM_LIMIT = 32_768  # bytes of a form without files
UPLOAD_LIMIT = 256 * 2**20  # bytes of one upload with all its files
MOST_FILES = 50
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_FIELDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request that was let in."""

    request: Request
    desk: Desk | None  # None: the chat alone, as a demonstration
    visit: Visit | None
    token: str  # of forms
    form: FormData
    templates: Jinja2Templates
    limits: Limits
    guest: str = ""  # the browser, as long as nobody signed in there

    @property
    def me(self) -> Staff | None:
        """Who asks; None in a demonstration and before signing in."""
        return self.visit.staff if self.visit else None

    @property
    def staff(self) -> Staff:
        """Who asks, on a page that needs somebody."""
        if self.visit is None:
            raise HTTPException(403)
        return self.visit.staff

    @property
    def tools(self) -> Desk:
        """The desk, on a page that needs one."""
        if self.desk is None:
            raise HTTPException(404)
        return self.desk

    @property
    def store(self) -> Store:
        """The desk's store as the person may read it: for all that is shown of documents."""
        return self.tools.store_of(self.me)

    def field(self, name: str, longest: int = 1_000) -> str:
        """A field of the form without NUL and outer blanks; "" when it was not sent."""
        value = self.form.get(name)
        return _clean(value, longest) if isinstance(value, str) else ""

    def chosen(self, name: str, longest: int = 200) -> list[str]:
        """Every value of a field that may be sent several times, as boxes are."""
        sent = self.form.getlist(name)
        return [_clean(value, longest) for value in sent if isinstance(value, str)]

    def asked(self, name: str, longest: int = 200) -> str:
        """A value of the address; "" when it is not there."""
        return _clean(self.request.query_params.get(name, ""), longest)

    def number(self, name: str, default: int) -> int:
        """A whole number of the address, from 0; the default when it is none."""
        written = self.asked(name)
        return int(written[:9]) if written.isascii() and written.isdecimal() else default

    def part(self, name: str) -> str:
        """A part of the path."""
        return _clean(str(self.request.path_params.get(name, "")), 500)

    def files(self, name: str) -> list[UploadFile]:
        """The uploaded files of a field, without empty ones."""
        found = self.form.getlist(name)
        return [each for each in found if isinstance(each, UploadFile) and each.filename]

    def show(self, template: str, status_code: int = 200, **context: object) -> Response:
        """A page made of a template."""
        everything = {"me": self.me, "token": self.token, "done": self.done, **context}
        return self.templates.TemplateResponse(
            self.request, template, everything, status_code=status_code
        )

    @property
    def done(self) -> str:
        """What the last form came to, in words; "" when the page was just opened."""
        return messages.DONE.get(self.asked("xong"), "")

    def go(self, path: str) -> Response:
        """Send the browser on, so that loading again sends no form twice."""
        return RedirectResponse(path, 303)

    def note(self, action: str, subject: str = "", result: str = "ok") -> None:
        """Write into the audit; nothing in a demonstration."""
        if self.desk is not None:
            staff_id = self.me.id if self.me else None
            record(
                self.desk.store,
                action,
                staff_id=staff_id,
                channel="web",
                subject=subject,
                result=result,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An address: who may, and what answers. `right` None: anyone, as for signing in."""

    path: str
    answer: Callable[[Call], Response | Awaitable[Response]]
    right: Right | None
    is_form: bool = False  # POST
    in_demo: bool = False  # shown in a demonstration, with nobody signed in
    limit: int = FORM_LIMIT
    is_program: bool = field(default=False)  # refused by a status, not by the sign-in page


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Lets requests in."""

    desk: Desk | None
    templates: Jinja2Templates
    limits: Limits = field(default_factory=limits_of)
    turns: Turns = field(default_factory=Turns)

    def route(self, page: Page) -> Route:
        """The route of a page."""

        async def endpoint(request: Request) -> Response:
            return await self._answer(page, request)

        methods = ["POST"] if page.is_form else ["GET"]
        name = f"{'gui' if page.is_form else 'xem'} {page.path}"
        return Route(page.path, endpoint, methods=methods, name=name)

    async def _answer(self, page: Page, request: Request) -> Response:
        request.scope["route"] = page  # under whose pattern the request is counted
        found = await run_in_threadpool(self.visit_of, request)
        may_demo = page.in_demo and found is None and await run_in_threadpool(self.is_demo, request)
        if page.right is not None and not may_demo:
            if found is None:
                return self._sign_in_first(page, request)
            if not found.staff.may(page.right):
                raise HTTPException(403)
        guest = request.cookies.get(GUEST_COOKIE) or secrets.token_urlsafe(16)
        token = self.form_token(request, found, guest)
        form = FormData()
        if page.is_form:
            refuse_other_site(request)
            form = await _read_form(request, page.limit)
            if self.desk is not None and not _same(form.get("ma_bao_ve"), token):
                await form.close()
                raise HTTPException(403, messages.OLD_FORM)
        call = Call(
            request=request,
            desk=self.desk,
            visit=found,
            token=token,
            form=form,
            templates=self.templates,
            guest=guest if found is None else "",
            limits=self.limits,
        )
        try:
            made = await run_in_threadpool(page.answer, call)
            response = await made if isawaitable(made) else made
        finally:
            await form.close()
        if found is None and not page.is_program:
            set_cookie(response, request, GUEST_COOKIE, guest, 3600)
        return response

    def visit_of(self, request: Request) -> Visit | None:
        """Who a browser's cookie stands for."""
        token = request.cookies.get(COOKIE)
        if self.desk is None or not token:
            return None
        return visit(self.desk.store, token, Kind.WEB)

    def program_of(self, request: Request) -> Visit | None:
        """Who an API token stands for; an address that sent too many wrong ones has to wait."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if self.desk is None or kind.lower() != "bearer" or not token.strip():
            return None
        wait = self.limits.tokens.begin(request)
        if wait:
            raise too_many(wait)
        found = visit(self.desk.store, token.strip(), Kind.API)
        if found is not None:
            self.limits.tokens.succeeded(request)
        return found

    def is_demo(self, request: Request) -> bool:
        """True on this very machine as long as nobody can sign in."""
        if self.desk is None:
            return True
        return is_local(request) and not has_staff(self.desk.store)

    def form_token(self, request: Request, found: Visit | None, guest: str) -> str:
        """What a form must carry: no other site can know it, and it is over with the session."""
        if self.desk is None:
            return ""
        bound = request.cookies.get(COOKIE, "") if found else f"guest {guest}"
        sealed = hmac.new(self.desk.key.value, f"form {bound}".encode(), hashlib.sha256)
        return sealed.hexdigest()

    def _sign_in_first(self, page: Page, request: Request) -> Response:
        if page.is_program:
            raise HTTPException(401)
        wanted = request.url.path if not page.is_form else "/"
        query = f"?{request.url.query}" if request.url.query and not page.is_form else ""
        return RedirectResponse(f"/dang-nhap?tiep={quote(wanted + query, safe='')}", 303)


def is_local(request: Request) -> bool:
    """True for a browser on this machine that came through no other server."""
    host = request.client.host if request.client else ""
    return host in _LOOPBACK and not any(name in request.headers for name in _FORWARDED)


def refuse_other_site(request: Request) -> None:
    """Refuse a form that a page of another site sent."""
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise HTTPException(403, messages.OTHER_SITE)


def set_cookie(response: Response, request: Request, name: str, value: str, age: int) -> None:
    """Set a cookie that scripts can not read; over https it never travels without."""
    response.set_cookie(
        name,
        value,
        max_age=age,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def begin_cookie(response: Response, request: Request, token: str) -> None:
    """Hand a new session's token to the browser, in the place of any that it had."""
    set_cookie(response, request, COOKIE, token, int(LIFE[Kind.WEB].total_seconds()))
    response.delete_cookie(GUEST_COOKIE)


async def _read_form(request: Request, limit: int) -> FormData:
    """The form, refused as soon as it grows past the limit."""
    words = messages.FILES_TOO_LARGE if limit > FORM_LIMIT else messages.TOO_LARGE
    _refuse_declared(request, limit, words)
    bounded = Request(request.scope, bounded_receive(request.receive, limit, words))
    try:
        form = bounded.form(max_files=MOST_FILES, max_fields=_FIELDS, max_part_size=FORM_LIMIT)
        return await form
    except MultiPartException as error:
        raise HTTPException(400, messages.BAD_FORM) from error
    except HTTPException as error:
        if error.status_code == 400:  # starlette's own, in English
            raise HTTPException(400, messages.BAD_FORM) from error
        raise


@dataclass(frozen=True, slots=True)
class Bounded:
    """Bounds the bodies of addresses that are read before it is known who asks."""

    app: ASGIApp
    paths: tuple[str, ...]  # how they begin
    limit: int  # bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["path"].startswith(self.paths):
            receive = bounded_receive(receive, self.limit)
        await self.app(scope, receive, send)


def _refuse_declared(request: Request, limit: int, words: str) -> None:
    """Refuse what calls itself longer than `limit` bytes before any of it is taken."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and declared.isascii() and int(declared[:19]) > limit:
        raise HTTPException(413, words)


def bounded_receive(receive: Receive, limit: int, words: str = messages.TOO_LARGE) -> Receive:
    """Hands on what is received; HTTPException 413 once it is more than `limit` bytes."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise HTTPException(413, words)
        return message

    return bounded


def _same(sent: object, token: str) -> bool:
    return isinstance(sent, str) and hmac.compare_digest(
        sent.encode(errors="replace"), token.encode()
    )


def _clean(value: str, longest: int) -> str:
    """Without what no text holds: NUL and halves of letters."""
    return value.encode(errors="replace").decode().replace("\x00", "").strip()[:longest]
