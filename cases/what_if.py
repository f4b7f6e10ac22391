"""When a case would be due: from its receipt and limit, with pauses; a check, never a list.

The register's own appointment decides every list. Of a supplement the law and the software say
two things: NĐ 61/2018 Điều 19.4 counts the limit again from the day on which the file is complete;
the one-stop software moves the appointment by the time waited. Both are told.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.cases import Pause
from cases.errors import CasesError
from cases.office_hours import Limit, OfficeHours, appointed_at, counts_from
from cases.working_days import WorkingDays


class WhatIfError(CasesError):
    """The moments that were given do not follow one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The moments that follow; None for those of a supplement when there was none."""

    counted_from: datetime  # the receipt, or the next working day's opening
    due_at: datetime
    counted_again_at: datetime | None  # the whole limit from the moment that the file was complete
    shifted_at: datetime | None  # the first appointment moved by the time waited
    is_provisional: bool  # the official days of a year in it are not announced yet


def what_if(
    days: WorkingDays,
    hours: OfficeHours,
    received_at: datetime,
    limit: Limit,
    pauses: tuple[Pause, ...] = (),
) -> WhatIf:
    """What a receipt, a limit and pauses in their order give.

    Raises:
        WhatIfError: a pause begins before the receipt or ends before it begins, or has no end.
    """
    due = appointed_at(days, hours, received_at, limit)
    shifted, latest = due, received_at
    for pause in pauses:
        if pause.ended_at is None or not latest <= pause.began_at <= pause.ended_at:
            raise WhatIfError(
                "Lúc yêu cầu bổ sung và lúc bổ sung xong phải có đủ, theo thứ tự, sau lúc tiếp "
                f"nhận; gặp {pause.began_at:%H:%M %d/%m/%Y}."
            )
        shifted, latest = _shifted(days, shifted, pause.began_at, pause.ended_at), pause.ended_at
    again = appointed_at(days, hours, latest, limit) if pauses else None
    last = max(moment for moment in (due, again, shifted) if moment is not None)
    years = range(received_at.year, last.year + 1)
    return WhatIf(
        counted_from=counts_from(days, hours, received_at),
        due_at=due,
        counted_again_at=again,
        shifted_at=shifted if pauses else None,
        is_provisional=any(days.is_provisional(date(year, 1, 1)) for year in years),
    )


def _shifted(days: WorkingDays, due: datetime, began_at: datetime, ended_at: datetime) -> datetime:
    """The appointment moved as the software does: by the days waited, less one, to a worked day."""
    waited = max((ended_at.date() - began_at.date()).days - 1, 0)
    day = days.after(due.date() + timedelta(days=waited), 0)
    return datetime.combine(day, due.timetz())
