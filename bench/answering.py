"""An index asked in a process of its own, so that its memory is nobody else's."""

import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.measures import resident_mib
from index.embedding import Embedder
from index.fused import FusedIndex, Weights
from index.ranker import load_ranker
from index.restoring import restorer_of

_FIRST = "hạn nộp báo cáo"
_DEPTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Rankings of questions and what they cost."""

    rankings: list[list[int]]
    times: list[float]  # milliseconds of each
    start_s: float  # from the embedder in hand to the first ranking
    rss_mib: float  # after the questions


def ask_apart(
    folder: Path,
    embedder: Embedder,
    questions: Sequence[str],
    *,
    is_ranked: bool = True,
    only: frozenset[int] | None = None,
) -> Asking:
    """Open the index of a folder in a new process and ask it every question.

    `only` are the revisions that may be found; None for all.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_ask, folder, embedder, tuple(questions), is_ranked, only).result()


def _ask(
    folder: Path,
    embedder: Embedder,
    questions: tuple[str, ...],
    is_ranked: bool,  # noqa: FBT001 -- what a pool hands over has no names
    only: frozenset[int] | None,
) -> Asking:
    started = time.perf_counter()
    ranker = load_ranker() if is_ranked else None
    index = FusedIndex(folder, embedder, restorer_of(embedder), Weights(), ranker=ranker)
    index.search(_FIRST, _DEPTH, only=only)
    start = time.perf_counter() - started
    rankings, times = [], []
    for question in questions:
        started = time.perf_counter()
        hits = index.search(question, _DEPTH, only=only)
        times.append(1000 * (time.perf_counter() - started))
        rankings.append([hit.row for hit in hits])
    return Asking(rankings=rankings, times=times, start_s=start, rss_mib=resident_mib())
