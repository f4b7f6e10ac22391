"""Databases of the tests' own on a PostgreSQL server."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server whose databases may be made and dropped, by the URL of one that is there."""

    url: sa.URL

    def url_of(self, name: str) -> str:
        """The URL of a database, as an office sets it."""
        plain = self.url.set(drivername="postgresql", database=name)
        return plain.render_as_string(hide_password=False)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new database without tables; dropped at the end."""
        name = f"dunghan_{secrets.token_hex(6)}"
        _run(self.url, f"CREATE DATABASE {name}")
        try:
            yield self.url_of(name)
        finally:
            _run(self.url, f"DROP DATABASE {name} WITH (FORCE)")


def empty(url: str) -> None:
    """Take every row out of a store, and begin its numbers anew: sooner than a new database."""
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
    try:
        names = set(sa.inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()
    _run(sa.make_url(url), f"TRUNCATE {', '.join(sorted(names))} RESTART IDENTITY CASCADE")


def _run(url: sa.URL, statement: str) -> None:
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def server_at(url: str) -> Server:
    """The server of a URL."""
    return Server(url=sa.make_url(url))
