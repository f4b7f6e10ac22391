"""Requests to chat services and models: one JSON call at a time, its faults told apart.

A call that surely did not go out may be made again; one whose answer did not come may not.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

from bot.errors import BotError

_CONNECT_SECONDS = 10.0
# Surely not gone out: not reached, or an address or words that can not be sent.
_UNSENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.InvalidURL,
    UnicodeError,
)
_MOST_BYTES = 4 * 1024 * 1024  # of an answer


class CallFaultError(BotError):
    """A call got no answer that can be read. The message holds no address: it may hold a token."""

    def __init__(self, kind: str, *, is_unclear: bool) -> None:
        super().__init__(f"không có trả lời ({kind})")
        self.is_unclear = is_unclear  # it may have been carried out


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a service answered: an object, {} for a body that is none."""

    status: int
    body: Mapping[str, Any]


class Poster:
    """Connections to chat services. Addresses are in no log line and no exception."""

    def __init__(self, proxy_url: str | None = None) -> None:
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)  # their INFO lines tell addresses
        self._client = httpx.AsyncClient(proxy=proxy_url, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def post(
        self,
        address: str,
        content: Mapping[str, Any],
        *,
        headers: Mapping[str, str] | None = None,
        is_form: bool = False,
        seconds: float = 30.0,
    ) -> Answered:
        """The answer to a JSON object or form, whatever its status.

        `seconds` is the longest wait for each part of it.

        Raises:
            CallFaultError: the service was not reached, did not answer in time, or too much.
        """
        sent: dict[str, Any] = {"data": dict(content)} if is_form else {"json": dict(content)}
        timeout = httpx.Timeout(seconds, connect=_CONNECT_SECONDS)
        try:
            async with self._client.stream(
                "POST", address, headers=dict(headers or {}), timeout=timeout, **sent
            ) as response:
                content_read = await _read(response)
        except _UNSENT as error:
            raise CallFaultError(type(error).__name__, is_unclear=False) from None
        except httpx.HTTPError as error:
            raise CallFaultError(type(error).__name__, is_unclear=True) from None
        return Answered(status=response.status_code, body=_object(content_read))


async def _read(response: httpx.Response) -> bytes:
    read = bytearray()
    async for part in response.aiter_bytes():
        read += part
        if len(read) > _MOST_BYTES:
            raise CallFaultError("too long", is_unclear=True)
    return bytes(read)


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
