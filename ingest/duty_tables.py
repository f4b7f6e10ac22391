"""Tables of assignment: each row with its cells under the heads of their columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Passage
from corpus.obligations import NamedUnit, Target
from ingest.deadlines import PaperTime, find_deadlines
from ingest.drafts import Draft, moved_deadline, moved_target, moved_unit
from ingest.duty_lines import Label, label_of_head
from ingest.paper_office import Office
from ingest.targets import find_targets
from ingest.unit_mentions import find_units

_CELL = " | "
_BAR = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")  # as corpus.table_rows writes it
_FIGURE = re.compile(r"^\s*(?P<value>\d{1,3}(?:[.,]\d+)?)\s*(?P<sign>%?)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a row with the head of its column and its span in the row's text."""

    head: str
    text: str
    start: int
    end: int
    is_carried: bool = False  # of a merged cell that stands in a row above: its span is there


def headed_row(passage: Passage, document_text: str) -> tuple[Cell, ...]:
    """The cells of a row whose heads its reader knew, those merged from above among them.

    Spans count within the row's text; a carried cell lies before it, at a negative offset.
    """
    heads, row = passage.heads, passage.text
    spans = list(_spans(row))
    if len(spans) > len(heads):
        return ()
    spans += [(len(row.rstrip()),) * 2] * (len(heads) - len(spans))
    carried = passage.carried or ("",) * len(heads)
    cells: list[Cell] = []
    for head, (start, end), above in zip(heads, spans, carried, strict=True):
        at = document_text.rfind(above, 0, passage.start) if above and start == end else -1
        if at >= 0:
            begin = at - passage.start
            cells.append(
                Cell(head=head, text=above, start=begin, end=begin + len(above), is_carried=True)
            )
        else:
            cells.append(Cell(head=head, text=row[start:end], start=start, end=end))
    return tuple(cells)


def cells_of(row: str, header: str) -> tuple[Cell, ...]:
    """The cells of a row. Two writings are read: "a | b" under a header row, and "head: a | …".

    A row that has not as many cells as the header has none: its columns are not known.
    """
    spans = list(_spans(row))
    heads = [head.strip() for head in header.split(_CELL)] if header else []
    named = [_own_head(row[start:end]) for start, end in spans]
    if named and all(named[1:]) and len(named) > 1:
        return tuple(
            Cell(
                head=head,
                text=row[end - length : end],
                start=end - length,
                end=end,
            )
            for (start, end), (head, length) in zip(
                spans, [pair or ("", 0) for pair in named], strict=True
            )
            if head
        )
    if len(heads) != len(spans):
        return ()
    return tuple(
        Cell(head=head, text=row[start:end], start=start, end=end)
        for head, (start, end) in zip(heads, spans, strict=True)
    )


def _spans(row: str) -> Iterator[tuple[int, int]]:
    begin = 0
    whole = row.rstrip("\n")
    for bar in _BAR.finditer(whole):
        yield _trimmed(whole, begin, bar.start())
        begin = bar.end()
    yield _trimmed(whole, begin, len(whole))


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def _own_head(cell: str) -> tuple[str, int] | None:
    """The head that a cell carries ("Thời hạn: 31/5/2026") and its value's length."""
    head, colon, value = cell.partition(":")
    if not colon or len(head) > 60 or label_of_head(head) is None:
        return None
    return head.strip(), len(value.lstrip())


def is_assignment(header: str) -> bool:
    """True for a header with a column of units beside one of tasks, times or figures."""
    labels = {label_of_head(head) for head in header.split(_CELL)}
    return bool(labels & {Label.LEAD, Label.UNIT}) and len(labels - {None, Label.NUMBER}) > 1


def read_row(cells: tuple[Cell, ...], office: Office, time: PaperTime) -> Draft | None:
    """The duty of one row; None for a row that names neither a unit nor a time nor a measure."""
    draft = Draft()
    for cell in cells:
        label = label_of_head(cell.head)
        if label in (Label.LEAD, Label.UNIT):
            draft.leads += _units(cell, office)
        elif label is Label.COOPERATING:
            draft.cooperating += _units(cell, office)
        elif label is Label.TIME and draft.deadline is None:
            found = find_deadlines(cell.text, time, is_value=True)
            draft.deadline = moved_deadline(found[0], cell.start) if found else None
            draft.targets += _targets(cell)
        elif label in (Label.TASK, Label.PRODUCT, Label.TARGET, None):
            draft.targets += _targets(cell)
    if not (draft.leads or draft.deadline or draft.targets):
        return None
    spans = [cell for cell in cells if cell.text and not cell.is_carried]
    if not spans:
        return None
    draft.start, draft.end = spans[0].start, spans[-1].end
    return draft


def _units(cell: Cell, office: Office) -> tuple[NamedUnit, ...]:
    found = tuple(moved_unit(unit, cell.start) for unit in find_units(cell.text, office))
    if found or not cell.text or cell.text.lower() in ("x", "-", "không"):
        return found
    return (
        NamedUnit(
            name=" ".join(cell.text.split()),
            office=office.name,
            is_group=cell.text.lower().startswith("các "),
            start=cell.start,
            end=cell.end,
        ),
    )


def _targets(cell: Cell) -> tuple[Target, ...]:
    """The measures that a cell sets; a bare figure is one under a head with "(%)"."""
    figure = _FIGURE.match(cell.text)
    if figure is not None and ("%" in cell.head or figure["sign"]):
        return (
            Target(
                measure=cell.head.replace("(%)", "").strip(),
                operator=">=" if figure["value"] != "100" else "=",
                value=float(figure["value"].replace(",", ".")),
                unit="%",
                text=cell.text,
                start=cell.start,
                end=cell.end,
            ),
        )
    return tuple(moved_target(target, cell.start) for target in find_targets(cell.text))
