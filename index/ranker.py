"""The ranking stage: boosted trees over the features of the candidates, weights as JSON of ours.

Each feature is seen three ways: by itself, against the best of the candidates, and against
their mean. Trained on questions that the embedding model had not seen:
docs/decisions/0004-ranking.md.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import RankerError
from index.features import NAMES, Numbers

SHIPPED = Path(__file__).parent / "model" / "ranker.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Trees of one depth, whole: the children of node k are 2k + 1 and 2k + 2.

    A candidate goes to the right where its view is above the bound. Its score is the sum of
    the leaves that it comes to.
    """

    view: NDArray[np.int64]  # shape (trees, 2 ** depth - 1): which column of `views` is asked
    bound: Numbers  # the same shape; infinite where a branch ended early
    leaf: Numbers  # shape (trees, 2 ** depth)

    def scores(self, found: Numbers) -> Numbers:
        """A score for each candidate, higher is better; only their order means anything."""
        if not len(found):
            return np.zeros(0)
        seen = np.ascontiguousarray(views(found))
        trees, nodes = self.view.shape
        width = seen.shape[1]
        flat, view, bound = seen.ravel(), self.view.ravel(), self.bound.ravel()
        first = np.arange(len(seen))[:, None] * width
        tree = np.arange(trees)[None, :] * nodes
        at = np.zeros((len(seen), trees), dtype=np.int64)
        while at[0, 0] < nodes:
            asked = at + tree
            at = 2 * at + 1 + (flat[first + view[asked]] > bound[asked])
        leaves = at - nodes + np.arange(trees)[None, :] * (nodes + 1)
        return np.asarray(self.leaf.ravel()[leaves].sum(axis=1), dtype=np.float64)


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
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        made_of = (content["format"], tuple(content["features"]))
        view = np.asarray(content["view"], dtype=np.int64)
        bound = np.asarray(
            [[np.inf if each is None else each for each in tree] for tree in content["bound"]],
            dtype=np.float64,
        )
        leaf = np.asarray(content["leaf"], dtype=np.float64)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RankerError(path) from error
    columns = 3 * len(NAMES)
    if (
        made_of != (_FORMAT, NAMES)
        or view.ndim != 2
        or view.shape != bound.shape
        or leaf.shape != (view.shape[0], view.shape[1] + 1)
        or (view.shape[1] + 1) & view.shape[1]
        or not ((view >= 0) & (view < columns)).all()
    ):
        raise RankerError(path)
    return Ranker(view=view, bound=bound, leaf=leaf)


def save_ranker(path: Path, ranker: Ranker) -> None:
    """Write a ranker; numbers have six digits."""
    content = {
        "format": _FORMAT,
        "features": NAMES,
        "view": ranker.view.tolist(),
        "bound": [
            [float(f"{each:.6g}") if np.isfinite(each) else None for each in tree]
            for tree in ranker.bound
        ],
        "leaf": [[round(each, 6) for each in tree] for tree in ranker.leaf.tolist()],
    }
    path.write_text(json.dumps(content) + "\n", encoding="utf-8")
