"""The second look at the first passages: how two orders become one, and what a failure leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.store import Store, open_store
from index.errors import RerankingFailedError
from index.library_index import LibraryIndex
from index.model_files import files_digest
from index.reranking import Reranking, Scores, blended
from tests.index_doubles import MORNING, HashingEmbedder, LengthScorer, paper


@dataclass(frozen=True, slots=True)
class GivenScorer:
    """Gives the scores that it was made with, whatever the passages."""

    given: tuple[float, ...]
    name: str = "given"

    def scores(self, _question: str, _texts: list[str]) -> Scores:
        return np.asarray(self.given)


@dataclass(frozen=True, slots=True)
class BrokenScorer:
    """Fails, as a model does when the memory runs out."""

    name: str = "broken"

    def scores(self, _question: str, _texts: list[str]) -> Scores:
        raise RerankingFailedError("OutOfMemoryError: no room")


def scores(*values: float) -> Scores:
    return np.asarray(values, dtype=np.float64)


# Two orders become one


def test_a_model_that_agrees_changes_nothing() -> None:
    assert blended(scores(3, 2, 1)) == [0, 1, 2]


def test_the_model_has_as_much_say_as_the_present_order() -> None:
    # The last is the model's first: 1/6 + 1/3; the first 1/3 + 1/4, the second 1/4 + 1/5.
    assert blended(scores(3, 2, 1, 9)) == [0, 3, 1, 2]


def test_where_the_orders_are_opposite_the_present_one_stands() -> None:
    assert blended(scores(1, 2)) == [0, 1]


def test_equal_scores_stay_in_the_order_they_came() -> None:
    assert blended(scores(1, 1, 1)) == [0, 1, 2]


def test_noise_of_the_last_digits_is_no_difference() -> None:
    assert blended(scores(1, 1.0000001, 1.0000002)) == [0, 1, 2]


@given(st.lists(st.floats(-30, 30), max_size=40))
def test_every_passage_is_in_the_new_order_once(values: list[float]) -> None:
    assert sorted(blended(np.asarray(values))) == list(range(len(values)))


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=40))
def test_only_the_order_of_scores_matters(values: list[int]) -> None:
    found = np.asarray(values, dtype=np.float64)
    assert blended(found) == blended(found * 0.25 - 7)


# The first ones only


def test_what_stands_behind_the_first_stays() -> None:
    reranking = Reranking(GivenScorer((1, 5, 9)), first=3)
    assert reranking.order("?", ["a", "b", "c", "d", "e"]) == [0, 2, 1, 3, 4]


def test_no_passages_have_an_empty_order() -> None:
    assert Reranking(BrokenScorer()).order("?", []) == []


# Failures


@pytest.mark.parametrize(
    "scorer",
    [BrokenScorer(), GivenScorer((1.0, float("nan"))), GivenScorer((1.0,))],
    ids=["failed", "not a number", "too few"],
)
def test_a_failure_leaves_the_order_and_is_logged_once(
    scorer: BrokenScorer | GivenScorer, caplog: pytest.LogCaptureFixture
) -> None:
    reranking = Reranking(scorer)
    assert reranking.order("?", ["a", "b"]) == [0, 1]
    assert reranking.order("?", ["a", "b"]) == [0, 1]
    assert len(caplog.records) == 1
    assert caplog.messages[0].startswith(f"{scorer.name}: the order stays as it is: ")


# In the library


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/kho.db", now=lambda: MORNING) as opened:
        opened.put(paper("ke-hoach", "Lệ phí.", "Lệ phí hộ tịch.", "Lệ phí của mọi hồ sơ hộ tịch."))
        yield opened


def test_passages_come_in_the_blended_order_with_their_scores(store: Store, tmp_path: Path) -> None:
    plain = LibraryIndex(tmp_path / "index", store, HashingEmbedder())
    looked_at = LibraryIndex(
        tmp_path / "index", store, HashingEmbedder(), reranking=Reranking(LengthScorer())
    )
    before = plain.search("lệ phí", 3)
    after = looked_at.search("lệ phí", 3)
    assert [hit.ordinal for hit in before] == [0, 1, 2]
    assert [hit.ordinal for hit in after] == [0, 2, 1]
    assert {hit.ordinal: hit.score for hit in after} == {hit.ordinal: hit.score for hit in before}


def test_a_passage_beyond_the_limit_is_looked_at_too(store: Store, tmp_path: Path) -> None:
    index = LibraryIndex(
        tmp_path / "index", store, HashingEmbedder(), reranking=Reranking(LengthScorer())
    )
    assert [hit.ordinal for hit in index.search("lệ phí", 2)] == [0, 2]


def test_the_same_question_has_the_same_order(store: Store, tmp_path: Path) -> None:
    index = LibraryIndex(
        tmp_path / "index", store, HashingEmbedder(), reranking=Reranking(LengthScorer())
    )
    assert index.search("hộ tịch", 3) == index.search("hộ tịch", 3)


# What tells one model from another


def test_a_copy_of_a_model_has_the_same_digest_and_other_weights_another(tmp_path: Path) -> None:
    for name, weights in (("one", b"1"), ("two", b"1"), ("three", b"2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.safetensors").write_bytes(weights)
    assert files_digest(tmp_path / "one") == files_digest(tmp_path / "two")
    assert files_digest(tmp_path / "one") != files_digest(tmp_path / "three")


def test_the_digest_leaves_out_what_changes_no_vector(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    before = files_digest(tmp_path)
    (tmp_path / "README.md").write_text("mô hình", encoding="utf-8")
    (tmp_path / "onnx").mkdir()
    (tmp_path / "onnx" / "config.json").write_text("[]", encoding="utf-8")
    assert files_digest(tmp_path) == before
    (tmp_path / "config.json").write_text("[]", encoding="utf-8")
    assert files_digest(tmp_path) != before
