"""Whether a text stands on a day: from the list, and from what the library's papers say of it.

The words of status are those of vbpl.vn. What neither the list nor the library knows is unknown,
never assumed to be in force.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.documents import Document
from corpus.number_query import written_number
from corpus.numbers import kind_of_number
from corpus.references import CHANGES_VALIDITY, Relation, StoredReference
from corpus.validity_list import Instrument, ListedChange, Mark


class Status(StrEnum):
    """The status of a text on a day."""

    NOT_YET = "chưa có hiệu lực"
    IN_FORCE = "còn hiệu lực"
    PARTLY = "hết hiệu lực một phần"
    EXPIRED = "hết hiệu lực toàn bộ"
    SUSPENDED = "ngưng hiệu lực"
    UNKNOWN = "không rõ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that was done to a text, from the list or from a paper of the library."""

    relation: Relation
    by: str | None  # number or name of the text that does it
    effective_from: date | None
    known_on: date | None
    place: str  # "" for the whole
    exception: str | None
    mark: Mark
    source: str  # of the list; or the paper that says so
    note: str | None = None
    said_in: StoredReference | None = None  # None: from the list

    @property
    def is_whole(self) -> bool:
        """Whether it ends the whole text, without exception."""
        ends = self.relation in (Relation.REPLACES, Relation.REPEALS)
        return ends and not self.place and not self.exception

    def is_done_on(self, day: date) -> bool:
        """Whether it has worked on this day; what has no day at all has."""
        since = self.effective_from or self.known_on
        return since is None or since <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """The status of a text on a day, and what it rests on."""

    number: str
    title: str  # "Nghị định 61/2018/NĐ-CP"
    day: date
    status: Status
    since: date | None  # since when it has this status; None: not known
    effective_from: date | None
    successors: tuple[str, ...]  # numbers of what replaced it, where known
    decisive: Change | None  # what made the status; None for one that stands or is not known
    changes: tuple[Change, ...]  # all that are known, the oldest first; later than `day` too
    listed: Instrument | None
    held: str | None  # the library's own document with this number
    days_cited: frozenset[date] = frozenset()

    @property
    def is_firm(self) -> bool:
        """Whether what makes the status was read in the text that makes it."""
        if self.decisive is not None:
            return self.decisive.mark.is_firm
        return self.listed is None or self.listed.mark.is_firm


def title_of(number: str, kind: str | None = None) -> str:
    """How a text is named: "Nghị định 61/2018/NĐ-CP"; a law by name alone keeps its name."""
    if not number[:1].isdigit():
        return number
    named = kind or kind_of_number(number)
    return f"{named} {written_number(number)}" if named else written_number(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known of one text."""

    listed: Instrument | None = None
    said: tuple[StoredReference, ...] = ()  # what papers of the library say is done to it
    held: Document | None = None  # the library's document with its number
    days_cited: frozenset[date] = frozenset()  # with which the library's papers cite its number
    cited_on: date | None = None  # with which the passage in question cites it
    is_strict: bool = False  # a change that may be of another text of the number is left out


def validity_on(number: str, day: date, known: Known) -> Validity:
    """The status of the text with a canonical number on a day."""
    held = known.held
    listed = known.listed if _is_listed_one(known, number) else None
    own_day = (listed.signed_on if listed else None) or (held.signed_on if held else None)
    signed_on = own_day or known.cited_on
    sure = ((each, _sureness(each, number, signed_on, known)) for each in known.said)
    changes = _in_order(
        [
            *(_of_list(change) for change in (listed.changes if listed else ())),
            *(_of_paper(each, mark) for each, mark in sure if mark is not None),
        ]
    )
    effective = (listed.effective_from if listed else None) or (
        held.effective_from if held else None
    )
    status, decisive, since = _status(day, changes, effective, listed, held)
    ended = [c for c in changes if c.is_whole and c.is_done_on(day)]
    successors = tuple(
        dict.fromkeys(c.by for c in ended if c.relation is Relation.REPLACES and c.by)
    )
    return Validity(
        number=number,
        title=title_of(number, listed.kind if listed else None),
        day=day,
        status=status,
        since=since,
        effective_from=effective,
        successors=successors,
        decisive=decisive,
        changes=changes,
        listed=listed,
        held=held.id if held else None,
        days_cited=known.days_cited,
    )


_Found = tuple[Status, Change | None, date | None]


def _status(
    day: date,
    changes: tuple[Change, ...],
    effective: date | None,
    listed: Instrument | None,
    held: Document | None,
) -> _Found:
    """The status, what made it, and since when."""
    done = [change for change in changes if change.is_done_on(day)]
    if effective is not None and day < effective:
        return Status.NOT_YET, None, None
    whole = [change for change in done if change.is_whole]
    if whole:
        decisive = _best(whole)
        return Status.EXPIRED, decisive, decisive.effective_from
    paused = [c for c in done if c.relation is Relation.SUSPENDS and not c.place]
    if paused:
        return Status.SUSPENDED, paused[0], paused[0].effective_from
    parts = [c for c in done if c.relation in _ENDING]
    if parts:
        return Status.PARTLY, parts[0], parts[0].effective_from
    is_later_ended = any(c.is_whole and not c.is_done_on(day) for c in changes)
    is_known = listed is not None and (listed.in_force_as_of or is_later_ended or effective)
    if is_known or (held is not None and effective is not None) or is_later_ended:
        return Status.IN_FORCE, None, effective
    return Status.UNKNOWN, None, None


_ENDING = frozenset({Relation.REPLACES, Relation.REPEALS, Relation.SUSPENDS})


def _best(changes: list[Change]) -> Change:
    """The change that decides: one that is firmly known, with a day, the earliest."""
    return min(
        changes,
        key=lambda c: (not c.mark.is_firm, c.effective_from is None, c.effective_from or date.max),
    )


def _of_list(change: ListedChange) -> Change:
    return Change(
        relation=change.relation,
        by=change.by,
        effective_from=change.effective_from,
        known_on=change.known_on or _end_of_year(change.by),
        place=change.place,
        exception=None,
        mark=change.mark,
        source=change.source,
        note=change.note,
    )


def _end_of_year(number: str | None) -> date | None:
    match = re.search(r"/((?:19|20)\d\d)/", number or "")
    return date(int(match[1]), 12, 31) if match else None


def _of_paper(said: StoredReference, mark: Mark) -> Change:
    """A change that a paper makes is read in the paper; one that it tells of is told."""
    reference = said.reference
    is_own = reference.by is None
    return Change(
        relation=reference.relation,
        by=(said.document_number or said.document) if is_own else reference.by,
        effective_from=reference.effective_from,
        known_on=_end_of_year(said.document_number if is_own else reference.by),
        place=reference.target.place,
        exception=reference.exception,
        mark=mark,
        source=said.document,
        said_in=said,
    )


_LOCAL = re.compile(r"UBND|HĐND|[/-](?:S|TU|HU|ĐU|BCĐ|ĐKT)[A-ZĐ]*\b")
_YEARLY = re.compile(r"/(?:19|20)\d\d/|QH\d")


def _is_listed_one(known: Known, number: str) -> bool:
    """Whether the entry of the list is of the text meant, not of another one of its number."""
    listed_on = known.listed.signed_on if known.listed else None
    meant_on = (known.held.signed_on if known.held else None) or known.cited_on
    if listed_on is None or meant_on is None:
        return True
    if _LOCAL.search(number):
        return listed_on == meant_on
    return listed_on.year == meant_on.year


def _sureness(
    said: StoredReference, number: str, signed_on: date | None, known: Known
) -> Mark | None:
    """How surely a change of this number is a change of this very text; None for not at all.

    Every office counts from 01 each year (NĐ 30/2020/NĐ-CP Điều 15). Of an office below the
    ministries the days must agree, or the paper that changes it be of the same office. Of a
    central number without a year the years must agree; where a day is missing it is inferred.
    """
    day = said.reference.target.signed_on
    is_local = _LOCAL.search(number) is not None
    told = Mark.PRIMARY if said.reference.by is None else Mark.SECONDARY
    if said.reference.relation not in CHANGES_VALIDITY:
        return None
    if day is not None and signed_on is not None:
        agree = day == signed_on if is_local else day.year == signed_on.year
        return told if agree else None
    if not is_local:
        return told if _YEARLY.search(number) else Mark.INFERRED
    if known.held is not None:
        return told if said.issuer and said.issuer == known.held.issuer else None
    return Mark.INFERRED if signed_on is None and not known.is_strict else None


def _in_order(changes: list[Change]) -> tuple[Change, ...]:
    """Each change once, the oldest first; one read in a paper stands for the same in the list."""
    by_key: dict[tuple[object, ...], Change] = {}
    for change in changes:
        key = (change.relation, change.by, change.place)
        known = by_key.get(key)
        if (
            known is None
            or (known.effective_from is None and change.effective_from is not None)
            or (change.mark.is_firm and not known.mark.is_firm)
        ):
            by_key[key] = change
    return tuple(
        sorted(
            by_key.values(),
            key=lambda c: (c.effective_from or c.known_on or date.min, c.by or "", c.place),
        )
    )
