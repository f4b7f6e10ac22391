"""A clock that tests turn on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from corpus.schema import VIETNAM


@dataclass(slots=True)
class Clock:
    """The moment that it is; 7:30 of a working Wednesday until a test turns it on."""

    now: datetime = datetime(2026, 11, 25, 7, 30, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: int) -> None:
        """Turn it on by so many minutes, days and the like."""
        self.now += timedelta(**span)
