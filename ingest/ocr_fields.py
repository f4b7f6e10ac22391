"""Digits written by pen into a printed line: their strokes are cut apart and named one by one."""

from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from ingest.digit_model import name_digit
from ingest.pictures import Picture

Ink = NDArray[np.bool_]

_INK = 140
_SMALL = 0.35  # of a capital's height: dots, accents, specks
_LEAST, _MOST_WIDE = 0.45, 1.9  # a digit's height and width, in heights of a capital
_OVERLAP = 0.5  # strokes that lie so far over each other belong to one digit
_MOST_STROKES = 14
_MOST_TOGETHER = 3
_SKIPPED = log(0.02)  # the price of a stroke that belongs to no digit
_PER_DIGIT = log(0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class PenReading:
    """Digits as they were read, and the probability of the least certain one."""

    digits: str  # "" when nothing was read
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stroke:
    left: int
    right: int
    ink: Ink  # over the whole height of the field, `left` to `right`


@dataclass(frozen=True, slots=True, kw_only=True)
class _Path:
    cost: float
    digits: str
    probability: float


def read_pen(field: Picture, capital: float) -> PenReading:
    """The digits of a field.

    Args:
        field: greys of the place between the printed words, with room above and below.
        capital: the height of the line's capitals, in pixels.
    """
    strokes = _strokes(field < _INK, capital)
    if not strokes or len(strokes) > _MOST_STROKES:
        return PenReading(digits="", probability=0.0)
    best: list[_Path | None] = [_Path(cost=0.0, digits="", probability=1.0)]
    for end in range(1, len(strokes) + 1):
        best.append(_best_until(strokes, end, best, capital))
    last = best[-1]
    if last is None or not last.digits:
        return PenReading(digits="", probability=0.0)
    return PenReading(digits=last.digits, probability=last.probability)


def find_slash(field: Picture, capital: float, expected: float) -> int | None:
    """Where the straight, leaning stroke nearest to `expected` begins; None when there is none."""
    found = [s.left for s in connected(field < _INK) if _is_slash(s, capital)]
    return min(found, key=lambda left: abs(left - expected), default=None)


def _is_slash(stroke: _Stroke, capital: float) -> bool:
    rows, columns = np.nonzero(stroke.ink)
    height = int(rows.max() - rows.min()) + 1
    if not capital * 0.8 <= height <= capital * 1.6 or stroke.right - stroke.left < capital * 0.2:
        return False
    slope, start = np.polyfit(rows, columns, 1)
    away = np.abs(columns - (slope * rows + start)).mean()
    return bool(-0.75 < slope < -0.2 and away < capital * 0.06)


def _best_until(
    strokes: list[_Stroke], end: int, best: list[_Path | None], capital: float
) -> _Path | None:
    found: list[_Path] = []
    above = best[end - 1]
    if above is not None:
        found.append(
            _Path(
                cost=above.cost + _SKIPPED, digits=above.digits, probability=above.probability * 0.7
            )
        )
    for start in range(max(end - _MOST_TOGETHER, 0), end):
        before = best[start]
        glyph = _together(strokes[start:end])
        height, width = glyph.shape
        if before is None or height < capital * _LEAST or width > capital * _MOST_WIDE:
            continue
        digit = name_digit(glyph)
        if digit.text:
            found.append(
                _Path(
                    cost=before.cost + log(max(digit.probability, 1e-6)) + _PER_DIGIT,
                    digits=before.digits + digit.text,
                    probability=min(before.probability, digit.probability),
                )
            )
    return max(found, key=lambda path: path.cost, default=None)


def _together(strokes: list[_Stroke]) -> Ink:
    left = min(stroke.left for stroke in strokes)
    right = max(stroke.right for stroke in strokes)
    ink = np.zeros((strokes[0].ink.shape[0], right - left), bool)
    for stroke in strokes:
        ink[:, stroke.left - left : stroke.right - left] |= stroke.ink
    return _tight(ink)


def _tight(ink: Ink) -> Ink:
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _strokes(ink: Ink, capital: float) -> list[_Stroke]:
    """The strokes from left to right: touching ones cut at their thin places."""
    pieces = [
        piece
        for piece in connected(ink)
        if max(_tight(piece.ink).shape) >= capital * _SMALL and not _is_outside(piece, capital)
    ]
    merged: list[_Stroke] = []
    for piece in sorted(pieces, key=lambda stroke: stroke.left):
        if merged and _overlap(merged[-1], piece) > _OVERLAP:
            merged[-1] = _joined(merged[-1], piece)
        else:
            merged.append(piece)
    return [part for piece in merged for part in _cut(piece, capital)]


def _is_outside(stroke: _Stroke, capital: float) -> bool:
    """True for ink of the line above or below that reaches into the field."""
    rows = np.flatnonzero(stroke.ink.any(axis=1))
    middle = stroke.ink.shape[0] / 2
    return bool(rows[-1] < middle - capital * 0.45 or rows[0] > middle + capital * 0.45)


def _overlap(one: _Stroke, other: _Stroke) -> float:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared / max(min(one.right - one.left, other.right - other.left), 1)


def _joined(one: _Stroke, other: _Stroke) -> _Stroke:
    left, right = min(one.left, other.left), max(one.right, other.right)
    ink = np.zeros((one.ink.shape[0], right - left), bool)
    ink[:, one.left - left : one.right - left] |= one.ink
    ink[:, other.left - left : other.right - left] |= other.ink
    return _Stroke(left=left, right=right, ink=ink)


def _cut(stroke: _Stroke, capital: float) -> list[_Stroke]:
    """A wide stroke in parts, cut where least ink runs from part to part."""
    width = stroke.right - stroke.left
    if width < capital * 0.95:
        return [stroke]
    thickness = stroke.ink.sum(axis=0)
    apart = max(int(capital * 0.3), 3)
    places: list[int] = []
    for column in np.argsort(thickness[apart : width - apart], kind="stable") + apart:
        if len(places) < 3 and all(abs(column - place) >= apart for place in places):
            places.append(int(column))
    edges = [0, *sorted(places), width]
    return [
        _Stroke(left=stroke.left + a, right=stroke.left + b, ink=stroke.ink[:, a:b])
        for a, b in pairwise(edges)
        if stroke.ink[:, a:b].any()
    ]


def connected(ink: Ink) -> list[_Stroke]:
    """The connected pieces of ink, eight neighbours, in no order."""
    labels = np.where(ink, np.arange(1, ink.size + 1).reshape(ink.shape), 0)
    while True:
        padded = np.pad(labels, 1)
        height, width = ink.shape
        highest = np.max(
            [padded[y : y + height, x : x + width] for y in range(3) for x in range(3)], axis=0
        )
        grown = np.where(ink, highest, 0)
        if (grown == labels).all():
            break
        labels = grown
    pieces: list[_Stroke] = []
    for label in np.unique(labels[labels > 0]):
        mask = labels == label
        columns = np.flatnonzero(mask.any(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        pieces.append(_Stroke(left=left, right=right, ink=mask[:, left:right]))
    return pieces
