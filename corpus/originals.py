"""The files themselves, kept by what is in them, so that a paper opens at its page."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from corpus.errors import StoreError

_SUFFIX_LENGTH = 10


class Originals:
    """A folder of files named by their sha256; a file that is there is never written again."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def find(self, sha256: str) -> Path | None:
        """The kept file with these bytes; None when it is not kept."""
        folder = self._home / sha256[:2]
        return next((path for path in sorted(folder.glob(f"{sha256}.*"))), None)

    def keep(self, path: Path, sha256: str) -> Path | None:
        """The kept copy of a file; None when its bytes are no longer those of `sha256`.

        It is written beside and renamed, so half a file is never found.

        Raises:
            StoreError: the file can not be read, or the copy not written.
        """
        kept = self.find(sha256)
        if kept is not None:
            return kept
        target = self._home / sha256[:2] / f"{sha256}{_suffix(path)}"
        try:
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() != sha256:
                return None
            _write(target, content)
        except OSError as error:
            raise StoreError(
                f"Không giữ được bản gốc của «{path.name}» trong «{self._home}» "
                f"({error.strerror or type(error).__name__}). "
                "Hãy kiểm tra quyền ghi và chỗ trống trên ổ đĩa."
            ) from error
        return target

    def remove(self, sha256: str) -> bool:
        """Delete the kept file; False when it was not kept.

        Raises:
            StoreError: the system does not let it be deleted.
        """
        kept = self.find(sha256)
        if kept is None:
            return False
        try:
            kept.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"Không xóa được bản gốc «{kept}» ({error.strerror}). Hãy đóng tệp rồi thử lại."
            ) from error
        return True


def _suffix(path: Path) -> str:
    """The file's suffix, made safe; ".bin" where it has none."""
    suffix = path.suffix.lower()
    is_plain = suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= _SUFFIX_LENGTH
    return suffix if is_plain else ".bin"


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.stem}.{os.getpid()}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):  # another process kept the same file, and cleared up
        beside.replace(target)
    for left in target.parent.glob(f".{target.stem}.*.new"):  # of one that was ended half-way
        left.unlink(missing_ok=True)
