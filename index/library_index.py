"""The index of the library: it follows the store, change by change, and finds passages."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from itertools import takewhile
from pathlib import Path

from corpus.abbreviations import Abbreviation
from corpus.documents import Document, Passage, Role
from corpus.found_passages import documents_at
from corpus.store import Store
from corpus.text import FOOTNOTE_MARK
from index import generation
from index.accents import AccentRestorer
from index.cached_embedder import CachedEmbedder
from index.embedding import Embedder
from index.found import FoundPassages, Room
from index.fused import FusedIndex, Scored, Weights
from index.generation import Manifest
from index.live_index import LiveIndex, Opened, context_of, entries_of
from index.ranker import Ranker
from index.reranking import Reranking
from index.rows import split_row
from index.vector_cache import VectorCache

_BETWEEN = frozenset({Role.PAGE_MARK, Role.FOOTNOTE})  # what a page puts into a list
_VERSIONS_KEPT = 512  # in memory: the papers that many questions come back to
_BESIDE = 5  # passages before and after one


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found, its document (without text), and how well it fits.

    Hits come in the order of the ranking stages; `score`, `lexical` and `dense` are of the two
    halves alone, whatever ordered them: answers and refusals are weighed by these.
    """

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
    share between threads. All that searches raises StaleIndexError when the folder has to be
    rebuilt, and IndexWriteError when a change can not be written.
    """

    def __init__(  # noqa: PLR0913 -- what the wiring gives, each by name
        self,
        home: Path,
        store: Store,
        embedder: Embedder,
        restorer: AccentRestorer | None = None,
        weights: Weights | None = None,
        *,
        ranker: Ranker | None = None,
        short_forms: Sequence[Abbreviation] = (),
        reranking: Reranking | None = None,
        cache: VectorCache | None = None,
    ) -> None:
        """The index of a store, in a folder of its own; FusedIndex tells of the other parts.

        Args:
            home: the folder.
            store: what is indexed.
            embedder: gives the vectors.
            restorer: reads questions.
            weights: of the two halves.
            ranker: the ranking stage.
            short_forms: abbreviations of the office's own.
            reranking: looks at the first of the ranked passages again; None: nothing does.
            cache: keeps the vectors of passages; None: they are made for each rebuild.
        """
        self._home = home
        self._store = store
        self._reranking = reranking
        self._cached = CachedEmbedder(embedder, cache) if cache else None
        embedder = self._cached or embedder
        open_halves = partial(
            FusedIndex,
            embedder=embedder,
            restorer=restorer,
            weights=weights or Weights(),
            ranker=ranker,
            short_forms=short_forms,
        )
        self._live = LiveIndex(home, store, embedder, open_halves)
        self._found = FoundPassages(store.database)
        self._version = lru_cache(maxsize=_VERSIONS_KEPT)(self._read_version)
        self._hidden: frozenset[str] = frozenset()
        self._left_out: tuple[int, frozenset[int]] = (0, frozenset())

    def without(self, hidden: frozenset[str]) -> "LibraryIndex":
        """The same index as if it did not hold these documents, whichever version they have.

        It shares everything with this one. How rare a word is in the lexical score is still
        counted over all passages; nothing else tells of what is hidden.
        """
        seen = copy(self)
        seen._hidden = self._hidden | hidden
        seen._left_out = (0, frozenset())
        return seen

    def search(
        self,
        question: str,
        limit: int,
        skip: frozenset[int] = frozenset(),
        only: frozenset[int] | None = None,
        room: Room | None = None,
    ) -> tuple[Hit, ...]:
        """The best passages for a question, best first; empty for an empty library.

        With `room` only the first of them that it has room for: others are not read.

        Passages of the revisions in `skip` are left out; with `only`, all but those of its
        revisions. A filter is applied before anything is ranked, so a narrow one loses nothing.
        """
        reranking = self._reranking
        wanted = max(limit, reranking.first) if reranking else limit
        with self._live.fresh() as opened:
            hidden = self._revisions(opened)
            found = opened.fused.search(question, wanted, skip, only, hidden)
            if reranking is None and room is not None:
                found = found[: self._found.within([each.row for each in found], room)]
            hits = self._hits(found)
            asked = opened.fused.read_as(question, hidden) if reranking else question
        if reranking is None:
            return hits
        # Outside: a model may take seconds, and others ask meanwhile.
        texts = [f"{context_of(hit.document, hit.passage)}\n{hit.passage.text}" for hit in hits]
        ordered = [hits[place] for place in reranking.order(asked, texts)[:limit]]
        count = len(ordered)
        if room is not None:
            lengths = [len(hit.passage.text) for hit in ordered]
            count = room.holds(lengths)
        return tuple(ordered[:count])

    def inside(self, hit: Hit) -> tuple[Passage, ...]:
        """The passages under a passage: the điểm of a khoản, the items of a list; none for most."""
        under = f"{hit.passage.citation.id}/"
        following = (
            passage
            for passage in self._version(hit.document.revision)[hit.ordinal + 1 :]
            if passage.role not in _BETWEEN
        )
        return tuple(takewhile(lambda passage: passage.citation.id.startswith(under), following))

    def beside(self, hit: Hit) -> tuple[Passage, ...]:
        """The body passages under the same heading near a passage, itself left out."""
        steps = hit.passage.citation.steps[:-1]
        passages = self._version(hit.document.revision)
        first = max(0, hit.ordinal - _BESIDE)
        near = enumerate(passages[first : hit.ordinal + _BESIDE + 1], start=first)
        return tuple(
            passage
            for ordinal, passage in near
            if ordinal != hit.ordinal
            and passage.role is Role.BODY
            and passage.citation.steps[:-1] == steps
        )

    def footnotes(self, hit: Hit) -> tuple[Passage, ...]:
        """The footnotes that a passage's marks stand for, in reading order; none for most."""
        marks = set(FOOTNOTE_MARK.findall(hit.passage.text))
        if not marks:
            return ()
        pages = range(hit.passage.first_page, hit.passage.last_page + 2)  # or on the next page
        return tuple(
            passage
            for passage in self._version(hit.document.revision)
            if passage.role is Role.FOOTNOTE
            and passage.first_page in pages
            and (mark := FOOTNOTE_MARK.match(passage.text)) is not None
            and mark[0] in marks
        )

    def read_as(self, question: str) -> str:
        """The question as it is searched for: accents put back, slips mended, numbers whole."""
        with self._live.fresh() as opened:
            return opened.fused.read_as(question, self._revisions(opened))

    def counter(self) -> Callable[[str], int]:
        """Counts, as the index is now, the passages with a token or pair given without accents."""
        with self._live.fresh() as opened:
            return partial(opened.fused.lexical.frequency, hidden=self._revisions(opened))

    def size(self) -> int:
        """How many passages can be found."""
        with self._live.fresh() as opened:
            return opened.fused.lexical.counts(self._revisions(opened)).passages()

    def refresh(self) -> Manifest:
        """Apply what the index lacks; the manifest after it. Builds a first index when none is."""
        with self._live.fresh() as opened:
            return opened.manifest

    def written_at(self) -> datetime | None:
        """When the index on disk was last built or brought up to date; None before the first."""
        folder = generation.current_folder(self._home)
        return generation.written_at(folder) if folder else None

    def status(self) -> Manifest | None:
        """The manifest as it is on disk, without applying anything; None before the first."""
        folder = generation.current_folder(self._home)
        return generation.read_manifest(folder) if folder else None

    def rebuild(self, on_progress: Callable[[str], None] = lambda _: None) -> Manifest:
        """Build a new generation from the store beside the one in use, and take it into use.

        The one in use may be missing, broken or of another model: nothing of it is read.
        """
        with self._cached.sweep() if self._cached else nullcontext():
            return self._live.rebuild(on_progress)

    def reused(self) -> int | None:
        """How many passages of the last rebuild had their vectors kept; None where none are."""
        return self._cached.reused if self._cached else None

    def earlier(self) -> Manifest | None:
        """The manifest of the generation that `roll_back` would use; None when none is kept.

        Raises:
            StaleIndexError: one is kept whose manifest can not be read.
        """
        folder = generation.earlier_folder(self._home)
        return generation.read_manifest(folder) if folder else None

    def roll_back(self) -> Manifest:
        """Take the generation before the last rebuild into use again; its manifest then.

        Raises:
            EarlierIndexError: there is none, or it does not fit; the one in use stays.
            IndexBusyError: an index is being built.
        """
        return self._live.roll_back()

    def drop_earlier(self) -> None:
        """Keep no generation to go back to, as when a paper must be nowhere any more."""
        self._live.drop_earlier()

    def verify(self) -> tuple[str, ...]:
        """What in the index does not fit the store, in Vietnamese; empty when all fits."""
        with self._live.fresh() as opened:
            wanted = {
                entry.row
                for document in self._store.documents()
                for entry in entries_of(
                    document, self._store.passages(document.id, revision=document.revision)
                )
            }
            lexical = set(opened.fused.lexical.rows().tolist())
            dense = set(opened.fused.vectors.rows().tolist())
            checks = (
                ("mã kiểm của kho", opened.manifest.corpus_digest, self._store.content_digest()),
                ("số đoạn thiếu trong chỉ mục từ", len(wanted - lexical), 0),
                ("số đoạn thừa trong chỉ mục từ", len(lexical - wanted), 0),
                ("số véc-tơ thiếu", len(wanted - dense), 0),
                ("số véc-tơ thừa", len(dense - wanted), 0),
            )
            return tuple(
                f"{what}: có {found}, cần {expected}"
                for what, found, expected in checks
                if found != expected
            )

    def _revisions(self, opened: Opened) -> frozenset[int]:
        """The versions that are hidden; asked for while the index is held as it is.

        A version that comes in later is not in the index that is held.
        """
        if not self._hidden:
            return frozenset()
        if self._left_out[0] != opened.manifest.applied:
            versions = self._store.revisions_of(self._hidden)
            self._left_out = (opened.manifest.applied, versions)
        return self._left_out[1]

    def _hits(self, found: Sequence[Scored]) -> tuple[Hit, ...]:
        """Asked for while the index is held as it is: then the store has what the index has."""
        told = self._found.of_rows([scored.row for scored in found])
        return tuple(
            Hit(
                document=document,
                passage=passage,
                ordinal=split_row(scored.row)[1],
                score=scored.score,
                lexical=scored.lexical,
                dense=scored.dense,
            )
            for scored, (document, passage) in zip(found, told, strict=True)
        )

    def _read_version(self, revision: int) -> tuple[Passage, ...]:
        (document,) = documents_at(self._store.database, (revision,)).values()
        return self._store.passages(document.id, revision=revision)
