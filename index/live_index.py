"""The index in use: the generation on disk, opened, and brought up to the store's last change."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.documents import Document, Passage, Role
from corpus.procedures import PROCEDURE_KIND
from corpus.store import Store
from corpus.stored import Change
from index import generation
from index.embedding import Embedder
from index.errors import EarlierIndexError, IndexBusyError, StaleIndexError
from index.fused import FusedIndex
from index.generation import Manifest
from index.rows import Entry, row_of
from index.standing import level_of, year_of

_BUSY_SECONDS = 3.0  # how long going back waits for one that builds
_NOT_FOUND_BY = frozenset({Role.PAGE_MARK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A generation as this process has it: its folder, its halves, and what they were made of."""

    folder: Path
    manifest: Manifest
    fused: FusedIndex


class LiveIndex:
    """Follows a store, change by change. Safe to share between threads and processes.

    Three locks, taken in this order: `_building` by the one that builds a generation, which
    may take minutes; `_mutex` by the threads of this process; `_writing` by the process that
    reads or changes the generation in use.
    """

    def __init__(
        self,
        home: Path,
        store: Store,
        embedder: Embedder,
        open_halves: Callable[[Path], FusedIndex],
    ) -> None:
        self._home = home
        self._store = store
        self._embedder = embedder
        self._open_halves = open_halves
        home.mkdir(parents=True, exist_ok=True)
        self._building = FileLock(home / "building.lock")
        self._mutex = threading.RLock()
        self._writing = FileLock(home / "writing.lock")
        self._opened: Opened | None = None

    @contextmanager
    def fresh(self) -> Iterator[Opened]:
        """The index with every change of the store in it, held for this thread.

        The first time, when nothing is built yet, it is built: minutes for a large library.

        Raises:
            StaleIndexError: the folder does not fit the program, the model or the store.
            IndexWriteError: a change can not be written.
        """
        if generation.current_folder(self._home) is None:
            with self._building:  # another process may be building the first, too
                if generation.current_folder(self._home) is None:
                    self._build(lambda _: None)
        with self._mutex:
            yield self._up_to_date()

    def rebuild(self, on_progress: Callable[[str], None]) -> Manifest:
        """Build a new generation from the store alone, and take it into use.

        Others go on answering from the one before, and apply changes to it, until the swap.
        """
        with self._building:
            return self._build(on_progress)

    def roll_back(self) -> Manifest:
        """Take the generation before into use again, with every change that it lacks.

        The two change places, so that this can be taken back in the same way. Others answer from
        the one in use until the swap, and from the other at their next search.

        Raises:
            EarlierIndexError: none is kept, or it does not fit the program, the model, the store.
            IndexBusyError: an index is being built.
        """
        try:
            self._building.acquire(timeout=_BUSY_SECONDS)
        except Timeout as error:
            raise IndexBusyError from error
        try:
            return self._rolled_back()
        finally:
            self._building.release()

    def _rolled_back(self) -> Manifest:
        current = generation.current_folder(self._home)
        folder = generation.earlier_folder(self._home)
        if current is None or folder is None:
            raise EarlierIndexError("không có chỉ mục nào trước chỉ mục đang dùng")
        try:
            # Nobody reads this one: what it lacks is applied before anyone has to wait.
            earlier = self._caught_up(self._opened_at(folder))
            with self._mutex, self._writing:
                earlier = self._caught_up(earlier)
                generation.take_into_use(self._home, folder, earlier=current)
                self._opened = earlier
        except StaleIndexError as error:
            reason = f"{error.what} là «{error.found}», cần «{error.expected}»"
            raise EarlierIndexError(reason) from error
        return earlier.manifest

    def drop_earlier(self) -> None:
        """Remove the generation before: a paper that is to be forgotten may be in it."""
        with self._mutex, self._writing:
            current = generation.current_folder(self._home)
            earlier = generation.earlier_folder(self._home)
            if current is not None and earlier is not None:
                generation.take_into_use(self._home, current)
                shutil.rmtree(earlier, ignore_errors=True)

    def _up_to_date(self) -> Opened:
        latest = self._store.latest_change()
        opened = self._opened
        if (
            opened is None
            or opened.manifest.applied != latest
            or opened.folder != generation.current_folder(self._home)
        ):
            with self._writing:
                # Kept at once: what follows may fail, and the halves are up to this manifest.
                self._opened = self._loaded()
                opened = self._opened = self._caught_up(self._opened)
        return opened

    def _loaded(self) -> Opened:
        """The generation on disk; its halves are read only if they are not those we have."""
        folder = generation.current_folder(self._home)
        if folder is None:
            raise StaleIndexError(what="chỉ mục", found="đã bị xóa", expected="một thế hệ")
        if self._opened is None or self._opened.folder != folder:
            return self._opened_at(folder)
        manifest = self._fitting(folder)
        if self._opened.manifest != manifest:
            self._opened.fused.reload()
        return Opened(folder=folder, manifest=manifest, fused=self._opened.fused)

    def _opened_at(self, folder: Path) -> Opened:
        manifest = self._fitting(folder)
        return Opened(folder=folder, manifest=manifest, fused=self._open_halves(folder))

    def _fitting(self, folder: Path) -> Manifest:
        manifest = generation.read_manifest(folder)
        manifest.check(model=self._embedder.name, dimension=self._embedder.dimension)
        return manifest

    def _caught_up(self, opened: Opened) -> Opened:
        """Apply the changes after the manifest's; each document is put as it is now.

        Doing it again after a crash in the middle gives the same.
        """
        changes = self._changes_since(opened.manifest)
        if changes:
            touched = sorted({change.document_id for change in changes})
            gone = [
                version.number
                for document_id in touched
                for version in self._store.history(document_id)
            ]
            withdrawn = self._store.withdrawn_ids()
            opened.fused.write(
                (
                    entry
                    for document_id in touched
                    if document_id not in withdrawn
                    for entry in self._entries(self._store.document(document_id))
                ),
                gone,
            )
            opened = self._described(opened.folder, opened.fused, changes[-1])
        _check_whole(opened)
        return opened

    def _changes_since(self, manifest: Manifest) -> tuple[Change, ...]:
        """What the index lacks.

        Raises:
            StaleIndexError: the store's log is not the one that the index followed so far.
        """
        if manifest.applied == 0:
            return self._store.changes_since(0)
        changes = self._store.changes_since(manifest.applied - 1)
        last = _as_text(changes[0]) if changes else ""
        if last != manifest.applied_as:
            raise StaleIndexError(
                what="thay đổi cuối trong chỉ mục",
                found=manifest.applied_as,
                expected=last or "thay đổi có trong kho",
            )
        return changes[1:]

    def _build(self, on_progress: Callable[[str], None]) -> Manifest:
        folder = generation.new_folder(self._home)
        try:
            built = self._built(folder, on_progress)
            with self._mutex, self._writing:
                built = self._caught_up(built)
                earlier = self._whole_one()
                generation.take_into_use(self._home, folder, earlier=earlier)
                self._opened = built
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        generation.remove_others(self._home, folder, earlier)
        return built.manifest

    def _whole_one(self) -> Path | None:
        """The generation to go back to after a rebuild: the one in use, unless it is broken."""
        with suppress(StaleIndexError):
            folder = generation.current_folder(self._home)
            if folder is not None:
                generation.read_manifest(folder)
            return folder
        return None

    def _built(self, folder: Path, on_progress: Callable[[str], None]) -> Opened:
        """Every live document in a new folder, and the last change that is surely in it."""
        latest = self._store.latest_change()
        documents = self._store.documents()

        def entries() -> Iterator[Entry]:
            for count, document in enumerate(documents, start=1):
                yield from self._entries(document)
                on_progress(f"{count}/{len(documents)} {document.title}")

        fused = self._open_halves(folder)
        fused.write(entries())
        last = self._store.changes_since(latest - 1)[0] if latest else None
        return self._described(folder, fused, last)

    def _described(self, folder: Path, fused: FusedIndex, last: Change | None) -> Opened:
        """Write the manifest of halves that were written."""
        manifest = Manifest(
            model=self._embedder.name,
            dimension=self._embedder.dimension,
            applied=last.number if last else 0,
            applied_as=_as_text(last),
            documents=self._store.counts().documents,
            passages=len(fused),
            corpus_digest=self._store.content_digest(),
        )
        generation.write_manifest(folder, manifest)
        return Opened(folder=folder, manifest=manifest, fused=fused)

    def _entries(self, document: Document) -> list[Entry]:
        """Of this version, though another may have been stored since it was looked up."""
        return entries_of(document, self._store.passages(document.id, revision=document.revision))


def entries_of(document: Document, passages: tuple[Passage, ...]) -> list[Entry]:
    """What is indexed of a document: each passage with its headings and the paper's names.

    The first entry carries the words of the whole paper.
    """
    # Its titles are the same in every procedure: thousands of entries that tell nothing apart.
    is_procedure = document.kind == PROCEDURE_KIND
    year, level = year_of(document.number, document.signed_on), level_of(document.number)
    found = [
        Entry(
            row=row_of(document.revision, ordinal),
            text=passage.text,
            context=context_of(document, passage),
            year=year,
            level=level,
        )
        for ordinal, passage in enumerate(passages)
        if passage.role not in _NOT_FOUND_BY
        and not (is_procedure and passage.role is Role.HEADING)
        and passage.text.strip()
    ]
    return [replace(found[0], words=document.words), *found[1:]] if found else []


def context_of(document: Document, passage: Passage) -> str:
    """What names a passage from outside: its paper, the headings above it."""
    names = " · ".join(filter(None, (document.title, document.subject, document.issuer)))
    return "\n".join((names, *passage.trail, *passage.carried))


def _as_text(change: Change | None) -> str:
    return f"{change.number} {change.document_id} {change.at.isoformat()}" if change else ""


def _check_whole(opened: Opened) -> None:
    """Refuse halves that lost rows, as when a file of theirs was removed."""
    halves = (len(opened.fused.lexical), len(opened.fused.vectors))
    expected = opened.manifest.passages
    if halves != (expected, expected):
        raise StaleIndexError(
            what="số đoạn và số véc-tơ",
            found=f"{halves[0]} và {halves[1]}",
            expected=f"{expected} và {expected}",
        )
