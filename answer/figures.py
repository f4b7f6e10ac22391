"""The figures and periods of a text in one writing, so that two texts can be compared."""

import re
from functools import lru_cache

from corpus.text import fold, normalize

_DAY = re.compile(
    r"\b(\d{1,2})\s*(?:/|-|\s+thang\s+)\s*(\d{1,2})\s*(?:/|-|\s+nam\s+)\s*((?:19|20)\d\d)\b"
)
_QUARTER = re.compile(r"\bqu[yi]\s+(iv|iii|ii|i|[1-4])\b(?:\s*(?:/|nam\s+|\s)\s*((?:19|20)\d\d))?")
_MONTH = re.compile(r"\bthang\s+(\d{1,2})\b(?:\s*(?:/|-|\s+nam\s+)\s*((?:19|20)\d\d))?")
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?![\d/])")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_PERIOD = re.compile(r"(?P<year>\d{4})-(?P<part>q[1-4]|\d{1,2})|q[1-4]|m\d{1,2}")  # of `figures`
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@lru_cache(maxsize=1 << 12)  # the same passages are weighed for many questions
def figures(text: str) -> frozenset[str]:
    """Days as "2023-8-11", months "2023-8", quarters "2023-q3", years, and other numbers.

    A day also gives its month and year, a month and a quarter their year, a quarter also itself
    ("q3"), so that a question about 2023 meets a passage of 11/8/2023. Leading zeros are dropped.
    """
    plain = fold(normalize(text))
    found: set[str] = set()
    for day, month, year in _DAY.findall(plain):
        found |= {f"{year}-{int(month)}-{int(day)}", f"{year}-{int(month)}", year}
    plain = _DAY.sub(" ", plain)
    for quarter, year in _QUARTER.findall(plain):
        number = _ROMAN.get(quarter, quarter)
        found |= {f"{year}-q{number}", year, f"q{number}"} if year else {f"q{number}"}
    plain = _QUARTER.sub(" ", plain)
    for month, year in _MONTH.findall(plain):
        found |= {f"{year}-{int(month)}", year} if year else {f"m{int(month)}"}
    plain = _MONTH.sub(" ", plain)
    found |= set(_YEAR.findall(plain))
    plain = _YEAR.sub(" ", plain)
    return frozenset(found | {number.lstrip("0") or "0" for number in _NUMBER.findall(plain)})


def asked_figures(text: str) -> frozenset[str]:
    """The figures that a question states, only the most exact of each period."""
    found = figures(text)
    return frozenset(
        figure
        for figure in found
        if not any(
            other.startswith(f"{figure}-") or other.endswith(f"-{figure}") for other in found
        )
    )


def share_held(asked: frozenset[str], held: frozenset[str]) -> float:
    """The share of the asked figures that are held; 1 when none is asked."""
    return sum(figure in held for figure in asked) / len(asked) if asked else 1.0


def holds_periods(asked: frozenset[str], held: frozenset[str]) -> bool:
    """Whether the quarters and months that are asked are held; true when none is asked.

    A quarter with its year is held, too, by the quarter and the year apart: the heading of a
    report often has one and its title the other.
    """
    return all(period in held or _in_parts(period, held) for period in asked)


def states_periods(asked: frozenset[str], held: frozenset[str]) -> bool:
    """Whether a text itself states a period that is asked: a year, a quarter, a month."""
    periods = [each for each in asked if _PERIOD.fullmatch(each) or _YEAR.fullmatch(each)]
    return bool(periods) and all(
        each in held or (_PERIOD.fullmatch(each) is not None and _in_parts(each, held))
        for each in periods
    )


def _in_parts(period: str, held: frozenset[str]) -> bool:
    """Whether what is no quarter or month, or whose year stands elsewhere, is held."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return True
    if match["year"] is None:
        return False
    part = match["part"] if match["part"].startswith("q") else f"m{match['part']}"
    return {part, match["year"]} <= held
