"""The baselines that stay: BM25 alone (bm25s), with our tokens and with its own default ones."""

import logging
from collections.abc import Callable, Iterable

import bm25s
import numpy as np

from index.analyzer import pairs, syllables

# It tells of every index that it builds.
logging.getLogger("bm25s").setLevel(logging.WARNING)

Tokens = Callable[[list[str]], list[list[str]]]


def our_tokens(texts: list[str]) -> list[list[str]]:
    """The same syllables and pairs as in the index."""
    found = [syllables(text) for text in texts]
    return [[*tokens, *pairs(tokens)] for tokens in found]


def default_tokens(texts: list[str]) -> list[list[str]]:
    """What bm25s makes of a text when nothing is set: words of two letters and more."""
    found: list[list[str]] = bm25s.tokenize(
        texts, stopwords=None, return_ids=False, show_progress=False
    )
    return found


class Bm25:
    """BM25 over texts, numbered from 0 in their order."""

    def __init__(
        self, texts: Iterable[str], tokens: Tokens = our_tokens, *, k1: float = 1.2, b: float = 0.75
    ) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens = tokens
        numbers = self._numbers
        corpus = [
            [numbers.setdefault(token, len(numbers)) for token in tokens([text])[0]]
            for text in texts
        ]
        self._model = bm25s.BM25(k1=k1, b=b)
        self._model.index((corpus, numbers), show_progress=False)

    def ranking(self, question: str, depth: int) -> list[int]:
        """The best texts, best first, ties by their number; empty when no token is known."""
        tokens = self._tokens([question])[0]
        known = [self._numbers[token] for token in tokens if token in self._numbers]
        if not known:
            return []
        scores = self._model.get_scores_from_ids(known)
        depth = min(depth, len(scores))
        best = np.argpartition(-scores, depth - 1)[:depth]
        return sorted((int(row) for row in best), key=lambda row: (-scores[row], row))
