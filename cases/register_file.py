"""A register's file read into cases; what can not be read is listed, and the rest goes in."""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from cases.cases import Case, Pause, Person, Progress, Transfer
from cases.columns import Head, Names, find_head
from cases.errors import RegisterError
from cases.moments import EXPECTED, read_moment
from corpus.errors import DungHanError
from ingest.sheets import Cell, Row, Sheet, read_sheets

_LOOKED_AT = 60  # rows of a sheet in which its head is looked for
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9./_-]{2,59}")
_TOTALS = re.compile(r"^(?:tổng(?: cộng| số)?|cộng|người lập|ghi chú)\b", re.IGNORECASE)
_FORMULA_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "công thức chưa tính")
)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A cell, or a row, that could not be taken as it is."""

    sheet: str
    row: int  # 0: the whole sheet
    column: str  # the column's title; "" for the whole row
    found: str
    expected: str
    refused: bool  # True: the row did not go in; False: it did, without this cell
    outcome: str = ""  # what became of it, where that is neither of these

    def __str__(self) -> str:
        row = f"dòng {self.row}" if self.row else ""
        place = ", ".join(part for part in (self.sheet and f"bảng «{self.sheet}»", row) if part)
        place += f", cột «{self.column}»" if self.column else ""
        outcome = self.outcome or (
            "dòng này không được nhập" if self.refused else "các ô khác của dòng vẫn được nhập"
        )
        return f"{place}: gặp «{self.found}», cần {self.expected}; {outcome}."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCase:
    """A case of a row, and which of its fields the register could not say.

    `unread` names fields of Case whose cell could not be read: what the store already knows of
    them is kept.
    """

    case: Case
    sheet: str
    row: int
    unread: frozenset[str]
    is_hidden: bool = False  # of a sheet that people do not see: any other row wins over it


def read_register(path: Path, names: Names) -> Iterator[ReadCase | Problem]:
    """The cases and problems of a register's file, in the order of its rows.

    A sheet without a head that names "Mã hồ sơ" is skipped, as long as another sheet has one.

    Raises:
        RegisterError: the file can not be read, or no sheet has such a head.
    """
    found = False
    try:
        for sheet in read_sheets(path):
            first = list(islice(sheet.rows, _LOOKED_AT))
            head = find_head([(row.number, row.cells) for row in first], names)
            if head is None:
                continue
            found = True
            yield from _about_sheet(sheet, head)
            yield from _sheet_cases(sheet, head, chain(first, sheet.rows), names)
    except DungHanError as error:
        raise RegisterError(path, str(error).removeprefix(f"{path.name}: ")) from error
    if not found:
        raise RegisterError(
            path,
            "không thấy dòng tiêu đề có cột «Mã hồ sơ» và các cột ngày; hãy kiểm tra tệp, hoặc "
            "khai tên cột của cơ quan trong tệp case_columns.json.",
        )


def _about_sheet(sheet: Sheet, head: Head) -> Iterator[Problem]:
    """What has to be known of a sheet as a whole."""
    if sheet.hidden:
        yield Problem(
            sheet=sheet.name,
            row=0,
            column="",
            found="bảng ẩn có hồ sơ",
            expected="bảng hiện",
            refused=False,
            outcome="bảng này vẫn được nhập, hồ sơ có ở bảng hiện thì lấy theo bảng hiện",
        )
    for title in head.unknown:
        yield Problem(
            sheet=sheet.name,
            row=head.last_row,
            column=title,
            found="tên cột không có trong danh mục",
            expected="tên cột đã biết, hoặc khai trong case_columns.json",
            refused=False,
            outcome="cột này không được nhập",
        )


def _sheet_cases(
    sheet: Sheet, head: Head, rows: Iterator[Row], names: Names
) -> Iterator[ReadCase | Problem]:
    for row in rows:
        if row.number <= head.last_row or _is_no_case(row, head):
            continue
        reader = _RowReader(sheet=sheet.name, row=row, head=head, names=names)
        case = reader.case()
        yield from reader.problems
        if case is not None:
            yield ReadCase(
                case=case,
                sheet=sheet.name,
                row=row.number,
                unread=frozenset(reader.unread),
                is_hidden=sheet.hidden,
            )


def _is_no_case(row: Row, head: Head) -> bool:
    """True for a row of totals, the head printed again, numbers of columns, or a lone title."""
    texts = [cell for cell in row.cells if isinstance(cell, str)]
    if texts and _TOTALS.match(texts[0]):
        return True
    titles = [head.titles.get(index) for index in head.columns]
    cells = [row.cells[index] if index < len(row.cells) else None for index in head.columns]
    filled = [cell for cell in cells if cell is not None]
    if not filled or cells == titles:
        return True
    without_brackets = [str(cell).strip("()") for cell in filled]
    if all(re.fullmatch(r"\d{1,2}(?:\.0)?", text) for text in without_brackets):
        return True  # "(1) (2) (3)" under the head
    codes = [
        cell
        for index, cell in zip(head.columns, cells, strict=True)
        if head.columns[index] == "code"
    ]
    return codes == [None] and len(filled) == 1


class _RowReader:
    """Reads the cells of one row; keeps what could not be read."""

    def __init__(self, *, sheet: str, row: Row, head: Head, names: Names) -> None:
        self.problems: list[Problem] = []
        self.unread: list[str] = []
        self._sheet = sheet
        self._row = row
        self._names = names
        self._titles = {column: head.titles[index] for index, column in head.columns.items()}
        self._cells = {
            column: row.cells[index]
            for index, column in head.columns.items()
            if index < len(row.cells) and row.cells[index] is not None
        }

    def case(self) -> Case | None:
        """The row's case; None when it has no code that can be read."""
        code = self._text("code")
        if not _CODE.fullmatch(code):
            found = code or "ô trống"
            self._problem("code", found, "mã hồ sơ, ví dụ H20.26-230911-0001", refused=True)
            return None
        received = self._moment("received_at") or self._moment("submitted_at")
        finished = self._moment("finished_at")
        returned = self._moment("returned_at")
        second_due = self._moment("second_due_at")
        second_received = self._moment("second_received_at")
        stage = self._text("stage")
        return Case(
            code=code,
            procedure=self._text("procedure"),
            procedure_code=self._text("procedure_code"),
            field=self._text("field"),
            unit=self._text("unit"),
            ward=self._text("ward"),
            officer=self._text("officer"),
            received_at=received,
            due_at=self._moment("due_at"),
            finished_at=finished,
            returned_at=returned,
            progress=self._progress(finished, returned),
            channel=self._known(
                "channel", self._names.channel_of, "trực tuyến, trực tiếp, bưu chính"
            ),
            second_received_at=second_received,
            second_due_at=second_due,
            is_two_stage=bool(second_due or second_received or stage.strip("0").startswith("2")),
            extended_to=self._moment("extended_to"),
            extensions=self._extensions(),
            is_digitised=self._answer("is_digitised"),
            is_signed=self._answer("is_signed"),
            is_paid_online=self._answer("is_paid_online"),
            has_fee=self._fee(),
            pauses=self._pauses(),
            transfers=self._transfers(),
            note=self._text("note"),
            applicant=Person(
                name=self._text("applicant_name"),
                address=self._text("applicant_address"),
                phone=self._text("applicant_phone"),
                email=self._text("applicant_email"),
            ),
        )

    def _text(self, column: str) -> str:
        cell = self._cells.get(column)
        if cell is None:
            return ""
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        if cell in _FORMULA_ERRORS:
            self._problem(column, str(cell), "chữ hoặc số, không phải lỗi công thức")
            self.unread.append(column)
            return ""
        # One copy of each: a hundred thousand rows name a few units, fields and procedures.
        return sys.intern(" ".join(str(cell).split()))

    def _problem(self, column: str, found: str, expected: str, *, refused: bool = False) -> None:
        self.problems.append(
            Problem(
                sheet=self._sheet,
                row=self._row.number,
                column=self._titles.get(column, column),
                found=found,
                expected=expected,
                refused=refused,
            )
        )

    def _moment(self, column: str) -> datetime | None:
        cell = self._cells.get(column)
        if cell is None or cell in ("-", "…", "..."):
            return None
        moment = read_moment(cell)
        if moment is None:
            self._problem(column, str(cell), EXPECTED)
            self.unread.append(column)
        return moment

    def _known(self, column: str, read: Callable[[Cell], _T | None], expected: str) -> _T | None:
        cell = self._cells.get(column)
        if cell is None:
            return None
        value = read(cell)
        if value is None:
            self._problem(column, str(cell), expected)
            self.unread.append(column)
        return value

    def _answer(self, column: str) -> bool | None:
        return self._known(column, self._names.answer_of, "«Có» hoặc «Không»")

    def _fee(self) -> bool | None:
        cell = self._cells.get("has_fee")
        if isinstance(cell, float):
            return cell > 0
        return self._known("has_fee", self._names.answer_of, "«Có», «Không» hoặc số tiền")

    def _extensions(self) -> int:
        cell = self._cells.get("extensions")
        if cell is None:
            return int("extended_to" in self._cells)
        text = self._text("extensions")
        if text.isdecimal():
            return int(text)
        self._problem("extensions", str(cell), "một số nguyên")
        self.unread.append("extensions")
        return 0

    def _progress(self, finished: datetime | None, returned: datetime | None) -> Progress:
        """What the status cell says; without one, what the dates say."""
        said = self._known(
            "progress", self._names.progress_of, "trạng thái như «Đang xử lý», «Đã trả kết quả»"
        )
        if said is not None and not (said is Progress.PENDING and returned):
            return said
        if returned:
            return Progress.RETURNED
        return Progress.DONE if finished else Progress.PENDING

    def _pauses(self) -> tuple[Pause, ...]:
        began = self._moment("paused_at")
        if began is None:
            return ()
        reason = self._text("pause_reason")
        return (Pause(reason=reason, began_at=began, ended_at=self._moment("resumed_at")),)

    def _transfers(self) -> tuple[Transfer, ...]:
        at, to_unit = self._moment("transferred_at"), self._text("transferred_to")
        return (Transfer(to_unit=to_unit, at=at),) if at and to_unit else ()
