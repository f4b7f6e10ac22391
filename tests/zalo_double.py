"""Zalo on loopback: the Bot Platform, the Official Account and its OAuth, in one small server."""

import json
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs

Json = dict[str, Any]
BOT_ID = "1459232241454765289"
BOT_TOKEN = f"{BOT_ID}:bi-mat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One call: the last part of the path, the body, the headers in lower case."""

    method: str
    body: Json
    headers: dict[str, str]


@dataclass(slots=True)
class ZaloState:
    """What the server was asked, and what it is told to answer next."""

    calls: list[Made] = field(default_factory=list)
    updates: "queue.Queue[Json]" = field(default_factory=queue.Queue)
    # For a method: answers that come before the usual one. A callable is called, its answer given.
    planned: dict[str, list[Json | Callable[[], Json | None]]] = field(default_factory=dict)
    refresh_token: str = "refresh-1"
    access_token: str = "access-1"
    closing: threading.Event = field(default_factory=threading.Event)


class ZaloDouble:
    """The server in a thread. `plan` makes the next calls of a method answer so."""

    def __init__(self) -> None:
        self.state = ZaloState()
        handler = type("Handler", (_Handler,), {"state": self.state})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def root_url(self) -> str:
        """The address that the bot is given."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def plan(self, method: str, *answers: Json | Callable[[], Json | None]) -> None:
        """Answer the next calls of `method` so."""
        self.state.planned.setdefault(method, []).extend(answers)

    def made(self, method: str) -> list[Made]:
        """The calls of a method so far."""
        return [call for call in self.state.calls if call.method == method]

    def close(self) -> None:
        """Stop; a waiting poll is let go."""
        self.state.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    state: ClassVar[ZaloState]

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        is_json = "json" in self.headers.get("Content-Type", "")
        body = (
            json.loads(raw or "{}")
            if is_json
            else {name: values[0] for name, values in parse_qs(raw).items()}
        )
        method = self.path.rsplit("/", 1)[-1]
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.state.calls.append(Made(method=method, body=body, headers=headers))
        planned = self.state.planned.get(method)
        chosen = planned.pop(0) if planned else self._usual(method, body, headers)
        answer = chosen() if callable(chosen) else chosen
        if answer is None:  # hang up without an answer
            self.close_connection = True
            self.connection.close()
            return
        content = json.dumps(answer).encode()
        try:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            self.close_connection = True

    def _usual(self, method: str, body: Json, headers: dict[str, str]) -> Json:
        if self.path.startswith("/bot"):
            return self._bot(method, body)
        if method == "access_token":
            return self._refresh(body)
        if headers.get("access_token") != self.state.access_token:
            return {"error": -216, "message": "Access token is invalid"}
        return {"error": 0, "message": "Success", "data": {"message_id": "m"}}

    def _bot(self, method: str, body: Json) -> Json:
        if self.path.split("/")[1] != f"bot{BOT_TOKEN}":
            return {"ok": False, "error_code": 401, "description": "Unauthorized"}
        if method == "getMe":
            return {"ok": True, "result": {"id": BOT_ID, "account_name": "Bot Tra Cuu"}}
        if method == "getUpdates":
            for _ in range(200):
                try:
                    return {"ok": True, "result": self.state.updates.get(timeout=0.01)}
                except queue.Empty:
                    if self.state.closing.is_set():
                        break
            return {"ok": False, "error_code": 408, "description": "Request timeout"}
        if method == "sendMessage":
            if not 1 <= len(body.get("text", "")) <= 2000:
                return {"ok": False, "error_code": 400, "description": "text length"}
            return {"ok": True, "result": {"message_id": "82599fa32f56d00e8941", "date": 1}}
        return {"ok": True}

    def _refresh(self, body: Json) -> Json:
        if body.get("refresh_token") != self.state.refresh_token:
            return {"error": -14018, "error_name": "Invalid refresh token"}
        number = int(self.state.refresh_token.rpartition("-")[2]) + 1
        self.state.refresh_token = f"refresh-{number}"
        self.state.access_token = f"access-{number}"
        return {
            "access_token": self.state.access_token,
            "refresh_token": self.state.refresh_token,
            "expires_in": "90000",
        }


def text_update(text: str, message_id: str, *, chat: str = "u1", kind: str = "PRIVATE") -> Json:
    """A person's text as the Bot Platform hands it over, flat."""
    return {
        "event_name": "message.text.received",
        "message": {
            "from": {"id": "u1", "display_name": "Lan", "is_bot": False},
            "chat": {"id": chat, "chat_type": kind},
            "text": text,
            "message_id": message_id,
            "date": 1750316131602,
        },
    }
