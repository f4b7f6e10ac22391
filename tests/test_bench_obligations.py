"""The papers of our own with marked duties: each set is read as well as it was when measured."""

from pathlib import Path

import pytest

from bench.obligations import measures, read_gold, score_files

TRUTH = Path(__file__).parents[1] / "bench" / "truth"
PLANS = TRUTH / "plans"
OURS = [
    path
    for path in sorted(TRUTH.glob("obligations-*.json"))
    if (PLANS / read_gold(path).file).exists()
]


def golds_of(group: str) -> list[Path]:
    return [path for path in OURS if read_gold(path).group == group]


def test_every_paper_of_our_own_has_its_marks() -> None:
    assert len(OURS) == len(list(PLANS.iterdir())) == 15
    assert [len(golds_of(group)) for group in ("build", "held_out", "last")] == [6, 6, 3]


@pytest.mark.parametrize("group", ["build", "held_out", "last"])
def test_units_deadlines_and_targets_reach_nearly_nine_of_ten(group: str) -> None:
    found = measures(score_files(PLANS, golds_of(group)))
    shares = {
        f"{kind}_{share}": found[f"{kind}_{share}"]
        for kind in ("unit", "deadline", "target")
        for share in ("precision", "recall")
    }
    assert {name: value for name, value in shares.items() if value < 0.88} == {}
