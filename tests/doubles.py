"""Small real things that stand in for what tests can not have: a Bot API server on loopback."""

import json
import threading
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote

# --- bot: Telegram -------------------------------------------------------------------------

Json = dict[str, Any]

BOT_USER: Json = {
    "id": 666,
    "is_bot": True,
    "first_name": "Trợ lý",
    "username": "TestNameBot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
_TRUE = frozenset(
    {"answerCallbackQuery", "sendChatAction", "setMyCommands", "deleteWebhook", "setWebhook"}
)
_TAGS = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote"})


class _Html(HTMLParser):
    """Reads the HTML that Telegram reads: known tags, each closed where it should be."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag not in _TAGS:
            raise ValueError(f'Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f'Unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data


def text_of_html(html: str) -> str:
    """The text that people see; ValueError where Telegram could not parse it."""
    parser = _Html()
    parser.feed(html)
    parser.close()
    if parser.open:
        raise ValueError(f'Can\'t find end tag corresponding to start tag "{parser.open[-1]}"')
    return parser.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request that the bot made: the method's name and its parameters as text."""

    method: str
    body: dict[str, str]

    @property
    def text(self) -> str:
        """The words of a message; "" for other methods."""
        return self.body.get("text", "")

    @property
    def chat_id(self) -> int:
        """The chat it goes to; 0 for methods without one."""
        return int(self.body.get("chat_id", 0))

    def parsed(self, name: str) -> Any:  # noqa: ANN401 (JSON)
        """A parameter that is written as JSON; None when absent."""
        return json.loads(self.body[name]) if name in self.body else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An answer that fails: status, description, and what 429 adds; or a body that is no JSON."""

    status: int
    description: str = "Internal Server Error"
    parameters: Json | None = None
    raw: bytes | None = None


@dataclass(slots=True)
class _State:
    token: str
    updates: list[Json] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    sent: list[Json] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)  # by id
    last_id: int = 0
    closing: bool = False
    changed: threading.Condition = field(default_factory=threading.Condition)

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id


class _BadRequestError(Exception):
    """What the double answers with status 400."""


class BotApiDouble:
    """A Bot API server in a thread, for one token, with long polling and a kept offset.

    It checks what Telegram checks of a message (not empty, 4,096 units after parsing, HTML that
    parses, callback data of 64 bytes) and can be told to fail.
    """

    def __init__(self, token: str) -> None:
        self.state = _State(token)
        handler = type("Handler", (_Handler,), {"state": self.state})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def root_url(self) -> str:
        """The address that the bot is given."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Let waiting polls go and stop."""
        with self.state.changed:
            self.state.closing = True
            self.state.changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of `method` fail so, one fault each."""
        with self.state.changed:
            self.state.faults.setdefault(method, []).extend(faults)

    async def deliver(self, message: Json) -> None:
        """A person's message reaches the bot."""
        with self.state.changed:
            numbered = {**message, "message_id": self.state.next_id()}
            self._add({"message": numbered})

    async def deliver_update(self, update: Json) -> None:
        """Any other update reaches the bot."""
        with self.state.changed:
            self._add(update)

    def forget_updates(self) -> None:
        """Drop what the bot has not confirmed, as Telegram does after a day."""
        with self.state.changed:
            self.state.updates.clear()

    async def send_file(self, person: Json, chat: Json, name: str, content: bytes) -> None:
        """A person's file reaches the bot."""
        self.state.files[name] = content
        document: Json = {"file_id": name, "file_unique_id": "u", "file_name": name}
        document["file_size"] = len(content)
        await self.deliver({"from": person, "chat": chat, "date": 1, "document": document})

    async def press(self, person: Json, chat: Json, data: str) -> None:
        """A person presses a button of the bot's last message in the chat."""
        with self.state.changed:
            message = next(m for m in reversed(self.state.sent) if m["chat"]["id"] == chat["id"])
            query = {"from": person, "message": message, "data": data, "chat_instance": "1"}
            self._add({"callback_query": {"id": str(self.state.next_id()), **query}})

    async def calls(self) -> list[Call]:
        """What the bot called so far, polls left out, in order."""
        with self.state.changed:
            return [call for call in self.state.calls if call.method != "getUpdates"]

    async def polls(self) -> int:
        """How often the bot asked for updates."""
        with self.state.changed:
            return sum(call.method == "getUpdates" for call in self.state.calls)

    def _add(self, update: Json) -> None:
        self.state.updates.append({"update_id": self.state.next_id(), **update})
        self.state.changed.notify_all()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: ClassVar[_State]

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        token, _, path = unquote(self.path).removeprefix("/file/bot").partition("/")
        content = self.state.files.get(path.removeprefix("documents/"))
        if token != self.state.token or content is None:
            self._fail(Fault(status=404, description="Not Found"))
        else:
            self._reply(200, content)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        form = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
        body = {name: values[0] for name, values in form.items()}
        token, _, method = self.path.removeprefix("/bot").partition("/")
        with self.state.changed:
            self.state.calls.append(Call(method=method, body=body))
            self.state.changed.notify_all()
            faults = self.state.faults.get(method)
            fault = faults.pop(0) if faults else None
        if fault is not None:
            self._fail(fault)
        elif token != self.state.token:
            self._fail(Fault(status=401, description="Unauthorized"))
        else:
            try:
                result = self._result(method, body)
            except _BadRequestError as error:
                self._fail(Fault(status=400, description=f"Bad Request: {error}"))
            else:
                self._reply(200, json.dumps({"ok": True, "result": result}).encode())

    def _fail(self, fault: Fault) -> None:
        answer: Json = {
            "ok": False,
            "error_code": fault.status,
            "description": fault.description,
        }
        if fault.parameters is not None:
            answer["parameters"] = fault.parameters
        self._reply(fault.status, json.dumps(answer).encode() if fault.raw is None else fault.raw)

    def _reply(self, status: int, content: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except OSError:
            self.close_connection = True  # the bot hung up, as it does when it stops polling

    def _result(self, method: str, body: dict[str, str]) -> object:
        if method == "getMe":
            return BOT_USER
        if method == "getUpdates":
            return self._updates(int(body.get("offset", 0)), float(body.get("timeout", 0)))
        if method == "sendMessage":
            return self._sent(body)
        if method == "getFile":
            path = f"documents/{body['file_id']}"
            return {"file_id": body["file_id"], "file_unique_id": "u", "file_path": path}
        if method == "answerCallbackQuery" and len(body.get("text", "")) > 200:
            raise _BadRequestError("MESSAGE_TOO_LONG")
        if method == "editMessageText":
            return self._edited(body)
        if method in _TRUE:
            return True
        raise _BadRequestError(f"the double does not know {method}")

    def _edited(self, body: dict[str, str]) -> Json:
        with self.state.changed:
            for message in self.state.sent:
                if message["message_id"] == int(body["message_id"]):
                    message["text"] = text_of_html(body["text"])
                    return message
        raise _BadRequestError("message to edit not found")

    def _updates(self, offset: int, timeout: float) -> list[Json]:
        deadline = time.monotonic() + timeout
        with self.state.changed:
            while not self.state.closing:
                found = [u for u in self.state.updates if u["update_id"] >= offset]
                self.state.updates[:] = found  # an offset confirms what is before it
                left = deadline - time.monotonic()
                if found or left <= 0:
                    return found
                self.state.changed.wait(left)
        return []

    def _sent(self, body: dict[str, str]) -> Json:
        text = body.get("text", "")
        if body.get("parse_mode") == "HTML":
            try:
                text = text_of_html(text)
            except ValueError as error:
                raise _BadRequestError(f"can't parse entities: {error}") from error
        if not text.strip():
            raise _BadRequestError("message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise _BadRequestError("message is too long")
        markup = json.loads(body.get("reply_markup", "{}"))
        for row in markup.get("inline_keyboard", []):
            for button in row:
                if not 1 <= len(button["callback_data"].encode()) <= 64:
                    raise _BadRequestError("BUTTON_DATA_INVALID")
        chat_id = int(body["chat_id"])
        message: Json = {
            "date": int(time.time()),
            "from": BOT_USER,
            "chat": {"id": chat_id, "type": "supergroup" if chat_id < 0 else "private"},
            "text": text,
            **({"reply_markup": markup} if markup else {}),
        }
        if "message_thread_id" in body:
            message["message_thread_id"] = int(body["message_thread_id"])
            message["is_topic_message"] = True
        with self.state.changed:
            message["message_id"] = self.state.next_id()
            self.state.sent.append(message)
        return message
