"""`python -m bench.digests --emulator URL`: kill -9 while lists are made and go out to Telegram.

The program that makes and sends lists (Schedule and Deliverer, as `dunghan serve` runs them) is
killed at random moments and started again, over one store, against a Bot API server that keeps
every call (GET /_ctl/calls). Then it runs to the end, and what arrived is held against what was
to arrive: nothing may be missing, and what came twice must be a message that was in flight when
its sender died: the outbox counts it as doubtful.

Each start's clock is an hour on, so the claims of the one before have run out.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bench.recorded import RESULTS, Recorded, program_version, this_machine, write_recorded
from cases.columns import read_names
from cases.outbox import Outbox, State
from cases.register import Register
from cases.sample import sample_cases
from cases.table_file import REGISTER_HEAD, register_row, write_table
from cases.working_days import working_days
from corpus.database import Database, open_database
from corpus.schema import VIETNAM

_DAY = date(2026, 11, 25)
_MORNING = datetime(2026, 11, 25, 7, 30, tzinfo=VIETNAM)
_TOKEN = "1234567:benchmark-of-digests"  # noqa: S105 -- of an emulator
_FIRST_CHAT = -1_000_000_000

# Forks a sender for each line of its input, so that a start costs no import. The parent prints
# the sender's number; the sender prints "end" when nothing is left to make or to send.
_SENDERS = """
import asyncio, os, sys
from datetime import datetime, timedelta
from pathlib import Path
from bot.deliveries import Deliverer, open_bot
from cases.groups import read_groups
from cases.outbox import Outbox
from cases.register import Register
from cases.schedule import Schedule
from cases.statuses import Nearness
from cases.working_days import working_days
from corpus.database import open_database

url, groups_file, root, token, start = sys.argv[1:]
days, start = working_days(), datetime.fromisoformat(start)
days.after(start.date(), 5)

async def send(shift):
    now = lambda: start + timedelta(seconds=shift)
    database = open_database(url)
    outbox = Outbox(database, now)
    register = Register(database, now)
    schedule = Schedule(register=register, outbox=outbox, days=days, near=Nearness())
    groups = read_groups(Path(groups_file))
    stop, made = asyncio.Event(), asyncio.Event()
    deliverer = Deliverer(
        outbox=outbox, bot=open_bot(token, root), sender=str(os.getpid()), idle_seconds=0.02
    )
    async def make():
        for group in groups:
            await asyncio.to_thread(schedule.make_due, [group], start)
    making = asyncio.create_task(make())
    while True:
        all_made = making.done()
        if await deliverer.send_next():
            continue
        if all_made:
            break
        await asyncio.sleep(0.01)
    await making
    print("end", flush=True)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        asyncio.run(send(float(line)))
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("over", flush=True)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kills:
    """What a run found."""

    kills: int
    lists: int
    messages: int
    arrived: int  # messages that arrived at least once
    lost: int
    twice: int  # arrivals beyond the first
    in_flight: int  # claims that ended with their sender: it may or may not have gone out
    twice_unexplained: int  # arrivals beyond the first that no such claim explains


def measure(root_url: str, kills: int, groups: int, rows: int, seed: int) -> Kills:
    """Kill senders at `kills` random moments; then send the rest and count."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        url = f"sqlite:///{home / 'kho.db'}"
        database = open_database(url)
        try:
            _fill(database, home, rows, seed)
            _write_groups(home / "groups.json", groups)
            done = _kill(home, url, root_url, kills, seed)
            return _count(database, root_url, done)
        finally:
            database.close()


def _fill(database: Database, home: Path, rows: int, seed: int) -> None:
    path = home / "so.csv"
    made = sample_cases(rows, seed, _DAY, working_days())
    numbered = (register_row(number, case) for number, case in enumerate(made, start=1))
    write_table(path, "Sổ", REGISTER_HEAD, numbered)
    Register(database, lambda: _MORNING).take_in(path, read_names(), _MORNING)


def _write_groups(path: Path, count: int) -> None:
    entries = [
        {
            "name": f"nhom-{number}",
            "kind": "daily",
            "channel": "telegram",
            "recipient": str(_FIRST_CHAT - number),
        }
        for number in range(count)
    ]
    path.write_text(json.dumps(entries), encoding="utf-8")


def _kill(home: Path, url: str, root_url: str, kills: int, seed: int) -> int:
    """Kill so many senders while they work, then let one finish; how many were killed."""
    # A random moment is all that is wanted.
    chance = random.Random(seed)  # noqa: S311
    arguments = [url, str(home / "groups.json"), root_url, _TOKEN, _MORNING.isoformat()]
    killed = 0
    with _spawner(arguments) as spawner:
        for shift in range(kills + 1):
            _tell(spawner, str(3600 * (shift + 1)))
            child = int(_line(spawner))
            if shift < kills:
                time.sleep(chance.uniform(0.02, 0.6))
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
                killed += 1
            said = _line(spawner)
            if said == "end":
                said = _line(spawner)
                killed -= shift < kills  # it had nothing left to do: no kill while sending
            _say(f"{shift + 1}: {said}")
    return killed


def _tell(process: "subprocess.Popen[str]", line: str) -> None:
    if process.stdin is None:
        raise ValueError("the process was opened without a pipe")
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def _line(process: "subprocess.Popen[str]") -> str:
    if process.stdout is None:
        raise ValueError("the process was opened without a pipe")
    return process.stdout.readline().strip()


@contextlib.contextmanager
def _spawner(arguments: list[str]) -> "Iterator[subprocess.Popen[str]]":
    with subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-c", _SENDERS, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[1],
    ) as process:
        try:
            yield process
        finally:
            if process.stdin is not None:
                process.stdin.close()


def _count(database: Database, root_url: str, kills: int) -> Kills:
    arrived = _arrived(root_url)
    outbox = Outbox(database, lambda: datetime.now(UTC))
    deliveries = outbox.deliveries(_DAY)
    doubts = {(doubt.batch, doubt.part): doubt.times for doubt in outbox.doubts(_DAY)}
    wanted = outbox.texts(_DAY)
    twice = unexplained = lost = 0
    for each in wanted:
        times = arrived[each.recipient, each.text]
        lost += times == 0
        twice += max(times - 1, 0)
        unexplained += max(times - 1 - doubts.get((each.batch, each.part), 0), 0)
    sent = sum(delivery.states.get(State.SENT, 0) for delivery in deliveries)
    if sent != len(wanted):
        _say(f"not all are noted as sent: {sent} of {len(wanted)}")
    return Kills(
        kills=kills,
        lists=len(deliveries),
        messages=len(wanted),
        arrived=len(wanted) - lost,
        lost=lost,
        twice=twice,
        in_flight=sum(doubts.values()),
        twice_unexplained=unexplained,
    )


def _arrived(root_url: str) -> Counter[tuple[str, str]]:
    """How often each text arrived in each chat."""
    with urllib.request.urlopen(f"{root_url}/_ctl/calls") as reply:  # noqa: S310 -- on loopback
        calls = json.load(reply)
    return Counter(
        (str(call["body"]["chat_id"]), call["body"]["text"])
        for call in calls
        if call["method"] == "sendMessage"
    )


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main() -> None:
    """Read the arguments, run, write the result."""
    parser = argparse.ArgumentParser(prog="python -m bench.digests", description=__doc__)
    parser.add_argument("--emulator", required=True, help="địa chỉ máy giả lập Bot API")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--groups", type=int, default=700)
    parser.add_argument("--rows", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    found = measure(given.emulator, given.kills, given.groups, given.rows, given.seed)
    recorded = Recorded(
        name="digests",
        made_on=datetime.now(VIETNAM).date().isoformat(),
        program_version=program_version(),
        machine=this_machine(),
        measures=asdict(found),
    )
    write_recorded(recorded, given.out)
    _say(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
