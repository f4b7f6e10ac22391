"""How search grows: milliseconds, memory, seconds to build and to start, by number of passages.

Passages are made of lines of real ones, two or three taken at random, so that words are as
frequent as in real papers; questions are stretches of words of passages that are there.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.answering import ask_apart
from bench.measures import percentile
from index.embedding import Embedder
from index.fused import VECTORS_FILE, FusedIndex, Weights
from index.rows import Entry, row_of
from index.scope import EVERYTHING, Scope
from index.vectors import VectorIndex
from ingest.batch import read_files

_SEED = 11
_PASSAGES_OF_A_PAPER = 50
_QUESTIONS = 200
_WORDS_ASKED = 9
_COMPARED = 10
_FILTERED = 0.03  # of the papers
_SHORTEST_LINE = 40  # characters
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What one size gave."""

    passages: int
    kind: str  # of the vectors: "exact" or "lists"
    build_s: float
    words_per_second: float
    start_s: float
    ms_p50: float
    ms_p95: float
    filtered_ms_p50: float  # within three of a hundred papers
    filtered_ms_p95: float
    rss_mib: float
    disk_mib: float  # of the index's files
    add_s: float  # one paper of fifty passages added, until it is found
    dense_recall10: float  # of the ten nearest vectors, the share that the search finds
    filtered_recall10: float  # the same within the filter

    def measures(self) -> dict[str, float]:
        """The stable shape of a closing line."""
        return {
            "passages": self.passages,
            "exact": float(self.kind == "exact"),
            "build_s": round(self.build_s, 1),
            "words_per_second": round(self.words_per_second),
            "start_s": round(self.start_s, 2),
            "ms_p50": round(self.ms_p50, 2),
            "ms_p95": round(self.ms_p95, 2),
            "filtered_ms_p50": round(self.filtered_ms_p50, 2),
            "filtered_ms_p95": round(self.filtered_ms_p95, 2),
            "rss_mib": round(self.rss_mib, 1),
            "disk_mib": round(self.disk_mib, 1),
            "add_s": round(self.add_s, 2),
            "dense_recall10": round(self.dense_recall10, 4),
            "filtered_recall10": round(self.filtered_recall10, 4),
        }


def sample_texts() -> Iterator[str]:
    """The texts of the papers that come with the program."""
    papers = Path(__file__).parents[1] / "samples" / "papers"
    yield from (read.document.text for read in read_files([papers]).done)


def lines_of(texts: Iterable[str]) -> list[str]:
    """The lines that passages are made of: neither headings of two words nor whole tables."""
    return [
        line.strip()[:_LONGEST_LINE]
        for text in texts
        for line in text.splitlines()
        if len(line.strip()) >= _SHORTEST_LINE
    ]


def passages(lines: Sequence[str], count: int) -> Iterator[Entry]:
    """So many passages, the same for the same lines."""
    chance = random.Random(_SEED)  # noqa: S311 -- texts, not secrets
    for number in range(count):
        revision, ordinal = divmod(number, _PASSAGES_OF_A_PAPER)
        text = "\n".join(chance.choices(lines, k=chance.choice((1, 1, 2))))
        yield Entry(row=row_of(revision + 1, ordinal), text=text, context="")


def measure(
    lines: Sequence[str],
    sizes: Sequence[int],
    embedder: Embedder,
    on_progress: Callable[[str], None],
) -> Iterator[Scale]:
    """One result for each size, as they are measured; about 20 s for 100,000 passages."""
    for size in sizes:
        on_progress(f"{size} đoạn: đang lập chỉ mục …")
        with tempfile.TemporaryDirectory() as folder:
            yield _measure_one(lines, size, embedder, Path(folder), on_progress)


def _measure_one(
    lines: Sequence[str],
    size: int,
    embedder: Embedder,
    folder: Path,
    on_progress: Callable[[str], None],
) -> Scale:
    index = FusedIndex(folder, embedder, None, Weights())
    words = 0

    def counted() -> Iterator[Entry]:
        nonlocal words
        for entry in passages(lines, size):
            words += len(entry.text.split())
            yield entry

    started = time.perf_counter()
    index.write(counted())
    seconds = time.perf_counter() - started
    del index
    on_progress(f"{size} đoạn: lập xong sau {seconds:.0f} giây, đang hỏi …")
    questions = _questions(lines)
    asking = ask_apart(folder, embedder, questions)
    few = _filter(size)
    filtered = ask_apart(folder, embedder, questions, only=few)
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    vectors = VectorIndex.read(folder / VECTORS_FILE)
    return Scale(
        passages=size,
        kind=vectors.kind,
        build_s=seconds,
        words_per_second=words / seconds,
        start_s=asking.start_s,
        ms_p50=percentile(asking.times, 50),
        ms_p95=percentile(asking.times, 95),
        filtered_ms_p50=percentile(filtered.times, 50),
        filtered_ms_p95=percentile(filtered.times, 95),
        rss_mib=asking.rss_mib,
        disk_mib=disk / 2**20,
        dense_recall10=_recall(vectors, embedder, questions, EVERYTHING),
        filtered_recall10=_recall(vectors, embedder, questions, Scope(only=few)),
        add_s=_time_adding(folder, embedder, lines, size),
    )


def _questions(lines: Sequence[str]) -> list[str]:
    chance = random.Random(_SEED + 1)  # noqa: S311 -- see above
    found = []
    for _ in range(_QUESTIONS):
        words = chance.choice(lines).split()
        first = chance.randrange(max(1, len(words) - _WORDS_ASKED))
        found.append(" ".join(words[first : first + _WORDS_ASKED]))
    return found


def _filter(size: int) -> frozenset[int]:
    """Three of a hundred papers, at least one."""
    papers = range(1, -(-size // _PASSAGES_OF_A_PAPER) + 1)
    chance = random.Random(_SEED + 2)  # noqa: S311 -- see above
    return frozenset(chance.sample(papers, max(1, round(_FILTERED * len(papers)))))


def _recall(
    vectors: VectorIndex, embedder: Embedder, questions: Sequence[str], scope: Scope
) -> float:
    """What the lists lose; 1 for an exact index."""
    found = wanted = 0
    for question in questions[:50]:
        vector = embedder.embed_question(question)
        best = set(vectors.search(vector, _COMPARED, scope, reads_all=True)[0])
        found += len(best & set(vectors.search(vector, _COMPARED, scope)[0]))
        wanted += len(best)
    return found / wanted if wanted else 1.0


def _time_adding(folder: Path, embedder: Embedder, lines: Sequence[str], size: int) -> float:
    """Seconds from a new paper in hand until a question finds a passage of it."""
    index = FusedIndex(folder, embedder, None, Weights())
    revision = size // _PASSAGES_OF_A_PAPER + 10
    text = f"Mốc xyzzyq riêng của văn bản mới. {lines[0]}"
    paper = [
        Entry(row=row_of(revision, ordinal), text=text, context="")
        for ordinal in range(_PASSAGES_OF_A_PAPER)
    ]
    started = time.perf_counter()
    index.write(paper, [revision])
    found = index.search("mốc xyzzyq riêng của văn bản mới", _COMPARED)
    seconds = time.perf_counter() - started
    if not {hit.row for hit in found} & {entry.row for entry in paper}:
        raise RuntimeError("the paper that was added is not found")
    return seconds
