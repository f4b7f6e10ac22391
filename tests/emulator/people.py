"""People, chats and what they write, in Telegram's shapes; and waiting for the bot's reply."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tests.doubles import BOT_USER, Call, Json

T = TypeVar("T")

DEADLINE_SECONDS = 10.0

LAN: Json = {"id": 1001, "is_bot": False, "first_name": "Lan"}
MINH: Json = {"id": 1002, "is_bot": False, "first_name": "Minh"}
STRANGER: Json = {"id": 9999, "is_bot": False, "first_name": "Người lạ"}
GROUP: Json = {"id": -100500, "type": "supergroup", "title": "Tổ Một cửa"}
OTHER_GROUP: Json = {"id": -100600, "type": "supergroup", "title": "Nhóm khác"}


class Server(Protocol):
    """What the double and the emulator have in common."""

    @property
    def root_url(self) -> str: ...
    async def deliver(self, message: Json) -> None: ...
    async def send_file(self, person: Json, chat: Json, name: str, content: bytes) -> None: ...
    async def press(self, person: Json, chat: Json, data: str) -> None: ...
    async def calls(self) -> list[Call]: ...
    async def polls(self) -> int: ...


def private(person: Json) -> Json:
    """The private chat of a person with the bot."""
    return {"id": person["id"], "type": "private", "first_name": person["first_name"]}


def written(person: Json, chat: Json, text: str, **more: object) -> Json:
    """A message with its command and mentions marked, as Telegram marks them."""
    entities: list[Json] = []
    for word in text.split():
        offset = len(text[: text.index(word)].encode("utf-16-le")) // 2
        kind = {"/": "bot_command", "@": "mention"}.get(word[0])
        if kind is not None:
            entities.append({"type": kind, "offset": offset, "length": len(word.rstrip(",:"))})
    message: Json = {"from": person, "chat": chat, "date": 1_760_000_000, "text": text, **more}
    return {**message, "entities": entities} if entities else message


def reply_to_bot(chat: Json, **more: object) -> Json:
    """A message of the bot, as it stands inside a reply to it."""
    text = "Câu trả lời trước."
    return {"message_id": 1, "date": 1, "chat": chat, "from": BOT_USER, "text": text, **more}


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with a running bot over a server."""

    server: Server

    async def says(self, person: Json, text: str, chat: Json | None = None, **more: object) -> None:
        """A person writes, in private when no chat is named."""
        await self.server.deliver(written(person, chat or private(person), text, **more))

    async def messages(self, count: int) -> list[Call]:
        """The bot's messages so far, once there are `count` of them."""
        return await self.made("sendMessage", count)

    async def made(self, method: str, count: int = 1) -> list[Call]:
        """The bot's calls of a method so far, once there are `count` of them."""

        async def enough() -> list[Call] | None:
            calls = [call for call in await self.server.calls() if call.method == method]
            return calls if len(calls) >= count else None

        return await eventually(enough)

    async def polling(self) -> None:
        """Wait until the bot listens."""

        async def listens() -> int | None:
            return await self.server.polls() or None

        await eventually(listens)


async def eventually(probe: Callable[[], Awaitable[T | None]]) -> T:
    """What `probe` finds, asked again until it is not None or DEADLINE_SECONDS are over."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        for _ in itertools.count():
            found = await probe()
            if found is not None:
                return found
            await asyncio.sleep(0.01)
    raise AssertionError("unreachable")
