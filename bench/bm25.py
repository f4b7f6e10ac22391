"""The baseline that stays: BM25 alone (bm25s), over the same syllables and pairs as the index."""

import logging
from collections.abc import Iterable

import bm25s
import numpy as np

from index.analyzer import pairs, syllables

# It tells of every index that it builds.
logging.getLogger("bm25s").setLevel(logging.WARNING)


class Bm25:
    """BM25 with k1 1.2 and b 0.75 over texts, numbered from 0 in their order."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._numbers: dict[str, int] = {}
        numbers = self._numbers
        corpus = [
            [numbers.setdefault(token, len(numbers)) for token in _tokens(text)] for text in texts
        ]
        self._model = bm25s.BM25(k1=1.2, b=0.75)
        self._model.index((corpus, numbers), show_progress=False)

    def ranking(self, question: str, depth: int) -> list[int]:
        """The best texts, best first, ties by their number; empty when no token is known."""
        known = [self._numbers[token] for token in _tokens(question) if token in self._numbers]
        if not known:
            return []
        scores = self._model.get_scores_from_ids(known)
        depth = min(depth, len(scores))
        best = np.argpartition(-scores, depth - 1)[:depth]
        return sorted((int(row) for row in best), key=lambda row: (-scores[row], row))


def _tokens(text: str) -> list[str]:
    tokens = syllables(text)
    return [*tokens, *pairs(tokens)]
