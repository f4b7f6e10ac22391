"""A sentence cut into clauses where each has its own deadline."""

import re

from corpus.obligations import Deadline, DeadlineKind, Target
from ingest.plain_words import plain_words

_PRIORITY = (
    DeadlineKind.DATED,
    DeadlineKind.RECURRING,
    DeadlineKind.RELATIVE,
    DeadlineKind.STANDING,
)
_BOUNDARY = re.compile(r"\s*(?:[;,]|\bvà\b|\bđồng thời\b)\s*")


def cut_clauses(
    text: str, deadlines: list[Deadline], targets: tuple[Target, ...]
) -> list[tuple[int, int, Deadline | None]]:
    """A sentence cut behind each of its deadlines where a new clause begins there."""
    ends = [one for one in deadlines if one.kind is not DeadlineKind.STANDING]
    cuts: list[tuple[int, int]] = []
    begin = 0
    for index, one in enumerate(ends):
        before = _last_semicolon(text, begin, one.start)
        if before is not None and not _COMPLETES.match(plain_words(text[before.end() :])):
            cuts.append(before.span())
            begin = before.end()
        if index + 1 < len(ends):
            after = _boundary(text, one.end, ends[index + 1].start)
            if after is not None and text[begin : one.start].strip():
                cuts.append(after.span())
                begin = after.end()
    parts: list[tuple[int, int, Deadline | None]] = []
    begin = 0
    for stop, following in [*cuts, (len(text), len(text))]:
        held = [one for one in deadlines if begin <= one.start < stop]
        parts.append((begin, stop, chosen(held)))
        begin = following
    return _without_scraps(parts, text, targets)


def _without_scraps(
    parts: list[tuple[int, int, Deadline | None]], text: str, targets: tuple[Target, ...]
) -> list[tuple[int, int, Deadline | None]]:
    """The parts, one that holds no more than its time joined to the one before."""
    kept: list[tuple[int, int, Deadline | None]] = []
    for start, stop, deadline in parts:
        words = text[start:stop]
        if deadline is not None:
            words = text[start : deadline.start] + text[deadline.end : stop]
        measured = any(start <= target.start < stop for target in targets)
        is_second = bool(kept) and _are_two_days(kept[-1][2], deadline)
        if kept and not measured and not is_second and len(re.findall(r"\w+", words)) < 2:
            first, _, before = kept[-1]
            kept[-1] = (first, stop, chosen([d for d in (before, deadline) if d is not None]))
        else:
            kept.append((start, stop, deadline))
    return kept


def _are_two_days(before: Deadline | None, deadline: Deadline | None) -> bool:
    """True for "6 tháng (trước 10/6), năm (trước 05/12)": two reports in few words."""
    return (
        before is not None
        and deadline is not None
        and before.kind is deadline.kind is DeadlineKind.DATED
        and before.last_day != deadline.last_day
    )


# "…; hoàn thành trước ngày 30/6" sets the time of all that stands before it.
_COMPLETES = re.compile(
    r"^(?:và\s+)?(?:hoàn thành|hoàn tất|xong|thời gian|thời hạn|chậm nhất|muộn nhất|trước|trong"
    r"|tất cả|các nội dung|thực hiện xong)\b"
)


def _last_semicolon(text: str, start: int, stop: int) -> re.Match[str] | None:
    found = None
    for match in re.compile(r"\s*;\s*").finditer(text, start, stop):
        found = match
    return found if found is not None and found.start() > start else None


def _boundary(text: str, start: int, stop: int) -> re.Match[str] | None:
    """Where a new clause begins: at a semicolon, else at the first comma or "và"."""
    return re.compile(r"\s*;\s*").search(text, start, stop) or _BOUNDARY.search(text, start, stop)


def chosen(deadlines: list[Deadline]) -> Deadline | None:
    """The one that binds most: a day before a rule, a rule before a wait."""
    return min(deadlines, key=lambda one: (_PRIORITY.index(one.kind), one.start), default=None)
