"""Units of an office under one name each: departments and groups, by name and short form."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from corpus.errors import DungHanError
from corpus.text import fold, normalize


class UnitListError(DungHanError):
    """The office's own list of units can not be read."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path.name}: {found}. Cần một đối tượng JSON có «units» là danh sách, mỗi đơn vị có "
            "«name», và nếu muốn «also», «members» là danh sách tên. Hãy sửa tệp rồi chạy lại."
        )
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit, or a group of units with its members."""

    name: str
    also: tuple[str, ...] = ()  # short forms and other names
    members: tuple[str, ...] = ()  # of a group: names of units


@cache
def known_units() -> tuple[Unit, ...]:
    """The units that come with the program, `facts/units.json`."""
    source = files("corpus").joinpath("facts/units.json").read_text(encoding="utf-8")
    return tuple(_unit(entry) for entry in json.loads(source)["units"])


def office_units(path: Path) -> tuple[Unit, ...]:
    """The units of an office's own file; empty where there is no such file.

    Raises:
        UnitListError: it is not of its shape.
    """
    if not path.exists():
        return ()
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["units"]
        return tuple(_unit(entry) for entry in entries)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnitListError(path, "không đúng dạng danh sách đơn vị") from error


def _unit(entry: dict[str, object]) -> Unit:
    also, members = entry.get("also", []), entry.get("members", [])
    if not isinstance(also, list) or not isinstance(members, list):
        raise TypeError("lists expected")
    return Unit(
        name=str(entry["name"]),
        also=tuple(str(name) for name in also),
        members=tuple(str(name) for name in members),
    )


_PLACE = re.compile(
    r"\s+(?:tinh|thanh pho|tp\.?|huyen|thi xa|quan|phuong|xa|thi tran)(?:\s+[\w ]+)?$"
)
_NAMED_PLACE = re.compile(
    r"\s(?:tinh|thanh pho|huyen|thi xa|quan|phuong|xa|thi tran)\s+(?!hoi\b)\w+(?:\s+\w+){0,3}$"
)
_SPOKEN = (
    (r"\buy ban nhan dan\b", "ubnd"),
    (r"\bhoi dong nhan dan\b", "hdnd"),
    (r"\bvan phong\b|\bvp(?=\s|ubnd|hdnd)", "van phong "),
    (r"\bp\.\s*", "phong "),
    (r"\btt\.?\s*(?=phuc vu|pvhcc)", "trung tam "),
    (r"\bcac\b|\bva\b|[-–&,./]", " "),
)


def unit_key(name: str) -> str:
    """What names of one unit have in common: no accents, no joining words, spelt-out bodies."""
    plain = fold(normalize(name))
    for pattern, spoken in _SPOKEN:
        plain = re.sub(pattern, spoken, plain)
    return " ".join(plain.split())


def same_unit(name: str, wanted: str, units: Iterable[Unit] = ()) -> bool:
    """True when two names mean one unit: "Phòng Nội vụ", "PNV", "phong noi vu huyện Lấp Vò".

    Args:
        name: as the register holds it.
        wanted: as a person writes it.
        units: the office's own, beside those that come with the program.
    """
    return bool(_keys(name, units) & _keys(wanted, units))


def place_in(name: str) -> str | None:
    """The place that a department's name ends with, folded: "huyen lap vo"; None: it has none.

    A committee is its place's own: its place tells it, and asks for no other's departments.
    """
    key = unit_key(name)
    found = None if key.startswith("ubnd") else _NAMED_PLACE.search(key)
    return found[0].strip() if found else None


def is_of(key_begins: str, name: str, units: Iterable[Unit] = ()) -> bool:
    """True when one of a unit's names begins so: "phong " for "PNV"."""
    return any(key.startswith(key_begins) for key in _keys(name, units))


def members_of(name: str, units: Iterable[Unit]) -> tuple[str, ...]:
    """The members of a group by the office's own list; empty where it has none."""
    key = unit_key(name)
    return next(
        (unit.members for unit in units if unit.members and key in _own_keys(unit)),
        (),
    )


def _keys(name: str, units: Iterable[Unit]) -> frozenset[str]:
    key = unit_key(name)
    short = _PLACE.sub("", key)
    # A committee is told from others by its place; a department within its office is not.
    found = {key} if key.startswith("ubnd") else {key, short}
    for unit in (*known_units(), *units):
        if not unit.members and found & _own_keys(unit):
            found.add(unit_key(unit.name))
    return frozenset(found)


def _own_keys(unit: Unit) -> frozenset[str]:
    return frozenset(unit_key(each) for each in (unit.name, *unit.also))
