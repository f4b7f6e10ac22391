"""A small network that names handwritten digits, so that a number filled in by pen can be read.

Weights of our own in ingest/model/digits.npz; docs/decisions/0005-scans.md says what they
were trained on and how well they do.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ingest.pictures import Picture, fitted

Features = NDArray[np.float32]

SIDE = 28
_INNER = 20  # pixels of the longer side of a glyph inside the square
_CELL = 7
_DIRECTIONS = 8
NO_DIGIT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Digit:
    """A glyph's likeliest digit; "" where it is more likely none."""

    text: str
    probability: float


def square_of(glyph: NDArray[np.bool_]) -> Picture:
    """Ink as white in the middle of a black square of SIDE, its longer side _INNER."""
    height, width = glyph.shape
    factor = _INNER / max(height, width)
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    inner = fitted(np.where(glyph, 255, 0).astype(np.uint8), *size)
    square = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = inner
    return square


def features_of(squares: Picture) -> Features:
    """Shape (n, features) of squares (n, SIDE, SIDE): which way edges run, cell by cell."""
    grey = squares.astype(np.float32) / 255.0
    down, across = np.gradient(grey, axis=(1, 2))
    strength = np.hypot(down, across)
    turn = (np.arctan2(down, across) + np.pi) / (2 * np.pi) * _DIRECTIONS
    low = np.floor(turn).astype(int) % _DIRECTIONS
    part = (turn - np.floor(turn)).astype(np.float32)
    cells = SIDE // _CELL
    count = len(squares)
    histogram = np.zeros((count, SIDE, SIDE, _DIRECTIONS), np.float32)
    index = np.indices(low.shape)
    histogram[(*index, low)] += strength * (1 - part)
    histogram[(*index, (low + 1) % _DIRECTIONS)] += strength * part
    pooled = histogram.reshape(count, cells, _CELL, cells, _CELL, _DIRECTIONS).sum(axis=(2, 4))
    flat = pooled.reshape(count, -1)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True) + 1e-6
    small = grey.reshape(count, SIDE // 2, 2, SIDE // 2, 2).mean(axis=(2, 4)).reshape(count, -1)
    return np.concatenate([flat * 3, small], axis=1).astype(np.float32)


@cache
def _weights() -> tuple[Features, ...]:
    with files("ingest").joinpath("model/digits.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        return tuple(stored[f"w{index}"].astype(np.float32) for index in range(len(stored.files)))


def probabilities(squares: Picture) -> Features:
    """Shape (n, 11): for each square the probability of 0 to 9 and of no digit."""
    values = features_of(squares)
    weights = _weights()
    for index in range(0, len(weights), 2):
        values = values @ weights[index] + weights[index + 1]
        if index + 2 < len(weights):
            values = np.maximum(values, 0)
    values = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(values / values.sum(axis=1, keepdims=True), np.float32)


def name_digit(glyph: NDArray[np.bool_]) -> Digit:
    """The digit that ink (True) in its own tight box most likely is."""
    found = probabilities(square_of(glyph)[None])[0]
    best = int(found.argmax())
    return Digit(text="" if best == NO_DIGIT else str(best), probability=float(found[best]))
