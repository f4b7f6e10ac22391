"""Talks on the office's own page, kept for the person alone, for so many days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from corpus.database import Database
from corpus.talk_schema import talk_entries

MOST_ENTRIES = 400  # of one talk, on a page
MOST_OF_ONE = 2_000  # entries of one person; then the oldest go
_MOST_TALKS = 30  # in the list of a person's talks
_FIRST_WORDS = 120


class Kind(StrEnum):
    """What an entry is."""

    SAID = "said"  # by the person, in words
    PRESSED = "pressed"  # by the person, on a button
    TOLD = "told"  # by the assistant


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was said, pressed or told. A page shows them in the order of their places."""

    number: int
    place: int
    kind: Kind
    content: Any  # JSON: the words that were said, the action, or what was told
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A talk in the list: how it began, and when it was last continued."""

    talk: str
    first: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Talks:
    """The talks of all persons. What is older than `days` is deleted; nobody sees another's."""

    database: Database
    now: Callable[[], datetime]
    days: int

    def say(self, person: str, talk: str, message_id: str, kind: Kind, content: str) -> int | None:
        """Keep what a person said or pressed; its number. None for a message that came before."""
        mine = (*_of(person, talk), talk_entries.c.message_id == message_id)
        with self.database.writing() as connection:
            self._forget_old(connection)
            if connection.execute(sa.select(talk_entries.c.number).where(*mine)).first():
                return None
            number = self._add(connection, person, talk, kind, content, message_id=message_id)
            _forget_most(connection, person)
            return number

    def tell(self, person: str, talk: str, content: Any, *, replaces: int = 0) -> int:  # noqa: ANN401 -- JSON
        """Keep what was told, in the place of another entry of this talk where one is named."""
        told = talk_entries.c.kind == Kind.TOLD.value
        old = (*_of(person, talk), talk_entries.c.place == replaces, told)
        with self.database.writing() as connection:
            gone = connection.execute(sa.delete(talk_entries).where(*old)).rowcount
            place = replaces if gone else 0
            return self._add(connection, person, talk, Kind.TOLD, content, place=place)

    def entries(self, person: str, talk: str, after: int = 0) -> tuple[Entry, ...]:
        """What this talk holds with numbers above `after`, the last MOST_ENTRIES, in order."""
        query = (
            sa.select(talk_entries)
            .where(*_of(person, talk), talk_entries.c.number > after, self._is_kept())
            .order_by(talk_entries.c.number.desc())
            .limit(MOST_ENTRIES)
        )
        with self.database.reading() as connection:
            found = [
                Entry(
                    number=row["number"],
                    place=row["place"],
                    kind=Kind(row["kind"]),
                    content=row["content"],
                    at=row["at"],
                )
                for row in connection.execute(query).mappings()
            ]
        return tuple(reversed(found))

    def begun(self, person: str) -> tuple[Begun, ...]:
        """The talks of a person, the one that was last continued first."""
        column = talk_entries.c
        mine = sa.and_(column.person == person, self._is_kept())
        last = (
            sa.select(column.talk, sa.func.max(column.number).label("last"))
            .where(mine)
            .group_by(column.talk)
            .order_by(sa.desc("last"))
            .limit(_MOST_TALKS)
        )
        with self.database.reading() as connection:
            talks = [row.talk for row in connection.execute(last)]
            said = sa.and_(mine, column.kind == Kind.SAID.value, column.talk.in_(talks))
            query = sa.select(column.talk, column.content, column.at).where(said)
            rows = connection.execute(query.order_by(column.number)).all()
        firsts: dict[str, str] = {}
        lasts: dict[str, datetime] = {}
        for row in rows:
            firsts.setdefault(row.talk, str(row.content)[:_FIRST_WORDS])
            lasts[row.talk] = row.at
        return tuple(
            Begun(talk=talk, first=firsts[talk], at=lasts[talk]) for talk in talks if talk in firsts
        )

    def forget(self, person: str) -> tuple[str, ...]:
        """Delete all that a person said and was told; which talks these were."""
        mine = talk_entries.c.person == person
        with self.database.writing() as connection:
            talks = connection.execute(sa.select(talk_entries.c.talk).where(mine).distinct())
            found = tuple(talks.scalars())
            connection.execute(sa.delete(talk_entries).where(mine))
        return found

    def _add(  # noqa: PLR0913 -- one for each column
        self,
        connection: sa.Connection,
        person: str,
        talk: str,
        kind: Kind,
        content: Any,  # noqa: ANN401 -- JSON
        *,
        message_id: str | None = None,
        place: int = 0,
    ) -> int:
        row = {
            "person": person,
            "talk": talk,
            "place": place,
            "kind": kind.value,
            "message_id": message_id,
            "content": content,
            "at": self.now(),
        }
        adding = sa.insert(talk_entries).values(row).returning(talk_entries.c.number)
        number = int(connection.execute(adding).scalar_one())
        if not place:
            mine = talk_entries.c.number == number
            connection.execute(sa.update(talk_entries).where(mine).values(place=number))
        return number

    def _is_kept(self) -> sa.ColumnElement[bool]:
        return talk_entries.c.at >= self.now() - timedelta(days=self.days)

    def _forget_old(self, connection: sa.Connection) -> None:
        connection.execute(sa.delete(talk_entries).where(sa.not_(self._is_kept())))


def _forget_most(connection: sa.Connection, person: str) -> None:
    mine = talk_entries.c.person == person
    newest = sa.select(talk_entries.c.number).where(mine).order_by(talk_entries.c.number.desc())
    last = connection.execute(newest.offset(MOST_OF_ONE).limit(1)).scalar()
    if last is not None:
        connection.execute(sa.delete(talk_entries).where(mine, talk_entries.c.number <= last))


def _of(person: str, talk: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (talk_entries.c.person == person, talk_entries.c.talk == talk)
