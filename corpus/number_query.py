"""A document's number as a person types it, compared with numbers in their canonical writing.

`NĐ 61/2018`, `nghị định 61`, `61/2018/ND-CP` and `ND61-2018` all mean 61/2018/NĐ-CP.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.numbers import KIND_BY_SYMBOL
from corpus.text import fold, normalize

_WORD = re.compile(r"[a-z]+\d*|\d+(?:\.\d+)?[a-z]?(?![a-z])|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILLERS = frozenset({"so", "ngay", "cua", "nam", "van", "ban", "kem", "theo"})
_FIRST_ZERO = 10  # NĐ 30/2020/NĐ-CP Phụ lục I: numbers below ten are written with a zero


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuery:
    """What a person typed of a number: any part but the count may be missing."""

    count: str
    year: str | None
    symbols: frozenset[str]  # folded: {"nd", "cp"}


def read_number_query(text: str) -> NumberQuery | None:
    """The number that a text asks for; None when it has no count."""
    words = _WORD.findall(_with_symbols(fold(normalize(text)).strip()))
    counts = [word for word in words if word[0].isdigit()]
    if not counts:
        return None
    years = [word for word in counts[1:] if _YEAR.fullmatch(word)]
    symbols = {word for word in words if not word[0].isdigit()} - _FILLERS
    return NumberQuery(
        count=counts[0].lstrip("0") or "0",
        year=years[0] if years else None,
        symbols=frozenset(symbols),
    )


def matching_numbers(query: NumberQuery, numbers: Iterable[str]) -> tuple[str, ...]:
    """Those of the canonical numbers that fit, in order."""
    return tuple(sorted(number for number in set(numbers) if _fits(query, number)))


def written_number(number: str) -> str:
    """A canonical number as papers write it: "01/2018/TT-VPCP"."""
    match = re.match(r"(\d+)(?=[/-])", number)
    if match and int(match[1]) < _FIRST_ZERO:
        return "0" + number
    return number


def _with_symbols(text: str) -> str:
    """The text with the names of kinds made their symbols: "nghi dinh 61" gives "nd 61"."""
    for symbol, kind in _KINDS:
        text = re.sub(rf"\b{kind}\b", f" {symbol} ", text)
    return re.sub(r"\b(nd|tt|qd|nq|ct)(?=\d)", r"\1 ", text)


_KINDS = sorted(
    [
        *(
            (fold(normalize(symbol)), fold(normalize(kind)))
            for symbol, kind in KIND_BY_SYMBOL.items()
        ),
        ("qh", "luat"),
        ("", "cong van"),
    ],
    key=lambda pair: -len(pair[1]),
)


def _fits(query: NumberQuery, number: str) -> bool:
    words = _WORD.findall(fold(normalize(number)))
    if not words or (words[0].lstrip("0") or "0") != query.count:
        return False
    years = [word for word in words[1:] if _YEAR.fullmatch(word)]
    if query.year and years and query.year not in years:
        return False
    symbols = [word for word in words[1:] if not word[0].isdigit()]
    return all(any(_same(asked, symbol) for symbol in symbols) for asked in query.symbols)


def _same(asked: str, symbol: str) -> bool:
    return asked == symbol or (asked == "qh" and symbol.startswith("qh"))
