"""One database behind the store: connections, transactions, its version, errors in words.

SQLite runs in WAL: readers see the last finished state and wait for nobody. Every write takes
the one write lock at its start (BEGIN IMMEDIATE; LOCK TABLE on PostgreSQL), so two writers
follow one another instead of failing half-way, and change numbers become visible in order.
"""

import json
import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.errors import StoreError, StoreVersionError
from corpus.schema import SCHEMA_VERSION

logger = logging.getLogger(__name__)

BUSY_SECONDS = 30.0  # how long a writer waits for another one
_MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 2018_0061  # any number of ours, for pg_advisory_xact_lock


class Database:
    """Connections to one store whose tables are of this program's version."""

    def __init__(self, engine: sa.Engine, place: str) -> None:
        is_postgres = engine.dialect.name == "postgresql"
        # There each statement sees a state of its own unless this is said. A writer must see the
        # newest once it has the lock, so it is not said there.
        self._reader = (
            engine.execution_options(isolation_level="REPEATABLE READ") if is_postgres else engine
        )
        self._writer = engine.execution_options(dunghan_writes=True)
        self.place = place  # the file's path, or the URL without its password

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection whose statements see one state; never waits for a writer."""
        with _in_words(self.place), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction under the write lock: all of it is kept, or nothing."""
        with _in_words(self.place), self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("LOCK TABLE changes IN EXCLUSIVE MODE"))
            yield connection

    def version(self) -> str:
        """What keeps the store: "sqlite 3.45.1"."""
        with self.reading() as connection:
            numbers = connection.dialect.server_version_info or ()
            return f"{connection.dialect.name} {'.'.join(map(str, numbers))}"

    def close(self) -> None:
        """Close every connection. The database can not be used afterwards."""
        self._writer.dispose()


def open_database(url: str) -> Database:
    """Connect to `url`, making the file and bringing its tables to this version when needed.

    Raises:
        StoreError: the place can not be reached or written, or holds something else.
        StoreVersionError: a newer program wrote it.
    """
    parsed = _parse(url)
    place = _place(parsed)
    _make_folder(parsed, place)
    try:
        engine = sa.create_engine(parsed, json_serializer=_json)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"Kho «{place}» cần thư viện «{error.name}» chưa được cài. "
            "Với PostgreSQL, hãy cài: pip install dunghan[postgres]."
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    try:
        with _in_words(place):
            _bring_up_to_date(engine, place)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, place)


def _parse(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise StoreError(
            "Địa chỉ của kho không đọc được. Dạng đúng: sqlite:////duong-dan/kho.db "
            "hoặc postgresql://nguoi-dung@may/ten-kho."
        ) from error
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _place(url: sa.URL) -> str:
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.render_as_string(hide_password=True)


def _make_folder(url: sa.URL, place: str) -> None:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục «{folder}» cho kho «{place}»: {error.strerror}. "
            "Hãy chọn thư mục khác hoặc cấp quyền ghi."
        ) from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """Hand transactions over to us, wait for other writers, hold foreign keys, turn on WAL."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
    connection.execute("PRAGMA foreign_keys = ON")
    _turn_on_wal(connection)


def _turn_on_wal(connection: sqlite3.Connection) -> None:
    """WAL stays in the file; the first to open it turns it on.

    SQLite does not wait here when two do so at once, so we do.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("dunghan_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: sa.Engine, place: str) -> None:
    with engine.connect() as connection:
        if _version(connection, place) == SCHEMA_VERSION:
            return
    with engine.execution_options(dunghan_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_UPGRADE_LOCK)))
        # Another process may have done it while this one waited for the lock.
        found = _version(connection, place)
        if found != SCHEMA_VERSION:
            logger.info("store schema %s -> %s", found, SCHEMA_VERSION)
            _upgrade(connection)


def _version(connection: sa.Connection, place: str) -> str | None:
    """The version of the tables; None for an empty database. Refuses what is not ours."""
    try:
        with connection.begin_nested() if connection.in_transaction() else connection.begin():
            found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    except (sa.exc.OperationalError, sa.exc.ProgrammingError):
        tables = sa.inspect(connection).get_table_names()
        if not tables:
            return None
        if "alembic_version" in tables:
            raise
        found = ""
    if found is None:
        return None
    version = str(found)
    if not version.isdecimal():
        raise StoreError(
            f"«{place}» là cơ sở dữ liệu của chương trình khác, không phải kho của Đúng Hạn. "
            "Hãy chỉ đến tệp khác; tệp này không bị thay đổi."
        )
    if int(version) > int(SCHEMA_VERSION):
        raise StoreVersionError(place, version, SCHEMA_VERSION)
    return version


def _upgrade(connection: sa.Connection) -> None:
    # Alembic takes longer to import than a question takes to answer; few starts need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, SCHEMA_VERSION)


_REASONS = (
    (
        "file is not a database",
        "không phải là kho của Đúng Hạn hoặc đã hỏng. Hãy chỉ đến tệp khác, "
        "hoặc phục hồi từ bản sao lưu.",
    ),
    ("malformed", "đã hỏng. Hãy phục hồi từ bản sao lưu."),
    ("unable to open", "không mở được. Hãy kiểm tra đường dẫn và quyền ghi vào thư mục."),
    ("readonly", "chỉ cho đọc. Hãy cấp quyền ghi cho tệp và thư mục chứa nó."),
    ("read-only", "chỉ cho đọc. Hãy cấp quyền ghi cho tệp và thư mục chứa nó."),
    ("locked", f"đang được một tiến trình khác ghi quá {BUSY_SECONDS:.0f} giây. Hãy thử lại sau."),
    ("disk is full", "không ghi được vì ổ đĩa đã đầy. Hãy giải phóng chỗ rồi thử lại."),
)


@contextmanager
def _in_words(place: str) -> Iterator[None]:
    """Turn what the database says into one Vietnamese sentence."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise StoreError(
            "Văn bản hoặc tên tệp chứa ký tự không lưu được. Hãy đổi tên tệp, hoặc nạp lại từ "
            "tệp gốc."
        ) from error
    except sa.exc.DBAPIError as error:
        cause: Any = error.orig
        said = str(cause).lower()
        for mark, words in _REASONS:
            if mark in said:
                raise StoreError(f"Kho «{place}» {words}") from error
        raise StoreError(
            f"Kho «{place}» không dùng được ({type(cause).__name__}). "
            "Hãy kiểm tra địa chỉ của kho và máy chủ cơ sở dữ liệu."
        ) from error
