"""DOCX files: paragraphs and tables in the order of the body, read through python-docx."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import OpcError

from corpus.text import nfc
from ingest.docx_numbering import Numbering
from ingest.encodings.word_runs import decode_word
from ingest.errors import BrokenFileError, TooLargeError, UnsupportedFileError
from ingest.limits import (
    MAX_CHARACTERS,
    MAX_LINES,
    MAX_UNPACKED_BYTES,
    MAX_UNPACKING_RATIO,
    MAX_ZIP_MEMBERS,
)
from ingest.lines import Kind, Line, Pages, single_spaced
from ingest.markdown import SUPERSCRIPTS

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LETTERHEAD = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "Nơi nhận", "Kính gửi", "ĐẢNG CỘNG SẢN")
_PARSER_ERRORS = (OpcError, KeyError, ValueError, AttributeError, TypeError, SyntaxError, OSError)


def read_docx(path: Path, content: bytes) -> Pages:
    """The paragraphs and table rows of a DOCX, pages as Word last laid them out.

    Raises:
        BrokenFileError, TooLargeError, UnsupportedFileError. What the zip says that it unpacks
        to is checked before anything is unpacked; zipfile never gives more than that.
    """
    _check_zip(path, content)
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
        footnotes = _footnotes(document)
        repaired = decode_word([body, *footnotes], document.styles.element)
        reader = _Body(
            numbering=Numbering.of(document),
            notes=_notes(footnotes),
            laid_out=next(body.iter(f"{_W}lastRenderedPageBreak"), None) is not None,
        )
        lines = list(reader.lines(body))
    except (*_PARSER_ERRORS, zipfile.BadZipFile) as error:
        raise BrokenFileError(path, type(error).__name__) from error
    size = sum(len(line.text) for line in lines)
    if size > MAX_CHARACTERS or len(lines) > MAX_LINES:
        raise TooLargeError(path, f"{size} ký tự", f"{MAX_CHARACTERS} ký tự")
    return Pages(
        lines=tuple(lines),
        page_count=reader.page,
        notes=repaired,
        pages_known=reader.page > 1,
    )


def _check_zip(path: Path, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BrokenFileError(path, type(error).__name__) from error
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_ZIP_MEMBERS:
        raise TooLargeError(path, f"{len(members)} phần bên trong", f"{MAX_ZIP_MEMBERS} phần")
    if unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_UNPACKING_RATIO * len(content):
        raise TooLargeError(
            path,
            f"{len(content)} byte bung ra thành {unpacked} byte",
            f"{MAX_UNPACKING_RATIO} lần và {MAX_UNPACKED_BYTES // 1_048_576} MB",
        )
    if not any(member.filename == "word/document.xml" for member in members):
        raise UnsupportedFileError(
            path, "tệp nén không phải văn bản Word", "hãy nạp tệp .docx lưu từ Word"
        )


def _footnotes(document: Any) -> list[Any]:  # noqa: ANN401 -- python-docx publishes no types
    """The trees of the parts that hold footnotes."""
    return [
        docx.oxml.parse_xml(part.blob)
        for part in document.part.package.iter_parts()
        if str(part.partname) == "/word/footnotes.xml"
    ]


def _notes(trees: list[Any]) -> dict[str, str]:
    """The text of each footnote by its id."""
    return {
        note.get(f"{_W}id"): single_spaced(nfc("".join(_words(note))))
        for root in trees
        for note in root.iter(f"{_W}footnote")
        if note.get(f"{_W}type") is None
    }


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401
    for child in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}p"):
        yield (child.text or "") if child.tag == f"{_W}t" else " "


@dataclass(slots=True, kw_only=True)
class _Body:
    """Walks the body; keeps the page, the tables' order and the footnotes' numbers."""

    numbering: Numbering
    notes: dict[str, str]
    laid_out: bool  # Word has written where its pages end
    page: int = 1
    tables: int = 0
    references: int = 0

    def lines(self, body: Any) -> Iterator[Line]:  # noqa: ANN401
        for child in body.iterchildren():
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_W}sdt":
                content = child.find(f"{_W}sdtContent")
                if content is not None:
                    yield from self.lines(content)

    def _paragraph(self, element: Any) -> Iterator[Line]:  # noqa: ANN401
        number = self.numbering.label(element)
        parts, notes = self._parts(element)
        heading = self.numbering.is_heading(element)
        first = True
        for page, words in parts:
            text = single_spaced(words)
            if first and text and number:
                text = f"{number} {text}"
            if text:
                yield Line(text=text, page=page, whole=True, heading=heading, continues=not first)
                first = False
        yield from notes

    def _parts(self, element: Any) -> tuple[list[tuple[int, str]], list[Line]]:  # noqa: ANN401
        """The paragraph's words by page, and its footnotes.

        A page that ends inside a word ends after it.
        """
        parts: list[tuple[int, str]] = [(self.page, "")]
        notes: list[Line] = []
        for node in _inline(element):
            if node.tag == f"{_W}t":
                words = nfc(node.text or "")
            elif node.tag == f"{_W}footnoteReference":
                words = self._note(node.get(f"{_W}id") or "", notes)
            elif node.tag == f"{_W}noBreakHyphen":
                words = "-"
            elif self._ends_page(node):
                self.page += 1
                words = ""
            elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                words = " "
            else:
                words = ""
            self._put(parts, words)
        return parts, notes

    def _ends_page(self, node: Any) -> bool:  # noqa: ANN401
        """True where a page ends: as Word last laid it out, else at a break that was typed."""
        if self.laid_out:
            return bool(node.tag == f"{_W}lastRenderedPageBreak")
        return bool(node.tag == f"{_W}br" and node.get(f"{_W}type") == "page")

    def _put(self, parts: list[tuple[int, str]], words: str) -> None:
        page, before = parts[-1]
        if (
            page != self.page
            and words
            and (not before or before[-1].isspace() or words[0].isspace())
        ):
            parts.append((self.page, words))
        elif page != self.page and " " in words:
            head, _, tail = words.partition(" ")
            parts[-1] = (page, before + head)
            parts.append((self.page, tail))
        else:
            parts[-1] = (page, before + words)

    def _note(self, key: str, notes: list[Line]) -> str:
        if key not in self.notes:
            return ""
        self.references += 1
        number = str(self.references)
        text = f"{number.translate(SUPERSCRIPTS)} {self.notes[key]}".strip()
        notes.append(
            Line(text=text, page=self.page, whole=True, kind=Kind.FOOTNOTE, footnote=number)
        )
        return number.translate(SUPERSCRIPTS)

    def _table(self, table: Any) -> Iterator[Line]:  # noqa: ANN401
        rows = [
            [list(self._cell(cell)) for cell in _unwrapped(row, "tc")]
            for row in _unwrapped(table, "tr")
        ]
        whole = " ".join(line.text for row in rows for cell in row for line in cell)
        if any(words in whole for words in _LETTERHEAD) and max(map(len, rows), default=0) <= 3:
            yield from _columns(rows)
            return
        self.tables += 1
        for number, row in enumerate(rows, start=1):
            cells = [" ".join(line.text for line in cell) for cell in row]
            text = " | ".join(cells).strip()
            if any(cells):
                yield Line(
                    text=text,
                    page=next((line.page for cell in row for line in cell), self.page),
                    whole=True,
                    kind=Kind.ROW,
                    table=self.tables,
                    row=number,
                )

    def _cell(self, cell: Any) -> Iterator[Line]:  # noqa: ANN401
        for paragraph in cell.iter(f"{_W}p"):
            if not any(outer.tag == f"{_W}p" for outer in paragraph.iterancestors()):
                yield from self._paragraph(paragraph)


def _unwrapped(element: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    """The rows of a table or cells of a row, those inside a content control included."""
    for child in element.iterchildren():
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _unwrapped(child, name)


def _columns(rows: list[list[list[Line]]]) -> Iterator[Line]:
    """A letterhead or signature laid out as a table, column by column."""
    for column in range(max(map(len, rows), default=0)):
        for row in rows:
            if column < len(row):
                yield from (replace(line, continues=False) for line in row[column])


def _inline(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """The inline elements of a paragraph, without the second copy that Word keeps of drawings."""
    skipped: set[Any] = set()
    for node in paragraph.iter():
        parent = node.getparent()
        if node.tag == _FALLBACK or parent in skipped:
            skipped.add(node)
            continue
        if node is not paragraph and node.tag == f"{_W}p":
            continue
        yield node
