"""Lexical and dense search put together: scores normalised, weighted and added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from index.accents import AccentRestorer, is_bare
from index.embedding import Embedder
from index.lexical import FieldWeights, LexicalIndex
from index.rows import Entry, split_row
from index.vectors import VectorIndex

LEXICAL_FOLDER = "lexical"
VECTORS_FILE = "vectors.faiss"
_BATCH = 256
_DEEPEST = 12_800  # candidates of each half


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What was tuned on the development questions; bench/results has the figures."""

    dense: float = 2.5  # of a cosine, against 1 for the best lexical score
    depth: int = 200  # candidates taken from each half
    accented: FieldWeights = field(default_factory=FieldWeights)
    bare: FieldWeights = field(default_factory=lambda: FieldWeights(folded=1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A row found, with the fused score and the two it was made of."""

    row: int
    score: float
    lexical: float  # 1 for the best lexical hit; the last candidate's for one not found by words
    dense: float  # the cosine


class FusedIndex:
    """The two halves of one folder, searched and changed together."""

    def __init__(
        self, folder: Path, embedder: Embedder, restorer: AccentRestorer | None, weights: Weights
    ) -> None:
        self._folder = folder
        self._embedder = embedder
        self._restorer = restorer
        self._weights = weights
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

    def read_as(self, question: str) -> str:
        """The question as it is searched for: with accents when it was typed without any."""
        if self._restorer is None or not is_bare(question):
            return question
        return self._restorer.restore(question, self.lexical.spellings())

    def search(self, question: str, limit: int, skip: frozenset[int] = frozenset()) -> list[Scored]:
        """The best `limit` rows, best first; ties by row, so the same question ranks the same.

        Rows of the revisions in `skip` are left out; more candidates are taken until enough
        others are among them. About 10 ms over 84,000 articles on two cores.
        """
        depth = self._weights.depth
        while True:
            kept = self._search(question, depth, skip)
            if not skip or len(kept) >= limit or depth >= _DEEPEST or depth >= len(self):
                return kept[:limit]
            depth *= 4

    def _search(self, question: str, depth: int, skip: frozenset[int]) -> list[Scored]:
        weights = self._weights
        asked = self.read_as(question)
        fields = weights.bare if is_bare(question) else weights.accented
        rows, scores = self.lexical.search(asked, depth, fields)
        kept = {
            row: score
            for row, score in zip(rows, scores, strict=True)
            if split_row(row)[0] not in skip
        }
        best = max(kept.values(), default=1.0)
        lexical = {row: score / best for row, score in kept.items()}
        # What is not among the candidates scores less than the last of them, but not nothing:
        # with 0 in its place the fusion fell below the dense half alone (staff questions).
        floor = min(scores) / best if len(rows) == depth else 0.0
        vector = self._embedder.embed_question(asked)
        near, cosines = self.vectors.search(vector, depth)
        dense = {
            row: cosine
            for row, cosine in zip(near, cosines, strict=True)
            if split_row(row)[0] not in skip
        }
        missing = [row for row in lexical if row not in dense]
        dense.update(zip(missing, self.vectors.cosines(vector, missing), strict=True))
        found = [
            Scored(
                row=row,
                score=lexical.get(row, floor) + weights.dense * cosine,
                lexical=lexical.get(row, floor),
                dense=cosine,
            )
            for row, cosine in dense.items()
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.row))
