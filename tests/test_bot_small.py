"""The bot's small parts: who is served, mentions, order, recent answers, buttons."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message, Update, User

from bot.access import Access, Verdict
from bot.actions import Action, quote_choices, read_action
from bot.buttons import keyboard
from bot.converse import typing
from bot.mentions import cut_spans, is_addressed, question_of
from bot.processor import Lanes, PerChatProcessor
from bot.recent import RecentAnswers
from tests.doubles import BOT_USER
from tests.emulator.people import GROUP, LAN, reply_to_bot, written
from tests.test_bot_render import ANSWER, QUOTE, REFUSAL

ACCESS = Access(user_ids=frozenset({1}), group_ids=frozenset({-5}))
ME = User.de_json(BOT_USER)


def in_group(text: str, **more: object) -> Message:
    message = Message.de_json({**written(LAN, GROUP, text, **more), "message_id": 7})
    assert message is not None
    return message


# --- access ---


def test_an_admitted_person_is_served_in_private() -> None:
    assert ACCESS.judge(user_id=1, chat_id=1, is_private=True) is Verdict.SERVED


def test_a_stranger_in_private_is_told() -> None:
    assert ACCESS.judge(user_id=2, chat_id=2, is_private=True) is Verdict.STRANGER


def test_a_stranger_in_a_group_is_ignored() -> None:
    assert ACCESS.judge(user_id=2, chat_id=-5, is_private=False) is Verdict.IGNORED


def test_an_admitted_person_is_served_in_an_admitted_group() -> None:
    assert ACCESS.judge(user_id=1, chat_id=-5, is_private=False) is Verdict.SERVED


def test_an_admitted_person_in_another_group_is_not_served() -> None:
    assert ACCESS.judge(user_id=1, chat_id=-6, is_private=False) is Verdict.UNKNOWN_GROUP


@given(st.integers(), st.integers(), st.booleans())
def test_empty_lists_serve_nobody(user_id: int, chat_id: int, is_private: bool) -> None:  # noqa: FBT001
    access = Access(user_ids=frozenset(), group_ids=frozenset())
    verdict = access.judge(user_id=user_id, chat_id=chat_id, is_private=is_private)
    assert verdict is not Verdict.SERVED


# --- mentions ---


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@TestNameBot hạn nộp là ngày nào?", "hạn nộp là ngày nào?"),
        ("@testnamebot, hạn nộp?", "hạn nộp?"),
        ("😀 xin hỏi @TestNameBot hạn nộp?", "😀 xin hỏi hạn nộp?"),
        ("hạn nộp? @TestNameBot", "hạn nộp?"),
        ("@TestNameBot", ""),
    ],
)
def test_a_mention_is_taken_out_of_the_question(text: str, question: str) -> None:
    message = in_group(text)
    assert is_addressed(message, ME)
    assert question_of(message, ME) == question


@pytest.mark.parametrize(
    "text",
    ["hạn nộp là ngày nào?", "@TestNameBot2 hạn nộp?", "@someone hạn?", "/hoi@OtherBot hạn?"],
)
def test_words_for_others_are_not_for_the_bot(text: str) -> None:
    assert not is_addressed(in_group(text), ME)


def test_a_name_without_an_entity_is_not_a_mention() -> None:
    bare = {"message_id": 7, "date": 1, "chat": GROUP, "from": LAN, "text": "a@TestNameBot.vn"}
    message = Message.de_json(bare)
    assert not is_addressed(message, ME)


def test_a_person_named_by_a_text_mention_is_the_bot_itself() -> None:
    entity = {"type": "text_mention", "offset": 0, "length": 6, "user": BOT_USER}
    message = in_group("Trợ lý: hạn nộp?", entities=[entity])
    assert question_of(message, ME) == "hạn nộp?"


def test_a_reply_to_the_bot_is_for_it() -> None:
    assert is_addressed(in_group("còn sau đó?", reply_to_message=reply_to_bot(GROUP)), ME)


def test_a_message_in_a_topic_that_the_bot_opened_is_not_for_it() -> None:
    opened = reply_to_bot(GROUP, forum_topic_created={"name": "Hỏi đáp", "icon_color": 1})
    assert not is_addressed(in_group("chào cả nhà", reply_to_message=opened), ME)


@given(st.text("a😀Đ ", max_size=10), st.text("b😀 ", max_size=10))
def test_a_cut_span_leaves_what_is_around_it(before: str, after: str) -> None:
    start = len(before.encode("utf-16-le")) // 2
    left = cut_spans(f"{before}@x{after}", [(start, start + 2)])
    assert left.replace(" ", "") == (before + after).replace(" ", "")


# --- order ---


def update_in(chat_id: int, update_id: int, *, is_press: bool = False) -> Update:
    chat = {"id": chat_id, "type": "private"}
    message: dict[str, Any] = {"message_id": 1, "date": 1, "chat": chat, "from": LAN, "text": "a"}
    content: dict[str, Any] = (
        {"callback_query": {"id": "1", "from": LAN, "chat_instance": "1", "message": message}}
        if is_press
        else {"message": message}
    )
    return Update.de_json({"update_id": update_id, **content}, bot=None)


async def test_a_chat_waits_for_its_own_and_not_for_others() -> None:
    processor = PerChatProcessor(8)
    done: list[str] = []
    release = asyncio.Event()

    async def slow() -> None:
        await release.wait()
        done.append("first of chat 1")

    async def note(what: str) -> None:
        done.append(what)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(processor.process_update(update_in(1, 1), slow()))
        second = processor.process_update(update_in(1, 2), note("second of chat 1"))
        tasks.create_task(second)
        press = processor.process_update(update_in(1, 3, is_press=True), note("press in chat 1"))
        await tasks.create_task(press)
        await tasks.create_task(processor.process_update(update_in(2, 4), note("chat 2")))
        release.set()
    assert done == ["press in chat 1", "chat 2", "first of chat 1", "second of chat 1"]


async def test_a_lane_that_nobody_uses_is_forgotten_even_after_a_failure() -> None:
    lanes = Lanes()
    with pytest.raises(KeyError, match="broken"):
        async with lanes.turn("a"):
            raise KeyError("broken")
    assert len(lanes) == 0


# --- typing ---


async def test_the_typing_sign_is_repeated_until_the_work_ends() -> None:
    shown: list[float] = []
    twice = asyncio.Event()

    async def show() -> None:
        shown.append(0)
        if len(shown) == 3:
            twice.set()

    async def pause(seconds: float) -> None:
        shown[-1] = seconds
        await asyncio.sleep(0)

    async with typing(show, pause):
        await asyncio.wait_for(twice.wait(), 5)
    assert shown[:2] == [4.0, 4.0]


# --- recent answers and buttons ---


def test_an_answer_is_found_by_its_token_in_its_chat_only() -> None:
    recent = RecentAnswers()
    token = recent.keep(1, ANSWER)
    assert recent.find(1, token) == ANSWER
    assert recent.find(2, token) is None


def test_the_least_used_answer_is_forgotten_first() -> None:
    recent = RecentAnswers(capacity=2)
    first, second = recent.keep(1, ANSWER), recent.keep(1, ANSWER)
    recent.find(1, first)
    third = recent.keep(1, REFUSAL)
    assert [recent.find(1, token) for token in (first, second, third)] == [ANSWER, None, REFUSAL]


def test_a_memory_for_no_answer_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^capacity 0: "):
        RecentAnswers(capacity=0)


@given(st.integers(min_value=1, max_value=100))
def test_a_press_is_read_back_and_fits_in_64_bytes(number: int) -> None:
    press = Action(verb="q", token=RecentAnswers().keep(1, ANSWER), number=number)
    assert read_action(press.written) == press
    assert len(press.written.encode()) <= 64


@pytest.mark.parametrize("written_by_others", [None, "", "q:", "q:abc:0", "q:abc:1:2", "x:abc:1"])
def test_callback_data_of_others_is_no_press(written_by_others: str | None) -> None:
    assert read_action(written_by_others) is None


def test_each_quote_has_a_button() -> None:
    markup = keyboard(quote_choices(replace(ANSWER, quotes=(QUOTE,) * 3), "abc"))
    assert markup is not None
    assert [[button.text for button in row] for row in markup.inline_keyboard] == [
        ["[1] Xem nguyên văn", "[2] Xem nguyên văn"],
        ["[3] Xem nguyên văn"],
    ]


def test_an_answer_without_quotes_has_no_buttons() -> None:
    assert keyboard(quote_choices(replace(REFUSAL, quotes=()), "abc")) is None
