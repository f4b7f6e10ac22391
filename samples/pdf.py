"""A paper as a PDF with a text layer: fonts embedded as subsets, the same bytes on every run."""

import io
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    LongTable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from samples.papers import COUNTRY, NOTICE, Block, Line, Paper, Run, Style, Table

_FACES = ("Regular", "Bold", "Italic", "BoldItalic")
_FONT = "LiberationSerif"
_LEFT, _RIGHT, _TOP, _BOTTOM = 30 * mm, 15 * mm, 20 * mm, 20 * mm
_WIDTH = A4[0] - _LEFT - _RIGHT
_MOST_PAGES = 12

_PLAIN = ParagraphStyle(
    "plain",
    fontName=f"{_FONT}-Regular",
    fontSize=13,
    leading=16,
    spaceAfter=5,
    firstLineIndent=10 * mm,
    alignment=TA_JUSTIFY,
)
_CENTRED = ParagraphStyle("centred", _PLAIN, firstLineIndent=0, alignment=TA_CENTER)
_LEFT_ALIGNED = ParagraphStyle("left", _PLAIN, firstLineIndent=0, alignment=0, spaceAfter=0)
_CELL = ParagraphStyle("cell", _CENTRED, fontSize=12, leading=15, spaceAfter=0)
_NOTE = ParagraphStyle("note", _PLAIN, fontSize=10, leading=12, spaceAfter=0, firstLineIndent=0)
_HEADING = ParagraphStyle("heading", _PLAIN, keepWithNext=1)
_STYLES = {
    Style.CENTRED: (_CENTRED, "<b>{}</b>"),
    Style.CENTRED_ITALIC: (_CENTRED, "<i>{}</i>"),
    Style.HEADING: (_HEADING, "<b>{}</b>"),
    Style.ITALIC: (_PLAIN, "<i>{}</i>"),
    Style.PLAIN: (_PLAIN, "{}"),
}


def load_fonts(folder: Path) -> None:
    """Register the four faces of Liberation Serif 2 found in `folder`.

    Raises:
        FileNotFoundError: a face is not there; Debian's package fonts-liberation2 holds it.
        ValueError: the font is Liberation 1, which has no Vietnamese letters.
    """
    for face in _FACES:
        path = folder / f"{_FONT}-{face}.ttf"
        if not path.exists():
            raise FileNotFoundError(
                f"{path}: no such font; install fonts-liberation2 or name its folder by --fonts"
            )
        font = TTFont(f"{_FONT}-{face}", path)
        if ord("ạ") not in font.face.charToGlyph:
            raise ValueError(f"{path}: no Vietnamese letters; version 2 of the font has them")
        pdfmetrics.registerFont(font)
    names = [f"{_FONT}-{face}" for face in _FACES]
    pdfmetrics.registerFontFamily(names[0], *names)


class _NoteMark(Flowable):  # type: ignore[misc] # reportlab has no types
    """Takes no room; tells on which page the paragraph after it begins."""

    def __init__(self, number: int, pages: dict[int, int]) -> None:
        super().__init__()
        self._number = number
        self._pages = pages
        self.keepWithNext = 1

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return (0, 0)

    def draw(self) -> None:
        self._pages[self._number] = self.canv.getPageNumber()


def _markup(run: Run) -> str:
    text = escape(run.text)
    if run.note:
        return f"<super>{text}</super>"
    if run.bold:
        return f"<b>{text}</b>"
    return f"<i>{text}</i>" if run.italic else text


def _grid(rows: list[list[Flowable]], widths: list[float], *, lines: bool) -> LongTable:
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if lines:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    return LongTable(rows, widths, style=style, repeatRows=1 if lines else 0)


def _centred(texts: tuple[str, ...], mark: str) -> list[Flowable]:
    return [Paragraph(mark.format(escape(text)), _CELL) for text in texts]


def _head(paper: Paper) -> Iterator[Flowable]:
    left = [*_centred(paper.issuer, "<b>{}</b>"), *_centred((f"Số: {paper.number}",), "{}")]
    right = [*_centred(COUNTRY, "<b>{}</b>"), *_centred((paper.place_and_day,), "<i>{}</i>")]
    yield _grid([[left, right]], [0.37 * _WIDTH, 0.63 * _WIDTH], lines=False)
    yield Spacer(0, 12)
    for text in filter(None, (paper.kind, paper.subject, paper.authority)):
        yield Paragraph(f"<b>{escape(text)}</b>", _CENTRED)
    yield Spacer(0, 6)


def _line(line: Line, pages: dict[int, int]) -> Iterator[Flowable]:
    yield from (_NoteMark(run.note, pages) for run in line.runs if run.note)
    style, mark = _STYLES[line.style]
    yield Paragraph(mark.format("".join(map(_markup, line.runs))), style)


def _table(table: Table) -> Iterator[Flowable]:
    head, *rows = table.rows
    width = _WIDTH / (len(head) + 1)
    cells = [_centred(head, "<b>{}</b>"), *(_centred(row, "{}") for row in rows)]
    yield KeepTogether([_grid(cells, [2 * width, *[width] * (len(head) - 1)], lines=True)])
    yield Spacer(0, 8)


def _blocks(blocks: tuple[Block, ...], pages: dict[int, int]) -> Iterator[Flowable]:
    for block in blocks:
        yield from _table(block) if isinstance(block, Table) else _line(block, pages)


def _closing(paper: Paper) -> Flowable:
    left = [Paragraph("<b><i>Nơi nhận:</i></b>", _LEFT_ALIGNED)]
    left += [Paragraph(f"- {escape(name)}", _NOTE) for name in paper.recipients]
    right = [*_centred(paper.signature, "<b>{}</b>"), Spacer(0, 36)]
    right += _centred((paper.signer,), "<b>{}</b>")
    return _grid([[left, right]], [0.45 * _WIDTH, 0.55 * _WIDTH], lines=False)


def _story(paper: Paper, pages: dict[int, int]) -> list[Flowable]:
    story = [*_head(paper), *_blocks(paper.body, pages), Spacer(0, 4), _closing(paper)]
    if paper.annex:
        story += [PageBreak(), *_blocks(paper.annex, pages)]
    return [*story, Spacer(0, 4), Paragraph(f"<i>{NOTICE}</i>", _CENTRED)]


def _page(number: int, notes: list[Paragraph]) -> PageTemplate:
    height = sum(note.wrap(_WIDTH, A4[1])[1] for note in notes)

    def begin(canvas: Canvas, document: BaseDocTemplate) -> None:
        document.handle_nextPageTemplate(str(min(number + 1, _MOST_PAGES)))
        if number > 1:
            canvas.setFont(f"{_FONT}-Regular", 13)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 14 * mm, str(number))

    def end(canvas: Canvas, _document: BaseDocTemplate) -> None:
        if not notes:
            return
        top = _BOTTOM + height
        canvas.line(_LEFT, top + 3, _LEFT + 50 * mm, top + 3)
        for note in notes:
            top -= note.height
            note.drawOn(canvas, _LEFT, top)

    bottom = _BOTTOM + (height + 8 if notes else 0)
    frame = Frame(_LEFT, bottom, _WIDTH, A4[1] - _TOP - bottom, 0, 0, 0, 0)
    return PageTemplate(str(number), [frame], onPage=begin, onPageEnd=end)


def _build(paper: Paper, pages: dict[int, int]) -> tuple[bytes, dict[int, int]]:
    """The PDF with each footnote on the page that `pages` says, and where its mark fell."""
    fell: dict[int, int] = {}
    made = io.BytesIO()
    templates = [
        _page(
            number,
            [
                Paragraph(f"<super>{index}</super> {escape(text)}", _NOTE)
                for index, text in enumerate(paper.notes, 1)
                if pages.get(index) == number
            ],
        )
        for number in range(1, _MOST_PAGES + 1)
    ]
    document = BaseDocTemplate(
        made,
        pagesize=A4,
        pageTemplates=templates,
        title=paper.subject,
        author="Đúng Hạn",
        subject=NOTICE,
        invariant=1,
    )
    document.build(_story(paper, fell))
    return made.getvalue(), fell


def pdf_of(paper: Paper) -> bytes:
    """The paper as a PDF; `load_fonts` comes first.

    A footnote takes room on its page and may push its own mark to the next one, so the
    pages are laid out again until the marks stay where the notes are.

    Raises:
        ValueError: the marks do not come to rest.
    """
    pages: dict[int, int] = {}
    for _ in range(5):
        made, fell = _build(paper, pages)
        if fell == pages:
            return made
        pages = fell
    raise ValueError(f"{paper.name}: the footnotes do not come to rest; shorten one")
