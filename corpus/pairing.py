"""Chat accounts of staff: a one-time code from the web ties one to a person, both ways unique."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from corpus.secret_key import SecretKey
from corpus.staff import Staff
from corpus.staff_schema import chat_accounts, pairing_codes, pairing_tries, staff
from corpus.staff_store import StaffError, staff_by_id, staff_of_row
from corpus.store import Store

CODE_LIFE = timedelta(minutes=15)
MOST_TRIES = 5
LOCK = timedelta(minutes=15)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # base32: no 0, 1, 8, 9 to be misread
_LENGTH = 8
_BLANKS = re.compile(r"[\s-]+")


class Refusal(StrEnum):
    """Why a code was not taken."""

    WRONG = "wrong"  # not a code that stands: mistyped, used, or over
    LOCKED = "locked"  # this chat account sent too many wrong ones
    TAKEN = "taken"  # this chat account is another person's


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeemed:
    """What became of a code: exactly one of the two is set."""

    staff: Staff | None
    refusal: Refusal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCode:
    """A code to be shown once; the store keeps only its HMAC."""

    code: str
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatAccount:
    """A chat account that is tied to a person."""

    channel: str
    bot_id: str
    user_id: str
    linked_at: datetime


def issue_code(store: Store, key: SecretKey, staff_id: int) -> IssuedCode:
    """A new code for a person; one that was issued before holds no more.

    Raises:
        UnknownStaffError: nobody has this id.
        StaffError: the person left.
    """
    if not staff_by_id(store, staff_id).is_active:
        raise StaffError("Người này đã ngừng hoạt động, không cấp mã được.")
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    ends_at = store.now() + CODE_LIFE
    row = {"staff_id": staff_id, "code_hmac": _sealed(key, code), "ends_at": ends_at}
    with store.database.writing() as connection:
        old = pairing_codes.c.staff_id == staff_id
        connection.execute(sa.delete(pairing_codes).where(old))
        connection.execute(sa.insert(pairing_codes), row)
    return IssuedCode(code=code, ends_at=ends_at)


def redeem(  # noqa: PLR0913 -- three of them name a chat account
    store: Store, key: SecretKey, *, channel: str, bot_id: str, user_id: str, code: str
) -> Redeemed:
    """Tie a chat account to the person to whom the code was issued. A code is used once.

    A person has one account with each bot: the new one takes the place of the old. After
    MOST_TRIES wrong codes the account must wait for LOCK, also with a right one.
    """
    who = {"channel": channel, "bot_id": bot_id, "user_id": user_id}
    now = store.now()
    sealed = _sealed(key, _BLANKS.sub("", code).upper())
    with store.database.writing() as connection:
        failures = _failures(connection, who, now)
        if failures >= MOST_TRIES:
            return Redeemed(staff=None, refusal=Refusal.LOCKED)
        query = (
            sa.select(staff)
            .join(pairing_codes, pairing_codes.c.staff_id == staff.c.id)
            .where(pairing_codes.c.code_hmac == sealed, pairing_codes.c.ends_at > now)
            .where(staff.c.is_active)
        )
        row = connection.execute(query).mappings().first()
        if row is None:
            _count_failure(connection, who, failures, now)
            return Redeemed(staff=None, refusal=Refusal.WRONG)
        owner = connection.execute(sa.select(chat_accounts.c.staff_id).where(_is(who))).scalar()
        if owner is not None and owner != row["id"]:
            return Redeemed(staff=None, refusal=Refusal.TAKEN)
        _tie(connection, who, row["id"], now)
        return Redeemed(staff=staff_of_row(row), refusal=None)


def staff_of(store: Store, *, channel: str, bot_id: str, user_id: str) -> Staff | None:
    """The person of a chat account, as the register has them now; None: nobody's, or they left."""
    who = {"channel": channel, "bot_id": bot_id, "user_id": user_id}
    query = (
        sa.select(staff)
        .join(chat_accounts, chat_accounts.c.staff_id == staff.c.id)
        .where(_is(who), staff.c.is_active)
    )
    with store.database.reading() as connection:
        row = connection.execute(query).mappings().first()
    return staff_of_row(row) if row else None


def unlink(store: Store, *, channel: str, bot_id: str, user_id: str) -> bool:
    """Untie a chat account; False when it was nobody's."""
    who = {"channel": channel, "bot_id": bot_id, "user_id": user_id}
    with store.database.writing() as connection:
        return connection.execute(sa.delete(chat_accounts).where(_is(who))).rowcount > 0


def accounts_of(store: Store, staff_id: int) -> tuple[ChatAccount, ...]:
    """The chat accounts of a person, by channel."""
    query = sa.select(chat_accounts).where(chat_accounts.c.staff_id == staff_id)
    order = (chat_accounts.c.channel, chat_accounts.c.bot_id)
    with store.database.reading() as connection:
        rows = connection.execute(query.order_by(*order)).mappings()
        return tuple(
            ChatAccount(
                channel=row["channel"],
                bot_id=row["bot_id"],
                user_id=row["user_id"],
                linked_at=row["linked_at"],
            )
            for row in rows
        )


def _sealed(key: SecretKey, code: str) -> str:
    return hmac.new(key.value, f"pairing {code}".encode(), hashlib.sha256).hexdigest()


def _is(who: dict[str, str]) -> sa.ColumnElement[bool]:
    return sa.and_(*(chat_accounts.c[name] == value for name, value in who.items()))


def _failures(connection: sa.Connection, who: dict[str, str], now: datetime) -> int:
    """How many wrong codes came lately; they are forgotten once LOCK has passed."""
    mine = sa.and_(*(pairing_tries.c[name] == value for name, value in who.items()))
    row = connection.execute(sa.select(pairing_tries).where(mine)).mappings().first()
    if row is None or row["last_at"] + LOCK <= now:
        return 0
    return int(row["failures"])


def _count_failure(
    connection: sa.Connection, who: dict[str, str], failures: int, now: datetime
) -> None:
    mine = sa.and_(*(pairing_tries.c[name] == value for name, value in who.items()))
    connection.execute(sa.delete(pairing_tries).where(mine))
    row = {**who, "failures": failures + 1, "last_at": now}
    connection.execute(sa.insert(pairing_tries), row)


def _tie(connection: sa.Connection, who: dict[str, str], staff_id: int, now: datetime) -> None:
    used = pairing_codes.c.staff_id == staff_id
    mine = sa.and_(*(pairing_tries.c[name] == value for name, value in who.items()))
    same_bot = (
        (chat_accounts.c.staff_id == staff_id)
        & (chat_accounts.c.channel == who["channel"])
        & (chat_accounts.c.bot_id == who["bot_id"])
    )
    connection.execute(sa.delete(pairing_codes).where(used))
    connection.execute(sa.delete(pairing_tries).where(mine))
    connection.execute(sa.delete(chat_accounts).where(same_bot))
    connection.execute(sa.insert(chat_accounts), {**who, "staff_id": staff_id, "linked_at": now})
