"""Offices that are no more: whose papers an office of today is asked about, and who succeeded.

The district level ended and most communes were rearranged on 1 July 2025; papers of before still
name them (Luật Tổ chức chính quyền địa phương 72/2025/QH15).
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from answer.offices import place_of
from corpus.areas import Area, AreaHistory, area_key, load_areas
from corpus.documents import Document
from corpus.text import fold, normalize

REARRANGED_ON = date(2025, 7, 1)
_NAMED = re.compile(
    r"\b(?P<kind>phuong|xa|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh)\s+"
    r"(?P<name>[a-z0-9]+(?:\s+[a-z0-9]+){0,3})"
)
_ISSUER = re.compile(
    r"\b(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd)\s+(?P<unit>(?:phuong|xa|thi tran|huyen|quan"
    r"|thi xa|thanh pho|tp|tinh)\b.+)$"
)
_PROVINCE = re.compile(
    r"\b(?:tỉnh|thành phố)\s+((?:[A-ZĐ][^\W\d_]+)(?:[\s-]+[A-ZĐ][^\W\d_]+){0,3})"
)
_SHOWN = 4  # successors that are named; more are counted


def library_provinces(documents: Iterable[Document]) -> frozenset[str]:
    """The provinces, as they are since 2025, that most of a library's papers name as theirs.

    Empty where no paper names one. A district or commune in an issuer counts for its province
    when there is only one of that name in the country.
    """
    counted: Counter[str] = Counter()
    for document in documents:
        said = "; ".join(filter(None, (document.issuer, document.subject, *document.legal_bases)))
        named = {p for name in _PROVINCE.findall(said) for p in _province(name)}
        own = {history.unit.province for history in _histories_of_issuer(document.issuer)}
        counted.update(named | (own if len(own) == 1 else set()))
    if not counted:
        return frozenset()
    most = max(counted.values())
    return frozenset(name for name, count in counted.items() if count == most)


def _province(name: str) -> set[str]:
    """The province of today of a province's name of any time."""
    found: set[str] = set()
    for history in load_areas().named(f"tỉnh {name}"):
        found.update(unit.name for unit in history.successors or (history.unit,))
    return found


def related_places(asked: str, places: frozenset[str], provinces: frozenset[str]) -> frozenset[str]:
    """The library's offices that came before, or after, a unit that a question names.

    Args:
        asked: the question, folded and lower case.
        places: the places of the library's offices, folded.
        provinces: of the library; a name that several provinces have is taken as theirs.
    """
    found: set[str] = set()
    for history in units_named(asked, provinces):
        related = {place for unit in _related(history) if (place := _place(unit))}
        found |= related & places
    return frozenset(found)


def units_named(asked: str, provinces: frozenset[str]) -> tuple[AreaHistory, ...]:
    """The units that a question names with their kind; a name of several provinces gives none."""
    named = _named_in(asked, provinces)
    return tuple(h for found in named.values() if len(_provinces_of(found)) == 1 for h in found)


def unclear_units(
    asked: str, provinces: frozenset[str], places: frozenset[str] = frozenset()
) -> dict[str, tuple[str, ...]]:
    """The units that a question names and that several provinces have, with these provinces.

    An office of the library is no such unit: `places` are theirs, and "xã Bình Minh Tây" that
    is among them does not mean one of the nine communes Bình Minh.
    """
    named = _named_in(_without_places(asked, places), provinces)
    return {
        f"{found[0].unit.kind} {found[0].unit.name}": tuple(sorted(_provinces_of(found)))
        for found in named.values()
        if len(_provinces_of(found)) > 1
    }


def _without_places(asked: str, places: frozenset[str]) -> str:
    """The question less the names of these places, the longest first."""
    for place in sorted(places, key=len, reverse=True):
        asked = re.sub(rf"\b{re.escape(place)}\b", " ; ", asked)
    return asked


def _named_in(asked: str, provinces: frozenset[str]) -> dict[str, tuple[AreaHistory, ...]]:
    """By each name the units of it: of the province that the question names, else the library's."""
    said = f" {asked} "
    own = frozenset(p for p in load_areas().provinces if f" {area_key(p)} " in said)
    found: dict[str, tuple[AreaHistory, ...]] = {}
    for match in _NAMED.finditer(asked):
        words = match["name"].split()
        for length in range(len(words), 0, -1):
            name = f"{match['kind']} {' '.join(words[:length])}"
            histories = (
                (load_areas().named(name, own) if own else ())
                or load_areas().named(name, provinces)
                or load_areas().named(name)
            )
            if histories:
                found[name] = histories
                break
    return found


def _provinces_of(histories: tuple[AreaHistory, ...]) -> set[str]:
    return {history.unit.province for history in histories}


def _related(history: AreaHistory) -> Iterable[Area]:
    """Before and after a unit; a commune's former district too, whose papers were its papers."""
    yield history.unit
    yield from history.predecessors
    yield from history.successors
    for unit in (history.unit, *history.predecessors):
        if unit.district:
            kind, name = _split(unit.district)
            yield Area(kind=kind, name=name, province=unit.province, is_former=True)


def _split(district: str) -> tuple[str, str]:
    kind = next(k for k in ("Thành phố", "Thị xã", "Quận", "Huyện") if district.startswith(k))
    return kind.lower(), district.removeprefix(kind).strip()


def _place(unit: Area) -> str | None:
    return place_of(f"Ủy ban nhân dân {unit.kind} {unit.name}")


def successor_note(document: Document, today: date, provinces: frozenset[str]) -> str | None:
    """Who succeeded the office that issued a paper; None where it still stands or is not known.

    A commune that kept its name is named only where the paper is of before the change.
    """
    if today < REARRANGED_ON:
        return None
    is_of_before = document.signed_on is not None and document.signed_on < REARRANGED_ON
    if document.signed_on is not None and not is_of_before:
        return None
    found = _histories_of_issuer(document.issuer, provinces)
    former = [history for history in found if history.unit.is_former and history.successors]
    present = [history for history in found if not history.unit.is_former]
    if len({history.unit.province for history in former}) != 1 or (present and not is_of_before):
        return None
    successors = tuple(dict.fromkeys(unit for history in former for unit in history.successors))
    if former[0].unit.kind == "tỉnh":
        return f"nay là {successors[0].title}"
    named = ", ".join(unit.title for unit in successors[:_SHOWN])
    others = len(successors) - _SHOWN
    more = f" và {others} phường, xã khác" if others > 0 else ""
    return f"địa bàn nay thuộc {named}{more} ({province_title(successors[0].province)})"


def province_title(name: str) -> str:
    """A province of today with its kind: "tỉnh Đồng Tháp", "thành phố Cần Thơ"."""
    own = [h.unit for h in load_areas().named(name, frozenset({name})) if not h.unit.district]
    kinds = [unit.kind for unit in own if unit.name == unit.province and not unit.is_former]
    return f"{kinds[-1]} {name}" if kinds else name


def is_of_district(document: Document) -> bool:
    """Whether the facts know a paper's issuer as a district of before."""
    kinds = {h.unit.kind for h in _histories_of_issuer(document.issuer) if h.unit.is_former}
    return bool(kinds & {"huyện", "quận", "thị xã", "thành phố"})


def _histories_of_issuer(
    issuer: str | None, provinces: frozenset[str] = frozenset()
) -> tuple[AreaHistory, ...]:
    match = _ISSUER.search(fold(normalize(issuer or "")))
    if match is None:
        return ()
    return load_areas().named(match["unit"], provinces) or load_areas().named(match["unit"])
