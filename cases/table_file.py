"""Tables of cases written as XLSX (openpyxl) or CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from cases.cases import Case
from cases.tables import CHANNEL_WORDS, PROGRESS_WORDS, Table, TableCell

_HEAD_POINTS = 45  # three lines
_A4 = 9  # as the format numbers it
_MEASURED = 500  # rows that a column's width is made for
REGISTER_HEAD = (
    "STT", "Mã hồ sơ", "Tên thủ tục hành chính", "Lĩnh vực", "Chủ hồ sơ", "Địa chỉ",
    "Số điện thoại", "Đơn vị giải quyết", "Đơn vị tiếp nhận", "Cán bộ đang xử lý",
    "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày nhận giai đoạn 02", "Ngày hẹn trả giai đoạn 02",
    "Ngày kết thúc xử lý", "Ngày trả kết quả", "Trạng thái", "Hình thức nộp", "Phí, lệ phí",
    "Thanh toán trực tuyến", "Số hóa kết quả", "Ký số",
)  # fmt: skip
_YES_NO = {True: "Có", False: "Không", None: None}


def register_row(number: int, case: Case) -> list[TableCell]:
    """A case in the columns of REGISTER_HEAD."""
    return [
        number, case.code, case.procedure, case.field, case.applicant.name,
        case.applicant.address, case.applicant.phone, case.unit, case.ward, case.officer,
        *map(written, (
            case.received_at, case.due_at, case.second_received_at, case.second_due_at,
            case.finished_at, case.returned_at,
        )),
        PROGRESS_WORDS[case.progress],
        CHANNEL_WORDS[case.channel] if case.channel else None,
        *(_YES_NO[answer] for answer in (
            case.has_fee, case.is_paid_online, case.is_digitised, case.is_signed,
        )),
    ]  # fmt: skip


def written(moment: datetime | None) -> str | None:
    """A moment as registers write it: 03/09/2026 14:30, without an hour of 00:00."""
    if moment is None:
        return None
    return moment.strftime("%d/%m/%Y %H:%M").removesuffix(" 00:00")


def write_table(
    path: Path, title: str, head: Sequence[str], rows: Iterable[Sequence[TableCell]]
) -> None:
    """Write a table; `.csv` gives UTF-8 with a mark that Excel knows, anything else XLSX.

    A text that begins as a formula would (=, +, -, @) is written as text, never as a formula.
    """
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(head)
            writer.writerows([_harmless(cell) for cell in row] for row in rows)
        return
    write_book(path, [Table(title=title, head=head, rows=rows)])


def write_book(path: Path, tables: Iterable[Table]) -> None:
    """Write an XLSX with one sheet for each table, in their order."""
    book = openpyxl.Workbook(write_only=True)
    for table in tables:
        _add_sheet(book, table)
    written = io.BytesIO()  # openpyxl leaves its sheets open when a file can not be made
    book.save(written)
    path.write_bytes(written.getvalue())


def _add_sheet(book: Any, table: Table) -> None:  # noqa: ANN401 -- openpyxl has no types
    sheet = book.create_sheet(table.title[:31])
    sheet.freeze_panes = "A2"
    # Printed as offices print tables: across the page, all columns on it, the head on each.
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"
    rows = iter(table.rows)
    first = list(islice(rows, _MEASURED))
    for column, name in enumerate(table.head, start=1):
        longest = max(
            (len(str(row[column - 1] or "")) for row in first if len(row) >= column), default=0
        )
        width = max(8, min(50, max(longest, min(len(name), 14)) + 2))
        sheet.column_dimensions[get_column_letter(column)].width = width
    cells = [WriteOnlyCell(sheet, name) for name in table.head]
    for cell in cells:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.fill = PatternFill("solid", fgColor="E7EEF5")
    sheet.row_dimensions[1].height = _HEAD_POINTS
    sheet.append(cells)
    for row in chain(first, rows):
        sheet.append([_harmless(cell) for cell in row])


def _harmless(cell: TableCell) -> TableCell:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")):
        return "'" + cell
    return cell
