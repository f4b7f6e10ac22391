"""Cases long overdue, for the leader: each is told of once, when it crosses the bound."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from cases.cases import Case
from cases.digest import Line, listed_line, oldest_first
from cases.digest_text import case_lines
from cases.statuses import Nearness, Status, status_of
from cases.working_days import WorkingDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What a leader is told on a day."""

    day: date
    as_of: datetime | None
    bound: int  # working days overdue
    crossed: tuple[Line, ...]  # not told of before
    known: int  # told of before and still overdue


def escalate(  # noqa: PLR0913 (each is one thing that it depends on)
    open_cases: Iterable[Case],
    told: Collection[str],
    *,
    day: date,
    bound: int,
    as_of: datetime | None,
    days: WorkingDays,
) -> Escalation:
    """The open cases that have been overdue for `bound` working days or more."""
    crossed: list[Line] = []
    known = 0
    for case in open_cases:
        if status_of(case, day, days, Nearness()) is not Status.OVERDUE:
            continue
        line = listed_line(case, day, days)
        if line.working_days < bound:
            continue
        if escalation_item(line) in told:
            known += 1
        else:
            crossed.append(line)
    return Escalation(day=day, as_of=as_of, bound=bound, crossed=oldest_first(crossed), known=known)


def escalation_item(line: Line) -> str:
    """What is told once: the case with its appointed day, so that a new one counts anew."""
    return f"{line.code}|{line.due_on.isoformat()}"


def escalation_lines(found: Escalation) -> Iterator[str]:
    """The message's lines; none when nothing crossed the bound."""
    if not found.crossed:
        return
    yield f"HỒ SƠ QUÁ HẠN TỪ {found.bound} NGÀY LÀM VIỆC TRỞ LÊN, NGÀY {found.day:%d/%m/%Y}"
    if found.as_of is not None:
        yield f"Số liệu lúc {found.as_of:%H:%M ngày %d/%m/%Y}."
    yield (
        f"Mới: {len(found.crossed)} hồ sơ. "
        f"Đã báo các lần trước và vẫn quá hạn: {found.known} hồ sơ."
    )
    yield from case_lines("MỚI", found.crossed, "quá {} ngày làm việc")
