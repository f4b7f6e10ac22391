"""The office's own secret: beside the store, not in it, so that a copy of the store is no key."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import StoreError

KEY_FILE = "secret.key"
_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretKey:
    """32 random bytes; not shown in a repr."""

    value: bytes = field(repr=False)


def read_key(home: Path) -> SecretKey:
    """The secret of a home folder; made, for its owner alone to read, when there is none.

    Raises:
        StoreError: it can not be written or read, or is cut short.
    """
    path = home / KEY_FILE
    try:
        if not path.exists():
            _make(path)
        value = path.read_bytes()
    except OSError as error:
        raise StoreError(
            f"Không đọc hoặc tạo được tệp khóa «{path}» ({error.strerror}). "
            "Hãy kiểm tra quyền ghi vào thư mục."
        ) from error
    if len(value) != _BYTES:
        raise StoreError(
            f"Tệp khóa «{path}» có {len(value)} byte, cần {_BYTES}. Hãy phục hồi từ bản sao lưu, "
            "hoặc xóa tệp: mọi người phải đăng nhập lại và các mã liên kết đang chờ bị bỏ."
        )
    return SecretKey(value=value)


def _make(path: Path) -> None:
    """Written beside and linked in: of two processes that make it at once one wins, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{KEY_FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_BYTES))
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink()
