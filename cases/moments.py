"""Days and moments as registers write them. Never month-first: 03/04/2026 is the third of April."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from corpus.schema import VIETNAM

_DAY_FIRST = r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})"
_ISO = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:hg]|\s*giờ\s*)(?P<minute>\d{1,2})?(?::(?P<second>\d{1,2}))?"
    r"(?:\s*phút)?(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?"
)
_WORDS = r"ngày\s*(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d{4})"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_DAY_FIRST}(?:[\s,]+{_CLOCK})?",
        rf"{_CLOCK}[\s,]*(?:ngày\s*)?{_DAY_FIRST}",
        rf"{_ISO}(?:[T\s]+{_CLOCK})?",
        rf"(?:{_CLOCK}[\s,]*)?{_WORDS}",
        rf"ngày\s*{_DAY_FIRST}",
    )
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
# Excel counts days from here; 1900-02-29, which it believes in, is long past.
_SERIAL_START = datetime(1899, 12, 30, tzinfo=VIETNAM)
_SERIALS = (36_526, 73_050)  # the years 2000 to 2099
_CENTURY = 100

EXPECTED = "ngày dạng 31/12/2026, có thể kèm giờ (31/12/2026 14:30)"


def read_moment(value: object) -> datetime | None:
    """The moment that a cell holds; None when it holds none that can be read.

    Accepts real dates, Excel's serial numbers (also as text), `d/m/yyyy`, `dd-mm-yyyy`, `dd/mm/yy`,
    with an hour before or after, ISO and Vietnamese words. Without an hour it is 00:00.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=VIETNAM)
    if isinstance(value, date):
        return datetime.combine(value, time(), VIETNAM)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_serial(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text))
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match is not None:
            return _of_match(match)
    return None


def _of_serial(serial: float) -> datetime | None:
    first, last = _SERIALS
    if not first <= serial <= last:
        return None
    return _SERIAL_START + timedelta(seconds=round(serial * 86_400))


def _of_match(match: re.Match[str]) -> datetime | None:
    written = {name: value for name, value in match.groupdict().items() if value}
    zone = _zone(written.pop("zone", None))
    parts = {name: int(value) for name, value in written.items()}
    year = parts["year"] + (2000 if parts["year"] < _CENTURY else 0)
    try:
        found = datetime(
            year,
            parts["month"],
            parts["day"],
            parts.get("hour", 0),
            parts.get("minute", 0),
            parts.get("second", 0),
            tzinfo=zone,
        )
    except ValueError:
        return None
    return found.astimezone(VIETNAM)


def _zone(written: str | None) -> tzinfo:
    """The zone that a moment names; Vietnam's when it names none."""
    if written is None:
        return VIETNAM
    if written == "Z":
        return UTC
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))
