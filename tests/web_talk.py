"""The conversation behind the chat page, for tests that make their own answers."""
# ruff: noqa: ARG002 -- a double has every method of what it stands for

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from answer.answers import Answer
from bot.conversation import Conversation
from bot.converse import Front
from bot.egress import Egress, Policy
from bot.feedback import Feedback, NoFeedback
from bot.inbound import WEB, ChatKey, Inbound
from bot.memory import StoreMemory
from bot.outlet import Outlet
from bot.people import Pairing, People, Person
from bot.services import AskCases, Services, leave_to_papers
from cli.web_channel import WebChannel
from corpus.database import Database, open_database
from corpus.schema import VIETNAM
from corpus.staff import Role
from corpus.talks import Talks
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
        services = Services(ask=lambda question, _before: ask(question), ask_cases=ask_cases)
        try:
            yield talk_over(database, services)
        finally:
            database.close()
