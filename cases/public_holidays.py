"""Public holidays of Vietnam, from the `holidays` package."""

from datetime import date
from functools import cache


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The days off of a year by Bộ luật Lao động 2019 Điều 112, with those given in exchange.

    The package works out the lunar days and, for 2026 on, the day of culture (24/11). What it does
    not know of the government's yearly announcements stands in facts/working_days.csv.
    """
    import holidays  # noqa: PLC0415 -- no question about papers has to wait for it

    return frozenset(holidays.country_holidays("VN", years=year))


@cache
def exchanged_working_days(year: int) -> frozenset[date]:
    """The days of a weekend that the package knows to be worked in exchange for a day off."""
    import holidays  # noqa: PLC0415 -- as above

    known = holidays.country_holidays("VN", years=year)
    return frozenset(day for day in known.weekend_workdays if day.year == year)
