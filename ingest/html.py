"""Web pages (.html, .htm, .mht): what a reader sees, in lines, without the site around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.documents import Note
from corpus.text import nfc
from ingest.errors import BrokenFileError, TooLargeError
from ingest.grids import GridCell, GridRow, data_rows, is_layout, laid_out
from ingest.html_decode import decode_page, page_of_archive
from ingest.html_footnotes import Footnotes, find_footnotes
from ingest.html_lists import item_labels
from ingest.html_site import drop_site, is_hidden, words_of
from ingest.html_tables import is_bold, is_frame, table_grid
from ingest.left_out import Report, Why
from ingest.limits import MAX_CHARACTERS, MAX_LINES
from ingest.lines import Kind, Line, Pages, single_spaced
from ingest.markdown import SUPERSCRIPTS
from ingest.markup import MARKUP_ERRORS, Element, parse_html

_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "caption",
            "dd",
            "details",
        ),
        *("dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1"),
        *(
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "nav",
            "ol",
        ),
        *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        "ul",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NO_TEXT = frozenset(
    (
        *("head", "script", "style", "noscript", "template", "iframe", "object", "embed", "svg"),
        *("canvas", "video", "audio", "map", "select", "button", "textarea", "input"),
    )
)
_NEW_PAGE = re.compile(r"page-break-before\s*:\s*always|break-before\s*:\s*page", re.IGNORECASE)
_DIGITS = re.compile(r"^\[?\(?(\d{1,3})\)?\]?$")


def read_html(path: Path, content: bytes) -> Pages:
    """The lines of a web page; tables as rows, lists numbered as shown, notes where called.

    Raises:
        BrokenFileError, TooLargeError.
    """
    named = ""
    if path.suffix.lower() in (".mht", ".mhtml"):
        content, named = page_of_archive(path, content)
    text, unread = decode_page(content, named)
    if len(text) > MAX_CHARACTERS:
        raise TooLargeError(path, f"{len(text)} ký tự", f"{MAX_CHARACTERS} ký tự")
    report = Report()
    try:
        lines, page = _lines(text, report)
    except MARKUP_ERRORS as error:
        raise BrokenFileError(path, type(error).__name__) from error
    if len(lines) > MAX_LINES:
        raise TooLargeError(path, f"{len(lines)} dòng", f"{MAX_LINES} dòng")
    notes = report.notes()
    if unread:
        words = f"{unread} ký tự không đọc được theo bảng mã của trang, ghi thành «\ufffd»."
        notes.append(Note(page=None, text=words, doubtful=True))
    return Pages(lines=tuple(lines), page_count=page, notes=tuple(notes), pages_known=page > 1)


def _lines(text: str, report: Report) -> tuple[list[Line], int]:
    root = parse_html(text)
    if root is None:
        return [], 1
    drop_site(root, report)
    reader = _Reader(report=report, footnotes=find_footnotes(root))
    lines = [*reader.block(root), *reader.flush()]
    reader.report_uncalled()
    return lines, reader.page


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Walks the page; words gather until a block or a line ends."""

    report: Report
    footnotes: Footnotes
    page: int = 1
    tables: int = 0
    words: list[str] = field(default_factory=list)
    labels: dict[Element, str] = field(default_factory=dict)  # of the items of open lists
    label: str = ""  # of the list item that begins with the next words
    heading: bool = False
    waiting: list[Line] = field(default_factory=list)  # notes called in the words that gather

    def block(self, element: Element) -> Iterator[Line]:
        """The lines under an element, and after it where it is a block."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _NO_TEXT or element in self.footnotes.bodies:
            return
        if _NEW_PAGE.search(element.get("style") or ""):
            yield from self.flush()
            self.page += 1
        if is_hidden(element):
            self.report.remove(Why.HIDDEN, words_of(element))
        elif tag == "del":
            self.report.remove(Why.DELETED, words_of(element))
        elif tag == "br":
            yield from self.flush()
        elif tag == "table":
            yield from self.flush()
            yield from self._table(element)
        elif self._is_raised(element):
            self._raised(element)
        else:
            yield from self._children(element, tag)

    def flush(self) -> Iterator[Line]:
        """The words that gathered as a line, and the notes that were called in them."""
        text = single_spaced(nfc("".join(self.words)))
        self.words = []
        if text:
            words = f"{self.label} {text}" if self.label else text
            self.label = ""
            yield Line(text=words, page=self.page, whole=True, heading=self.heading)
        yield from self.waiting
        self.waiting = []

    def report_uncalled(self) -> None:
        """Say of the notes that no link in the text leads to."""
        for body in self.footnotes.uncalled():
            self.report.remove(Why.UNCALLED, words_of(body))

    def _children(self, element: Element, tag: str) -> Iterator[Line]:
        is_block = tag in _BLOCKS
        if is_block:
            yield from self.flush()
        before = self.heading
        self.heading = before or tag in _HEADINGS
        if tag == "li":
            self.label = self.labels.pop(element, "-")
        if tag in ("ol", "ul"):
            self.labels |= item_labels(element)
        is_preformatted = tag == "pre"
        yield from self._text(element.text, is_preformatted)
        for child in element:
            yield from self.block(child)
            yield from self._text(child.tail, is_preformatted)
        if is_block:
            yield from self.flush()
            self.label = ""
        self.heading = before

    def _text(self, text: str | None, is_preformatted: bool) -> Iterator[Line]:  # noqa: FBT001
        if not text:
            return
        if not is_preformatted:
            self.words.append(text)
            return
        for index, piece in enumerate(text.split("\n")):
            if index:
                yield from self.flush()
            self.words.append(piece)

    def _is_raised(self, element: Element) -> bool:
        """True for raised figures, and for a link that calls a note."""
        if element.tag == "sup":
            return _DIGITS.match(words_of(element).strip()) is not None
        return element.tag == "a" and self.footnotes.called_by(element) is not None

    def _raised(self, element: Element) -> None:
        """A raised figure, and the note that it calls if it is a link to one."""
        link = element if element.tag == "a" else next(element.iter("a"), None)
        note = None if link is None else self.footnotes.call(link)
        if note is None:
            match = _DIGITS.match(words_of(element).strip())
            self.words.append(match[1].translate(SUPERSCRIPTS) if match else words_of(element))
            return
        raised = note.number.translate(SUPERSCRIPTS)
        self.words.append(raised)
        if note.text:
            self.waiting.append(
                Line(
                    text=f"{raised} {single_spaced(nfc(note.text))}",
                    page=self.page,
                    whole=True,
                    kind=Kind.FOOTNOTE,
                    footnote=note.number,
                )
            )

    def _table(self, table: Element) -> Iterator[Line]:
        number = self.tables + 1
        self.tables = number
        outer, self.heading = self.heading, False
        rows = []
        for caption in (child for child in table if child.tag == "caption"):
            yield from self.block(caption)
        for place in table_grid(table):
            cells = [
                GridCell(
                    lines=[] if cell.element is None else self._cell(cell.element),
                    span=cell.span,
                    is_below=cell.element is None,
                    is_bold=cell.is_head or (cell.element is not None and is_bold(cell.element)),
                )
                for cell in place.cells
            ]
            rows.append(GridRow(cells=cells, is_head=place.is_head))
        self.heading = outer
        if is_frame(table) or is_layout(rows):
            if self.tables == number:
                self.tables -= 1
            yield from laid_out(rows)
        else:
            yield from data_rows(rows, number, self.page)

    def _cell(self, element: Element) -> list[Line]:
        return [*self._children(element, "td"), *self.flush()]
