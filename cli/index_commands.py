"""`dunghan index status|verify|rebuild|rollback`."""

import typer

from cli.settings import read_settings
from cli.wiring import Library, open_library
from index.generation import Manifest
from index.vector_cache import VectorCache

app = typer.Typer(
    help="Xem, kiểm tra, dựng lại chỉ mục, và dùng lại chỉ mục trước.", no_args_is_help=True
)


@app.command()
def status() -> None:
    """In tình trạng chỉ mục trên đĩa.

    Ví dụ:  dunghan index status
    """
    with open_library(read_settings()) as library:
        manifest, earlier = library.index.status(), library.index.earlier()
        latest = library.store.latest_change()
    if manifest is None:
        typer.echo("Chưa có chỉ mục. Hãy chạy «dunghan index rebuild».")
        return
    typer.echo(_text(manifest))
    behind = latest - manifest.applied
    typer.echo(f"thay đổi chưa đưa vào: {behind}")
    if earlier is None:
        typer.echo("chỉ mục trước: không có")
    else:
        typer.echo(f"chỉ mục trước: {earlier.documents} văn bản, mô hình {earlier.model}")


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
    settings = read_settings()
    with open_library(settings) as library:
        _record(library, "index.rebuild")
        manifest = library.index.rebuild(lambda line: typer.echo(line, err=True))
        reused = library.index.reused()
    if reused is None:  # of a model before: nothing else would ever erase from it
        VectorCache(settings.vectors_file).erase()
    typer.echo(_text(manifest))
    if reused is not None:
        typer.echo(f"véc-tơ lấy từ lần trước: {reused}/{manifest.passages} đoạn")


@app.command()
def rollback() -> None:
    """Dùng lại chỉ mục trước lần dựng cuối; chạy lần nữa thì trở về chỉ mục mới.

    Ví dụ:  dunghan index rollback
    """
    with open_library(read_settings()) as library:
        _record(library, "index.rollback")
        manifest = library.index.roll_back()
    typer.echo(_text(manifest))


def _record(library: Library, action: str) -> None:
    from corpus.audit import record  # noqa: PLC0415 -- no part of a start

    record(library.store, action, staff_id=None, channel="cli")


def _text(manifest: Manifest) -> str:
    return "\n".join(
        (
            f"văn bản: {manifest.documents}",
            f"đoạn: {manifest.passages}",
            f"mô hình nhúng: {manifest.model} ({manifest.dimension} chiều)",
            f"thay đổi cuối đã đưa vào: {manifest.applied}",
        )
    )
