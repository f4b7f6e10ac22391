"""The same dialogue on every channel: Telegram, both of Zalo's, the web page, a plain chat."""
# ruff: noqa: ARG002 -- a double has every method of what it stands for

import asyncio
import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import httpx
import pytest

from answer.answers import Answer
from bot import messages
from bot.channel import Arrived, Intray
from bot.conversation import Conversation
from bot.converse import Front
from bot.egress import Egress, Policy
from bot.feedback import StoreFeedback
from bot.inbound import WEB, Capabilities, ChatKind, Inbound, SentFile
from bot.kept import Listing
from bot.memory import StoreMemory
from bot.outlet import Outgoing, Outlet
from bot.people import ListedPeople, Person
from bot.posting import Poster
from bot.quota import NoQuota
from bot.services import Services
from bot.telegram_app import serve_bot, telegram_application
from bot.zalo_bot import ZaloBotApi, open_zalo_bot
from bot.zalo_oa import ZaloOa, ZaloOaApi
from bot.zalo_tokens import TokenKeeper, TokenStore
from cases.answers import CaseAnswer
from cli.web_channel import WebChannel
from corpus.audiences import Reader
from corpus.feedback import Opinion, Reason, Vote, list_opinions
from corpus.json_shape import from_json
from corpus.store import Store, open_store
from corpus.talks import Talks
from tests.doubles import BotApiDouble, text_of_html
from tests.emulator.people import LAN, Talk, eventually
from tests.test_bot_render import ANSWER, QUOTE
from tests.web_talk import DAYS, Stream, served, stream_of
from tests.zalo_double import BOT_TOKEN, ZaloDouble, text_update
from web.app import create_app
from web.gate import GUEST_COOKIE
from web.talk import Paragraph, Told
from web.talk_desk import TalkDesk

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
TELEGRAM_TOKEN = "1234567:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp"
BROWSER = "trình duyệt của Lan".encode().hex()
ON_THE_PAGE = f"khach-{hashlib.sha256(BROWSER.encode()).hexdigest()[:24]}"
PERSON_IDS = frozenset({str(LAN["id"]), "u1", ON_THE_PAGE})
TALK = "cuoc-trao-doi"
LATE = "2 hồ sơ quá hạn.\n" + "\n".join(f"• H03.15-261104-000{n}: quá 2 ngày" for n in range(7))


@dataclass(slots=True)
class Office:
    """What the services are asked."""

    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def ask(self, question: str, before: str | None, _reader: Reader) -> Answer:
        self.asked.append((question, before))
        if question == "dài?":
            return replace(ANSWER, question=question, notes=("Một câu rất dài. " * 400,))
        return replace(ANSWER, question=question)

    def ask_cases(self, question: str, _person: Person, in_group: bool) -> CaseAnswer | None:  # noqa: FBT001
        if question == "danh sách hồ sơ sắp đến hạn hiện nay":
            return CaseAnswer(text="1 hồ sơ sắp đến hạn.", codes=(), as_of=NOW)
        if "quá hạn" not in question:
            return None
        return CaseAnswer(text=LATE, codes=(), as_of=NOW)


def front_over(store: Store, office: Office, *groups: str) -> Front:
    conversation = Conversation(
        services=Services(
            ask=office.ask,
            ask_cases=office.ask_cases,
            list_documents=lambda words, _: Listing(
                title=f"Văn bản: {words}", lines=("12/KH-UBND",)
            ),
        ),
        people=ListedPeople(user_ids=PERSON_IDS, group_ids=frozenset(groups)),
        memory=StoreMemory(store.database, lambda: NOW),
        feedback=StoreFeedback(store),
    )
    egress = Egress(policies={WEB: Policy.OPEN})
    return Front(conversation=conversation, outlet=Outlet(egress=egress))


class Stage(Protocol):
    """One channel with one person on it."""

    async def says(self, text: str) -> None: ...
    async def heard(self, count: int) -> list[str]: ...


@dataclass(slots=True)
class PlainStage:
    """A chat in memory that can nothing but text, as the smallest channel."""

    front: Front
    sent: list[str] = field(default_factory=list)
    said: int = 0

    capabilities = Capabilities(
        buttons=False,
        edit=False,
        files=False,
        html=False,
        max_length=1000,
        typing=False,
        proactive=True,
    )

    async def send(self, message: Outgoing) -> None:
        self.sent.append(message.part.plain)

    async def notice(self, text: str, *, is_alert: bool) -> None:
        raise AssertionError("there are no buttons here")

    async def show_typing(self) -> None:
        pass

    async def fetch(self, file: SentFile, folder: Path) -> Path | None:
        return None

    async def says(self, text: str) -> None:
        self.said += 1
        inbound = Inbound(
            channel="plain",
            bot_id="b",
            chat_id="u1",
            chat_kind=ChatKind.PRIVATE,
            user_id="u1",
            message_id=str(self.said),
            text=text,
        )
        await self.front.converse_safely(inbound, self)

    async def heard(self, count: int) -> list[str]:
        return self.sent


@dataclass(slots=True)
class TelegramStage:
    """Telegram over our Bot API double."""

    double: BotApiDouble

    async def says(self, text: str) -> None:
        before = len(await self._replies())
        await Talk(self.double).says(LAN, text)

        async def answered() -> bool | None:
            return len(await self._replies()) > before or None

        await eventually(answered)

    async def heard(self, count: int) -> list[str]:
        await Talk(self.double).messages(count)
        return await self._replies()

    async def _replies(self) -> list[str]:
        calls = await self.double.calls()
        return [text_of_html(call.text) for call in calls if call.method == "sendMessage"]


@dataclass(slots=True)
class ZaloStage:
    """The Bot Platform, polled."""

    double: ZaloDouble
    said: int = 0

    async def says(self, text: str) -> None:
        self.said += 1
        before = len(self._replies())
        # Every other one in the documented wrapper would be a webhook's; polling gives it flat.
        self.double.state.updates.put(text_update(text, f"m{self.said}"))

        async def answered() -> bool | None:
            return len(self._replies()) > before or None

        await eventually(answered)

    async def heard(self, count: int) -> list[str]:
        async def enough() -> bool | None:
            return len(self._replies()) >= count or None

        await eventually(enough)
        return self._replies()

    def _replies(self) -> list[str]:
        return [str(call.body["text"]) for call in self.double.made("sendMessage")]


@dataclass(slots=True)
class WebStage:
    """The chat page of a demonstration, over HTTP; what it was told comes as events."""

    client: httpx.AsyncClient
    stream: Stream
    talks: Talks

    async def says(self, text: str) -> None:
        before = len(self._told())
        form = {"cuoc": TALK, "cau_hoi": text, "ma_tin": secrets.token_urlsafe(12)}
        sent = await self.client.post("/tin", data=form)
        assert sent.status_code == 202
        await self.stream.until(lambda _: len(self._told()) > before)

    async def heard(self, count: int) -> list[str]:
        await self.stream.until(lambda _: len(self._told()) >= count)
        kept = {entry.place: entry.content for entry in self.talks.entries(ON_THE_PAGE, TALK)}
        told = [from_json(Told, kept[int(str(entry["place"]))]) for entry in self._told()]
        return ["\n\n".join(map(_words, each.paragraphs)) for each in told]

    def _told(self) -> list[dict[str, object]]:
        return [entry for entry in self.stream.entries if 'class="entry told' in str(entry["html"])]


def _words(paragraph: Paragraph) -> str:
    return "".join(words.text for words in paragraph.words)


@asynccontextmanager
async def web_stage(store: Store, front: Front) -> AsyncIterator[WebStage]:
    talks = Talks(store.database, lambda: NOW, DAYS)
    talk = TalkDesk(assistant=WebChannel(front=front), talks=talks)
    app = create_app(
        ask=lambda _question: ANSWER,
        list_documents=store.documents,
        read_document=store.document,
        read_passages=store.passages,
        health=dict,
        hosts=("127.0.0.1",),
        talk=talk,
    )
    known = talks.entries(ON_THE_PAGE, TALK)
    after = known[-1].number if known else 0
    async with (
        served(app, talk) as address,
        httpx.AsyncClient(base_url=address, cookies={GUEST_COOKIE: BROWSER}) as client,
        stream_of(client, TALK, after) as stream,
    ):
        yield WebStage(client, stream, talks)


def signed(event: dict[str, object]) -> Arrived:
    body = json.dumps(event, ensure_ascii=False).encode()
    mac = hashlib.sha256(b"app" + body + str(event["timestamp"]).encode() + b"khoa").hexdigest()
    return Arrived(headers={"x-zevent-signature": f"mac={mac}"}, body=body)


@dataclass(slots=True)
class OaStage:
    """The Official Account over its webhook."""

    account: ZaloOa
    double: ZaloDouble
    said: int = 0

    async def says(self, text: str) -> None:
        self.said += 1
        event: dict[str, object] = {
            "app_id": "app",
            "sender": {"id": "u1"},
            "recipient": {"id": "oa1"},
            "event_name": "user_send_text",
            "message": {"text": text, "msg_id": f"m{self.said}"},
            "timestamp": "1764000000000",
        }
        assert await self.account.on_webhook(signed(event)) == 200
        await self.account.intray.finish()

    async def heard(self, count: int) -> list[str]:
        return [str(call.body["message"]["text"]) for call in self.double.made("cs")]


def oa_over(front: Front, store: Store, double: ZaloDouble, poster: Poster) -> ZaloOa:
    tokens = TokenStore(database=store.database, now=lambda: NOW, account="oa1")
    tokens.save("access-1", "refresh-1", timedelta(hours=25))
    keeper = TokenKeeper(
        tokens=tokens, poster=poster, app_id="app", app_secret="s", base_url=double.root_url
    )
    return ZaloOa(
        api=ZaloOaApi(poster=poster, keeper=keeper, base_url=double.root_url),
        intray=Intray(front=front, memory=front.conversation.memory),
        account="oa1",
        app_id="app",
        secret_key="khoa",
    )


@asynccontextmanager
async def stage_of(kind: str, store: Store, office: Office) -> AsyncIterator[Stage]:
    front = front_over(store, office)
    async with AsyncExitStack() as end:
        if kind == "plain":
            yield PlainStage(front)
            return
        if kind == "web":
            yield await end.enter_async_context(web_stage(store, front))
            return
        stop = asyncio.Event()
        if kind == "telegram":
            telegram = BotApiDouble(TELEGRAM_TOKEN)
            end.push_async_callback(asyncio.to_thread, telegram.close)
            application = telegram_application(
                token=TELEGRAM_TOKEN, front=front, base_url=telegram.root_url
            )
            serving = asyncio.create_task(serve_bot(application, stop))
            await Talk(telegram).polling()
            yield TelegramStage(telegram)
            stop.set()
            await serving
            return
        double = ZaloDouble()
        end.push_async_callback(asyncio.to_thread, double.close)
        poster = await end.enter_async_context(Poster())
        if kind == "zalo_oa":
            yield OaStage(oa_over(front, store, double, poster), double)
            return
        api = ZaloBotApi(poster=poster, token=BOT_TOKEN, base_url=double.root_url)
        intray = Intray(front=front, memory=front.conversation.memory)
        bot = await open_zalo_bot(api, intray, NoQuota())
        polling = asyncio.create_task(bot.poll(stop))
        yield ZaloStage(double)
        stop.set()
        await polling


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'kho.db'}") as opened:
        yield opened


CHANNELS = ["plain", "telegram", "zalo", "zalo_oa", "web"]


@pytest.mark.parametrize("kind", CHANNELS)
async def test_a_dialogue_is_the_same_on_every_channel(kind: str, store: Store) -> None:
    office = Office()
    async with stage_of(kind, store, office) as stage:
        for text in ("hạn nộp?", "1", "thế còn Phòng Nội vụ?", "sai", "a", "Đã có văn bản mới"):
            await stage.says(text)
        answer, quote, follow_up, why, more, thanks = await stage.heard(6)
    assert answer.startswith("Thời hạn < 3 ngày [1]\n\nCăn cứ:")
    assert QUOTE.text in quote
    assert follow_up.startswith("Thời hạn < 3 ngày [1]")
    assert office.asked == [("hạn nộp?", None), ("thế còn Phòng Nội vụ?", "hạn nộp?")]
    assert why.startswith(messages.WHICH_REASON)
    assert more == messages.SAY_MORE.format(reason="sai căn cứ")
    assert thanks == messages.NOTE_KEPT
    [opinion] = list_opinions(store)
    assert opinion == Opinion(
        at=opinion.at,
        staff_id=None,
        channel=kind,
        question="thế còn Phòng Nội vụ?",
        documents=("61-2018-nd-cp",),
        vote=Vote.DOWN,
        reason=Reason.WRONG_BASIS,
        words="Đã có văn bản mới",
    )


@pytest.mark.parametrize("kind", CHANNELS)
async def test_a_list_is_turned_by_typing_also_after_a_restart(kind: str, store: Store) -> None:
    async with stage_of(kind, store, Office()) as stage:
        await stage.says("quahan")
        await stage.says("tiếp")
        first, second = await stage.heard(2)
    assert "0004" in first
    assert "0005" not in first
    assert "Trang 1/2" in first
    assert "0005" in second
    async with stage_of(kind, store, Office()) as stage:
        if isinstance(stage, ZaloStage | OaStage):
            stage.said = 10  # other messages than those before
        await stage.says("trước")
        [again] = await stage.heard(1)
    assert "Trang 1/2" in again


@pytest.mark.parametrize("kind", ["plain", "zalo", "zalo_oa"])
async def test_where_there_are_no_buttons_it_is_said_what_to_type(kind: str, store: Store) -> None:
    async with stage_of(kind, store, Office()) as stage:
        await stage.says("hạn nộp?")
        [answer] = await stage.heard(1)
    assert answer.endswith(
        "Gõ «1» để xem nguyên văn [1]; «đúng» để báo câu trả lời đúng; "
        "«sai» để báo câu trả lời chưa đúng."
    )


@pytest.mark.parametrize(("kind", "limit"), [("plain", 1000), ("zalo", 2000), ("zalo_oa", 2000)])
async def test_a_long_answer_comes_in_numbered_parts(kind: str, limit: int, store: Store) -> None:
    async with stage_of(kind, store, Office()) as stage:
        await stage.says("dài?")
        await asyncio.sleep(0)
        count = 8 if limit == 1000 else 4
        parts = await stage.heard(count)
    assert [part.partition("\n")[0] for part in parts] == [
        f"({number}/{len(parts)})" for number in range(1, len(parts) + 1)
    ]
    assert all(len(part) <= limit for part in parts)
    assert "".join(parts).count("Một câu rất dài.") == 400


async def test_the_page_shows_a_long_answer_whole(store: Store) -> None:
    async with stage_of("web", store, Office()) as stage:
        await stage.says("dài?")
        [answer] = await stage.heard(1)
    assert answer.count("Một câu rất dài.") == 400
