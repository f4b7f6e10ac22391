"""What an office sets for its cases in one JSON file: letterhead, hours, what counts as near."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

from cases.errors import CasesError
from cases.letters import Office
from cases.office_hours import OfficeHours
from cases.statuses import Nearness
from corpus.text import nfc

_LONGEST_NEARNESS = 60


class OfficeFileError(CasesError):
    """The office's file has an entry that can not be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFile:
    """The office's own settings for cases; each has a usual value.

    `hours_by_unit` holds the units whose hours differ from `hours`. `letter_symbol` stands behind
    the number of a letter: "05/XL-TTPVHCC".
    """

    office: Office = field(
        default_factory=lambda: Office(name="", parent="", place="", signer_title="", signer="")
    )
    letter_symbol: str = ""
    near: Nearness = field(default_factory=Nearness)
    hours: OfficeHours = field(default_factory=OfficeHours)
    hours_by_unit: Mapping[str, OfficeHours] = field(default_factory=dict)

    def hours_of(self, unit: str) -> OfficeHours:
        """The hours of a unit."""
        return self.hours_by_unit.get(unit, self.hours)

    def letter_number(self, number: int | None) -> str:
        """Such as "05/XL-TTPVHCC", a zero below ten (NĐ 30/2020); None: "", to be filled in."""
        if number is None:
            return ""
        return f"{number:02d}/{self.letter_symbol}" if self.letter_symbol else f"{number:02d}"


_EXPECTED = (
    "cần một đối tượng JSON có thể gồm «name», «parent», «place», «signer_title», «signer», "
    "«letter_symbol» (chữ); «near_days» (số ngày làm việc) và «near_days_by_field»; «hours» dạng "
    "{«shifts»: [[«07:00», «11:30»], [«13:30», «17:00»]], «cut_off»: «17:00»} và «hours_by_unit»"
)


def read_office_file(path: Path) -> OfficeFile:
    """The office's settings; all usual when there is no file.

    Raises:
        OfficeFileError: an entry is not of its form.
    """
    if not path.exists():
        return OfficeFile()
    try:
        return _of_entries(json.loads(path.read_text(encoding="utf-8-sig")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OfficeFileError(f"{path.name}: {error}; {_EXPECTED}.") from error


def change_office_file(path: Path, changes: Mapping[str, str | int]) -> tuple[str, ...]:
    """Put entries into the office's file, leaving the others as they are; which were changed.

    The file is read as it will be before it takes the place of the one that is there.

    Raises:
        OfficeFileError: the file that is there, or an entry, is not of its form.
    """
    read_office_file(path)
    entries = json.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}
    changed = tuple(
        name for name, value in changes.items() if entries.get(name, _USUAL.get(name, "")) != value
    )
    if not changed:
        return ()
    entries.update({name: changes[name] for name in changed})
    beside = path.with_name(f"{path.name}.moi")
    beside.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    try:
        read_office_file(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return changed


_USUAL: Mapping[str, str | int] = {"near_days": Nearness().usual}


def _of_entries(entries: Any) -> OfficeFile:  # noqa: ANN401 -- a JSON value
    texts = {name: nfc(str(entries.get(name, ""))) for name in Office.__slots__}
    by_field = entries.get("near_days_by_field", {})
    usual = _hours(entries["hours"]) if "hours" in entries else OfficeHours()
    return OfficeFile(
        office=Office(**texts),
        letter_symbol=nfc(str(entries.get("letter_symbol", ""))),
        near=Nearness(
            usual=_near(entries.get("near_days", Nearness().usual)),
            by_field={nfc(name): _near(days) for name, days in by_field.items()},
        ),
        hours=usual,
        hours_by_unit={
            nfc(unit): _hours(hours) for unit, hours in entries.get("hours_by_unit", {}).items()
        },
    )


def _near(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= _LONGEST_NEARNESS:
        raise ValueError(f"«{value}» không phải số ngày từ 0 đến {_LONGEST_NEARNESS}")
    return value


def _hours(entry: Mapping[str, Any]) -> OfficeHours:
    shifts = tuple((_time(opens), _time(closes)) for opens, closes in entry["shifts"])
    ends = [moment for shift in shifts for moment in shift]
    if not shifts or ends != sorted(set(ends)):
        raise ValueError("các buổi làm việc phải nối tiếp nhau trong ngày")
    cut_off = entry.get("cut_off")
    return OfficeHours(shifts=shifts, cut_off=None if cut_off is None else _time(cut_off))


def _time(written: str) -> time:
    if not re.fullmatch(r"\d\d:\d\d", written):
        raise ValueError(f"«{written}» không phải giờ dạng 07:30")
    return time.fromisoformat(written)
