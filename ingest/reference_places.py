"""Places in a law as sentences cite them: "điểm a, điểm c khoản 2 Điều 35", "khoản 1 và 3 Điều 5".

The order is from small to large (NĐ 30/2020/NĐ-CP), with or without commas and capitals.
"""

import re
from dataclasses import dataclass
from itertools import islice

from ingest.mentions import MOST

_POINT = r"[abcdđeghiklmnopqrstuvxy]\d?(?!\w)"
_COUNT = r"\d{1,3}[a-zđ]?(?!\w|[./]\d)"
_AND = r"\s*(?:,\s*(?:và\s+)?|và\s|hoặc\s|;\s*)\s*"
# "Điều 5, 3 ngày làm việc": a number that something else follows is no further article.
_STOPS = (
    r"(?=\s*(?:[,;.)]|$|và\b|hoặc\b|đến\b|khoản\b|[Đđ]iều\b|của\b|tại\b|này\b|Luật\b|Bộ luật\b"
    r"|Nghị\b|Thông\b|Quy\b|Pháp\b|Hiến\b))"
)
_POINTS = rf"[Đđ]iểm\s+{_POINT}(?:{_AND}{_POINT}{_STOPS})*"
_CLAUSES = rf"[Kk]hoản\s+{_COUNT}(?:{_AND}{_COUNT}{_STOPS})*"
_ARTICLES = rf"(?:[Đđ]iều|ĐIỀU)\s+{_COUNT}(?:{_AND}{_COUNT}{_STOPS})*"
_LEVEL = rf"(?:{_POINTS}|{_CLAUSES}|{_ARTICLES})"
_BETWEEN = r"\s*(?:,\s*(?:và\s+)?|và\s|hoặc\s|của\s|đến\s|;\s*)?\s*(?:các\s+)?"
_CHAIN = re.compile(rf"(?<!\w){_LEVEL}(?:{_BETWEEN}{_LEVEL})*")
_PART = re.compile(
    rf"(?P<range>đến\s+)?(?P<level>[Đđ]iểm|[Kk]hoản|[Đđ]iều|ĐIỀU)\s+(?P<rest>{_POINT}|{_COUNT})"
)
_LABELS = re.compile(rf"(?<!\w)(?:{_POINT}|{_COUNT})")
_LONGEST_RANGE = 60
_MOST_PLACES = 100  # of one chain: more is no citation


@dataclass(frozen=True, slots=True)
class Place:
    """One place; a level that the words do not name is None."""

    article: str | None
    clause: str | None
    point: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChain:
    """Words that name places one after the other, and the smallest places that they name."""

    start: int
    end: int
    places: tuple[Place, ...]


def find_places(text: str) -> tuple[PlaceChain, ...]:
    """The chains of places in a text (NFC), in reading order."""
    return tuple(
        PlaceChain(start=match.start(), end=match.end(), places=_places(match[0]))
        for match in islice(_CHAIN.finditer(text), MOST)
    )


def _places(chain: str) -> tuple[Place, ...]:
    """The smallest places of a chain: a level takes the smaller ones that stand before it."""
    points: list[str] = []
    clauses: list[tuple[str, str | None]] = []
    found: list[Place] = []
    for level, labels in _parts(chain):
        if level == "điểm":
            points += labels
        elif level == "khoản":
            first, *others = labels
            clauses += [(first, point) for point in points] or [(first, None)]
            clauses += [(label, None) for label in others]
            points = []
        else:
            first, *others = labels
            inner = [Place(first, clause, point) for clause, point in clauses]
            inner += [Place(first, None, point) for point in points]
            found += inner or [Place(first, None, None)]
            found += [Place(label, None, None) for label in others]
            clauses, points = [], []
    found += [Place(None, clause, point) for clause, point in clauses]
    found += [Place(None, None, point) for point in points]
    return tuple(dict.fromkeys(found))[:_MOST_PLACES]


def _parts(chain: str) -> list[tuple[str, list[str]]]:
    """Each level word with its labels; "từ Điều 5 đến Điều 9" gives all that stand between."""
    starts = list(_PART.finditer(chain))
    ends = [match.start() for match in starts[1:]] + [len(chain)]
    parts: list[tuple[str, list[str]]] = []
    for match, end in zip(starts, ends, strict=True):
        level = match["level"].lower()
        labels = _LABELS.findall(chain[match.start("rest") : end])
        if match["range"] and parts and parts[-1][0] == level:
            labels = _between(parts[-1][1][-1], labels[0]) + labels
        parts.append((level, labels))
    return parts


def _between(first: str, last: str) -> list[str]:
    if not (first.isdigit() and last.isdigit()):
        return []
    inside = range(int(first) + 1, int(last))
    return [str(label) for label in inside] if len(inside) <= _LONGEST_RANGE else []
