"""A paper as a DOCX file, the same bytes on every run."""

import io
import zipfile
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from samples.papers import COUNTRY, NOTICE, Block, Line, Paper, Run, Style, Table

_MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
_ZIP_DAY = (2026, 1, 1, 0, 0, 0)
_FONT = "Times New Roman"
_CENTRED = WD_ALIGN_PARAGRAPH.CENTER
_ALIGNMENT = {
    Style.CENTRED: _CENTRED,
    Style.CENTRED_ITALIC: _CENTRED,
    Style.HEADING: WD_ALIGN_PARAGRAPH.LEFT,
    Style.ITALIC: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Style.PLAIN: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    # NĐ 30/2020/NĐ-CP: the page number stands in the middle above, not on the first page.
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRED
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    style = document.styles["Normal"]
    style.font.name = _FONT
    style.font.size = Pt(13.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def _write(paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    run.italic = italic


def _centre(cell: _Cell, texts: list[Run]) -> None:
    for index, run in enumerate(texts):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.alignment = _CENTRED
        paragraph.paragraph_format.space_after = Pt(0)
        _write(paragraph, run.text, bold=run.bold, italic=run.italic)


def _two_cells(document: WordDocument, left_mm: int) -> tuple[_Cell, _Cell]:
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(left_mm), Mm(165 - left_mm)
    return left, right


def _add_head(document: WordDocument, paper: Paper) -> None:
    left, right = _two_cells(document, 65)
    _centre(left, [*(Run(text=name, bold=True) for name in paper.issuer), Run(text="")])
    _centre(right, [*(Run(text=name, bold=True) for name in COUNTRY), Run(text="")])
    _write(left.paragraphs[-1], f"Số: {paper.number}")
    _write(right.paragraphs[-1], paper.place_and_day, italic=True)


def _add_title(document: WordDocument, paper: Paper) -> None:
    for text in filter(None, (paper.kind, paper.subject, paper.authority)):
        paragraph = document.add_paragraph()
        paragraph.alignment = _CENTRED
        paragraph.paragraph_format.space_before = Pt(12 if text == paper.kind else 0)
        _write(paragraph, text, bold=True)


def _add_table(document: WordDocument, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.rows[0]), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for index, row in enumerate(table.rows):
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            _centre(cell, [Run(text=text, bold=index == 0)])


def _add_line(document: WordDocument, line: Line) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _ALIGNMENT[line.style]
    paragraph.paragraph_format.space_after = Pt(6)
    if line.style not in {Style.CENTRED, Style.CENTRED_ITALIC}:
        paragraph.paragraph_format.first_line_indent = Mm(10)
    for run in line.runs:
        _write(
            paragraph,
            run.text,
            bold=run.bold or line.style in {Style.CENTRED, Style.HEADING},
            italic=run.italic or line.style in {Style.ITALIC, Style.CENTRED_ITALIC},
        )


def _add_blocks(document: WordDocument, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Table):
            _add_table(document, block)
        else:
            _add_line(document, block)


def _add_closing(document: WordDocument, paper: Paper) -> None:
    left, right = _two_cells(document, 80)
    _write(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True)
    for name in paper.recipients:
        paragraph = left.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        _write(paragraph, f"- {name}")
    signed = [*paper.signature, "", "", "", paper.signer]
    _centre(right, [Run(text=text, bold=True) for text in signed])


def _same_bytes(made: bytes) -> bytes:
    """The package with every part dated alike: python-docx dates them by the clock."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def docx_of(paper: Paper) -> bytes:
    """The paper as a DOCX package."""
    document = Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Đúng Hạn"
    properties.title = paper.subject
    properties.comments = NOTICE
    properties.created = properties.modified = _MADE_AT
    _set_page(document)
    _add_head(document, paper)
    _add_title(document, paper)
    _add_blocks(document, paper.body)
    _add_closing(document, paper)
    if paper.annex:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _add_blocks(document, paper.annex)
    last = document.add_paragraph()
    last.alignment = _CENTRED
    _write(last, NOTICE, italic=True)
    made = io.BytesIO()
    document.save(made)
    return _same_bytes(made.getvalue())
