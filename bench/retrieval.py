"""Finding articles: three BM25 baselines, the halves, and what the program does, in one run.

nDCG@10, recall@10 and recall@100 are means over questions against the gold articles that are
in the collection; a question without any is left out and counted. The same questions are asked
again without accents, and with one slip of the keyboard each.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.answering import Asking, ask_apart
from bench.bm25 import Bm25, Tokens, default_tokens, our_tokens
from bench.collections import Article, Asked, entry_of
from bench.measures import Ranked, interval, ndcg, percentile, ranked
from bench.peers import PeerSearch
from bench.variants import with_slip, without_accents
from index.embedding import Embedder
from index.fused import VECTORS_FILE, FusedIndex, Weights
from index.vectors import VectorIndex

_DEPTH = 100
_SEED = 2026
_SYSTEMS = ("bm25_default", "bm25", "dense", "unranked", "fused", "bare", "slip")


AskPeer = Callable[[Sequence[str]], PeerSearch | None]


def no_peer(_questions: Sequence[str]) -> PeerSearch | None:
    """No other engine is asked."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """What one run found. `ms_*` and `rss_mib` are of the index alone as it answers."""

    questions: int
    left_out: int
    articles: int
    bm25_default: Ranked  # bm25s as it comes
    bm25: Ranked  # bm25s with our tokens
    dense: Ranked
    unranked: Ranked  # the two halves fused, before the ranking stage
    fused: Ranked  # what the program does
    fused_interval: tuple[float, float]  # 95 % of nDCG@10, by resampling questions
    bare: Ranked  # the questions without accents
    slip: Ranked  # the questions with one slip each
    haystack: Ranked | None  # the peer, where it was asked
    haystack_ms_p50: float  # 0 where it was not
    index_s: float
    words_per_second: float
    start_s: float
    ms_p50: float
    ms_p95: float
    rss_mib: float

    def closing_line(self) -> dict[str, object]:
        """The stable shape of the command's last line."""
        return {
            **{name: asdict(getattr(self, name)) for name in _SYSTEMS},
            "index_s": round(self.index_s, 1),
            "ms_p50": round(self.ms_p50, 2),
            "ms_p95": round(self.ms_p95, 2),
            "rss_mib": round(self.rss_mib, 1),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Built:
    """What was indexed and how long that took."""

    articles: int
    words: int  # by white space
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """The questions of one file that have gold articles."""

    kept: list[Asked]
    golds: list[frozenset[int]]
    left_out: int


def measure(
    articles: Sequence[Article],
    question_sets: dict[str, Sequence[Asked]],
    embedder: Embedder,
    on_progress: Callable[[str], None],
    ask_peer: AskPeer = no_peer,
) -> dict[str, Retrieval]:
    """Index the articles once and measure each set of questions.

    About five minutes for 84,000 articles on two cores, of which the baselines take half; the
    peer is asked last.
    """
    rows = {article.id: row for row, article in enumerate(articles)}
    sets = {name: _kept(asked, rows) for name, asked in question_sets.items()}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        on_progress("Đang lập chỉ mục …")
        started = time.perf_counter()
        index = FusedIndex(folder, embedder, None, Weights())
        index.write(entry_of(article, row) for row, article in enumerate(articles))
        seconds = time.perf_counter() - started
        del index
        answers = {}
        for variant in ("fused", "unranked", "bare", "slip"):
            on_progress(f"Đang hỏi: {variant} …")
            answers[variant] = _asked(folder, embedder, sets, variant)
        vectors = VectorIndex.read(folder / VECTORS_FILE)
        dense = {
            name: [
                vectors.search(embedder.embed_question(each.text), _DEPTH)[0] for each in kept.kept
            ]
            for name, kept in sets.items()
        }
        answers["dense"] = _Answers(rankings=dense)
    on_progress("Đang đo BM25 một mình (bm25s) …")
    answers["bm25"] = _bm25(articles, sets, our_tokens, k1=1.2)
    answers["bm25_default"] = _bm25(articles, sets, default_tokens, k1=1.5)
    peer = _peer(ask_peer, sets, rows)
    if peer is not None:
        answers["haystack"] = peer
    words = sum(len(article.text.split()) for article in articles)
    built = _Built(articles=len(articles), words=words, seconds=seconds)
    return {name: _result(name, each, answers, built) for name, each in sets.items()}


def _kept(asked: Iterable[Asked], rows: dict[str, int]) -> _Set:
    every = list(asked)
    kept = [each for each in every if any(gold in rows for gold in each.gold)]
    golds = [frozenset(rows[gold] for gold in each.gold if gold in rows) for each in kept]
    return _Set(kept=kept, golds=golds, left_out=len(every) - len(kept))


_Rankings = dict[str, list[list[int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """What one way of asking gave for every set."""

    rankings: _Rankings
    asking: Asking | None = None
    times: dict[str, list[float]] | None = None


def _asked(folder: Path, embedder: Embedder, sets: dict[str, _Set], variant: str) -> _Answers:
    """All sets asked in one process of their own, in a form of the questions."""
    chance = random.Random(_SEED)  # noqa: S311 -- slips, not secrets
    forms: dict[str, Callable[[str], str]] = {
        "bare": without_accents,
        "slip": lambda text: with_slip(text, chance),
    }
    form = forms.get(variant, str)
    texts = [form(each.text) for kept in sets.values() for each in kept.kept]
    asking = ask_apart(folder, embedder, texts, is_ranked=variant != "unranked")
    rankings: _Rankings = {}
    times: dict[str, list[float]] = {}
    first = 0
    for name, kept in sets.items():
        end = first + len(kept.kept)
        rankings[name], times[name] = asking.rankings[first:end], asking.times[first:end]
        first = end
    return _Answers(rankings=rankings, asking=asking, times=times)


def _bm25(
    articles: Sequence[Article], sets: dict[str, _Set], tokens: Tokens, *, k1: float
) -> _Answers:
    """The rankings of BM25 alone."""
    model = Bm25((article.text for article in articles), tokens, k1=k1)
    return _Answers(
        rankings={
            name: [model.ranking(each.text, _DEPTH) for each in kept.kept]
            for name, kept in sets.items()
        }
    )


def _peer(ask_peer: AskPeer, sets: dict[str, _Set], rows: dict[str, int]) -> _Answers | None:
    """The peer's rankings of all sets, None where it is not asked."""
    found = ask_peer([each.text for kept in sets.values() for each in kept.kept])
    if found is None:
        return None
    rankings: _Rankings = {}
    times: dict[str, list[float]] = {}
    first = 0
    for name, kept in sets.items():
        end = first + len(kept.kept)
        rankings[name] = [[rows[id_] for id_ in ids] for ids in found.rankings[first:end]]
        times[name] = list(found.times[first:end])
        first = end
    return _Answers(rankings=rankings, times=times)


def _result(name: str, kept: _Set, answers: dict[str, _Answers], built: "_Built") -> Retrieval:
    fused = answers["fused"]
    measures = {system: ranked(answers[system].rankings[name], kept.golds) for system in _SYSTEMS}
    scores = [
        ndcg(ranking, gold) for ranking, gold in zip(fused.rankings[name], kept.golds, strict=True)
    ]
    times = (fused.times or {}).get(name, [])
    peer = answers.get("haystack")
    return Retrieval(
        questions=len(kept.kept),
        left_out=kept.left_out,
        articles=built.articles,
        haystack=ranked(peer.rankings[name], kept.golds) if peer else None,
        haystack_ms_p50=percentile((peer.times or {}).get(name, []), 50) if peer else 0.0,
        fused_interval=interval(scores) if scores else (0.0, 0.0),
        index_s=built.seconds,
        words_per_second=built.words / built.seconds if built.seconds else 0.0,
        start_s=fused.asking.start_s if fused.asking else 0.0,
        ms_p50=percentile(times, 50),
        ms_p95=percentile(times, 95),
        rss_mib=fused.asking.rss_mib if fused.asking else 0.0,
        **measures,
    )
