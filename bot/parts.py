"""Text that people see, cut into messages that a channel accepts.

Lengths are counted as Telegram counts them: UTF-16 code units of the text without its tags.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape

MESSAGE_UNITS = 4096  # Telegram's limit
PART_UNITS = 3900  # leaves room for relays that count tags too

# Where a paragraph that is too long may be cut, the best place first: after a line,
# after a sentence or a clause, after a word.
_BREAKS = (re.compile(r"\n"), re.compile(r"[.;!?…][”\"»)]*\s"), re.compile(r"\s"))
_BETWEEN = "\n\n"
_ONE_CHARACTER = 2  # units of the largest


class Look(StrEnum):
    """How a run of text looks; the value is its HTML tag."""

    PLAIN = ""
    BOLD = "b"
    ITALIC = "i"
    QUOTE = "blockquote"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look."""

    text: str
    look: Look = Look.PLAIN

    @property
    def html(self) -> str:
        """The text escaped, inside its tag."""
        text = escape(self.text, quote=False)
        return f"<{self.look}>{text}</{self.look}>" if self.look else text


Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message: as HTML, the same words without tags, and the paragraphs that both show."""

    html: str
    plain: str
    paragraphs: tuple[Paragraph, ...] = field(default=(), compare=False)


def units(text: str) -> int:
    """Length in UTF-16 code units: a letter is 1, most emoji are 2."""
    return len(text) + sum(character > "\uffff" for character in text)


def to_parts(paragraphs: Iterable[Paragraph], limit: int = PART_UNITS) -> tuple[Part, ...]:
    """Pack paragraphs into messages of at most `limit` units each, in order.

    A message ends where a paragraph ends; only a paragraph longer than `limit` is cut inside.
    Every letter is kept; the blank line between two messages is not. Blank paragraphs are left
    out, so no message is empty.

    Args:
        paragraphs: in reading order.
        limit: at least 2, so that any character fits.
    """
    if limit < _ONE_CHARACTER:
        raise ValueError(f"limit {limit}: a message needs room for one character of 2 units")
    packer = _Packer(limit)
    for paragraph in paragraphs:
        packer.add(paragraph)
    return tuple(_join(part) for part in packer.parts)


class _Packer:
    """Fills messages one after another."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self.parts: list[list[Paragraph]] = []

    def add(self, paragraph: Paragraph) -> None:
        """Put a paragraph after the others: whole where it can be, else cut over messages."""
        text = _text(paragraph)
        if units(text) <= self._limit:
            self._put(paragraph)
            return
        # The first piece fills the open message, unless that would leave a stump there.
        room = self._room()
        first = room if room >= max(_ONE_CHARACTER, self._limit // 2) else self._limit
        start = 0
        while start < len(text):
            piece = next(cut(text[start:], first if start == 0 else self._limit))
            self._put(_slice(paragraph, start, start + len(piece)))
            start += len(piece)

    def _room(self) -> int:
        return self._limit - self._used - len(_BETWEEN) if self.parts else self._limit

    def _put(self, piece: Paragraph) -> None:
        """Add what fits in one message to the open one or to a new one; blanks are dropped."""
        text = _text(piece)
        if not text.strip():
            return
        if self.parts and units(text) <= self._room():
            self.parts[-1].append(piece)
            self._used += len(_BETWEEN) + units(text)
        else:
            self.parts.append([piece])
            self._used = units(text)


def _join(paragraphs: list[Paragraph]) -> Part:
    return Part(
        html=_BETWEEN.join("".join(run.html for run in paragraph) for paragraph in paragraphs),
        plain=_BETWEEN.join(_text(paragraph) for paragraph in paragraphs),
        paragraphs=tuple(paragraphs),
    )


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph)


def _slice(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    runs: list[Run] = []
    offset = 0
    for run in paragraph:
        text = run.text[max(0, start - offset) : max(0, end - offset)]
        if text:
            runs.append(Run(text, run.look))
        offset += len(run.text)
    return tuple(runs)


def cut(text: str, limit: int) -> Iterator[str]:
    """Pieces of at most `limit` units that join back to `text`; none for empty text."""
    start = 0
    while start < len(text):
        # A piece never holds more characters than units, so this window is enough.
        end = start + _break(text[start : start + limit + 1], limit)
        yield text[start:end]
        start = end


def _break(window: str, limit: int) -> int:
    """Where the first piece of `window` ends: all of it when it fits, never 0."""
    if units(window) <= limit:
        return len(window)
    fitting = _fitting(window, limit)
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(window, 0, fitting)]
        # A break in the first half would leave a stump; a lesser break further on is better.
        if ends and ends[-1] > fitting // 2:
            return ends[-1]
    return fitting


def _fitting(text: str, limit: int) -> int:
    """How many characters from the start take at most `limit` units."""
    used = 0
    for index, character in enumerate(text):
        used += units(character)
        if used > limit:
            return index
    return len(text)
