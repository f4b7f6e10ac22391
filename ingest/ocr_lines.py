"""Recognised words as printed lines: side by side as on the page, with indents and gaps."""

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.lines import Line
from ingest.ocr_engine import Word

_WIDE = 3.0  # widths of a letter; a wider gap parts columns, a narrower one stretched words
_FEWEST_BLANKS = 4  # that a column's gap is written with, see ingest.lines
_MOST_BLANKS = 200
_LETTER = re.compile(r"\w")
_SPECK = 60.0  # marks without letters that are recognised worse than this are dirt
_DOUBTFUL = 30.0  # single letters below this are dirt too
_RULE_HEIGHT = 0.25  # of a usual line: a flat box of dashes is a rule, not text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The words of one printed line from left to right, over all columns of the page."""

    words: tuple[Word, ...]

    @property
    def left(self) -> int:
        """The first pixel of the row."""
        return self.words[0].left

    @property
    def middle(self) -> float:
        """How far down the row's middle lies, in pixels."""
        return float(median((word.top + word.bottom) / 2 for word in self.words))


def without_dirt(words: list[Word]) -> list[Word]:
    """The words without specks and rules that were taken for characters."""
    heights = [word.height for word in words if _LETTER.search(word.text)]
    usual = median(heights) if heights else 0.0
    return [word for word in words if not _is_dirt(word, usual)]


def _is_dirt(word: Word, usual: float) -> bool:
    if _LETTER.search(word.text):
        flat = word.height < usual * _RULE_HEIGHT
        single = len(word.text) == 1 and word.confidence < _DOUBTFUL
        huge = usual and word.height > usual * 6 and word.confidence < 60
        return bool(flat or single or huge)
    return word.confidence < _SPECK or len(word.text) > 3


def rows_of(words: list[Word]) -> list[Row]:
    """The printed lines from top to bottom; words at one height stand in one of them."""
    pieces: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        pieces.setdefault(word.line, []).append(word)
    segments = sorted(pieces.values(), key=_middle)
    rows: list[list[Word]] = []
    for segment in segments:
        beside = next((row for row in rows[-4:][::-1] if _beside(row, segment)), None)
        if beside is None:
            rows.append(list(segment))
        else:
            beside += segment
    ordered = [Row(words=tuple(sorted(row, key=lambda word: word.left))) for row in rows]
    return sorted(ordered, key=lambda row: row.middle)


def _middle(words: list[Word]) -> float:
    return float(median((word.top + word.bottom) / 2 for word in words))


def _beside(row: list[Word], segment: list[Word]) -> bool:
    """True when two stretches are at one height and do not lie one over the other."""
    tall = min(median(w.height for w in row), median(w.height for w in segment))
    if abs(_middle(row) - _middle(segment)) > tall * 0.6:
        return False
    return all(
        segment_word.right <= word.left + 2 or segment_word.left >= word.right - 2
        for segment_word in segment
        for word in row
    )


def lines_of(rows: list[Row], page: int) -> list[Line]:
    """The rows as lines whose blanks, indents and gaps show how the page is laid out."""
    letter = _letter_width(rows)
    if not rows or letter <= 0:
        return []
    pitch = _pitch(rows)
    margin = _margin(rows)
    lines: list[Line] = []
    above: float | None = None
    for row in rows:
        gap = 9 if above is None else round((row.middle - above) / pitch) - 1
        indent = max(round((row.left - margin) / letter), 0)
        text = _text(row, letter)
        lines.append(Line(text=text, page=page, indent=indent, gap=min(max(gap, 0), 9)))
        above = row.middle
    return lines


def _text(row: Row, letter: float) -> str:
    """The row's words; a gap between columns is as many blanks as letters have room in it."""
    text = ""
    before: Word | None = None
    for word in row.words:
        if before is not None:
            gap = (word.left - before.right) / letter
            text += " " * _blanks(gap)
        text += word.text
        before = word
    return text


def _blanks(gap: float) -> int:
    return 1 if gap < _WIDE else min(max(round(gap), _FEWEST_BLANKS), _MOST_BLANKS)


def _letter_width(rows: list[Row]) -> float:
    widths = [w.width / len(w.text) for row in rows for w in row.words if len(w.text) > 1]
    return float(median(widths)) if widths else 0.0


def _pitch(rows: list[Row]) -> float:
    """The usual distance of two lines of one paragraph, in pixels."""
    heights = [word.height for row in rows for word in row.words]
    least = median(heights) * 0.8
    steps = [b.middle - a.middle for a, b in pairwise(rows)]
    near = sorted(step for step in steps if least < step < least * 4)
    return float(near[len(near) // 3]) if near else max(least * 1.8, 1.0)


def _margin(rows: list[Row]) -> float:
    """Where the page's full lines begin: dirt further left must not set all of them in."""
    lefts = sorted(row.left for row in rows if len(row.words) > 2) or [row.left for row in rows]
    return float(lefts[len(lefts) // 20])
