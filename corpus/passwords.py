"""Passwords: hashed by argon2id, checked in the same time whether or not there is one."""

from functools import cache

import argon2

from corpus.errors import StoreError

SHORTEST = 10  # characters
LONGEST = 200
_FEWEST_LETTERS = 4  # different ones
_TELLING = 3  # letters: a shorter account stands in many words by chance
_HASHER = argon2.PasswordHasher()


class WeakPasswordError(StoreError):
    """A password that is not taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Mật khẩu {reason}. Hãy chọn mật khẩu khác.")


def hash_password(password: str, account: str) -> str:
    """What is kept of a password; about 50 ms, by design.

    Raises:
        WeakPasswordError: too short, too long, one letter over and over, or the account's name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPasswordError(f"phải có từ {SHORTEST} đến {LONGEST} ký tự")
    if len(set(password)) < _FEWEST_LETTERS:
        raise WeakPasswordError("chỉ gồm vài ký tự lặp lại")
    if len(account) >= _TELLING and account.casefold() in password.casefold():
        raise WeakPasswordError("chứa tên đăng nhập")
    return _HASHER.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """True when the password is the one kept. With nothing kept it takes as long, and is False."""
    try:
        _HASHER.verify(kept or _decoy(), password[:LONGEST])
    except argon2.exceptions.VerificationError:
        return False
    except argon2.exceptions.InvalidHashError:
        return False
    return kept is not None


@cache
def _decoy() -> str:
    return _HASHER.hash("không của ai")
