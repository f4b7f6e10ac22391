"""A language model on loopback: it says what it is told to, or fails in each way that one can."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

Json = dict[str, Any]
_DRIP_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: its path, body and headers in lower case."""

    path: str
    body: Json
    headers: dict[str, str]


@dataclass(slots=True)
class ModelState:
    """What the server was asked and how it answers."""

    answer: "Callable[[Handler], None]"
    asked: list[Asked] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


class ModelDouble:
    """The server in a thread; `close` ends it."""

    def __init__(self, answer: "Callable[[Handler], None]") -> None:
        self.state = ModelState(answer=answer)
        handler = type("Handler", (Handler,), {"state": self.state})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def address(self) -> str:
        """What the setting holds."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        """End it, with what still waits."""
        self.state.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers as its state says."""

    state: ClassVar[ModelState]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.state.asked.append(Asked(path=self.path, body=json.loads(body), headers=headers))
        self.close_connection = True
        try:
            self.state.answer(self)
        except (BrokenPipeError, ConnectionResetError):
            return  # who asked did not wait

    def send_body(self, body: bytes, status: int = 200, length: int | None = None) -> None:
        """An answer with this body; `length` is what its head says."""
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def says(words: str) -> "Callable[[Handler], None]":
    """It answers with these words."""
    message = {"role": "assistant", "content": words}
    body = json.dumps({"object": "chat.completion", "choices": [{"index": 0, "message": message}]})
    return lambda handler: handler.send_body(body.encode())


def sends(body: bytes, status: int = 200) -> "Callable[[Handler], None]":
    """It answers with this body."""
    return lambda handler: handler.send_body(body, status)


def waits(handler: Handler) -> None:
    """It takes the question and never answers."""
    handler.state.closing.wait(30)


def drips(handler: Handler) -> None:
    """It sends a letter now and then, without end."""
    handler.send_body(b"", length=1_000_000)
    while not handler.state.closing.wait(_DRIP_SECONDS):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def breaks_off(handler: Handler) -> None:
    """It closes in the middle of its answer."""
    handler.send_body(b'{"choices": [{"mess', length=1_000)


def swells(handler: Handler) -> None:
    """It sends more than anybody reads."""
    handler.send_body(b"", length=64 * 1024 * 1024)
    for _ in range(64):
        handler.wfile.write(b" " * 1024 * 1024)
