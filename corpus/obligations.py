"""What a paper orders: who does what by when, and how much; each with the words that say so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.citations import Citation
from corpus.recurrence import Recurrence


class DeadlineKind(StrEnum):
    """How a paper sets the time."""

    DATED = "dated"  # a day or a period: "trước ngày 15/4/2024", "trong quý II năm 2024"
    RECURRING = "recurring"  # "hằng tháng", "ngày 15 hằng tháng"
    STANDING = "standing"  # "thường xuyên"
    RELATIVE = "relative"  # "trong 05 ngày làm việc kể từ ngày …", "ngay sau khi …"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A stretch of time from an event, as a relative deadline gives it."""

    count: int  # 0: at once
    unit: str  # "ngày", "ngày làm việc", "giờ", "tuần", "tháng"
    since: str  # the event in the paper's words; "" where it names none


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline as written, and the days that it means where they follow from the paper."""

    kind: DeadlineKind
    text: str
    start: int  # in the document's text, end exclusive
    end: int
    first_day: date | None = None  # None: open
    last_day: date | None = None  # None: no day follows from the paper
    recurrence: Recurrence | None = None
    wait: Wait | None = None
    is_year_inferred: bool = False  # the year is the paper's own, not said at this place


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A measure to reach: "tỷ lệ hồ sơ trực tuyến đạt tối thiểu 95 %"."""

    measure: str  # the paper's words for what is counted
    operator: str  # ">=", ">", "<=", "<", "=", "range"
    value: float
    value_to: float | None = None  # the upper end of a range
    unit: str  # "%", "lần/năm", "điểm", "mô hình" …
    text: str
    start: int  # in the document's text, end exclusive
    end: int
    by: Deadline | None = None  # None: the paper sets no time


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnit:
    """A unit where an obligation names it: its one name, and the words that were read."""

    name: str  # canonical: "Phòng Nội vụ", "Ủy ban nhân dân các xã, phường"
    office: str | None  # the committee it belongs to; None: the paper does not say
    is_group: bool
    members: tuple[str, ...] = ()  # of a group, where the paper names them
    start: int  # in the document's text, end exclusive
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One duty. `document.text[start:end] == action`: the sentence or row that orders it.

    The spans of units, deadline and targets may lie outside it, in a heading above or a line
    below that speaks for several duties. No lead: the paper names nobody.
    """

    id: str  # the citation's id and the duty's order there: "12-kh-ubnd/iii/1/p1#1"
    citation: Citation
    leads: tuple[NamedUnit, ...]
    cooperating: tuple[NamedUnit, ...]
    action: str
    start: int
    end: int
    page: int  # the first is 1
    deadline: Deadline | None
    targets: tuple[Target, ...]
    office: str | None  # who orders: the paper's issuer
    year: int | None  # the year that the paper is for; None: it does not say


def next_due(obligation: Obligation, today: date) -> date | None:
    """The day that a duty is due next: a dated one's last day, be it past; else by its rule.

    None for standing duties, for relative ones without a day, and for those without deadline. A
    rule that the paper ends ("đến hết quý III") gives nothing after its end.
    """
    deadline = obligation.deadline
    if deadline is None:
        return None
    if deadline.recurrence is None:
        return deadline.last_day
    due = deadline.recurrence.next_due(max(today, deadline.first_day or today))
    return due if deadline.last_day is None or due <= deadline.last_day else None
