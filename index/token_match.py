"""How near the words of a text come to those of a question, word by word (late interaction).

Each token of the question, a syllable or a pair, is held against every token of the text by the
cosine of their vectors; the nearest counts. So "trả tiền qua mạng" is near "thanh toán trực
tuyến" where no word is the same.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.static_model import StaticModel
from index.tokens import token_ids

_ALONE = 1 << 18  # multiplications that OpenBLAS leaves to one thread
_KEPT = 1 << 13  # the same passages and headings are held against many questions


class TokenMatch:
    """Over the token vectors of one static model."""

    def __init__(self, model: StaticModel) -> None:
        self._model = model
        self._ids = lru_cache(maxsize=_KEPT)(self._read_ids)

    def nearness(self, question: str, texts: Sequence[Sequence[str]]) -> list[float]:
        """For each of some texts, given in pieces, how near it comes to the question.

        The mean over the question's tokens, weighed by the length of their vectors (rare words
        have long ones), of the cosine with the nearest token of the text; 0 where either has no
        token that the model knows.
        """
        asked = self._ids(question)
        held = [np.unique(np.concatenate([self._ids(p) for p in pieces])) for pieces in texts]
        if not len(asked) or not any(len(each) for each in held):
            return [0.0] * len(held)
        every = np.unique(np.concatenate(held))
        vectors = self._model.vectors(asked)
        lengths = np.linalg.norm(vectors, axis=1)
        others = self._model.vectors(every)
        others /= np.maximum(np.linalg.norm(others, axis=1, keepdims=True), 1e-6)
        cosines = _product(vectors / np.maximum(lengths[:, None], 1e-6), others)
        weights = lengths / max(float(lengths.sum()), 1e-6)
        places = [np.searchsorted(every, each) for each in held]
        return [
            float(weights @ cosines[:, place].max(axis=1)) if len(place) else 0.0
            for place in places
        ]

    def _read_ids(self, text: str) -> NDArray[np.int64]:
        return np.asarray(token_ids(text, self._model.vocabulary), dtype=np.int64)


def _product(asked: Vectors, others: Vectors) -> Vectors:
    """`asked @ others.T`, in pieces for one thread each.

    Spread over two cores, a product of a millisecond costs five of waiting for each other.
    """
    width = max(1, _ALONE // max(1, asked.size))
    pieces = [asked @ others[at : at + width].T for at in range(0, len(others), width)]
    return np.concatenate(pieces, axis=1)
