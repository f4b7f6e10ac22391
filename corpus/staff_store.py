"""The staff register: who is added, changed, signs in; and who a chat account belongs to."""

import re
from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa

from corpus.errors import StoreError
from corpus.passwords import fits, hash_password
from corpus.rows import Row
from corpus.staff import Role, Staff
from corpus.staff_schema import chat_accounts, pairing_codes, sessions, staff
from corpus.store import Store

MOST_FAILURES = 5
LOCK = timedelta(minutes=15)
_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_LONGEST_NAME = 120


class StaffError(StoreError):
    """The register can not take this."""


class UnknownStaffError(StaffError):
    """Nobody has this account or id."""

    def __init__(self, wanted: str | int) -> None:
        super().__init__(
            f"Không có ai tên đăng nhập «{wanted}» trong danh sách cán bộ. "
            "Lệnh «dunghan staff list» liệt kê những người đang có."
        )


def add_staff(  # noqa: PLR0913 -- one for each thing that the register says of a person
    store: Store,
    *,
    account: str,
    name: str,
    role: Role,
    unit: str = "",
    units: Iterable[str] = (),
    password: str | None = None,
) -> Staff:
    """Put a person into the register.

    Raises:
        StaffError: the account is not of its form or is taken, or there is no name.
        WeakPasswordError: the password is not taken.
    """
    wanted, said = account.strip().lower(), " ".join(name.split())
    if not _ACCOUNT.fullmatch(wanted):
        raise StaffError(
            f"Tên đăng nhập «{account[:40]}» không dùng được: cần từ 2 đến 40 ký tự, chỉ gồm chữ "
            "không dấu, số, dấu chấm, gạch ngang hoặc gạch dưới, bắt đầu bằng chữ hoặc số."
        )
    if not 0 < len(said) <= _LONGEST_NAME:
        raise StaffError(f"Họ và tên cần có từ 1 đến {_LONGEST_NAME} ký tự.")
    kept = hash_password(password, wanted) if password is not None else None
    row = {
        "account": wanted,
        "name": said,
        "unit": " ".join(unit.split())[:_LONGEST_NAME],
        "role": role.value,
        "units": _names(units),
        "is_active": True,
        "password": kept,
        "failures": 0,
        "created_at": store.now(),
    }
    with store.database.writing() as connection:
        taken = sa.select(staff.c.id).where(staff.c.account == wanted)
        if connection.execute(taken).first() is not None:
            raise StaffError(f"Tên đăng nhập «{wanted}» đã có người dùng. Hãy chọn tên khác.")
        connection.execute(sa.insert(staff), row)
        return _by_account(connection, wanted)


def list_staff(store: Store) -> tuple[Staff, ...]:
    """Everyone of the register, also who left, by account."""
    with store.database.reading() as connection:
        rows = connection.execute(sa.select(staff).order_by(staff.c.account)).mappings()
        return tuple(staff_of_row(row) for row in rows)


def has_staff(store: Store) -> bool:
    """True once somebody can sign in: from then on nothing is shown without a signature."""
    query = sa.select(staff.c.id).where(staff.c.password.is_not(None)).limit(1)
    with store.database.reading() as connection:
        return connection.execute(query).first() is not None


def find_staff(store: Store, account: str) -> Staff:
    """The person of an account.

    Raises:
        UnknownStaffError: nobody has it.
    """
    with store.database.reading() as connection:
        return _by_account(connection, account.strip().lower())


def staff_by_id(store: Store, staff_id: int) -> Staff:
    """The person of an id.

    Raises:
        UnknownStaffError: nobody has it.
    """
    with store.database.reading() as connection:
        return _by_id(connection, staff_id)


def change_staff(
    store: Store,
    staff_id: int,
    *,
    role: Role | None = None,
    unit: str | None = None,
    units: Iterable[str] | None = None,
) -> Staff:
    """Change what is given; it holds from the person's next request and message on.

    Raises:
        StaffError: the last administrator would be one no more.
        UnknownStaffError: nobody has this id.
    """
    values: dict[str, object] = {}
    if role is not None:
        values["role"] = role.value
    if unit is not None:
        values["unit"] = " ".join(unit.split())[:_LONGEST_NAME]
    if units is not None:
        values["units"] = _names(units)
    with store.database.writing() as connection:
        before = _by_id(connection, staff_id)
        if values:
            connection.execute(sa.update(staff).where(staff.c.id == staff_id).values(values))
        _refuse_no_administrator(connection, before)
        return _by_id(connection, staff_id)


def set_active(store: Store, staff_id: int, *, is_active: bool) -> Staff:
    """Let a person in again, or shut them out: sessions, codes and chat accounts end at once.

    Raises:
        StaffError: the last administrator would be shut out.
        UnknownStaffError: nobody has this id.
    """
    with store.database.writing() as connection:
        before = _by_id(connection, staff_id)
        values = {"is_active": is_active, "failures": 0, "locked_until": None}
        connection.execute(sa.update(staff).where(staff.c.id == staff_id).values(values))
        if not is_active:
            _refuse_no_administrator(connection, before)
            end_sessions(connection, staff_id, store)
            for table in (pairing_codes, chat_accounts):
                connection.execute(sa.delete(table).where(table.c.staff_id == staff_id))
        return _by_id(connection, staff_id)


def set_password(store: Store, staff_id: int, password: str) -> Staff:
    """Give a person a new password; their sessions end, and a lock is lifted.

    Raises:
        WeakPasswordError: it is not taken.
        UnknownStaffError: nobody has this id.
    """
    kept = hash_password(password, staff_by_id(store, staff_id).account)
    with store.database.writing() as connection:
        values = {"password": kept, "failures": 0, "locked_until": None}
        connection.execute(sa.update(staff).where(staff.c.id == staff_id).values(values))
        end_sessions(connection, staff_id, store)
        return _by_id(connection, staff_id)


def check_password(store: Store, account: str, password: str) -> Staff | None:
    """The person who signs in; None when the pair is wrong, the account is shut or locked.

    Which of these it is, is not told: it would tell who works here. MOST_FAILURES wrong ones in
    a row lock the account for LOCK; while it is locked the right password does not help.
    """
    wanted = account.strip().lower()[:_LONGEST_NAME]
    query = sa.select(staff).where(staff.c.account == wanted)
    with store.database.reading() as connection:
        row = connection.execute(query).mappings().one_or_none()
    is_right = fits(password, row["password"] if row else None)  # outside the lock: it takes long
    if row is None:
        return None
    with store.database.writing() as connection:
        row = connection.execute(query).mappings().one()
        now = store.now()
        if row["locked_until"] is not None and row["locked_until"] > now:
            return None
        if is_right and row["is_active"]:
            values: dict[str, object] = {"failures": 0, "locked_until": None}
        else:
            failures = row["failures"] + 1
            is_locked = failures >= MOST_FAILURES
            values = {
                "failures": 0 if is_locked else failures,
                "locked_until": now + LOCK if is_locked else None,
            }
        connection.execute(sa.update(staff).where(staff.c.id == row["id"]).values(values))
    return staff_of_row(row) if is_right and row["is_active"] else None


def end_sessions(connection: sa.Connection, staff_id: int, store: Store) -> None:
    """End all sessions of a person, inside a writing transaction of the caller."""
    mine = (sessions.c.staff_id == staff_id) & sessions.c.ended_at.is_(None)
    connection.execute(sa.update(sessions).where(mine).values(ended_at=store.now()))


def staff_of_row(row: Row) -> Staff:
    """The person that a row of the table holds."""
    return Staff(
        id=row["id"],
        account=row["account"],
        name=row["name"],
        unit=row["unit"],
        role=Role(row["role"]),
        units=tuple(row["units"]),
        is_active=row["is_active"],
        has_password=row["password"] is not None,
        locked_until=row["locked_until"],
    )


def _by_account(connection: sa.Connection, account: str) -> Staff:
    query = sa.select(staff).where(staff.c.account == account)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UnknownStaffError(account)
    return staff_of_row(row)


def _by_id(connection: sa.Connection, staff_id: int) -> Staff:
    row = connection.execute(sa.select(staff).where(staff.c.id == staff_id)).mappings().first()
    if row is None:
        raise UnknownStaffError(staff_id)
    return staff_of_row(row)


def _refuse_no_administrator(connection: sa.Connection, before: Staff) -> None:
    """An office that loses its last administrator could never be set right from the pages."""
    if before.role is not Role.ADMINISTRATOR or not before.is_active:
        return
    is_one = (staff.c.role == Role.ADMINISTRATOR.value) & staff.c.is_active
    if not connection.execute(sa.select(sa.func.count()).where(is_one)).scalar_one():
        raise StaffError(
            "Phải còn ít nhất một người quản trị đang hoạt động. "
            "Hãy giao vai trò quản trị cho người khác trước."
        )


def _names(units: Iterable[str]) -> list[str]:
    found = (" ".join(unit.split())[:_LONGEST_NAME] for unit in units)
    return list(dict.fromkeys(name for name in found if name))
