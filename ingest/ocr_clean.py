"""A picture of a page made fit to be read: stamps off, paper white, lines level, specks gone."""

import numpy as np

from ingest.pictures import Picture, averaged, fitted, lightest_around, resized, rotated

READING_DPI = 300  # measured: bench/README.md
_LONGER_SIDE_INCHES = 11.69  # A4
_SKEW_SIDE = 900  # pixels of the longer side of the picture that the skew is measured on
_MOST_SKEW = 12.0  # degrees; more than that is no feeder's slip
_LEAST_SKEW = 0.25
_RED = 40  # how much red stands over green and blue in a stamp's ink
_DARK = 128
_PAPER = 225  # paper lighter than this everywhere needs nothing
_SPECK_REACH, _SPECK_PIXELS = 4, 11  # fewer dark pixels in the square around are a speck
_SPECKS = 0.03  # share of dark pixels that are specks on a noisy page


def at_reading_size(picture: Picture, dpi: int | None) -> Picture:
    """The picture at READING_DPI.

    Args:
        picture: greys or colours.
        dpi: its dots per inch; None when unknown, as for photographs: a sheet of A4 is meant.
    """
    longer = max(picture.shape[:2])
    factor = READING_DPI / dpi if dpi else READING_DPI * _LONGER_SIDE_INCHES / longer
    return resized(picture, factor) if abs(factor - 1) > 0.05 else picture


def without_red(colours: Picture) -> Picture:
    """Greys in which red ink is paper and black ink under it stays black."""
    red = colours[:, :, 0].astype(np.int16)
    over = red - np.maximum(colours[:, :, 1], colours[:, :, 2])
    lifted = np.where(over > _RED, np.minimum(red + over, 255), red)
    plain = np.where(over > _RED // 2, lifted, colours.mean(axis=2))
    return plain.astype(np.uint8)


def with_red(colours: Picture) -> Picture:
    """Greys in which red ink is as dark as black ink."""
    return np.asarray(colours.min(axis=2), dtype=np.uint8)


def only_red(colours: Picture) -> Picture | None:
    """Red ink as black on white; None when the picture has none to speak of."""
    red = colours[:, :, 0].astype(np.int16)
    inked = red - np.maximum(colours[:, :, 1], colours[:, :, 2]) > _RED
    if inked.mean() < 1e-4:
        return None
    return np.where(inked, 0, 255).astype(np.uint8)


def on_white(grey: Picture) -> Picture:
    """The picture with uneven or dark paper made white and faint ink made dark."""
    sample = grey[::4, ::4]
    paper, ink = np.percentile(sample, (60, 0.5))
    if paper >= _PAPER and ink <= _DARK // 2 and sample.min() < _DARK:
        return grey
    small = resized(grey, 1 / 8)
    background = lightest_around(small, 9)
    height, width = grey.shape
    light = np.maximum(fitted(background, width, height).astype(np.float32), 30)
    level = np.minimum(grey / light, 1.0)
    darkest = float(np.percentile(level[::4, ::4], 0.5))
    if darkest > 0.95:
        return grey  # an empty page stays empty
    stretched = (level - darkest) / max(0.92 - darkest, 0.1)
    return (np.clip(stretched, 0, 1) * 255).astype(np.uint8)


def cleaned_of_specks(grey: Picture) -> Picture:
    """The picture without specks too small for any stroke, where it is strewn with them.

    A speck is all the ink there is around it; a dot over a letter has the letter near.
    """
    dark = grey < _DARK
    around = averaged(np.where(dark, 255, 0).astype(np.uint8), _SPECK_REACH)
    lonely = around < 255 * _SPECK_PIXELS / (2 * _SPECK_REACH + 1) ** 2
    specks = dark & lonely
    if specks.sum() <= _SPECKS * max(dark.sum(), 1):
        return grey
    return np.where(lonely, 255, grey).astype(np.uint8)


def share_of_ink(grey: Picture) -> float:
    """Which share of the picture is dark."""
    return float((grey < _DARK).mean())


def skew_of(grey: Picture) -> float:
    """By how many degrees the picture must be turned counterclockwise to level its lines."""
    inked = _inked(grey)
    coarse = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.5, 1.0), key=lambda a: _sharpness(inked, a))
    fine = max(
        np.arange(coarse - 1.0, coarse + 1.01, 0.1),
        key=lambda angle: (_sharpness(inked, angle), -abs(angle)),
    )
    return float(-fine) if abs(fine) >= _LEAST_SKEW else 0.0


def lines_run_down(grey: Picture) -> bool:
    """True when the lines of text stand upright, as on a page that lies on its side."""
    across, down = _inked(grey), np.ascontiguousarray(np.rot90(_inked(grey)))
    angles = np.arange(-_MOST_SKEW, _MOST_SKEW + 0.5, 1.0)
    return max(_sharpness(down, a) for a in angles) > max(_sharpness(across, a) for a in angles)


def _inked(grey: Picture) -> Picture:
    """A small picture of the ink. Edges of the sheet are no lines of text: the middle counts."""
    small = resized(grey, min(_SKEW_SIDE / max(grey.shape), 1.0))
    height, width = small.shape
    return 255 - small[height // 20 : height - height // 20, width // 20 : width - width // 20]


def _sharpness(inked: Picture, degrees: float) -> float:
    """How much rows of text and rows of paper differ after a turn."""
    height, width = inked.shape
    # A small turn is close to a shear: each column moves up or down.
    moves = np.round((np.arange(width) - width / 2) * np.tan(np.radians(degrees))).astype(int)
    reach = int(np.abs(moves).max())
    rows = np.zeros(height + 2 * reach)
    step = 8  # columns that move as one
    for start in range(0, width, step):
        move = int(moves[min(start + step // 2, width - 1)]) + reach
        rows[move : move + height] += inked[:, start : start + step].sum(axis=1)
    # By the ink of a row's pixels, so that a sheet and the same sheet on its side compare.
    return float((np.diff(rows) ** 2).sum() / width)


def levelled(grey: Picture, degrees: float) -> Picture:
    """The picture turned by what `skew_of` says."""
    return rotated(grey, degrees) if degrees else grey
