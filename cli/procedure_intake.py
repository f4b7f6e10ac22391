"""A file of procedures taken into the library: stored in bulk, the lines that failed named."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corpus.store import Store
from corpus.stored import Outcome
from ingest.errors import IngestError
from ingest.procedures import read_procedures


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenProcedures:
    """What became of the records of a file: how many of each outcome, and those to look at."""

    source: str
    outcomes: dict[str, int]  # by Outcome's value
    doubtful: tuple[str, ...]  # codes
    failed: tuple[IngestError, ...]

    @property
    def words(self) -> str:
        """One Vietnamese line for people."""
        counts = [self.outcomes.get(outcome.value, 0) for outcome in Outcome]
        new, same, revised = counts
        line = f"{self.source}: {sum(counts)} thủ tục — {new} mới, {revised} sửa, {same} không đổi"
        if self.doubtful:
            line += f"; {len(self.doubtful)} cần xem lại: {', '.join(self.doubtful[:_SHOWN])}"
            line += " …" if len(self.doubtful) > _SHOWN else ""
        return line


_SHOWN = 10


def take_procedures(store: Store, path: Path) -> TakenProcedures:
    """Read and store a file of procedures. The index is brought up by the caller.

    Raises:
        IngestError: the file itself can not be read.
    """
    read = read_procedures(path)
    outcomes = store.put_procedures(read.found)
    return TakenProcedures(
        source=path.name,
        outcomes=dict(Counter(outcome.value for outcome in outcomes.values())),
        doubtful=tuple(
            each.procedure.code
            for each in read.found
            if any(note.doubtful for note in each.read.notes)
            and outcomes[each.procedure.code] is not Outcome.SAME
        ),
        failed=read.failed,
    )
