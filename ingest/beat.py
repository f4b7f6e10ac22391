"""The sign of life of a long reading: a reader calls `beat` once for each page that it has read.

Whoever watches over the reading grants it more time with each beat. Without a watcher a beat
does nothing.
"""

from collections.abc import Callable

_watchers: list[Callable[[], None]] = []


def beat() -> None:
    """Tell whoever watches that reading goes on."""
    for tell in _watchers:
        tell()


def on_beat(tell: Callable[[], None]) -> None:
    """Call `tell` at each beat from now on, in the reading thread."""
    _watchers.append(tell)
