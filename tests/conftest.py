"""What many tests begin with: a clock that they turn on, an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.database import Database, open_database
from tests.clocks import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'kho.db'}")
    yield opened
    opened.close()
