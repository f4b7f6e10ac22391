"""How fast papers are read, questions answered, and a cold command answers; and the memory held.

Reading is held against pypdf's plain extraction of the same files in the same run, file by file
in turn, so that a busy machine slows both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.measures import percentile, resident_mib
from bench.questions import GoldQuestion, assistant_over
from index.embedding import Embedder
from ingest.errors import IngestError
from ingest.pdf import bare_text
from ingest.read import read_file

_COLD_RUNS = 5
_COLD_LIMIT_SECONDS = 120
_ASKED_COLD = "Thời hạn báo cáo là khi nào?"
_COMMAND = (sys.executable, "-c", "from cli.main import main; main()")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The speed of reading PDF files; rates are 0 when there is none that can be read."""

    files: int
    unread: int  # scans and broken files, which neither side counts
    pages: int
    pages_per_second: float
    bare_pages_per_second: float  # pypdf alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What one run measured; milliseconds are 0 without questions."""

    reading: Reading
    questions: int
    ms_p50: float
    ms_p95: float
    cold_ask_s: float  # the median of five starts of the command
    rss_mib: float  # after the questions

    def measures(self) -> dict[str, float]:
        """The stable shape of the command's last line."""
        return {
            "pdf_files": self.reading.files,
            "pdf_unread": self.reading.unread,
            "pages": self.reading.pages,
            "pages_per_second": round(self.reading.pages_per_second, 1),
            "bare_pages_per_second": round(self.reading.bare_pages_per_second, 1),
            "questions": self.questions,
            "ms_p50": round(self.ms_p50, 2),
            "ms_p95": round(self.ms_p95, 2),
            "cold_ask_s": round(self.cold_ask_s, 2),
            "rss_mib": round(self.rss_mib, 1),
        }


def measure(
    papers: Path,
    documents: Path,
    questions: Iterable[GoldQuestion],
    embedder: Embedder,
    today: date,
) -> Speed:
    """The speed of reading the PDF files of `papers`, and of answering over `documents`."""
    reading = time_reading(sorted(papers.rglob("*.pdf")))
    with assistant_over(documents, embedder) as assistant:
        assistant.answer(_ASKED_COLD, today)  # the first builds the index
        times = [1000 * _seconds(assistant.answer, each.text, today) for each in questions]
        memory = resident_mib()
    return Speed(
        reading=reading,
        questions=len(times),
        ms_p50=percentile(times, 50),
        ms_p95=percentile(times, 95),
        cold_ask_s=time_cold_ask(documents),
        rss_mib=memory,
    )


def time_reading(files: Iterable[Path]) -> Reading:
    """Pages a second of each way to read, over the files that ingest takes in."""
    pages = unread = count = 0
    ours = bare = 0.0
    for path in files:
        count += 1
        started = time.perf_counter()
        try:
            read = read_file(path)
        except IngestError:
            unread += 1
            continue
        ours += time.perf_counter() - started
        bare += _seconds(bare_text, path)
        pages += read.document.page_count
    return Reading(
        files=count,
        unread=unread,
        pages=pages,
        pages_per_second=pages / ours if ours else 0.0,
        bare_pages_per_second=pages / bare if bare else 0.0,
    )


def time_cold_ask(documents: Path, runs: int = _COLD_RUNS) -> float:
    """Seconds from starting `dunghan ask` to its end, the median of `runs`.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    with tempfile.TemporaryDirectory() as home:
        _run(home, "ingest", str(documents.absolute()))
        return statistics.median(_seconds(_run, home, "ask", _ASKED_COLD) for _ in range(runs))


def _run(home: str, *arguments: str) -> None:
    subprocess.run(  # noqa: S603 -- our own command, fixed words
        [*_COMMAND, *arguments],
        env={**os.environ, "DUNGHAN_HOME": home, "DUNGHAN_DATABASE_URL": ""},
        check=True,
        capture_output=True,
        timeout=_COLD_LIMIT_SECONDS,
    )


def _seconds(call: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - started
