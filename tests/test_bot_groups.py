"""Groups: met when the bot is put into one, let wait, approved, refused; nothing is told before."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from bot import messages
from bot.conversation import Conversation
from bot.converse import Front
from bot.egress import Egress
from bot.groups import ApprovedGroups
from bot.inbound import ChatKind, Inbound
from bot.memory import StoreMemory
from bot.outlet import Outlet
from bot.people import ListedPeople
from bot.services import Services
from bot.telegram_app import serve_bot, telegram_application
from cases.digest import Totals
from cases.group_state import last_list, let_go, next_due
from cases.groups import Group, Kind
from cases.outbox import MadeList, Outbox, State
from cases.working_days import working_days
from cli.list_making import open_groups
from corpus.audit import list_entries
from corpus.chat_groups import ChatGroups, GroupKey, GroupState
from corpus.database import Database
from corpus.schema import VIETNAM
from corpus.store import Store
from tests.doubles import BotApiDouble
from tests.emulator.people import LAN, OTHER_GROUP, Talk, eventually
from tests.test_bot_contract import Office
from tests.test_bot_conversation import words_of

NOW = datetime(2026, 11, 25, 9, tzinfo=VIETNAM)  # a Wednesday
KEY = GroupKey(channel="telegram", bot_id="b", chat_id="-9")
LIST = Group(name="kstthc", kind=Kind.DAILY, channel="telegram", recipient="-9")


@dataclass(slots=True)
class There:
    """A group in which Lan, an administrator and a stranger speak."""

    conversation: Conversation
    groups: ChatGroups
    said: int = 0

    def says(self, text: str, user: str = "1001", *, private: bool = False) -> list[str]:
        self.said += 1
        inbound = Inbound(
            channel="telegram",
            bot_id="b",
            chat_id=user if private else "-9",
            chat_kind=ChatKind.PRIVATE if private else ChatKind.GROUP,
            user_id=user,
            message_id=str(self.said),
            chat_name="" if private else "Tổ Một cửa",
            user_name="Lan",
            text=text,
        )
        return [words_of(reply) for reply in self.conversation.handle(inbound)]

    @property
    def state(self) -> GroupState | None:
        return self.groups.state(KEY)


@pytest.fixture
def there(database: Database) -> There:
    people = ListedPeople(
        user_ids=frozenset({"1001"}),
        group_ids=frozenset({"-5"}),
        administrator_ids=frozenset({"77"}),
        groups=ApprovedGroups(database, lambda: NOW),
    )
    conversation = Conversation(
        services=Services(ask=Office().ask),
        people=people,
        memory=StoreMemory(database, lambda: NOW),
    )
    return There(conversation, ChatGroups(database, lambda: NOW))


def test_group_in_which_staff_call_the_bot_waits_and_reads_one_sentence(there: There) -> None:
    assert there.says("/hoi hạn?") == [messages.UNKNOWN_GROUP.format(chat_id="-9")]
    [group] = there.groups.listed()
    assert (group.key, group.state) == (KEY, GroupState.WAITING)
    assert (group.name, group.added_by, group.at) == ("Tổ Một cửa", "Lan", NOW)


def test_group_of_strangers_waits_and_reads_nothing(there: There) -> None:
    assert there.says("/hoi hạn?", "9999") == []
    assert there.state is GroupState.WAITING


def test_talk_that_is_not_for_the_bot_is_not_noted(there: There) -> None:
    assert there.says("chào cả nhà") == []
    assert there.groups.listed() == ()


def test_approval_in_private_opens_the_group(there: There) -> None:
    there.says("/hoi hạn?")
    [listed] = there.says("/duyetnhom", "77", private=True)
    assert "1 nhóm đang chờ duyệt" in listed
    assert "• Tổ Một cửa, từ 09:00 25/11/2026, Lan thêm vào, mã -9" in listed
    assert there.says("/duyetnhom -8", "77", private=True) == [messages.NO_SUCH_GROUP]
    assert there.says("/duyetnhom -9", "1001", private=True) == [messages.FOR_ADMINISTRATOR]
    assert there.state is GroupState.WAITING
    [approved] = there.says("/duyetnhom -9", "77", private=True)
    assert approved.startswith("Đã cho phép nhóm Tổ Một cửa.")
    assert there.says("/hoi hạn?")[0].startswith("Thời hạn < 3 ngày")


def test_group_that_is_taken_back_or_refused_is_told_nothing_at_all(there: There) -> None:
    there.groups.decide(KEY, GroupState.APPROVED, by="1", staff_id=None, channel="web")
    assert there.says("/hoi hạn?")[0].startswith("Thời hạn < 3 ngày")
    there.groups.decide(KEY, GroupState.REFUSED, by="1", staff_id=None, channel="web")
    assert there.says("/hoi hạn?") == []
    assert there.says("1") == []


def test_group_on_the_list_of_the_settings_is_served_without_approval(there: There) -> None:
    inbound = Inbound(
        channel="telegram",
        bot_id="b",
        chat_id="-5",
        chat_kind=ChatKind.GROUP,
        user_id="1001",
        message_id="m",
        text="/hoi hạn?",
    )
    [reply] = there.conversation.handle(inbound)
    assert words_of(reply).startswith("Thời hạn < 3 ngày")
    assert there.groups.listed() == ()


def test_decision_is_noted_once_with_who_made_it(database: Database) -> None:
    groups, store = ChatGroups(database, lambda: NOW), Store(database, lambda: NOW)
    groups.meet(KEY, "Tổ Một cửa", "Lan")
    for _ in range(2):
        groups.decide(KEY, GroupState.APPROVED, by="4", staff_id=4, channel="web")
    [entry] = list_entries(store)
    assert (entry.action, entry.subject, entry.staff_id) == ("group.approved", "telegram -9", 4)


def test_new_name_of_a_group_is_learnt_and_its_decision_stays(database: Database) -> None:
    groups = ChatGroups(database, lambda: NOW)
    groups.decide(KEY, GroupState.APPROVED, by="4", staff_id=4, channel="web")
    groups.meet(KEY, "Tổ Hai cửa", "Minh")
    groups.meet(KEY, "", "Minh")
    groups.leave(KEY)
    [group] = groups.listed()
    assert (group.name, group.state) == ("Tổ Hai cửa", GroupState.APPROVED)


def test_strangers_can_not_fill_the_list_of_groups(database: Database) -> None:
    groups = ChatGroups(database, lambda: NOW)
    for number in range(205):
        groups.meet(replace(KEY, chat_id=str(number)), "Nhóm", "Ai đó")
    assert len(groups.listed()) == 200


async def test_group_that_the_bot_is_put_into_waits_until_it_is_taken_out(
    there: There, token: str
) -> None:
    double = BotApiDouble(token)
    front = Front(conversation=there.conversation, outlet=Outlet(egress=Egress()))
    application = telegram_application(token=token, front=front, base_url=double.root_url)
    stop = asyncio.Event()
    serving = asyncio.create_task(serve_bot(application, stop))
    await Talk(double).polling()
    me = {"id": 1234567, "is_bot": True, "first_name": "Trợ lý"}

    async def becomes(status: str, before: str) -> None:
        await double.deliver_update(
            {
                "my_chat_member": {
                    "chat": OTHER_GROUP,
                    "from": LAN,
                    "date": 1,
                    "old_chat_member": {"user": me, "status": before, "until_date": 0},
                    "new_chat_member": {"user": me, "status": status, "until_date": 0},
                }
            }
        )

    async def names(count: int) -> list[str] | None:
        found = [group.name for group in there.groups.listed()]
        return found if len(found) == count else None

    await becomes("member", "left")
    met = await eventually(lambda: names(1))
    await becomes("left", "member")
    left = await eventually(lambda: names(0))
    stop.set()
    await serving
    sent = [call.method for call in await double.calls()]
    await asyncio.to_thread(double.close)
    assert (met, left) == (["Nhóm khác"], [])
    assert "sendMessage" not in sent


@pytest.fixture
def token() -> str:
    return "1234567:AAEhBP0av28rqk0DvLcV4RrQvJ8TtWmPx9s"


# Groups that get lists


def made(outbox: Outbox, *texts: str) -> None:
    outbox.put(
        MadeList(
            key=LIST.key(NOW.date()),
            kind="daily",
            group="kstthc",
            day=NOW.date(),
            as_of=NOW,
            is_stale=False,
            totals=Totals(),
            channel="telegram",
            recipient="-9",
            texts=texts,
        )
    )


def test_state_of_a_list_is_what_was_made_last_and_what_is_due_next(database: Database) -> None:
    outbox, days = Outbox(database, lambda: NOW), working_days()
    assert last_list(database, "kstthc") is None
    assert next_due(LIST, NOW, days, outbox) == NOW.replace(hour=7, minute=30)  # is due now
    made(outbox, "một", "hai")
    claimed = outbox.claim("máy", ["telegram"])
    assert claimed is not None
    outbox.sent(claimed, "5")
    last = last_list(database, "kstthc")
    assert last is not None
    assert last.states == {State.SENT: 1, State.WAITING: 1}
    assert last.sent_at == NOW
    tomorrow = NOW.replace(hour=7, minute=30) + timedelta(days=1)
    assert next_due(LIST, NOW, days, outbox) == tomorrow


def test_list_for_fridays_is_due_on_friday(database: Database) -> None:
    weekly = replace(LIST, kind=Kind.WEEKLY, weekday=4)
    due = next_due(weekly, NOW, working_days(), Outbox(database, lambda: NOW))
    assert due is not None
    assert due.date().isoformat() == "2026-11-27"


def test_refused_group_gets_no_list_and_nothing_of_what_waits(database: Database) -> None:
    outbox, groups = Outbox(database, lambda: NOW), ChatGroups(database, lambda: NOW)
    made(outbox, "một", "hai")
    assert open_groups([LIST], groups) == (LIST,)
    groups.decide(KEY, GroupState.REFUSED, by="1", staff_id=None, channel="web")
    assert open_groups([LIST], groups) == ()
    assert let_go(database, "telegram", "-9") == 2
    assert outbox.claim("máy", ["telegram"]) is None
