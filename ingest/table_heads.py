"""Each row of a table is told the heads of its columns and what merged cells above say for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.table_rows import split_cells
from ingest.lines import Cell, Kind, Line, Pages, RowContext, single_spaced

_MOST_HEAD_ROWS = 4
_LONGEST_HEAD = 120  # characters; a longer cell is content
_JOINT = " – "  # between a head that spans columns and the one below it
# What columns of office papers are called; a cell of a head begins with one of these.
_HEAD_WORDS = re.compile(
    r"^(?:s\.?t\.?t\.?|tt|số tt|số thứ tự|nội dung|nhiệm vụ|công việc|tên|họ và tên|họ tên|đơn vị"
    r"|cơ quan|phòng|bộ phận|chủ trì|phối hợp|thời gian|thời hạn|thời điểm|ngày|tháng|năm|quý"
    r"|tiến độ|hoàn thành|kết quả|sản phẩm|ghi chú|chỉ tiêu|mục tiêu|kế hoạch|thực hiện|tỷ lệ"
    r"|tỉ lệ|số lượng|số|mã|lĩnh vực|thủ tục|mức|kinh phí|nguồn|lãnh đạo|người|chức vụ|chức danh"
    r"|trình độ|địa chỉ|điện thoại|loại|hình thức|căn cứ|văn bản|trích yếu|cách thức|phí|lệ phí"
    r"|thành phần|yêu cầu|đối tượng|địa điểm|địa bàn|xã|phường|thôn|ấp|tổng|diện tích|đvt"
    r"|trách nhiệm|danh mục|hạng mục|giải pháp|hoạt động|bước|trình tự|biểu mẫu|lý do)\b",
    re.IGNORECASE,
)
_VALUE = re.compile(r"^[\d\s.,/%()+–-]*\d[\d\s.,/%()+–-]*$")  # a figure, a day, an order
_COLUMN_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[A-E])\)?(?:\s*=.*)?$")
_SENTENCE_END = re.compile(r"[.;:]$")
_GROUP_ORDER = re.compile(r"(?:([IVX]+)|[A-H])\.?(?![^\s.])")
_TOTAL = re.compile(r"^(?:tổng|cộng)\b", re.IGNORECASE)
_LABEL_END = re.compile(r":$")


@dataclass(slots=True, kw_only=True)
class _Row:
    line: int  # its index among the lines of the paper
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)

    @property
    def width(self) -> int:
        return sum(cell.span for cell in self.cells)

    def placed(self) -> Iterator[tuple[range, Cell]]:
        """The columns of each cell."""
        at = 0
        for cell in self.cells:
            yield range(at, at + cell.span), cell
            at += cell.span


def set_heads(pages: Pages) -> Pages:
    """The lines with each row's context set: heads, carried words, group.

    A table that follows another with only a page's end between them and without a head of its
    own has the heads of the one above. Nothing is guessed of a row whose columns do not fit.
    """
    lines = list(pages.lines)
    above: tuple[int, tuple[_Row, ...]] | None = None  # the last table: its end, its head
    for rows in _tables(lines):
        # A title across the whole table may stand above its heads.
        titles = next((at for at, row in enumerate(rows) if len(row.cells) > 1), 0)
        head = tuple(rows[titles : titles + _head_rows(rows[titles:])])
        if not head and above is not None and _goes_on(lines, above, rows[titles]):
            head = above[1]
        _set_context(lines, rows, head)
        above = (rows[-1].line, head)
    return replace(pages, lines=tuple(lines))


def _tables(lines: list[Line]) -> list[list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for index, line in enumerate(lines):
        if line.kind is Kind.ROW:
            cells = line.cells or tuple(
                Cell(text=single_spaced(text)) for text in split_cells(line.text)
            )
            found.setdefault(line.table, []).append(_Row(line=index, cells=cells))
    return list(found.values())


def _goes_on(lines: list[Line], above: tuple[int, tuple[_Row, ...]], first: _Row) -> bool:
    last, head = above
    between = lines[last + 1 : first.line]
    turned = lines[first.line].page != lines[last].page
    same = bool(head) and head[0].width == first.width
    return turned and same and all(line.kind is not Kind.TEXT for line in between)


def _head_rows(rows: list[_Row]) -> int:
    """How many rows at the top are heads; 0 when the first row is content."""
    if len(rows) < 2:
        return 0
    marked = 0
    while marked < len(rows) - 1 and all(cell.is_head for cell in rows[marked].cells):
        marked += 1
    # A table whose every row claims to be a head has none.
    if 0 < marked <= _MOST_HEAD_ROWS:
        return _with_column_numbers(rows, marked)
    if not _is_head(rows):
        return 0
    count = 1
    while count < min(_MOST_HEAD_ROWS, len(rows) - 1) and _goes_under(rows[count - 1], rows[count]):
        count += 1
    return _with_column_numbers(rows, count)


def _with_column_numbers(rows: list[_Row], count: int) -> int:
    """The row "(1) (2) (3)" under the heads belongs to them."""
    if count < len(rows) - 1 and _numbers_columns(rows[count]):
        return count + 1
    return count


def _numbers_columns(row: _Row) -> bool:
    texts = [text for text in row.texts if text]
    marks = [text.split("=")[0].strip(" ()") for text in texts]
    figures = [int(mark) for mark in marks if mark.isdigit()]
    return (
        len(texts) >= 3
        and all(_COLUMN_NUMBER.match(text) for text in texts)
        and figures == list(range(figures[0] if figures else 0, len(figures) + (figures or [0])[0]))
        and bool(figures)
        and figures[0] <= 3
    )


def _is_head(rows: list[_Row]) -> bool:
    first = rows[0]
    full = [cell for cell in first.cells if cell.text]
    if len(full) < 2 or any(_VALUE.match(cell.text) for cell in full) or not _short(full):
        return False
    named = sum(1 for cell in full if _HEAD_WORDS.match(cell.text))
    if all(cell.is_strong for cell in full):
        below = [cell for row in rows[1:] for cell in row.cells if cell.text]
        return named > 0 or not all(cell.is_strong for cell in below)
    if first.width <= 2 and _is_form(rows):
        return False
    needed = 2 if first.width <= 2 else max(2, len(full) // 2)
    return named >= needed or _differs(rows)


def _short(cells: list[Cell]) -> bool:
    return all(
        len(cell.text) <= _LONGEST_HEAD and not _SENTENCE_END.search(cell.text) for cell in cells
    )


def _is_form(rows: list[_Row]) -> bool:
    """A label beside its value in each row: "Họ và tên | Nguyễn Văn An"."""
    if len(rows[0].cells) > 1 and _HEAD_WORDS.match(rows[0].cells[1].text):
        return False
    labels = [row.cells[0].text for row in rows]
    named = sum(1 for label in labels if _HEAD_WORDS.match(label) or _LABEL_END.search(label))
    return named * 2 > len(labels) and named > 1


def _differs(rows: list[_Row]) -> bool:
    """True when a column holds figures or days under a first cell that is none."""
    first, below = rows[0], [row for row in rows[1:] if row.width == rows[0].width]
    for column, cell in enumerate(first.cells):
        values = [row.cells[column].text for row in below if column < len(row.cells)]
        full = [value for value in values if value]
        if cell.text and full and sum(1 for v in full if _VALUE.match(v)) * 2 > len(full):
            return True
    return False


def _goes_under(above: _Row, row: _Row) -> bool:
    """True for a second row of heads: under merged heads, or filling what they leave open."""
    full = [cell for cell in row.cells if cell.text]
    if not full or any(_VALUE.match(cell.text) for cell in full) or not _short(full):
        return False
    if above.width != row.width:
        return False
    spanning = any(cell.span > 1 for cell in above.cells)
    hanging = any(cell.is_below for cell in row.cells)
    if spanning or hanging:
        return spanning and all(
            cell.is_below or cell.text or not _head_at(above, columns)
            for columns, cell in row.placed()
        )
    # Text alone shows merged heads as blanks: "STT | Thời gian | " over " | Bắt đầu | Kết thúc".
    blank = [columns for columns, cell in above.placed() if not cell.text]
    filled = {column for columns, cell in row.placed() if cell.text for column in columns}
    return bool(blank) and not row.cells[0].text and all(set(c) & filled for c in blank)


def _head_at(row: _Row, columns: range) -> str:
    return next((c.text for at, c in row.placed() if set(at) & set(columns)), "")


def _set_context(lines: list[Line], rows: list[_Row], head: tuple[_Row, ...]) -> None:
    repeated = {row.texts for row in head}
    own = {row.line for row in head}
    columns = _columns(head)
    groups: list[str] = []
    held: dict[int, str] = {}  # by column, what a merged cell says
    for row in rows:
        if row.line in own or row.texts in repeated:
            lines[row.line] = replace(lines[row.line], context=RowContext())
            continue
        title = _group(row, len(columns))
        if title:
            groups, held = [*_outer(groups, title), title], {}
            lines[row.line] = replace(lines[row.line], context=RowContext())
            continue
        fits = row.width == len(columns)
        heads = tuple(_named(columns, at) for at, _ in row.placed()) if fits else ()
        carried = []
        for at, cell in row.placed():
            carried.append(held.get(at.start, "") if cell.is_below and not cell.text else "")
            if not cell.is_below:
                held.update(dict.fromkeys(at, cell.text))
        is_total = any(_TOTAL.match(text) for text in row.texts[:2])
        context = RowContext(
            heads=heads,
            carried=tuple(carried) if any(carried) else (),
            groups=() if is_total else tuple(groups),
        )
        lines[row.line] = replace(lines[row.line], context=context)


def _columns(head: tuple[_Row, ...]) -> list[tuple[str, ...]]:
    """For each column the heads over it, outermost first, each once; without column numbers."""
    named = [row for row in head if not _numbers_columns(row)]
    width = max((row.width for row in named), default=0)
    columns: list[list[str]] = [[] for _ in range(width)]
    for index, row in enumerate(named):
        for at, cell in row.placed():
            text = cell.text
            # A blank under a head says nothing; a blank in the first row of text-only tables is
            # the rest of a merged head to its left, when heads stand below it.
            if not text and index == 0 and len(named) > 1 and not cell.is_below and at.start:
                text = columns[at.start - 1][0] if columns[at.start - 1] else ""
            for column in at:
                if text and text not in columns[column]:
                    columns[column].append(text)
    return [tuple(column) for column in columns]


def _named(columns: list[tuple[str, ...]], at: range) -> str:
    """The head of a cell; of one that covers several columns only what these have in common."""
    first = columns[at.start]
    common = [head for head in first if all(head in columns[column] for column in at)]
    return _JOINT.join(common or (first if len(at) == 1 else ()))


def _outer(groups: list[str], title: str) -> list[str]:
    """The groups that a new one stands in: "I" stands in "A", "II" takes the place of "I"."""
    order = _order(title)
    same = next((at for at, group in enumerate(groups) if _order(group) == order), len(groups))
    return groups[:same] if order else []


def _order(title: str) -> str:
    """How a title is counted: "roman", "letter", or "" for one that is not."""
    match = _GROUP_ORDER.match(title)
    return "" if match is None else "roman" if match[1] else "letter"


def _group(row: _Row, width: int) -> str:
    """The title that a row across the table gives to the rows below it; "" for other rows."""
    full = [cell for cell in row.cells if cell.text]
    if not full or (len(row.cells) > 1 and width < 3):
        return ""
    across = len(row.cells) == 1 and full[0].span > 1
    named = [cell.text for cell in full]
    ordered = (
        row.width >= 3
        and len(full) == 2
        and row.cells[0].text == named[0]
        and _GROUP_ORDER.fullmatch(named[0]) is not None
        and not any(cell.is_below for cell in row.cells)
    )
    words = " ".join(named)
    is_title = len(words) <= 2 * _LONGEST_HEAD and not _TOTAL.match(named[-1])
    return words if (across or ordered) and is_title and not _VALUE.match(words) else ""
