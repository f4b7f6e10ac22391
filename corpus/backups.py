"""A backup: a folder with the database as it was at one moment, the originals, the office's files.

    sao-luu/
        manifest.json        what is in it, each file with its digest; written last
        kho.db               of SQLite, by its own backup; kho.dump where the store is PostgreSQL
        files/ab/ab….pdf     the originals
        office/groups.json   what the office set

It is written beside and renamed, so a folder with a manifest is whole. The index is left out: it
is made again from the store. Originals are copied after the database: one that the database names
was kept before. The secret key is left out unless it is asked for.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from corpus.backup_errors import BackupError, DamagedBackupError
from corpus.database_copy import (
    DUMP,
    SQLITE_COPY,
    copy_database,
    put_database_back,
    refuse_existing,
    refuse_other_kind,
)
from corpus.secret_key import KEY_FILE

FORMAT = 1
MANIFEST = "manifest.json"
_FILES = "files"
_OFFICE = "office"
_OFFICE_SUFFIXES = frozenset({".json", ".csv"})
_UNFINISHED = ".restoring"  # stands in a home as long as it is not whole
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is backed up, and where it is put back."""

    home: Path
    files_home: Path
    database_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file of a backup."""

    name: str  # within the folder, with "/"
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup says of itself."""

    made_at: datetime
    files: tuple[Kept, ...]
    format: int = FORMAT

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(kept.size for kept in self.files)


def write_backup(
    place: Place, folder: Path, made_at: datetime, *, with_key: bool = False
) -> Backup:
    """Back up into a new folder. Others may go on writing meanwhile.

    Raises:
        BackupError: the folder is there already, or something can not be read or written; then
            nothing of the folder is left.
    """
    if folder.exists():
        raise BackupError(
            f"Thư mục «{folder}» đã có. Hãy nêu một thư mục chưa có để ghi bản sao lưu."
        )
    beside = folder.with_name(f".{folder.name}.part")
    with _in_words(folder):
        shutil.rmtree(beside, ignore_errors=True)  # of one that was ended half-way
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.mkdir(mode=0o700)  # the papers of the office are in it, and the tokens of its chats
        try:
            backup = Backup(made_at=made_at, files=tuple(_write(place, beside, with_key=with_key)))
            _write_manifest(beside / MANIFEST, backup)
            beside.rename(folder)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    return backup


def read_backup(folder: Path) -> Backup:
    """What a backup says of itself; its files are not looked at.

    Raises:
        BackupError: the folder is no backup, or of a newer program.
    """
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if content["format"] > FORMAT:
            raise BackupError(
                f"Bản sao lưu «{folder}» có dạng {content['format']}, chương trình này đọc được "
                f"đến dạng {FORMAT}. Hãy cài bản dunghan mới hơn."
            )
        return Backup(
            format=content["format"],
            made_at=datetime.fromisoformat(content["made_at"]),
            files=tuple(Kept(**each) for each in content["files"]),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BackupError(
            f"«{folder}» không phải một bản sao lưu trọn vẹn: tệp {MANIFEST} thiếu hoặc hỏng. "
            "Hãy dùng bản sao lưu khác."
        ) from error


def verify_backup(folder: Path) -> Backup:
    """Read every file of a backup and compare it with its digest.

    Raises:
        BackupError: the folder is no backup.
        DamagedBackupError: files are missing or changed; all are named.
    """
    backup = read_backup(folder)
    wrong = [kept.name for kept in backup.files if not _is_whole(folder, kept)]
    if wrong:
        raise DamagedBackupError(folder, wrong)
    return backup


def restore_backup(folder: Path, place: Place) -> Backup:
    """Put a backup into an empty home; a `secret.key` may be there already.

    One that was ended half-way is done again from the beginning.

    Raises:
        BackupError: the home is not empty, or something can not be written.
        DamagedBackupError: as `verify_backup`; nothing is written then.
    """
    backup = verify_backup(folder)
    database = _database_of(backup, folder)
    refuse_other_kind(database, place.database_url)
    unfinished = place.home / _UNFINISHED
    with _in_words(place.home):
        place.home.mkdir(parents=True, exist_ok=True)
        if not unfinished.exists():
            _refuse_full(place)
        unfinished.touch()
        for kept in backup.files:
            if kept.name == database:
                continue
            _copy(folder / kept.name, _target(place, kept.name))
        put_database_back(folder / database, place.database_url)
        unfinished.unlink()
    return backup


def _write(place: Place, folder: Path, *, with_key: bool) -> Iterator[Kept]:
    yield _kept(copy_database(place.database_url, folder), folder)
    for source in sorted(place.files_home.glob("*/*")):
        if not source.name.startswith("."):  # one that is just being written
            target = folder / _FILES / source.parent.name / source.name
            with suppress(FileNotFoundError):  # a paper may be forgotten meanwhile
                _copy(source, target)
                yield _kept(target, folder)
    own = [path for path in sorted(place.home.iterdir()) if path.suffix in _OFFICE_SUFFIXES]
    if with_key:
        own.append(place.home / KEY_FILE)
    for source in own:
        target = folder / _OFFICE / source.name
        _copy(source, target)
        yield _kept(target, folder)


def _kept(path: Path, folder: Path) -> Kept:
    """What the manifest says of a file, read back from where it was written."""
    return Kept(
        name=path.relative_to(folder).as_posix(),
        size=path.stat().st_size,
        sha256=_digest(path),
    )


def _is_whole(folder: Path, kept: Kept) -> bool:
    path = folder / kept.name
    if ".." in Path(kept.name).parts or Path(kept.name).is_absolute():
        return False
    try:
        return path.stat().st_size == kept.size and _digest(path) == kept.sha256
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source: Path, target: Path) -> None:
    """Written beside and renamed, and on the disk when this returns."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new")
    with source.open("rb") as read:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            shutil.copyfileobj(read, written, _CHUNK)
            written.flush()
            os.fsync(written.fileno())
    beside.replace(target)


def _write_manifest(path: Path, backup: Backup) -> None:
    content = asdict(backup) | {"made_at": backup.made_at.isoformat()}
    with path.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _refuse_full(place: Place) -> None:
    there = {path.name for path in place.home.iterdir()} - {KEY_FILE}
    if there:
        raise BackupError(
            f"Thư mục «{place.home}» không trống, có «{min(there)}». Chỉ phục hồi vào thư mục "
            f"trống (được có sẵn {KEY_FILE}), để không ghi đè kho đang dùng."
        )

    refuse_existing(place.database_url)


def _target(place: Place, name: str) -> Path:
    """Where an original, or a file of the office, belongs."""
    first, _, rest = name.partition("/")
    return (place.files_home if first == _FILES else place.home) / rest


def _database_of(backup: Backup, folder: Path) -> str:
    """The name of the database's copy."""
    found = [kept.name for kept in backup.files if kept.name in (SQLITE_COPY, DUMP)]
    if not found:
        raise BackupError(f"Bản sao lưu «{folder}» không có kho. Hãy dùng bản sao lưu khác.")
    return found[0]


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        named = error.filename or folder
        raise BackupError(
            f"Không ghi hoặc đọc được «{named}» ({error.strerror or type(error).__name__}). "
            "Hãy kiểm tra quyền và chỗ trống trên ổ đĩa."
        ) from error
