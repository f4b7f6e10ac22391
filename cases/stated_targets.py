"""What the office's papers state as targets of the rates, for whoever sets them.

A paper's percentage is often of one unit, one field, one quarter. So none is taken by itself: they
are listed with their words and places, and the office sets its own in targets.json.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.text import fold

# The words of a measure, without accents, for each rate; what must not stand beside them.
_WORDS = (
    ("thanh toán trực tuyến", r"thanh toan truc tuyen", r"$^"),
    ("số hóa kết quả", r"so hoa ket qua|ket qua .*so hoa|ket qua dien tu", r"thanh phan"),
    ("ký số kết quả", r"ket qua .*ky so|ky so ket qua", r"van ban"),
    ("nộp trực tuyến", r"nop truc tuyen|tiep nhan truc tuyen|ho so truc tuyen", r"thanh toan"),
    ("đúng hạn (trước hạn và đúng hạn)", r"dung han", r"$^"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedTarget:
    """A percentage that a paper sets: the words for what is counted, the words that set it."""

    measure: str
    text: str  # "đạt tối thiểu 75%"
    unit: str  # who leads there; "" where the paper names nobody
    source: str  # the paper and the place


def stated_by_rate(stated: Iterable[StatedTarget]) -> Mapping[str, tuple[StatedTarget, ...]]:
    """The targets of the papers by the name of the rate that their words name, in their order."""
    found: dict[str, tuple[StatedTarget, ...]] = {}
    for target in stated:
        rate = _rate_of(target.measure)
        if rate is not None:
            found[rate] = (*found.get(rate, ()), target)
    return found


def _rate_of(measure: str) -> str | None:
    plain = " ".join(fold(measure).lower().split())
    for rate, words, not_beside in _WORDS:
        if re.search(words, plain) and not re.search(not_beside, plain):
            return rate
    return None
