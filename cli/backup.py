"""`dunghan backup` and `dunghan restore-backup`."""

from pathlib import Path
from typing import Annotated

import typer

from cli.settings import Settings, read_settings
from corpus.backups import Backup, Place, restore_backup, verify_backup, write_backup

_MIB = 2**20


def backup(
    folder: Annotated[Path, typer.Argument(help="Thư mục của bản sao lưu, chưa có.")],
    *,
    verify: Annotated[
        bool, typer.Option("--verify", help="Không sao lưu; kiểm tra một bản đã có.")
    ] = False,
    with_key: Annotated[
        bool, typer.Option("--with-key", help="Kèm secret.key; chỉ khi bản này được cất riêng.")
    ] = False,
) -> None:
    """Sao lưu kho, bản gốc và các tệp của cơ quan; trang web vẫn chạy trong lúc đó.

    Ví dụ:  dunghan backup /mnt/sao-luu/2026-11-25
    """
    if verify:
        typer.echo(f"Bản sao lưu trọn vẹn: {_words(verify_backup(folder))}.")
        return
    from cli.case_office import now  # noqa: PLC0415 -- no part of a start

    settings = read_settings()
    made = write_backup(place_of(settings), folder.absolute(), now(), with_key=with_key)
    _record(settings, "backup.made")
    typer.echo(f"Đã sao lưu vào {folder}: {_words(made)}.")
    if not with_key:
        typer.echo("Chưa kèm secret.key: hãy cất tệp này ở nơi khác.", err=True)


def restore(
    folder: Annotated[Path, typer.Argument(help="Thư mục của bản sao lưu.")],
) -> None:
    """Phục hồi một bản sao lưu vào DUNGHAN_HOME đang trống; kiểm tra từng tệp trước khi ghi.

    Ví dụ:  dunghan restore-backup /mnt/sao-luu/2026-11-25
    """
    settings = read_settings()
    restored = restore_backup(folder, place_of(settings))
    _record(settings, "backup.restored")
    typer.echo(f"Đã phục hồi vào {settings.home}: {_words(restored)}.")
    typer.echo("Chỉ mục được dựng lại ở lần hỏi đầu tiên.", err=True)


def place_of(settings: Settings) -> Place:
    """What is backed up."""
    return Place(
        home=settings.home,
        files_home=settings.files_home,
        database_url=settings.database_url,
    )


def _words(found: Backup) -> str:
    return (
        f"{len(found.files)} tệp, {found.size / _MIB:.1f} MiB, lúc {found.made_at:%H:%M %d/%m/%Y}"
    )


def _record(settings: Settings, action: str) -> None:
    from corpus.audit import record  # noqa: PLC0415 -- no part of a start
    from corpus.store import open_store  # noqa: PLC0415 -- as above

    with open_store(settings.database_url) as store:
        record(store, action, staff_id=None, channel="cli")
