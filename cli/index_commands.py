"""`dunghan index status|verify|rebuild`."""

import typer

from cli.settings import read_settings
from cli.wiring import open_library
from index.generation import Manifest

app = typer.Typer(help="Xem, kiểm tra và dựng lại chỉ mục.", no_args_is_help=True)


@app.command()
def status() -> None:
    """In tình trạng chỉ mục trên đĩa.

    Ví dụ:  dunghan index status
    """
    with open_library(read_settings()) as library:
        manifest = library.index.status()
        latest = library.store.latest_change()
    if manifest is None:
        typer.echo("Chưa có chỉ mục. Hãy chạy «dunghan index rebuild».")
        return
    typer.echo(_text(manifest))
    behind = latest - manifest.applied
    typer.echo(f"thay đổi chưa đưa vào: {behind}")


@app.command()
def verify() -> None:
    """So chỉ mục với kho; có sai lệch thì nêu ra và kết thúc với mã 1.

    Ví dụ:  dunghan index verify
    """
    with open_library(read_settings()) as library:
        problems = library.index.verify()
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        typer.echo("Hãy chạy «dunghan index rebuild».", err=True)
        raise typer.Exit(code=1)
    typer.echo("Chỉ mục khớp với kho.")


@app.command()
def rebuild() -> None:
    """Dựng lại chỉ mục từ kho ở thư mục mới, xong mới đưa vào dùng.

    Ví dụ:  dunghan index rebuild
    """
    with open_library(read_settings()) as library:
        manifest = library.index.rebuild(lambda line: typer.echo(line, err=True))
    typer.echo(_text(manifest))


def _text(manifest: Manifest) -> str:
    return "\n".join(
        (
            f"văn bản: {manifest.documents}",
            f"đoạn: {manifest.passages}",
            f"mô hình nhúng: {manifest.model} ({manifest.dimension} chiều)",
            f"thay đổi cuối đã đưa vào: {manifest.applied}",
        )
    )
