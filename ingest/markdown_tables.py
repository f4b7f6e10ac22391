"""Tables of Markdown: "| a | b |" over a row of dashes become rows with heads."""

import re
from dataclasses import replace

from ingest.lines import Cell, Kind, Line, Pages, single_spaced

_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKS = re.compile(r"\*\*|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")


def set_pipe_rows(pages: Pages) -> Pages:
    """The lines with each Markdown table as rows; the row of dashes under its heads goes."""
    lines = pages.lines
    kept: list[Line] = []
    index = tables = 0
    while index < len(lines):
        last = _table_end(lines, index)
        if last == index:
            kept.append(lines[index])
            index += 1
            continue
        tables += 1
        kept += _rows(lines[index:last], tables)
        index = last
    return replace(pages, lines=tuple(kept))


def _table_end(lines: tuple[Line, ...], first: int) -> int:
    """The line after the table that begins here; `first` itself when none does."""
    if first + 1 >= len(lines) or "|" not in lines[first].text or _RULE.match(lines[first].text):
        return first
    rule = lines[first + 1].text
    if "|" not in rule or not _RULE.match(rule):
        return first
    width = len(_cells(lines[first].text))
    if len(_cells(rule)) != width:
        return first
    last = first + 2
    while last < len(lines) and _is_row(lines[last].text, width):
        last += 1
    return last


def _is_row(text: str, width: int) -> bool:
    return text.startswith("|") or (width > 1 and len(_cells(text)) == width)


def _rows(table: tuple[Line, ...], number: int) -> list[Line]:
    rows: list[Line] = []
    for at, line in enumerate(table):
        if at == 1:
            continue
        texts = [_plain(cell) for cell in _cells(line.text)]
        if not any(texts):
            continue  # converters write an empty head over a table that has none
        rows.append(
            replace(
                line,
                text=" | ".join(texts).strip(),
                whole=True,
                kind=Kind.ROW,
                table=number,
                row=len(rows) + 1,
                cells=tuple(
                    Cell(text=single_spaced(text), is_strong=_is_bold(cell))
                    for text, cell in zip(texts, _cells(line.text), strict=True)
                ),
            )
        )
    return rows


def _cells(text: str) -> list[str]:
    inner = text.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in _BAR.split(inner)]


def _plain(cell: str) -> str:
    return single_spaced(_MARKS.sub("", _BREAK.sub(" ", cell)).replace("\\|", "|"))


def _is_bold(cell: str) -> bool:
    return len(cell) > 4 and cell.startswith("**") and cell.endswith("**")
