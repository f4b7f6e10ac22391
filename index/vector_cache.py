"""Vectors of passages kept on disk, in an SQLite file: a rebuild takes what has not changed.

Derived data, like the index: what can not be read or written is left out with a line in the
log, and the vectors are made again. Processes may share the file.
"""

import logging
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.embedding import Vectors

logger = logging.getLogger(__name__)

_FORMAT = 1
_TABLES = (
    "DROP TABLE IF EXISTS vectors",
    "DROP TABLE IF EXISTS models",
    "CREATE TABLE models ("
    " id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rebuilt INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE vectors (model INTEGER NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL,"
    " checksum INTEGER NOT NULL, PRIMARY KEY (text, model))",
    f"PRAGMA user_version = {_FORMAT}",
)
_STORED = np.dtype("<f2")  # as the index keeps them
_PATIENCE_SECONDS = 30  # for another process that writes
_LARGEST = 4 << 30  # bytes; a larger file takes nothing in until a rebuild has tidied it
_OTHER_MODELS_KEPT = 1  # so that a model can be tried and the one before taken again
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
_FIND = """
SELECT vector, checksum FROM vectors
WHERE text = ? AND model = (SELECT id FROM models WHERE name = ?)
"""
_KEEP = "INSERT OR REPLACE INTO vectors (model, text, vector, checksum) VALUES (?, ?, ?, ?)"
_REBUILT = "UPDATE models SET rebuilt = (SELECT max(rebuilt) + 1 FROM models) WHERE name = ?"
_DROP_MODELS = """
DELETE FROM models
WHERE id NOT IN (SELECT id FROM models ORDER BY rebuilt DESC, id DESC LIMIT ?)
"""
T = TypeVar("T")


class VectorCache:
    """Vectors by model and digest of the text. Safe to share between threads and processes."""

    def __init__(self, path: Path, *, largest: int = _LARGEST) -> None:
        self._path = path
        self._largest = largest
        self._said = ""  # the last line in the log: a full disk is told once, not for each batch

    def read(self, model: str, dimension: int, digests: Iterable[bytes]) -> dict[bytes, Vectors]:
        """The vectors that are kept, by digest, float32; those that are not are left out."""

        def find(connection: sqlite3.Connection) -> dict[bytes, Vectors]:
            found = {}
            for digest in digests:
                row = connection.execute(_FIND, (digest, model)).fetchone()
                vector = _whole(row[0], row[1], dimension) if row else None
                if vector is not None:
                    found[digest] = vector
            return found

        return self._run(find, {}) if self._path.exists() else {}

    def write(self, model: str, vectors: Mapping[bytes, Vectors]) -> None:
        """Keep vectors, in one transaction; of a digest that is known the new one stays."""

        def keep(connection: sqlite3.Connection) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            if pages * connection.execute("PRAGMA page_size").fetchone()[0] > self._largest:
                self._say("more than %d bytes of vectors are kept: no more", self._largest)
                return
            connection.execute("INSERT OR IGNORE INTO models (name) VALUES (?)", (model,))
            query = "SELECT id FROM models WHERE name = ?"
            number = connection.execute(query, (model,)).fetchone()[0]
            for digest, vector in vectors.items():
                content = vector.astype(_STORED).tobytes()
                connection.execute(_KEEP, (number, digest, content, zlib.crc32(content)))

        if vectors:
            self._run(keep, None)

    def keep_only(self, model: str, digests: Collection[bytes]) -> None:
        """Erase what is of other texts, whichever model made it, and of models long out of use.

        What is erased is written over with zeros, and the file becomes smaller.
        """

        def sweep(connection: sqlite3.Connection) -> None:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(_REBUILT, (model,))
            connection.execute(_DROP_MODELS, (1 + _OTHER_MODELS_KEPT,))
            connection.execute("DELETE FROM vectors WHERE model NOT IN (SELECT id FROM models)")
            texts = connection.execute("SELECT DISTINCT text FROM vectors").fetchall()
            gone = (text for text in texts if text[0] not in digests)
            connection.executemany("DELETE FROM vectors WHERE text = ?", gone)
            connection.commit()
            connection.execute("VACUUM")

        if self._path.exists():
            self._run(sweep, None)

    def erase(self) -> None:
        """Remove the file; the next vectors begin another."""
        try:
            for path in (self._path, Path(f"{self._path}-journal")):
                path.unlink(missing_ok=True)
        except OSError as error:  # on Windows another process may hold it
            self._say("the vectors kept could not be removed: %s", error)

    def _run(self, work: Callable[[sqlite3.Connection], T], instead: T) -> T:
        """What `work` gives; `instead` where the file does not let it, which the log tells."""
        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE_SECONDS)) as connection:
                _prepare(connection)
                with connection:
                    return work(connection)
        except sqlite3.Error as error:
            if (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in _DAMAGED:
                self._say("the vectors kept are left out: %s", error)
                return instead
            self._say("the vectors kept are damaged (%s): begun anew", error)
        self.erase()
        return instead

    def _say(self, line: str, fact: object) -> None:
        if self._said != line:
            self._said = line
            logger.warning(line, fact)


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file, or of one of another format, once, whoever comes first."""
    if _format(connection) == _FORMAT:
        return
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if _format(connection) != _FORMAT:
            for statement in _TABLES:
                connection.execute(statement)


def _format(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _whole(content: bytes, checksum: int, dimension: int) -> Vectors | None:
    """The vector of a row; None where the row is not as it was written."""
    if len(content) != dimension * _STORED.itemsize or zlib.crc32(content) != checksum:
        return None
    return np.frombuffer(content, dtype=_STORED).astype(np.float32)
