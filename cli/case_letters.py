"""`dunghan cases letter` and `letters`: apologies with a new appointment, and their book."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.ask import parse_day
from cli.case_options import Day, Units, read_scope, writing
from cli.settings import SettingError, read_settings

if TYPE_CHECKING:
    from cases.cases import Case
    from cli.case_office import CaseOffice


class FormYear(StrEnum):
    """Which Mẫu số 04."""

    OF_2018 = "2018"
    OF_2025 = "2025"


def letter(  # noqa: PLR0913 -- each is an option
    reason: Annotated[str, typer.Option(help="Lý do chậm; bắt buộc.")],
    out: Annotated[Path, typer.Option(help="Tệp .docx để ghi.", dir_okay=False)],
    by: Annotated[str, typer.Option(help="Người lập.")],
    codes: Annotated[list[str] | None, typer.Argument(help="Mã hồ sơ.")] = None,
    all_late: Annotated[  # noqa: FBT002 -- typer's way
        bool,
        typer.Option("--all-late", help="Mọi hồ sơ trễ hạn, quá hạn chưa có văn bản xin lỗi."),
    ] = False,
    new_date: Annotated[
        str | None,
        typer.Option("--new-date", help="Ngày hẹn trả mới, cho hồ sơ chưa giải quyết xong."),
    ] = None,
    first_number: Annotated[
        int | None, typer.Option("--from-number", min=1, help="Số của văn bản đầu tiên.")
    ] = None,
    form: Annotated[
        FormYear | None, typer.Option(help="Mẫu số 04 của năm nào; mặc định theo ngày lập.")
    ] = None,
    unit: Units = None,
    today: Day = None,
) -> None:
    """Lập văn bản xin lỗi và hẹn lại (Mẫu số 04) dạng DOCX, và ghi vào sổ văn bản.

    Ví dụ:  dunghan cases letter H20.26-261102-0001 --reason "chờ đo đạc" --new-date 2026-12-01 \
--by "Lê Thị Mẫu" --out xin-loi.docx
    """
    from cases.letter_run import LetterOrder, write_letters  # noqa: PLC0415 -- not for --help
    from cases.letters import Form  # noqa: PLC0415
    from cli.case_office import open_case_office  # noqa: PLC0415

    if bool(codes) == all_late:
        raise SettingError("MÃ", " ".join(codes or ()), "mã hồ sơ, hoặc --all-late")
    day = parse_day(today)
    with open_case_office(read_settings()) as office:
        chosen = (
            _without_letter(office, unit, day)
            if all_late
            else [office.register.case(code) for code in codes or ()]
        )
        order = LetterOrder(
            office=office.file.office,
            written_on=day,
            reason=reason,
            new_appointment=parse_day(new_date) if new_date else None,
            first_number=first_number,
            number_of=office.file.letter_number,
            form={"2018": Form.OF_2018, "2025": Form.OF_2025}[form.value] if form else None,
            made_by=by,
        )
        with writing(out):
            run = write_letters(
                chosen, office.register.applicant, office.book, order, office.days, out
            )
    for refused in run.refused:
        typer.echo(f"Không lập được: {refused}", err=True)
    for note in run.notes:
        typer.echo(f"Lưu ý: {note}", err=True)
    if run.written:
        typer.echo(f"Đã lập {len(run.written)} văn bản vào {out}, đã ghi vào sổ văn bản.")
    else:
        typer.echo("Không có văn bản nào được lập.")
    if run.refused:
        raise typer.Exit(code=1)


def letters(
    missing: Annotated[  # noqa: FBT002 -- typer's way
        bool, typer.Option("--missing", help="Hồ sơ trễ hạn, quá hạn chưa có văn bản xin lỗi.")
    ] = False,
    year: Annotated[int | None, typer.Option(help="Năm của sổ; mặc định năm nay.")] = None,
    unit: Units = None,
    today: Day = None,
) -> None:
    """Sổ văn bản xin lỗi của một năm, hoặc các hồ sơ còn thiếu văn bản.

    Ví dụ:  dunghan cases letters --missing
    """
    from cli.case_office import open_case_office  # noqa: PLC0415
    from cli.messages_cases import book_line, case_line  # noqa: PLC0415

    day = parse_day(today)
    with open_case_office(read_settings()) as office:
        if missing:
            found = _without_letter(office, unit, day)
            for case in found:
                typer.echo(case_line(case, day, office.days, office.file.near))
            typer.echo(f"{len(found)} hồ sơ chưa có văn bản xin lỗi.", err=True)
            return
        book = office.book.of_year(year or day.year)
    for line in book:
        typer.echo(book_line(line))
    typer.echo(f"{len(book)} văn bản trong năm {year or day.year}.", err=True)


def _without_letter(office: "CaseOffice", unit: list[str] | None, day: date) -> "list[Case]":
    """Late cases of this year and overdue ones, by unit, that have no letter."""
    from cases.letter_run import cases_for_letters  # noqa: PLC0415

    scope = read_scope(unit, None)
    due = cases_for_letters(office.register, scope, day, office.days)
    return list(office.book.without_letter(due))
