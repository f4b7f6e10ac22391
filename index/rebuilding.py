"""A rebuild of the index beside the work of the program: one at a time, and how far it is."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from corpus.errors import DungHanError
from index.generation import Manifest

logger = logging.getLogger(__name__)

_CLOSE_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the rebuild is, or what the last one came to."""

    is_running: bool = False
    line: str = ""  # "3/20 Kế hoạch …"
    problem: str = ""  # why the last one failed
    made: Manifest | None = None  # what the last one made


class _StoppedError(Exception):
    """The program ends: the rebuild is given up, and the index in use stays."""


class Rebuilding:
    """Runs rebuilds in a thread of its own. Safe to share between threads."""

    def __init__(self, rebuild: Callable[[Callable[[str], None]], Manifest]) -> None:
        """`rebuild` is that of a LibraryIndex."""
        self._rebuild = rebuild
        self._mutex = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._progress = Progress()

    def begin(self) -> bool:
        """Begin a rebuild; False when one is under way."""
        with self._mutex:
            if self._progress.is_running or self._stopping.is_set():
                return False
            self._progress = Progress(is_running=True)
            self._thread = threading.Thread(target=self._run, name="rebuild", daemon=True)
            self._thread.start()
            return True

    def progress(self) -> Progress:
        """As it is now."""
        with self._mutex:
            return self._progress

    def close(self) -> None:
        """Give up what runs, at its next document."""
        self._stopping.set()
        thread = self._thread
        if thread is not None:
            thread.join(_CLOSE_SECONDS)

    def wait(self) -> Progress:
        """What the rebuild that runs comes to."""
        thread = self._thread
        if thread is not None:
            thread.join()
        return self.progress()

    def _run(self) -> None:
        try:
            made = self._rebuild(self._on_progress)
        except _StoppedError:
            self._set(Progress())
        except DungHanError as error:
            logger.warning("rebuild of the index failed: %s", type(error).__name__)
            self._set(Progress(problem=str(error)))
        except Exception:
            logger.exception("rebuild of the index failed")
            self._set(Progress(problem="lỗi chưa rõ, xem nhật ký của chương trình"))
        else:
            self._set(Progress(made=made))

    def _on_progress(self, line: str) -> None:
        if self._stopping.is_set():
            raise _StoppedError
        self._set(Progress(is_running=True, line=line))

    def _set(self, progress: Progress) -> None:
        with self._mutex:
            self._progress = progress
