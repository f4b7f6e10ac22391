"""Lexical and dense search put together: scores normalised, weighted and added."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.abbreviations import Abbreviation
from index.accents import AccentRestorer, is_bare
from index.analyzer import syllables
from index.embedding import Embedder, Vectors
from index.features import Numbers, features, question_tokens
from index.lexical import FieldWeights, LexicalIndex
from index.question_reader import QuestionReader
from index.ranker import Ranker
from index.rows import Entry
from index.scope import Scope
from index.vectors import VectorIndex, search_alone

LEXICAL_FOLDER = "lexical"
VECTORS_FILE = "vectors.faiss"
_BATCH = 256
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What was tuned on the development questions; bench/results has the figures."""

    dense: float = 2.5  # of a cosine, against 1 for the best lexical score
    depth: int = 200  # candidates taken from each half
    ranked: int = 128  # of the fused ones, weighed again by the ranking stage; 0: none
    accented: FieldWeights = field(default_factory=FieldWeights)
    bare: FieldWeights = field(default_factory=lambda: FieldWeights(folded=1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A row found, with the fused score and the two it was made of.

    Rows come in the order of the ranking stage, which may differ from that of `score`.
    """

    row: int
    score: float
    lexical: float  # 1 for the best lexical hit; the last candidate's for one not found by words
    dense: float  # the cosine


class FusedIndex:
    """The two halves of one folder, searched and changed together."""

    def __init__(  # noqa: PLR0913 -- what the wiring gives, each by name
        self,
        folder: Path,
        embedder: Embedder,
        restorer: AccentRestorer | None,
        weights: Weights,
        *,
        ranker: Ranker | None = None,
        short_forms: Sequence[Abbreviation] = (),
    ) -> None:
        """Open the halves of a folder; empty ones where there are none.

        Args:
            folder: of one generation.
            embedder: gives the vectors.
            restorer: reads questions without accents and with slips; None: as they are typed.
            weights: of the two halves.
            ranker: the ranking stage; None: the fused order stands.
            short_forms: abbreviations of the office's own.
        """
        self._folder = folder
        self._embedder = embedder
        self._reader = QuestionReader(restorer, short_forms)
        self._weights = weights
        self._ranker = ranker
        self._beside = ThreadPoolExecutor(
            max_workers=1, thread_name_prefix="dense", initializer=search_alone
        )
        self.lexical = LexicalIndex(folder / LEXICAL_FOLDER)
        path = folder / VECTORS_FILE
        dimension = embedder.dimension
        self.vectors = VectorIndex.read(path) if path.exists() else VectorIndex.empty(dimension)

    def __len__(self) -> int:
        return len(self.lexical)

    def write(self, added: Iterable[Entry], removed_revisions: Iterable[int] = ()) -> None:
        """Remove revisions and add entries in both halves.

        Doing it again changes nothing when the revisions of what is added are among the
        removed. About 1 ms for a passage of an office's paper; the file of vectors is written
        whole.

        Raises:
            IndexWriteError: a half could not be written; do it again, or open the folder anew.
        """
        gone = tuple(removed_revisions)
        self.vectors.remove(gone)
        self.lexical.write(self._embedding(added), gone)
        self.vectors.write(self._folder / VECTORS_FILE)

    def _embedding(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries, each batch put among the vectors as it passes: few are in memory."""
        coming = iter(entries)
        while batch := list(islice(coming, _BATCH)):
            texts = [f"{entry.context}\n{entry.text}" for entry in batch]
            self.vectors.add([entry.row for entry in batch], self._embedder.embed_passages(texts))
            yield from batch

    def reload(self) -> None:
        """See what another process has written.

        Raises:
            StaleIndexError: a half is gone or can not be read.
        """
        self.lexical.reload()
        self.vectors = VectorIndex.read(self._folder / VECTORS_FILE)

    def read_as(self, question: str, hidden: frozenset[int] = _NONE) -> str:
        """The question as it is searched for.

        With accents where it was typed without, document numbers in the papers' writing, and
        slips of the keyboard mended by what the papers (those of hidden revisions left out) and
        the law hold.
        """
        return self._reader.read(question, self.lexical.spellings(hidden))

    def search(
        self,
        question: str,
        limit: int,
        skip: frozenset[int] = frozenset(),
        only: frozenset[int] | None = None,
        hidden: frozenset[int] = _NONE,
    ) -> list[Scored]:
        """The best `limit` rows, best first; ties by row, so the same question ranks the same.

        Both halves look only among the allowed revisions: a narrow filter loses nothing. About
        8 ms over 84,000 articles on two cores.

        Args:
            question: as it was typed.
            limit: how many at most.
            skip: revisions that are left out.
            only: revisions that may be found; None for all others.
            hidden: revisions that are left out as if they were not in the index: unlike those in
                `skip` they say nothing of how words are written and how rare they are.
        """
        scope = Scope(skip=skip | hidden, only=only)
        asked = self.read_as(question, hidden)
        # Ahead of time, in a thread: FAISS and tantivy each keep a core busy.
        vector = self._embedder.embed_question(asked)
        depth = self._weights.depth
        dense = self._beside.submit(self.vectors.search, vector, depth, scope)
        fields = self._weights.bare if is_bare(question) else self._weights.accented
        lexical = self.lexical.search(self._reader.with_short_forms(asked), depth, fields, scope)
        found = self._fuse(lexical, dense.result(), vector, depth)
        return self._ranked(asked, found, hidden)[:limit]

    def _fuse(
        self,
        lexical: tuple[list[int], list[float]],
        dense: tuple[list[int], list[float]],
        vector: Vectors,
        depth: int,
    ) -> list[Scored]:
        """Every candidate of either half, by the weighed sum of its two scores."""
        rows, scores = lexical
        best = max(scores, default=1.0)
        words = {row: score / best for row, score in zip(rows, scores, strict=True)}
        # What is not among the candidates scores less than the last of them, but not nothing:
        # with 0 in its place the fusion fell below the dense half alone (staff questions).
        floor = min(scores) / best if len(rows) == depth else 0.0
        cosines = dict(zip(*dense, strict=True))
        missing = [row for row in words if row not in cosines]
        cosines.update(zip(missing, self.vectors.cosines(vector, missing), strict=True))
        found = [
            Scored(
                row=row,
                score=words.get(row, floor) + self._weights.dense * cosine,
                lexical=words.get(row, floor),
                dense=cosine,
            )
            for row, cosine in cosines.items()
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.row))

    def _ranked(self, asked: str, found: list[Scored], hidden: frozenset[int]) -> list[Scored]:
        """The first candidates in the order of the ranking stage, the others behind them."""
        if self._ranker is None or not self._weights.ranked:
            return found
        head, tail = found[: self._weights.ranked], found[self._weights.ranked :]
        scores = self._ranker.scores(self.features(asked, head, hidden))
        order = sorted(range(len(head)), key=lambda k: (-round(float(scores[k]), 9), head[k].row))
        return [*(head[k] for k in order), *tail]

    def features(self, asked: str, found: list[Scored], hidden: frozenset[int] = _NONE) -> Numbers:
        """What the ranking stage sees of candidates; `asked` is the question as it is read."""
        counts = self.lexical.counts(hidden)
        question = question_tokens(syllables(asked), partial(counts.of, "body"), counts.passages())
        packed = self.lexical.packed([hit.row for hit in found])
        return features(
            question,
            packed,
            np.asarray([hit.lexical for hit in found]),
            np.asarray([hit.dense for hit in found]),
            np.asarray([hit.score for hit in found]),
        )
