"""Zalo: webhooks that are forged, repeated or of another shape; sends that fail."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import messages
from bot.channel import BAD_REQUEST, FORBIDDEN, OK, Arrived, Intray
from bot.errors import ChannelError, TokenRejectedError, UnclearSendError
from bot.outlet import Outgoing
from bot.parts import Part
from bot.posting import Poster
from bot.quota import NoQuota, StoreQuota
from bot.zalo_bot import ZaloBot, ZaloBotApi, ZaloChat, open_zalo_bot
from bot.zalo_bot_updates import inbound_of, without_name
from bot.zalo_oa import ZaloOa
from corpus.store import Store, open_store
from tests.emulator.people import eventually
from tests.test_bot_contract import NOW, Office, front_over, oa_over, signed
from tests.zalo_double import BOT_ID, BOT_TOKEN, Json, ZaloDouble, text_update

SECRET = "mot-bi-mat-dai"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'kho.db'}") as opened:
        yield opened


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def bot(store: Store, office: Office, zalo: ZaloDouble, poster: Poster) -> ZaloBot:
    front = front_over(store, office)
    return ZaloBot(
        api=ZaloBotApi(poster=poster, token=BOT_TOKEN, base_url=zalo.root_url),
        intray=Intray(front=front, memory=front.conversation.memory),
        bot_id=BOT_ID,
        name="Bot Tra Cuu",
    )


def request(update: object, secret: str = SECRET) -> Arrived:
    headers = {"x-bot-api-secret-token": secret}
    return Arrived(headers=headers, body=json.dumps(update).encode())


async def calls(bot: ZaloBot, arrived: Arrived) -> int:
    status = await bot.on_webhook(arrived, SECRET)
    await bot.intray.finish()
    return status


# --- the Bot Platform's webhook ---


async def test_wrapped_and_flat_updates_are_read_alike(bot: ZaloBot, office: Office) -> None:
    assert await calls(bot, request({"ok": True, "result": text_update("một?", "m1")})) == OK
    assert await calls(bot, request(text_update("hai?", "m2"))) == OK
    assert [question for question, _ in office.asked] == ["một?", "hai?"]


@pytest.mark.parametrize("secret", ["", "mot-bi-mat", SECRET.upper()])
async def test_a_forged_webhook_is_refused(bot: ZaloBot, office: Office, secret: str) -> None:
    assert await calls(bot, request(text_update("một?", "m1"), secret)) == FORBIDDEN
    assert office.asked == []


async def test_a_message_that_comes_again_is_answered_once(
    bot: ZaloBot, office: Office, zalo: ZaloDouble
) -> None:
    for _ in range(3):
        await calls(bot, request(text_update("một?", "m1")))
    assert len(office.asked) == 1
    assert len(zalo.made("sendMessage")) == 1


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b'{"result": 3}', b"\xff"])
async def test_what_is_no_update_is_refused_without_harm(bot: ZaloBot, body: bytes) -> None:
    arrived = Arrived(headers={"x-bot-api-secret-token": SECRET}, body=body)
    assert await calls(bot, arrived) == BAD_REQUEST


@pytest.mark.parametrize(
    "update",
    [
        {"event_name": "message.reaction.received", "message": {}},
        {"event_name": "message.text.received"},
        {"event_name": "message.text.received", "message": {"from": 3, "chat": {}}},
        {"event_name": "message.unsupported.received"},
    ],
)
async def test_other_events_are_let_be(bot: ZaloBot, zalo: ZaloDouble, update: Json) -> None:
    assert await calls(bot, request(update)) == OK
    assert zalo.made("sendMessage") == []


async def test_a_file_of_an_officer_is_answered_with_what_is_read(
    bot: ZaloBot, zalo: ZaloDouble
) -> None:
    update = text_update("", "m1") | {"event_name": "message.unsupported.received"}
    await calls(bot, request(update))
    [sent] = zalo.made("sendMessage")
    assert sent.body["text"] == messages.TEXT_ONLY


async def test_a_stranger_reads_the_id_to_hand_in(bot: ZaloBot, zalo: ZaloDouble) -> None:
    update = text_update("hạn?", "m1", chat="u9")
    update["message"]["from"]["id"] = "u9"
    await calls(bot, request(update))
    [sent] = zalo.made("sendMessage")
    assert sent.body == {
        "chat_id": "u9",
        "text": messages.STRANGER.format(channel="Zalo", user_id="u9"),
    }


@pytest.mark.parametrize(
    "text", ["@Bot Tra Cuu hạn nộp?", "@bot tra cuu, hạn nộp?", "hạn nộp?", "@Bot hạn nộp?"]
)
def test_the_bot_s_name_is_taken_off_a_group_s_message(text: str) -> None:
    inbound = inbound_of(text_update(text, "m1", chat="g1", kind="GROUP"), BOT_ID, "Bot Tra Cuu")
    assert inbound is not None
    assert inbound.mention
    assert without_name("hạn nộp?", "Bot") == "hạn nộp?"
    assert inbound.text.endswith("nộp?")
    assert not inbound.text.startswith("@")


async def test_a_group_that_is_admitted_is_answered_and_another_reads_its_id(
    store: Store, office: Office, zalo: ZaloDouble, poster: Poster
) -> None:
    front = front_over(store, office, "g1")
    api = ZaloBotApi(poster=poster, token=BOT_TOKEN, base_url=zalo.root_url)
    intray = Intray(front=front, memory=front.conversation.memory)
    bot = ZaloBot(api=api, intray=intray, bot_id=BOT_ID, name="Bot Tra Cuu")
    for chat, text in (("g1", "@Bot Tra Cuu hạn nộp?"), ("g1", "/hoi ai?"), ("g2", "@Bot hạn?")):
        await calls(bot, request(text_update(text, f"{chat} {text}", chat=chat, kind="GROUP")))
    first, second, refused = (call.body for call in zalo.made("sendMessage"))
    assert office.asked == [("hạn nộp?", None), ("ai?", "hạn nộp?")]
    assert (first["chat_id"], second["chat_id"], refused["chat_id"]) == ("g1", "g1", "g2")
    assert refused["text"] == messages.UNKNOWN_GROUP.format(chat_id="g2")


# --- the Bot Platform's calls ---


def outgoing(text: str) -> Outgoing:
    return Outgoing(part=Part(html=text, plain=text))


@pytest.fixture
def chat(bot: ZaloBot) -> ZaloChat:
    return ZaloChat(api=bot.api, chat_id="u1", bot_id=BOT_ID)


async def test_a_send_without_an_answer_is_not_made_again(chat: ZaloChat, zalo: ZaloDouble) -> None:
    zalo.plan("sendMessage", lambda: None)
    with pytest.raises(UnclearSendError, match="sendMessage"):
        await chat.send(outgoing("một"))
    assert len(zalo.made("sendMessage")) == 1


@pytest.mark.parametrize("code", [400, 403, 429, 500])
async def test_a_refusal_under_status_200_is_a_refusal(
    chat: ZaloChat, zalo: ZaloDouble, code: int
) -> None:
    zalo.plan("sendMessage", {"ok": False, "error_code": code, "description": "x"})
    with pytest.raises(ChannelError, match=f"sendMessage: mã lỗi {code}"):
        await chat.send(outgoing("một"))
    assert len(zalo.made("sendMessage")) == 1


async def test_a_wrong_token_is_the_administrator_s_to_repair(
    bot: ZaloBot, zalo: ZaloDouble, poster: Poster
) -> None:
    api = ZaloBotApi(poster=poster, token="1:khac", base_url=zalo.root_url)
    with pytest.raises(TokenRejectedError, match="Zalo không nhận mã bí mật"):
        await open_zalo_bot(api, bot.intray, NoQuota())


async def test_polling_goes_on_after_an_idle_poll_and_finishes_what_it_began(
    bot: ZaloBot, zalo: ZaloDouble, office: Office
) -> None:
    zalo.plan("getUpdates", {"ok": False, "error_code": 408, "description": "Request timeout"})
    zalo.state.updates.put(text_update("một?", "m1"))
    stop = asyncio.Event()
    polling = asyncio.create_task(bot.poll(stop))

    async def answered() -> bool | None:
        return bool(zalo.made("sendMessage")) or None

    await eventually(answered)
    stop.set()
    await polling
    assert len(office.asked) == 1


async def test_the_token_and_the_question_are_in_no_log_line(
    bot: ZaloBot, zalo: ZaloDouble, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    zalo.plan("sendMessage", lambda: None)
    await calls(bot, request(text_update("một câu hỏi riêng?", "m1")))
    assert "zalo: sendMessage" in caplog.text
    assert "bi-mat" not in caplog.text + repr(bot)
    assert "câu hỏi riêng" not in caplog.text


def test_the_quota_warns_once_at_each_step(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    quota = StoreQuota(database=store.database, now=lambda: NOW, limit=20)
    assert [quota.count("zalo", "b") for _ in range(20)] == list(range(1, 21))
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "Kênh zalo đã gửi 14 tin trong tháng, bằng 70 % hạn mức 20.",
        "Kênh zalo đã gửi 17 tin trong tháng, bằng 85 % hạn mức 20.",
        "Kênh zalo đã gửi 19 tin trong tháng, bằng 95 % hạn mức 20.",
        "Kênh zalo đã gửi 20 tin trong tháng, bằng 100 % hạn mức 20.",
    ]


# --- the Official Account ---


@pytest.fixture
def account(store: Store, office: Office, zalo: ZaloDouble, poster: Poster) -> ZaloOa:
    return oa_over(front_over(store, office), store, zalo, poster)


def event(text: str, message_id: str) -> dict[str, object]:
    return {
        "app_id": "app",
        "sender": {"id": "u1"},
        "recipient": {"id": "oa1"},
        "event_name": "user_send_text",
        "message": {"text": text, "msg_id": message_id},
        "timestamp": "1764000000000",
    }


async def test_a_signature_over_the_header_s_moment_is_good_too(
    account: ZaloOa, office: Office
) -> None:
    body = json.dumps(event("một?", "m1")).encode()
    mac = hashlib.sha256(b"app" + body + b"77" + b"khoa").hexdigest().upper()
    headers = {"x-zevent-signature": f"sha256={mac}", "x-zevent-timestamp": "77"}
    assert await account.on_webhook(Arrived(headers=headers, body=body)) == OK
    await account.intray.finish()
    assert len(office.asked) == 1


async def test_a_forged_or_changed_event_is_refused(account: ZaloOa, office: Office) -> None:
    good = signed(event("một?", "m1"))
    changed = Arrived(headers=good.headers, body=good.body.replace(b"u1", b"u2"))
    unsigned = Arrived(headers={}, body=good.body)
    assert await account.on_webhook(changed) == FORBIDDEN
    assert await account.on_webhook(unsigned) == FORBIDDEN
    assert office.asked == []


async def test_the_unsigned_probe_of_a_new_address_is_good(account: ZaloOa) -> None:
    assert await account.on_webhook(Arrived(headers={}, body=b"{}")) == OK


async def test_a_retried_event_is_answered_once(
    account: ZaloOa, office: Office, zalo: ZaloDouble
) -> None:
    for _ in range(2):
        await account.on_webhook(signed(event("một?", "m1")))
        await account.intray.finish()
    assert len(office.asked) == len(zalo.made("cs")) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"event_name": "oa_send_text"},
        {"event_name": "user_seen_message"},
        {"recipient": {"id": "oa2"}},
        {"message": "x"},
        {"sender": {}},
    ],
)
async def test_other_events_of_the_account_are_let_be(
    account: ZaloOa, office: Office, changed: dict[str, object]
) -> None:
    assert await account.on_webhook(signed(event("một?", "m1") | changed)) == OK
    await account.intray.finish()
    assert office.asked == []
