"""What many tests begin with: a clock that they turn on, an empty database, servers of chats.

Where DUNGHAN_TEST_POSTGRES names a server, what runs on an empty database runs on both kinds.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.posting import Poster
from corpus.database import Database, open_database
from corpus.store import open_store
from tests.clocks import Clock
from tests.emulator.process import EmulatorMissingError, EmulatorProcess
from tests.postgres import Server, empty, server_at
from tests.zalo_double import ZaloDouble


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres() -> Server:
    """The server that tests may make databases on."""
    named = os.environ.get("DUNGHAN_TEST_POSTGRES")
    if not named:
        pytest.skip("DUNGHAN_TEST_POSTGRES names no PostgreSQL server")
    return server_at(named)


@pytest.fixture(scope="session")
def postgres_store(postgres: Server) -> Iterator[str]:
    """The URL of a store on the server, which every test leaves empty."""
    with postgres.database() as made:
        open_store(made).close()
        yield made


@pytest.fixture
def postgres_url(postgres_store: str) -> Iterator[str]:
    """The URL of an empty store on the server."""
    yield postgres_store
    empty(postgres_store)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty store, of one kind and then of the other."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kho.db'}"
        return
    yield request.getfixturevalue("postgres_url")


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def emulator_process() -> Iterator[EmulatorProcess]:
    try:
        process = EmulatorProcess()
    except EmulatorMissingError as error:
        pytest.skip(str(error))
    yield process
    process.close()


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloDouble]:
    server = ZaloDouble()
    yield server
    await asyncio.to_thread(server.close)


@pytest.fixture
async def poster() -> AsyncIterator[Poster]:
    async with Poster() as opened:
        yield opened
