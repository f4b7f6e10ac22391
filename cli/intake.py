"""Files taken into a library: each is read and stored before the next, so a halt loses none."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cli.interrupts import held_back
from cli.procedure_intake import TakenProcedures, take_procedures
from cli.settings import Settings
from corpus.documents import ReadDocument
from corpus.errors import DungHanError, StoreError
from corpus.intake_log import Step, log_step
from corpus.known import find_file, put_again
from corpus.originals import Originals
from corpus.pending import Pending, add_pending
from corpus.reading_report import ReportLine, report
from corpus.store import Store
from corpus.stored import Outcome
from ingest.batch import FoundFiles, Skipped
from ingest.errors import ChangedFileError, IngestError, MissingFileError
from ingest.limits import MAX_FILE_BYTES, Limits
from ingest.procedures import is_procedures_file
from ingest.readers import Readers, Reading, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that is now in the store."""

    source: str
    document_id: str
    outcome: Outcome
    title: str
    passages: int
    doubts: tuple[str, ...]
    report: tuple[ReportLine, ...] = ()
    is_older: bool = False  # a version of the document that a later one has replaced
    is_withdrawn: bool = False


@dataclass(slots=True, kw_only=True)
class Intake:
    """What became of each file so far."""

    done: list[Taken] = field(default_factory=list)
    procedures: list[TakenProcedures] = field(default_factory=list)  # files of procedures
    pending: list[Pending] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[DungHanError] = field(default_factory=list)
    is_interrupted: bool = False  # stopped by a person; what is in `done` is stored

    def as_json(self) -> dict[str, object]:
        """The shape that `dunghan ingest --json` prints."""
        return {
            "done": [_taken_json(taken) for taken in self.done],
            "skipped": [{"source": str(skip.path), "reason": skip.reason} for skip in self.skipped],
            "failed": [str(error) for error in self.failed],
            "procedures": [
                {"source": each.source, "counts": each.outcomes, "doubtful": list(each.doubtful)}
                for each in self.procedures
            ],
            "interrupted": self.is_interrupted,
            **(
                {"pending": [_pending_json(waits) for waits in self.pending]}
                if self.pending
                else {}
            ),
        }


def _taken_json(taken: Taken) -> dict[str, object]:
    return {
        "source": taken.source,
        "document": taken.document_id,
        "outcome": taken.outcome.value,
        "title": taken.title,
        "passages": taken.passages,
        "doubts": list(taken.doubts),
        "report": [{"page": line.page, "text": line.text} for line in taken.report],
    }


def _pending_json(waits: Pending) -> dict[str, object]:
    document, foreseen = waits.read.document, waits.foreseen
    return {
        "id": waits.id,
        "source": document.source,
        "number": document.number,
        "kind": document.kind,
        "subject": document.subject,
        "issuer": document.issuer,
        "signed_on": document.signed_on.isoformat() if document.signed_on else None,
        "pages": document.page_count,
        "passages": len(waits.read.passages),
        "outcome": foreseen.outcome.value,
        "replaces": foreseen.document_id if foreseen.outcome is Outcome.REVISED else None,
        "report": [
            {"page": line.page, "text": line.text}
            for line in report(waits.read.notes, document.page_count)
        ],
    }


def readers_of(settings: Settings, workers: int | None = None) -> Readers:
    """The processes that read files, as the settings bound them."""
    limits = Limits(memory_mib=settings.read_memory_mib, quiet_seconds=settings.read_seconds)
    return Readers(limits=limits, workers=workers or settings.readers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Takes files into a store, through the processes that read. One bad file stops no other."""

    store: Store
    originals: Originals
    readers: Readers
    who: str | None = None  # written into the log

    def take_in(self, found: FoundFiles, on_progress: Callable[[str], None]) -> Intake:
        """Read and store the files in their order.

        A file whose bytes are known, be it as an earlier version, is not read again, so that
        the same batch run twice, or halted and run again, comes to the same. A file alone that
        was an earlier version becomes the live one.
        """
        is_alone = len(found.files) == 1
        intake = Intake(skipped=list(found.skipped), failed=list(found.failed))
        readings = self._readings(found.files, is_alone=is_alone)
        self._each(readings, intake, self._store_alone if is_alone else self._store, on_progress)
        return intake

    def preview(self, found: FoundFiles, on_progress: Callable[[str], None]) -> Intake:
        """Read the files and let them wait; those in the library already are in `done`."""
        intake = Intake(skipped=list(found.skipped), failed=list(found.failed))
        files = [path for path in found.files if not is_procedures_file(path)]
        reason = "tệp thủ tục không có bản xem trước, hãy nạp thẳng"
        intake.skipped += [
            Skipped(path=path, reason=reason) for path in found.files if path not in files
        ]
        self._each(self._readings(files, is_alone=False), intake, self._let_wait, on_progress)
        return intake

    def read_again(self, ids: Iterable[str], on_progress: Callable[[str], None]) -> Intake:
        """Read the kept originals of documents again; a new version where what is read differs."""
        intake = Intake()
        papers: dict[Source, str] = {}
        for document_id in ids:
            document = self.store.document(document_id)
            original = self.originals.find(document.sha256)
            if original is None:
                reason = "không còn giữ bản gốc; hãy nạp lại từ tệp"
                intake.skipped.append(Skipped(path=Path(document.source), reason=reason))
            else:
                papers[Source(path=original, name=document.source)] = document_id

        def put(path: Path, read: ReadDocument, intake: Intake) -> None:
            document_id = papers[Source(path=path, name=read.document.source)]
            stored = put_again(self.store, document_id, read, self.who)
            intake.done.append(_taken(read, document_id, stored.outcome))

        self._each(self.readers.read_in_order(papers), intake, put, on_progress)
        return intake

    def _readings(self, files: Iterable[Path], *, is_alone: bool) -> Iterator[Reading]:
        return self.readers.read_in_order(
            (Source(path=path, name=path.name) for path in files),
            is_known=lambda source: self._is_known(source.path, is_alone=is_alone),
        )

    def _each(
        self,
        readings: Iterator[Reading],
        intake: Intake,
        put: Callable[[Path, ReadDocument, Intake], None],
        on_progress: Callable[[str], None],
    ) -> None:
        """Put each document as it comes; Ctrl+C, or a store that refuses, ends the row."""
        try:
            for reading in readings:
                path = reading.source.path
                with held_back():
                    if reading.read is not None:
                        put(path, reading.read, intake)
                    elif reading.error is not None:
                        intake.failed.append(reading.error)
                    else:
                        self._note_again(path, intake)
                on_progress(reading.source.name)
        except KeyboardInterrupt:
            intake.is_interrupted = True
        except StoreError as error:
            intake.failed.append(error)

    def _is_known(self, path: Path, *, is_alone: bool) -> bool:
        """True for what is not for the processes that read."""
        if is_procedures_file(path):
            return True
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                return False  # its reader says so
            file = find_file(self.store, _sha256(path))
        except OSError:
            return False  # its reader says why it can not be opened
        return file is not None and (file.is_live or not is_alone)

    def _let_wait(self, path: Path, read: ReadDocument, intake: Intake) -> None:
        if not self._keep(path, read, intake):
            return
        waits = add_pending(self.store, read, self.who)
        if waits is None:
            self._note_known(path, read.document.sha256, intake)
        else:
            intake.pending.append(waits)

    def _store_alone(self, path: Path, read: ReadDocument, intake: Intake) -> None:
        if not self._keep(path, read, intake):
            return
        stored = self.store.put(read)
        if self.who is not None:
            log_step(self.store, Step.TAKEN_IN, stored.document_id, self.who)
        intake.done.append(_taken(read, stored.document_id, stored.outcome))

    def _store(self, path: Path, read: ReadDocument, intake: Intake) -> None:
        """A copy of the file may have come before in this batch."""
        if find_file(self.store, read.document.sha256) is not None:
            self._note_known(path, read.document.sha256, intake)
        else:
            self._store_alone(path, read, intake)

    def _note_again(self, path: Path, intake: Intake) -> None:
        if is_procedures_file(path):
            self._take_procedures(path, intake)
            return
        try:
            sha256 = _sha256(path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            intake.failed.append(MissingFileError(path, reason))
        else:
            self._note_known(path, sha256, intake)

    def _take_procedures(self, path: Path, intake: Intake) -> None:
        """Records, not a paper: many at once, each known by its code, in one transaction."""
        try:
            taken = take_procedures(self.store, path)
        except IngestError as error:
            intake.failed.append(error)
        else:
            intake.procedures.append(taken)
            intake.failed += taken.failed

    def _note_known(self, path: Path, sha256: str, intake: Intake) -> None:
        file = find_file(self.store, sha256)
        if file is None:
            intake.failed.append(ChangedFileError(path))
            return
        self.originals.keep(path, sha256)  # a store of an older program has none
        document = self.store.document(file.document_id)
        notes = self.store.notes(file.document_id)
        intake.done.append(
            Taken(
                source=path.name,
                document_id=file.document_id,
                outcome=Outcome.SAME,
                title=document.title,
                passages=len(self.store.passages(file.document_id)),
                doubts=tuple(note.text for note in notes if note.doubtful),
                report=report(notes, document.page_count),
                is_older=not file.is_live,
                is_withdrawn=file.is_withdrawn,
            )
        )

    def _keep(self, path: Path, read: ReadDocument, intake: Intake) -> bool:
        """Keep the original before what was read of it; False when it has changed since."""
        if self.originals.keep(path, read.document.sha256) is not None:
            return True
        intake.failed.append(ChangedFileError(path))
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _taken(read: ReadDocument, document_id: str, outcome: Outcome) -> Taken:
    return Taken(
        source=read.document.source,
        document_id=document_id,
        outcome=outcome,
        title=read.document.title,
        passages=len(read.passages),
        doubts=tuple(note.text for note in read.notes if note.doubtful),
        report=report(read.notes, read.document.page_count),
    )
