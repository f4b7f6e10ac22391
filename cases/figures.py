"""Figures of a period: the columns of Biểu II.06 and the rates, each with its denominator."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from cases.cases import FINISHED, NEVER_TAKEN, PAUSED, Case, Channel, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `start` to `end`, both counted."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends before it starts: {self.start} {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Counts of cases over a period. Names follow Biểu II.06 of TT 01/2020/TT-VPCP.

    received = online + direct + post + unknown_channel + carried; finished = early + on_time +
    late + undated; open = within + overdue + paused; received = finished + open + closed.
    """

    online: int = 0
    direct: int = 0
    post: int = 0
    unknown_channel: int = 0
    carried: int = 0  # từ kỳ trước: open when the period began
    early: int = 0
    on_time: int = 0
    late: int = 0
    undated: int = 0  # finished, a day is missing: in no rate
    within: int = 0
    overdue: int = 0
    paused: int = 0
    closed: int = 0  # withdrawn: neither finished nor open
    digitised: int = 0
    signed: int = 0
    with_fee: int = 0  # of those received in the period
    paid_online: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        return Figures(**sums)

    @property
    def new(self) -> int:
        """Received within the period."""
        return self.online + self.direct + self.post + self.unknown_channel

    @property
    def received(self) -> int:
        """Column 3: received within the period and carried over."""
        return self.new + self.carried

    @property
    def finished(self) -> int:
        """Column 7."""
        return self.early + self.on_time + self.late + self.undated

    @property
    def open(self) -> int:
        """Column 11; paused cases are in it and never overdue."""
        return self.within + self.overdue + self.paused


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share with what it is a share of, since reports divide by different things."""

    name: str
    part: int
    whole: int
    whole_name: str

    @property
    def percent(self) -> float | None:
        """In percent, two decimals; None when there is nothing to divide by."""
        return round(100 * self.part / self.whole, 2) if self.whole else None

    def __str__(self) -> str:
        shown = "chưa có" if self.percent is None else f"{decimal(self.percent)}%"
        return f"{self.name}: {shown} ({self.part}/{self.whole} {self.whole_name})"


def decimal(value: float) -> str:
    """A number as Vietnamese writes it, two decimals at most: 92,52."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def rates_of(figures: Figures) -> tuple[Rate, ...]:
    """The rates that reports ask for."""
    in_time = figures.early + figures.on_time
    dated = figures.finished - figures.undated
    return (
        Rate(
            name="đúng hạn (trước hạn và đúng hạn)",
            part=in_time,
            whole=dated,
            whole_name="hồ sơ đã giải quyết",
        ),
        Rate(
            name="đúng tiến độ theo QĐ 766/QĐ-TTg, chỉ số 2.1",
            part=in_time + figures.within + figures.paused,
            whole=figures.received,
            whole_name="hồ sơ tiếp nhận, xử lý trong kỳ",
        ),
        Rate(
            name="nộp trực tuyến",
            part=figures.online,
            whole=figures.new,
            whole_name="hồ sơ mới tiếp nhận",
        ),
        Rate(
            name="số hóa kết quả",
            part=figures.digitised,
            whole=figures.finished,
            whole_name="hồ sơ đã giải quyết",
        ),
        Rate(
            name="ký số kết quả",
            part=figures.signed,
            whole=figures.finished,
            whole_name="hồ sơ đã giải quyết",
        ),
        Rate(
            name="thanh toán trực tuyến",
            part=figures.paid_online,
            whole=figures.with_fee,
            whole_name="hồ sơ có phí, lệ phí mới tiếp nhận",
        ),
    )


def figures_by(
    cases: Iterable[Case], period: Period, key: Callable[[Case], str]
) -> Mapping[str, Figures]:
    """The figures of each group, groups in order of name; cases outside the period in none.

    How a case stood at the period's end is worked out from its days. A paused or withdrawn case
    counts as it is now: registers keep no earlier state.
    """
    counts: dict[str, dict[str, int]] = {}
    for case in cases:
        for column in _columns(case, period):
            group = counts.setdefault(key(case), {})
            group[column] = group.get(column, 0) + 1
    return {name: Figures(**counts[name]) for name in sorted(counts)}


_CHANNEL_COLUMNS = {
    Channel.ONLINE: "online",
    Channel.DIRECT: "direct",
    Channel.POST: "post",
    None: "unknown_channel",
}


def _columns(case: Case, period: Period) -> list[str]:
    """The columns in which a case counts once each."""
    if case.progress in NEVER_TAKEN or case.received_at is None:
        return []
    received = case.received_at.date()
    if received > period.end:
        return []
    ended = case.ended_at.date() if case.ended_at and case.progress in FINISHED else None
    if ended is not None and ended < period.start:
        return []
    columns = []
    if received < period.start:
        if case.progress is Progress.WITHDRAWN:
            return []  # when it was withdrawn is not known: in no later period
        columns.append("carried")
    else:
        columns.append(_CHANNEL_COLUMNS[case.channel])
        if case.has_fee:
            columns.append("with_fee")
            columns += ["paid_online"] if case.is_paid_online else []
    return [*columns, *_outcome(case, period, ended)]


def _outcome(case: Case, period: Period, ended: date | None) -> list[str]:
    due = case.appointed_at.date() if case.appointed_at else None
    if ended is not None and ended <= period.end:
        done = ["digitised"] * bool(case.is_digitised) + ["signed"] * bool(case.is_signed)
        if due is None:
            return ["undated", *done]
        return ["early" if ended < due else "on_time" if ended == due else "late", *done]
    if case.progress in FINISHED and ended is None:
        return ["undated"]
    if case.progress is Progress.WITHDRAWN:
        return ["closed"]
    if case.progress in PAUSED:
        return ["paused"]
    return ["overdue" if due is not None and due < period.end else "within"]
