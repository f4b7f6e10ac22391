"""The whole bot over HTTP: the same conversations with our double and a third party's emulator."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from answer.answers import Answer
from bot import messages
from bot.parts import MESSAGE_UNITS, units
from bot.telegram_app import build_application, serve_bot
from tests.doubles import text_of_html
from tests.emulator.people import (
    GROUP,
    LAN,
    MINH,
    OTHER_GROUP,
    STRANGER,
    Server,
    Talk,
    private,
    reply_to_bot,
)
from tests.emulator.process import server_of
from tests.test_bot_render import ANSWER, QUOTE, REFUSAL


@dataclass(slots=True)
class Answers:
    """Answers from a list by the question; keeps what it was asked."""

    known: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, question: str) -> Answer:
        self.asked.append(question)
        return replace(self.known.get(question, ANSWER), question=question)


@pytest.fixture
def token() -> str:
    return f"1234567:{secrets.token_urlsafe(26)}"


@asynccontextmanager
async def running(server: Server, token: str, ask: Callable[[str], Answer]) -> AsyncIterator[Talk]:
    stop = asyncio.Event()
    application = build_application(
        token=token,
        ask=ask,
        allowed_user_ids=frozenset({LAN["id"], MINH["id"]}),
        allowed_chat_ids=frozenset({GROUP["id"]}),
        base_url=server.root_url,
    )
    serving = asyncio.create_task(serve_bot(application, stop))
    talk = Talk(server)
    try:
        await talk.polling()
        yield talk
    finally:
        stop.set()
        await serving


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture(params=["double", pytest.param("emulator", marks=pytest.mark.emulator)])
async def talk(request: pytest.FixtureRequest, token: str, answers: Answers) -> AsyncIterator[Talk]:
    async with (
        server_of(request.param, token, request) as server,
        running(server, token, answers) as talk,
    ):
        yield talk


async def test_the_menu_is_announced_in_vietnamese_for_each_kind_of_chat(talk: Talk) -> None:
    private_menu, group_menu = await talk.made("setMyCommands", 2)
    assert private_menu.parsed("scope") == {"type": "all_private_chats"}
    assert group_menu.parsed("scope") == {"type": "all_group_chats"}
    assert private_menu.parsed("commands")[0] == {
        "command": "hoi",
        "description": "Hỏi về các văn bản đã nạp",
    }
    names = ["hoi", "thutuc", "vanban", "nhiemvu", "hoso", "quahan", "homnay", "trogiup"]
    assert [each["command"] for each in group_menu.parsed("commands")] == names


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("/start", messages.WELCOME),
        ("/help", messages.HELP),
        ("/trogiup", messages.HELP),
        ("/trogiup@TestNameBot", messages.HELP),
        ("/hoi", messages.ASK_SOMETHING),
        ("/khac", messages.UNKNOWN_COMMAND),
    ],
)
async def test_a_command_in_private_is_answered(talk: Talk, command: str, reply: str) -> None:
    await talk.says(LAN, command)
    [call] = await talk.messages(1)
    assert (call.chat_id, text_of_html(call.text)) == (LAN["id"], reply)


async def test_a_question_in_private_gets_the_answer_with_buttons(
    talk: Talk, answers: Answers
) -> None:
    await talk.says(LAN, "  Hạn nộp là ngày nào?  ")
    [call] = await talk.messages(1)
    assert answers.asked == ["Hạn nộp là ngày nào?"]
    assert call.body["parse_mode"] == "HTML"
    assert call.text.startswith("<b>Thời hạn &lt; 3 ngày</b> [1]\n\nCăn cứ:")
    assert "reply_parameters" not in call.body
    [[button], _] = call.parsed("reply_markup")["inline_keyboard"]
    assert button["text"] == "[1] Xem nguyên văn"


async def test_a_pressed_button_shows_the_quote_in_full(talk: Talk) -> None:
    await talk.says(LAN, "/hoi hạn?")
    [answer] = await talk.messages(1)
    [[button], _] = answer.parsed("reply_markup")["inline_keyboard"]
    await talk.server.press(LAN, private(LAN), button["callback_data"])
    [_, quote] = await talk.messages(2)
    assert text_of_html(quote.text).endswith(f"Tệp gốc: nd61.pdf\n\n{QUOTE.text}")
    assert [call.text for call in await talk.made("answerCallbackQuery")] == [""]


async def test_an_old_button_says_that_the_answer_is_old(talk: Talk) -> None:
    await talk.says(LAN, "/hoi hạn?")
    await talk.messages(1)
    await talk.server.press(LAN, private(LAN), "q:khongconnua:1")
    [call] = await talk.made("answerCallbackQuery")
    assert call.text == messages.ANSWER_EXPIRED


async def test_a_stranger_reads_only_the_id_to_hand_in(talk: Talk, answers: Answers) -> None:
    await talk.says(STRANGER, "Hạn nộp là ngày nào?")
    await talk.says(STRANGER, "/start")
    said = [call.text for call in await talk.messages(2)]
    assert said == [messages.STRANGER.format(channel="Telegram", user_id=9999)] * 2
    assert answers.asked == []


async def test_a_stranger_who_presses_a_button_sees_no_quote(talk: Talk) -> None:
    await talk.says(LAN, "/hoi hạn?", GROUP)
    [answer] = await talk.messages(1)
    [[button], _] = answer.parsed("reply_markup")["inline_keyboard"]
    await talk.server.press(STRANGER, GROUP, button["callback_data"])
    # Presses in one chat are handled in order: after this one, the stranger's is over.
    await talk.server.press(LAN, GROUP, "q:khongconnua:1")
    notices = [call.text for call in await talk.made("answerCallbackQuery", 2)]
    assert notices == [
        messages.STRANGER.format(channel="Telegram", user_id=9999),
        messages.ANSWER_EXPIRED,
    ]
    assert len(await talk.messages(1)) == 1


async def test_a_group_is_answered_only_when_it_speaks_to_the_bot(
    talk: Talk, answers: Answers
) -> None:
    await talk.says(LAN, "Chào cả nhà, chiều nay họp nhé", GROUP)
    await talk.says(STRANGER, "/hoi người lạ hỏi", GROUP)
    await talk.says(LAN, "/hoi@OtherBot hỏi trợ lý khác", GROUP)
    await talk.says(LAN, "/hoi hỏi bằng lệnh", GROUP)
    await talk.says(MINH, "@TestNameBot hỏi bằng tên", GROUP)
    await talk.says(LAN, "hỏi bằng trả lời", GROUP, reply_to_message=reply_to_bot(GROUP))
    calls = await talk.messages(3)
    assert answers.asked == ["hỏi bằng lệnh", "hỏi bằng tên", "hỏi bằng trả lời"]
    assert [call.chat_id for call in calls] == [GROUP["id"]] * 3


async def test_a_reply_in_a_group_quotes_the_question_in_its_topic(talk: Talk) -> None:
    await talk.says(LAN, "/hoi hạn?", GROUP, message_thread_id=77, is_topic_message=True)
    [call] = await talk.messages(1)
    assert call.body["message_thread_id"] == "77"
    quoted = call.parsed("reply_parameters")
    assert quoted["message_id"] >= 1
    assert quoted["allow_sending_without_reply"] is True


async def test_a_group_that_is_not_admitted_reads_its_id_when_it_asks(
    talk: Talk, answers: Answers
) -> None:
    await talk.says(LAN, "chào cả nhà", OTHER_GROUP)
    await talk.says(STRANGER, "/hoi hạn?", OTHER_GROUP)
    await talk.says(LAN, "/hoi hạn?", OTHER_GROUP)
    [call] = await talk.messages(1)
    assert call.text == messages.UNKNOWN_GROUP.format(chat_id=OTHER_GROUP["id"])
    assert answers.asked == []


async def test_a_long_answer_comes_in_parts_with_the_buttons_last(
    talk: Talk, answers: Answers
) -> None:
    quote = replace(QUOTE, text="Điều này nói rất dài. " * 1000)
    answers.known["dài?"] = replace(ANSWER, notes=("Lưu ý rất dài. " * 400,), quotes=(quote,))
    await talk.says(LAN, "dài?")
    first, second = await talk.messages(2)
    assert "reply_markup" not in first.body
    [[button], _] = second.parsed("reply_markup")["inline_keyboard"]
    await talk.server.press(LAN, private(LAN), button["callback_data"])
    parts = (await talk.messages(8))[2:]
    shown = "".join(text_of_html(part.text) for part in parts)
    assert shown.count("Điều này nói rất dài.") == 1000
    assert all(units(text_of_html(part.text)) <= MESSAGE_UNITS for part in parts)


async def test_a_refusal_says_so_and_offers_the_nearest(talk: Talk, answers: Answers) -> None:
    answers.known["lạ?"] = REFUSAL
    await talk.says(LAN, "lạ?")
    [call] = await talk.messages(1)
    assert call.text.startswith(f"<b>{messages.NOT_FOUND}</b>\n\n{messages.NEAREST}")


async def test_a_question_that_is_too_long_is_not_looked_up(talk: Talk, answers: Answers) -> None:
    await talk.says(LAN, "h" * 1001)
    [call] = await talk.messages(1)
    assert call.text == messages.QUESTION_TOO_LONG.format(found=1001, limit=1000)
    assert answers.asked == []
