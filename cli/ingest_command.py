"""`dunghan ingest` and `dunghan read`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.settings import read_settings
from cli.wiring import open_library
from corpus.stored import Outcome
from ingest.batch import read_files
from ingest.read import read_file

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
    batch = read_files(paths, lambda path: typer.echo(f"Đang đọc {path.name} …", err=True))
    stored = []
    with open_library(read_settings()) as library:
        for read in batch.done:
            result = library.store.put(read)
            stored.append((read, result))
        library.index.refresh()
    report = {
        "done": [
            {
                "source": read.document.source,
                "document": result.document_id,
                "outcome": result.outcome.value,
                "title": read.document.title,
                "passages": len(read.passages),
                "doubts": [note.text for note in read.notes if note.doubtful],
            }
            for read, result in stored
        ],
        "skipped": [{"source": str(skip.path), "reason": skip.reason} for skip in batch.skipped],
        "failed": [str(error) for error in batch.failed],
    }
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False))
    else:
        for read, result in stored:
            typer.echo(
                f"{read.document.source}: {read.document.title} — {_OUTCOMES[result.outcome]}"
            )
            for note in read.notes:
                if note.doubtful:
                    typer.echo(f"    cần xem lại: {note.text}")
        for skip in batch.skipped:
            typer.echo(f"{skip.path}: bỏ qua, {skip.reason}", err=True)
        for error in batch.failed:
            typer.echo(f"Lỗi: {error}", err=True)
        typer.echo(
            f"Đã nạp {len(stored)}, bỏ qua {len(batch.skipped)}, lỗi {len(batch.failed)}.", err=True
        )
    if batch.failed:
        raise typer.Exit(code=1)


def read(
    file: Annotated[Path, typer.Argument(help="Một tệp.", exists=True, dir_okay=False)],
) -> None:
    """In nội dung của một tệp đúng như khi nạp vào kho.

    Ví dụ:  dunghan read quyet-dinh-15.pdf
    """
    typer.echo(read_file(file).document.text)
