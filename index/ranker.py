"""The ranking stage: boosted trees over the features of the candidates.

Each feature is seen three ways: by itself, against the best of the candidates, and against
their mean. Trained on questions that the embedding model had not seen:
docs/decisions/0004-ranking.md.
"""

from pathlib import Path

import numpy as np

from index.features import NAMES, Numbers
from index.trees import Trees

SHIPPED = Path(__file__).parent / "model" / "ranker.json"


class Ranker(Trees):
    """Trees over the views of candidates."""

    __slots__ = ()

    def scores(self, found: Numbers) -> Numbers:
        """A score for each candidate, higher is better; only their order means anything."""
        return self.sums(views(found)) if len(found) else np.zeros(0)


def views(found: Numbers) -> Numbers:
    """The features by themselves, less the best of each, and in deviations from their mean."""
    best = found - found.max(axis=0)
    spread = (found - found.mean(axis=0)) / (found.std(axis=0) + 1e-6)
    return np.concatenate([found, best, spread], axis=1)


def load_ranker(path: Path = SHIPPED) -> Ranker:
    """The ranker of a file.

    Raises:
        RankerError: the file is missing, broken, or of other features than the program's.
    """
    return Ranker.read(path, NAMES, 3 * len(NAMES))


def save_ranker(path: Path, ranker: Ranker) -> None:
    """Write a ranker."""
    ranker.write(path, NAMES)
