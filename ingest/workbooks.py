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

    name: str
    is_hidden: bool
    opened: CalamineSheet


@contextmanager
def open_workbook(path: Path, content: bytes) -> Iterator[Iterator[BookSheet]]:
    """The sheets of cells, in the book's order; sheets of charts and macros are left out.

    Raises:
        EncryptedFileError: a password is needed.
        BrokenFileError: the book, or a sheet that the caller reads within, is damaged.
    """
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            yield (
                BookSheet(
                    name=meta.name,
                    is_hidden=meta.visible is not SheetVisibleEnum.Visible,
                    opened=book.get_sheet_by_name(meta.name),
                )
                for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet
            )
    except python_calamine.PasswordError as error:
        raise EncryptedFileError(path) from error
    except _PARSER_ERRORS as error:
        raise BrokenFileError(path, type(error).__name__) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise BrokenFileError(path, "bảng tính hỏng") from error
