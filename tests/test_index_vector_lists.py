"""Vectors in lists: the kind of index that a large library gets, read from its file in place."""

from pathlib import Path

import numpy as np
import pytest

from index.embedding import Vectors
from index.rows import row_of
from index.scope import Scope
from index.vectors import VectorIndex


def some_vectors(count: int, dimension: int = 16) -> Vectors:
    """Unit vectors, the same at every call."""
    drawn = np.random.default_rng(5).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


VECTORS = some_vectors(2000)
ROWS = [row_of(place // 10 + 1, place % 10) for place in range(len(VECTORS))]


@pytest.fixture
def index() -> VectorIndex:
    built = VectorIndex.empty(16, exact_until=1000)
    for first in range(0, len(ROWS), 500):
        built.add(ROWS[first : first + 500], VECTORS[first : first + 500])
    return built


def test_a_small_index_is_exact_and_a_large_one_has_lists(index: VectorIndex) -> None:
    assert VectorIndex.empty(16).kind == "exact"
    assert index.kind == "lists"
    assert len(index) == 2000


def test_every_row_is_kept_when_lists_are_made(index: VectorIndex) -> None:
    assert sorted(index.rows().tolist()) == ROWS


def test_a_vector_finds_itself(index: VectorIndex) -> None:
    assert [index.search(VECTORS[k], 1)[0] for k in (0, 999, 1999)] == [
        [ROWS[0]],
        [ROWS[999]],
        [ROWS[1999]],
    ]


def test_cosines_are_those_of_the_rows(index: VectorIndex) -> None:
    found = index.cosines(VECTORS[7], [ROWS[7], ROWS[8]])
    assert found == pytest.approx([1.0, float(VECTORS[7] @ VECTORS[8])], abs=0.05)


def test_a_scope_of_one_revision_finds_all_of_it(index: VectorIndex) -> None:
    found, _ = index.search(VECTORS[0], 10, Scope(only=frozenset({150})))
    assert sorted(found) == [row_of(150, ordinal) for ordinal in range(10)]


def test_skipped_revisions_are_not_found(index: VectorIndex) -> None:
    assert index.search(VECTORS[0], 1, Scope(skip=frozenset({1})))[0] != [ROWS[0]]


def test_an_index_from_a_file_answers_and_can_be_changed(
    index: VectorIndex, tmp_path: Path
) -> None:
    path = tmp_path / "vectors.faiss"
    index.write(path)
    read = VectorIndex.read(path)
    assert read.search(VECTORS[3], 1)[0] == [ROWS[3]]
    read.remove([1])
    read.add([row_of(900, 0)], VECTORS[3:4])
    assert read.search(VECTORS[3], 1)[0] == [row_of(900, 0)]
    read.write(path)
    again = VectorIndex.read(path)
    assert len(again) == 1991
    assert again.search(VECTORS[3], 1)[0] == [row_of(900, 0)]


def test_the_same_row_is_found_exactly_and_in_lists(index: VectorIndex) -> None:
    exact = VectorIndex.empty(16)
    exact.add(ROWS, VECTORS)
    for scope in (Scope(), Scope(only=frozenset(range(20, 60))), Scope(skip=frozenset({5}))):
        assert exact.search(VECTORS[200], 1, scope)[0] == index.search(VECTORS[200], 1, scope)[0]
