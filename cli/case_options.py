"""Options that several commands on cases take, and their reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.ask import parse_day
from cli.settings import SettingError
from corpus.schema import VIETNAM

if TYPE_CHECKING:
    from cases.figures import Period
    from cases.register import Scope

Day = Annotated[str | None, typer.Option("--today", help="Ngày xét, dạng 2026-01-31.")]
Units = Annotated[list[str] | None, typer.Option("--unit", help="Đơn vị giải quyết; lặp lại được.")]
Fields = Annotated[list[str] | None, typer.Option("--field", help="Lĩnh vực; lặp lại được.")]
Out = Annotated[Path | None, typer.Option("--out", help="Tệp .xlsx để ghi.", dir_okay=False)]
From = Annotated[str | None, typer.Option("--from", help="Từ ngày, dạng 2026-01-31.")]
To = Annotated[str | None, typer.Option("--to", help="Đến hết ngày.")]


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in words what keeps a file from being written.

    Raises:
        OutputError: the folder is missing, or may not be written to.
    """
    from cases.errors import OutputError  # noqa: PLC0415 -- not for --help

    try:
        yield
    except OSError as error:
        raise OutputError(path, error.strerror or type(error).__name__) from error


def read_moment(written: str, option: str) -> datetime:
    """A moment in Vietnam's time.

    Raises:
        SettingError: it is not of the form 2026-01-31T07:00.
    """
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise SettingError(option, written, "lúc dạng 2026-01-31T07:00") from error
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def read_scope(units: list[str] | None, fields: list[str] | None) -> "Scope":
    """The units and fields that were named; all when none was."""
    from cases.register import Scope  # noqa: PLC0415 -- not for --help
    from corpus.text import nfc  # noqa: PLC0415

    return Scope(units=frozenset(map(nfc, units or ())), fields=frozenset(map(nfc, fields or ())))


def read_period(first: str | None, last: str | None, today: date) -> "Period":
    """The days that were named; without them the month of today up to today.

    Raises:
        SettingError: a day is not of its form, or the end is before the beginning.
    """
    from cases.figures import Period  # noqa: PLC0415

    end = parse_day(last) if last else today
    start = parse_day(first) if first else end.replace(day=1)
    if end < start:
        raise SettingError("--to", f"{end}", f"một ngày không trước {start}")
    return Period(start=start, end=end)


def read_month(written: str | None, today: date) -> "Period":
    """A calendar month; without one the month before the one of today.

    Raises:
        SettingError: it is not of the form 2026-01.
    """
    from cases.figures import Period  # noqa: PLC0415
    from cases.month import month_before  # noqa: PLC0415

    if written is None:
        return month_before(today)
    try:
        start = date.fromisoformat(f"{written}-01")
    except ValueError as error:
        raise SettingError("THÁNG", written, "tháng dạng 2026-01") from error
    following = (start + timedelta(days=31)).replace(day=1)
    return Period(start=start, end=following - timedelta(days=1))
