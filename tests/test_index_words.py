"""The static model's words: tokens it knows, its vocabulary, accents put back by it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.accents import AccentRestorer, is_bare
from index.errors import EmbeddingModelError
from index.restoring import restorer_of
from index.static_model import StaticModel
from index.tokens import known_tokens, token_ids
from index.vocabulary import build_vocabulary
from tests.index_doubles import HashingEmbedder

COUNTS = {
    "báo": 90,
    "cáo": 90,
    "báo_cáo": 80,
    "cao": 60,
    "hạn": 50,
    "bao": 40,
    "hạn_báo": 9,
    "hàn": 5,
}


@pytest.fixture
def restorer() -> AccentRestorer:
    return AccentRestorer(lambda: COUNTS)


# Tokens


def test_known_tokens_are_sorted_and_each_is_there_once() -> None:
    known = {"cáo", "báo", "báo_cáo"}
    assert known_tokens("Báo cáo, báo cáo tuần", known) == ["báo", "báo_cáo", "cáo"]


def test_a_text_of_unknown_words_has_no_known_tokens() -> None:
    assert known_tokens("xyzzy", {"báo"}) == []


def test_token_ids_are_the_rows_in_the_order_of_the_tokens() -> None:
    assert token_ids("cáo báo", {"báo": 7, "cáo": 3}) == [7, 3]


# Vocabulary


def test_a_vocabulary_has_the_frequent_syllables_then_the_pairs() -> None:
    built = build_vocabulary(["hạn báo cáo"] * 4 + ["báo cáo"], 5)
    assert built.tokens == ("báo", "cáo", "hạn", "báo_cáo", "hạn_báo")
    assert built.counts.tolist() == [5, 5, 4, 5, 4]


def test_a_syllable_in_fewer_than_four_texts_is_left_out() -> None:
    assert build_vocabulary(["báo cáo"] * 4 + ["hạn"] * 3, 9).tokens == (
        "báo",
        "cáo",
        "báo_cáo",
    )


def test_a_syllable_counts_once_in_a_text() -> None:
    assert build_vocabulary(["báo báo báo báo"], 9).tokens == ()


def test_a_pair_of_a_rare_syllable_is_left_out() -> None:
    assert build_vocabulary(["báo một", "báo hai", "báo ba", "báo bốn"], 9).tokens == ("báo",)


def test_ties_at_the_edge_are_settled_by_the_token() -> None:
    assert build_vocabulary(["d c b a"] * 4, 5).tokens == ("a", "b", "c", "d", "b_a")


def test_syllables_fill_a_small_vocabulary_before_any_pair() -> None:
    assert build_vocabulary(["b a"] * 4, 1).tokens == ("a",)


def test_no_texts_make_an_empty_vocabulary() -> None:
    assert build_vocabulary([], 5).tokens == ()


def test_rows_number_the_tokens() -> None:
    assert build_vocabulary(["b a"] * 4, 3).rows == {"a": 0, "b": 1, "b_a": 2}


@given(st.permutations(["hạn báo cáo", "báo cáo", "báo cáo hạn", "cáo báo", "cáo", "hạn báo"]))
def test_a_vocabulary_does_not_depend_on_the_order_of_texts(texts: list[str]) -> None:
    assert build_vocabulary(texts, 4).tokens == ("báo", "cáo", "báo_cáo", "cáo_báo")


# Accents


def test_accents_are_put_back_by_the_neighbours(restorer: AccentRestorer) -> None:
    assert restorer.restore("han bao cao") == "hạn báo cáo"


def test_a_text_with_any_accent_stays_as_it_is(restorer: AccentRestorer) -> None:
    assert restorer.restore("hạn bao cao?") == "hạn bao cao?"


def test_an_unknown_syllable_stays_as_it_was_typed(restorer: AccentRestorer) -> None:
    assert restorer.restore("xyzzy bao cao") == "xyzzy báo cáo"


def test_numbers_stay(restorer: AccentRestorer) -> None:
    assert restorer.restore("bao cao 30/2020") == "báo cáo 30/2020"


def test_a_text_without_letters_stays(restorer: AccentRestorer) -> None:
    assert restorer.restore("30/9?") == "30/9?"


def test_short_forms_are_written_out_with_accents(restorer: AccentRestorer) -> None:
    assert restorer.restore("UBND bao cao") == "uỷ ban nhân dân báo cáo"


@pytest.mark.parametrize(
    ("text", "bare"),
    [("han bao cao", True), ("UBND", True), ("hạn", False), ("di đau", False), ("123", False)],
)
def test_a_bare_text_has_letters_and_no_accent(text: str, bare: bool) -> None:  # noqa: FBT001
    assert is_bare(text) is bare


@given(st.text(st.sampled_from("hanbcok đạ 019?"), max_size=30))
def test_restoring_twice_is_restoring_once(text: str) -> None:
    restored = AccentRestorer(lambda: COUNTS).restore(text)
    assert AccentRestorer(lambda: COUNTS).restore(restored) == restored


def test_the_shipped_vocabulary_puts_accents_back() -> None:
    restorer = restorer_of(HashingEmbedder())
    assert restorer.restore("han gui bao cao khac phuc") == "hạn gửi báo cáo khắc phục"


def test_a_model_without_its_counts_is_named(tmp_path: Path) -> None:
    weights = HashingEmbedder(dimension=2).embed_passages(["báo"])
    model = StaticModel(folder=tmp_path, name="x", vocabulary={"báo": 0}, weights=weights)
    with pytest.raises(EmbeddingModelError, match=r"counts\.npy.*dunghan model train"):
        restorer_of(model).restore("bao cao")
