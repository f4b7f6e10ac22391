"""The charts of figures written as files: PNG for chat, SVG for pages."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import get_args

from cases.charts import Format, ageing, by_group, trend
from cases.figures import Figures, Period
from cases.register import Scope
from cases.statuses import Status, days_left, status_of
from cases.trends import trend_points
from cli.case_office import CaseOffice


def write_charts(  # noqa: PLR0913 -- each is one thing that the charts are of
    folder: Path,
    groups: Mapping[str, Figures],
    office: CaseOffice,
    scope: Scope,
    period: Period,
    today: date,
) -> Iterator[Path]:
    """Write each chart in both forms; the files as they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    days, near = office.days, office.file.near
    overdue = [
        -left
        for case in office.register.open_cases(scope, today)
        if status_of(case, today, days, near) is Status.OVERDUE
        and (left := days_left(case, today, days)) is not None
    ]
    points = trend_points(office.register.of_period(period, scope), period)
    for form in get_args(Format):
        for name, drawn in (
            ("theo-nhom", by_group(groups, form)),
            ("so-ngay-qua-han", ageing(overdue, form)),
            ("dien-bien", trend(points, form)),
        ):
            path = folder / f"{name}.{form}"
            path.write_bytes(drawn)
            yield path
