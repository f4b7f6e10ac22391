"""Units that share one head: "các phòng Nội vụ, Tư pháp", "các Sở: Tài chính, Xây dựng"."""

import re
from functools import cache

from corpus.obligations import NamedUnit
from ingest.paper_office import Office, named
from ingest.unit_lexicon import known_names

_HEADS = ("phòng", "sở", "bộ")
_HEAD = re.compile(rf"\b(?:(?P<many>các|những)\s+)?(?P<head>{'|'.join(_HEADS)})\s*(?P<colon>:)?\s+")
_JOIN = re.compile(r"\s*(?:,\s*(?:và\s+)?|;\s*|\s+và\s+)")


@cache
def _tails(head: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The names that begin with a head, each as the pattern of what follows the head."""
    start = re.compile(rf"\(\?<!\[\\w\.\]\){head}\\s\+")
    found: list[tuple[re.Pattern[str], str]] = []
    for pattern, name in known_names():
        opening = start.match(pattern.pattern)
        if opening is not None:
            found.append((re.compile(r"(?<![\w.])" + pattern.pattern[opening.end() :]), name))
    return tuple(found)


def find_unit_lists(text: str, plain: str, office: Office) -> list[NamedUnit]:
    """The units of lists whose head is said once; none where only one unit follows a plain head."""
    found: list[NamedUnit] = []
    for match in _HEAD.finditer(plain):
        members = _members(text, plain, match)
        if len(members) > 1 or (members and match["many"]):
            found += [
                named(name, plain, match.start() if first else start, end, office.name)
                for first, (name, start, end) in zip(
                    (True, *(False,) * len(members)), members, strict=False
                )
            ]
    return found


def _members(text: str, plain: str, head: re.Match[str]) -> list[tuple[str, int, int]]:
    members: list[tuple[str, int, int]] = []
    at = head.end()
    while one := _tail_at(text, plain, head["head"], at):
        members.append(one)
        join = _JOIN.match(plain, one[2])
        if join is None:
            break
        at = join.end()
    return members


def _tail_at(text: str, plain: str, head: str, at: int) -> tuple[str, int, int] | None:
    if not text[at : at + 1].isupper():
        return None
    for pattern, name in _tails(head):
        match = pattern.match(plain, at)
        if match is not None:
            return name, at, match.end()
    return None
