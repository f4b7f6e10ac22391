"""Chats tell of a paper only to those who may see it: in private, in a group, on an old button."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from bot import messages
from bot.conversation import Conversation
from bot.groups import ApprovedGroups
from bot.inbound import ChatKey, ChatKind, Inbound
from bot.reply import Reply
from cli.case_duties import duty_source
from cli.case_office import open_case_office
from cli.chats import open_front
from cli.settings import Settings
from cli.wiring import Library
from corpus.audiences import EVERYBODY, set_audience
from corpus.pairing import issue_code, redeem
from corpus.secret_key import read_key
from corpus.staff import Role
from corpus.staff_store import add_staff, change_staff, find_staff
from tests.secret_paper import LEADERS, SECRET, WORDS, library_of, office_settings

QUESTION = "bàn giao trụ sở Rạch Tre Gừa khi nào"
GROUP = ChatKey(channel="telegram", bot_id="b", chat_id="-9")
PLAN = "99/KH-UBND"


@dataclass(slots=True)
class Chat:
    """The office's own conversation, with people who linked their accounts."""

    conversation: Conversation
    library: Library
    settings: Settings
    said: int = field(default=0)

    def says(self, account: str, text: str, *, in_group: bool = False) -> tuple[Reply, ...]:
        spoken = text if text.startswith("/") or not in_group else f"/hoi {text}"
        return self._handle(account, in_group=in_group, text=spoken)

    def presses(self, account: str, action: str, *, in_group: bool = False) -> str:
        return words_of(self._handle(account, in_group=in_group, callback=action))

    def _handle(
        self, account: str, *, in_group: bool, text: str = "", callback: str | None = None
    ) -> tuple[Reply, ...]:
        self.said += 1
        inbound = Inbound(
            channel="telegram",
            bot_id="b",
            chat_id=GROUP.chat_id if in_group else account,
            chat_kind=ChatKind.GROUP if in_group else ChatKind.PRIVATE,
            user_id=account,
            message_id=str(self.said),
            text=text,
            callback=callback,
        )
        return self.conversation.handle(inbound)


def words_of(replies: tuple[Reply, ...]) -> str:
    return "\n".join(
        " ".join(run.text for each in reply.paragraphs for run in each) or reply.notice
        for reply in replies
    )


def first_action(replies: tuple[Reply, ...]) -> str:
    return replies[0].rows[0][0].action


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    home = tmp_path_factory.mktemp("nha")
    settings = office_settings(home)
    with library_of(home, with_secrets=True) as library, open_case_office(settings) as office:
        store, key = library.store, read_key(home)
        for account, role in (("sep", Role.LEADER), ("lan", Role.OFFICER)):
            person = add_staff(store, account=account, name=account, role=role, unit="Văn phòng")
            code = issue_code(store, key, person.id).code
            redeem(store, key, channel="telegram", bot_id="b", user_id=account, code=code)
        ApprovedGroups(store.database, store.now).approve(GROUP, "1")
        front = open_front(settings, library, office.desk)
        yield Chat(conversation=front.conversation, library=library, settings=settings)


@pytest.fixture(autouse=True)
def for_leaders(chat: Chat) -> None:
    set_audience(chat.library.store, SECRET, LEADERS, staff_id=None, channel="cli")


def test_leader_is_answered_in_private_and_not_in_a_group(chat: Chat) -> None:
    assert WORDS in words_of(chat.says("sep", QUESTION))
    assert "trước ngày 10 tháng 5" not in words_of(chat.says("sep", QUESTION, in_group=True))


def test_officer_is_answered_nowhere(chat: Chat) -> None:
    for in_group in (False, True):
        replies = chat.says("lan", QUESTION, in_group=in_group)
        assert SECRET not in (replies[0].path or "")
        assert "trước ngày 10 tháng 5" not in words_of(replies)


def test_lists_are_of_what_the_person_may_see(chat: Chat) -> None:
    assert "1 văn bản có" in words_of(chat.says("sep", f"/vanban {PLAN}"))
    assert "0 văn bản có" in words_of(chat.says("lan", f"/vanban {PLAN}"))
    assert "0 văn bản có" in words_of(chat.says("sep", f"/vanban {PLAN}", in_group=True))
    assert WORDS in words_of(chat.says("sep", "/nhiemvu Văn phòng"))
    assert WORDS not in words_of(chat.says("lan", "/nhiemvu Văn phòng"))


def test_quote_of_an_old_answer_opens_no_longer_once_the_audience_was_narrowed(chat: Chat) -> None:
    set_audience(chat.library.store, SECRET, EVERYBODY, staff_id=None, channel="cli")
    action = first_action(chat.says("lan", QUESTION))
    assert WORDS in chat.presses("lan", action)
    set_audience(chat.library.store, SECRET, LEADERS, staff_id=None, channel="cli")
    assert chat.presses("lan", action) == messages.ANSWER_EXPIRED


def test_quote_in_a_group_opens_no_longer_either(chat: Chat) -> None:
    set_audience(chat.library.store, SECRET, EVERYBODY, staff_id=None, channel="cli")
    action = first_action(chat.says("lan", QUESTION, in_group=True))
    set_audience(chat.library.store, SECRET, LEADERS, staff_id=None, channel="cli")
    assert chat.presses("sep", action, in_group=True) == messages.ANSWER_EXPIRED


def test_old_quote_typed_by_its_number_opens_no_longer(chat: Chat) -> None:
    set_audience(chat.library.store, SECRET, EVERYBODY, staff_id=None, channel="cli")
    chat.says("lan", QUESTION)
    set_audience(chat.library.store, SECRET, LEADERS, staff_id=None, channel="cli")
    assert words_of(chat.says("lan", "1")) == messages.ANSWER_EXPIRED


def test_next_page_of_an_old_list_is_not_shown_once_the_audience_was_narrowed(chat: Chat) -> None:
    set_audience(chat.library.store, SECRET, EVERYBODY, staff_id=None, channel="cli")
    action = first_action(chat.says("lan", "/nhiemvu"))
    assert "Trang 2" in chat.presses("lan", action)
    set_audience(chat.library.store, SECRET, LEADERS, staff_id=None, channel="cli")
    assert chat.presses("lan", action) == messages.ANSWER_EXPIRED


def test_leader_who_became_an_officer_opens_no_old_quote(chat: Chat) -> None:
    store = chat.library.store
    action = first_action(chat.says("sep", QUESTION))
    change_staff(store, find_staff(store, "sep").id, role=Role.OFFICER)
    pressed = chat.presses("sep", action)
    change_staff(store, find_staff(store, "sep").id, role=Role.LEADER)
    assert pressed == messages.ANSWER_EXPIRED


def test_follow_up_after_the_audience_was_narrowed_rests_on_other_papers(chat: Chat) -> None:
    set_audience(chat.library.store, SECRET, EVERYBODY, staff_id=None, channel="cli")
    chat.says("lan", "Giảm bao nhiêu biên chế trước ngày 30 tháng 6 năm 2026?")
    set_audience(chat.library.store, SECRET, LEADERS, staff_id=None, channel="cli")
    replies = chat.says("lan", "Văn bản đó do ai ký?")
    assert "99/KH-UBND" not in words_of(replies)
    assert SECRET not in (replies[0].path or "")


def test_duties_of_the_paper_are_in_no_list_for_groups(chat: Chat) -> None:
    source = duty_source(chat.settings)
    titles = {each.title for each in source(date(2026, 4, 1), date(2026, 6, 30), "")}
    assert titles
    assert "Kế hoạch 99/KH-UBND" not in titles
