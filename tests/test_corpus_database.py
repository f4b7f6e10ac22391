"""The database behind the store: its version, WAL, two writers, and what it refuses."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import bot.schema
import cases.schema
from corpus import (
    audience_schema,
    chat_group_schema,
    database,
    pending_schema,
    staff_schema,
    talk_schema,
    unanswered_schema,
)
from corpus.documents import Document, ReadDocument
from corpus.errors import StoreError, StoreVersionError
from corpus.schema import SCHEMA_VERSION, metadata
from corpus.store import open_store
from tests.old_stores import bring_back_to_first_version


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kho.db"


@pytest.fixture
def connection(path: Path) -> Iterator[sa.Connection]:
    """A plain connection to a store that was just made."""
    open_store(f"sqlite:///{path}").close()
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def page(name: str) -> ReadDocument:
    """A paper without passages."""
    document = Document(
        id="van-ban",
        source=name,
        sha256=name,
        page_count=1,
        page_starts=(0,),
        text="",
    )
    return ReadDocument(document=document, passages=())


# What one writing process does; the store may not exist yet. A process of its own that imports
# nothing of the tests starts in half the time.
WRITER = """
import sys
from corpus.documents import Document, ReadDocument
from corpus.store import open_store
with open_store(f"sqlite:///{sys.argv[1]}") as store:
    for number in range(30):
        name = f"{sys.argv[2]}{number}"
        document = Document(
            id="van-ban", source=name, sha256=name, page_count=1, page_starts=(0,), text=""
        )
        store.put(ReadDocument(document=document, passages=()))
"""


def test_migrations_make_the_tables_that_the_schema_describes(connection: sa.Connection) -> None:
    assert bot.schema.chat_kept.metadata is metadata
    assert cases.schema.cases.metadata is metadata  # the tables of every room are in it
    assert audience_schema.document_audiences.metadata is metadata
    assert chat_group_schema.chat_groups.metadata is metadata
    assert pending_schema.pending.metadata is metadata
    assert unanswered_schema.unanswered.metadata is metadata
    assert staff_schema.staff.metadata is metadata
    assert talk_schema.talk_entries.metadata is metadata
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_newest_migration_is_the_version_of_the_schema() -> None:
    folder = Path(database.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [SCHEMA_VERSION]


def test_made_store_records_its_version(connection: sa.Connection) -> None:
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
    assert found == SCHEMA_VERSION


def test_a_store_of_the_first_version_keeps_its_papers(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        store.put(page("cu.txt"))
    bring_back_to_first_version(f"sqlite:///{path}")
    with open_store(f"sqlite:///{path}") as store:
        document = store.document("van-ban")
    assert (document.source, document.addressees, document.is_draft) == ("cu.txt", (), False)


def test_store_is_in_wal(connection: sa.Connection) -> None:
    assert connection.execute(sa.text("PRAGMA journal_mode")).scalar_one() == "wal"


def test_opening_a_current_store_does_not_load_alembic(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()
    program = (
        "import sys; from corpus.store import open_store; "
        f"open_store('sqlite:///{path}').close(); print('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_folder_of_the_store_is_made(tmp_path: Path) -> None:
    place = tmp_path / "co quan 100%" / "kho.db"
    open_store(f"sqlite:///{place}").close()
    assert place.exists()


def test_two_processes_that_make_and_write_one_store_lose_nothing(path: Path) -> None:
    commands = [[sys.executable, "-c", WRITER, str(path), name] for name in "ab"]
    writers = [subprocess.Popen(command) for command in commands]  # noqa: S603
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    with open_store(f"sqlite:///{path}") as store:
        assert store.counts().documents == 60
        assert [change.number for change in store.changes_since(0)] == list(range(1, 61))


def test_threads_share_one_store(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        threads = [
            threading.Thread(target=lambda name=name: store.put(page(name))) for name in "abcdefgh"
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.latest_change() == 8


def test_reader_sees_the_last_finished_state_while_another_writes(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        store.put(page("a"))
        with closing(sqlite3.connect(path, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("DELETE FROM revisions")
            assert [document.id for document in store.documents()] == ["van-ban"]
            writer.execute("ROLLBACK")


def test_writer_that_waits_too_long_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with open_store(f"sqlite:///{path}") as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="đang được một tiến trình khác ghi"):
                store.put(page("a"))
            writer.execute("ROLLBACK")
        assert store.latest_change() == 0


def test_failed_write_leaves_nothing(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        broken = page("a")
        with closing(sqlite3.connect(path)) as other:
            other.execute("ALTER TABLE revisions RENAME TO gone")
        with pytest.raises(StoreError, match="không dùng được"):
            store.put(broken)
        assert store.latest_change() == 0


def test_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("Đây là một tệp văn bản, không phải cơ sở dữ liệu.\n" * 50, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="không phải là kho của Đúng Hạn"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_database_of_another_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE ho_so (ma TEXT)")
    with pytest.raises(StoreError, match="cơ sở dữ liệu của chương trình khác"):
        open_store(f"sqlite:///{path}")


def test_store_of_a_newer_program_is_refused(path: Path) -> None:
    open_store(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.commit()
    expected = f"bản 9999, mới hơn bản {SCHEMA_VERSION}"
    with pytest.raises(StoreVersionError, match=expected) as caught:
        open_store(f"sqlite:///{path}")
    assert (caught.value.found, caught.value.expected) == ("9999", SCHEMA_VERSION)


def test_folder_that_can_not_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="Không tạo được thư mục"):
        open_store(f"sqlite:///{tmp_path}/tep/kho.db")


def test_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="không mở được"):
        open_store(f"sqlite:///{tmp_path}")


def test_address_that_is_none_is_refused() -> None:
    with pytest.raises(StoreError, match="Địa chỉ của kho không đọc được"):
        open_store("kho của tôi")


def test_unreachable_server_is_refused_without_showing_the_password() -> None:
    with pytest.raises(StoreError, match="Kho «postgresql") as caught:
        open_store("postgresql://can_bo:mat-khau@127.0.0.1:1/kho")
    assert "mat-khau" not in str(caught.value)
