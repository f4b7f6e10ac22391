"""What stands around every page: which host we answer for, safe headers, no stack shown."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import messages

logger = logging.getLogger(__name__)

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

ErrorPage = Callable[[Request, int, str], Response]


@dataclass(frozen=True, slots=True)
class Safety:
    """Wraps the whole application.

    A name that is not ours is refused: otherwise a page elsewhere could point its own name at
    this machine and read the office's papers through a visitor's browser.
    """

    app: ASGIApp
    hosts: Sequence[str]  # names without port; "*" answers to any
    error_page: ErrorPage

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_safely(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(message, scope["path"])
            await send(message)

        if not self._is_ours(Headers(scope=scope).get("host", "")):
            refusal = self.error_page(Request(scope), 400, messages.WRONG_HOST)
            await refusal(scope, receive, send_safely)
            return
        try:
            await self.app(scope, receive, send_safely)
        except Exception:
            code = secrets.token_hex(3).upper()
            logger.exception("unexpected error %s at %s", code, route_of(scope))
            if started:
                raise
            text = messages.UNEXPECTED.format(code=code)
            await self.error_page(Request(scope), 500, text)(scope, receive, send_safely)

    def _is_ours(self, host: str) -> bool:
        name = host if host.endswith("]") else host.rsplit(":", 1)[0]
        return "*" in self.hosts or name.lower() in self.hosts


def route_of(scope: Scope) -> str:
    """The pattern of the address, for logs: the address itself may hold the code of a case."""
    return getattr(scope.get("route"), "path", None) or "other"


def _add_headers(message: Message, path: str) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers[name] = value
    # Papers and questions are not left behind on a shared computer.
    headers["Cache-Control"] = "max-age=300" if path.startswith("/tinh/") else "no-store"
