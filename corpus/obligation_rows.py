"""Obligations to the columns of the register, and back."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from corpus.citations import Citation, Level, Step
from corpus.obligations import Deadline, DeadlineKind, NamedUnit, Obligation, Target, Wait
from corpus.recurrence import Period, Recurrence
from corpus.rows import Row

_TEXT = ("text",)  # not kept: it is the document's text at the offsets


def obligation_rows(
    obligations: Iterable[Obligation], document_id: str, revision: int
) -> list[dict[str, object]]:
    """The rows of `obligations`, in order; their ids name `document_id` whatever they did."""
    rows: list[dict[str, object]] = []
    for ordinal, one in enumerate(obligations):
        citation = Citation(document_id=document_id, steps=one.citation.steps)
        rows.append(
            {
                "revision": revision,
                "ordinal": ordinal,
                "id": f"{citation.id}#{one.id.rpartition('#')[2]}",
                "steps": [[step.level.value, step.label] for step in one.citation.steps],
                "leads": [asdict(unit) for unit in one.leads],
                "cooperating": [asdict(unit) for unit in one.cooperating],
                "start_offset": one.start,
                "end_offset": one.end,
                "page": one.page,
                "deadline": _deadline_row(one.deadline),
                "targets": [_target_row(target) for target in one.targets],
                "year": one.year,
            }
        )
    return rows


def obligation_of(row: Row, document_id: str, office: str | None, text: str) -> Obligation:
    """The obligation of a row; `text` is the whole text of its revision."""
    steps = tuple(Step(Level(level), label) for level, label in row["steps"])
    return Obligation(
        id=row["id"],
        citation=Citation(document_id=document_id, steps=steps),
        leads=tuple(_unit_of(unit) for unit in row["leads"]),
        cooperating=tuple(_unit_of(unit) for unit in row["cooperating"]),
        action=text[row["start_offset"] : row["end_offset"]],
        start=row["start_offset"],
        end=row["end_offset"],
        page=row["page"],
        deadline=_deadline_of(row["deadline"], text),
        targets=tuple(_target_of(target, text) for target in row["targets"]),
        office=office,
        year=row["year"],
    )


def action_digest(action: str) -> str:
    """A sha256 of a duty's words, blanks aside: a mark of completion holds for these words."""
    return hashlib.sha256(" ".join(action.split()).encode()).hexdigest()


def _deadline_row(deadline: Deadline | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    row = {name: value for name, value in asdict(deadline).items() if name not in _TEXT}
    for name in ("first_day", "last_day"):
        row[name] = row[name].isoformat() if row[name] else None
    return row


def _deadline_of(row: Row | None, text: str) -> Deadline | None:
    if row is None:
        return None
    rule, wait = row["recurrence"], row["wait"]
    return Deadline(
        kind=DeadlineKind(row["kind"]),
        text=text[row["start"] : row["end"]],
        start=row["start"],
        end=row["end"],
        first_day=_day(row["first_day"]),
        last_day=_day(row["last_day"]),
        recurrence=None
        if rule is None
        else Recurrence(
            period=Period(rule["period"]),
            every=rule["every"],
            times=rule["times"],
            days=tuple(rule["days"]),
            months=tuple(rule["months"]),
        ),
        wait=None if wait is None else Wait(**wait),
        is_year_inferred=row["is_year_inferred"],
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _target_row(target: Target) -> dict[str, Any]:
    row = {name: value for name, value in asdict(target).items() if name not in _TEXT}
    return {**row, "by": _deadline_row(target.by)}


def _target_of(row: Row, text: str) -> Target:
    fields = {**row, "by": _deadline_of(row["by"], text)}
    return Target(**fields, text=text[row["start"] : row["end"]])


def _unit_of(row: Row) -> NamedUnit:
    return NamedUnit(**{**row, "members": tuple(row["members"])})
