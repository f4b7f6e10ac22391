"""Which column of a register holds what, by the many names that offices give it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cases.cases import Channel, Progress
from cases.errors import MappingError
from corpus.text import fold, nfc
from ingest.sheets import Cell

_SHIPPED = Path(__file__).parent / "facts" / "columns.json"
_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_TOP_ROWS = 40  # a head stands within this many rows of a sheet's beginning
_FEWEST_NAMES = 3


def _key(text: str) -> str:
    """A name without accents, case, brackets and punctuation."""
    return _NOT_WORDS.sub(" ", fold(_BRACKETS.sub(" ", nfc(text)).lower())).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the names in a register mean, by their keys."""

    columns: Mapping[str, str]
    progress: Mapping[str, Progress]
    channel: Mapping[str, Channel]
    answers: Mapping[str, bool]

    def progress_of(self, cell: Cell) -> Progress | None:
        """What a status cell means; None when it is not known."""
        return self.progress.get(_cell_key(cell))

    def channel_of(self, cell: Cell) -> Channel | None:
        """What a channel cell means; None when it is not known."""
        if isinstance(cell, bool):
            return Channel.ONLINE if cell else Channel.DIRECT
        return self.channel.get(_cell_key(cell))

    def answer_of(self, cell: Cell) -> bool | None:
        """What a yes-or-no cell means; None when it is not known."""
        return cell if isinstance(cell, bool) else self.answers.get(_cell_key(cell))


def _cell_key(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _key(str(cell))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A register's head: the last row that it takes, and what each column holds."""

    last_row: int
    columns: Mapping[int, str]  # index of the cell in its row -> name in facts/columns.json
    titles: Mapping[int, str]  # as the register writes them
    unknown: tuple[str, ...]  # titles that no list knows


@cache
def _shipped() -> Names:
    known = json.loads(_SHIPPED.read_text(encoding="utf-8"))
    return Names(
        columns={
            _key(name): column for column, names in known["columns"].items() for name in names
        },
        progress={_key(n): Progress(p) for p, names in known["progress"].items() for n in names},
        channel={_key(n): Channel(c) for c, names in known["channel"].items() for n in names},
        answers={_key(name): True for name in known["yes"]}
        | {_key(name): False for name in known["no"]},
    )


def read_names(office: Path | None = None) -> Names:
    """The shipped names, with the office's own over them.

    Args:
        office: a JSON file of the shape {"Tên cột của cơ quan": "due_at", …}; None or a missing
            file: there is none.

    Raises:
        MappingError: it is not of this shape, or names a column that is not known.
    """
    names = _shipped()
    if office is None or not office.exists():
        return names
    known = set(names.columns.values())
    expected = "cần một đối tượng JSON dạng {«Tên cột»: «tên trường»}"
    try:
        own = json.loads(office.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise MappingError(f"{office.name}: không đọc được JSON; {expected}.") from error
    if not isinstance(own, dict):
        raise MappingError(f"{office.name}: {expected}.")
    for title, column in own.items():
        if column not in known:
            raise MappingError(
                f"{office.name}: cột «{title}» trỏ tới «{column}», không có trường này; "
                f"các trường là: {', '.join(sorted(known))}."
            )
    columns = dict(names.columns) | {_key(title): column for title, column in own.items()}
    return Names(
        columns=columns, progress=names.progress, channel=names.channel, answers=names.answers
    )


def find_head(rows: Sequence[tuple[int, Sequence[Cell]]], names: Names) -> Head | None:
    """The head among a sheet's first rows: the one whose names are known best.

    Titles ("ỦY BAN NHÂN DÂN …", "Từ ngày … đến ngày …") may stand above it, and it may take two
    rows with merged cells ("Nhận hồ sơ" over "ngày"). None: no row names a case's code.
    """
    best: Head | None = None
    top = rows[:_TOP_ROWS]
    for index, (number, cells) in enumerate(top):
        single = _head(number, [(_title(cell),) for cell in cells], names)
        candidates = [single]
        if index + 1 < len(top):
            below_number, below = top[index + 1]
            candidates.append(_head(below_number, _joined(cells, below), names))
        for found in candidates:
            if "code" not in found.columns.values() or len(found.columns) < _FEWEST_NAMES:
                continue
            if best is None or len(found.columns) > len(best.columns):
                best = found
    return best


def _title(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[tuple[str, ...]]:
    """The titles of a head of two rows, each in the ways in which it may be known.

    A merged cell above counts for the cells below it: "Nhận hồ sơ" over "ngày" is "Nhận hồ sơ
    ngày"; where that is not known, the lower title alone is tried, then the upper one.
    """
    titles: list[tuple[str, ...]] = []
    above = ""
    for column in range(max(len(upper), len(lower))):
        own = _title(upper[column]) if column < len(upper) else ""
        below = _title(lower[column]) if column < len(lower) else ""
        above = own or (above if below else "")
        ways = (f"{above} {below}".strip(), below, above) if below else (own,)
        titles.append(ways)
    return titles


def _head(number: int, titles: Sequence[tuple[str, ...]], names: Names) -> Head:
    columns: dict[int, str] = {}
    unknown: list[str] = []
    for index, ways in enumerate(titles):
        known = (names.columns.get(_key(title)) for title in ways if title)
        free = (column for column in known if column and column not in columns.values())
        column = next(free, None)
        if column is not None:
            columns[index] = column
        elif ways[0]:
            unknown.append(ways[0])
    return Head(
        last_row=number,
        columns=columns,
        titles={index: ways[0] for index, ways in enumerate(titles) if ways[0]},
        unknown=tuple(unknown),
    )
