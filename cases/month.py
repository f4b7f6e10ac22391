"""The page for the monthly meeting: figures, rates against targets, the month before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.cases import Case
from cases.figures import Figures, Period, Rate, decimal, figures_by, rates_of
from cases.report_tables import II06_HEAD, RATES_HEAD, ii06_rows, rate_rows
from cases.tables import Table, TableCell
from cases.targets import verdict

_UNKNOWN = "chưa rõ đơn vị"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """One month, whole and by unit, with the whole month before it."""

    month: Period
    before: Period
    units: Mapping[str, Figures]
    earlier: Figures
    targets: Mapping[str, float]
    as_of: datetime | None

    @property
    def total(self) -> Figures:
        """All units together."""
        return sum(self.units.values(), Figures())


def month_before(day: date) -> Period:
    """The whole calendar month before the one of `day`."""
    end = day.replace(day=1) - timedelta(days=1)
    return Period(start=end.replace(day=1), end=end)


def month_page(
    cases: Iterable[Case], month: Period, targets: Mapping[str, float], as_of: datetime | None
) -> MonthPage:
    """The page of a month; `cases` are those of the two months' periods (Register.of_period)."""
    before = month_before(month.start)
    known = list(cases)
    earlier = figures_by(known, before, lambda _: "")
    return MonthPage(
        month=month,
        before=before,
        units=figures_by(known, month, lambda case: case.unit),
        earlier=earlier.get("", Figures()),
        targets=targets,
        as_of=as_of,
    )


def month_lines(page: MonthPage) -> Iterator[str]:
    """The page as plain text."""
    now, before = page.total, page.earlier
    earlier = f"tháng {page.before.start:%m/%Y}"
    yield f"TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH THÁNG {page.month.start:%m/%Y}"
    yield f"Từ {page.month.start:%d/%m/%Y} đến {page.month.end:%d/%m/%Y}." + _as_of(page.as_of)
    yield (
        f"Tiếp nhận: {_count(now.received)} hồ sơ (kỳ trước chuyển sang {_count(now.carried)}, "
        f"mới {_count(now.new)}: trực tuyến {_count(now.online)}, trực tiếp {_count(now.direct)}, "
        f"bưu chính {_count(now.post)}{_more(now.unknown_channel, 'chưa rõ hình thức')}); "
        f"{earlier}: {_change(now.received, before.received)}."
    )
    yield (
        f"Đã giải quyết: {_count(now.finished)} hồ sơ (trước hạn {_count(now.early)}, đúng hạn "
        f"{_count(now.on_time)}, trễ hạn {_count(now.late)}{_more(now.undated, 'thiếu ngày')}); "
        f"{earlier}: {_change(now.finished, before.finished)}, "
        f"trễ hạn {_change(now.late, before.late)}."
    )
    yield (
        f"Đang giải quyết: {_count(now.open)} hồ sơ (trong hạn {_count(now.within)}, quá hạn "
        f"{_count(now.overdue)}{_more(now.paused, 'tạm dừng')}); "
        f"{earlier}: quá hạn {_change(now.overdue, before.overdue)}."
    )
    if now.closed:
        yield f"Rút hồ sơ: {_count(now.closed)}."
    yield ""
    yield "TỶ LỆ SO VỚI CHỈ TIÊU"
    for rate, rate_before in zip(rates_of(now), rates_of(before), strict=True):
        yield f"• {rate}{_target(rate, page.targets)}; {earlier}: {_percent(rate_before)}"
    yield ""
    yield "THEO ĐƠN VỊ"
    for unit, figures in page.units.items():
        yield (
            f"• {unit or _UNKNOWN}: tiếp nhận {_count(figures.received)}, đã giải quyết "
            f"{_count(figures.finished)} (trễ hạn {_count(figures.late)}), đang giải quyết "
            f"{_count(figures.open)} (quá hạn {_count(figures.overdue)})"
        )


def month_tables(page: MonthPage) -> tuple[Table, ...]:
    """The page as sheets: the II.06 table by unit, rates by unit, and the month before."""
    whole = {"Toàn cơ quan": page.total, **page.units}
    return (
        Table(title="Biểu II.06", head=II06_HEAD, rows=ii06_rows(page.units)),
        Table(title="Tỷ lệ", head=RATES_HEAD, rows=rate_rows(whole, page.targets)),
        Table(
            title="So với tháng trước",
            head=(
                "Chỉ số",
                f"Tháng {page.month.start:%m/%Y}",
                f"Tháng {page.before.start:%m/%Y}",
                "Tăng, giảm",
            ),
            rows=_comparison(page),
        ),
    )


def _comparison(page: MonthPage) -> list[list[TableCell]]:
    now, before = page.total, page.earlier
    rows: list[list[TableCell]] = [
        [name, one, other, one - other]
        for name, one, other in (
            ("Tiếp nhận", now.received, before.received),
            ("Đã giải quyết", now.finished, before.finished),
            ("Trễ hạn", now.late, before.late),
            ("Đang giải quyết", now.open, before.open),
            ("Quá hạn", now.overdue, before.overdue),
        )
    ]
    for rate, other_rate in zip(rates_of(now), rates_of(before), strict=True):
        one_percent, other_percent = rate.percent, other_rate.percent
        known = one_percent is not None and other_percent is not None
        change = round((one_percent or 0) - (other_percent or 0), 2) if known else None
        rows.append([f"Tỷ lệ {rate.name} (%)", one_percent, other_percent, change])
    return rows


def _target(rate: Rate, targets: Mapping[str, float]) -> str:
    said = verdict(rate, targets)
    return f"; chỉ tiêu {decimal(targets[rate.name])}%: {said}" if said else ""


def _percent(rate: Rate) -> str:
    return "chưa có" if rate.percent is None else f"{decimal(rate.percent)}%"


def _as_of(as_of: datetime | None) -> str:
    return f" Số liệu lúc {as_of:%H:%M ngày %d/%m/%Y}." if as_of else ""


def _count(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _more(value: int, words: str) -> str:
    return f", {words} {_count(value)}" if value else ""


def _change(now: int, before: int) -> str:
    change = now - before
    if change == 0:
        return f"{_count(before)} (không đổi)"
    return f"{_count(before)} ({'tăng' if change > 0 else 'giảm'} {_count(abs(change))})"
