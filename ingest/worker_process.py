"""The process that reads files for another one: what goes wrong here costs one file.

It takes requests from its standard input and gives results on what was its standard output;
whatever else a library prints goes to the error output. It ends with the one that started it.
"""

import contextlib
import logging
import os
import signal
import sys
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from corpus.documents import ReadDocument
from ingest.beat import on_beat
from ingest.errors import BrokenFileError, IngestError, ReaderDiedError, TooMuchMemoryError
from ingest.frames import BEAT, RESULT, read_frame, write_frame

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A file to read, and the name under which the library knows it."""

    path: Path
    source: str


def main() -> None:
    """Answer requests until there are no more. The one argument is the memory in MiB."""
    memory_mib = int(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that asks
    requests, results = _take_over_streams()
    _limit_memory(memory_mib)
    waiting: SimpleQueue[Request] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    on_beat(lambda: write_frame(results, BEAT))
    import ingest.read  # noqa: PLC0415 -- loaded while the first request is on its way

    del ingest
    write_frame(results, BEAT)  # the time to start is no part of the first file's
    while True:
        request = waiting.get()
        write_frame(results, RESULT, answer(request, memory_mib))


def answer(request: Request, memory_mib: int) -> ReadDocument | IngestError:
    """The document of the file, or why there is none."""
    from ingest.read import read_file  # noqa: PLC0415 -- as above

    named = request.path.with_name(request.source)
    try:
        return _storable(named, read_file(request.path), request.source)
    except IngestError as error:
        if isinstance(error.__cause__, MemoryError):
            return TooMuchMemoryError(named, memory_mib)
        return _renamed(error, request)
    except MemoryError:
        return TooMuchMemoryError(named, memory_mib)
    except Exception as error:
        logger.info("reading failed", exc_info=True)
        return ReaderDiedError(named, type(error).__name__)


def _storable(path: Path, read: ReadDocument, source: str) -> ReadDocument:
    """The document under its name, refused when it has what no database keeps."""
    text = read.document.text
    if "\x00" in text or not _is_encodable(text):
        raise BrokenFileError(path, "có ký tự không phải chữ, không lưu được")
    if not _is_encodable(source):
        raise BrokenFileError(path, "tên tệp có ký tự không phải chữ, không lưu được")
    if read.document.source == source:
        return read
    return replace(read, document=replace(read.document, source=source))


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _renamed(error: IngestError, request: Request) -> IngestError:
    """The error in the name that people know the file by."""
    if request.path.name != request.source:
        said = str(error).removeprefix(f"{request.path.name}: ")
        error.args = (f"{request.source}: {said}",)
    error.__cause__ = None
    return error


def _take_over_streams() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes for our own use; what others print can not get between."""
    requests = os.fdopen(os.dup(0), "rb")
    results = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, results


def _limit_memory(memory_mib: int) -> None:
    try:
        import resource  # noqa: PLC0415 -- Windows has none
    except ImportError:
        logger.info("no limit of memory on this system")
        return
    limit = memory_mib * 1024 * 1024
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        limit = min(limit, most)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
        # A crash is told by its signal; a picture of the memory would hold the paper's text.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _listen(requests: BinaryIO, waiting: "SimpleQueue[Request]") -> None:
    """Hand on the requests; end with the one that asks, and with whatever was started here."""
    while (frame := read_frame(requests)) is not None:
        request = frame[1]
        if isinstance(request, Request):
            waiting.put(request)
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(0)
