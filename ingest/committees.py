"""People's Committees in a sentence: one by name, the paper's own, or a group of them."""

import re
from dataclasses import replace

from corpus.obligations import NamedUnit
from ingest.letters import CAPITALS
from ingest.paper_office import Office, named
from ingest.unit_lexicon import COMMITTEE, LEVELS

_PROPER = re.compile(rf"\s+(?P<name>(?:[{CAPITALS}]\w*|\d{{1,2}})(?:\s+[{CAPITALS}]\w*){{0,3}})")
_MEMBER = (
    rf"(?:(?:xã|phường|thị trấn|Phường|Xã|Thị trấn)\s+)?(?:[{CAPITALS}][^\W\d]*|\d{{1,2}})"
    rf"(?:\s+[{CAPITALS}][^\W\d]*){{0,3}}"
)
_MEMBERS = re.compile(
    rf"\s*(?:\(|:|gồm:?)\s*(?P<names>{_MEMBER}(?:(?:\s*,\s*|\s+và\s+){_MEMBER})+)(?!\w)"
)
_FURTHER = re.compile(
    rf"\s*(?:,\s*(?:và\s+)?|;\s*|\s+và\s+)(?P<level>[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện)\s+"
    rf"(?P<name>(?:[{CAPITALS}]\w*|\d{{1,2}})(?:\s+[{CAPITALS}]\w*){{0,3}})"
)
_RANK = {level: rank for rank, level in enumerate(LEVELS)}


def find_committees(text: str, plain: str, office: Office) -> list[NamedUnit]:
    """The committees named in a text; `plain` is it in plain words."""
    found = []
    for match in COMMITTEE.finditer(plain):
        levels = re.findall(
            r"xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|\btp\b|tỉnh", match["levels"]
        )
        levels = ["thành phố" if level == "tp" else level for level in _whole_levels(levels, match)]
        proper = _PROPER.match(text, match.end())
        end = match.end()
        many = (match["many"] or "").strip()
        if proper and len(levels) == 1 and not many:
            name, end = f"Ủy ban nhân dân {levels[0]} {proper['name']}", proper.end()
            found.append(named(name, plain, match.start(), end, None))
            found += _further(text, plain, end)
        elif many == "cấp":
            name = f"Ủy ban nhân dân cấp {levels[0]}"
            found.append(named(name, plain, match.start(), end, office.name, is_group=True))
        elif many or len(levels) > 1 or _is_below(levels[0], office):
            name = f"Ủy ban nhân dân các {', '.join(levels)}"
            group = named(name, plain, match.start(), end, office.name, is_group=True)
            found.append(replace(group, members=_listed(text, match.end(), levels)))
        else:
            own = office.level is not None and levels[0] == office.level
            name = (office.name if own else None) or f"Ủy ban nhân dân {levels[0]}"
            found.append(named(name, plain, match.start(), end, None))
    return found


def _further(text: str, plain: str, end: int) -> list[NamedUnit]:
    """The next of "UBND xã Bình Thành, xã Vĩnh Thạnh và thị trấn Lấp Vò"."""
    found: list[NamedUnit] = []
    while (more := _FURTHER.match(text, end)) is not None:
        name = f"Ủy ban nhân dân {more['level'].lower()} {more['name']}"
        end = more.end()
        found.append(named(name, plain, more.start("level"), end, None))
    return found


def _listed(text: str, end: int, levels: list[str]) -> tuple[str, ...]:
    """The committees that the paper lists behind a group's name: "(Phường 1, Phường 2)"."""
    match = _MEMBERS.match(text, end)
    if match is None:
        return ()
    names = [name.strip() for name in re.split(r"\s*,\s*|\s+và\s+", match["names"])]
    only = f"{levels[0]} " if len(levels) == 1 else ""
    return tuple(
        f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}"
        if name.lower().startswith(("xã ", "phường ", "thị trấn "))
        else f"Ủy ban nhân dân {only}{name}"
        for name in names
    )


def _whole_levels(levels: list[str], match: re.Match[str]) -> list[str]:
    """The levels named: "thị xã" is one, not a "xã" after a stray "thị"."""
    whole = re.findall(
        r"thị trấn|thị xã|đặc khu|thành phố|phường|huyện|quận|tỉnh|xã|tp", match["levels"]
    )
    return whole or levels


def _is_below(level: str, office: Office) -> bool:
    own = office.level
    if own is None:
        return level in ("xã", "phường", "thị trấn")
    return level != own and level in ("xã", "phường", "thị trấn") and _RANK[own] > _RANK["đặc khu"]
