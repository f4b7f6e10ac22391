"""Administrative units over time: what a commune, district or province was, and what it is now.

The facts are of the rearrangement of 2025 (facts/areas.json): 3,321 communes from some ten
thousand, no districts since 1 July 2025, 34 provinces from 63.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.text import fold, normalize

_KINDS = {"x": "xã", "p": "phường", "t": "thị trấn", "đ": "đặc khu", "h": "huyện"}
_PREDECESSOR = re.compile(r"^(?P<kind>[xpth])(?P<part>~?) (?P<name>.+?)(?: #(?P<district>\d+))?$")
_SPACES = re.compile(r"[\s\-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One unit, of before or after 2025. `province` is the one of its time."""

    kind: str  # "phường", "xã", "thị trấn", "đặc khu", "huyện", "thành phố", "tỉnh" …
    name: str
    province: str  # since 2025, for communes and districts of before too
    district: str | None = None  # "Thành phố Sa Đéc", of a commune of before
    is_former: bool

    @property
    def title(self) -> str:
        """How it is named: "phường Sa Đéc"; "phường 3 (Thành phố Sa Đéc)"."""
        named = f"{self.kind} {self.name}"
        return f"{named} ({self.district})" if self.district else named


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaHistory:
    """A unit with those that it came from, or that came from it."""

    unit: Area
    predecessors: tuple[Area, ...]
    successors: tuple[Area, ...]  # those with the most of its communes first
    is_partial: bool  # only a part of a unit went over somewhere in this
    changed_on: date
    instrument: str
    mark: str


def area_key(words: str) -> str:
    """A name as names are compared: without accents, tone places and hyphens made one."""
    return _SPACES.sub(" ", fold(normalize(words))).strip()


class AreaBook:
    """Every unit of the facts, by its name without accents. A province is read when asked for."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self._facts = facts
        self._read: dict[str, dict[str, list[AreaHistory]]] = {}
        self._folded = {
            province["name"]: area_key(
                "\n".join((*province["units"], *province["districts"], *province["from"]))
            )
            for province in facts["provinces"]
        }

    @property
    def source(self) -> str:
        """Where the facts are from."""
        return str(self._facts["source"])

    @property
    def provinces(self) -> tuple[str, ...]:
        """The provinces since 2025."""
        return tuple(self._folded)

    def lines(self) -> dict[str, tuple[str, ...]]:
        """The units of today of each province, a line of the facts for each."""
        return {p["name"]: tuple(p["units"]) for p in self._facts["provinces"]}

    def named(self, words: str, provinces: frozenset[str] = frozenset()) -> tuple[AreaHistory, ...]:
        """The units of a name, with or without its kind: "phường Sa Đéc", "sa dec", "TP Sa Đéc".

        Without a kind, all kinds. Former and present ones, in the order of the facts.

        Args:
            words: the name, accents optional.
            provinces: where given, of these provinces (as they are since 2025) only.
        """
        key = _full(area_key(words))
        name = _KIND_WORDS.sub("", key) or key
        found: list[AreaHistory] = []
        for province in self._facts["provinces"]:
            wanted = not provinces or province["name"] in provinces
            if wanted and name and name in self._folded[province["name"]]:
                found += self._of_province(province).get(key, ())
        return tuple(found)

    def _of_province(self, province: dict[str, Any]) -> dict[str, list[AreaHistory]]:
        name = province["name"]
        if name not in self._read:
            by_name: dict[str, list[AreaHistory]] = {}
            for history in _of(self._facts, province):
                own = area_key(history.unit.name)
                for key in (own, f"{area_key(history.unit.kind)} {own}"):
                    by_name.setdefault(key, []).append(history)
            self._read[name] = by_name
        return self._read[name]


_KIND_WORDS = re.compile(
    r"^(?:phuong|xa|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh)\s+(?=\S)"
)


def _full(key: str) -> str:
    return re.sub(r"^(?:tp\.? ?|t\.p\.? ?)(?=\S)", "thanh pho ", key)


@cache
def load_areas() -> AreaBook:
    """The units of `facts/areas.json`; some 20 ms the first time, and 20 for each province."""
    text = files("corpus").joinpath("facts/areas.json").read_text(encoding="utf-8")
    return AreaBook(json.loads(text))


def _of(facts: dict[str, Any], province: dict[str, Any]) -> list[AreaHistory]:
    """The histories of one province of today: its units, their predecessors, districts, itself."""
    changed_on = date.fromisoformat(facts["on"])
    instrument = province.get("instrument") or facts["instrument"]
    mark = province.get("instrument_mark") or facts["mark"]
    made: list[AreaHistory] = []
    went_to: dict[Area, list[tuple[Area, bool]]] = {}
    for line in province["units"]:
        unit, before = _line(line, province)
        for former, is_part in before:
            went_to.setdefault(former, []).append((unit, is_part))
        made.append(
            AreaHistory(
                unit=unit,
                predecessors=tuple(former for former, _ in before),
                successors=(),
                is_partial=any(is_part for _, is_part in before),
                changed_on=changed_on,
                instrument=instrument,
                mark=mark,
            )
        )
    for former, after in went_to.items():
        made.append(
            AreaHistory(
                unit=former,
                predecessors=(),
                successors=tuple(unit for unit, _ in after),
                is_partial=any(is_part for _, is_part in after),
                changed_on=changed_on,
                instrument=instrument,
                mark=mark,
            )
        )
    made += _districts(went_to, province["name"], changed_on, facts)
    made += _provinces(facts, province)
    return made


def _line(line: str, province: dict[str, Any]) -> tuple[Area, list[tuple[Area, bool]]]:
    """A line of the facts: "p Sa Đéc|p 1 #20|x~ Tân Quy Tây #20"."""
    own, *before = line.split("|")
    kind, _, name = own.partition(" ")
    unit = Area(kind=_KINDS[kind], name=name, province=province["name"], is_former=False)
    found: list[tuple[Area, bool]] = []
    for words in before:
        match = _PREDECESSOR.match(words)
        if match is None:
            raise ValueError(f"facts/areas.json: «{words}» of «{line}»")
        place = match["district"]
        former = Area(
            kind=_KINDS[match["kind"]],
            name=match["name"],
            province=province["name"],
            district=province["districts"][int(place)] if place else None,
            is_former=True,
        )
        found.append((former, bool(match["part"])))
    return unit, found


def _districts(
    went_to: dict[Area, list[tuple[Area, bool]]], province: str, on: date, facts: dict[str, Any]
) -> list[AreaHistory]:
    """The former districts: each went where most of its communes went."""
    counted: dict[str, Counter[Area]] = {}
    for former, after in went_to.items():
        if former.district:
            counted.setdefault(former.district, Counter()).update(unit for unit, _ in after)
    return [
        AreaHistory(
            unit=_district(title, province),
            predecessors=(),
            successors=tuple(unit for unit, _ in communes.most_common()),
            is_partial=False,
            changed_on=on,
            instrument=facts["districts_instrument"],
            mark=facts["mark"],
        )
        for title, communes in counted.items()
    ]


def _district(title: str, province: str) -> Area:
    kind = next(k for k in ("Thành phố", "Thị xã", "Quận", "Huyện") if title.startswith(k))
    name = title.removeprefix(kind).strip()
    return Area(kind=kind.lower(), name=name, province=province, is_former=True)


def _provinces(facts: dict[str, Any], province: dict[str, Any]) -> list[AreaHistory]:
    """A province of today, and those of before that are no more."""
    now = Area(
        kind=province["kind"], name=province["name"], province=province["name"], is_former=False
    )
    before = [
        Area(kind="tỉnh", name=name, province=name, is_former=True)
        for name in province["from"]
        if name != province["name"]
    ]
    changed_on = date.fromisoformat(facts["provinces_on"])
    changes = [(now, tuple(before), ()), *((unit, (), (now,)) for unit in before)]
    return [
        AreaHistory(
            unit=unit,
            predecessors=predecessors,
            successors=successors,
            is_partial=False,
            changed_on=changed_on,
            instrument=facts["provinces_instrument"],
            mark=facts["mark"],
        )
        for unit, predecessors, successors in changes
    ]
