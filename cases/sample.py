"""Made-up registers of any size, since no real one may be shared: same seed, same rows."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from cases.cases import FINISHED, Case, Channel, Person, Progress
from cases.office_hours import Limit, LimitUnit, OfficeHours, appointed_at
from cases.working_days import WorkingDays
from corpus.schema import VIETNAM

_FACTS = Path(__file__).parent / "facts" / "sample.json"
_SPAN = 90  # days before `on` from which cases were received
_LATE_SHARE = 0.06
_SLOW_SHARE = 0.05  # open cases that nobody worked on
_PAUSED = ((Progress.WAITING, 0.03), (Progress.DUTY, 0.02), (Progress.WITHDRAWN, 0.01))


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    facts: Any
    days: WorkingDays
    hours: OfficeHours
    random: random.Random
    on: date


def sample_cases(rows: int, seed: int, on: date, days: WorkingDays) -> Iterator[Case]:
    """`rows` cases as a one-stop software would show them on the evening before `on`.

    About one in twenty is late or overdue, some wait for a supplement, some lack what a register
    in real life lacks: a digital copy, a signature, a day.
    """
    facts = json.loads(_FACTS.read_text(encoding="utf-8"))
    # Made-up rows, no secrets: the same seed must give the same register.
    chance = random.Random(seed)  # noqa: S311
    world = _World(facts=facts, days=days, hours=OfficeHours(), random=chance, on=on)
    fields = facts["fields"]
    shares = [field["share"] for field in fields]
    for number in range(1, rows + 1):
        yield _case(world, chance.choices(fields, shares)[0], number)


def _case(world: _World, field: Any, number: int) -> Case:  # noqa: ANN401 -- a JSON object
    chance = world.random
    received = _received(world)
    limit = Limit(amount=field["days"], unit=LimitUnit.WORKING_DAY)
    due = appointed_at(world.days, world.hours, received, limit)
    unit = world.facts["units"][field["unit"]]
    progress, ended = _outcome(world, received, field["days"])
    finished = progress in FINISHED
    has_fee = bool(field["fee"])
    second = _second_stage(world, field, received, due)
    return Case(
        code=f"H20.26-{received:%y%m%d}-{number:06d}",
        procedure=chance.choice(field["procedures"]),
        field=field["name"],
        unit=unit["name"],
        ward="Xã Bình Minh Tây",
        officer=chance.choice(unit["officers"]),
        received_at=received,
        due_at=due,
        finished_at=ended if finished else None,
        returned_at=ended if progress is Progress.RETURNED else None,
        progress=progress,
        channel=chance.choices(list(Channel), (62, 34, 4))[0],
        second_received_at=second[0],
        second_due_at=second[1],
        is_two_stage=second[0] is not None,
        is_digitised=chance.random() < 0.9 if finished else None,
        is_signed=chance.random() < 0.85 if finished else None,
        has_fee=has_fee,
        is_paid_online=chance.random() < 0.45 if has_fee else None,
        applicant=_person(world),
    )


def _received(world: _World) -> datetime:
    day = world.on - timedelta(days=world.random.randint(1, _SPAN))
    while not world.days.is_worked(day):
        day -= timedelta(days=1)
    minute = world.random.choice((450, 510, 575, 640, 840, 900, 960, 1000))
    return datetime.combine(day, time(minute // 60, minute % 60), VIETNAM)


def _outcome(world: _World, received: datetime, limit: int) -> tuple[Progress, datetime | None]:
    """How far the case came by the evening before the day, and when it ended."""
    chance = world.random
    draw = chance.random()
    for progress, share in _PAUSED:
        if draw < share:
            return progress, None
        draw -= share
    if draw < _SLOW_SHARE:
        return Progress.PENDING, None
    needed = chance.randint(0, limit)
    if chance.random() < _LATE_SHARE:
        needed = limit + chance.randint(1, 4)
    day = world.days.after(received.date(), needed)
    if day >= world.on:
        return Progress.PENDING, None
    ended = max(datetime.combine(day, time(16, 0), VIETNAM), received + timedelta(minutes=20))
    done = chance.random() < 0.05  # waits for the person to fetch it
    return (Progress.DONE if done else Progress.RETURNED), ended


def _second_stage(
    world: _World,
    field: Any,  # noqa: ANN401 -- a JSON object
    received: datetime,
    due: datetime,
) -> tuple[datetime | None, datetime | None]:
    if not field.get("two_stage") or world.random.random() > 0.2:
        return None, None
    day = world.days.after(received.date(), 5)
    if day >= due.date():
        return None, None
    second = datetime.combine(day, time(8, 0), VIETNAM)
    missing = world.random.random() < 0.1  # as the plans complain
    return second, None if missing else due


def _person(world: _World) -> Person:
    facts, chance = world.facts, world.random
    parts = (facts["families"], facts["middles"], facts["givens"])
    return Person(
        name=" ".join(chance.choice(names) for names in parts),
        address=f"{chance.choice(facts['hamlets'])}, xã Bình Minh Tây",
        phone=f"09{chance.randint(0, 99_999_999):08d}",
    )
