"""Files taken into a library: each is read and stored before the next, so a halt loses none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cli.procedure_intake import TakenProcedures, take_procedures
from cli.wiring import Library
from corpus.stored import Outcome
from ingest.batch import Skipped, find_files
from ingest.errors import IngestError
from ingest.procedures import is_procedures_file
from ingest.read import read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that is now in the store."""

    source: str
    document_id: str
    outcome: Outcome
    title: str
    passages: int
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What became of each file."""

    done: tuple[Taken, ...]
    skipped: tuple[Skipped, ...]
    failed: tuple[IngestError, ...]
    procedures: tuple[TakenProcedures, ...] = ()  # files of procedures

    def as_json(self) -> dict[str, object]:
        """The shape that `dunghan ingest --json` prints."""
        return {
            "done": [
                {
                    "source": taken.source,
                    "document": taken.document_id,
                    "outcome": taken.outcome.value,
                    "title": taken.title,
                    "passages": taken.passages,
                    "doubts": list(taken.doubts),
                }
                for taken in self.done
            ],
            "skipped": [{"source": str(skip.path), "reason": skip.reason} for skip in self.skipped],
            "failed": [str(error) for error in self.failed],
            "procedures": [
                {"source": each.source, "counts": each.outcomes, "doubtful": list(each.doubtful)}
                for each in self.procedures
            ],
        }


def take_in(library: Library, paths: Iterable[Path], on_progress: Callable[[Path], None]) -> Intake:
    """Read and store every file under the paths, and bring the index up to the store.

    One bad file stops no other.
    """
    found = find_files(paths)
    done: list[Taken] = []
    procedures: list[TakenProcedures] = []
    failed = list(found.failed)
    for path in found.files:
        on_progress(path)
        try:
            if is_procedures_file(path):
                procedures.append(take_procedures(library, path))
                failed += procedures[-1].failed
            else:
                done.append(_take(library, path))
        except IngestError as error:
            failed.append(error)
    library.index.refresh()
    return Intake(
        done=tuple(done), skipped=found.skipped, failed=tuple(failed), procedures=tuple(procedures)
    )


def _take(library: Library, path: Path) -> Taken:
    read = read_file(path)
    stored = library.store.put(read)
    return Taken(
        source=read.document.source,
        document_id=stored.document_id,
        outcome=stored.outcome,
        title=read.document.title,
        passages=len(read.passages),
        doubts=tuple(note.text for note in read.notes if note.doubtful),
    )
