"""`python -m bench.encoder --shared DIR --model MODEL`: another embedding model, a reranker.

Over a sample, for an encoder takes a tenth of a second and more for an article: the first
questions of each file, the articles that answer them, and others drawn by chance. What is found
among so few articles is easier than in a whole collection. Needs the [encoder] extra.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.collections import Article, Asked, entry_of, read_articles, read_asked
from bench.measures import percentile, ranked
from bench.recorded import RESULTS, Recorded, program_version, this_machine, write_recorded
from bench.table import write_page
from index.cached_embedder import CachedEmbedder
from index.embedding import Embedder
from index.fused import FusedIndex, Weights
from index.ranker import load_ranker
from index.reranking import Reranking
from index.restoring import restorer_of
from index.static_model import load_static_model
from index.vector_cache import VectorCache

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_DEPTH = 100
_SEED = 2026
_SETS = ("dev_exam", "dev_staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A few questions, and articles among which are all that answer them."""

    articles: list[Article]
    asked: list[Asked]

    def golds(self) -> list[frozenset[int]]:
        """The rows of each question's articles."""
        rows = {article.id: row for row, article in enumerate(self.articles)}
        return [frozenset(rows[gold] for gold in each.gold if gold in rows) for each in self.asked]


def sample(articles: Sequence[Article], sets: Sequence[Sequence[Asked]], size: int) -> Sample:
    """All the questions, and `size` articles in the order of the collection."""
    asked = [each for questions in sets for each in questions]
    wanted = {gold for each in asked for gold in each.gold}
    others = [article.id for article in articles if article.id not in wanted]
    chance = random.Random(_SEED)  # noqa: S311 -- a sample, not a secret
    held = sum(article.id in wanted for article in articles)
    wanted |= set(chance.sample(others, min(len(others), max(0, size - held))))
    return Sample(articles=[each for each in articles if each.id in wanted], asked=asked)


def measure(found: Sample, encoder: Embedder, reranking: Reranking | None) -> dict[str, float]:
    """Seconds of building, milliseconds of a question, and nDCG@10, by flat names."""
    measures: dict[str, float] = {"questions": len(found.asked), "articles": len(found.articles)}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        static = load_static_model()
        measures["static_index_s"], index = _built(home / "static", static, found)
        measures |= _scores("static", index, static, found)
        if reranking:
            measures |= _reranked(index, found, reranking)
        cached = CachedEmbedder(encoder, VectorCache(home / "vectors.db"))
        measures["encoder_index_s"], index = _built(home / "first", cached, found)
        measures |= _scores("encoder", index, encoder, found)
        measures["cached_index_s"], _ = _built(home / "again", cached, found)
        measures["cache_mib"] = round((home / "vectors.db").stat().st_size / 2**20, 1)
    return measures


def _built(folder: Path, embedder: Embedder, found: Sample) -> tuple[float, FusedIndex]:
    folder.mkdir()
    index = FusedIndex(folder, embedder, restorer_of(embedder), Weights(), ranker=load_ranker())
    started = time.perf_counter()
    index.write(entry_of(article, row) for row, article in enumerate(found.articles))
    return round(time.perf_counter() - started, 1), index


def _scores(name: str, index: FusedIndex, embedder: Embedder, found: Sample) -> dict[str, float]:
    """The vectors alone, and the whole of the search."""
    dense = [
        index.vectors.search(embedder.embed_question(each.text), _DEPTH)[0] for each in found.asked
    ]
    whole, times = _timed(lambda asked: [hit.row for hit in index.search(asked, _DEPTH)], found)
    return {
        f"{name}_dense_ndcg10": round(ranked(dense, found.golds()).ndcg10, 4),
        f"{name}_ndcg10": round(ranked(whole, found.golds()).ndcg10, 4),
        f"{name}_ms_p50": round(percentile(times, 50), 1),
    }


def _reranked(index: FusedIndex, found: Sample, reranking: Reranking) -> dict[str, float]:
    """The search with the shipped model and the first passages looked at again."""

    def search(asked: str) -> list[int]:
        rows = [hit.row for hit in index.search(asked, _DEPTH)]
        texts = [found.articles[row].text for row in rows]
        return [rows[place] for place in reranking.order(index.read_as(asked), texts)]

    rankings, times = _timed(search, found)
    return {
        "reranked_ndcg10": round(ranked(rankings, found.golds()).ndcg10, 4),
        "reranked_ms_p50": round(percentile(times, 50), 1),
    }


def _timed(
    search: Callable[[str], list[int]], found: Sample
) -> tuple[list[list[int]], list[float]]:
    rankings, times = [], []
    for each in found.asked:
        started = time.perf_counter()
        rankings.append(search(each.text))
        times.append(1000 * (time.perf_counter() - started))
    return rankings, times


def main() -> None:
    """Read the arguments, measure, write the result and the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.encoder", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="thư mục dữ liệu đo")
    parser.add_argument("--model", required=True, help="mô hình sentence-transformers")
    parser.add_argument("--reranker", help="mô hình cross-encoder")
    parser.add_argument("--articles", type=int, default=1000, help="số điều luật")
    parser.add_argument("--questions", type=int, default=100, help="số câu hỏi của mỗi tệp")
    arguments = parser.parse_args()
    # Only here: --help needs no torch.
    from index.sentence_model import PairModel, SentenceModel  # noqa: PLC0415

    folder: Path = arguments.shared / "retrieval"
    chosen = sample(
        list(read_articles(folder / "articles.jsonl.gz")),
        [list(islice(read_asked(folder / f"{name}.jsonl"), arguments.questions)) for name in _SETS],
        arguments.articles,
    )
    reranking = Reranking(PairModel(arguments.reranker)) if arguments.reranker else None
    recorded = Recorded(
        name=f"encoder-{Path(arguments.model).name}",
        made_on=datetime.now(VIETNAM).date().isoformat(),
        program_version=program_version(),
        machine=this_machine(),
        measures=measure(chosen, SentenceModel(arguments.model), reranking),
    )
    sys.stderr.write(f"Đã ghi {write_recorded(recorded, RESULTS).name}\n")
    write_page()


if __name__ == "__main__":
    main()
