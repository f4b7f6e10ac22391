"""The third-party Bot API emulator as a process; it lies beside the repository, not in it."""

import asyncio
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.doubles import BotApiDouble, Call, Json
from tests.emulator.people import Server

FOLDER = Path(__file__).parents[2].parent / "shared" / "emulators"
_FILES = ("package.json", "telegram_routes.js")
_INSTALL_SECONDS = 180
_START_SECONDS = 30


class EmulatorMissingError(Exception):
    """The emulator can not run here; the message says why."""


class EmulatorProcess:
    """A running emulator; it serves any number of tokens, each apart."""

    def __init__(self) -> None:
        folder = _installed()
        node = _program("node")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.root_url = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(  # noqa: S603 (a program found on PATH, our arguments)
            [node, "telegram_routes.js"],
            cwd=folder,
            env={**os.environ, "PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._await_ready()

    def _await_ready(self) -> None:
        """Read the first line it prints; a process that says nothing in time is ended."""
        assert self._process.stdout is not None
        deadline = threading.Timer(_START_SECONDS, self._process.kill)
        deadline.start()
        line = self._process.stdout.readline()
        deadline.cancel()
        deadline.join()
        if not line.startswith(b"ready"):
            self.close()
            raise EmulatorMissingError(f"the emulator did not start: {line!r}")

    def close(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


class Emulator:
    """One bot's view of a running emulator, told apart from others by its token."""

    def __init__(self, process: EmulatorProcess, token: str) -> None:
        self.root_url = process.root_url
        self._token = token
        self._client = httpx.AsyncClient(base_url=process.root_url, timeout=10)
        self._seen_before = 0

    async def open(self) -> None:
        """Forget the calls of earlier tests."""
        self._seen_before = len(await self._all_calls())

    async def close(self) -> None:
        """Close the connection; the process goes on."""
        await self._client.aclose()

    async def deliver(self, message: Json) -> None:
        """A person's message reaches the bot."""
        await self._post("/sendMessage", {"botToken": self._token, **message})

    async def send_file(self, person: Json, chat: Json, name: str, content: bytes) -> None:
        """A person's file reaches the bot."""
        kept = await self._client.post("/_ctl/upload", files={"tep": (name, content)})
        message = {"from": person, "chat": chat, "date": 1, "document": kept.json()}
        await self.deliver(message)

    async def press(self, person: Json, chat: Json, data: str) -> None:
        """A person presses a button of the bot's last message in the chat."""
        history = await self._post("/getUpdatesHistory", {"token": self._token})
        sent = [
            update["messageId"]
            for update in history["result"]
            if str(update.get("message", {}).get("chat_id")) == str(chat["id"])
        ]
        message = {"message_id": sent[-1], "chat": chat, "date": 1}
        query = {"from": person, "date": 1, "data": data, "message": message}
        await self._post("/sendCallback", {"botToken": self._token, **query})

    async def calls(self) -> list[Call]:
        """What the bot called in this test, polls left out, in order."""
        recent = (await self._all_calls())[self._seen_before :]
        return [call for call in recent if call.method != "getUpdates"]

    async def polls(self) -> int:
        """How often the bot asked for updates."""
        recent = (await self._all_calls())[self._seen_before :]
        return sum(call.method == "getUpdates" for call in recent)

    async def _all_calls(self) -> list[Call]:
        response = await self._client.get("/_ctl/calls")
        return [Call(method=call["method"], body=call["body"]) for call in response.json()]

    async def _post(self, path: str, body: Json) -> Any:  # noqa: ANN401 (JSON)
        response = await self._client.post(path, json=body)
        response.raise_for_status()
        return response.json()


@asynccontextmanager
async def server_of(kind: str, token: str, request: pytest.FixtureRequest) -> AsyncIterator[Server]:
    """Our double of Telegram, or the emulator; both are asked the same."""
    if kind == "double":
        double = BotApiDouble(token)
        try:
            yield double
        finally:
            await asyncio.to_thread(double.close)
    else:
        emulator = Emulator(request.getfixturevalue("emulator_process"), token)
        await emulator.open()
        try:
            yield emulator
        finally:
            await emulator.close()


def _installed() -> Path:
    """A folder with the emulator and its packages, installed once per content of its files."""
    if not FOLDER.is_dir():
        raise EmulatorMissingError(
            f"no folder {FOLDER.parent.name}/{FOLDER.name} beside the repository"
        )
    npm = _program("npm")
    digest = hashlib.sha256(b"\0".join((FOLDER / name).read_bytes() for name in _FILES))
    installed = Path(tempfile.gettempdir()) / f"dunghan-emulator-{digest.hexdigest()[:16]}"
    if installed.is_dir():
        return installed
    with tempfile.TemporaryDirectory(dir=installed.parent) as beside:
        fresh = Path(beside) / "emulator"
        fresh.mkdir()
        for name in _FILES:
            (fresh / name).write_bytes((FOLDER / name).read_bytes())
        try:
            subprocess.run(  # noqa: S603 (a program found on PATH, our arguments)
                [npm, "install", "--no-audit", "--no-fund"],
                cwd=fresh,
                capture_output=True,
                timeout=_INSTALL_SECONDS,
                check=True,
            )
        except subprocess.SubprocessError as error:
            raise EmulatorMissingError(f"npm install: {type(error).__name__}") from error
        if not installed.is_dir():
            fresh.rename(installed)
    return installed


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise EmulatorMissingError(f"{name} is not installed")
    return found
