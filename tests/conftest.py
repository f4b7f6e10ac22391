"""What many tests begin with: a clock that they turn on, an empty database, a Zalo server."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.posting import Poster
from corpus.database import Database, open_database
from tests.clocks import Clock
from tests.zalo_double import ZaloDouble


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'kho.db'}")
    yield opened
    opened.close()


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloDouble]:
    server = ZaloDouble()
    yield server
    await asyncio.to_thread(server.close)


@pytest.fixture
async def poster() -> AsyncIterator[Poster]:
    async with Poster() as opened:
        yield opened
