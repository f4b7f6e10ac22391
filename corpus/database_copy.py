"""The database of a store in one file, as it was at one moment: SQLite's own backup, or pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from corpus.backup_errors import BackupError

SQLITE_COPY = "kho.db"
DUMP = "kho.dump"
_HINT = "cài các chương trình của PostgreSQL (gói postgresql-client), cùng bản với máy chủ"


def copy_database(database_url: str, folder: Path) -> Path:
    """The file with all of the database. Others may write meanwhile; nobody waits.

    Raises:
        BackupError: the database can not be read, the file not written, or pg_dump is not there.
    """
    url = sa.make_url(database_url)
    if url.get_backend_name() == "sqlite":
        target = folder / SQLITE_COPY
        _copy_sqlite(Path(url.database or ""), target)
        return target
    target = folder / DUMP
    _run_postgres(url, "pg_dump", "--format=custom", f"--file={target}")
    return target


def refuse_other_kind(copy: str, database_url: str) -> None:
    """Refuse to put a copy of this name into a database of the other kind."""
    is_sqlite = copy == SQLITE_COPY
    if is_sqlite != (sa.make_url(database_url).get_backend_name() == "sqlite"):
        kind = "SQLite" if is_sqlite else "PostgreSQL"
        raise BackupError(
            f"Bản sao lưu là của kho {kind}, còn DUNGHAN_DATABASE_URL là kho loại khác. "
            f"Hãy đặt DUNGHAN_DATABASE_URL là một kho {kind} rồi phục hồi."
        )


def refuse_existing(database_url: str) -> None:
    """Refuse a file that is there; whether a PostgreSQL database is empty pg_restore finds."""
    url = sa.make_url(database_url)
    if url.get_backend_name() == "sqlite" and Path(url.database or "").exists():
        raise BackupError(
            f"Đã có kho «{url.database}». Chỉ phục hồi khi chưa có kho, để không ghi đè."
        )


def put_database_back(copy: Path, database_url: str) -> None:
    """Fill the database of a URL from a copy; a file of SQLite is replaced whole.

    Raises:
        BackupError: it can not be written, or a PostgreSQL database is not empty.
    """
    url = sa.make_url(database_url)
    if url.get_backend_name() != "sqlite":
        # One transaction: an interrupted one leaves the database as empty as it was.
        _run_postgres(url, "pg_restore", "--no-owner", "--single-transaction", str(copy))
        return
    target = Path(url.database or "")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    beside.unlink(missing_ok=True)
    _copy_sqlite(copy, beside)
    beside.replace(target)


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy in one step: readers and writers of a store in WAL go on."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as read,
            closing(sqlite3.connect(target)) as written,
        ):
            read.backup(written)
            # In the copy nothing waits in a file beside it.
            written.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise BackupError(
            f"Không sao được kho «{source}» vào «{target.parent}»: {error}. "
            "Hãy kiểm tra kho, quyền ghi và chỗ trống trên ổ đĩa."
        ) from error


def _run_postgres(url: sa.URL, program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, no list shows it."""
    path = shutil.which(program)
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    command = [program, f"--dbname={plain}", *arguments]
    if path is None:
        raise BackupError(
            f"Kho là PostgreSQL nhưng máy này không có «{program}». Hãy {_HINT}, hoặc tự chạy ở "
            f"máy khác: {' '.join(command)}"
        )
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(  # noqa: S603 -- a fixed program, its arguments are our own paths
        [path, *command[1:]],
        env={**os.environ, **password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [""])[-1]
        raise BackupError(f"«{program}» không làm được: {said} Hãy {_HINT}, rồi thử lại.")
