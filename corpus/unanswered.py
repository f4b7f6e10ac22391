"""What was asked and not answered: kept without personal data, told once a week."""

from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from corpus.masking import masked
from corpus.schema import VIETNAM
from corpus.store import Store
from corpus.unanswered_schema import unanswered

_LONGEST = 500  # characters of a question that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """One question, as it is kept."""

    at: datetime
    question: str  # personal data masked
    kind: str
    confidence: float  # 0..1, of the nearest passage
    nearest: str | None  # the citation id of the nearest passage; None: nothing was near, or
    # it is of a paper that is hidden from the reader


class UnansweredQuestions:
    """The questions of a store that were refused. Safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._database = store.database
        self._now = store.now
        self._hidden = store.hidden

    def keep(self, question: str, *, kind: str, confidence: float, nearest: str | None) -> None:
        """Keep a question; its personal data is masked before it is written."""
        row = {
            "at": self._now(),
            "question": masked(question)[:_LONGEST],
            "kind": kind,
            "confidence": confidence,
            "nearest": nearest,
        }
        with self._database.writing() as connection:
            connection.execute(sa.insert(unanswered), row)

    def since(self, day: date | None = None) -> tuple[Unanswered, ...]:
        """Those asked on or after a day of Vietnam, the latest first; all for None."""
        query = sa.select(unanswered).order_by(unanswered.c.number.desc())
        if day is not None:
            query = query.where(unanswered.c.at >= datetime.combine(day, time(), VIETNAM))
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            Unanswered(
                at=row["at"],
                question=row["question"],
                kind=row["kind"],
                confidence=row["confidence"],
                nearest=self._shown(row["nearest"]),
            )
            for row in rows
        )

    def _shown(self, nearest: str | None) -> str | None:
        document_id = (nearest or "").partition("/")[0]
        return None if document_id in self._hidden else nearest
