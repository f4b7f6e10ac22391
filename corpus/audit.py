"""Who did what: a log that only grows, each entry holding the hash of the one before.

An entry names people and papers by id. It never holds a question, an answer or a name.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from corpus.schema import VIETNAM
from corpus.staff_schema import audit, audit_start
from corpus.store import Store

_FIRST = "0" * 64  # stands before the first entry
_LONGEST = 300
_CHUNK = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log. `staff_id` None: the program itself, or somebody not signed in."""

    number: int
    at: datetime
    staff_id: int | None
    channel: str
    action: str
    subject: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking the chain came to. `broken_at` None: every entry is as it was written."""

    count: int  # entries that were checked
    broken_at: int | None  # the first entry that does not fit
    last_hash: str  # to be noted elsewhere: it shows later whether the end was cut off


def record(  # noqa: PLR0913 -- one for each column
    store: Store,
    action: str,
    *,
    staff_id: int | None,
    channel: str,
    subject: str = "",
    result: str = "ok",
) -> None:
    """Add an entry, in a transaction of its own."""
    with store.database.writing() as connection:
        write_entry(
            connection,
            store.now(),
            action,
            staff_id=staff_id,
            channel=channel,
            subject=subject,
            result=result,
        )


def write_entry(  # noqa: PLR0913 -- as above
    connection: sa.Connection,
    at: datetime,
    action: str,
    *,
    staff_id: int | None,
    channel: str,
    subject: str,
    result: str,
) -> None:
    """Add an entry inside a writing transaction of the caller: both are kept, or neither."""
    number, before = _end(connection)
    row: dict[str, object] = {
        "number": number + 1,
        "at": at.astimezone(UTC).isoformat(),
        "staff_id": staff_id,
        "channel": channel,
        "action": action,
        "subject": subject[:_LONGEST],
        "result": result[:_LONGEST],
        "before": before,
    }
    connection.execute(sa.insert(audit), {**row, "hash": _hash(row)})


def verify(store: Store, noted_hash: str | None = None) -> Verdict:
    """Check every kept entry, in order.

    Args:
        store: the office's store.
        noted_hash: a `last_hash` of an earlier check; when no entry has it any more, the log
            was cut or written anew, and `broken_at` is the number after the last entry.
    """
    count, found = 0, False
    with store.database.reading() as connection:
        number, before = _start(connection)
        found = noted_hash in (None, before)
        query = sa.select(audit).order_by(audit.c.number)
        # Closed also when the end is not reached: PostgreSQL keeps a cursor for it.
        with connection.execution_options(yield_per=_CHUNK).execute(query) as rows:
            for row in rows.mappings():
                content = {name: row[name] for name in row if name != "hash"}
                is_next = row["number"] == number + 1 and row["before"] == before
                if not is_next or row["hash"] != _hash(content):
                    return Verdict(count=count, broken_at=number + 1, last_hash=before)
                number, before, count = row["number"], row["hash"], count + 1
                found = found or before == noted_hash
    return Verdict(count=count, broken_at=None if found else number + 1, last_hash=before)


def list_entries(store: Store, *, before: int | None = None, most: int = 100) -> tuple[Entry, ...]:
    """The newest entries, those before the number when one is given, the newest first."""
    query = sa.select(audit).order_by(audit.c.number.desc()).limit(most)
    if before is not None:
        query = query.where(audit.c.number < before)
    with store.database.reading() as connection:
        rows = connection.execute(query).mappings()
        return tuple(_entry_of(row) for row in rows)


def delete_older(store: Store, days: int) -> int:
    """Delete the entries that are older than so many days; how many. The chain still holds."""
    bound = (store.now() - timedelta(days=days)).astimezone(UTC).isoformat()
    with store.database.writing() as connection:
        # Not by time alone: a clock that went back must not leave a hole.
        kept = connection.execute(
            sa.select(sa.func.min(audit.c.number)).where(audit.c.at >= bound)
        ).scalar()
        old = audit.c.number < kept if kept is not None else sa.true()
        last = connection.execute(
            sa.select(audit.c.number, audit.c.hash)
            .where(old)
            .order_by(audit.c.number.desc())
            .limit(1)
        ).first()
        if last is None:
            return 0
        deleted = connection.execute(sa.delete(audit).where(old)).rowcount
        connection.execute(sa.delete(audit_start))
        connection.execute(sa.insert(audit_start), {"number": last.number, "hash": last.hash})
        return deleted


def _start(connection: sa.Connection) -> tuple[int, str]:
    row = connection.execute(sa.select(audit_start)).first()
    return (row.number, row.hash) if row else (0, _FIRST)


def _end(connection: sa.Connection) -> tuple[int, str]:
    query = sa.select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return (row.number, row.hash) if row else _start(connection)


def _hash(content: dict[str, object]) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _entry_of(row: sa.RowMapping) -> Entry:
    return Entry(
        number=row["number"],
        at=datetime.fromisoformat(row["at"]).astimezone(VIETNAM),
        staff_id=row["staff_id"],
        channel=row["channel"],
        action=row["action"],
        subject=row["subject"],
        result=row["result"],
    )
