"""`dunghan cases …`: the register of case files."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.ask import parse_day
from cli.settings import SettingError, read_settings
from corpus.schema import VIETNAM

if TYPE_CHECKING:
    from cases.register import Register
    from cases.working_days import WorkingDays

app = typer.Typer(help="Hồ sơ thủ tục hành chính: sổ, hạn, danh sách.", no_args_is_help=True)
_Day = Annotated[str | None, typer.Option("--today", help="Ngày xét, dạng 2026-01-31.")]


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="Tệp kết xuất .xlsx, .xls, .ods, .csv.", exists=True)
    ],
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Lúc kết xuất, dạng 2026-01-31T07:00.")
    ] = None,
) -> None:
    """Nạp sổ theo dõi hồ sơ do phần mềm một cửa kết xuất.

    Ví dụ:  dunghan cases import so-theo-doi.xlsx
    """
    from cases.columns import read_names  # noqa: PLC0415 -- what reads tables is no part of a start

    settings = read_settings()
    names = read_names(settings.home / "case_columns.json")
    moment = _moment(as_of)
    refused = 0
    with open_register() as register:
        for path in files:
            report = register.take_in(path, names, moment)
            for problem in report.problems:
                typer.echo(f"{path.name}: {problem}", err=True)
            refused += report.refused
            typer.echo(
                f"{path.name}: mới {report.new}, thay đổi {report.changed}, không đổi "
                f"{report.same}, không nhập được {report.refused}; "
                f"số liệu lúc {report.as_of:%H:%M %d/%m/%Y}."
            )
    if refused:
        raise typer.Exit(code=1)


@app.command()
def sample(
    out: Annotated[Path, typer.Option(help="Tệp .xlsx hoặc .csv để ghi.")],
    rows: Annotated[int, typer.Option(min=1, max=1_000_000, help="Số dòng.")] = 500,
    seed: Annotated[int, typer.Option(help="Số gốc; cùng số thì cùng sổ.")] = 1,
    today: _Day = None,
) -> None:
    """Tạo một sổ theo dõi mẫu, người và đơn vị đều là bịa.

    Ví dụ:  dunghan cases sample --rows 500 --seed 1 --out so-mau.xlsx
    """
    from cases.sample import sample_cases  # noqa: PLC0415 -- as above
    from cases.table_file import REGISTER_HEAD, register_row, write_table  # noqa: PLC0415

    made = sample_cases(rows, seed, parse_day(today), calendar())
    write_table(
        out,
        "Sổ theo dõi",
        REGISTER_HEAD,
        (register_row(number, case) for number, case in enumerate(made, start=1)),
    )
    typer.echo(f"Đã ghi {rows} dòng vào {out}.")


@contextmanager
def open_register() -> Iterator["Register"]:
    """The register in the office's store."""
    from cases.register import Register  # noqa: PLC0415
    from corpus.database import open_database  # noqa: PLC0415

    settings = read_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.database_url)
    try:
        yield Register(database, lambda: datetime.now(VIETNAM))
    finally:
        database.close()


def calendar() -> "WorkingDays":
    """The working days, with the office's own list over the shipped one."""
    from cases.working_days import working_days  # noqa: PLC0415

    return working_days(read_settings().home / "working_days.csv")


def _moment(written: str | None) -> datetime | None:
    if written is None:
        return None
    try:
        return datetime.fromisoformat(written).replace(tzinfo=VIETNAM)
    except ValueError as error:
        raise SettingError("--as-of", written, "lúc dạng 2026-01-31T07:00") from error
