"""The targets that the rates are held against, set by the office in one JSON file."""

import json
from collections.abc import Mapping
from pathlib import Path

from cases.errors import CasesError
from cases.figures import Figures, Rate, rates_of
from corpus.text import nfc

_PERCENT = 100


class TargetsError(CasesError):
    """The office's file of targets has an entry that can not be used."""


def read_targets(path: Path) -> Mapping[str, float]:
    """The targets in percent by the name of their rate; empty when there is no file.

    Raises:
        TargetsError: it is no object of numbers, or names a rate that there is not.
    """
    if not path.exists():
        return {}
    try:
        written = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise TargetsError(f"{path.name}: không đọc được JSON ({error}).") from error
    if not isinstance(written, dict):
        raise TargetsError(f"{path.name}: cần một đối tượng JSON dạng {{«tên chỉ số»: số %}}.")
    known = {rate.name for rate in rates_of(Figures())}
    targets: dict[str, float] = {}
    for name, value in written.items():
        if nfc(name) not in known:
            raise TargetsError(
                f"{path.name}: không có chỉ số «{name}»; các chỉ số là: "
                f"{'; '.join(f'«{each}»' for each in sorted(known))}."
            )
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0 <= value <= _PERCENT:
            raise TargetsError(
                f"{path.name}: chỉ tiêu của «{name}» là «{value}», cần một số từ 0 đến 100."
            )
        targets[nfc(name)] = float(value)
    return targets


def verdict(rate: Rate, targets: Mapping[str, float]) -> str | None:
    """Whether a rate reaches its target, in words; None without a target or with an empty rate."""
    target = targets.get(rate.name)
    if target is None or rate.whole == 0:
        return None
    # Not the rounded percentage: 94,996 % is below 95 %.
    return "đạt" if _PERCENT * rate.part >= target * rate.whole else "chưa đạt"
