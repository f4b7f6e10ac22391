"""Webhooks in front of the web pages: the few paths of the channels, all else passed on."""

import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.channel import Arrived

logger = logging.getLogger(__name__)

_MOST_BYTES = 1024 * 1024
_TOO_LARGE, _WRONG_METHOD, _FAULT = 413, 405, 500

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Handler: TypeAlias = Callable[[Arrived], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Webhooks:
    """An ASGI application: POST to a path of `handlers` is theirs, the rest is `app`'s.

    A handler checks who calls before it reads, and gives the status; the body stays empty.
    """

    app: App
    handlers: Mapping[str, Handler]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        handler = self.handlers.get(scope["path"]) if scope["type"] == "http" else None
        if handler is None:
            await self.app(scope, receive, send)
            return
        if scope["method"] != "POST":
            await _answer(send, _WRONG_METHOD)
            return
        body = await _body(receive)
        if body is None:
            await _answer(send, _TOO_LARGE)
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        try:
            status = await handler(Arrived(headers=headers, body=body))
        except Exception as error:  # noqa: BLE001 -- the outermost line; words may be a person's
            logger.error("webhook %s: %s", scope["path"], type(error).__name__)  # noqa: TRY400
            status = _FAULT
        await _answer(send, status)


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None for one that is too large."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return body
        piece: bytes = message.get("body", b"")
        body += piece
        if len(body) > _MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return body


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
