"""Many files read side by side, each by a process of its own, and given back in their order."""

import contextlib
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.documents import ReadDocument
from ingest.errors import IngestError, ReaderDiedError, TooMuchMemoryError
from ingest.limits import Limits
from ingest.worker import Worker

_FILES_PER_WORKER = 500  # then it is replaced: what libraries leak does not add up
_AHEAD = 2  # files in hand for each worker
_LOOK_SECONDS = 0.5  # how often a wait lets Ctrl+C in where the system does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read, and its name in the library."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of one file: a document, or the error that says why there is none.

    Neither for a file that was left out because it is known.
    """

    source: Source
    read: ReadDocument | None
    error: IngestError | None
    seconds: float


class Readers:
    """Processes that read files. A hostile file costs itself: never the parent, never another.

    Processes are started when there is work for them and kept for the next file.
    """

    def __init__(self, *, limits: Limits | None = None, workers: int | None = None) -> None:
        self._limits = limits or Limits()
        self.workers = workers or usual_workers()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._is_closed = False
        self._threads = ThreadPoolExecutor(max_workers=self.workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start one process now, so that it is ready when the first file comes."""
        self._give_back(self._new())

    def close(self) -> None:
        """End every process; what is being read is given up. Calling it twice is harmless."""
        with self._lock:
            self._is_closed = True
            workers = tuple(self._all)
        for worker in workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def read(self, source: Source) -> Reading:
        """Read one file; its error is in what comes back, not raised."""
        started = time.monotonic()
        read, error = None, None
        try:
            read = self._read(source)
        except IngestError as found:
            error = found
        return Reading(source=source, read=read, error=error, seconds=time.monotonic() - started)

    def read_in_order(
        self, sources: Iterable[Source], is_known: Callable[[Source], bool] = lambda _: False
    ) -> Iterator[Reading]:
        """What came of each file, in the order given; a few are read ahead of the one taken.

        Args:
            sources: the files; asked for as they are needed.
            is_known: says of a file that it need not be read.
        """
        ahead: deque[Future[Reading]] = deque()
        for source in sources:
            ahead.append(_left_out(source) if is_known(source) else self._submit(source))
            if len(ahead) >= _AHEAD * self.workers:
                yield _wait_for(ahead.popleft())
        while ahead:
            yield _wait_for(ahead.popleft())

    def _submit(self, source: Source) -> "Future[Reading]":
        return self._threads.submit(self.read, source)

    def _read(self, source: Source) -> ReadDocument:
        worker = self._take()
        was_used = worker.files > 0
        try:
            return worker.read(source.path, source.name)
        except (ReaderDiedError, TooMuchMemoryError):
            # What earlier files left in the process may be to blame: a fresh one decides.
            if worker.is_alive or not was_used or self._is_closed:
                raise
        finally:
            self._give_back(worker)
        worker = self._new()
        try:
            return worker.read(source.path, source.name)
        finally:
            self._give_back(worker)

    def _take(self) -> Worker:
        with self._lock:
            if self._idle:
                return self._idle.pop()  # the last one given back: it is warm
        return self._new()

    def _new(self) -> Worker:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the readers are closed")
            worker = Worker(self._limits)
            self._all.add(worker)
            return worker

    def _give_back(self, worker: Worker) -> None:
        if worker.files >= _FILES_PER_WORKER:
            worker.close()
        with self._lock:
            if worker.is_alive:
                self._idle.append(worker)
            else:
                self._all.discard(worker)


def usual_workers() -> int:
    """One for each core that this process may use."""
    with contextlib.suppress(AttributeError):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _left_out(source: Source) -> "Future[Reading]":
    future: Future[Reading] = Future()
    future.set_result(Reading(source=source, read=None, error=None, seconds=0.0))
    return future


def _wait_for(future: "Future[Reading]") -> Reading:
    while not future.done():
        wait([future], timeout=_LOOK_SECONDS)
    return future.result()
