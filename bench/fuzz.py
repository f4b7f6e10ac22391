"""`python -m bench.fuzz`: damaged files in a row through the process that reads.

What has to hold: this process lives on, no file takes longer than the limit, and what is stored
is whole. A file that breaks one of these is kept for a test to be made of it.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bench.mutations import mutate
from bench.recorded import RESULTS, Recorded, program_version, this_machine, write_recorded
from bench.table import write_page
from corpus.documents import ReadDocument
from corpus.errors import DungHanError
from corpus.schema import VIETNAM
from corpus.store import Store, open_store
from ingest.errors import IngestError, ReaderDiedError, TooMuchMemoryError, TooSlowError
from ingest.limits import Limits
from ingest.read import readable_suffixes
from ingest.readers import Readers, Reading, Source

_SEED_BYTES = 150_000
_SLOWEST = 10
_OVERHEAD_SECONDS = 10.0  # to end a process and start another on a busy machine
_TELL_EVERY = 500


@dataclass(slots=True, kw_only=True)
class Tally:
    """What came of the files so far."""

    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    suffixes: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    over_limit: int = 0  # files that took longer than the limit and ending them takes
    partial: int = 0  # documents stored otherwise than they were read
    seconds: float = 0.0

    def measures(self) -> dict[str, float]:
        """The shape that bench.recorded keeps."""
        read = self.outcomes["read"]
        died = self.outcomes["ReaderDiedError"]
        slow, swollen = self.outcomes["TooSlowError"], self.outcomes["TooMuchMemoryError"]
        return {
            "files": self.files,
            "formats": len(self.suffixes),
            "read": read,
            "refused": self.files - read - died - slow - swollen,
            "reader_died": died,
            "too_slow": slow,
            "too_much_memory": swollen,
            "over_limit": self.over_limit,
            "partial": self.partial,
            "slowest_s": round(self.slowest[0][0], 2) if self.slowest else 0,
            "files_per_second": round(self.files / self.seconds, 1) if self.seconds else 0,
        }


def seeds_of(folders: Iterable[Path]) -> dict[str, list[bytes]]:
    """The files of each suffix that is read, those small enough to be mutated by the thousand."""
    seeds: dict[str, list[bytes]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            suffix = path.suffix.lower()
            if suffix in readable_suffixes and path.is_file():
                content = path.read_bytes()
                if suffix in (".txt", ".md", ".html", ".htm"):
                    content = content[:_SEED_BYTES]
                if len(content) <= _SEED_BYTES:
                    seeds.setdefault(suffix, []).append(content)
    return seeds


def damaged_files(
    seeds: dict[str, list[bytes]], count: int, seed: int, folder: Path
) -> Iterator[Source]:
    """`count` files written one by one, every suffix as often as the others."""
    suffixes = sorted(seeds)
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")  # noqa: S311 -- to be repeated, not secret
        suffix = suffixes[number % len(suffixes)]
        path = folder / f"{number:06d}{suffix}"
        path.write_bytes(mutate(chance, seeds[suffix]))
        yield Source(path=path, name=path.name)


def fuzz(
    sources: Iterable[Source],
    readers: Readers,
    store: Store,
    quiet_seconds: float,
    on_finding: Callable[[Reading], None],
) -> Iterator[Tally]:
    """Read the files, store what comes of them, remove them; the tally after each."""
    tally = Tally()
    started = time.monotonic()
    for reading in readers.read_in_order(sources):
        tally.files += 1
        tally.suffixes[reading.source.path.suffix] += 1
        tally.outcomes[_outcome(reading)] += 1
        tally.slowest = sorted([*tally.slowest, (reading.seconds, reading.source.name)])[::-1]
        del tally.slowest[_SLOWEST:]
        is_partial = reading.read is not None and not _is_whole(store, reading.read)
        is_late = reading.seconds > 2 * quiet_seconds + _OVERHEAD_SECONDS
        tally.partial += is_partial
        tally.over_limit += is_late
        if is_partial or is_late or isinstance(reading.error, _FINDINGS):
            on_finding(reading)
        reading.source.path.unlink()
        tally.seconds = time.monotonic() - started
        yield tally


_FINDINGS = (ReaderDiedError, TooSlowError, TooMuchMemoryError)


def _outcome(reading: Reading) -> str:
    return "read" if reading.error is None else type(reading.error).__name__


def _is_whole(store: Store, read: ReadDocument) -> bool:
    """True when the store gives back what was read, or refused all of it."""
    before = store.latest_change()
    try:
        stored = store.put(read)
    except DungHanError:
        return store.latest_change() == before
    if stored.change is None:
        return True
    document = store.document(stored.document_id)
    passages = store.passages(stored.document_id)
    return (
        document.text == read.document.text
        and "".join(passage.text for passage in passages) == document.text
        and len(passages) == len(read.passages)
    )


def main() -> None:
    """Read the arguments, run, print the counts, keep the result."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--files", type=Path, nargs="+", required=True, help="thư mục tệp gốc")
    parser.add_argument("--count", type=int, default=10_000, help="số tệp hỏng")
    parser.add_argument("--seed", type=int, default=1, help="số gieo; cùng số cho cùng các tệp")
    parser.add_argument("--seconds", type=float, default=20.0, help="giới hạn thời gian một tệp")
    parser.add_argument("--workers", type=int, default=1, help="số tiến trình đọc")
    parser.add_argument("--keep", type=Path, help="thư mục giữ các tệp gây ra lỗi")
    parser.add_argument("--out", type=Path, default=RESULTS, help="nơi ghi kết quả")
    arguments = parser.parse_args()
    seeds = seeds_of(arguments.files)
    if not seeds:
        parser.error("không có tệp nào đọc được trong --files")
    _say(", ".join(f"{suffix}: {len(found)} tệp gốc" for suffix, found in sorted(seeds.items())))
    limits = Limits(quiet_seconds=arguments.seconds, total_seconds=2 * arguments.seconds)
    tally = Tally()
    with (
        tempfile.TemporaryDirectory() as folder,
        Readers(limits=limits, workers=arguments.workers) as readers,
        open_store(f"sqlite:///{folder}/kho.db") as store,
    ):
        files = Path(folder) / "files"
        files.mkdir()
        sources = damaged_files(seeds, arguments.count, arguments.seed, files)
        for tally in fuzz(sources, readers, store, arguments.seconds, _keeper(arguments.keep)):
            if tally.files % _TELL_EVERY == 0:
                _say(f"{tally.files} tệp, {tally.seconds:.0f} giây, {dict(tally.outcomes)}")
    for seconds, name in tally.slowest:
        _say(f"chậm nhất: {name} {seconds:.2f} giây")
    recorded = Recorded(
        name="fuzz",
        made_on=datetime.now(VIETNAM).date().isoformat(),
        program_version=program_version(),
        machine=this_machine(),
        measures=tally.measures(),
    )
    write_recorded(recorded, arguments.out)
    if arguments.out.resolve() == RESULTS.resolve():
        write_page()
    sys.stdout.write(f"{recorded.measures}\n")
    if tally.over_limit or tally.partial:
        sys.exit(1)


def _keeper(folder: Path | None) -> Callable[[Reading], None]:
    def keep(reading: Reading) -> None:
        error: IngestError | None = reading.error
        _say(f"{reading.source.name} ({reading.seconds:.1f} giây): {error or 'lưu không trọn'}")
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            content = reading.source.path.read_bytes()
            (folder / reading.source.name).write_bytes(content)

    return keep


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
