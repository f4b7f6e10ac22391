"""Scans made from our own sample papers: drawn, turned, stamped, strewn with specks."""

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.pictures import Picture
from ingest.rasterise import DrawnPdf
from samples.make import FONTS
from samples.papers import PAPERS

REPORT = PAPERS / "bc-214-cai-cach-hanh-chinh-quy-iii-2026.pdf"


def _has_tesseract() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run(  # noqa: S603 -- the program found on PATH
        [program, "--list-langs"], capture_output=True, check=False
    )
    return b"vie" in listed.stdout.split()


needs_tesseract = pytest.mark.skipif(
    not _has_tesseract(), reason="tesseract-ocr and tesseract-ocr-vie are not installed"
)
needs_fonts = pytest.mark.skipif(
    not (FONTS / "LiberationSerif-Bold.ttf").exists(), reason="fonts-liberation2 is not installed"
)


def drawn(path: Path = REPORT, page: int = 1) -> Image.Image:
    """A page of a sample paper as a scanner at 200 dpi sees it."""
    with DrawnPdf(path.read_bytes()) as pages:
        return Image.fromarray(pages.draw(page, 200))


def upper_third(image: Image.Image) -> Image.Image:
    """A third of the page, to be read in a third of the time; the sheet stays whole."""
    sheet = Image.new("RGB", image.size, "white")
    sheet.paste(image.crop((0, 0, image.width, image.height // 3)))
    return sheet


def stamped(image: Image.Image, words: str, *, at: tuple[int, int], turn: float) -> Image.Image:
    """The page with a framed stamp in red ink, turned by some degrees."""
    stamp = Image.new("RGBA", (420, 140))
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((4, 4, 415, 135), outline=(215, 40, 50, 255), width=6)
    font = ImageFont.truetype(FONTS / "LiberationSerif-Bold.ttf", 72)
    draw.text((210, 70), words, fill=(215, 40, 50, 255), font=font, anchor="mm")
    turned = stamp.rotate(turn, Image.Resampling.BICUBIC, expand=True)
    page = image.copy()
    page.paste(turned, at, turned)
    return page


def ringed(image: Image.Image) -> Image.Image:
    """The page with a round red seal over its text."""
    page = image.copy()
    draw = ImageDraw.Draw(page)
    draw.ellipse((250, 120, 620, 490), outline=(225, 60, 60), width=14)
    draw.line((250, 300, 620, 310), fill=(225, 60, 60), width=12)
    return Image.fromarray(np.minimum(np.asarray(page), np.asarray(image)))


def speckled(image: Image.Image) -> Image.Image:
    """The page with black and white specks, the same on every run."""
    noise = np.random.default_rng(3).random(np.asarray(image).shape[:2])
    dots: Picture = np.asarray(image).copy()
    dots[noise < 0.004] = 0
    dots[noise > 0.996] = 255
    return Image.fromarray(dots)


def pdf_of_pictures(*images: Image.Image) -> bytes:
    """A PDF that is nothing but pictures."""
    made = io.BytesIO()
    images[0].save(made, "PDF", resolution=200, save_all=True, append_images=list(images[1:]))
    return made.getvalue()
