"""The other programs that ours is held against, each with its seconds or why there are none."""

import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import IngestError
from ingest.pdf import plain_pages

_LIMIT_SECONDS = 3600
_DOCLING = Path(__file__).with_name("docling_peer.py")
_HAYSTACK = Path(__file__).with_name("haystack_peer.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerReading:
    """One file by another reader."""

    seconds: float
    error: str | None = None  # why it was not read


def time_pypdf(path: Path) -> PeerReading:
    """A PDF by pypdf's plain extraction."""
    return _timed(lambda: plain_pages(path), IngestError)


def time_pdfminer(path: Path) -> PeerReading:
    """A PDF by pdfminer.six."""
    from pdfminer.high_level import extract_text  # noqa: PLC0415 -- of the [test] extra

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    return _timed(lambda: extract_text(path), Exception)


def time_docling(
    paths: Sequence[Path], python: Path | None = None
) -> tuple[dict[Path, PeerReading], str | None]:
    """The files that docling converts, and in Vietnamese why it could not for some or all.

    Args:
        paths: the files.
        python: an interpreter that has docling; None: this one.
    """
    lines, remark = _told("docling", python, [_DOCLING, *(path.absolute() for path in paths)])
    if remark:
        return {}, remark
    found = {
        Path(line["file"]): PeerReading(
            seconds=float(line.get("seconds", 0.0)), error=line.get("error")
        )
        for line in lines
    }
    by_path = {path: found[path.absolute()] for path in paths if path.absolute() in found}
    errors = [reading.error for reading in by_path.values() if reading.error]
    if not errors:
        return by_path, None
    return by_path, f"docling: không đọc được {len(errors)}/{len(paths)} tệp ({errors[0]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerSearch:
    """What another search engine found."""

    rankings: tuple[tuple[str, ...], ...]  # ids, best first, for each question
    times: tuple[float, ...]  # milliseconds of each
    index_s: float


def search_haystack(
    articles: Path, questions: Sequence[str], python: Path | None
) -> tuple[PeerSearch | None, str | None]:
    """What haystack's BM25 finds, or None and in Vietnamese why not. About a second a question.

    Args:
        articles: the .jsonl.gz file of a collection.
        questions: as they are asked.
        python: an interpreter that has haystack; None: this one.
    """
    asked = "".join(json.dumps(question) + "\n" for question in questions)
    lines, remark = _told("haystack", python, [_HAYSTACK, articles.absolute()], asked)
    if remark or len(lines) != len(questions) + 1:
        return None, remark or f"haystack: trả lời {len(lines) - 1}/{len(questions)} câu"
    return (
        PeerSearch(
            rankings=tuple(tuple(line["ids"]) for line in lines[1:]),
            times=tuple(float(line["ms"]) for line in lines[1:]),
            index_s=float(lines[0]["seconds"]),
        ),
        None,
    )


def _told(
    name: str, python: Path | None, arguments: Sequence[Path], said: str = ""
) -> tuple[list[dict[str, Any]], str | None]:
    """The lines of JSON that a peer's script prints, and in Vietnamese why it failed."""
    # -P: the script's folder has files that are named as modules of Python are.
    command = [str(python or sys.executable), "-P", *map(str, arguments)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own script
            command,
            input=said,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=_LIMIT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return [], f"{name}: không chạy được ({type(error).__name__})"
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["không rõ lý do"])[-1]
        return [], f"{name}: không cài được hoặc không chạy được ({last})"
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")], None


def _timed(call: Callable[[], object], failures: type[Exception]) -> PeerReading:
    started = time.perf_counter()
    try:
        call()
    except failures as error:
        return PeerReading(seconds=0.0, error=type(error).__name__)
    return PeerReading(seconds=time.perf_counter() - started)
