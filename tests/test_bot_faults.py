"""The bot when things go wrong: Telegram says no, `ask` fails, the network is away."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from answer.answers import Answer
from bot import messages
from bot.errors import TokenRejectedError
from bot.telegram_app import TelegramApplication, build_application, serve_bot
from bot.wire import PatientRequest
from tests.doubles import BotApiDouble, Fault, Json
from tests.emulator.people import GROUP, LAN, MINH, Talk, eventually, private
from tests.test_bot_render import ANSWER

TOKEN = "1234567:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp"
SECRET = TOKEN.partition(":")[2]
QUESTION = "Câu hỏi không được ghi vào nhật ký?"


class Lookup:
    """Answers at once, or fails, or waits until it is let go."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[str] = []

    def __call__(self, question: str) -> Answer:
        self.asked.append(question)
        if question.startswith("chậm"):
            assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        return replace(ANSWER, question=question)


@pytest.fixture
def lookup() -> Lookup:
    return Lookup()


@pytest.fixture
async def double() -> AsyncIterator[BotApiDouble]:
    server = BotApiDouble(TOKEN)
    yield server
    await asyncio.to_thread(server.close)


def application_for(
    server: BotApiDouble, lookup: Lookup, people: frozenset[int] = frozenset({LAN["id"]})
) -> TelegramApplication:
    return build_application(
        token=TOKEN,
        ask=lookup,
        allowed_user_ids=people,
        allowed_chat_ids=frozenset({GROUP["id"]}),
        base_url=server.root_url,
    )


@pytest.fixture
async def talk(double: BotApiDouble, lookup: Lookup) -> AsyncIterator[Talk]:
    stop = asyncio.Event()
    people = frozenset({LAN["id"], MINH["id"]})
    serving = asyncio.create_task(serve_bot(application_for(double, lookup, people), stop))
    talk = Talk(double)
    await talk.polling()
    yield talk
    lookup.gate.set()
    stop.set()
    await serving


async def logged(caplog: pytest.LogCaptureFixture, words: str) -> str:
    async def line() -> str | None:
        found = [record.getMessage() for record in caplog.records]
        return next((text for text in found if words in text), None)

    return await eventually(line)


# --- Telegram says no ---


async def test_a_message_is_sent_again_after_429(double: BotApiDouble, talk: Talk) -> None:
    flood = Fault(status=429, description="Too Many Requests", parameters={"retry_after": 0})
    double.fail("sendMessage", flood, flood)
    await talk.says(LAN, "/trogiup")
    calls = await talk.messages(3)
    assert [call.text for call in calls] == [messages.HELP] * 3
    assert [message["text"] for message in double.state.sent] == [messages.HELP]


async def test_429_without_end_is_given_up(
    double: BotApiDouble, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    flood = Fault(status=429, description="Too Many Requests", parameters={"retry_after": 0})
    double.fail("sendMessage", *[flood] * 6)
    await talk.says(LAN, "/trogiup")
    assert len(await talk.messages(6)) == 6
    await logged(caplog, "not told")
    await talk.says(LAN, "/start")
    await talk.messages(7)
    assert len(double.state.sent) == 1


async def test_the_wait_is_the_one_that_telegram_asks_for() -> None:
    waited: list[float] = []
    answers = iter([(429, {"parameters": {"retry_after": 7}}), (429, {}), (200, {"ok": True})])

    def respond(_request: httpx.Request) -> httpx.Response:
        status, content = next(answers)
        return httpx.Response(status, json=content)

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    request = PatientRequest(httpx.MockTransport(respond), pause)
    assert (await request.do_request("http://127.0.0.1/bot/sendMessage", "POST"))[0] == 200
    await request.shutdown()
    assert waited == [7, 1]


async def test_html_that_is_not_read_is_sent_as_plain_text(
    double: BotApiDouble, talk: Talk
) -> None:
    refused = "Bad Request: can't parse entities: Unsupported start tag"
    double.fail("sendMessage", Fault(status=400, description=refused))
    await talk.says(LAN, QUESTION)
    first, second = await talk.messages(2)
    assert first.text.startswith("<b>Thời hạn &lt; 3 ngày</b> [1]")
    assert second.text.startswith("Thời hạn < 3 ngày [1]")
    assert "parse_mode" not in second.body
    assert second.body["reply_markup"] == first.body["reply_markup"]


async def test_whoever_blocked_the_bot_is_let_be(
    double: BotApiDouble, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    double.fail("sendMessage", Fault(status=403, description="Forbidden: bot was blocked"))
    await talk.says(LAN, QUESTION)
    await logged(caplog, "Forbidden")
    await talk.says(LAN, "/start")
    calls = await talk.messages(2)
    assert [call.text for call in calls[1:]] == [messages.WELCOME]


@pytest.mark.parametrize("status", [400, 500, 502])
async def test_another_fault_is_told_with_a_code(
    double: BotApiDouble, talk: Talk, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    double.fail("sendMessage", Fault(status=status))
    await talk.says(LAN, QUESTION)
    [_, told] = await talk.messages(2)
    sentence, _, code = told.text.rpartition(" ")
    assert sentence == messages.BUSY.format(code="").strip()
    await logged(caplog, code)


async def test_a_typing_sign_that_fails_does_not_matter(double: BotApiDouble, talk: Talk) -> None:
    double.fail("sendChatAction", Fault(status=429), Fault(status=500))
    await talk.says(LAN, QUESTION)
    [call] = await talk.messages(1)
    assert "reply_markup" in call.body


async def test_a_press_too_old_to_answer_still_shows_the_quote(
    double: BotApiDouble, talk: Talk
) -> None:
    await talk.says(LAN, QUESTION)
    [answer] = await talk.messages(1)
    [[button], _] = answer.parsed("reply_markup")["inline_keyboard"]
    double.fail("answerCallbackQuery", Fault(status=400, description="query is too old"))
    await double.press(LAN, private(LAN), button["callback_data"])
    assert "blockquote" in (await talk.messages(2))[1].text


# --- `ask` ---


async def test_a_failed_lookup_is_told_with_a_code_and_logged_without_the_question(
    lookup: Lookup, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    lookup.error = RuntimeError(f"no answer to {QUESTION}")
    await talk.says(LAN, QUESTION)
    [told] = await talk.messages(1)
    code = told.text.rpartition(" ")[2]
    assert told.text == messages.BUSY.format(code=code)
    line = await logged(caplog, code)
    assert "RuntimeError" in line
    assert "test_bot_faults.py:" in line
    assert QUESTION not in caplog.text


async def test_typing_shows_while_the_lookup_runs(lookup: Lookup, talk: Talk) -> None:
    lookup.gate.clear()
    await talk.says(LAN, "chậm: hạn?")
    [call] = await talk.made("sendChatAction")
    assert (call.chat_id, call.body["action"]) == (LAN["id"], "typing")
    lookup.gate.set()
    assert len(await talk.messages(1)) == 1


async def test_a_slow_answer_in_one_chat_does_not_keep_another_waiting(
    lookup: Lookup, talk: Talk
) -> None:
    lookup.gate.clear()
    await talk.says(LAN, "chậm: hạn?")
    await talk.says(LAN, "/start")
    await talk.says(MINH, "/start")
    [first] = await talk.messages(1)
    lookup.gate.set()
    _, second, third = await talk.messages(3)
    assert [first.chat_id, second.chat_id, third.chat_id] == [MINH["id"], LAN["id"], LAN["id"]]
    assert third.text == messages.WELCOME


# --- what is not a question ---


async def test_a_picture_in_private_is_answered_with_what_the_bot_reads(
    double: BotApiDouble, talk: Talk
) -> None:
    photo: Json = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
    picture: Json = {"date": 1, "chat": private(LAN), "from": LAN, "photo": [photo]}
    await double.deliver(picture)
    [call] = await talk.messages(1)
    assert call.text == messages.TEXT_ONLY


async def test_edited_messages_and_channel_posts_are_left_alone(
    double: BotApiDouble, lookup: Lookup, talk: Talk
) -> None:
    message: Json = {"message_id": 1, "date": 1, "chat": private(LAN), "from": LAN, "text": "sửa"}
    channel: Json = {"id": -1009, "type": "channel", "title": "Kênh"}
    await double.deliver_update({"edited_message": {**message, "edit_date": 2}})
    await double.deliver_update({"channel_post": {**message, "chat": channel}})
    await talk.says(LAN, "hỏi thật")
    await talk.messages(1)
    assert lookup.asked == ["hỏi thật"]


async def test_an_update_is_handled_once(lookup: Lookup, talk: Talk) -> None:
    await talk.says(LAN, "một")
    await talk.messages(1)
    await talk.says(LAN, "hai")
    await talk.messages(2)
    assert lookup.asked == ["một", "hai"]


# --- start and stop ---


async def test_an_empty_list_is_said_in_the_log(
    double: BotApiDouble, lookup: Lookup, caplog: pytest.LogCaptureFixture
) -> None:
    stop = asyncio.Event()
    application = application_for(double, lookup, frozenset())
    serving = asyncio.create_task(serve_bot(application, stop))
    assert await logged(caplog, "đang trống") == messages.LOG_NOBODY_SERVED
    stop.set()
    await serving


async def test_a_rejected_token_is_the_administrator_s_to_repair(lookup: Lookup) -> None:
    server = BotApiDouble("another:token")
    with pytest.raises(TokenRejectedError, match="BotFather"):
        await serve_bot(application_for(server, lookup), asyncio.Event())
    await asyncio.to_thread(server.close)


async def test_a_server_that_is_away_is_waited_for_until_stopped(
    double: BotApiDouble, lookup: Lookup, caplog: pytest.LogCaptureFixture
) -> None:
    stop = asyncio.Event()
    double.fail("getMe", *[Fault(status=502)] * 9)
    serving = asyncio.create_task(serve_bot(application_for(double, lookup), stop))
    await logged(caplog, "Chưa kết nối được Telegram")
    stop.set()
    await asyncio.wait_for(serving, 5)


async def test_polling_goes_on_after_a_fault(
    double: BotApiDouble, lookup: Lookup, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    double.fail("getUpdates", Fault(status=404, description="Not Found"))
    await talk.says(LAN, "một")
    await logged(caplog, "bị gián đoạn")
    await talk.says(LAN, "hai")
    await talk.messages(2)
    assert lookup.asked == ["một", "hai"]


@pytest.mark.parametrize("token", ["", "có dấu", "1:a b", "1:a/b", "1:a\nb"])
def test_a_token_that_can_not_be_one_is_refused_without_repeating_it(token: str) -> None:
    with pytest.raises(ValueError, match=r"^the bot token is empty or holds characters that no "):
        build_application(token=token, ask=Lookup(), allowed_user_ids=frozenset())


def test_an_address_without_http_is_refused() -> None:
    with pytest.raises(ValueError, match="is not an http or https address"):
        build_application(
            token=TOKEN, ask=Lookup(), allowed_user_ids=frozenset(), base_url="127.0.0.1:8081"
        )


# --- the token ---


async def test_the_token_and_the_question_are_in_no_log_line_at_any_level(
    double: BotApiDouble, lookup: Lookup, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    double.fail("getMe", Fault(status=502, raw=f"<html>{TOKEN}</html>".encode()))
    double.fail("setMyCommands", Fault(status=500, description=f"bot{TOKEN} failed"))
    double.fail("getUpdates", Fault(status=409, description=f"Conflict: {TOKEN}"))
    double.fail("sendMessage", Fault(status=500, description=f"bot{TOKEN} failed: {QUESTION}"))
    lookup.error = RuntimeError(f"{TOKEN} {QUESTION}")
    application = application_for(double, lookup)
    with pytest.raises(Exception, match="Parsing the server response") as caught:
        await application.initialize()
    stop = asyncio.Event()
    serving = asyncio.create_task(serve_bot(application, stop))
    talk = Talk(double)
    await talk.says(LAN, QUESTION)
    await talk.messages(1)
    await double.deliver_update({"message": {"text": QUESTION}})
    await logged(caplog, "Error while parsing updates")
    double.forget_updates()
    stop.set()
    await serving
    said = caplog.text + repr(application) + repr(application.bot) + repr(caught.getrepr())
    assert messages.LOG_SECOND_POLLER in said
    assert SECRET not in said + application.bot.base_url + application.bot.token
    assert QUESTION not in caplog.text


async def test_a_server_that_is_not_there_learns_no_token_into_the_log(
    lookup: Lookup, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = BotApiDouble(TOKEN)
    await asyncio.to_thread(server.close)
    stop = asyncio.Event()
    serving = asyncio.create_task(serve_bot(application_for(server, lookup), stop))
    await logged(caplog, "Chưa kết nối được Telegram (NetworkError)")
    stop.set()
    await serving
    assert SECRET not in caplog.text
