"""XLS, XLSX, ODS and CSV: each sheet under its title, each row a table row."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from corpus.documents import Note
from corpus.text import nfc
from ingest.encodings.surface import keep_surface
from ingest.errors import BrokenFileError, TooLargeError
from ingest.limits import MAX_CHARACTERS
from ingest.lines import Kind, Line, Pages, single_spaced
from ingest.workbooks import BookSheet, damage_told, open_workbook

_MAX_SHEETS = 200
_MAX_ROWS = 100_000  # of the whole book
_MAX_CELLS = 2_000_000
# What a sheet is called before anybody names it says nothing.
_UNNAMED = re.compile(r"(?:sheet|trang[ _]tính|bảng)[ _]?\d*", re.IGNORECASE)
# The cell's format, which says "percent", is not given by the reader.
_SHARE = re.compile(r"(?:^|\| )0\.\d+(?= \||$)")
_Cell = object


def read_workbook(path: Path, content: bytes) -> Pages:
    """The rows of every sheet; a "page" is a sheet, in the book's order.

    Raises:
        BrokenFileError, EncryptedFileError, TooLargeError.
    """
    with damage_told(path):
        sheets = list(_sheets(path, open_workbook(path, content)))
    hidden = [title for title, is_hidden, _ in sheets if is_hidden]
    lines: list[Line] = []
    for number, (title, _, rows) in enumerate(sheets, start=1):
        lines += _sheet_lines(title, rows, page=number, table=number)
    notes = [Note(page=None, text="Tệp bảng tính: số trang là thứ tự của trang tính.")]
    if hidden:
        names = ", ".join(f"«{title}»" for title in hidden)
        words = f"Trang tính ẩn cũng được đọc: {names}; cần xem có còn dùng không."
        notes.append(Note(page=None, text=words, doubtful=True))
    shares = sorted({line.page for line in lines if _SHARE.search(line.text)})
    if shares:
        on = ", ".join(map(str, shares))
        words = f"Trang tính {on}: có số nhỏ hơn 1; nơi bảng hiện phần trăm thì 0.95 là 95 %."
        notes.append(Note(page=None, text=words, doubtful=True))
    return _pages(path, lines, len(sheets), notes)


def read_csv(path: Path, text: str) -> Pages:
    """The rows of a CSV file, cells parted by comma, semicolon or tab, whichever it uses most.

    Raises:
        BrokenFileError, TooLargeError.
    """
    head = "\n".join(text.splitlines()[:20])
    delimiter = max((",", ";", "\t"), key=head.count)
    try:
        rows = _bounded(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise BrokenFileError(path, f"CSV: {error}") from error
    return _pages(path, _sheet_lines("", rows, page=1, table=1), 1, [])


def _pages(path: Path, lines: list[Line], count: int, notes: list[Note]) -> Pages:
    size = sum(len(line.text) for line in lines)
    if size > MAX_CHARACTERS:
        raise TooLargeError(path, f"{size} ký tự", f"{MAX_CHARACTERS} ký tự")
    return Pages(
        lines=tuple(lines), page_count=max(count, 1), notes=tuple(notes), pages_known=count > 1
    )


def _sheets(path: Path, book: Iterator[BookSheet]) -> Iterator[tuple[str, bool, list[list[str]]]]:
    """The title, whether it is hidden, and the rows of each sheet of cells."""
    left = _MAX_ROWS
    for number, sheet in enumerate(book, start=1):
        if number > _MAX_SHEETS:
            raise TooLargeError(path, f"hơn {_MAX_SHEETS} trang tính", f"{_MAX_SHEETS} trang tính")
        opened = sheet.opened
        if opened.total_height > left or opened.total_height * opened.total_width > _MAX_CELLS:
            found = f"{opened.total_height} dòng × {opened.total_width} cột"
            raise TooLargeError(path, found, f"{_MAX_ROWS} dòng và {_MAX_CELLS} ô")
        rows = _bounded(path, opened.to_python(skip_empty_area=True))
        left -= len(rows)
        yield single_spaced(nfc(sheet.name)), sheet.is_hidden, rows


def _bounded(path: Path, rows: Iterable[Sequence[_Cell]]) -> list[list[str]]:
    """The rows that hold something, their cells as text, without the columns that hold nothing."""
    kept: list[list[str]] = []
    cells = 0
    rows = list(islice(rows, _MAX_ROWS + 2))
    among = " ".join(value for row in rows for value in row if isinstance(value, str))
    for row in rows:
        cells += len(row)
        if cells > _MAX_CELLS or len(kept) > _MAX_ROWS:
            raise TooLargeError(path, f"hơn {cells} ô", f"{_MAX_ROWS} dòng và {_MAX_CELLS} ô")
        texts = [cell_text(value, among) for value in row]
        if any(texts):
            kept.append(texts)
    width = max(map(len, kept), default=0)
    used = [any(column < len(row) and row[column] for row in kept) for column in range(width)]
    return [[text for text, keep in zip(row, used, strict=False) if keep] for row in kept]


def _sheet_lines(title: str, rows: list[list[str]], *, page: int, table: int) -> list[Line]:
    """The title and the rows. A row with one filled cell above the table is a line of text."""
    lines: list[Line] = []
    if title and rows and not _UNNAMED.fullmatch(title):
        lines.append(Line(text=title, page=page, whole=True, heading=True))
    begun = False
    number = 0
    for row in rows:
        filled = [text for text in row if text]
        begun = begun or len(filled) > 2 or (len(filled) > 1 and len(filled) == len(row))
        if not begun:
            lines += [Line(text=text, page=page, whole=True) for text in filled]
            continue
        number += 1
        lines.append(
            Line(
                text=" | ".join(row).strip(),
                page=page,
                whole=True,
                kind=Kind.ROW,
                table=table,
                row=number,
            )
        )
    return lines


def cell_text(value: _Cell, among: str | None = None) -> str:
    """A cell as people read it: 15 for 15.0, 31/01/2024 for a day, "Có" for true.

    Args:
        value: as the file holds it.
        among: all words of the sheet, by which codes of old encodings are known.
    """
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.strftime("%d/%m/%Y" if midnight else "%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return str(value)
    return single_spaced(nfc(keep_surface(str(value), among))) if value is not None else ""
