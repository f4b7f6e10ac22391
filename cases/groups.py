"""The groups that get lists: what, when, where to. An office writes them into one JSON file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

from cases.errors import CasesError
from cases.register import Scope
from cases.working_days import WorkingDays
from corpus.text import nfc


class Kind(StrEnum):
    """What a list is of, and how often it is made."""

    DAILY = "daily"  # near due, overdue, late: every working day
    WEEKLY = "weekly"  # the same on one weekday, or the next working day
    MONTHLY = "monthly"  # on the month's first working day: the page for the committee's meeting
    PERSONAL = "personal"  # an officer's own cases, every working day, in a private chat
    ESCALATION = "escalation"  # cases that crossed a number of days overdue, each told once
    DUTIES = "duties"  # what the papers order of units, each told once when its day is near


# Kinds that tell nothing on a day without anything new, and wait for a fresh export.
ONCE = frozenset({Kind.ESCALATION, Kind.DUTIES})
_USUAL_DAYS = {Kind.ESCALATION: 5, Kind.DUTIES: 10}


class GroupsError(CasesError):
    """The office's file of groups has an entry that can not be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Who is told of which cases, and when."""

    name: str  # a short name, unique in the file
    kind: Kind
    channel: str  # "telegram", "zalo", "web"
    recipient: str  # the channel's own id of the chat
    at: time = time(7, 30)
    weekday: int = 0  # of a weekly list: 0 is Monday
    scope: Scope = field(default_factory=Scope)
    days: int = 0  # working days overdue (escalation), calendar days ahead (duties)
    duty_days: int = 0  # of a daily or weekly list: duties due within so many days are in it, too

    def key(self, day: date) -> str:
        """The key under which the list of a day is made once."""
        return f"{self.kind}/{day.isoformat()}/{self.name}"

    def is_due(self, now: datetime, days: WorkingDays) -> bool:
        """True when the list of `now`'s day is to be made: never on a day off.

        A list of a weekday, or of a month's first day, that falls on a day off is made on the
        next working day. One that was missed while the machine was off is made later that day.
        """
        day = now.date()
        if not days.is_worked(day) or now.time() < self.at:
            return False
        if self.kind is Kind.MONTHLY:
            return day == days.after(day.replace(day=1), 0)
        if self.kind is not Kind.WEEKLY:
            return True
        wanted = day.toordinal() - day.weekday() + self.weekday
        # Last week's as well: a Friday off moves its list to the Monday after.
        return day in (days.after(date.fromordinal(wanted - back), 0) for back in (0, 7))


def read_groups(path: Path) -> tuple[Group, ...]:
    """The groups of a file, in its order; empty when there is no file.

    Raises:
        GroupsError: the file is no list of groups, an entry lacks something, a name is twice.
    """
    if not path.exists():
        return ()
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise GroupsError(f"{path.name}: không đọc được JSON ({error}).") from error
    if not isinstance(entries, list):
        raise GroupsError(f"{path.name}: cần một danh sách các nhóm, trong ngoặc vuông.")
    groups = tuple(_group(path, number, each) for number, each in enumerate(entries, start=1))
    names = [group.name for group in groups]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise GroupsError(f"{path.name}: tên nhóm «{twice}» dùng hai lần; mỗi nhóm một tên riêng.")
    return groups


_EXPECTED = (
    "cần «name», «kind» (daily, weekly, monthly, personal, escalation, duties), «channel», "
    "«recipient»; có thể thêm «at» (07:30), «weekday» (0 là thứ Hai), «units», «fields», «days», "
    "«duty_days»; loại personal cần «officer» và «recipient» là trò chuyện riêng"
)
_LONGEST_AHEAD = 366


def _group(path: Path, number: int, entry: Any) -> Group:  # noqa: ANN401 -- a JSON value
    try:
        return _of_entry(entry)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GroupsError(f"{path.name}, nhóm thứ {number}: {_EXPECTED}.") from error


def _of_entry(entry: Mapping[str, Any]) -> Group:
    kind = Kind(entry["kind"])
    officer = str(entry.get("officer", ""))
    recipient, channel = str(entry["recipient"]), str(entry["channel"])
    if (kind is Kind.PERSONAL) != bool(officer) or not entry["name"] or not recipient:
        raise ValueError(entry["name"])
    if kind is Kind.PERSONAL and not _is_private(channel, recipient):
        raise ValueError(recipient)
    return Group(
        name=str(entry["name"]),
        kind=kind,
        channel=channel,
        recipient=recipient,
        at=time.fromisoformat(entry.get("at", "07:30")),
        weekday=_within(entry.get("weekday", 0), range(5)),
        scope=Scope(
            units=_names(entry.get("units", [])),
            fields=_names(entry.get("fields", [])),
            officer=officer,
        ),
        days=_within(entry.get("days", _USUAL_DAYS.get(kind, 0)), range(_LONGEST_AHEAD)),
        duty_days=_within(entry.get("duty_days", 0), range(_LONGEST_AHEAD)),
    )


def _is_private(channel: str, recipient: str) -> bool:
    """Telegram's private chats have positive numbers; of Zalo's ids nobody can tell."""
    return channel == "web" or (channel == "telegram" and recipient.isdecimal())


def _within(value: object, allowed: range) -> int:
    if not isinstance(value, int) or value not in allowed:
        raise ValueError(value)
    return value


def _names(value: object) -> frozenset[str]:
    """A text in place of a list would be taken for its letters."""
    if not isinstance(value, list):
        raise TypeError(value)
    return frozenset(nfc(str(name)) for name in value)
