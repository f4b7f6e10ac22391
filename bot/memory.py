"""What a dialogue remembers: the last question, the words to type, what buttons open."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import sqlalchemy as sa

from bot.inbound import ChatKey
from bot.kept import Kept, kept_json, kept_of
from bot.recent import CAPACITY, RecentAnswers, new_token
from bot.schema import chat_kept, chat_seen, chat_states
from corpus.database import Database
from corpus.json_shape import from_json, to_json

KEPT_DAYS = 30  # then what people asked is gone from the chats' tables


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWord:
    """Words that a person may type, and the action that they stand for."""

    typed: str  # folded
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where one person's dialogue in one chat stands."""

    question: str | None = None  # the last one, for "thế còn …"
    words: tuple[TypedWord, ...] = ()
    expects: str | None = None  # the action that the next text belongs to


EMPTY = State()


class Memory(Protocol):
    """Keeps dialogues. Safe to share between threads."""

    def state(self, chat: ChatKey, user_id: str) -> State:
        """Where the dialogue stands; EMPTY for a new one."""
        ...

    def keep_state(self, chat: ChatKey, user_id: str, state: State) -> None:
        """Remember where the dialogue stands."""
        ...

    def keep(self, chat: ChatKey, kept: Kept) -> str:
        """Keep what buttons will open in this chat; its token."""
        ...

    def find(self, chat: ChatKey, token: str) -> Kept | None:
        """What was kept in this chat under this token; None once forgotten."""
        ...

    def is_new(self, chat: ChatKey, message_id: str) -> bool:
        """True the first time that a message is seen."""
        ...

    def forget(self, chat: ChatKey) -> None:
        """Forget the dialogues of a chat and all that its buttons open."""
        ...


class ProcessMemory:
    """A memory that ends with the process."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._recent = RecentAnswers(capacity)
        self._states: OrderedDict[tuple[ChatKey, str], State] = OrderedDict()
        self._seen: OrderedDict[tuple[ChatKey, str], None] = OrderedDict()

    def state(self, chat: ChatKey, user_id: str) -> State:
        """Where the dialogue stands; EMPTY for a new one."""
        return self._states.get((chat, user_id), EMPTY)

    def keep_state(self, chat: ChatKey, user_id: str, state: State) -> None:
        """Remember where the dialogue stands."""
        self._states[chat, user_id] = state
        if len(self._states) > self._capacity:
            self._states.popitem(last=False)

    def keep(self, chat: ChatKey, kept: Kept) -> str:
        """Keep what buttons will open in this chat; its token."""
        return self._recent.keep(chat, kept)

    def find(self, chat: ChatKey, token: str) -> Kept | None:
        """What was kept in this chat under this token; None once forgotten."""
        return self._recent.find(chat, token)

    def is_new(self, chat: ChatKey, message_id: str) -> bool:
        """True the first time that a message is seen."""
        if (chat, message_id) in self._seen:
            return False
        self._seen[chat, message_id] = None
        if len(self._seen) > self._capacity:
            self._seen.popitem(last=False)
        return True

    def forget(self, chat: ChatKey) -> None:
        """Forget the dialogues of a chat and all that its buttons open."""
        self._recent.forget(chat)
        for key in [key for key in self._states if key[0] == chat]:
            del self._states[key]


@dataclass(frozen=True, slots=True)
class StoreMemory:
    """A memory in the store: a restart forgets nothing. What is older than KEPT_DAYS is deleted."""

    database: Database
    now: Callable[[], datetime]

    def state(self, chat: ChatKey, user_id: str) -> State:
        """Where the dialogue stands; EMPTY for a new one."""
        query = sa.select(chat_states.c.state).where(
            *_of(chat_states, chat), chat_states.c.user_id == user_id
        )
        with self.database.reading() as connection:
            written = connection.execute(query).scalar()
        state: State = EMPTY if written is None else from_json(State, written)
        return state

    def keep_state(self, chat: ChatKey, user_id: str, state: State) -> None:
        """Remember where the dialogue stands."""
        mine = (*_of(chat_states, chat), chat_states.c.user_id == user_id)
        row = {**_key(chat), "user_id": user_id, "state": to_json(state), "at": self.now()}
        with self.database.writing() as connection:
            connection.execute(sa.delete(chat_states).where(*mine))
            connection.execute(sa.insert(chat_states), row)

    def keep(self, chat: ChatKey, kept: Kept) -> str:
        """Keep what buttons will open in this chat; its token."""
        token, now = new_token(), self.now()
        row = {**_key(chat), "token": token, "content": kept_json(kept), "at": now}
        with self.database.writing() as connection:
            connection.execute(sa.insert(chat_kept), row)
            for table in (chat_kept, chat_states, chat_seen):
                old = table.c.at < now - timedelta(days=KEPT_DAYS)
                connection.execute(sa.delete(table).where(old))
        return token

    def find(self, chat: ChatKey, token: str) -> Kept | None:
        """What was kept in this chat under this token; None once forgotten."""
        query = sa.select(chat_kept.c.content).where(
            *_of(chat_kept, chat), chat_kept.c.token == token
        )
        with self.database.reading() as connection:
            written = connection.execute(query).scalar()
        return None if written is None else kept_of(written)

    def is_new(self, chat: ChatKey, message_id: str) -> bool:
        """True the first time that a message is seen, by this process or another one."""
        mine = (*_of(chat_seen, chat), chat_seen.c.message_id == message_id)
        with self.database.writing() as connection:
            if connection.execute(sa.select(chat_seen.c.at).where(*mine)).first() is not None:
                return False
            row = {**_key(chat), "message_id": message_id, "at": self.now()}
            connection.execute(sa.insert(chat_seen), row)
        return True

    def forget(self, chat: ChatKey) -> None:
        """Forget the dialogues of a chat and all that its buttons open."""
        with self.database.writing() as connection:
            for table in (chat_states, chat_kept):
                connection.execute(sa.delete(table).where(*_of(table, chat)))


def _key(chat: ChatKey) -> dict[str, Any]:
    return {"channel": chat.channel, "bot_id": chat.bot_id, "chat_id": chat.chat_id}


def _of(table: sa.Table, chat: ChatKey) -> tuple[sa.ColumnElement[bool], ...]:
    return tuple(table.c[name] == value for name, value in _key(chat).items())
