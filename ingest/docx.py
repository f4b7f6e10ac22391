"""DOCX files: paragraphs, tables, notes and text boxes in the order of the body."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.documents import Note
from ingest.docx_inline import Inline, Words, all_words, field_codes, one_alternative
from ingest.docx_margins import drop_page_numbers, margin_lines, margin_parts
from ingest.docx_numbering import Numbering
from ingest.docx_package import MC, PACKAGE_ERRORS, Package, W, open_package
from ingest.docx_styles import Styles, is_on
from ingest.docx_tables import is_below, is_repeated, rows_of, span_of
from ingest.encodings.word_runs import decode_word
from ingest.errors import BrokenFileError, TooLargeError
from ingest.grids import GridCell, GridRow, data_rows, is_layout, laid_out
from ingest.left_out import Report, Why
from ingest.limits import MAX_CHARACTERS, MAX_LINES
from ingest.lines import Kind, Line, Pages, single_spaced
from ingest.markdown import SUPERSCRIPTS
from ingest.markup import Element

_NEW_PAGE = ("nextPage", "oddPage", "evenPage")
_NO_TEXT = frozenset(
    f"{W}{name}" for name in ["pPr", "sectPr", "tblPr", "tblGrid", "sdtPr", "sdtEndPr"]
)


def read_docx(path: Path, content: bytes) -> Pages:
    """The paragraphs and table rows of a DOCX, pages as Word last laid them out.

    Insertions of tracked changes are text; deletions, hidden text and page numbers are not, and
    the notes say how many there were.

    Raises:
        BrokenFileError, TooLargeError, UnsupportedFileError.
    """
    package = open_package(path, content)
    try:
        body = _body_of(package)
        lines = [*body.margins(package, "header"), *body.lines(package.body)]
        lines += body.margins(package, "footer")
        body.report_uncalled()
    except PACKAGE_ERRORS as error:
        raise BrokenFileError(path, type(error).__name__) from error
    size = sum(len(line.text) for line in lines)
    if size > MAX_CHARACTERS or len(lines) > MAX_LINES:
        raise TooLargeError(path, f"{size} ký tự", f"{MAX_CHARACTERS} ký tự")
    page = body.inline.page
    notes = (*body.repaired, *body.inline.report.notes())
    return Pages(lines=tuple(lines), page_count=page, notes=notes, pages_known=page > 1)


def _body_of(package: Package) -> "_Body":
    style_sheet = package.related("styles")
    styles = Styles.of(style_sheet)
    report = Report()
    footnotes, endnotes = (package.related(kind) for kind in ("footnotes", "endnotes"))
    trees = [root for root in (package.body, footnotes, endnotes) if root is not None]
    repaired = decode_word(trees, style_sheet)
    comments = package.related("comments")
    if comments is not None:
        report.comments = sum(1 for _ in comments.iter(f"{W}comment"))
    codes = [field_codes(root) for root in trees]
    return _Body(
        inline=Inline(
            styles=styles,
            report=report,
            footnotes=_notes(footnotes, "footnote"),
            endnotes=_notes(endnotes, "endnote"),
            codes=frozenset().union(*codes),
            laid_out=next(package.body.iter(f"{W}lastRenderedPageBreak"), None) is not None,
        ),
        numbering=Numbering.of(package.related("numbering"), styles),
        repaired=repaired,
    )


def _notes(root: Element | None, name: str) -> dict[str, Element]:
    """The notes of a part by id, without the rules that separate them from the text."""
    found = () if root is None else root.iter(f"{W}{name}")
    return {str(e.get(f"{W}id")): e for e in found if e.get(f"{W}type") in (None, "normal")}


@dataclass(slots=True, kw_only=True)
class _Body:
    """Walks blocks; keeps the tables' order and whether the paragraph above goes on."""

    inline: Inline
    numbering: Numbering
    repaired: tuple[Note, ...]  # of letters in an old encoding
    tables: int = 0
    goes_on: bool = False  # the mark that ended the paragraph above was deleted

    def lines(self, blocks: Element) -> Iterator[Line]:
        """The lines of a body, a cell, a text box, a header."""
        for child in blocks:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}altChunk":
                self.inline.report.chunks += 1
            elif child.tag in (f"{W}del", f"{W}moveFrom"):
                why = Why.DELETED if child.tag == f"{W}del" else Why.MOVED
                self.inline.report.remove(why, all_words(child))
            elif child.tag == f"{MC}AlternateContent":
                chosen = one_alternative(child)
                if chosen is not None:
                    yield from self.lines(chosen)
            elif child.tag not in _NO_TEXT:
                yield from self.lines(child)

    def margins(self, package: Package, of: str) -> list[Line]:
        """The lines of the headers or the footers, without the pages' numbers."""
        parts = margin_parts(package, of)
        for part in parts:
            drop_page_numbers(part, self.inline.report)
            self.inline.codes |= field_codes(part)
        return list(margin_lines(parts, package.body, self.lines))

    def report_uncalled(self) -> None:
        """Say of the notes that nothing in the text calls; they are no part of it."""
        for kind, notes in (("footnote", self.inline.footnotes), ("endnote", self.inline.endnotes)):
            for key, note in notes.items():
                if (kind, key) not in self.inline.numbers:
                    self.inline.report.remove(Why.UNCALLED, all_words(note))

    def _paragraph(self, element: Element) -> Iterator[Line]:
        if not self.inline.laid_out and _begins_page(element):
            self.inline.page += 1
        words = self.inline.read(element)
        yield from self._shown(element, words)
        for number, note in words.notes:
            yield self._note(number, note)
        for box in words.boxes:
            if isinstance(box, str):
                if single_spaced(box):
                    yield Line(text=single_spaced(box), page=self.inline.page, whole=True)
            else:
                yield from self.lines(box)
        if not self.inline.laid_out and _ends_section(element):
            self.inline.page += 1

    def _shown(self, element: Element, words: Words) -> Iterator[Line]:
        is_empty = not any(text.strip() for _, text in words.parts)
        mark_deleted = element.find(f"{W}pPr/{W}rPr/{W}del") is not None
        # A list does not count a paragraph of which nothing is shown any more.
        is_gone = is_empty and (words.lost or mark_deleted)
        number = "" if is_gone else self.numbering.label(element)
        heading = not is_empty and self.inline.styles.is_heading(element)
        first = not self.goes_on
        for page, part in words.parts:
            text = single_spaced(part)
            if first and text and number:
                text = f"{number} {text}"
            if text:
                yield Line(
                    text=text,
                    page=page,
                    whole=True,
                    heading=heading,
                    continues=not first,
                )
                first = False
        self.goes_on = mark_deleted and not is_empty

    def _note(self, number: str, note: Element) -> Line:
        paragraphs = (
            paragraph
            for paragraph in note.iter(f"{W}p")
            if next(paragraph.iterancestors(f"{W}p"), None) is None
        )
        read = (self.inline.read(paragraph, in_note=True) for paragraph in paragraphs)
        text = single_spaced(" ".join(part for words in read for _, part in words.parts))
        return Line(
            text=f"{number.translate(SUPERSCRIPTS)} {text}".strip(),
            page=self.inline.page,
            whole=True,
            kind=Kind.FOOTNOTE,
            footnote=number,
        )

    def _table(self, table: Element) -> Iterator[Line]:
        page, number = self.inline.page, self.tables + 1
        self.tables = number  # before those nested in it
        self.goes_on = False
        rows = [
            GridRow(cells=[self._cell(cell) for cell in cells], is_head=is_repeated(row))
            for row, cells in rows_of(table, self.inline.report)
        ]
        self.goes_on = False
        if not is_layout(rows):
            yield from data_rows(rows, number, page)
            return
        if self.tables == number:
            self.tables -= 1
        yield from laid_out(rows)

    def _cell(self, cell: Element) -> GridCell:
        lines = list(self.lines(cell))
        return GridCell(
            lines=lines,
            span=span_of(cell),
            is_below=is_below(cell),
            is_bold=bool(lines) and self._is_bold(cell),
        )

    def _is_bold(self, cell: Element) -> bool:
        styles = self.inline.styles
        return all(
            styles.is_bold(run, paragraph)
            for paragraph in cell.iter(f"{W}p")
            for run in paragraph.iter(f"{W}r")
            if any((text.text or "").strip() for text in run.iter(f"{W}t"))
        )


def _begins_page(paragraph: Element) -> bool:
    return is_on(paragraph.find(f"{W}pPr/{W}pageBreakBefore"))


def _ends_section(paragraph: Element) -> bool:
    section = paragraph.find(f"{W}pPr/{W}sectPr")
    if section is None:
        return False
    kind = section.find(f"{W}type")
    return kind is None or str(kind.get(f"{W}val")) in _NEW_PAGE
