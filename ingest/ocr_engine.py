"""Tesseract, run as a program of its own: a picture goes in, words with their boxes come out.

It is called directly rather than through a library: the picture goes through a pipe, so no
page (which may bear a mark of secrecy) is left in a temporary file, and the number of threads
is set for that process alone.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import Final

from corpus.text import nfc
from ingest.limits import OCR_SECONDS
from ingest.pictures import Picture

LANGUAGE: Final = "vie"
COLUMNS, BLOCK, LINE, SPARSE = 3, 6, 7, 11  # Tesseract's page segmentation modes
_WORD_LEVEL = "5"
_FIELDS = 12
_MOST_WORDS = 20_000
_LISTING_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A recognised word; its box is in pixels from the picture's upper left corner."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float  # from 0 to 100
    line: tuple[int, int, int]  # block, paragraph and line, as Tesseract groups them

    @property
    def right(self) -> int:
        """The first pixel right of the word."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first pixel under the word."""
        return self.top + self.height


class OcrTimeoutError(Exception):
    """Tesseract took longer over a page than it may."""


class OcrFailedError(Exception):
    """Tesseract ended without a result; the message holds its exit status."""


def missing() -> str | None:
    """What has to be installed before scans can be read, in Vietnamese; None when nothing.

    Asked anew each time (20 ms), so that what is installed meanwhile is found.
    """
    program = shutil.which("tesseract")
    if program is None:
        return "máy chưa cài Tesseract"
    try:
        listed = subprocess.run(  # noqa: S603 -- the program found on PATH, our words
            [program, "--list-langs"], capture_output=True, timeout=_LISTING_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return "Tesseract không chạy được"
    if LANGUAGE not in listed.stdout.decode("utf-8", "replace").split():
        return "Tesseract chưa có dữ liệu tiếng Việt"
    return None


def recognise(picture: Picture, *, mode: int, dpi: int, only: str = "") -> list[Word]:
    """The words of a picture, in Tesseract's order. Costs 0.1 s for a line, 1 to 3 s for a page.

    Args:
        picture: greys.
        mode: one of COLUMNS, BLOCK, LINE, SPARSE.
        dpi: dots per inch of the picture.
        only: the characters that may be read; "" for all.

    Raises:
        OcrTimeoutError: it was stopped after OCR_SECONDS.
        OcrFailedError: it ended without a result.
    """
    program = shutil.which("tesseract") or "tesseract"
    command = [program, "-", "-", "-l", LANGUAGE, "--psm", str(mode), "--dpi", str(dpi)]
    command += ["-c", f"tessedit_char_whitelist={only}"] if only else []
    height, width = picture.shape
    page = f"P5 {width} {height} 255\n".encode("ascii") + picture.tobytes()
    try:
        done = subprocess.run(  # noqa: S603 -- the program found on PATH, our words
            [*command, "tsv"],
            input=page,
            capture_output=True,
            timeout=OCR_SECONDS,
            check=False,
            # Pages are read side by side, which is faster than several threads on one.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrTimeoutError from error
    except OSError as error:
        raise OcrFailedError(error.strerror or type(error).__name__) from error
    if done.returncode:
        raise OcrFailedError(str(done.returncode))
    return _words(done.stdout.decode("utf-8", "replace"))


def _words(table: str) -> list[Word]:
    words: list[Word] = []
    for row in table.split("\n")[1:]:
        fields = row.split("\t")
        if len(fields) != _FIELDS or fields[0] != _WORD_LEVEL or not fields[11].strip():
            continue
        block, paragraph, line, _, left, top, width, height = map(int, fields[2:10])
        words.append(
            Word(
                text=nfc(fields[11].strip()),
                left=left,
                top=top,
                width=width,
                height=height,
                confidence=float(fields[10]),
                line=(block, paragraph, line),
            )
        )
    return words[:_MOST_WORDS]
