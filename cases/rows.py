"""Cases to the columns of the register, and back."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.cases import Case, Channel, Pause, Person, Progress, Transfer

_PLAIN = (
    "code", "procedure", "procedure_code", "field", "unit", "ward", "officer", "received_at",
    "due_at", "finished_at", "returned_at", "second_received_at", "second_due_at",
    "is_two_stage", "extended_to", "extensions", "is_digitised", "is_signed", "is_paid_online",
    "has_fee", "note",
)  # fmt: skip

Row = Mapping[Any, Any]


def case_row(case: Case) -> dict[str, object]:
    """The columns of `cases` that describe a case."""
    row: dict[str, object] = {name: getattr(case, name) for name in _PLAIN}
    row |= {
        "progress": case.progress.value,
        "channel": case.channel.value if case.channel else None,
        "pauses": [
            [pause.reason, pause.began_at.isoformat(), _iso(pause.ended_at)]
            for pause in case.pauses
        ],
        "transfers": [[transfer.to_unit, transfer.at.isoformat()] for transfer in case.transfers],
        "ended_at": case.ended_at,
    }
    return row


def digest(case: Case) -> str:
    """A fingerprint of all that a row said, the applicant with it."""
    return hashlib.blake2b(repr(case).encode(), digest_size=16).hexdigest()


def case_of(row: Row, applicant: Person | None = None) -> Case:
    """The case of a row; without its applicant unless one is handed in."""
    fields: dict[str, Any] = {name: row[name] for name in _PLAIN}
    return Case(
        progress=Progress(row["progress"]),
        channel=Channel(row["channel"]) if row["channel"] else None,
        pauses=tuple(
            Pause(reason=reason, began_at=datetime.fromisoformat(began), ended_at=_moment(ended))
            for reason, began, ended in row["pauses"]
        ),
        transfers=tuple(
            Transfer(to_unit=unit, at=datetime.fromisoformat(at)) for unit, at in row["transfers"]
        ),
        applicant=applicant or Person(),
        **fields,
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
