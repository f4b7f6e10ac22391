"""The measurement of another embedding model and of a second look at passages."""

from bench.collections import Article, Asked
from bench.encoder import measure, sample
from index.reranking import Reranking
from tests.index_doubles import HashingEmbedder, LengthScorer


def test_a_sample_holds_every_article_that_answers() -> None:
    articles = [Article(id=f"a{n}", text=f"Điều {n}. Lệ phí số {n}") for n in range(30)]
    asked = [Asked(text="Lệ phí số 3?", gold=("a3",)), Asked(text="Lệ phí?", gold=("a29", "x"))]
    chosen = sample(articles, [asked[:1], asked[1:]], 5)
    assert [article.id for article in chosen.articles][0::4] == ["a3", "a29"]
    assert chosen.golds() == [frozenset({0}), frozenset({4})]


def test_another_model_is_measured_with_and_without_kept_vectors() -> None:
    articles = [Article(id=f"a{n}", text=f"Điều {n}. Lệ phí số {n}") for n in range(10)]
    found = measure(
        sample(articles, [[Asked(text="lệ phí số 3", gold=("a3",))]], 10),
        HashingEmbedder(),
        Reranking(LengthScorer()),
    )
    assert (found["questions"], found["articles"]) == (1, 10)
    assert found["encoder_dense_ndcg10"] == 1.0
    assert found["static_ndcg10"] == 1.0
    assert {"static_index_s", "encoder_index_s", "cached_index_s", "reranked_ndcg10"} <= set(found)
