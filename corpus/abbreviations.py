"""The abbreviations of administrative papers, as dated facts that come with the program."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """One short form with one meaning.

    A short form with several meanings (CT: chủ tịch, chỉ thị) has one entry for each, all
    marked `is_ambiguous`: only the words around it can say which is meant.
    """

    short: str
    full: str  # lower case but for proper names, without explanations in brackets
    also: tuple[str, ...]  # other writings of the short form, and names used for the same thing
    group: str
    is_ambiguous: bool


@cache
def load_abbreviations() -> tuple[Abbreviation, ...]:
    """Every entry of `facts/abbreviations.json`, in the order of the file."""
    source = files("corpus").joinpath("facts/abbreviations.json").read_text(encoding="utf-8")
    return tuple(
        Abbreviation(
            short=entry["short"],
            full=entry["full"],
            also=tuple(entry["also"]),
            group=entry["group"],
            is_ambiguous=entry["ambiguous"],
        )
        for entry in json.loads(source)["entries"]
    )
