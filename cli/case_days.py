"""`dunghan cases whatif`, `calendar` and `calendar-feed`: days, without the register."""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.ask import parse_day
from cli.case_options import Day, read_moment, writing
from cli.settings import SettingError, read_settings

if TYPE_CHECKING:
    from cases.cases import Pause

_LONGEST_FEED = 3_660


class Count(StrEnum):
    """What a limit counts."""

    WORKING_DAYS = "ngày-làm-việc"
    DAYS = "ngày"
    HOURS = "giờ"


def whatif(
    received: Annotated[str, typer.Argument(help="Lúc tiếp nhận, dạng 2026-11-20T10:00.")],
    limit: Annotated[float, typer.Option(min=0, max=3660, help="Thời hạn; nửa ngày là 0.5.")],
    count: Annotated[Count, typer.Option(help="Thời hạn tính theo.")] = Count.WORKING_DAYS,
    unit: Annotated[str, typer.Option(help="Đơn vị, nếu có giờ làm việc riêng.")] = "",
    pause: Annotated[
        list[str] | None,
        typer.Option(
            help="Lúc yêu cầu bổ sung và lúc nhận đủ: 2026-11-05T09:00/2026-11-12T10:00; "
            "lặp lại được."
        ),
    ] = None,
) -> None:
    """Tính thử ngày hẹn trả từ lúc tiếp nhận và thời hạn; không thay ngày hẹn của phần mềm.

    Ví dụ:  dunghan cases whatif 2026-11-20T10:00 --limit 3
    """
    from cases.office_file import read_office_file  # noqa: PLC0415 -- not for --help
    from cases.office_hours import Limit, LimitUnit  # noqa: PLC0415
    from cases.what_if import what_if  # noqa: PLC0415
    from cases.working_days import working_days  # noqa: PLC0415
    from cli.messages_cases import what_if_lines  # noqa: PLC0415

    home = read_settings().home
    days = working_days(home / "working_days.csv")
    counted = {
        Count.WORKING_DAYS: LimitUnit.WORKING_DAY,
        Count.DAYS: LimitUnit.DAY,
        Count.HOURS: LimitUnit.HOUR,
    }[count]
    found = what_if(
        days,
        read_office_file(home / "office.json").hours_of(unit),
        read_moment(received, "RECEIVED"),
        Limit(amount=limit, unit=counted),
        tuple(_pause(each) for each in pause or ()),
    )
    for line in what_if_lines(found, days):
        typer.echo(line)


def calendar(
    year: Annotated[int, typer.Argument(min=2000, max=2099, help="Năm.")],
) -> None:
    """Ngày nghỉ, ngày làm bù của một năm, kèm căn cứ; nói rõ khi lịch chưa được công bố.

    Ví dụ:  dunghan cases calendar 2026
    """
    from cases.working_days import working_days  # noqa: PLC0415
    from cli.messages_cases import calendar_lines  # noqa: PLC0415

    for line in calendar_lines(year, working_days(read_settings().home / "working_days.csv")):
        typer.echo(line)


def calendar_feed(
    unit: Annotated[str, typer.Option(help="Đơn vị chủ trì.")],
    out: Annotated[Path, typer.Option(help="Tệp .ics để ghi.", dir_okay=False)],
    ahead: Annotated[
        int, typer.Option("--days", min=1, max=_LONGEST_FEED, help="Số ngày tới.")
    ] = 366,
    today: Day = None,
) -> None:
    """Ghi nhiệm vụ theo văn bản của một đơn vị thành lịch .ics cho điện thoại, máy tính.

    Ví dụ:  dunghan cases calendar-feed --unit "Phòng Nội vụ" --out nhiem-vu.ics
    """
    from cases.duties import due_duties  # noqa: PLC0415
    from cases.duty_feed import duty_feed, feed_moment  # noqa: PLC0415
    from cli.case_duties import duty_source  # noqa: PLC0415
    from cli.case_office import now  # noqa: PLC0415
    from corpus.text import nfc  # noqa: PLC0415

    day = parse_day(today)
    source = duty_source(read_settings())
    found = due_duties(source, day, day + timedelta(days=ahead), [nfc(unit)])
    with writing(out):
        out.write_bytes(duty_feed(found, unit, feed_moment(now())))
    typer.echo(f"Đã ghi {len(found)} nhiệm vụ vào {out}.")


def _pause(written: str) -> "Pause":
    from cases.cases import Pause  # noqa: PLC0415

    began, slash, ended = written.partition("/")
    if not slash:
        raise SettingError("--pause", written, "hai lúc cách nhau bằng dấu /")
    return Pause(
        reason="bổ sung",
        began_at=read_moment(began, "--pause"),
        ended_at=read_moment(ended, "--pause"),
    )
