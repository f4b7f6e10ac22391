"""Tables as rows of typed cells: XLSX, XLS, ODS and CSV."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from corpus.text import nfc
from ingest.errors import BrokenFileError, TooLargeError, UnsupportedFileError
from ingest.limits import MAX_FILE_BYTES, MAX_UNPACKED_BYTES, MAX_UNPACKING_RATIO
from ingest.sheet_errors import Errors, sheet_errors
from ingest.workbooks import BookSheet, damage_told, open_workbook

Cell = str | float | bool | date | datetime | time | timedelta | None

_BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".xlsb"})
table_suffixes = _BOOKS | {".csv"}
_MAX_ROWS = 1_048_576
_ENCODINGS = ("utf-8-sig", "cp1258")
_DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet: its number as the program that made it shows it, and its cells."""

    number: int  # from 1
    cells: tuple[Cell, ...]  # an empty cell is None; text is NFC, without blanks at its ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; its rows are read once, as they are asked for. Empty rows are left out."""

    name: str  # "" for a CSV
    hidden: bool
    first_column: int  # the number of the first cell's column, from 1
    rows: Iterator[Row]


def read_sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a table file, in order.

    Raises:
        UnsupportedFileError, TooLargeError, BrokenFileError (also when a sheet is asked for).
    """
    suffix = path.suffix.lower()
    if suffix not in table_suffixes:
        raise UnsupportedFileError(
            path, f"loại tệp «{suffix or path.name}»", "bảng đọc được là .xlsx, .xls, .ods, .csv"
        )
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise TooLargeError(
                path, f"{size // 1_048_576} MB", f"{MAX_FILE_BYTES // 1_048_576} MB"
            )
        content = path.read_bytes()
    except OSError as error:
        raise BrokenFileError(path, error.strerror or type(error).__name__) from error
    if suffix == ".csv":
        yield _read_csv(path, content)
    else:
        yield from _read_book(path, content)


def _read_book(path: Path, content: bytes) -> Iterator[Sheet]:
    _check_unpacked(path, content)
    errors = _errors(path, content)
    for sheet in open_workbook(path, content):
        yield Sheet(
            name=nfc(sheet.name).strip(),
            hidden=sheet.is_hidden,
            first_column=_first_column(sheet),
            rows=_book_rows(path, sheet, errors.get(sheet.place, {})),
        )


def _check_unpacked(path: Path, content: bytes) -> None:
    """XLSX and ODS are zips: what they say that they unpack to is bounded before they are."""
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BrokenFileError(path, type(error).__name__) from error
    # A register's rows are alike: they pack better than a text.
    if unpacked > 2 * MAX_UNPACKED_BYTES or unpacked > MAX_UNPACKING_RATIO * len(content):
        raise TooLargeError(
            path,
            f"{len(content)} byte bung ra thành {unpacked} byte",
            f"{MAX_UNPACKING_RATIO} lần và {2 * MAX_UNPACKED_BYTES // 1_048_576} MB",
        )


def _first_column(sheet: BookSheet) -> int:
    """Rows begin at the sheet's first, but cells at the first column that holds something."""
    start = sheet.opened.start
    return (start[1] if start else 0) + 1


def _errors(path: Path, content: bytes) -> dict[int, Errors]:
    """What XLSX cells without a value show; nothing is known of the other formats."""
    if path.suffix.lower() not in (".xlsx", ".xlsm") or not content.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sheet_errors(archive)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BrokenFileError(path, type(error).__name__) from error


def _book_rows(path: Path, sheet: BookSheet, errors: Errors) -> Iterator[Row]:
    first_column = _first_column(sheet)
    with damage_told(path):
        for number, values in enumerate(sheet.opened.iter_rows(), start=1):
            if number > _MAX_ROWS:
                raise TooLargeError(path, f"hơn {_MAX_ROWS} dòng", f"{_MAX_ROWS} dòng")
            cells = tuple(map(_cell, values))
            if errors:
                cells = tuple(
                    errors.get((number, column)) if cell is None else cell
                    for column, cell in enumerate(cells, start=first_column)
                )
            if any(cell is not None for cell in cells):
                yield Row(number=number, cells=cells)


def _cell(value: Cell) -> Cell:
    if isinstance(value, str):
        return nfc(value).strip() or None
    return value


def _read_csv(path: Path, content: bytes) -> Sheet:
    text = _decoded(path, content)
    return Sheet(name="", hidden=False, first_column=1, rows=_csv_rows(path, text))


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BrokenFileError(path, "bảng mã chữ không phải UTF-8 hay Windows-1258")


def _csv_rows(path: Path, text: str) -> Iterator[Row]:
    head = text[:20_000]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, values in enumerate(reader, start=1):
            if number > _MAX_ROWS:
                raise TooLargeError(path, f"hơn {_MAX_ROWS} dòng", f"{_MAX_ROWS} dòng")
            cells = tuple(map(_cell, values))
            if any(cell is not None for cell in cells):
                yield Row(number=number, cells=cells)
    except csv.Error as error:
        raise BrokenFileError(path, str(error)) from error
