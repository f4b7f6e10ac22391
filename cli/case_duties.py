"""Where the lists get the duties of the papers from: the office's register of duties."""

from collections.abc import Iterator
from datetime import date

from cases.duties import Duty, DutySource
from cases.stated_targets import StatedTarget
from cli.settings import Settings
from corpus.audiences import OUTSIDER, hidden_from
from corpus.obligation_store import Task, TaskFilter
from corpus.recurrence import Period
from corpus.store import open_store
from corpus.units import office_units

_OFTEN = frozenset({Period.DAY, Period.WEEK})


def duty_source(settings: Settings) -> DutySource:
    """The open duties of the register, of a unit by its names, short forms and groups.

    What a paper orders for every day or every week is left out: it would fill each day's list.
    """

    def duties(first: date, last: date, unit: str) -> Iterator[Duty]:
        # The rules that read duties are for the one look that a day takes.
        from ingest.register import refresh_register  # noqa: PLC0415

        asked = TaskFilter(unit=unit or None, first_day=first, last_day=last, only_open=True)
        own_units = office_units(settings.home / "units.json")
        with open_store(settings.database_url) as store:
            refresh_register(store)
            seen = store.without(hidden_from(store, OUTSIDER))  # a group reads along
            found = seen.tasks(first, asked, own_units)
        for task in found:
            if task.due_on is not None and not _is_often(task):
                yield _duty(task, task.due_on)

    return duties


def _is_often(task: Task) -> bool:
    deadline = task.obligation.deadline
    recurrence = deadline.recurrence if deadline else None
    return recurrence is not None and recurrence.period in _OFTEN


def _duty(task: Task, due_on: date) -> Duty:
    one = task.obligation
    return Duty(
        id=one.id,
        unit=", ".join(lead.name for lead in one.leads),
        action=one.action,
        due_on=due_on,
        citation=one.citation.words,
        title=task.title,
    )


def stated_targets(settings: Settings, today: date) -> Iterator[StatedTarget]:
    """The percentages that the papers set as the least to reach."""
    from ingest.register import refresh_register  # noqa: PLC0415 -- as above

    with open_store(settings.database_url) as store:
        refresh_register(store)
        found = store.tasks(today)
    for task in found:
        one = task.obligation
        for target in one.targets:
            if target.unit == "%" and target.operator in (">=", ">", "="):
                yield StatedTarget(
                    measure=target.measure,
                    text=target.text,
                    unit=", ".join(lead.name for lead in one.leads),
                    source=f"{task.title}, {one.citation.words}",
                )
