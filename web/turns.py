"""Questions of programs take turns: a few are answered at a time, the others wait as they came."""

import asyncio
import os
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

T = TypeVar("T")

AT_ONCE = max(2, os.cpu_count() or 1)


class Turns:
    """Whoever asked first is answered first.

    Answering is work for the processor: more threads than cores at it get in each other's way,
    and a crowd of programs that ask would leave no thread for those who open a page.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = asyncio.Semaphore(at_once)

    async def take(self, answer: Callable[..., T], *arguments: object) -> T:
        """What a call gives that blocks, made in a thread once it is its turn."""
        async with self._free:
            return await run_in_threadpool(answer, *arguments)
