"""Measures of ranked lists, and of the process that makes them."""

import math
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Means over questions, each 0..1."""

    ndcg10: float
    recall10: float
    recall100: float


def ndcg(ranking: Sequence[int], gold: Collection[int], depth: int = 10) -> float:
    """The discounted gain of the first `depth` against the best order; 0 without gold."""
    if not gold:
        return 0.0
    gain = sum(1 / math.log2(k + 2) for k, row in enumerate(ranking[:depth]) if row in gold)
    best = sum(1 / math.log2(k + 2) for k in range(min(depth, len(gold))))
    return gain / best


def recall(ranking: Sequence[int], gold: Collection[int], depth: int) -> float:
    """The share of the gold that is among the first `depth`; 0 without gold."""
    if not gold:
        return 0.0
    return len(set(ranking[:depth]) & set(gold)) / len(gold)


def ranked(rankings: Sequence[Sequence[int]], golds: Sequence[Collection[int]]) -> Ranked:
    """The means over questions of one system."""
    both = list(zip(rankings, golds, strict=True))
    return Ranked(
        ndcg10=_mean([ndcg(ranking, gold) for ranking, gold in both]),
        recall10=_mean([recall(ranking, gold, 10) for ranking, gold in both]),
        recall100=_mean([recall(ranking, gold, 100) for ranking, gold in both]),
    )


def interval(values: Sequence[float], *, seed: int = 0, draws: int = 2000) -> tuple[float, float]:
    """The middle 95 % of the means of `draws` samples with replacement."""
    drawn = np.random.default_rng(seed).choice(np.asarray(values), (draws, len(values)))
    low, high = np.percentile(drawn.mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def resident_mib(process_id: int | None = None) -> float:
    """The memory that a process (None: this one) holds, in MiB; 0 where the system is silent."""
    try:
        with open(f"/proc/{process_id or 'self'}/status", encoding="ascii") as status:  # noqa: PTH123 -- no path of ours
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        return 0.0
    return 0.0


def cpu_seconds(process_id: int) -> float:
    """The processor's time that a process took so far; 0 where the system does not say."""
    try:
        with open(f"/proc/{process_id}/stat", encoding="utf-8") as stat:  # noqa: PTH123 -- as above
            # utime and stime are the 12th and 13th after the name, which may hold blanks.
            fields = stat.read().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values: Sequence[float], share: float) -> float:
    """The value under which `share` per cent of the values lie; 0 for none."""
    return float(np.percentile(np.asarray(values), share)) if values else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
