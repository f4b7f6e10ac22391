"""`dunghan cases …`: the register of case files; import, lists, one case, questions, health."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli import case_days, case_letters, case_lists, case_reports
from cli.ask import parse_day
from cli.case_options import Day, read_moment, writing
from cli.settings import read_settings

app = typer.Typer(help="Hồ sơ thủ tục hành chính: sổ, hạn, danh sách.", no_args_is_help=True)


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
    from cli.case_office import open_case_office  # noqa: PLC0415

    settings = read_settings()
    names = read_names(settings.home / "case_columns.json")
    moment: datetime | None = read_moment(as_of, "--as-of") if as_of else None
    refused = 0
    with open_case_office(settings) as office:
        for path in files:
            report = office.register.take_in(path, names, moment)
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
    today: Day = None,
) -> None:
    """Tạo một sổ theo dõi mẫu, người và đơn vị đều là bịa.

    Ví dụ:  dunghan cases sample --rows 500 --seed 1 --out so-mau.xlsx
    """
    from cases.sample import sample_cases  # noqa: PLC0415 -- as above
    from cases.table_file import REGISTER_HEAD, register_row, write_table  # noqa: PLC0415
    from cases.working_days import working_days  # noqa: PLC0415

    days = working_days(read_settings().home / "working_days.csv")
    made = sample_cases(rows, seed, parse_day(today), days)
    numbered = (register_row(number, case) for number, case in enumerate(made, start=1))
    with writing(out):
        write_table(out, "Sổ theo dõi", REGISTER_HEAD, numbered)
    typer.echo(f"Đã ghi {rows} dòng vào {out}.")


app.command("list")(case_lists.list_)
app.command("show")(case_lists.show)
app.command("health")(case_lists.health)
app.command("ask")(case_lists.ask)
app.command("figures")(case_reports.figures)
app.command("check")(case_reports.check)
app.command("month")(case_reports.month)
app.command("targets")(case_reports.targets)
app.command("digest")(case_reports.digest)
app.command("deliveries")(case_reports.deliveries)
app.command("letter")(case_letters.letter)
app.command("letters")(case_letters.letters)
app.command("whatif")(case_days.whatif)
app.command("calendar")(case_days.calendar)
app.command("calendar-feed")(case_days.calendar_feed)
