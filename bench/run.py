"""`python -m bench.run --shared DIR`: every measurement, one file each, and the table of them.

DIR holds `retrieval/`, `questions/`, `documents/`, `procedures/`, `legacy/` and `files/`.
About half an hour on two cores, of which a million passages take most.
"""

import argparse
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from bench import (
    baselines,
    cases,
    form,
    judge_training,
    legacy,
    load,
    obligations,
    procedures,
    questions,
    reading,
    retrieval,
    risk,
    scale,
    speed,
)
from bench.collections import read_articles, read_asked
from bench.peers import PeerSearch, search_haystack
from bench.recorded import RESULTS, Recorded, program_version, this_machine, write_recorded
from bench.table import write_page
from index.embedding import Embedder
from index.static_model import load_static_model

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SAMPLES = Path(__file__).parents[1] / "samples"
OWN = Path(__file__).parent / "questions" / "own.json"
TRUTH = Path(__file__).parent / "truth"
PARTS = (
    "speed",
    "reading",
    "form",
    "legacy",
    "questions",
    "retrieval",
    "procedures",
    "obligations",
    "cases",
    "load",
    "scale",
)
_SIZES = (10_000, 100_000, 1_000_000)  # passages
_ENCODINGS = ("tcvn3", "vni")
_REGISTER_ROWS = 100_000
_SETS = ("dev_exam", "dev_staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """Interpreters of environments where other programs are installed; None: not asked."""

    docling: Path | None = None
    haystack: Path | None = None


NO_PEERS = Peers()


def run(
    shared: Path,
    out: Path,
    today: date,
    only: Collection[str] = PARTS,
    peers: Peers = NO_PEERS,
) -> Iterator[Path]:
    """Measure and write each result; yields the files as they are written."""
    embedder = load_static_model()
    # Speed first: what the others leave in memory would count.
    parts: dict[str, Callable[[], Iterator[_Named]]] = {
        "speed": lambda: _speed(shared, embedder, today),
        "reading": lambda: _reading(shared / "files", peers.docling),
        "form": lambda: _form(shared),
        "legacy": lambda: _legacy(shared / "legacy"),
        "questions": lambda: _questions(shared, embedder, today),
        "retrieval": lambda: _retrieval(shared / "retrieval", embedder, peers.haystack),
        "procedures": lambda: _procedures(shared / "procedures", embedder, today),
        "obligations": lambda: _obligations(shared / "documents"),
        "cases": _cases,
        "load": lambda: _load(shared / "retrieval", today),
        "scale": lambda: _scale(shared / "retrieval" / "articles.jsonl.gz", embedder),
    }
    for name, measures in chain.from_iterable(parts[part]() for part in PARTS if part in only):
        recorded = Recorded(
            name=name,
            made_on=today.isoformat(),
            program_version=program_version(),
            machine=this_machine(),
            measures=measures,
        )
        yield write_recorded(recorded, out)


_Named = tuple[str, dict[str, float]]


def _speed(shared: Path, embedder: Embedder, today: date) -> Iterator[_Named]:
    asked = questions.read_questions(shared / "questions" / "dev.json")
    found = speed.measure(
        shared / "files" / "pdf_text", shared / "documents", asked, embedder, today
    )
    yield "speed", found.measures()


def _reading(files: Path, docling_python: Path | None) -> Iterator[_Named]:
    found = reading.measure(files, _say, docling_python)
    for remark in found.remarks:
        _say(remark)
    yield "reading", found.measures()


def _form(shared: Path) -> Iterator[_Named]:
    """Papers that hold their text, and scans, apart."""
    of_text = ("pdf_text", "pdf_text_other", "docx", "doc")
    folders = [shared / "documents", *(shared / "files" / name for name in of_text)]
    yield "form-text", form.measure(folders).measures()
    yield "form-scans", form.measure([shared / "files" / "pdf_scan"]).measures()


def _legacy(folder: Path) -> Iterator[_Named]:
    for name in _ENCODINGS:
        yield f"legacy-{name}", legacy.measure(folder / name, _say).measures()


def _questions(shared: Path, embedder: Embedder, today: date) -> Iterator[_Named]:
    known = shared / "documents"
    sets = {
        known: [("dev", shared / "questions" / "dev.json"), ("own", OWN)],
        SAMPLES / "papers": [("samples", SAMPLES / "questions.json")],
    }
    for papers, files in judge_training.sets(shared, judge_training.HELD_OUT).items():
        sets.setdefault(papers, []).extend((f"held-{path.stem}", path) for path in files)
    for papers, named in sets.items():
        with (
            questions.store_of(papers) as store,
            questions.assistant_of(store, embedder) as assistant,
        ):
            pieces = baselines.pieces_of(store)
            for name, file in named:
                asked = questions.read_questions(file)
                judged = list(questions.judge(assistant, asked, today))
                bare = questions.without_accents(asked)
                without = questions.score(questions.judge(assistant, bare, today))
                against = baselines.measure_baselines(pieces, asked)
                scores = asdict(questions.score(judged))
                yield f"questions-{name}", {**scores, **asdict(against), **_curve(judged)}
                bare_scores = {k: float(v) for k, v in asdict(without).items()}
                yield f"questions-{name}-no-accents", bare_scores


def _curve(judged: Iterable[questions.Judged]) -> dict[str, float]:
    """The risk-coverage curve by flat names: "risk_at_0.65"."""
    points = risk.risk_curve(judged)
    return {
        f"{measure}_at_{point.bound}": round(value, 4)
        for point in points
        for measure, value in (
            ("coverage", point.coverage),
            ("risk", point.risk),
            ("cost", point.cost),
        )
    }


def _obligations(documents: Path) -> Iterator[_Named]:
    ours, theirs = TRUTH / "plans", []
    sets: dict[str, list[Path]] = {}
    for path in sorted(TRUTH.glob("obligations-*.json")):
        if not (ours / obligations.read_gold(path).file).exists():
            theirs.append(path)
        else:
            sets.setdefault(obligations.read_gold(path).group, []).append(path)
    for path in theirs:
        yield path.stem, obligations.measures(obligations.score_files(documents, [path]))
    for name, golds in sets.items():
        yield (
            f"obligations-plans-{name}",
            obligations.measures(obligations.score_files(ours, golds)),
        )


def _retrieval(folder: Path, embedder: Embedder, haystack: Path | None) -> Iterator[_Named]:
    articles = folder / "articles.jsonl.gz"

    def ask_haystack(asked: Sequence[str]) -> PeerSearch | None:
        _say("Đang hỏi haystack …")
        found, remark = search_haystack(articles, asked, haystack)
        if remark:
            _say(remark)
        return found

    found = retrieval.measure(
        list(read_articles(articles)),
        {name: list(read_asked(folder / f"{name}.jsonl")) for name in _SETS},
        embedder,
        _say,
        ask_haystack if haystack else retrieval.no_peer,
    )
    for name, result in found.items():
        yield f"retrieval-{name}", retrieval_measures(result)


def _procedures(folder: Path, embedder: Embedder, today: date) -> Iterator[_Named]:
    found = procedures.measure(folder / "procedures.jsonl.gz", embedder, today)
    yield "procedures", procedures.measures(found)


def _scale(articles: Path, embedder: Embedder) -> Iterator[_Named]:
    lines = scale.lines_of(article.text for article in read_articles(articles))
    for found in scale.measure(lines, _SIZES, embedder, _say):
        yield f"scale-{found.passages}", found.measures()


def _load(folder: Path, today: date) -> Iterator[_Named]:
    asked = [each.text for name in _SETS for each in read_asked(folder / f"{name}.jsonl")]
    found = load.measure(read_articles(folder / "articles.jsonl.gz"), asked, today, _say)
    yield "load", found.measures()


def _cases() -> Iterator[_Named]:
    yield "cases", cases.measure(_REGISTER_ROWS).measures()


def retrieval_measures(found: retrieval.Retrieval) -> dict[str, float]:
    """The measures of a retrieval run by flat names: "fused_ndcg10"."""
    ranked = {
        f"{half}_{measure}": round(value, 4)
        for half in ("bm25_default", "bm25", "dense", "unranked", "fused", "bare", "slip")
        for measure, value in asdict(getattr(found, half)).items()
    }
    low, high = found.fused_interval
    theirs = asdict(found.haystack) if found.haystack else {}
    peer = {f"haystack_{measure}": round(value, 4) for measure, value in theirs.items()}
    if peer:
        peer["haystack_ms_p50"] = round(found.haystack_ms_p50, 1)
    return {
        "questions": found.questions,
        "left_out": found.left_out,
        "articles": found.articles,
        **ranked,
        **peer,
        "fused_ndcg10_low": round(low, 4),
        "fused_ndcg10_high": round(high, 4),
        "index_s": round(found.index_s, 1),
        "words_per_second": round(found.words_per_second),
        "start_s": round(found.start_s, 2),
        "ms_p50": round(found.ms_p50, 2),
        "ms_p95": round(found.ms_p95, 2),
        "rss_mib": round(found.rss_mib, 1),
    }


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main() -> None:
    """Read the arguments, run, write the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="thư mục dữ liệu đo")
    parser.add_argument("--out", type=Path, default=RESULTS, help="nơi ghi kết quả")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="chỉ đo phần này")
    parser.add_argument("--docling-python", type=Path, help="Python có cài docling")
    parser.add_argument("--haystack-python", type=Path, help="Python có cài haystack-ai")
    arguments = parser.parse_args()
    today = datetime.now(VIETNAM).date()
    peers = Peers(docling=arguments.docling_python, haystack=arguments.haystack_python)
    measured = run(arguments.shared, arguments.out, today, arguments.only, peers)
    for path in measured:
        _say(f"Đã ghi {path.name}")
    if arguments.out.resolve() == RESULTS.resolve():
        write_page()
    else:
        write_page(arguments.out, arguments.out / "README.md")


if __name__ == "__main__":
    main()
