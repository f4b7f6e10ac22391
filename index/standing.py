"""How a document stands among others: its year, and its level from law down to local paper."""

import re
from datetime import date

from corpus.text import fold

UNKNOWN_LEVEL = 3
_YEAR = re.compile(r"/((?:19|20)\d\d)/")
# The beginning of a number's symbol, without accents -> level: a law, a decree, a circular.
_LEVELS = (("qh", 0), ("nd-cp", 1), ("tt", 2))


def year_of(number: str | None, signed_on: date | None = None) -> int:
    """The year in a number ("61/2018/NĐ-CP"), else that of the day it was signed; 0 for neither."""
    found = _YEAR.search(number or "")
    if found:
        return int(found[1])
    return signed_on.year if signed_on else 0


def level_of(number: str | None) -> int:
    """0 for a law, 1 for a decree, 2 for a circular, UNKNOWN_LEVEL for all else."""
    symbol = fold((number or "").lower()).rpartition("/")[2]
    return next((level for begins, level in _LEVELS if symbol.startswith(begins)), UNKNOWN_LEVEL)
