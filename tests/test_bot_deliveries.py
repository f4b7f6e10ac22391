"""Lists go out through Telegram once each; what it refuses waits or is given up, and is said."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from bot.deliveries import Deliverer, open_bot
from cases.digest import Totals
from cases.outbox import MadeList, Outbox, State
from corpus.database import Database, open_database
from tests.clocks import Clock
from tests.doubles import BotApiDouble, Fault
from tests.emulator.people import eventually

TODAY = date(2026, 11, 25)
TOKEN = f"1234567:{secrets.token_urlsafe(26)}"


@pytest.fixture
def outbox(database: Database, clock: Clock) -> Outbox:
    return Outbox(database, clock)


@pytest.fixture
async def server() -> AsyncIterator[BotApiDouble]:
    double = BotApiDouble(TOKEN)
    yield double
    await asyncio.to_thread(double.close)


@pytest.fixture
async def deliverer(outbox: Outbox, server: BotApiDouble) -> AsyncIterator[Deliverer]:
    made = Deliverer(
        outbox=outbox,
        bot=open_bot(TOKEN, server.root_url),
        sender="máy 1",
        idle_seconds=0.01,
    )
    yield made
    await made.close()


def queue(outbox: Outbox, *texts: str, name: str = "kstthc", chat: str = "-100") -> None:
    made = MadeList(
        key=f"daily/2026-11-25/{name}",
        kind="daily",
        group=name,
        day=TODAY,
        as_of=None,
        is_stale=False,
        totals=Totals(),
        channel="telegram",
        recipient=chat,
        texts=texts,
    )
    assert outbox.put(made)


async def arrived(server: BotApiDouble) -> list[tuple[int, str]]:
    return [(call.chat_id, call.text) for call in await server.calls()]


async def first_arrival(server: BotApiDouble) -> tuple[int, str] | None:
    return next(iter(await arrived(server)), None)


def states(outbox: Outbox) -> list[dict[State, int]]:
    return [dict(delivery.states) for delivery in outbox.deliveries(TODAY)]


async def test_the_parts_of_a_list_arrive_in_order_in_its_chat(
    deliverer: Deliverer, outbox: Outbox, server: BotApiDouble
) -> None:
    queue(outbox, "(1/2)\nQuá hạn: 3 < 5 & 7", "(2/2)\nhết")
    assert await deliverer.send_all() == 2
    assert await arrived(server) == [(-100, "(1/2)\nQuá hạn: 3 < 5 & 7"), (-100, "(2/2)\nhết")]
    assert states(outbox) == [{State.SENT: 2}]


async def test_lists_of_another_channel_stay(
    deliverer: Deliverer, outbox: Outbox, server: BotApiDouble
) -> None:
    made = MadeList(
        key="daily/2026-11-25/trang",
        kind="daily",
        group="trang",
        day=TODAY,
        as_of=None,
        is_stale=False,
        totals=Totals(),
        channel="web",
        recipient="van-phong",
        texts=("a",),
    )
    outbox.put(made)
    assert await deliverer.send_all() == 0
    assert states(outbox) == [{State.WAITING: 1}]


async def test_a_flooded_chat_waits_as_long_as_telegram_asks_and_others_go_on(
    deliverer: Deliverer, outbox: Outbox, server: BotApiDouble, clock: Clock
) -> None:
    server.fail("sendMessage", Fault(status=429, parameters={"retry_after": 40}))
    queue(outbox, "a")
    queue(outbox, "b", name="khac", chat="-200")
    await deliverer.send_all()
    assert (await arrived(server))[1:] == [(-200, "b")]
    clock.now += timedelta(seconds=39)
    assert await deliverer.send_all() == 0
    clock.now += timedelta(seconds=1)
    assert await deliverer.send_all() == 1
    assert outbox.doubts(TODAY) == ()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=403, description="Forbidden: bot was kicked from the supergroup chat"),
        Fault(status=400, description="Bad Request: chat not found"),
    ],
)
async def test_a_chat_that_is_closed_to_the_bot_is_given_up(
    deliverer: Deliverer, outbox: Outbox, server: BotApiDouble, clock: Clock, fault: Fault
) -> None:
    server.fail("sendMessage", fault)
    queue(outbox, "a")
    await deliverer.send_all()
    clock.now += timedelta(days=1)
    assert await deliverer.send_all() == 0
    assert states(outbox) == [{State.DEAD: 1}]


async def test_a_group_that_became_a_supergroup_gets_its_list_there(
    deliverer: Deliverer, outbox: Outbox, server: BotApiDouble
) -> None:
    moved = {"migrate_to_chat_id": -1009}
    server.fail("sendMessage", Fault(status=400, description="upgraded", parameters=moved))
    queue(outbox, "a")
    await deliverer.send_all()
    assert (await arrived(server))[-1] == (-1009, "a")
    assert states(outbox) == [{State.SENT: 1}]


async def test_an_answer_that_says_nothing_is_a_doubt_and_the_message_is_sent_again(
    deliverer: Deliverer, outbox: Outbox, server: BotApiDouble, clock: Clock
) -> None:
    server.fail("sendMessage", Fault(status=502))
    queue(outbox, "a")
    await deliverer.send_all()
    clock.now += timedelta(seconds=5)
    await deliverer.send_all()
    [doubt] = outbox.doubts(TODAY)
    assert (doubt.part, doubt.state, doubt.times) == (1, State.SENT, 1)


async def test_a_server_that_is_not_there_raises_no_doubt(outbox: Outbox, clock: Clock) -> None:
    away = open_bot(TOKEN, "http://127.0.0.1:1")
    queue(outbox, "a")
    sender = Deliverer(outbox=outbox, bot=away, sender="máy 1")
    await sender.send_all()
    await sender.close()
    assert outbox.doubts(TODAY) == ()
    assert states(outbox) == [{State.WAITING: 1}]


async def test_a_token_that_telegram_does_not_know_loses_no_message(
    deliverer: Deliverer, outbox: Outbox, server: BotApiDouble, clock: Clock
) -> None:
    server.fail("sendMessage", Fault(status=401, description="Unauthorized"))
    queue(outbox, "a")
    await deliverer.send_all()
    clock.now += timedelta(seconds=5)
    await deliverer.send_all()
    assert states(outbox) == [{State.SENT: 1}]


async def test_two_senders_over_one_store_send_each_message_once(
    outbox: Outbox, server: BotApiDouble, url: str, clock: Clock
) -> None:
    other_database = open_database(url)
    for number in range(12):
        queue(outbox, "a", "b", name=str(number), chat=str(-1000 - number))
    senders = [
        Deliverer(outbox=box, bot=open_bot(TOKEN, server.root_url), sender=name)
        for name, box in (("máy 1", outbox), ("máy 2", Outbox(other_database, clock)))
    ]
    counts = await asyncio.gather(*(sender.send_all() for sender in senders))
    for sender in senders:
        await sender.close()
    other_database.close()
    assert sum(counts) == 24
    assert all(counts)
    assert len(set(await arrived(server))) == len(await arrived(server)) == 24


async def test_a_sender_that_lost_its_claim_does_not_undo_what_another_sent(
    outbox: Outbox, clock: Clock
) -> None:
    queue(outbox, "a")
    slow = outbox.claim("máy 1", ["telegram"])
    clock.now += timedelta(seconds=61)
    quick = outbox.claim("máy 2", ["telegram"])
    assert slow is not None
    assert quick is not None
    outbox.sent(quick, "7")
    outbox.failed(slow, "TimedOut")
    assert states(outbox) == [{State.SENT: 1}]


async def test_a_stop_finishes_the_message_that_was_begun(
    deliverer: Deliverer, outbox: Outbox, server: BotApiDouble
) -> None:
    stop = asyncio.Event()
    for number in range(30):
        queue(outbox, "a", name=str(number), chat=str(-1000 - number))
    running = asyncio.create_task(deliverer.run(stop))
    await eventually(lambda: first_arrival(server))
    stop.set()
    await running
    counts: dict[State, int] = {}
    for found in states(outbox):
        for state, count in found.items():
            counts[state] = counts.get(state, 0) + count
    assert State.SENDING not in counts
    assert counts[State.SENT] == len(await arrived(server)) < 30


async def test_nothing_of_a_list_is_in_the_log(
    deliverer: Deliverer,
    outbox: Outbox,
    server: BotApiDouble,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    server.fail("sendMessage", Fault(status=400, description="Bad Request: chat not found"))
    queue(outbox, "H20.26-261101-0001: quá 2 ngày")
    await deliverer.send_all()
    assert "given up" in caplog.text
    assert "H20.26" not in caplog.text
    assert TOKEN not in caplog.text


async def test_a_list_that_holds_a_telephone_does_not_leave(
    outbox: Outbox, deliverer: Deliverer
) -> None:
    queue(outbox, "• H20.26-261101-0001: quá 2 ngày, gọi 0912 345 678")
    await deliverer.send_all()
    (delivery,) = outbox.deliveries(TODAY)
    assert delivery.states == {State.DEAD: 1}
