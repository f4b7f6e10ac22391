"""The organs that the symbols of document numbers mean, as facts that come with the program."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

_TERM = re.compile(r"\d+$")  # "UBTVQH15" is the committee of the 15th term


class Reach(StrEnum):
    """How far a symbol alone names its organ."""

    NATIONAL = "national"  # there is one in the country
    LOCAL = "local"  # each province or commune has one; the symbol does not say which
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerSymbol:
    """One abbreviation of an organ: "STC" is "Sở Tài chính", in the province that signs."""

    symbol: str
    name: str
    reach: Reach


@cache
def load_issuer_symbols() -> dict[str, IssuerSymbol]:
    """Every entry of `facts/issuer_symbols.json` by its symbol."""
    source = files("corpus").joinpath("facts/issuer_symbols.json").read_text(encoding="utf-8")
    return {
        entry["symbol"]: IssuerSymbol(
            symbol=entry["symbol"], name=entry["name"], reach=Reach(entry["reach"])
        )
        for entry in json.loads(source)["symbols"]
    }


def issuer_of_symbol(symbol: str | None) -> IssuerSymbol | None:
    """The organ that the abbreviation in a number means; None when it is not known."""
    return load_issuer_symbols().get(_TERM.sub("", symbol)) if symbol else None
