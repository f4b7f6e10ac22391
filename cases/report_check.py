"""Sums and rates of a report that do not add up: each is said with its numbers, none is mended.

Reports are typed by hand, and their numbers disagree: a total that is not the sum of its parts, a
share of another whole. Whoever reads such a number must know it, and nobody but the office that
wrote the report can say which one is right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

# What a report's figures are called; the names under which `check_figures` takes them.
RECEIVED = "tổng số tiếp nhận"
NEW = "mới tiếp nhận trong kỳ"
CARRIED = "kỳ trước chuyển qua"
ONLINE = "trực tuyến"
DIRECT = "trực tiếp và bưu chính"
FINISHED = "đã giải quyết"
EARLY = "giải quyết trước hạn"
ON_TIME = "giải quyết đúng hạn"
LATE = "giải quyết trễ hạn"
OPEN = "đang giải quyết"
WITHIN = "đang giải quyết, trong hạn"
OVERDUE = "đang giải quyết, quá hạn"

FIGURES = (
    RECEIVED, NEW, CARRIED, ONLINE, DIRECT, FINISHED, EARLY, ON_TIME, LATE, OPEN, WITHIN, OVERDUE,
)  # fmt: skip
# Biểu II.06: 3 = 4 + 5 + 6, 7 = 8 + 9 + 10, 11 = 12 + 13, and what came in is finished or open.
_IDENTITIES = (
    (RECEIVED, (NEW, CARRIED)),
    (NEW, (ONLINE, DIRECT)),
    (FINISHED, (EARLY, ON_TIME, LATE)),
    (OPEN, (WITHIN, OVERDUE)),
    (RECEIVED, (FINISHED, OPEN)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """An identity that does not hold; `str` says it in a sentence."""

    place: str  # of the report: "Cấp huyện"
    whole_name: str
    whole: int
    part_names: tuple[str, ...]
    parts: tuple[int, ...]
    equals: tuple[str, ...] = ()  # other figures of the place that the sum is equal to

    @property
    def sum(self) -> int:
        """What the parts add up to."""
        return sum(self.parts)

    def __str__(self) -> str:
        parts = " + ".join(map(_count, self.parts))
        also = f"; tổng này lại bằng «{'», «'.join(self.equals)}»" if self.equals else ""
        return (
            f"{self.place}: «{self.whole_name}» ghi {_count(self.whole)}, nhưng "
            f"«{'» + «'.join(self.part_names)}» là {parts} = {_count(self.sum)}, "
            f"lệch {_count(abs(self.whole - self.sum))}{also}."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RateMismatch:
    """A percentage that is not the share that it is said to be; `str` says it in a sentence."""

    place: str
    name: str
    part: int
    whole: int
    percent: str  # as the report writes it: "92,52"

    def __str__(self) -> str:
        found = _shares(self.part, self.whole, max(_decimals(self.percent), 2))[0]
        return (
            f"{self.place}: «{self.name}» ghi {self.percent}%, nhưng {_count(self.part)}/"
            f"{_count(self.whole)} là {str(found).replace('.', ',')}%."
        )


def check_figures(place: str, figures: Mapping[str, int]) -> tuple[Mismatch, ...]:
    """The identities of the II.06 table that a report's figures break.

    Args:
        place: whose figures they are, for the sentence.
        figures: by the names of FIGURES. An identity of which a figure is not given is not
            checked.
    """
    found = []
    for whole, parts in _IDENTITIES:
        if any(name not in figures for name in (whole, *parts)):
            continue
        mismatch = check_sum(
            place, (whole, figures[whole]), [(name, figures[name]) for name in parts]
        )
        if mismatch is not None:
            equals = tuple(
                name
                for name, value in figures.items()
                if value == mismatch.sum and name not in (whole, *parts)
            )
            found.append(_with_equals(mismatch, equals))
    return tuple(found)


def check_sum(
    place: str, whole: tuple[str, int], parts: Iterable[tuple[str, int]]
) -> Mismatch | None:
    """What is wrong with a total and its parts, each a name and a number; None: nothing."""
    named = tuple(parts)
    found = Mismatch(
        place=place,
        whole_name=whole[0],
        whole=whole[1],
        part_names=tuple(name for name, _ in named),
        parts=tuple(value for _, value in named),
    )
    return None if found.sum == found.whole else found


def check_rate(place: str, name: str, part: int, whole: int, percent: str) -> RateMismatch | None:
    """What is wrong with a percentage; None: it is the share, rounded or cut at its decimals."""
    written = Decimal(percent.replace(",", "."))
    if whole and written in _shares(part, whole, _decimals(percent)):
        return None
    return RateMismatch(place=place, name=name, part=part, whole=whole, percent=percent)


def _with_equals(mismatch: Mismatch, equals: tuple[str, ...]) -> Mismatch:
    return Mismatch(
        place=mismatch.place,
        whole_name=mismatch.whole_name,
        whole=mismatch.whole,
        part_names=mismatch.part_names,
        parts=mismatch.parts,
        equals=equals,
    )


def _shares(part: int, whole: int, decimals: int) -> tuple[Decimal, ...]:
    """The share in percent, rounded and cut."""
    if not whole:
        return (Decimal(0),)
    share = Decimal(100 * part) / Decimal(whole)
    step = Decimal(1).scaleb(-decimals)
    return (share.quantize(step, ROUND_HALF_UP), share.quantize(step, ROUND_DOWN))


def _decimals(percent: str) -> int:
    return len(percent.replace(",", ".").partition(".")[2])


def _count(value: int) -> str:
    return f"{value:,}".replace(",", ".")
