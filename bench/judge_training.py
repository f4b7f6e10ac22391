"""`python -m bench.judge_training`: fits the trees that say how likely a passage answers.

Two steps, since lightgbm is no part of the program: `rows` asks the questions and writes what
was seen of each passage found, `fit` (in an environment with lightgbm) makes the trees of it.
A passage is right when an answer that begins with it has a gold passage in its first two quotes.
The questions of `questions/held_out` are never asked here.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer.assistant import Assistant
from answer.dialogue import Dialogue
from answer.judging import COLUMNS, FEATURES_FALLING, FEATURES_RISING, SHIPPED, table
from bench.questions import (
    GoldQuestion,
    assistant_over,
    holds,
    read_questions,
    without_accents,
)
from bench.tree_layout import laid_out
from corpus.documents import Role
from index.errors import RankerError
from index.static_model import load_static_model
from index.trees import Numbers, Trees

BUILD = Path(__file__).parent / "questions" / "build"
HELD_OUT = Path(__file__).parent / "questions" / "held_out"
_PLANS = Path(__file__).parent / "truth" / "plans"
_SAMPLES = Path(__file__).parents[1] / "samples"
_LOOKED_AT = 8  # passages of a question whose whole answer is made
_DEPTH = 3
_RECIPE = {
    "n_estimators": 250,
    "learning_rate": 0.04,
    "num_leaves": 6,
    "max_depth": _DEPTH,
    "min_child_samples": 25,
    "reg_lambda": 5,
    "colsample_bytree": 0.5,
    "subsample": 0.8,
    "subsample_freq": 1,
    "deterministic": True,
    "verbose": -1,
    "n_jobs": 2,
}
_ELSEWHERE = "/elsewhere"  # ends the id of a question that is asked of papers of another field
_OF_ELSEWHERE = 0.15  # weight of such a question: it is easier than most that are asked
_RUNS = 3  # whose mean is taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was seen of the passages found for one question, and which of them are right."""

    id: str
    is_answerable: bool
    is_looked_up: bool  # answered by another route, by structure
    seen: Numbers
    is_right: NDArray[np.bool_]


def folders(shared: Path) -> dict[str, Path]:
    """The papers that the questions of a file are about, by how the file's name begins."""
    return {
        "five": shared / "documents",
        "files": shared / "files",
        "laws": shared / "files",
        "plans": _PLANS,
    }


def sets(shared: Path, folder: Path) -> dict[Path, list[Path]]:
    """The files of questions of a folder, by the papers that they are about."""
    found: dict[Path, list[Path]] = {}
    for path in sorted(folder.glob("*.json")):
        found.setdefault(folders(shared)[path.stem.split("-")[0]], []).append(path)
    return found


def rows(assistant: Assistant, asked: Sequence[GoldQuestion], today: date) -> Iterator[Row]:
    """One for each question."""
    for gold in asked:
        weighing = assistant.weighing(gold.text, today, Dialogue(question=gold.after))
        right = [
            any(holds(found.hit.document.source, found.hit.passage.text, *s) for s in gold.sources)
            or (
                place < _LOOKED_AT
                and found.hit.passage.role is not Role.HEADING
                and any(
                    holds(quote.source, quote.text, *source)
                    for quote in weighing.quotes(found)[:2]
                    for source in gold.sources
                )
            )
            for place, found in enumerate(weighing.candidates)
        ]
        yield Row(
            id=gold.id,
            is_answerable=gold.is_answerable,
            is_looked_up=weighing.is_looked_up,
            seen=table([candidate.seen for candidate in weighing.candidates]),
            is_right=np.asarray(right, dtype=bool),
        )


def asked_of(shared: Path, folder: Path) -> dict[Path, list[GoldQuestion]]:
    """The questions of a folder by the papers that they are asked of.

    Each as it is typed, and without accents; and once of papers of another field, where nothing
    answers it: what a library says nothing of is most of what can be asked.
    """
    files = sets(shared, folder)
    if folder == BUILD:
        files.setdefault(shared / "documents", []).append(shared / "questions" / "dev.json")
        files[shared / "documents"].append(BUILD.parent / "own.json")
        files[_SAMPLES / "papers"] = [_SAMPLES / "questions.json"]
    own = {
        papers: [question for path in paths for question in read_questions(path)]
        for papers, paths in files.items()
    }
    laws, offices = shared / "files", (shared / "documents", _PLANS, _SAMPLES / "papers")
    found = {papers: [*asked, *without_accents(asked)] for papers, asked in own.items()}
    for number, question in enumerate(own.get(laws, [])):
        found.setdefault(offices[number % len(offices)], []).append(_elsewhere(question))
    for office in offices:
        found.setdefault(laws, []).extend(map(_elsewhere, own.get(office, [])))
    return found


def _elsewhere(question: GoldQuestion) -> GoldQuestion:
    return replace(question, id=f"{question.id}{_ELSEWHERE}", is_answerable=False, sources=())


def write_rows(shared: Path, folder: Path, out: Path, today: date) -> None:
    """Ask every question of a folder, and write what was seen."""
    _make_usable(SHIPPED)
    embedder = load_static_model()
    found: list[Row] = []
    for papers, asked in asked_of(shared, folder).items():
        with assistant_over(papers, embedder) as assistant:
            found += rows(assistant, asked, today)
    write(found, out)


def write(found: Sequence[Row], out: Path) -> None:
    """Write rows as arrays of numpy."""
    np.savez_compressed(
        out,
        columns=np.asarray(COLUMNS),
        seen=np.concatenate([row.seen for row in found]),
        is_right=np.concatenate([row.is_right for row in found]),
        counts=np.asarray([len(row.is_right) for row in found]),
        ids=np.asarray([row.id for row in found]),
        is_answerable=np.asarray([row.is_answerable for row in found]),
        is_looked_up=np.asarray([row.is_looked_up for row in found]),
    )


def _make_usable(path: Path) -> None:
    """Trees that judge nothing where there are none for the present features."""
    try:
        Trees.read(path, COLUMNS, len(COLUMNS))
    except RankerError:
        laid_out([{"tree_structure": {"leaf_value": 0.0}}], _DEPTH).write(path, COLUMNS)


def fit(seen: Numbers, is_right: NDArray[np.bool_], weights: Numbers) -> Trees:
    """The trees: the mean of a few runs. What can only speak for an answer never speaks against."""
    import lightgbm  # noqa: PLC0415 -- no part of the program

    models = []
    for seed in range(_RUNS):
        model = lightgbm.LGBMClassifier(
            **_RECIPE, random_state=seed, monotone_constraints=[_direction(c) for c in COLUMNS]
        )
        model.fit(seen, is_right.astype(int), sample_weight=weights)
        models.append(model.booster_.dump_model()["tree_info"])
    trees = laid_out([tree for model in models for tree in model], _DEPTH)
    return replace(trees, leaf=trees.leaf / _RUNS)


def _direction(column: str) -> int:
    name = column.removesuffix(" less the best")
    return int(name in FEATURES_RISING) - int(name in FEATURES_FALLING)


def main() -> None:
    """Read the arguments, and ask or fit."""
    parser = argparse.ArgumentParser(prog="python -m bench.judge_training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    asking = commands.add_parser("rows", help="hỏi các câu, ghi những gì thấy được")
    asking.add_argument("--shared", type=Path, required=True)
    asking.add_argument("--questions", type=Path, default=BUILD)
    asking.add_argument("--out", type=Path, required=True)
    fitting = commands.add_parser("fit", help="lập các cây (cần lightgbm)")
    fitting.add_argument("--rows", type=Path, required=True)
    fitting.add_argument("--out", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    if arguments.command == "rows":
        write_rows(arguments.shared, arguments.questions, arguments.out, date(2026, 11, 30))
        return
    found = np.load(arguments.rows)
    kept = np.repeat(~found["is_looked_up"], found["counts"])
    is_elsewhere = np.asarray([each.endswith(_ELSEWHERE) for each in found["ids"]])
    weights = np.repeat(np.where(is_elsewhere, _OF_ELSEWHERE, 1.0), found["counts"])
    trees = fit(found["seen"][kept], found["is_right"][kept], weights[kept])
    trees.write(arguments.out, COLUMNS)
    print(json.dumps({"passages": int(kept.sum()), "trees": len(trees.leaf)}))  # noqa: T201


if __name__ == "__main__":
    main()
