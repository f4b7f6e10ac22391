"""Pictures of pages as arrays of numpy, opened and turned by Pillow.

A picture is (height, width) of greys or (height, width, 3) of red, green, blue, as uint8:
0 is black.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from ingest.errors import BrokenFileError, TooLargeError
from ingest.limits import MAX_PAGES, MAX_PIXELS

Picture = NDArray[np.uint8]

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
_PILLOW_ERRORS = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    EOFError,
    MemoryError,
)
_WHITE = 255
_MOST_PIXELS = f"{MAX_PIXELS // 1_000_000} triệu điểm"


def open_pictures(path: Path, content: bytes) -> Iterator[tuple[int, Picture]]:
    """Each page of a picture file, from 1, in colours and upright as its EXIF says.

    Raises:
        BrokenFileError, TooLargeError: the size is looked at before a page is unpacked.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            count = getattr(image, "n_frames", 1)
            if count > MAX_PAGES:
                raise TooLargeError(path, f"{count} trang", f"{MAX_PAGES} trang")
            for number in range(1, count + 1):
                image.seek(number - 1)
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise TooLargeError(
                        path,
                        f"ảnh {width} × {height} điểm",
                        _MOST_PIXELS,
                    )
                yield number, _unpacked(image)
    except Image.DecompressionBombError as error:
        raise TooLargeError(path, "ảnh quá nhiều điểm", _MOST_PIXELS) from error
    except _PILLOW_ERRORS as error:
        raise BrokenFileError(path, type(error).__name__) from error


def _unpacked(image: Image.Image) -> Picture:
    upright = ImageOps.exif_transpose(image)
    if "A" in upright.getbands() or "transparency" in upright.info:
        # What shows through is paper.
        layered = upright.convert("RGBA")
        upright = Image.new("RGBA", layered.size, (_WHITE, _WHITE, _WHITE, _WHITE))
        upright.alpha_composite(layered)
    if upright.mode.startswith("I;16"):
        upright = Image.fromarray((np.asarray(upright) >> 8).astype(np.uint8))
    return np.asarray(upright.convert("RGB"))


def png_of(picture: Picture) -> bytes:
    """The picture as a PNG of greys."""
    out = io.BytesIO()
    Image.fromarray(picture).convert("L").save(out, "PNG")
    return out.getvalue()


def resized(picture: Picture, factor: float) -> Picture:
    """The picture made larger or smaller; at least one pixel each way."""
    height, width = picture.shape[:2]
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    way = Image.Resampling.BICUBIC if factor > 1 else Image.Resampling.BOX
    return np.asarray(Image.fromarray(picture).resize(size, way))


def fitted(picture: Picture, width: int, height: int) -> Picture:
    """The picture stretched to a size, smoothly."""
    return np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.BILINEAR))


def rotated(picture: Picture, degrees: float) -> Picture:
    """The picture turned counterclockwise about its middle, the corners filled with white."""
    fill = _WHITE if picture.ndim == 2 else (_WHITE,) * 3
    image = Image.fromarray(picture)
    return np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=fill))


def lightest_around(grey: Picture, size: int) -> Picture:
    """The picture with each pixel the lightest of its square of `size` (odd): ink goes."""
    return np.asarray(Image.fromarray(grey).filter(ImageFilter.MaxFilter(size)))


def averaged(grey: Picture, reach: int) -> Picture:
    """The picture with each pixel the mean of the square that reaches so far around it."""
    return np.asarray(Image.fromarray(grey).filter(ImageFilter.BoxBlur(reach)))


def turned(picture: Picture, quarters: int) -> Picture:
    """The picture turned counterclockwise by quarters of a circle."""
    return np.ascontiguousarray(np.rot90(picture, quarters))
