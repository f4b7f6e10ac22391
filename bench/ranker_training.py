"""`python -m bench.ranker_training`: fits the trees of the ranking stage.

The candidates of a question are those of the fused index; the gold ones are to stand first
(LambdaMART over nDCG, by lightgbm, which the program itself does without). The embedding model
must not have seen the questions: a cosine that it learned by heart would be trusted too much.
So a part of the training questions is set aside first (`--split`), a model is trained without
it (`dunghan model train`), and the trees are fitted on that part with that model.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
from numpy.typing import NDArray

from bench.collections import Asked, entry_of, read_articles, read_asked
from bench.tree_layout import laid_out
from index.features import Numbers
from index.fused import FusedIndex, Weights
from index.ranker import Ranker, save_ranker, views
from index.restoring import restorer_of
from index.static_model import load_static_model

_SET_ASIDE = 0.36  # of the questions
_DEPTH = 5
_RECIPE = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 20,
    "n_estimators": 120,
    "learning_rate": 0.07,
    "num_leaves": 20,
    "max_depth": _DEPTH,
    "min_child_samples": 40,
    "random_state": 0,
    "deterministic": True,
    "n_jobs": 2,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The candidates of one question: what is seen of each, and which are gold."""

    seen: Numbers
    is_gold: NDArray[np.bool_]


def split(questions: Path, kept: Path, set_aside: Path, seed: int = 7) -> None:
    """Write two files: the questions for the embedding model, and those for the ranking."""
    lines = questions.read_text(encoding="utf-8").splitlines()
    order = np.random.default_rng(seed).permutation(len(lines))
    cut = round(_SET_ASIDE * len(lines))
    for path, chosen in ((set_aside, order[:cut]), (kept, order[cut:])):
        path.write_text("".join(f"{lines[k]}\n" for k in sorted(chosen)), encoding="utf-8")


def examples(index: FusedIndex, asked: Sequence[Asked], rows: dict[str, int]) -> Iterator[Example]:
    """One for each question that has a gold article among its candidates."""
    for each in asked:
        gold = {rows[article] for article in each.gold if article in rows}
        found = index.search(each.text, Weights().ranked)
        is_gold = np.asarray([hit.row in gold for hit in found], dtype=bool)
        if is_gold.any():
            seen = views(index.features(index.read_as(each.text), found))
            yield Example(seen=seen, is_gold=is_gold)


def fit(found: Sequence[Example]) -> Ranker:
    """The trees of these examples."""
    model = lightgbm.LGBMRanker(**_RECIPE)
    model.fit(
        np.concatenate([each.seen for each in found]),
        np.concatenate([each.is_gold for each in found]).astype(int),
        group=[len(each.is_gold) for each in found],
    )
    trees = laid_out(model.booster_.dump_model()["tree_info"], _DEPTH)
    return Ranker(view=trees.view, bound=trees.bound, leaf=trees.leaf)


def main() -> None:
    """Read the arguments, and split or fit."""
    parser = argparse.ArgumentParser(prog="python -m bench.ranker_training", description=__doc__)
    parser.add_argument("--articles", type=Path, help="điều luật, .jsonl.gz")
    parser.add_argument("--questions", type=Path, required=True, help="câu hỏi, .jsonl")
    parser.add_argument("--model", type=Path, help="mô hình chưa thấy các câu hỏi này")
    parser.add_argument("--split", nargs=2, type=Path, metavar=("KEPT", "SET_ASIDE"))
    parser.add_argument("--out", type=Path, help="tệp xếp hạng, .json")
    arguments = parser.parse_args()
    if arguments.split:
        split(arguments.questions, *arguments.split)
        return
    embedder = load_static_model(arguments.model)
    articles = list(read_articles(arguments.articles))
    rows = {article.id: row for row, article in enumerate(articles)}
    with tempfile.TemporaryDirectory() as folder:
        index = FusedIndex(Path(folder), embedder, restorer_of(embedder), Weights())
        index.write(
            entry_of(article, row) for article, row in zip(articles, rows.values(), strict=True)
        )
        found = list(examples(index, list(read_asked(arguments.questions)), rows))
    save_ranker(arguments.out, fit(found))
    print(json.dumps({"questions": len(found), "candidates": sum(len(e.is_gold) for e in found)}))  # noqa: T201


if __name__ == "__main__":
    main()
