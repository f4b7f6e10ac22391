"""The sample papers as data: read from `sources/*.toml`, ready to be written in any format.

The body of a paper is one paragraph per line, and a line may begin with a mark:

    # text     a centred bold line (QUYẾT ĐỊNH:, Chương I)
    #~ text    a centred italic line
    ## text    a bold line (I. MỤC ĐÍCH, Điều 1. Phạm vi)
    ~ text     an italic line (căn cứ)
    | a | b |  a row of a table; the first row of a run is its head

Inside a line, **bold**, *italic* and [^1] (a footnote) are understood.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

SOURCES = Path(__file__).parent / "sources"
PAPERS = Path(__file__).parent / "papers"

COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
NOTICE = "Văn bản mẫu dùng để chạy thử phần mềm, không có giá trị pháp lý."


class Style(StrEnum):
    """How a line stands on the page."""

    CENTRED = "#"
    CENTRED_ITALIC = "#~"
    HEADING = "##"
    ITALIC = "~"
    PLAIN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of one line in one typeface. `note` is the footnote that it points to, or 0."""

    text: str
    bold: bool = False
    italic: bool = False
    note: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph."""

    style: Style
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words alone, footnote digits glued on as a viewer copies them."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells of equal number; the first row is the head."""

    rows: tuple[tuple[str, ...], ...]


Block = Line | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper with the parts that NĐ 30/2020/NĐ-CP Điều 8 names. An absent part is empty.

    Only the PDF writer sets footnotes, and only the text writer sets a công văn.
    """

    name: str
    format: Literal["docx", "pdf", "txt"]
    issuer: tuple[str, ...]
    number: str
    place_and_day: str
    kind: str  # empty for a công văn
    subject: str
    authority: str  # the line above the căn cứ of a quyết định
    about: str  # the "V/v" of a công văn
    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str
    annex: tuple[Block, ...]
    notes: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.notes and self.format != "pdf":
            raise ValueError(f"{self.name}: footnotes in a {self.format}; write it as pdf")
        if (self.about or self.addressees) and self.format != "txt":
            raise ValueError(f"{self.name}: a công văn in a {self.format}; write it as txt")

    @property
    def file_name(self) -> str:
        """The name of the written file."""
        return f"{self.name}.{self.format}"


_INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>\d+)\]")
_MARK = re.compile(r"(?P<mark>#~|##|#|~) ")


def _runs(text: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            runs.append(Run(text=text[end : match.start()]))
        if match["note"]:
            runs.append(Run(text=match["note"], note=int(match["note"])))
        else:
            runs.append(
                Run(
                    text=match["bold"] or match["italic"],
                    bold=match["bold"] is not None,
                    italic=match["italic"] is not None,
                )
            )
        end = match.end()
    if end < len(text):
        runs.append(Run(text=text[end:]))
    return tuple(runs)


def read_blocks(source: str) -> tuple[Block, ...]:
    """The lines and tables of one body, in order; blank lines are dropped."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in filter(None, map(str.strip, source.splitlines())):
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if rows:
            blocks.append(Table(rows=tuple(rows)))
            rows = []
        match = _MARK.match(line)
        style = Style(match["mark"]) if match else Style.PLAIN
        blocks.append(Line(style=style, runs=_runs(line[match.end() :] if match else line)))
    if rows:
        blocks.append(Table(rows=tuple(rows)))
    return tuple(blocks)


def read_paper(path: Path) -> Paper:
    """The paper that one source file describes."""
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    return Paper(
        name=path.stem,
        format=source["format"],
        issuer=tuple(source["issuer"]),
        number=source["number"],
        place_and_day=source["place_and_day"],
        kind=source.get("kind", ""),
        subject=source.get("subject", ""),
        authority=source.get("authority", ""),
        about=source.get("about", ""),
        addressees=tuple(source.get("addressees", ())),
        body=read_blocks(source["body"]),
        recipients=tuple(source["recipients"]),
        signature=tuple(source["signature"]),
        signer=source["signer"],
        annex=read_blocks(source.get("annex", "")),
        notes=tuple(source.get("notes", ())),
    )


def all_papers() -> tuple[Paper, ...]:
    """Every sample paper, by name."""
    return tuple(read_paper(path) for path in sorted(SOURCES.glob("*.toml")))
