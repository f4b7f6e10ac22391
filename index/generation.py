"""Generations: an index is a folder, built beside and brought into use by one rename.

    index/
        CURRENT              the name of the generation in use; below it, of the one before
        000003/manifest.json
        000003/lexical/      tantivy
        000003/vectors.faiss

A reader never sees half of one. The one before is kept, so that a rebuild can be taken back: both
names stand in one file, which is replaced whole. Derived data: all of it can be rebuilt from the
store.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from corpus.schema import VIETNAM
from index import analyzer
from index.errors import IndexWriteError, StaleIndexError

FORMAT = 3
_CURRENT = "CURRENT"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an index folder was made of."""

    format: int = FORMAT
    analyzer: int = analyzer.VERSION
    model: str
    dimension: int
    applied: int  # the number of the store's last change that is in it; 0: of an empty store
    applied_as: str  # what that change was: a store put back from a backup has another there
    documents: int
    passages: int
    corpus_digest: str

    def check(self, *, model: str, dimension: int) -> None:
        """Compare with what the program has.

        Raises:
            StaleIndexError: something differs; the message names the command that rebuilds.
        """
        wanted = {
            "bản định dạng": (self.format, FORMAT),
            "bản bộ tách từ": (self.analyzer, analyzer.VERSION),
            "mô hình nhúng": (self.model, model),
            "số chiều": (self.dimension, dimension),
        }
        for what, (found, expected) in wanted.items():
            if found != expected:
                raise StaleIndexError(what=what, found=found, expected=expected)


def current_folder(home: Path) -> Path | None:
    """The generation in use; None when nothing was built yet.

    Raises:
        StaleIndexError: CURRENT does not hold the name of a generation.
    """
    names = _names(home)
    return home / names[0] if names else None


def earlier_folder(home: Path) -> Path | None:
    """The generation that was in use before; None when none is kept.

    Raises:
        StaleIndexError: as `current_folder`.
    """
    names = _names(home)
    return home / names[1] if len(names) > 1 else None


def new_folder(home: Path) -> Path:
    """An empty folder for the next generation, with a number above every other's.

    Raises:
        IndexWriteError: it can not be made.
    """
    numbers = [int(path.name) for path in _generations(home)]
    folder = home / f"{max(numbers, default=0) + 1:06d}"
    try:
        folder.mkdir()
    except OSError as error:
        raise IndexWriteError(home, error) from error
    return folder


def take_into_use(home: Path, folder: Path, *, earlier: Path | None = None) -> None:
    """Point CURRENT at a finished generation, and at the one to go back to.

    Raises:
        IndexWriteError: CURRENT can not be written; the generation before stays in use.
    """
    named = [folder] if earlier is None else [folder, earlier]
    _write_whole(home / _CURRENT, "".join(f"{each.name}\n" for each in named))


def remove_others(home: Path, *kept: Path | None) -> None:
    """Remove every generation that is not `kept`, half-built ones too."""
    for other in _generations(home):
        if other not in kept:
            # On Windows a reader may hold a file of it open; the next rebuild removes it.
            shutil.rmtree(other, ignore_errors=True)


def written_at(folder: Path) -> datetime:
    """When a generation was last written: built, or brought up to a change of the store."""
    return datetime.fromtimestamp((folder / _MANIFEST).stat().st_mtime, VIETNAM)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        StaleIndexError: it is missing or can not be read.
    """
    try:
        return Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StaleIndexError(
            what=f"tệp {_MANIFEST}", found="hỏng hoặc thiếu", expected="mô tả chỉ mục"
        ) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, the last thing of every change: what it says has been done.

    Raises:
        IndexWriteError: it can not be written; the one before stays.
    """
    _write_whole(folder / _MANIFEST, json.dumps(asdict(manifest), indent=1) + "\n")


def _names(home: Path) -> list[str]:
    try:
        written = (home / _CURRENT).read_bytes().decode(errors="replace")
    except FileNotFoundError:
        return []
    names = written.split()
    if not names or not all(name.isdecimal() for name in names):
        raise StaleIndexError(
            what=f"tệp {_CURRENT}", found=written.strip(), expected="tên một thế hệ"
        )
    return names


def _generations(home: Path) -> list[Path]:
    return [path for path in home.iterdir() if path.name.isdecimal()]


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)  # noqa: PTH105 -- replaces on Windows too
    except OSError as error:
        raise IndexWriteError(path.parent, error) from error
