"""The conversation behind the chat page, for tests that make their own answers."""
# ruff: noqa: ARG002 -- a double has every method of what it stands for

import asyncio
import json
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx
import uvicorn

from answer.answers import Answer
from bot.conversation import Conversation
from bot.converse import Front
from bot.egress import Egress, Policy
from bot.feedback import Feedback, NoFeedback
from bot.groups import ApprovedGroups
from bot.inbound import WEB, ChatKey, Inbound
from bot.memory import StoreMemory
from bot.outlet import Outlet
from bot.people import Pairing, People, Person
from bot.services import AskCases, Services, leave_to_papers
from cli.serving import WebServer
from cli.web_channel import WebChannel
from corpus.database import Database, open_database
from corpus.schema import VIETNAM
from corpus.staff import Role
from corpus.talks import Talks
from web.app import Application
from web.talk_desk import TalkDesk

DAYS = 90


def now() -> datetime:
    """The moment on the wall."""
    return datetime.now(VIETNAM)


@dataclass(frozen=True, slots=True)
class Anyone:
    """Serves whoever asks, as a leader."""

    pairs: bool = False
    serves_nobody: bool = False
    groups: ApprovedGroups | None = None

    def find(self, channel: str, bot_id: str, user_id: str) -> Person | None:
        return Person(id=user_id, name="Dùng thử", role=Role.LEADER)

    def admits(self, chat: ChatKey) -> bool:
        return False

    def approve(self, chat: ChatKey, by: Person) -> None:
        raise AssertionError("there are no groups on the page")

    def link(self, inbound: Inbound, code: str) -> Pairing:
        raise AssertionError("nobody links an account on the page")

    def unlink(self, inbound: Inbound) -> None:
        raise AssertionError("nobody links an account on the page")


def talk_over(
    database: Database,
    services: Services,
    people: People | None = None,
    feedback: Feedback | None = None,
) -> TalkDesk:
    """A talk as `dunghan serve` puts it together."""
    conversation = Conversation(
        services=services,
        people=people or Anyone(),
        memory=StoreMemory(database, now),
        feedback=feedback or NoFeedback(),
    )
    outlet = Outlet(egress=Egress(policies={WEB: Policy.OPEN}))
    front = Front(conversation=conversation, outlet=outlet)
    return TalkDesk(assistant=WebChannel(front=front), talks=Talks(database, now, DAYS))


@contextmanager
def talk_alone(
    ask: Callable[[str], Answer], ask_cases: AskCases = leave_to_papers
) -> Iterator[TalkDesk]:
    """A talk over a store of its own, with anyone."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'kho.db'}")
        services = Services(ask=lambda question, *_: ask(question), ask_cases=ask_cases)
        try:
            yield talk_over(database, services)
        finally:
            database.close()


@asynccontextmanager
async def served(app: Application, talk: TalkDesk) -> AsyncIterator[str]:
    """The application on a port of this machine, with the server of `dunghan serve`; its address.

    httpx alone would wait for the end of a stream before it shows the beginning.
    """
    config = uvicorn.Config(app, log_level="warning", access_log=False, ws="none")
    server = WebServer(config, talk)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving
            await talk.finish()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of a stream."""

    name: str
    id: str
    content: object


@dataclass(slots=True)
class Stream:
    """An open stream of a talk, read until a test has what it waits for."""

    lines: AsyncIterator[str]
    events: list[Event] = field(default_factory=list)

    @property
    def entries(self) -> list[dict[str, object]]:
        """What the entries held, in the order in which they came."""
        return [
            event.content
            for event in self.events
            if event.name == "entry" and isinstance(event.content, dict)
        ]

    async def until(self, is_enough: Callable[["Stream"], bool], seconds: float = 20) -> None:
        """Read on until the test has what it wants."""
        async with asyncio.timeout(seconds):
            parts: dict[str, str] = {}
            while not is_enough(self):
                line = await anext(self.lines, None)
                if line is None:
                    raise EOFError("the server ended the stream")
                if line:
                    name, _, value = line.partition(": ")
                    parts[name] = value
                    continue
                if "data" in parts:
                    content = json.loads(parts["data"])
                    name, number = parts.get("event", ""), parts.get("id", "")
                    self.events.append(Event(name=name, id=number, content=content))
                parts = {}


@asynccontextmanager
async def stream_of(
    client: httpx.AsyncClient, talk: str, after: int = 0, *, last_event_id: str = ""
) -> AsyncIterator[Stream]:
    """The stream of a talk."""
    address = f"/tin/moi?cuoc={talk}&sau={after}"
    headers = {"last-event-id": last_event_id} if last_event_id else {}
    async with client.stream("GET", address, headers=headers) as response:
        yield Stream(response.aiter_lines())
