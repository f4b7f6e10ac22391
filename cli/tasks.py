"""`dunghan tasks`: the register of what the office's papers order, and what of it is done."""

import json
from datetime import date
from typing import Annotated

import typer

from cli.ask import parse_day
from cli.messages_tasks import task_fields, tasks_page
from cli.settings import Settings, read_settings
from corpus.obligation_store import TaskFilter
from corpus.store import Store, open_store
from corpus.units import office_units

app = typer.Typer()
_Id = Annotated[str, typer.Argument(help="Mã nhiệm vụ, như «dunghan tasks» liệt kê.")]
_By = Annotated[str, typer.Option("--by", help="Người đánh dấu.")]


@app.callback(invoke_without_command=True)
def tasks(  # noqa: PLR0913 -- each is an option
    context: typer.Context,
    unit: Annotated[
        str | None, typer.Option("--unit", help="Đơn vị: tên hoặc viết tắt, có dấu hay không.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", help="Hạn từ ngày.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Hạn đến hết ngày.")] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Chỉ việc chưa xong.")] = False,  # noqa: FBT002 -- typer's way
    today: Annotated[str | None, typer.Option("--today", help="Ngày xét.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,  # noqa: FBT002 -- typer's way
) -> None:
    """Liệt kê nhiệm vụ mà các văn bản giao, hạn gần nhất trước.

    Ví dụ:  dunghan tasks --unit "Phòng Nội vụ" --from 2026-04-01 --to 2026-06-30 --open
    """
    if context.invoked_subcommand is not None:
        return
    settings, day = read_settings(), parse_day(today)
    asked = TaskFilter(
        unit=unit,
        first_day=_day(first, "--from"),
        last_day=_day(last, "--to"),
        only_open=only_open,
    )
    with _register(settings) as store:
        found = store.tasks(day, asked, office_units(settings.home / "units.json"))
    if as_json:
        written = {"today": day.isoformat(), "tasks": [task_fields(task) for task in found]}
        typer.echo(json.dumps(written, ensure_ascii=False, indent=1))
        return
    for lines in tasks_page(found, day):
        typer.echo(lines)
    typer.echo(f"{len(found)} nhiệm vụ.", err=True)


@app.command()
def done(
    task_id: _Id,
    by: _By,
    on: Annotated[str | None, typer.Option("--on", help="Ngày làm xong.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="Ghi chú.")] = None,
) -> None:
    """Đánh dấu một nhiệm vụ đã làm xong.

    Ví dụ:  dunghan tasks done 12-kh-ubnd/iii/1/p1#1 --by "Lê Thị Mai" --on 2026-03-30
    """
    with _register(read_settings()) as store:
        before = store.mark_done(task_id, by=by, on=parse_day(on), note=note)
    if before is None:
        typer.echo(f"Đã đánh dấu xong {task_id}.")
    else:
        typer.echo(f"Đã đánh dấu lại {task_id}; dấu trước của {before.by} được giữ trong lịch sử.")


@app.command()
def undo(task_id: _Id, by: _By) -> None:
    """Bỏ dấu đã xong của một nhiệm vụ; dấu cũ vẫn giữ trong lịch sử.

    Ví dụ:  dunghan tasks undo 12-kh-ubnd/iii/1/p1#1 --by "Lê Thị Mai"
    """
    with _register(read_settings()) as store:
        was_done = store.take_back(task_id, by=by)
    typer.echo(f"Đã bỏ dấu xong của {task_id}." if was_done else f"{task_id} đang chưa xong.")


def _register(settings: Settings) -> Store:
    """The store, its register read by the rules of this program; close it after use."""
    # The rules are for this command only.
    from ingest.register import refresh_register  # noqa: PLC0415

    settings.home.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.database_url)
    try:
        refresh_register(store)
    except BaseException:
        store.close()
        raise
    return store


def _day(written: str | None, name: str) -> date | None:
    return parse_day(written, name) if written else None
