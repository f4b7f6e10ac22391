"""The index of the library: it follows the store, change by change, and finds passages."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from corpus.documents import Document, Passage, Role
from corpus.store import Store
from index import generation
from index.accents import AccentRestorer
from index.embedding import Embedder
from index.errors import StaleIndexError
from index.fused import FusedIndex, Weights
from index.generation import Manifest
from index.rows import Entry, row_of, split_row

_NOT_FOUND_BY = frozenset({Role.PAGE_MARK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found, its document (without text), and how well it fits."""

    document: Document
    passage: Passage
    ordinal: int  # its place among the document's passages, from 0
    score: float
    lexical: float
    dense: float


class LibraryIndex:
    """Search over the live documents of a store.

    Before each search the store is asked for its last change; what the index lacks is applied
    first, so a document that any process has stored is found by the next question. Safe to
    share between threads.
    """

    def __init__(
        self,
        home: Path,
        store: Store,
        embedder: Embedder,
        restorer: AccentRestorer | None = None,
        weights: Weights | None = None,
    ) -> None:
        self._home = home
        self._store = store
        self._embedder = embedder
        self._restorer = restorer
        self._weights = weights or Weights()
        self._mutex = threading.RLock()
        home.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(home / "lock")
        self._loaded: tuple[Path, Manifest, FusedIndex] | None = None
        self._documents: dict[int, tuple[Document, tuple[Passage, ...]]] = {}

    def search(self, question: str, limit: int) -> tuple[Hit, ...]:
        """The best passages for a question, best first; empty for an empty library."""
        with self._mutex:
            fused = self._fresh()
            found = fused.search(question, limit)
            hits = []
            for scored in found:
                revision, ordinal = split_row(scored.row)
                document, passages = self._revision(revision)
                hits.append(
                    Hit(
                        document=document,
                        passage=passages[ordinal],
                        ordinal=ordinal,
                        score=scored.score,
                        lexical=scored.lexical,
                        dense=scored.dense,
                    )
                )
            return tuple(hits)

    def read_as(self, question: str) -> str:
        """The question as it is searched for: with accents when it was typed without any."""
        with self._mutex:
            return self._fresh().read_as(question)

    def frequency(self, bare_token: str) -> int:
        """How many passages have a token or pair, given without accents, in their own text."""
        with self._mutex:
            return self._fresh().lexical.frequency(bare_token)

    def size(self) -> int:
        """How many passages can be found."""
        with self._mutex:
            return len(self._fresh())

    def refresh(self) -> Manifest:
        """Apply what the index lacks; the manifest after it. Builds a first index when none is."""
        with self._mutex:
            self._fresh()
            return self._manifest()

    def status(self) -> Manifest | None:
        """The manifest as it is on disk, without applying anything; None before the first."""
        folder = generation.current_folder(self._home)
        return generation.read_manifest(folder) if folder else None

    def rebuild(self, on_progress: Callable[[str], None] = lambda _: None) -> Manifest:
        """Build a new generation from the store beside the one in use, and take it into use."""
        with self._mutex, self._lock:
            return self._build(on_progress)

    def verify(self) -> tuple[str, ...]:
        """What in the index does not fit the store, in Vietnamese; empty when all fits."""
        with self._mutex:
            fused, manifest = self._fresh(), self._manifest()
            wanted = sum(
                len(_entries(document, self._store.passages(document.id)))
                for document in self._store.documents()
            )
            checks = (
                ("mã kiểm của kho", manifest.corpus_digest, self._store.content_digest()),
                ("số đoạn trong chỉ mục từ", len(fused.lexical), wanted),
                ("số véc-tơ", len(fused.vectors), wanted),
                ("số đoạn ghi trong bản mô tả", manifest.passages, wanted),
            )
            return tuple(
                f"{what}: có {found}, cần {expected}"
                for what, found, expected in checks
                if found != expected
            )

    def _manifest(self) -> Manifest:
        if self._loaded is None:
            raise ValueError("nothing is loaded yet")
        return self._loaded[1]

    def _fresh(self) -> FusedIndex:
        """The index with every change of the store in it."""
        latest = self._store.latest_change()
        if self._loaded is not None and self._loaded[1].applied == latest:
            return self._loaded[2]
        self._load()
        if self._loaded is None or self._loaded[1].applied != latest:
            with self._lock:  # another process may be applying the same changes
                self._load()
                if self._loaded is None:
                    self._build(lambda _: None)
                else:
                    self._catch_up(*self._loaded)
        if self._loaded is None:
            raise StaleIndexError(what="chỉ mục", found="trống", expected="đã dựng")
        return self._loaded[2]

    def _load(self) -> None:
        """Take up the generation on disk, if it is another or was changed by another process."""
        folder = generation.current_folder(self._home)
        if folder is None:
            self._loaded = None
            return
        manifest = generation.read_manifest(folder)
        manifest.check(model=self._embedder.name, dimension=self._embedder.dimension)
        if self._loaded is not None and self._loaded[0] == folder:
            if self._loaded[1] != manifest:
                self._loaded[2].reload()
                self._loaded = (folder, manifest, self._loaded[2])
            return
        self._loaded = (folder, manifest, self._open(folder))

    def _open(self, folder: Path) -> FusedIndex:
        return FusedIndex(folder, self._embedder, self._restorer, self._weights)

    def _catch_up(self, folder: Path, manifest: Manifest, fused: FusedIndex) -> None:
        """Apply the changes after the manifest's; each document is put as it is now."""
        changes = self._store.changes_since(manifest.applied)
        if not changes:
            return
        touched = sorted({change.document_id for change in changes})
        live = {document.id: document for document in self._store.documents()}
        gone = [
            version.number
            for document_id in touched
            for version in self._store.history(document_id)
        ]
        added = [
            entry
            for document_id in touched
            if document_id in live
            for entry in _entries(live[document_id], self._store.passages(document_id))
        ]
        fused.write(added, gone)
        self._finish(folder, fused, applied=changes[-1].number, documents=len(live))

    def _build(self, on_progress: Callable[[str], None]) -> Manifest:
        applied = self._store.latest_change()
        folder = generation.new_folder(self._home)
        fused = self._open(folder)
        documents = self._store.documents()
        added: list[Entry] = []
        for count, document in enumerate(documents, start=1):
            added += _entries(document, self._store.passages(document.id))
            on_progress(f"{count}/{len(documents)} {document.title}")
        fused.write(added)
        self._finish(folder, fused, applied=applied, documents=len(documents))
        generation.take_into_use(self._home, folder)
        return self._manifest()

    def _finish(self, folder: Path, fused: FusedIndex, *, applied: int, documents: int) -> None:
        manifest = Manifest(
            model=self._embedder.name,
            dimension=self._embedder.dimension,
            applied=applied,
            documents=documents,
            passages=len(fused),
            corpus_digest=self._store.content_digest(),
        )
        generation.write_manifest(folder, manifest)
        self._loaded = (folder, manifest, fused)

    def _revision(self, revision: int) -> tuple[Document, tuple[Passage, ...]]:
        """A stored version, kept after its first use: an office has some thousand papers."""
        if revision not in self._documents:
            document = self._store.version(revision)
            passages = self._store.passages(document.id, revision=revision)
            self._documents[revision] = (replace(document, text=""), passages)
        return self._documents[revision]


def _entries(document: Document, passages: tuple[Passage, ...]) -> list[Entry]:
    """What is indexed of a document: each passage with its headings and the paper's names."""
    names = " · ".join(filter(None, (document.title, document.subject, document.issuer)))
    return [
        Entry(
            row=row_of(document.revision, ordinal),
            text=passage.text,
            context="\n".join((names, *passage.trail)),
        )
        for ordinal, passage in enumerate(passages)
        if passage.role not in _NOT_FOUND_BY and passage.text.strip()
    ]
