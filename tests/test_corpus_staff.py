"""The staff register: signing in, sessions, chat accounts, and the audit's chain."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus.audit import delete_older, list_entries, record, verify
from corpus.pairing import Refusal, accounts_of, issue_code, redeem, staff_of, unlink
from corpus.passwords import WeakPasswordError
from corpus.secret_key import SecretKey, read_key
from corpus.staff import Right, Role
from corpus.staff_schema import audit, pairing_codes, sessions, staff
from corpus.staff_sessions import Kind, begin_session, end_session, list_sessions, visit
from corpus.staff_store import (
    StaffError,
    add_staff,
    change_staff,
    check_password,
    has_staff,
    set_active,
    set_password,
)
from corpus.store import Store, open_store
from tests.clocks import Clock

PASSWORD = "nắng vàng trên sông"
KEY = SecretKey(value=b"k" * 32)
CHAT = {"channel": "zalo", "bot_id": "b", "user_id": "u"}


@pytest.fixture
def store(url: str, clock: Clock) -> Iterator[Store]:
    with open_store(url, now=clock) as opened:
        yield opened


def lan(store: Store) -> int:
    """An officer who can sign in."""
    added = add_staff(
        store,
        account="lan",
        name="Nguyễn Thị Lan",
        role=Role.OFFICER,
        unit="Phòng Nội vụ",
        password=PASSWORD,
    )
    return added.id


def test_store_keeps_neither_password_nor_token_nor_code(store: Store) -> None:
    staff_id = lan(store)
    token = begin_session(store, staff_id, Kind.WEB, "Firefox")
    code = issue_code(store, KEY, staff_id).code
    with store.database.reading() as connection:
        kept = [
            str(row)
            for table in (staff, sessions, pairing_codes)
            for row in connection.execute(sa.select(table))
        ]
    assert len(kept) == 3
    assert [secret for secret in (PASSWORD, token, code) if secret in "".join(kept)] == []


def test_right_password_signs_in_whatever_the_case_of_the_account(store: Store) -> None:
    lan(store)
    found = check_password(store, " LAN ", PASSWORD)
    assert found is not None
    assert found.name == "Nguyễn Thị Lan"


def test_five_wrong_passwords_lock_out_the_right_one_for_15_minutes(
    store: Store, clock: Clock
) -> None:
    lan(store)
    assert [check_password(store, "lan", "sai") for _ in range(5)] == [None] * 5
    assert check_password(store, "lan", PASSWORD) is None
    clock.pass_by(minutes=14)
    assert check_password(store, "lan", PASSWORD) is None
    clock.pass_by(minutes=2)
    assert check_password(store, "lan", PASSWORD) is not None


def test_unknown_account_and_account_without_password_do_not_sign_in(store: Store) -> None:
    add_staff(store, account="mai", name="Mai", role=Role.VIEWER)
    assert check_password(store, "khong-co", PASSWORD) is None
    assert check_password(store, "mai", "không của ai") is None
    assert has_staff(store) is False


@pytest.mark.parametrize(
    ("password", "reason"),
    [("ngắn", "từ 10 đến 200"), ("aaaaaaaaaaaa", "lặp lại"), ("lan-0123456789", "tên đăng nhập")],
)
def test_weak_password_is_refused(store: Store, password: str, reason: str) -> None:
    with pytest.raises(WeakPasswordError, match=reason):
        set_password(store, lan(store), password)


@pytest.mark.parametrize("account", ["", "a", "có dấu", "../x", "a b", "x" * 41])
def test_account_of_another_form_is_refused(store: Store, account: str) -> None:
    with pytest.raises(StaffError, match="không dùng được"):
        add_staff(store, account=account, name="Lan", role=Role.VIEWER)


def test_account_is_given_once(store: Store) -> None:
    lan(store)
    with pytest.raises(StaffError, match="đã có người dùng"):
        add_staff(store, account="LAN", name="Lan khác", role=Role.VIEWER)


def test_last_administrator_can_neither_leave_nor_become_less(store: Store) -> None:
    boss = add_staff(store, account="boss", name="Quản", role=Role.ADMINISTRATOR).id
    with pytest.raises(StaffError, match="ít nhất một người quản trị"):
        set_active(store, boss, is_active=False)
    with pytest.raises(StaffError, match="ít nhất một người quản trị"):
        change_staff(store, boss, role=Role.VIEWER)


def test_officer_sees_own_units_and_leader_the_office(store: Store) -> None:
    officer = change_staff(store, lan(store), units=["Phòng Y tế"])
    leader = add_staff(store, account="an", name="An", role=Role.LEADER, unit="UBND")
    assert officer.sees_unit("phòng  nội vụ")
    assert officer.sees_unit("Phòng Y tế")
    assert not officer.sees_unit("Phòng Kinh tế")
    assert leader.sees_unit("Phòng Kinh tế")
    assert (officer.may(Right.STAFF), leader.may(Right.LETTERS)) == (False, False)


def test_session_ends_when_ended_unused_or_old(store: Store, clock: Clock) -> None:
    staff_id = lan(store)
    first, second = (begin_session(store, staff_id, Kind.WEB, "x") for _ in "ab")
    (newest, _) = list_sessions(store, staff_id)
    assert end_session(store, staff_id, newest.number)
    assert visit(store, second, Kind.WEB) is None
    assert visit(store, first, Kind.API) is None  # a cookie is no API token
    clock.pass_by(minutes=119)
    assert visit(store, first, Kind.WEB) is not None
    clock.pass_by(minutes=121)
    assert visit(store, first, Kind.WEB) is None


def test_nobody_ends_the_session_of_another(store: Store) -> None:
    staff_id = lan(store)
    begin_session(store, staff_id, Kind.WEB, "x")
    other = add_staff(store, account="an", name="An", role=Role.VIEWER).id
    assert end_session(store, other, list_sessions(store, staff_id)[0].number) is False


def test_who_leaves_and_who_gets_a_new_password_is_signed_out(store: Store) -> None:
    staff_id = lan(store)
    token = begin_session(store, staff_id, Kind.WEB, "x")
    set_password(store, staff_id, "mưa trên phố nhỏ")
    assert visit(store, token, Kind.WEB) is None
    token = begin_session(store, staff_id, Kind.WEB, "x")
    set_active(store, staff_id, is_active=False)
    assert visit(store, token, Kind.WEB) is None
    assert check_password(store, "lan", "mưa trên phố nhỏ") is None


def test_code_ties_a_chat_account_once(store: Store) -> None:
    staff_id = lan(store)
    code = issue_code(store, KEY, staff_id).code
    typed = f" {code[:4].lower()}-{code[4:]} "
    assert redeem(store, KEY, **CHAT, code=typed).refusal is None
    found = staff_of(store, **CHAT)
    assert found is not None
    assert found.account == "lan"
    again = redeem(store, KEY, channel="zalo", bot_id="b", user_id="khác", code=code)
    assert again.refusal is Refusal.WRONG


def test_code_is_8_letters_of_base32_and_lasts_15_minutes(store: Store, clock: Clock) -> None:
    code = issue_code(store, KEY, lan(store)).code
    assert len(code) == 8
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    clock.pass_by(minutes=15)
    assert redeem(store, KEY, **CHAT, code=code).refusal is Refusal.WRONG


def test_five_wrong_codes_make_a_chat_account_wait(store: Store, clock: Clock) -> None:
    staff_id = lan(store)
    tries = [redeem(store, KEY, **CHAT, code="AAAAAAAA").refusal for _ in range(6)]
    assert tries == [Refusal.WRONG] * 5 + [Refusal.LOCKED]
    code = issue_code(store, KEY, staff_id).code
    assert redeem(store, KEY, **CHAT, code=code).refusal is Refusal.LOCKED
    clock.pass_by(minutes=15)
    code = issue_code(store, KEY, staff_id).code
    assert redeem(store, KEY, **CHAT, code=code).refusal is None


def test_chat_account_of_one_person_is_not_taken_by_another(store: Store) -> None:
    code = issue_code(store, KEY, lan(store)).code
    redeem(store, KEY, **CHAT, code=code)
    other = add_staff(store, account="an", name="An", role=Role.VIEWER).id
    code = issue_code(store, KEY, other).code
    assert redeem(store, KEY, **CHAT, code=code).refusal is Refusal.TAKEN


def test_new_chat_account_takes_the_place_of_the_old(store: Store) -> None:
    staff_id = lan(store)
    for user_id in ("cũ", "mới"):
        code = issue_code(store, KEY, staff_id).code
        redeem(store, KEY, channel="zalo", bot_id="b", user_id=user_id, code=code)
    assert [each.user_id for each in accounts_of(store, staff_id)] == ["mới"]
    assert unlink(store, channel="zalo", bot_id="b", user_id="mới") is True
    assert staff_of(store, channel="zalo", bot_id="b", user_id="mới") is None


def test_who_left_has_no_chat_account(store: Store) -> None:
    staff_id = lan(store)
    redeem(store, KEY, **CHAT, code=issue_code(store, KEY, staff_id).code)
    set_active(store, staff_id, is_active=False)
    set_active(store, staff_id, is_active=True)
    assert staff_of(store, **CHAT) is None


def test_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = read_key(tmp_path / "nhà")
    assert read_key(tmp_path / "nhà") == first
    assert (tmp_path / "nhà" / "secret.key").stat().st_mode & 0o077 == 0
    assert first.value.hex() not in repr(first)


def log_three(store: Store) -> None:
    """Three entries."""
    for number in range(3):
        record(store, "ask", staff_id=1, channel="web", subject=f"v{number}")


def test_chain_of_the_audit_holds(store: Store) -> None:
    log_three(store)
    found = verify(store)
    assert (found.count, found.broken_at) == (3, None)
    assert [entry.subject for entry in list_entries(store, most=2)] == ["v2", "v1"]


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        (sa.update(audit).where(audit.c.number == 2).values(subject="khác"), 2),
        (sa.update(audit).where(audit.c.number == 3).values(at="2026-01-01"), 3),
        (sa.delete(audit).where(audit.c.number == 2), 2),
        (sa.delete(audit).where(audit.c.number == 1), 1),
    ],
)
def test_changed_or_missing_entry_is_found(
    store: Store, change: sa.Update | sa.Delete, broken_at: int
) -> None:
    log_three(store)
    with store.database.writing() as connection:
        connection.execute(change)
    assert verify(store).broken_at == broken_at


def test_end_that_was_cut_off_shows_against_a_noted_hash(store: Store) -> None:
    log_three(store)
    noted = verify(store).last_hash
    record(store, "ask", staff_id=1, channel="web")
    assert verify(store, noted).broken_at is None
    with store.database.writing() as connection:
        connection.execute(sa.delete(audit).where(audit.c.number >= 3))
    assert verify(store, noted).broken_at == 3


def test_chain_holds_after_old_entries_were_deleted(store: Store, clock: Clock) -> None:
    log_three(store)
    clock.pass_by(days=100)
    log_three(store)
    assert delete_older(store, 90) == 3
    found = verify(store)
    assert (found.count, found.broken_at) == (3, None)
    assert [entry.number for entry in list_entries(store)] == [6, 5, 4]
