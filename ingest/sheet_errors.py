"""Cells of an XLSX that hold no value: formula errors, and formulas that nobody worked out.

python-calamine gives such a cell as an empty one. A register's missing day and a day that came
out as #N/A are not the same: the second is told.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

_CHUNK = 1 << 20
_SHEET = re.compile(rb"<sheet\b[^>]*>")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_CELL = re.compile(rb"<c\b(?P<marks>[^>]*)>(?P<inside>.*?)</c>", re.DOTALL)
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_PLACE = re.compile(rb"^([A-Z]{1,3})(\d{1,7})$")
_NOT_WORKED_OUT = "công thức chưa tính"

Errors = dict[tuple[int, int], str]  # (row, column), from 1 -> what the cell shows


def sheet_errors(archive: zipfile.ZipFile) -> dict[int, Errors]:
    """The cells without a value of each sheet, by the sheet's place in the book, from 0.

    A book whose parts are not where the format puts them gives none.
    """
    try:
        paths = list(_sheet_paths(archive))
    except KeyError:
        return {}
    found: dict[int, Errors] = {}
    for number, path in enumerate(paths):
        if path not in archive.NameToInfo:
            continue
        with archive.open(path) as sheet:
            errors = dict(_errors(sheet))
        if errors:
            found[number] = errors
    return found


def _sheet_paths(archive: zipfile.ZipFile) -> Iterator[str]:
    relations = {
        _mark(tag, b"Id"): _mark(tag, b"Target")
        for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        target = relations.get(_mark(tag, b"r:id"), "")
        yield target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _mark(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + re.escape(name) + rb'="([^"]*)"', tag)
    return found[1].decode("utf-8", "replace") if found else ""


def _errors(sheet: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells of a sheet, read by pieces that end where a row ends."""
    rest = b""
    while chunk := sheet.read(_CHUNK):
        piece, end, rest = (rest + chunk).rpartition(b"</row>")
        if b't="e"' in piece or b"<f" in piece:
            yield from _of_piece(piece + end)


def _of_piece(piece: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _CELL.finditer(piece):
        is_error = b't="e"' in cell["marks"]
        if not is_error and b"<f" not in cell["inside"]:
            continue
        value = _VALUE.search(cell["inside"])
        if not is_error and value is not None and value[1]:
            continue
        place = _PLACE.match(_mark(cell["marks"], b"r").encode())
        if place is not None:
            shown = value[1].decode("utf-8", "replace") if value is not None else ""
            yield (int(place[2]), _column(place[1])), shown or _NOT_WORKED_OUT


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
