"""The department that a question names, by its name or short form."""

from collections.abc import Iterable
from functools import cache

from corpus.units import known_units, unit_key


def unit_named(key: str, units: Iterable[str] = ()) -> tuple[str, str] | None:
    """The unit that is named, and the words of `key` that name it; the longest name wins.

    Args:
        key: the question as `unit_key` writes it, with a space at each end.
        units: names beside those that come with the program.
    """
    spoken = [
        (short, name)
        for found, name in (*((unit_key(name), name) for name in units), *_known())
        for short in (found, found.removeprefix("ubnd "))
        if len(short) > 2 and f" {short} " in key
    ]
    if not spoken:
        return None
    words, name = max(spoken, key=lambda pair: (len(pair[0]), pair[1]))
    return name, words


@cache
def _known() -> tuple[tuple[str, str], ...]:
    return tuple(
        (unit_key(each), unit.name)
        for unit in known_units()
        for each in (unit.name, *unit.also)
        if not unit.members
    )
