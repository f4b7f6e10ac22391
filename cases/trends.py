"""How many cases came in and were finished, early to late, over the weeks or months of a period."""

from collections.abc import Iterable
from datetime import date, timedelta

from cases.cases import Case
from cases.figures import Figures, Period, figures_by

_WEEKLY_UP_TO = 100  # days: a longer period is shown by months


def trend_points(cases: Iterable[Case], period: Period) -> list[tuple[str, dict[str, int]]]:
    """A label and its counts for each week (from Monday) or month of a period, in order."""
    known = list(cases)
    points = []
    for span in spans(period):
        found = figures_by(known, span, lambda _: "").get("", Figures())
        counts = {
            "mới tiếp nhận": found.new,
            "đã giải quyết": found.finished,
            "trễ hạn": found.late,
            "quá hạn cuối kỳ": found.overdue,
        }
        points.append((_label(span, period), counts))
    return points


def spans(period: Period) -> list[Period]:
    """The weeks or months of a period; the first and the last may be cut short."""
    weekly = (period.end - period.start).days <= _WEEKLY_UP_TO
    found = []
    start = period.start
    while start <= period.end:
        end = _week_end(start) if weekly else _month_end(start)
        found.append(Period(start=start, end=min(end, period.end)))
        start = end + timedelta(days=1)
    return found


def _week_end(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _label(span: Period, period: Period) -> str:
    if (period.end - period.start).days <= _WEEKLY_UP_TO:
        return f"{span.start:%d/%m}"
    return f"{span.start:%m/%Y}"
