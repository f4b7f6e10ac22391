"""What can go wrong with a backup.

corpus.errors.StoreError
└── BackupError               it can not be written, read or put back
    └── DamagedBackupError    files of it are missing or changed
"""

from collections.abc import Sequence
from pathlib import Path

from corpus.errors import StoreError

_MOST_NAMED = 5


class BackupError(StoreError):
    """A backup can not be written, read or put back."""


class DamagedBackupError(BackupError):
    """Files of a backup are not as they were written."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        told = ", ".join(f"«{name}»" for name in names[:_MOST_NAMED])
        more = f" và {len(names) - _MOST_NAMED} tệp nữa" if len(names) > _MOST_NAMED else ""
        super().__init__(
            f"Bản sao lưu «{folder}» bị hỏng: {told}{more} thiếu hoặc khác lúc sao lưu. "
            "Hãy dùng bản sao lưu khác."
        )
        self.names = tuple(names)
