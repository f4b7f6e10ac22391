"""A table's row read as a person reads it: each cell under its head."""

import re
from collections.abc import Iterable

from corpus.documents import Passage
from corpus.table_rows import HeadedCell, headed_cells
from corpus.text import fold, normalize

_MEASURE = re.compile(r"\(([^()]{1,20})\)\s*$")
_FIGURE = re.compile(r"^\d[\d.,]*$")
_LONGEST_CELL = 160  # characters of a cell that a note repeats; the quote has all of it


def said_with_heads(passage: Passage) -> str:
    """The cells of a row with their heads, one per line: "Thời hạn: 15/4/2024".

    Empty for a row without heads. A merged cell is read for each row that it covers, and a
    figure has the measure that its head names: "Kinh phí (triệu đồng): 45 triệu đồng". This is
    for weighing what a row says; people are shown the row itself.
    """
    return "\n".join(f"{cell.head}: {cell.words}{_measure(cell)}" for cell in headed_cells(passage))


def cells_in_words(passage: Passage) -> str:
    """The same on one line for people; it says which words stand in a merged cell above."""
    return "; ".join(
        f"{cell.head}{' (ô gộp từ dòng trên)' if cell.is_carried else ''}: {_shortened(cell.words)}"
        for cell in headed_cells(passage)
    )


def counts_under_head(passage: Passage, terms: Iterable[str]) -> bool:
    """Whether a row holds a figure under a head that speaks of what is asked.

    Heads rarely repeat the noun: "Trễ hạn: 31" in a row "Đất đai" counts the cases of the table.

    Args:
        passage: a row of a table; others hold none.
        terms: the question's words without accents.
    """
    wanted = frozenset(terms)
    return any(
        _FIGURE.match(cell.words.strip()) is not None
        and wanted & frozenset(re.findall(r"\w+", fold(normalize(cell.head))))
        for cell in headed_cells(passage)
    )


def _measure(cell: HeadedCell) -> str:
    named = _MEASURE.search(cell.head)
    return f" {named[1]}" if named and _FIGURE.match(cell.words) else ""


def _shortened(words: str) -> str:
    if len(words) <= _LONGEST_CELL:
        return words
    return words[: _LONGEST_CELL - 1].rsplit(" ", 1)[0] + "…"
