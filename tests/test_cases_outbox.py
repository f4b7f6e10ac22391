"""Lists go out once: after a crash, with two senders, on the right days."""

import os
import random
import signal
import subprocess
import sys
import time as clock
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from cases.columns import read_names
from cases.digest import Totals
from cases.groups import Group, GroupsError, Kind, read_groups
from cases.outbox import Delivery, MadeList, Outbox, State
from cases.register import Register
from cases.schedule import Schedule
from cases.statuses import Nearness
from cases.working_days import working_days
from corpus.database import Database, open_database
from corpus.schema import VIETNAM
from tests.clocks import Clock

ROOT = Path(__file__).parents[1]
DAYS = working_days()
TODAY = date(2026, 11, 25)
MORNING = datetime(2026, 11, 25, 7, 30, tzinfo=VIETNAM)
GROUP = Group(name="kstthc", kind=Kind.DAILY, channel="telegram", recipient="-100")


@pytest.fixture
def outbox(database: Database, clock: Clock) -> Outbox:
    return Outbox(database, clock)


def _list(key: str = "daily/2026-11-25/kstthc", texts: tuple[str, ...] = ("a", "b")) -> MadeList:
    return MadeList(
        key=key,
        kind="daily",
        group="kstthc",
        day=TODAY,
        as_of=MORNING,
        is_stale=False,
        totals=Totals(),
        channel="telegram",
        recipient="-100",
        texts=texts,
    )


def _claim_text(outbox: Outbox) -> str | None:
    claimed = outbox.claim("máy 1", ["telegram"])
    return claimed.text if claimed else None


def test_a_list_is_made_once(outbox: Outbox) -> None:
    assert [outbox.put(_list()), outbox.put(_list())] == [True, False]


def test_the_parts_of_a_list_go_out_one_after_the_other(outbox: Outbox) -> None:
    outbox.put(_list())
    first = outbox.claim("máy 1", ["telegram"])
    assert first is not None
    assert _claim_text(outbox) is None
    outbox.sent(first, "17")
    assert (first.text, _claim_text(outbox)) == ("a", "b")


def test_what_was_sent_is_never_handed_out_again(outbox: Outbox, clock: Clock) -> None:
    outbox.put(_list(texts=("a",)))
    claimed = outbox.claim("máy 1", ["telegram"])
    assert claimed is not None
    outbox.sent(claimed, None)
    clock.now += timedelta(days=1)
    assert _claim_text(outbox) is None


def test_a_message_of_a_dead_sender_is_handed_out_again_as_doubtful(
    outbox: Outbox, clock: Clock
) -> None:
    outbox.put(_list(texts=("a",)))
    outbox.claim("máy 1", ["telegram"])
    clock.now += timedelta(seconds=61)
    again = outbox.claim("máy 2", ["telegram"])
    assert again is not None
    assert again.is_doubtful
    outbox.sent(again, None)
    assert outbox.deliveries(TODAY) == (
        Delivery(batch="daily/2026-11-25/kstthc", states={State.SENT: 1}, doubtful=1),
    )


def test_a_refused_message_waits_as_long_as_the_channel_asks(outbox: Outbox, clock: Clock) -> None:
    outbox.put(_list(texts=("a",)))
    claimed = outbox.claim("máy 1", ["telegram"])
    assert claimed is not None
    outbox.failed(claimed, "429", wait=timedelta(seconds=40))
    clock.now += timedelta(seconds=39)
    assert _claim_text(outbox) is None
    clock.now += timedelta(seconds=1)
    assert _claim_text(outbox) == "a"


def test_a_message_that_is_refused_for_good_stops_its_list_from_nothing_else(
    outbox: Outbox,
) -> None:
    outbox.put(_list(texts=("a",)))
    outbox.put(_list(key="daily/2026-11-25/khac", texts=("c",)))
    claimed = outbox.claim("máy 1", ["telegram"])
    assert claimed is not None
    outbox.failed(claimed, "403", final=True)
    assert _claim_text(outbox) == "c"


def test_a_channel_that_is_away_for_days_loses_no_message(outbox: Outbox, clock: Clock) -> None:
    outbox.put(_list(texts=("a",)))
    for _ in range(20):
        claimed = outbox.claim("máy 1", ["telegram"])
        assert claimed is not None
        outbox.failed(claimed, "ConnectError")
        clock.now += timedelta(minutes=15)
    assert _claim_text(outbox) == "a"


def test_a_message_that_may_have_gone_out_each_time_is_given_up(
    outbox: Outbox, clock: Clock
) -> None:
    outbox.put(_list(texts=("a",)))
    attempts = 0
    while (claimed := outbox.claim("máy 1", ["telegram"])) is not None:
        attempts += 1
        outbox.failed(claimed, "TimedOut", is_doubtful=True)
        clock.now += timedelta(minutes=15)
    assert attempts == 12
    assert outbox.deliveries(TODAY)[0].states == {State.DEAD: 1}


def test_other_channels_messages_are_left_alone(outbox: Outbox) -> None:
    outbox.put(_list())
    assert outbox.claim("máy 1", ["zalo"]) is None


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-25T07:29", False),
        ("2026-11-25T07:30", True),
        ("2026-11-25T16:00", True),  # the machine was off in the morning
        ("2026-11-24T08:00", False),  # Ngày Văn hóa Việt Nam
        ("2026-11-22T08:00", False),  # a Sunday
        ("2026-08-22T08:00", True),  # a Saturday that is made up
    ],
)
def test_a_daily_list_is_due_on_working_days_from_its_hour(now: str, due: bool) -> None:  # noqa: FBT001
    moment = datetime.fromisoformat(now).replace(tzinfo=VIETNAM)
    assert GROUP.is_due(moment, DAYS) is due


@pytest.mark.parametrize(
    ("weekday", "day", "due"),
    [
        (0, "2026-11-23", True),
        (0, "2026-11-25", False),
        (1, "2026-11-24", False),  # off
        (1, "2026-11-25", True),  # moved here
        (4, "2026-05-01", False),  # a Friday off
        (4, "2026-05-04", True),  # moved to the Monday after
        (4, "2026-05-08", True),
    ],
)
def test_a_weekly_list_moves_to_the_next_working_day(weekday: int, day: str, due: bool) -> None:  # noqa: FBT001
    weekly = Group(name="dat-dai", kind=Kind.WEEKLY, channel="zalo", recipient="1", weekday=weekday)
    moment = datetime.combine(date.fromisoformat(day), time(9), VIETNAM)
    assert weekly.is_due(moment, DAYS) is due


def test_a_monthly_page_is_due_on_the_first_working_day() -> None:
    monthly = Group(name="ubnd", kind=Kind.MONTHLY, channel="web", recipient="1")
    found = [
        day
        for day in range(1, 31)
        if monthly.is_due(datetime(2026, 1, day, 9, tzinfo=VIETNAM), DAYS)
    ]
    assert found == [5]


def test_a_file_of_groups_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groups.json"
    path.write_text(
        '[{"name": "dat-dai", "kind": "weekly", "channel": "zalo", "recipient": "g1", '
        '"weekday": 4, "at": "08:00", "fields": ["Đất đai"]}]',
        encoding="utf-8",
    )
    (group,) = read_groups(path)
    assert (group.kind, group.weekday, group.at) == (Kind.WEEKLY, 4, time(8))
    assert group.scope.fields == {"Đất đai"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "không đọc được JSON"),
        ("{}", "cần một danh sách các nhóm"),
        ('[{"name": "a", "kind": "hourly", "channel": "x", "recipient": "y"}]', "nhóm thứ 1"),
        ('[{"name": "a"}]', "nhóm thứ 1"),
    ],
)
def test_a_bad_file_of_groups_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "groups.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GroupsError, match=rf"^groups\.json.*{message}"):
        read_groups(path)


def test_the_lists_of_two_days_tell_the_change(
    database: Database, outbox: Outbox, clock: Clock, tmp_path: Path
) -> None:
    register = Register(database, clock)
    schedule = Schedule(register=register, outbox=outbox, days=DAYS, near=Nearness())
    export = tmp_path / "so.csv"
    head = "Mã hồ sơ,Ngày nhận,Ngày hẹn trả,Lĩnh vực\n"
    export.write_text(head + "A-1,01/11/2026,20/11/2026,Đất đai\n", encoding="utf-8")
    register.take_in(export, read_names(), as_of=MORNING)
    made = [schedule.make_due([GROUP], MORNING), schedule.make_due([GROUP], MORNING)]
    assert made == [("daily/2026-11-25/kstthc",), ()]
    clock.now += timedelta(days=1)
    export.write_text(
        head + "A-1,01/11/2026,20/11/2026,Đất đai\nA-2,01/11/2026,23/11/2026,Đất đai\n",
        encoding="utf-8",
    )
    register.take_in(export, read_names(), as_of=clock.now)
    digest = schedule.digest(GROUP, clock.now.date())
    assert (digest.totals.overdue, digest.previous) == (2, Totals(overdue=1))


_SENDER = """
import sys, os, time
from datetime import datetime, timedelta
from cases.outbox import Outbox
from corpus.database import open_database
from corpus.schema import VIETNAM
url, log, shift = sys.argv[1], sys.argv[2], float(sys.argv[3])
# Each start is an hour later, so a claim of the one before has run out.
start = datetime(2026, 11, 25, 8, tzinfo=VIETNAM)
outbox = Outbox(open_database(url), lambda: start + timedelta(hours=shift))
out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
print("ready", flush=True)
while (message := outbox.claim("máy", ["telegram"])) is not None:
    os.write(out, (message.batch + "|" + message.text + "\\n").encode())
    outbox.sent(message, None)
"""


_KILLS = 10


@contextmanager
def _sender(url: str, log: Path, start: int) -> Iterator[subprocess.Popen[bytes]]:
    """A sender that has opened the store and begins to send."""
    with subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-c", _SENDER, url, str(log), str(start)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as sender:
        assert sender.stdout is not None
        sender.stdout.readline()
        yield sender


def test_killed_senders_lose_no_message_and_repeat_only_what_was_in_flight(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'kho.db'}"
    log = tmp_path / "gone-out.txt"
    database = open_database(url)
    outbox = Outbox(database, Clock())
    wanted = set()
    for number in range(40):
        made = _list(key=f"daily/2026-11-25/{number}", texts=("a", "b", "c"))
        outbox.put(made)
        wanted |= {f"{made.key}|{text}" for text in made.texts}
    chance = random.Random(11)  # noqa: S311
    kills = 0
    while (kills := kills + 1) <= _KILLS:
        with _sender(url, log, kills) as sender:
            clock.sleep(chance.uniform(0, 0.15))
            os.kill(sender.pid, signal.SIGKILL)
    with _sender(url, log, kills) as sender:
        assert sender.wait() == 0
    sent = Counter(log.read_text(encoding="utf-8").splitlines())
    twice = sum(count - 1 for count in sent.values())
    deliveries = outbox.deliveries(TODAY)
    database.close()
    assert set(sent) == wanted
    assert all(delivery.states == {State.SENT: 3} for delivery in deliveries)
    assert twice <= sum(delivery.doubtful for delivery in deliveries) <= _KILLS
