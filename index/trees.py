"""Boosted trees that numpy applies, with their weights as JSON of ours."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.errors import RankerError

Numbers = NDArray[np.float64]
_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Trees of one depth, whole: the children of node k are 2k + 1 and 2k + 2.

    What is looked at goes to the right where its column is above the bound. Its score is the sum
    of the leaves that it comes to.
    """

    view: NDArray[np.int64]  # shape (trees, 2 ** depth - 1): which column is asked
    bound: Numbers  # the same shape; infinite where a branch ended early
    leaf: Numbers  # shape (trees, 2 ** depth)

    def sums(self, seen: Numbers) -> Numbers:
        """A score for each row of `seen`, whose columns the trees were fitted on."""
        if not len(seen):
            return np.zeros(0)
        seen = np.ascontiguousarray(seen)
        trees, nodes = self.view.shape
        flat, view, bound = seen.ravel(), self.view.ravel(), self.bound.ravel()
        first = np.arange(len(seen))[:, None] * seen.shape[1]
        tree = np.arange(trees)[None, :] * nodes
        at = np.zeros((len(seen), trees), dtype=np.int64)
        while at[0, 0] < nodes:
            asked = at + tree
            at = 2 * at + 1 + (flat[first + view[asked]] > bound[asked])
        leaves = at - nodes + np.arange(trees)[None, :] * (nodes + 1)
        return np.asarray(self.leaf.ravel()[leaves].sum(axis=1), dtype=np.float64)

    @classmethod
    def read(cls, path: Path, names: tuple[str, ...], columns: int) -> Self:
        """The trees of a file.

        Args:
            path: of the file.
            names: what they must have been fitted on.
            columns: how many columns these make.

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
        if (
            made_of != (_FORMAT, names)
            or view.ndim != 2
            or view.shape != bound.shape
            or leaf.shape != (view.shape[0], view.shape[1] + 1)
            or (view.shape[1] + 1) & view.shape[1]
            or not ((view >= 0) & (view < columns)).all()
        ):
            raise RankerError(path)
        return cls(view=view, bound=bound, leaf=leaf)

    def write(self, path: Path, names: tuple[str, ...]) -> None:
        """Write the trees; numbers have six digits."""
        content = {
            "format": _FORMAT,
            "features": names,
            "view": self.view.tolist(),
            "bound": [
                [float(f"{each:.6g}") if np.isfinite(each) else None for each in tree]
                for tree in self.bound
            ],
            "leaf": [[round(each, 6) for each in tree] for tree in self.leaf.tolist()],
        }
        path.write_text(json.dumps(content) + "\n", encoding="utf-8")
