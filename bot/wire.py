"""Requests to Telegram that hold the token in one place and wait when Telegram says so.

The token is part of every Bot API address, and addresses end up in log lines, exceptions and
`repr`. So the library is given PLACEHOLDER as its token; the transport alone knows the real one
and puts it in at the last moment, on a copy of the request that nothing else sees.
"""

import asyncio
import json
import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

logger = logging.getLogger(__name__)

PLACEHOLDER = "0:token"
_PLACEHOLDERS = (b"0:token", b"0%3Atoken")  # the second in the address of a file
FLOOD = 429
_TRIES = 3
_LONGEST_WAIT_SECONDS = 60
_CONNECTIONS = 64

Pause = Callable[[float], Awaitable[object]]


class TokenTransport(httpx.AsyncBaseTransport):
    """Sends each request with the real token in its address; takes it out of what comes back."""

    def __init__(self, token: str, proxy_url: str | None, trust: ssl.SSLContext) -> None:
        self._token = token.encode("ascii")
        self._proxy_url = proxy_url
        self._trust = trust
        self._inner: httpx.AsyncHTTPTransport | None = None

    def _opened(self) -> httpx.AsyncHTTPTransport:
        if self._inner is None:
            self._inner = httpx.AsyncHTTPTransport(
                verify=self._trust,
                proxy=self._proxy_url,
                limits=httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=8),
            )
        return self._inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The server's answer, without the token even where the server repeats it."""
        path = request.url.raw_path
        for written in _PLACEHOLDERS:
            path = path.replace(written, self._token, 1)
        sent = httpx.Request(
            request.method,
            request.url.copy_with(raw_path=path),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        response = await self._opened().handle_async_request(sent)
        try:
            body = await response.aread()
        finally:
            await response.aclose()
        return httpx.Response(
            response.status_code,
            content=body.replace(self._token, PLACEHOLDER.encode("ascii")),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Close the connections; a later request opens new ones."""
        inner, self._inner = self._inner, None
        if inner is not None:
            await inner.aclose()


class PatientRequest(HTTPXRequest):
    """Requests that wait and try again, a bounded number of times, when Telegram says 429.

    Only 429 is tried again: after a timeout nobody knows whether a message went out, and a
    second copy of an answer is worse than an error that says "ask again".
    """

    def __init__(self, transport: httpx.AsyncBaseTransport, pause: Pause = asyncio.sleep) -> None:
        super().__init__(pool_timeout=5.0, httpx_kwargs={"transport": transport})
        self._pause = pause

    async def do_request(  # noqa: PLR0913 (the library's signature)
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 (a private type there)
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """Status and body of the last try.

        Raises:
            NetworkError: Telegram still says 429, or it refuses a poll in a way that may pass.
        """
        endpoint = url.rpartition("/")[2]
        # A late "typing" sign is of no use to anyone.
        tries = 1 if endpoint == "sendChatAction" else _TRIES
        for attempt in range(1, tries + 1):
            status, body = await super().do_request(
                url,
                method,
                request_data,
                read_timeout,
                write_timeout,
                connect_timeout,
                pool_timeout,
            )
            if status != FLOOD:
                break
            wait = retry_after(body)
            if attempt == tries or wait > _LONGEST_WAIT_SECONDS:
                raise NetworkError(f"429, {endpoint}: gave up after {attempt} tries")
            logger.warning("429, %s: waiting %d s, try %d", endpoint, wait, attempt)
            await self._pause(wait)
        if endpoint == "getUpdates" and status in (401, 404):
            # The library ends polling for good on these; the token was good at the start, and
            # a proxy's or a filter's page passes by.
            raise NetworkError(f"{status}, {endpoint}")
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The decoded answer. The library would log an unreadable one, with people's words."""
        try:
            parsed = json.loads(payload.decode("utf-8", "replace"))
        except ValueError as error:
            raise TelegramError("Invalid server response") from error
        if not isinstance(parsed, dict):
            raise TelegramError("Invalid server response")
        return parsed


def open_requests(token: str, proxy_url: str | None) -> tuple[PatientRequest, PatientRequest]:
    """Two sets of connections to Telegram: one for calls, one for the long poll."""
    trust = httpx.create_ssl_context()
    calls = PatientRequest(TokenTransport(token, proxy_url, trust))
    return calls, PatientRequest(TokenTransport(token, proxy_url, trust))


def retry_after(body: bytes) -> int:
    """Seconds that the server asks for; 1 when it does not say."""
    try:
        seconds = json.loads(body)["parameters"]["retry_after"]
    except (ValueError, KeyError, TypeError):
        return 1
    return seconds if isinstance(seconds, int) else 1


def check_token(token: str) -> None:
    """Refuse a token that can not stand in an address, without repeating it."""
    if not token or not token.isascii() or not token.isprintable() or set(token) & set(" /?#%"):
        raise ValueError("the bot token is empty or holds characters that no token has")


def check_base_url(base_url: str) -> str:
    """The server's root without a slash at the end; it must be an http(s) address."""
    if urlsplit(base_url).scheme not in ("http", "https"):
        raise ValueError(f"{base_url!r} is not an http or https address")
    return base_url.rstrip("/")


class _NoContents(logging.Filter):
    """Keeps a record's sentence and drops what it would quote: updates hold people's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.args or record.exc_info:
            record.msg = str(record.msg).partition("%")[0]
            record.args = ()
            record.exc_info = None
            record.exc_text = None
        return True


_NO_CONTENTS = _NoContents()


def quiet_libraries() -> None:
    """Keep addresses and message texts of the libraries out of the log at any level.

    httpx tells every address at INFO; telegram tells every update at DEBUG, and at CRITICAL
    those that it can not read.
    """
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("httpcore").setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.INFO)
    for name in ("telegram.ext.ExtBot", "telegram.ext.Updater", "telegram.ext.Application"):
        logging.getLogger(name).addFilter(_NO_CONTENTS)
