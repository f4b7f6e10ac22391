"""Many files: found in folders, read one by one, none hidden."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import ReadDocument
from ingest.errors import IngestError, MissingFileError
from ingest.read import read_file, readable_suffixes

_MAX_FILES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that was not read on purpose."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFiles:
    """What lies under the paths asked for, each part sorted by path."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...] = ()
    failed: tuple[IngestError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What became of each file: read, left out with a reason, or failed with its error."""

    done: tuple[ReadDocument, ...]
    skipped: tuple[Skipped, ...]
    failed: tuple[IngestError, ...]


def find_files(paths: Iterable[Path]) -> FoundFiles:
    """The files to read, and what was left out with the reason.

    A folder is walked; hidden files and unreadable kinds inside it are skipped. A file named
    outright is always tried.
    """
    files: set[Path] = set()
    skipped: dict[Path, str] = {}
    failed: list[IngestError] = []
    for path in paths:
        if path.is_dir():
            _walk(path, files, skipped)
        elif path.exists():
            files.add(path)
        else:
            failed.append(MissingFileError(path, "không có tệp hay thư mục này"))
    return FoundFiles(
        files=tuple(sorted(files)),
        skipped=tuple(
            Skipped(path=path, reason=reason)
            for path, reason in sorted(skipped.items())
            if path not in files
        ),
        failed=tuple(failed),
    )


def _walk(folder: Path, files: set[Path], skipped: dict[Path, str]) -> None:
    for count, path in enumerate(folder.rglob("*")):
        if count >= _MAX_FILES:
            skipped[folder] = f"thư mục có hơn {_MAX_FILES} tệp, phần sau không xét"
            return
        if not path.is_file():
            continue
        inside = path.relative_to(folder)
        if any(part.startswith((".", "~$")) for part in inside.parts):
            skipped[path] = "tệp ẩn hoặc tệp tạm"
        elif path.suffix.lower() not in readable_suffixes:
            skipped[path] = f"chưa đọc được loại tệp «{path.suffix}»"
        else:
            files.add(path)


def read_files(paths: Iterable[Path], on_progress: Callable[[Path], None] | None = None) -> Batch:
    """Read all files under the paths; one bad file stops no other.

    Args:
        paths: files and folders.
        on_progress: called with each file before it is read.
    """
    found = find_files(paths)
    done: list[ReadDocument] = []
    failed = list(found.failed)
    for path in found.files:
        if on_progress is not None:
            on_progress(path)
        try:
            done.append(read_file(path))
        except IngestError as error:
            failed.append(error)
    return Batch(done=tuple(done), skipped=found.skipped, failed=tuple(failed))
