"""`dunghan ingest` and `dunghan read`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.settings import read_settings
from cli.wiring import open_library
from corpus.stored import Outcome

if TYPE_CHECKING:
    from cli.intake import Intake

_OUTCOMES = {
    Outcome.NEW: "mới",
    Outcome.REVISED: "bản mới của văn bản đã có",
    Outcome.SAME: "đã có, không đổi",
}


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục.")],
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Nạp văn bản vào kho và chỉ mục; tệp không đọc được thì nêu lý do, các tệp khác vẫn nạp.

    Ví dụ:  dunghan ingest van-ban/ quyet-dinh-15.pdf
    """
    # Only here: what reads files is no part of any other command's start.
    from cli.intake import take_in  # noqa: PLC0415

    with open_library(read_settings()) as library:
        intake = take_in(
            library, paths, lambda path: typer.echo(f"Đang đọc {path.name} …", err=True)
        )
    if as_json:
        typer.echo(json.dumps(intake.as_json(), ensure_ascii=False))
    else:
        _tell(intake)
    if intake.failed:
        raise typer.Exit(code=1)


def read(
    file: Annotated[Path, typer.Argument(help="Một tệp.", exists=True, dir_okay=False)],
) -> None:
    """In nội dung của một tệp đúng như khi nạp vào kho.

    Ví dụ:  dunghan read quyet-dinh-15.pdf
    """
    from ingest.read import read_file  # noqa: PLC0415 -- as in `ingest`

    typer.echo(read_file(file).document.text)


def _tell(intake: "Intake") -> None:
    """What became of each file: what is stored on stdout, the rest on stderr."""
    for taken in intake.done:
        typer.echo(f"{taken.source}: {taken.title} — {_OUTCOMES[taken.outcome]}")
        for doubt in taken.doubts:
            typer.echo(f"    cần xem lại: {doubt}")
    for procedures in intake.procedures:
        typer.echo(procedures.words)
    for skip in intake.skipped:
        typer.echo(f"{skip.path}: bỏ qua, {skip.reason}", err=True)
    for error in intake.failed:
        typer.echo(f"Lỗi: {error}", err=True)
    counts = (len(intake.done) + len(intake.procedures), len(intake.skipped), len(intake.failed))
    typer.echo("Đã nạp {}, bỏ qua {}, lỗi {}.".format(*counts), err=True)
