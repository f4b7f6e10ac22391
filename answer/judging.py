"""How likely a passage answers: boosted trees over what was seen of it and of the others found.

Fitted on questions with and without an answer, most of them written without sight of the
program: docs/decisions/0008-judging.md.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from index.static_model import shipped_model
from index.token_match import TokenMatch
from index.trees import Numbers, Trees

REFUSE_BELOW = 0.5  # a wrong answer costs five times a refusal: 0008-judging.md
SHIPPED = Path(__file__).parent / "model" / "judge.json"
# By themselves.
NAMES = (
    *("place", "lexical", "dense", "fused", "table", "heading"),
    *("own_single", "own_paired", "own_rarest", "whole_single", "whole_paired", "all_single"),
    *("block_single", "said_single", "said_paired", "best_single", "best_paired"),
    *("best_context", "best_rarest", "trail_single", "trail_paired", "named_single"),
    *("near_own", "near_all", "near_best", "evidence", "evidence_best", "evidence_led"),
    *("evidence_first", "evidence_share", "evidence_beside", "lacks_strict"),
    *("time", "time_best", "figures", "figures_asked"),
    *("periods", "penalty", "assigns", "other_unit", "aim", "weighed", "length", "best_length"),
    *("unknown", "terms", "strict", "turn", "places", "unit_asked"),
    *("wants_number", "wants_time", "wants_who", "wants_count"),
)
# Against the best of the passages found, too.
COMPARED = (
    *("lexical", "dense", "weighed", "own_single", "whole_single", "best_single", "best_context"),
    *("best_paired", "near_own", "near_all", "near_best"),
)
COLUMNS = (*NAMES, *(f"{name} less the best" for name in COMPARED))
# What can only speak for an answer, and what can only speak against one: the trees keep to it.
FEATURES_RISING = frozenset(
    name
    for name in NAMES
    if name in ("place", "fused", "figures", "periods", "evidence", "evidence_best")
    or any(
        part in name
        for part in (
            *("single", "paired", "rarest", "near_", "best_context", "weighed", "lexical"),
            "dense",
        )
    )
)
FEATURES_FALLING = frozenset(("penalty", "lacks_strict", "aim", "other_unit"))
_PLACES = [NAMES.index(name) for name in COMPARED]


def table(seen: Sequence[Mapping[str, float]]) -> Numbers:
    """What the trees look at: a row for each passage, a column for each of COLUMNS."""
    rows = np.asarray([[each[name] for name in NAMES] for each in seen], dtype=np.float64)
    rows = rows.reshape(len(seen), len(NAMES))
    compared = rows[:, _PLACES]
    return np.hstack([rows, compared - compared.max(axis=0, initial=-np.inf)])


def chances(seen: Sequence[Mapping[str, float]]) -> list[float]:
    """For each passage found for one question the chance, 0..1, that it answers."""
    if not seen:
        return []
    sums = shipped_judge().sums(table(seen))
    return [round(float(each), 9) for each in 1 / (1 + np.exp(-sums))]


@cache
def shipped_judge() -> Trees:
    """The trees that come with the program."""
    return Trees.read(SHIPPED, COLUMNS, len(COLUMNS))


@cache
def token_match() -> TokenMatch:
    """Word by word over the shipped model, whichever model finds the passages."""
    return TokenMatch(shipped_model())
