"""The library as an administrator changes it from a chat."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from bot.kept import Listing
from bot.services import FileRead, KnownPaper, Preview, RefusedFile
from cli.intake import Taker, readers_of
from cli.publishing import day_words, foreseen_words, parts_words
from cli.settings import Settings
from cli.wiring import Library, find_missing_references
from corpus.intake_log import Step, log_step
from corpus.known import is_used
from corpus.originals import Originals
from corpus.pending import Pending, discard, list_pending, publish, publish_as
from ingest.batch import FoundFiles
from ingest.obligations import find_obligations
from ingest.register import refresh_register

_ONE_READER = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFiling:
    """Reads, publishes and withdraws, as the commands do; one file at a time."""

    settings: Settings
    library: Library
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, path: Path, name: str, who: str) -> FileRead:
        """Read a file and let it wait."""
        with self.lock, readers_of(self.settings, _ONE_READER) as readers:
            taker = Taker(
                store=self.library.store,
                originals=Originals(self.settings.files_home),
                readers=readers,
                who=who,
            )
            intake = taker.preview(FoundFiles(files=(path,)), lambda _: None)
        if intake.pending:
            return _preview(intake.pending[0])
        if intake.done:
            return KnownPaper(document=intake.done[0].document_id)
        reasons = [str(error) for error in intake.failed]
        reasons += [skipped.reason for skipped in intake.skipped]
        return RefusedFile(reason="; ".join(reasons) or f"không đọc được {name}")

    def publish(self, pending_id: str, who: str) -> str:
        """Publish what waits; the document's id."""
        document_id = publish(self.library.store, pending_id, who).document_id
        self._changed()
        return document_id

    def replace(self, pending_id: str, document_id: str, who: str) -> str:
        """Publish what waits as a new version of a document; its id."""
        publish_as(self.library.store, pending_id, document_id, who)
        self._changed()
        return document_id

    def discard(self, pending_id: str, who: str) -> None:
        """Drop what waits, and its original where nothing else was read from it."""
        sha256 = discard(self.library.store, pending_id, who)
        if not is_used(self.library.store, sha256):
            Originals(self.settings.files_home).remove(sha256)

    def withdraw(self, document_id: str, who: str) -> bool:
        """Take a document out of use; False when it was out."""
        return self._stand(document_id, who, is_out=True)

    def restore(self, document_id: str, who: str) -> bool:
        """Take a document into use again; False when it was in use."""
        return self._stand(document_id, who, is_out=False)

    def waiting(self) -> Listing:
        """The papers that wait."""
        waiting = list_pending(self.library.store)
        lines = tuple(f"• {waits.id}: {waits.read.document.title}" for waits in waiting)
        return Listing(title=f"{len(waiting)} văn bản đang chờ công bố", lines=lines)

    def status(self) -> str:
        """The library and its index in some lines."""
        counts = self.library.store.counts()
        manifest = self.library.index.status()
        behind = (
            "chưa có chỉ mục"
            if manifest is None
            else f"{self.library.store.latest_change() - manifest.applied} thay đổi chưa đưa vào"
        )
        return (
            f"Văn bản đang dùng: {counts.documents}\n"
            f"Đoạn: {counts.passages}\n"
            f"Chờ công bố: {len(list_pending(self.library.store))}\n"
            f"Chỉ mục: {behind}"
        )

    def rebuild(self) -> str:
        """Build the index again; its status then."""
        with self.lock:
            manifest = self.library.index.rebuild()
        return f"{manifest.documents} văn bản, {manifest.passages} đoạn."

    def roll_back(self) -> str:
        """Take the index before into use again; its status then."""
        manifest = self.library.index.roll_back()
        return f"{manifest.documents} văn bản, {manifest.passages} đoạn."

    def _stand(self, document_id: str, who: str, *, is_out: bool) -> bool:
        store = self.library.store
        store.document(document_id)  # refuses an id that there is not
        change = store.withdraw(document_id) if is_out else store.restore(document_id)
        if change is None:
            return False
        log_step(store, Step.WITHDRAWN if is_out else Step.RESTORED, document_id, who)
        self.library.index.refresh()
        return True

    def _changed(self) -> None:
        find_missing_references(self.library.store)
        refresh_register(self.library.store)
        self.library.index.refresh()


def _preview(waits: Pending) -> Preview:
    document = waits.read.document
    return Preview(
        pending_id=waits.id,
        source=document.source,
        number=document.number,
        kind=document.kind,
        signed_on=day_words(document),
        issuer=document.issuer,
        subject=document.subject,
        parts=parts_words(waits.read),
        obligations=len(find_obligations(document, waits.read.passages)),
        foreseen=foreseen_words(waits),
        doubts=tuple(note.text for note in waits.read.notes if note.doubtful),
    )
