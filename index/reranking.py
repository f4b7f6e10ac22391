"""A second look at the first passages, by a model that reads question and passage together.

Two orders are put together by places (reciprocal ranks), not by scores: how a model spreads
its scores differs from one to the next, and nothing has to be fitted for it. Equal values stay
in the order that they came in. docs/decisions/0007-encoder.md has what was measured.
"""

import logging
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import RerankingFailedError

logger = logging.getLogger(__name__)

Scores = NDArray[np.float64]
FIRST = 32  # passages that are looked at again
_SMOOTHING = 3  # the larger, the less the first places weigh against those behind them
_DIGITS = 5  # of a score; what differs less is noise of how a batch was put together


class PairScorer(Protocol):
    """Says how well passages fit a question."""

    @property
    def name(self) -> str:
        """Of the model."""
        ...

    def scores(self, question: str, texts: list[str], /) -> Scores:
        """Shape (len(texts),), a higher one fits better; only their order means anything.

        Raises:
            RerankingFailedError: no scores could be made.
        """
        ...


class Reranking:
    """The first passages of a ranking in an order that a pair model has a say in."""

    def __init__(self, scorer: PairScorer, *, first: int = FIRST) -> None:
        self._scorer = scorer
        self._has_failed = False
        self.first = first

    def order(self, question: str, texts: Sequence[str]) -> list[int]:
        """The new order of passages, as places in the present one; all `texts` are in it.

        Only the first ones are looked at. When the model fails the present order stays, and
        the first failure is logged.
        """
        looked_at = list(texts[: self.first])
        present = list(range(len(texts)))
        if not looked_at:
            return present
        try:
            return [*blended(self._scores(question, looked_at)), *present[len(looked_at) :]]
        except RerankingFailedError as error:
            if not self._has_failed:
                self._has_failed = True
                logger.warning("%s: the order stays as it is: %s", self._scorer.name, error)
            return present

    def _scores(self, question: str, texts: list[str]) -> Scores:
        scores = self._scorer.scores(question, texts)
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise RerankingFailedError(f"scores of shape {scores.shape}, or not all finite")
        return scores


def blended(scores: Scores) -> list[int]:
    """The places 0, 1, … of the present order, put together with the order of `scores`."""
    count = len(scores)
    by_score = sorted(range(count), key=lambda k: (-round(float(scores[k]), _DIGITS), k))
    value = [1 / (_SMOOTHING + place) for place in range(count)]
    for place, k in enumerate(by_score):
        value[k] += 1 / (_SMOOTHING + place)
    return sorted(range(count), key=lambda k: (-value[k], k))
