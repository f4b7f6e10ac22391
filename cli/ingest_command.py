"""`dunghan ingest` and `dunghan read`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.misuse import MisuseError
from cli.settings import read_settings
from cli.wiring import Library, open_library
from corpus.stored import Outcome

if TYPE_CHECKING:
    from cli.intake import Intake, Taken, Taker

_OUTCOMES = {
    Outcome.NEW: "mới",
    Outcome.REVISED: "bản mới của văn bản đã có",
    Outcome.SAME: "đã có, không đổi",
}
_INTERRUPTED = 130  # what a shell gives for a command that Ctrl+C ended


def ingest(  # noqa: PLR0913 -- one for each option
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Tệp hoặc thư mục; với --again là mã văn bản.")
    ] = None,
    *,
    preview: Annotated[
        bool, typer.Option("--preview", help="Chỉ đọc và để chờ công bố, chưa dùng để trả lời.")
    ] = False,
    again: Annotated[
        bool,
        typer.Option(
            "--again", help="Đọc lại bản gốc đã giữ của các mã văn bản nêu ra, hoặc của tất cả."
        ),
    ] = False,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Số tệp đọc cùng lúc.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Tên người nạp, ghi vào nhật ký của văn bản.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
) -> None:
    """Nạp văn bản vào kho và chỉ mục; tệp không đọc được thì nêu lý do, các tệp khác vẫn nạp.

    Ví dụ:  dunghan ingest van-ban/ quyet-dinh-15.pdf
    """
    # Only here: what reads files is no part of any other command's start.
    from cli.intake import Taker, readers_of  # noqa: PLC0415
    from corpus.originals import Originals  # noqa: PLC0415

    if not paths and not again:
        raise MisuseError("ingest", "ít nhất một tệp hoặc thư mục")
    if preview and again:
        raise MisuseError("ingest", "một trong hai --preview và --again, không cả hai")
    settings = read_settings()
    with readers_of(settings, workers) as readers:
        readers.start()  # it loads while the library opens
        with open_library(settings) as library:
            taker = Taker(
                store=library.store,
                originals=Originals(settings.files_home),
                readers=readers,
                who=by,
            )
            if again:
                intake = _again(taker, library, [str(path) for path in paths or ()])
            else:
                intake = _take(taker, library, paths or [], preview=preview)
    if as_json:
        typer.echo(json.dumps(intake.as_json(), ensure_ascii=False))
    else:
        _tell(intake)
    if intake.is_interrupted:
        raise typer.Exit(code=_INTERRUPTED)
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


def _take(taker: "Taker", library: Library, paths: list[Path], *, preview: bool) -> "Intake":
    from cli.progress import progress  # noqa: PLC0415 -- as in `ingest`
    from ingest.batch import find_files  # noqa: PLC0415 -- as in `ingest`

    found = find_files(paths)
    with progress(len(found.files)) as step:
        intake = taker.preview(found, step) if preview else taker.take_in(found, step)
    if not preview:
        library.index.refresh()
    return intake


def _again(taker: "Taker", library: Library, ids: list[str]) -> "Intake":
    from cli.progress import progress  # noqa: PLC0415 -- as in `ingest`

    wanted = ids or [document.id for document in library.store.documents(include_procedures=False)]
    with progress(len(wanted)) as step:
        intake = taker.read_again(wanted, step)
    library.index.refresh()
    return intake


def _tell(intake: "Intake") -> None:
    """What became of each file: what is stored on stdout, the rest on stderr."""
    from cli.publishing import describe_pending  # noqa: PLC0415 -- as in `ingest`

    for taken in intake.done:
        typer.echo(f"{taken.source}: {taken.title} — {_outcome(taken)}")
        for doubt in taken.doubts:
            typer.echo(f"    cần xem lại: {doubt}")
    for procedures in intake.procedures:
        typer.echo(procedures.words)
    for waits in intake.pending:
        typer.echo(describe_pending(waits))
    for skip in intake.skipped:
        typer.echo(f"{skip.path}: bỏ qua, {skip.reason}", err=True)
    for error in intake.failed:
        typer.echo(f"Lỗi: {error}", err=True)
    if intake.is_interrupted:
        words = "Đã dừng theo yêu cầu; những tệp nêu trên đã lưu. Chạy lại lệnh này để nạp tiếp."
        typer.echo(words, err=True)
    if intake.pending:
        words = "{} văn bản chờ công bố: «dunghan publish MÃ» để dùng, «dunghan discard MÃ» để bỏ."
        typer.echo(words.format(len(intake.pending)), err=True)
    counts = (len(intake.done) + len(intake.procedures), len(intake.skipped), len(intake.failed))
    typer.echo("Đã nạp {}, bỏ qua {}, lỗi {}.".format(*counts), err=True)


def _outcome(taken: "Taken") -> str:
    words = _OUTCOMES[taken.outcome]
    if taken.is_older:
        words = "đã có, là bản cũ; bản mới hơn đang được dùng"
    return f"{words}; văn bản này đã được rút" if taken.is_withdrawn else words
