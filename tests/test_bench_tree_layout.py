"""A booster's trees as the program's arrays."""

import numpy as np

from bench.tree_layout import laid_out

SPLIT = {
    "split_feature": 1,
    "threshold": 0.5,
    "left_child": {"leaf_value": 1.0},
    "right_child": {
        "split_feature": 0,
        "threshold": 2.0,
        "left_child": {"leaf_value": 10.0},
        "right_child": {"leaf_value": 20.0},
    },
}


def test_a_row_comes_to_the_leaf_that_its_tree_says() -> None:
    trees = laid_out([{"tree_structure": SPLIT}, {"tree_structure": {"leaf_value": 0.25}}], 3)
    rows = np.asarray([[9.0, 0.5], [2.0, 0.6], [2.1, 0.6]])  # a bound itself goes left
    assert trees.sums(rows).tolist() == [1.25, 10.25, 20.25]
