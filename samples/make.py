"""Write the sample papers: python -m samples.make [--out DIR] [--fonts DIR]."""

import argparse
import sys
from pathlib import Path

from samples.papers import PAPERS, Paper, all_papers
from samples.pdf import load_fonts, pdf_of
from samples.plain import text_of
from samples.word import docx_of

FONTS = Path("/usr/share/fonts/truetype/liberation2")


def make(paper: Paper) -> bytes:
    """The bytes of the paper's file. A PDF needs the fonts loaded before."""
    if paper.format == "docx":
        return docx_of(paper)
    if paper.format == "pdf":
        return pdf_of(paper)
    return text_of(paper).encode()


def main() -> None:
    """Write every paper into the folder and name the files."""
    parser = argparse.ArgumentParser(
        prog="python -m samples.make",
        description="Tạo các văn bản mẫu. Ví dụ: python -m samples.make --out /tmp/mau",
    )
    parser.add_argument("--out", type=Path, default=PAPERS, help="thư mục ghi văn bản")
    parser.add_argument(
        "--fonts", type=Path, default=FONTS, help="thư mục phông Liberation Serif 2"
    )
    arguments = parser.parse_args()
    load_fonts(arguments.fonts)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for paper in all_papers():
        path = arguments.out / paper.file_name
        path.write_bytes(make(paper))
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
