"""`dunghan cases figures`, `month`, `digest` and `deliveries`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.ask import parse_day
from cli.case_options import (
    Day,
    Fields,
    From,
    Out,
    To,
    Units,
    read_month,
    read_period,
    read_scope,
    writing,
)
from cli.settings import SettingError, read_settings

if TYPE_CHECKING:
    from cases.groups import Group
    from cli.case_office import CaseOffice


class By(StrEnum):
    """What figures are counted by."""

    UNIT = "unit"
    WARD = "ward"
    FIELD = "field"
    CHANNEL = "channel"


def figures(  # noqa: PLR0913 -- each is an option
    first: From = None,
    last: To = None,
    by: Annotated[By, typer.Option(help="Đếm theo đơn vị, xã, lĩnh vực, hình thức nộp.")] = By.UNIT,
    unit: Units = None,
    field: Fields = None,
    out: Out = None,
    charts: Annotated[
        Path | None, typer.Option(help="Thư mục để ghi biểu đồ.", file_okay=False)
    ] = None,
    today: Day = None,
) -> None:
    """Số liệu của một kỳ theo Biểu II.06, các tỷ lệ với mẫu số, so với chỉ tiêu.

    Ví dụ:  dunghan cases figures --from 2026-07-01 --to 2026-09-30 --by field --out quy-3.xlsx
    """
    from cases.figures import Figures, figures_by  # noqa: PLC0415 -- not for --help
    from cases.report_tables import group_key, report_tables  # noqa: PLC0415
    from cases.table_file import write_book  # noqa: PLC0415
    from cli.case_charts import write_charts  # noqa: PLC0415
    from cli.case_office import open_case_office  # noqa: PLC0415
    from cli.messages_cases import figure_lines  # noqa: PLC0415

    day = parse_day(today)
    period = read_period(first, last, day)
    scope = read_scope(unit, field)
    with open_case_office(read_settings()) as office:
        found = figures_by(office.register.of_period(period, scope), period, group_key(by.value))
        targets = office.schedule.targets
        typer.echo(f"Từ {period.start:%d/%m/%Y} đến {period.end:%d/%m/%Y}")
        for line in figure_lines(found, targets):
            typer.echo(line)
        if out is not None:
            total = sum(found.values(), Figures())
            with writing(out):
                write_book(out, report_tables(found, total, targets))
            typer.echo(f"Đã ghi {out}.", err=True)
        if charts is not None:
            with writing(charts):
                for path in write_charts(charts, found, office, scope, period, day):
                    typer.echo(f"Đã ghi {path}.", err=True)


def targets(today: Day = None) -> None:
    """Chỉ tiêu của từng tỷ lệ đang dùng, và những chỉ tiêu mà các văn bản nêu để đối chiếu.

    Ví dụ:  dunghan cases targets
    """
    from cases.stated_targets import stated_by_rate  # noqa: PLC0415
    from cases.targets import read_targets  # noqa: PLC0415
    from cli.case_duties import stated_targets  # noqa: PLC0415
    from cli.messages_cases import target_lines  # noqa: PLC0415

    settings = read_settings()
    settings.home.mkdir(parents=True, exist_ok=True)
    own = read_targets(settings.home / "targets.json")
    for line in target_lines(own, stated_by_rate(stated_targets(settings, parse_day(today)))):
        typer.echo(line)


def month(
    month: Annotated[
        str | None, typer.Argument(help="Tháng, dạng 2026-01; mặc định tháng trước.")
    ] = None,
    out: Out = None,
    today: Day = None,
) -> None:
    """Trang số liệu của một tháng cho phiên họp UBND, so với chỉ tiêu và tháng trước.

    Ví dụ:  dunghan cases month 2026-10 --out thang-10.xlsx
    """
    from cases.month import month_lines, month_tables  # noqa: PLC0415
    from cases.table_file import write_book  # noqa: PLC0415
    from cli.case_office import open_case_office  # noqa: PLC0415

    with open_case_office(read_settings()) as office:
        page = office.schedule.month(read_month(month, parse_day(today)))
    for line in month_lines(page):
        typer.echo(line)
    if out is not None:
        with writing(out):
            write_book(out, month_tables(page))
        typer.echo(f"Đã ghi {out}.", err=True)


def digest(
    group: Annotated[
        str | None, typer.Option("--group", help="Tên nhóm trong groups.json; mặc định tất cả.")
    ] = None,
    out: Out = None,
    today: Day = None,
) -> None:
    """Xem trước danh sách của một nhóm đúng như khi gửi; không gửi và không ghi gì.

    Ví dụ:  dunghan cases digest --group kstthc --out danh-sach.xlsx
    """
    from cases.groups import Kind  # noqa: PLC0415
    from cases.report_tables import DIGEST_HEAD, digest_rows  # noqa: PLC0415
    from cases.table_file import write_table  # noqa: PLC0415
    from cli.case_office import open_case_office  # noqa: PLC0415

    day = parse_day(today)
    with open_case_office(read_settings()) as office:
        chosen = _group(office, group)
        made = office.schedule.list_of(chosen, day)
        for text in made.texts or ("Hôm nay nhóm này không có gì mới để báo.",):
            typer.echo(text)
        if out is None:
            return
        if chosen.kind not in (Kind.DAILY, Kind.WEEKLY, Kind.PERSONAL):
            raise SettingError("--group", chosen.name, "một nhóm nhận danh sách hồ sơ")
        rows = digest_rows(office.schedule.digest(chosen, day))
        with writing(out):
            write_table(out, f"Ngày {day:%d-%m-%Y}", DIGEST_HEAD, rows)
        typer.echo(f"Đã ghi {len(rows)} dòng vào {out}.", err=True)


def deliveries(
    day: Annotated[str | None, typer.Option("--day", help="Ngày, dạng 2026-01-31.")] = None,
) -> None:
    """Tin của một ngày đã gửi đến đâu; tin nào có thể đã gửi hai lần.

    Ví dụ:  dunghan cases deliveries --day 2026-11-25
    """
    from cli.case_office import open_case_office  # noqa: PLC0415
    from cli.messages_cases import delivery_lines  # noqa: PLC0415

    asked = parse_day(day)
    with open_case_office(read_settings()) as office:
        for line in delivery_lines(office.outbox.deliveries(asked), office.outbox.doubts(asked)):
            typer.echo(line)


def check(
    file: Annotated[Path, typer.Argument(help="Biểu II.06 (.xlsx, .xls, .ods, .csv).")],
) -> None:
    """Kiểm tra các tổng của một Biểu II.06: tổng nào không bằng các phần thì nêu cả hai.

    Ví dụ:  dunghan cases check quy-3.xlsx
    """
    from cases.report_file import check_report  # noqa: PLC0415 -- not for --help

    count, found = check_report(file)
    for mismatch in found:
        typer.echo(str(mismatch))
    if found:
        typer.echo(f"Có {len(found)} chỗ không khớp trong {count} dòng; không số nào bị sửa.")
        raise typer.Exit(code=1)
    typer.echo(f"Các tổng của {count} dòng đều khớp.")


def _group(office: "CaseOffice", name: str | None) -> "Group":
    from cases.groups import Group, Kind  # noqa: PLC0415

    if name is None:
        return Group(name="xem-truoc", kind=Kind.DAILY, channel="telegram", recipient="-")
    groups = {group.name: group for group in office.groups()}
    if name not in groups:
        known = ", ".join(groups) or "tệp groups.json chưa có nhóm nào"
        raise SettingError("--group", name, f"tên một nhóm trong groups.json ({known})")
    return groups[name]
