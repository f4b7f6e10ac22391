"""The trees that lightgbm made as the whole trees of arrays that the program applies."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.trees import Numbers, Trees


def laid_out(trees: Sequence[dict[str, Any]], depth: int) -> Trees:
    """The trees of a booster's `tree_info`, one array row each.

    Args:
        trees: as `dump_model` gives them; none is deeper than `depth`.
        depth: of every tree that comes back.
    """
    nodes = (1 << depth) - 1
    view = np.zeros((len(trees), nodes), dtype=np.int64)
    bound = np.full((len(trees), nodes), np.inf)
    leaf = np.zeros((len(trees), nodes + 1))
    for number, tree in enumerate(trees):
        _lay_out(tree["tree_structure"], 0, view[number], bound[number], leaf[number])
    return Trees(view=view, bound=bound, leaf=leaf)


def _lay_out(
    node: dict[str, Any], place: int, view: NDArray[np.int64], bound: Numbers, leaf: Numbers
) -> None:
    """Put a tree into its rows; a leaf above the last level goes left all the way down."""
    nodes = len(view)
    if "leaf_value" in node:
        while place < nodes:
            place = 2 * place + 1
        leaf[place - nodes] = node["leaf_value"]
        return
    view[place], bound[place] = node["split_feature"], node["threshold"]
    for side, child in ((1, node["left_child"]), (2, node["right_child"])):
        _lay_out(child, 2 * place + side, view, bound, leaf)
