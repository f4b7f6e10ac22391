"""Who may see a document, and what that leaves out for whoever reads.

A document that a reader may not see is left out of the library before anything is looked for in
it (`Store.without`): to that reader it is not there.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from corpus.audience_schema import document_audiences as rows
from corpus.audit import write_entry
from corpus.staff import ROLE_WORDS, Right, Role, Staff
from corpus.store import Store
from corpus.units import unit_key

ROLE, UNIT = "role", "unit"
_LONGEST_NAME = 120
_EVERYBODY_WORDS = "mọi người đã đăng nhập"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, as far as audiences go. The default sees only what is for everybody."""

    role: Role | None = None
    unit_keys: frozenset[str] = frozenset()
    sees_all: bool = False


OUTSIDER = Reader()  # nobody who is known: a demonstration, a chat group, an account of nobody's
AT_THE_MACHINE = Reader(sees_all=True)  # who runs commands has the files themselves


def reader_of(staff: Staff | None) -> Reader:
    """A person as a reader; None is an outsider. Who changes audiences sees every document."""
    if staff is None or not staff.is_active:
        return OUTSIDER
    units = frozenset(unit_key(name) for name in (staff.unit, *staff.units) if name)
    return Reader(role=staff.role, unit_keys=units, sees_all=staff.may(Right.EDIT_DOCUMENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who may see a document: people of one of these roles or units; everybody without any."""

    roles: frozenset[Role] = frozenset()
    units: tuple[str, ...] = ()

    @property
    def is_everybody(self) -> bool:
        """True where nobody is left out."""
        return not self.roles and not self.units

    def admits(self, reader: Reader) -> bool:
        """True when this reader may see it. Overseeing a unit is not being of it."""
        if self.is_everybody or reader.sees_all or reader.role in self.roles:
            return True
        return any(unit_key(unit) in reader.unit_keys for unit in self.units)

    @property
    def words(self) -> str:
        """For people: "Lãnh đạo; Phòng Nội vụ"."""
        if self.is_everybody:
            return _EVERYBODY_WORDS
        return "; ".join((*(ROLE_WORDS[role] for role in Role if role in self.roles), *self.units))


EVERYBODY = Audience()


def audience_of(names: Iterable[str], roles: Iterable[Role]) -> Audience:
    """An audience of units as they were written, each once, and roles."""
    written = (" ".join(name.split())[:_LONGEST_NAME] for name in names)
    by_key = {unit_key(name): name for name in written if unit_key(name)}
    return Audience(roles=frozenset(roles), units=tuple(by_key.values()))


def audiences(store: Store) -> dict[str, Audience]:
    """The audience of each document that is not for everybody, by id."""
    with store.database.reading() as connection:
        return _read(connection, sa.true())


def find_audience(store: Store, document_id: str) -> Audience:
    """Who may see a document.

    Raises:
        UnknownDocumentError: there is no such document.
    """
    store.document(document_id)
    with store.database.reading() as connection:
        found = _read(connection, rows.c.document_id == document_id)
    return found.get(document_id, EVERYBODY)


def hidden_from(store: Store, reader: Reader) -> frozenset[str]:
    """The ids of the documents that a reader may not see. Well under a millisecond for few."""
    if reader.sees_all:
        return frozenset()
    found = audiences(store)
    return frozenset(name for name, audience in found.items() if not audience.admits(reader))


def set_audience(
    store: Store, document_id: str, audience: Audience, *, staff_id: int | None, channel: str
) -> None:
    """Say who may see a document, in place of what was said before; noted in the audit.

    It holds from the next question, page and button on.

    Raises:
        UnknownDocumentError: there is no such document.
    """
    store.document(document_id)
    with store.database.writing() as connection:
        write_audience(connection, document_id, audience)
        write_entry(
            connection,
            store.now(),
            "document.audience",
            staff_id=staff_id,
            channel=channel,
            subject=document_id,
            result=audience.words,
        )


def write_audience(connection: sa.Connection, document_id: str, audience: Audience) -> None:
    """Write an audience inside a writing transaction of the caller."""
    connection.execute(sa.delete(rows).where(rows.c.document_id == document_id))
    values = [(ROLE, role.value) for role in audience.roles]
    values += [(UNIT, unit) for unit in audience.units]
    if values:
        written = [{"document_id": document_id, "kind": k, "value": v} for k, v in values]
        connection.execute(sa.insert(rows), written)


def _read(connection: sa.Connection, which: sa.ColumnElement[bool]) -> dict[str, Audience]:
    roles: dict[str, set[Role]] = defaultdict(set)
    units: dict[str, list[str]] = defaultdict(list)
    query = sa.select(rows).where(which).order_by(rows.c.document_id, rows.c.value)
    for row in connection.execute(query):
        if row.kind == UNIT:
            units[row.document_id].append(row.value)
        else:
            roles[row.document_id].add(Role(row.value))
    return {
        name: Audience(roles=frozenset(roles[name]), units=tuple(units[name]))
        for name in (*roles, *(name for name in units if name not in roles))
    }
