"""Sessions and API tokens of staff: random, kept only as a hash, listed and ended."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from corpus.staff import Staff
from corpus.staff_schema import sessions, staff
from corpus.staff_store import staff_by_id, staff_of_row
from corpus.store import Store

_LONGEST_LABEL = 120
_SEEN_EVERY = timedelta(minutes=1)  # a page is no reason to write each time


class Kind(StrEnum):
    """What carries the token."""

    WEB = "web"  # a browser's cookie
    API = "api"  # a program


LIFE = {Kind.WEB: timedelta(hours=12), Kind.API: timedelta(days=365)}
IDLE = {Kind.WEB: timedelta(hours=2), Kind.API: timedelta(days=90)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that stands. `number` names it in lists; the token is known to its holder only."""

    number: int
    kind: Kind
    label: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who a token stands for."""

    staff: Staff
    session: Session


def begin_session(store: Store, staff_id: int, kind: Kind, label: str) -> str:
    """The token of a new session; it can not be asked for again.

    Raises:
        UnknownStaffError: nobody has this id.
    """
    staff_by_id(store, staff_id)
    token, now = secrets.token_urlsafe(32), store.now()
    row = {
        "token_sha256": _hash(token),
        "staff_id": staff_id,
        "kind": kind.value,
        "label": " ".join(label.split())[:_LONGEST_LABEL],
        "created_at": now,
        "seen_at": now,
        "ends_at": now + LIFE[kind],
    }
    with store.database.writing() as connection:
        connection.execute(sa.insert(sessions), row)
    return token


def visit(store: Store, token: str, kind: Kind, *, is_used: bool = True) -> Visit | None:
    """Who a token stands for now; None: no such session, over, unused too long, or they left.

    A look that is no use of it (`is_used` False) does not make the session last longer.
    """
    query = (
        sa.select(sessions, *(column.label(f"person_{column.name}") for column in staff.c))
        .join(staff, staff.c.id == sessions.c.staff_id)
        .where(sessions.c.token_sha256 == _hash(token), sessions.c.kind == kind.value)
        .where(sessions.c.ended_at.is_(None), staff.c.is_active)
    )
    with store.database.reading() as connection:
        row = connection.execute(query).mappings().first()
    now = store.now()
    if row is None or row["ends_at"] <= now or row["seen_at"] + IDLE[kind] <= now:
        return None
    if is_used and row["seen_at"] + _SEEN_EVERY <= now:
        with store.database.writing() as connection:
            mine = sessions.c.number == row["number"]
            connection.execute(sa.update(sessions).where(mine).values(seen_at=now))
    person = staff_of_row({column.name: row[f"person_{column.name}"] for column in staff.c})
    return Visit(staff=person, session=_session_of(row))


def list_sessions(store: Store, staff_id: int) -> tuple[Session, ...]:
    """The sessions of a person that stand, the last used first."""
    now = store.now()
    query = (
        sa.select(sessions)
        .where(sessions.c.staff_id == staff_id, sessions.c.ended_at.is_(None))
        .where(sessions.c.ends_at > now)
        .order_by(sessions.c.seen_at.desc(), sessions.c.number.desc())
    )
    with store.database.reading() as connection:
        rows = connection.execute(query).mappings()
        found = [_session_of(row) for row in rows]
    return tuple(each for each in found if each.seen_at + IDLE[each.kind] > now)


def end_session(store: Store, staff_id: int, number: int) -> bool:
    """End one session of a person; False when that person has none of this number."""
    mine = (
        (sessions.c.number == number)
        & (sessions.c.staff_id == staff_id)
        & sessions.c.ended_at.is_(None)
    )
    with store.database.writing() as connection:
        ended = connection.execute(sa.update(sessions).where(mine).values(ended_at=store.now()))
        return ended.rowcount > 0


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _session_of(row: sa.RowMapping) -> Session:
    return Session(
        number=row["number"],
        kind=Kind(row["kind"]),
        label=row["label"],
        created_at=row["created_at"],
        seen_at=row["seen_at"],
        ends_at=row["ends_at"],
    )
