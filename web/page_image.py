"""Pages of kept originals as pictures, drawn by a process that may fall without us."""

import logging
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from pathlib import Path
from typing import ParamSpec, TypeVar

from web.page_worker import Look, bound_memory, draw, look

logger = logging.getLogger(__name__)

_SECONDS = 20.0
_MEGABYTES = 1_536
_TASKS = 200  # then the process is replaced: what it leaks does not add up
_KEPT = 24  # pictures

P = ParamSpec("P")
T = TypeVar("T")


class _NotDrawnError(Exception):
    """A page could not be drawn this time."""


class PageImages:
    """Draws pages of PDFs. What can not be drawn is None; the page of text is shown instead."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._drawn = lru_cache(_KEPT)(self._draw)

    def picture(self, path: Path, page: int) -> bytes | None:
        """The page as PNG; about 0.2 s."""
        try:
            return self._drawn(str(path), page)
        except _NotDrawnError:
            return None

    def look(self, path: Path, page: int, lines: tuple[str, ...]) -> Look | None:
        """The page's size and where the lines stand on it; of a scan no line is found."""
        return self._run(look, str(path), page, lines)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _draw(self, path: str, page: int) -> bytes:
        drawn = self._run(draw, path, page)
        if drawn is None:
            raise _NotDrawnError  # what is raised is not kept: the next time it is tried again
        return drawn

    def _run(self, work: Callable[P, T], *asked: P.args, **named: P.kwargs) -> T | None:
        """What the process gives; None where it fails, and it is replaced where it fell."""
        with self._lock:  # one page at a time
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    max_workers=1,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=bound_memory,
                    initargs=(_MEGABYTES,),
                    max_tasks_per_child=_TASKS,
                )
            try:
                return self._pool.submit(work, *asked, **named).result(_SECONDS)
            except (BrokenProcessPool, TimeoutError):
                logger.warning("a page could not be drawn: the process fell or took too long")
                self._end()
            except Exception as error:  # noqa: BLE001 -- whatever the library says of a bad file
                logger.warning("a page could not be drawn: %s", type(error).__name__)
            return None

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            for process in multiprocessing.active_children():
                if process.pid in pool._processes:
                    process.kill()
            pool.shutdown(wait=False, cancel_futures=True)
