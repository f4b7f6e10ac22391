"""A language model at an OpenAI-compatible address: asked in time, or left alone for a while.

Nothing that it does keeps an answer back for longer than the seconds that are set: it may be slow,
stop in the middle, answer too much, something else or nothing.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from threading import BoundedSemaphore, Lock, Thread
from types import TracebackType
from typing import Any, Self

from answer.wording_request import Message
from bot.posting import CallFaultError, Poster
from cli.settings import WritingSettings

logger = logging.getLogger(__name__)

_AT_ONCE = 4  # calls; further answers go out without a wording
_FAULTS = 3  # in a row, then it is left alone
_REST_SECONDS = 60.0
_MOST_TOKENS = 800
_SEED = 1
_OK = 200
_CLOSING_SECONDS = 2.0


class WritingEndpoint:
    """Calls in a loop of its own: whoever asks waits no longer than the time that is set."""

    def __init__(
        self, settings: WritingSettings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._places = BoundedSemaphore(_AT_ONCE)
        self._rest = Rest(clock)
        self._loop = asyncio.new_event_loop()
        self._poster = Poster()
        self._thread = Thread(target=self._loop.run_forever, name="writing", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        closing = asyncio.run_coroutine_threadsafe(self._close(), self._loop)
        try:
            closing.result(_CLOSING_SECONDS)
        except TimeoutError:
            logger.info("writing: a connection was left open")
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CLOSING_SECONDS)
        if not self._thread.is_alive():
            self._loop.close()

    def complete(self, messages: tuple[Message, ...]) -> str | None:
        """The model's reply; None when none came in time, or the endpoint is left alone."""
        if self._rest.is_on() or not self._places.acquire(blocking=False):
            return None
        began = time.perf_counter()
        try:
            reply, fault = self._asked(messages), ""
        except CallFaultError as error:
            reply, fault = None, str(error)
        except (TimeoutError, CancelledError):
            reply, fault = None, "quá thời gian"
        finally:
            self._places.release()
        elapsed = 1000 * (time.perf_counter() - began)
        if reply is None:
            logger.warning("writing: %s, %d ms", fault or "không có lời viết", elapsed)
        self._rest.note(is_fault=reply is None)
        return reply

    def _asked(self, messages: tuple[Message, ...]) -> str | None:
        call = asyncio.run_coroutine_threadsafe(self._post(messages), self._loop)
        try:
            return call.result(self._settings.seconds)
        finally:
            call.cancel()  # closes the connection of one that is late

    async def _post(self, messages: tuple[Message, ...]) -> str | None:
        key = self._settings.key
        content = {
            "model": self._settings.model,
            "messages": [{"role": each.role, "content": each.content} for each in messages],
            "temperature": 0,
            "seed": _SEED,
            "max_tokens": _MOST_TOKENS,
            "stream": False,
        }
        answered = await self._poster.post(
            f"{self._settings.address}/chat/completions",
            content,
            headers={"Authorization": f"Bearer {key}"} if key else None,
            seconds=self._settings.seconds,
        )
        if answered.status != _OK:
            raise CallFaultError(f"HTTP {answered.status}", is_unclear=False)
        return reply_of(answered.body)

    async def _close(self) -> None:
        await self._poster.__aexit__(None, None, None)


class Rest:
    """Whether the endpoint is left alone: for a minute after some faults in a row.

    After the minute one more fault is enough for the next.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._faults = 0
        self._until = float("-inf")
        self._lock = Lock()

    def is_on(self) -> bool:
        """Whether it is left alone now."""
        with self._lock:
            return self._clock() < self._until

    def note(self, *, is_fault: bool) -> None:
        """Count how a call ended."""
        with self._lock:
            self._faults = self._faults + 1 if is_fault else 0
            if self._faults >= _FAULTS:
                self._until = self._clock() + _REST_SECONDS
                logger.warning("writing: nghỉ %d giây", _REST_SECONDS)


def reply_of(body: Mapping[str, Any]) -> str | None:
    """The words of a chat completion; None for any other shape."""
    try:
        content = body["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        return None
    return content if isinstance(content, str) else None
