"""Finding articles: BM25 alone (bm25s), the dense half alone, and the two fused, in one run.

nDCG@10, recall@10 and recall@100 are means over questions against the gold articles that are
in the collection; a question without any is left out and counted.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.bm25 import Bm25
from bench.collections import Article, Asked
from bench.measures import Ranked, interval, ndcg, percentile, ranked, resident_mib
from index.embedding import Embedder
from index.fused import FusedIndex, Weights
from index.restoring import restorer_of
from index.rows import Entry

_DEPTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """What one run found. `ms_*` and `rss_mib` are of the fused index as it answers."""

    questions: int
    left_out: int
    articles: int
    bm25: Ranked
    dense: Ranked
    fused: Ranked
    fused_interval: tuple[float, float]  # 95 % of nDCG@10, by resampling questions
    index_s: float
    ms_p50: float
    ms_p95: float
    rss_mib: float

    def closing_line(self) -> dict[str, object]:
        """The stable shape of the command's last line."""
        return {
            "bm25": asdict(self.bm25),
            "dense": asdict(self.dense),
            "fused": asdict(self.fused),
            "ms_p50": round(self.ms_p50, 2),
            "ms_p95": round(self.ms_p95, 2),
            "rss_mib": round(self.rss_mib, 1),
        }


def measure(
    articles: Sequence[Article],
    question_sets: dict[str, Sequence[Asked]],
    embedder: Embedder,
    on_progress: Callable[[str], None],
    weights: Weights | None = None,
) -> dict[str, Retrieval]:
    """Index the articles once and measure each set of questions.

    About a minute for 84,000 articles on two cores, twice that with the BM25 baseline.
    """
    rows = {article.id: row for row, article in enumerate(articles)}
    with tempfile.TemporaryDirectory() as folder:
        on_progress("Đang lập chỉ mục …")
        started = time.perf_counter()
        entries = [
            Entry(row=row, text=article.text, context="") for row, article in enumerate(articles)
        ]
        fused = FusedIndex(Path(folder), embedder, restorer_of(embedder), weights or Weights())
        fused.write(entries)
        seconds = time.perf_counter() - started
        del entries
        measured = {}
        for name, asked in question_sets.items():
            on_progress(f"Đang hỏi {name} …")
            kept = [each for each in asked if any(gold in rows for gold in each.gold)]
            golds = [frozenset(rows[g] for g in each.gold if g in rows) for each in kept]
            measured[name] = (kept, golds, *_timed(fused, kept), resident_mib())
        dense = {
            name: [
                fused.vectors.search(embedder.embed_question(each.text), _DEPTH)[0] for each in kept
            ]
            for name, (kept, *_) in measured.items()
        }
    on_progress("Đang đo BM25 một mình (bm25s) …")
    baseline = _bm25(articles, {name: kept for name, (kept, *_) in measured.items()})
    found = {}
    for name, (kept, golds, rankings, times, memory) in measured.items():
        scores = [ndcg(ranking, gold) for ranking, gold in zip(rankings, golds, strict=True)]
        found[name] = Retrieval(
            questions=len(kept),
            left_out=len(question_sets[name]) - len(kept),
            articles=len(articles),
            bm25=ranked(baseline[name], golds),
            dense=ranked(dense[name], golds),
            fused=ranked(rankings, golds),
            fused_interval=interval(scores) if scores else (0.0, 0.0),
            index_s=seconds,
            ms_p50=percentile(times, 50),
            ms_p95=percentile(times, 95),
            rss_mib=memory,
        )
    return found


def _timed(index: FusedIndex, asked: Sequence[Asked]) -> tuple[list[list[int]], list[float]]:
    """The ranking of each question and how many milliseconds it took."""
    rankings, times = [], []
    for each in asked:
        started = time.perf_counter()
        hits = index.search(each.text, _DEPTH)
        times.append(1000 * (time.perf_counter() - started))
        rankings.append([hit.row for hit in hits])
    return rankings, times


def _bm25(
    articles: Sequence[Article], question_sets: dict[str, list[Asked]]
) -> dict[str, list[list[int]]]:
    """The rankings of BM25 alone."""
    model = Bm25(article.text for article in articles)
    return {
        name: [model.ranking(each.text, _DEPTH) for each in asked]
        for name, asked in question_sets.items()
    }
