"""One process that reads files for us, watched: it is ended when it crashes, hangs or swells."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue

from corpus.documents import ReadDocument
from ingest.errors import IngestError, ReaderDiedError, TooMuchMemoryError, TooSlowError
from ingest.frames import BEAT, REQUEST, read_frame, write_frame
from ingest.limits import Limits
from ingest.worker_process import Request

_ROOT = Path(__file__).parents[1]
_PROGRAM = "from ingest.worker_process import main; main()"


class Worker:
    """A process of `ingest.worker_process` and the pipe to it. For one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.files = 0  # read so far
        self.is_alive = True
        self._process = subprocess.Popen(  # noqa: S603 -- our own module, fixed words
            # -P: nothing is imported from the folder that the command happens to stand in.
            [sys.executable, "-P", "-c", _PROGRAM, str(limits.memory_mib)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            # Its own group: Ctrl+C is ours to deal with, and it ends with its children.
            start_new_session=True,
        )
        self._frames: SimpleQueue[tuple[bytes, object] | None] = SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def read(self, path: Path, source: str) -> ReadDocument:
        """The document of a file.

        Raises:
            IngestError: the file can not be read, or reading it went over a limit. After the
            latter `is_alive` is False.
        """
        assert self._process.stdin is not None  # noqa: S101 -- a pipe was asked for
        self.files += 1
        named = path.with_name(source)
        try:
            write_frame(self._process.stdin, REQUEST, Request(path=path.absolute(), source=source))
        except (OSError, ValueError):  # ValueError: closed by another thread
            raise self._death(named) from None
        result = self._result(named)
        if isinstance(result, TooMuchMemoryError):
            self.close()  # what it still holds would be the next file's burden
        if isinstance(result, IngestError):
            result.path = path
            raise result
        return result

    def close(self) -> None:
        """End the process and all that it started. Calling it twice is harmless."""
        self.is_alive = False
        _end_group(self._process)
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _result(self, path: Path) -> ReadDocument | IngestError:
        started = time.monotonic()
        while True:
            left = self._limits.total_seconds - (time.monotonic() - started)
            try:
                frame = self._frames.get(timeout=max(0.0, min(self._limits.quiet_seconds, left)))
            except Empty:
                self.close()
                return TooSlowError(path, time.monotonic() - started)
            if frame is None:
                return self._death(path)
            kind, content = frame
            if kind != BEAT and isinstance(content, ReadDocument | IngestError):
                return content

    def _death(self, path: Path) -> IngestError:
        self.close()
        code = self._process.returncode
        try:
            reason = signal.Signals(-code).name
        except ValueError:
            reason = f"mã {code}"
        return ReaderDiedError(path, reason)

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 -- a pipe was asked for
        while True:
            frame = read_frame(self._process.stdout)
            self._frames.put(frame)
            if frame is None:
                return


def _environment() -> dict[str, str]:
    """Ours, with our rooms to import from, and one thread for each process that reads."""
    paths = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "OMP_THREAD_LIMIT": "1",
        "MALLOC_ARENA_MAX": "2",  # each arena takes 64 MiB of the address space
    }


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        # The group outlives its first process while children of it run.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        return
    if process.poll() is None:
        with contextlib.suppress(OSError):
            subprocess.run(  # noqa: S603 -- fixed words and a number
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607 -- of Windows
                check=False,
                capture_output=True,
            )
    process.kill()
