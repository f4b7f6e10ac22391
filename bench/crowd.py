"""Signed-in staff who ask `dunghan serve` over HTTP on loopback, alone or many at once."""

import http.client
import itertools
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.measures import cpu_seconds, resident_mib
from corpus.errors import DungHanError

_COMMAND = (sys.executable, "-c", "from cli.main import main; main()")
_START_SECONDS = 900  # an index may have to be built first
_STOP_SECONDS = 60
_REPLY_SECONDS = 300
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_TOKEN = re.compile(r'name="ma_bao_ve" value="(\w+)"')
# A person may not ask so fast; the store is the one of the folder, whatever else is set.
_AS_FAST_AS_IT_GOES = {"DUNGHAN_CHAT_RATE": "1000000", "DUNGHAN_DATABASE_URL": ""}
_TALK = "cuoc-do-tai"  # each person's own of this name
_POINTS = 12  # how often the memory is looked at


class ServerError(DungHanError):
    """The server did not come up."""

    def __init__(self) -> None:
        super().__init__(
            "Máy chủ của lần đo không mở được. Hãy chạy thử «dunghan serve» để xem lý do."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The running command: where it listens, and its process."""

    port: int
    process_id: int


@dataclass(slots=True)
class Tally:
    """What the asking came to; the threads that ask share one."""

    times: list[float] = field(default_factory=list)  # seconds, of the questions answered
    errors: int = 0
    rss_mib: list[float] = field(default_factory=list)  # of the server, at equal steps
    seconds: float = 0.0  # from the first question to the last reply
    cpu_seconds: float = 0.0  # of the server meanwhile
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """The command over the library of a folder; ended afterwards.

    Raises:
        ServerError: it ended, or said nothing in time.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 -- our own command, fixed words
        [*_COMMAND, "serve", "--port", str(port)],
        env={**os.environ, **_AS_FAST_AS_IT_GOES, "DUNGHAN_HOME": str(home)},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    deadline = threading.Timer(_START_SECONDS, process.kill)
    deadline.start()
    lines = process.stderr or iter(())
    # What it says is read on, or it would wait for a reader once the pipe is full.
    reading = threading.Thread(target=lambda: [None for _ in lines])
    try:
        if not any(_ADDRESS.search(line) for line in lines):
            raise ServerError
        deadline.cancel()
        reading.start()
        yield Server(port=port, process_id=process.pid)
    finally:
        deadline.cancel()
        process.send_signal(signal.SIGTERM)
        process.wait(_STOP_SECONDS)
        if reading.ident is not None:
            reading.join()
        if process.stderr is not None:
            process.stderr.close()


def ask_in_turn(server: Server, cookie: str, questions: Sequence[str]) -> Tally:
    """One person asks one question after another."""
    tally = Tally()
    started = time.perf_counter()
    _Person(server, cookie, tally).ask(questions, lambda: None)
    tally.seconds = time.perf_counter() - started
    return tally


def ask_at_once(
    server: Server, cookies: Sequence[str], questions: Sequence[str], each: int
) -> Tally:
    """Everyone asks `each` questions, without a pause and all at the same time.

    Each begins elsewhere in the list, so that no two ask the same at the same moment.
    """
    tally = Tally()
    step = max(1, len(cookies) * each // _POINTS)

    def look() -> None:
        if (len(tally.times) + tally.errors) % step == 0:
            tally.rss_mib.append(resident_mib(server.process_id))

    def one(number: int) -> None:
        around = itertools.cycle(questions)
        own = itertools.islice(around, number * len(questions) // len(cookies), None)
        asked = list(itertools.islice(own, each))
        _Person(server, cookies[number], tally).ask(asked, look)

    started, cpu = time.perf_counter(), cpu_seconds(server.process_id)
    with ThreadPoolExecutor(len(cookies)) as pool:
        list(pool.map(one, range(len(cookies))))
    tally.seconds = time.perf_counter() - started
    tally.cpu_seconds = cpu_seconds(server.process_id) - cpu
    return tally


class _Person:
    """One browser: it keeps its connection, its session and the token of its forms."""

    def __init__(self, server: Server, cookie: str, tally: Tally) -> None:
        self._connection = http.client.HTTPConnection(
            "127.0.0.1", server.port, timeout=_REPLY_SECONDS
        )
        self._headers = {
            "Cookie": f"dunghan={cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._tally = tally

    def ask(self, questions: Sequence[str], after_each: Callable[[], None]) -> None:
        """Ask, and note how long each reply took; `after_each` is called under the lock."""
        found = _TOKEN.search(self._reply("GET", "/", None)[1])
        token = found[1] if found else ""
        for question in questions:
            body = urlencode({"cau_hoi": question, "ma_bao_ve": token, "cuoc": _TALK})
            started = time.perf_counter()
            status, _ = self._reply("POST", "/", body)  # sent on once the answer is kept
            seconds = time.perf_counter() - started
            with self._tally.lock:
                if status == http.client.SEE_OTHER:
                    self._tally.times.append(seconds)
                else:
                    self._tally.errors += 1
                after_each()
        self._connection.close()

    def _reply(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        """Status and text; status 0 when none came."""
        try:
            self._connection.request(method, path, body, self._headers)
            reply = self._connection.getresponse()
            return reply.status, reply.read().decode()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return 0, ""
