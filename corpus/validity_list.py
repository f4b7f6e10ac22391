"""The dated list of what is known of instruments: shipped, and edited by the administrator.

Every fact carries its source and a mark: P read in the text itself, S from a secondary source,
I inferred, ? not verified. The administrator's file stands over the shipped one, entry by entry.
"""

import json
import logging
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.errors import StoreError
from corpus.numbers import find_numbers
from corpus.references import CHANGES_VALIDITY, Relation

logger = logging.getLogger(__name__)

FORMAT = 1
FILE_NAME = "validity.json"
_RELATIONS = tuple(sorted(relation.value for relation in CHANGES_VALIDITY))


class Mark(StrEnum):
    """How well a fact is known."""

    PRIMARY = "P"
    SECONDARY = "S"
    INFERRED = "I"
    UNVERIFIED = "?"

    @property
    def is_firm(self) -> bool:
        """Whether the text itself was read."""
        return self is Mark.PRIMARY


class ValidityListError(StoreError):
    """The administrator's list can not be used."""

    def __init__(self, path: Path, place: str, found: str, expected: str) -> None:
        super().__init__(
            f"Danh mục hiệu lực «{path}», {place}: tìm thấy «{found}», cần {expected}. "
            "Hãy sửa tệp rồi chạy lại."
        )
        self.path = path
        self.place = place


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChange:
    """One thing that happened to an instrument."""

    relation: Relation
    by: str | None  # canonical number of the text that does it
    effective_from: date | None
    known_on: date | None  # where the day of effect is not known: since when it is known
    place: str  # "khoản 9 Điều 1"; "" for the whole
    mark: Mark
    source: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What is known of one text."""

    number: str  # canonical
    kind: str | None
    subject: str | None
    signed_on: date | None
    effective_from: date | None
    in_force_as_of: date | None  # the last day on which it was seen to be in force
    mark: Mark
    source: str
    verified_on: date
    changes: tuple[ListedChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidityList:
    """The instruments of the list, by their canonical numbers."""

    instruments: dict[str, Instrument]

    def of(self, number: str) -> Instrument | None:
        """What the list says of a number; None when it does not know it."""
        return self.instruments.get(number)


@cache
def shipped_list() -> ValidityList:
    """The list that comes with the program."""
    resource = files("corpus").joinpath("facts/validity.json")
    return _parse(Path(FILE_NAME), resource.read_text(encoding="utf-8"))


def read_validity_list(home: Path) -> ValidityList:
    """The shipped list with the entries of `home`/validity.json over it, where there is one.

    Raises:
        ValidityListError: the file is not of the form that docs/settings.md shows.
    """
    path = home / FILE_NAME
    if not path.exists():
        return shipped_list()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValidityListError(
            path, "cả tệp", str(error), "một tệp JSON viết bằng UTF-8"
        ) from error
    own = _parse(path, text)
    return ValidityList(instruments={**shipped_list().instruments, **own.instruments})


def _parse(path: Path, text: str) -> ValidityList:
    try:
        whole = json.loads(text)
    except ValueError as error:
        place = f"dòng {getattr(error, 'lineno', 1)}"
        found = getattr(error, "msg", str(error))
        raise ValidityListError(path, place, found, "JSON đúng cú pháp") from error
    is_list = isinstance(whole, dict) and isinstance(whole.get("instruments"), list)
    if not is_list or whole.get("format") != FORMAT:
        found = str(whole.get("format")) if isinstance(whole, dict) else type(whole).__name__
        raise ValidityListError(
            path, "đầu tệp", found, f'"format": {FORMAT} và một danh sách "instruments"'
        )
    entries = [
        _Entry(path, f"mục {place}", entry).instrument()
        for place, entry in enumerate(whole["instruments"], start=1)
    ]
    return ValidityList(instruments={entry.number: entry for entry in entries})


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the file, read field by field; what is wrong is said with its place."""

    path: Path
    place: str
    fields: Any  # JSON of the file, checked here

    def instrument(self) -> Instrument:
        self._check()
        verified_on = self._day("verified_on")
        if verified_on is None:
            raise self._wrong("verified_on", "ngày kiểm tra, dạng 2026-01-31")
        number = self._number("number")
        if number is None:
            raise self._wrong("number", "số văn bản như 61/2018/NĐ-CP")
        return Instrument(
            number=number,
            kind=self._text("kind"),
            subject=self._text("subject"),
            signed_on=self._day("signed_on"),
            effective_from=self._day("effective_from"),
            in_force_as_of=self._day("in_force_as_of"),
            mark=self._mark(),
            source=self._source(),
            verified_on=verified_on,
            changes=tuple(
                _Entry(self.path, f"{self.place}, thay đổi {place}", event).change()
                for place, event in enumerate(self.fields.get("events", []), start=1)
            ),
        )

    def change(self) -> ListedChange:
        self._check()
        relation = self.fields.get("relation")
        if relation not in _RELATIONS:
            raise self._wrong("relation", "một trong: " + ", ".join(_RELATIONS))
        return ListedChange(
            relation=Relation(relation),
            by=self._number("by"),
            effective_from=self._day("from"),
            known_on=self._day("known_on"),
            place=self._text("place") or "",
            mark=self._mark(),
            source=self._source(),
            note=self._text("note"),
        )

    def _check(self) -> None:
        if not isinstance(self.fields, dict):
            raise ValidityListError(
                self.path, self.place, type(self.fields).__name__, "một đối tượng JSON { … }"
            )
        events = self.fields.get("events", [])
        if not isinstance(events, list):
            raise self._wrong("events", "một danh sách [ … ]")

    def _wrong(self, name: str, expected: str) -> ValidityListError:
        found = str(self.fields.get(name, "thiếu"))
        return ValidityListError(self.path, f"{self.place}, trường «{name}»", found, expected)

    def _text(self, name: str) -> str | None:
        value = self.fields.get(name)
        if value is not None and not isinstance(value, str):
            raise self._wrong(name, "một chuỗi chữ")
        return value or None

    def _source(self) -> str:
        source = self._text("source")
        if source is None:
            raise self._wrong("source", "nguồn của thông tin")
        return source

    def _day(self, name: str) -> date | None:
        written = self._text(name)
        try:
            return date.fromisoformat(written) if written else None
        except ValueError as error:
            raise self._wrong(name, "ngày dạng 2026-01-31") from error

    def _mark(self) -> Mark:
        value = self.fields.get("mark")
        if value not in {mark.value for mark in Mark}:
            raise self._wrong("mark", "P, S, I hoặc ?")
        return Mark(value)

    def _number(self, name: str) -> str | None:
        written = self._text(name)
        if written is None:
            return None
        found = next(find_numbers(written), None)
        if found is None or (found.start, found.end) != (0, len(written)):
            raise self._wrong(name, "số văn bản như 61/2018/NĐ-CP")
        return found.number


class ListFile:
    """The list of an office, read again when its file changes.

    A change that can not be read is logged and the list before it stays in use, so that a slip
    of the pen does not stop the answers of a running office.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._seen = self._stamp()
        self._list = read_validity_list(home)

    def current(self) -> ValidityList:
        """The list as it is now; a look at the file's time costs some microseconds."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            try:
                self._list = read_validity_list(self._home)
            except ValidityListError as error:
                logger.warning("%s", error)
        return self._list

    def _stamp(self) -> int | None:
        path = self._home / FILE_NAME
        try:
            return path.stat().st_mtime_ns
        except OSError:
            return None
