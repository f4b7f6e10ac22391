"""XLSX, XLS and ODS files opened by python-calamine, its failures told as ours."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import python_calamine
from python_calamine import CalamineSheet, SheetTypeEnum, SheetVisibleEnum

from ingest.errors import BrokenFileError, EncryptedFileError

_PARSER_ERRORS = (python_calamine.CalamineError, ValueError, OSError, OverflowError)
# What a damaged XLS makes the Rust below raise: no Exception, so that it passes every handler.
_PANIC = "PanicException"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet:
    """One sheet of cells, its rows not read yet."""

    place: int  # among all sheets of the book, from 0
    name: str
    is_hidden: bool
    opened: CalamineSheet


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """What the reader of workbooks raises within, told as ours.

    Raises:
        EncryptedFileError: a password is needed.
        BrokenFileError: the book or the sheet is damaged.
    """
    try:
        yield
    except python_calamine.PasswordError as error:
        raise EncryptedFileError(path) from error
    except _PARSER_ERRORS as error:
        raise BrokenFileError(path, type(error).__name__) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise BrokenFileError(path, "bảng tính hỏng") from error


def open_workbook(path: Path, content: bytes) -> Iterator[BookSheet]:
    """The sheets of cells, in the book's order; sheets of charts and macros are left out.

    The rows of a sheet are to be read within `damage_told`, before the next sheet is asked for.

    Raises:
        EncryptedFileError, BrokenFileError.
    """
    with (
        damage_told(path),
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book,
    ):
        for place, meta in enumerate(book.sheets_metadata):
            if meta.typ is SheetTypeEnum.WorkSheet:
                yield BookSheet(
                    place=place,
                    name=meta.name,
                    is_hidden=meta.visible is not SheetVisibleEnum.Visible,
                    opened=book.get_sheet_by_name(meta.name),
                )
