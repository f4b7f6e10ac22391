"""What the office's papers order of units, as lists and reminders tell of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

_LONGEST_ACTION = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty with its day. `action` is the paper's own sentence."""

    id: str  # stays the same while the paper stands as it is
    unit: str  # who leads; "" where the paper names nobody
    action: str
    due_on: date
    citation: str  # the place in words: "mục III.1"
    title: str  # of the paper


# The open duties due from the first day to the last, both counted, of a unit by any of its names
# ("" for all units).
DutySource = Callable[[date, date, str], Iterable[Duty]]


def no_duties(_first: date, _last: date, _unit: str) -> tuple[Duty, ...]:
    """The source of an office that keeps no register of duties."""
    return ()


def due_duties(
    source: DutySource, first: date, last: date, units: Iterable[str] = ()
) -> tuple[Duty, ...]:
    """The duties of some units, or of all when none is named, each once, by unit and day."""
    found = {
        (duty.id, duty.due_on): duty
        for unit in tuple(units) or ("",)
        for duty in source(first, last, unit)
    }
    return tuple(sorted(found.values(), key=lambda duty: (duty.unit, duty.due_on, duty.id)))


def duty_lines(duties: Iterable[Duty], today: date) -> Iterator[str]:
    """The lines of a list, by unit: the day, the paper's words, where they stand."""
    for unit, of_unit in groupby(duties, key=lambda duty: duty.unit):
        listed = list(of_unit)
        yield f"{unit or 'chưa rõ đơn vị chủ trì'} ({len(listed)})"
        for duty in listed:
            left = (duty.due_on - today).days
            said = "hôm nay" if left == 0 else f"còn {left} ngày"
            yield (
                f"• {duty.due_on:%d/%m/%Y} ({said}): {_shortened(duty.action)} "
                f"[{duty.title}, {duty.citation}]"
            )


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_ACTION else flat[: _LONGEST_ACTION - 1].rstrip() + "…"
