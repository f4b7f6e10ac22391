"""A process that is killed just before one write: `python -m tests.killed_index`."""

import os
import sys
from pathlib import Path

from corpus.store import open_store
from index.library_index import LibraryIndex
from tests.index_doubles import MORNING, HashingEmbedder

KILLED = 9


def run(home: Path, action: str, point: str) -> None:
    """Rebuild or roll back, and die where `point` would happen, as "os.rename CURRENT.new"."""
    with open_store(f"sqlite:///{home}/kho.db", now=lambda: MORNING) as store:
        index = LibraryIndex(home / "index", store, HashingEmbedder())

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            if arguments and f"{event} {Path(str(arguments[0])).name}" == point:
                os._exit(KILLED)

        sys.addaudithook(watch)
        if action == "rebuild":
            index.rebuild()
        else:
            index.roll_back()


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
