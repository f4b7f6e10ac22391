"""Which procedure a question names, in people's words, with or without accents.

Names of procedures differ by a word or by a bracket ("cấp xã", "cấp tỉnh"). What decides is how
much of the question a name holds, how much of the name the question holds, and how far the
best is before the next; where two are near each other, both are candidates and none is chosen.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from corpus.procedures import ListedProcedure
from corpus.text import fold, normalize
from index.analyzer import syllables

_BRACKETS = re.compile(r"\([^()]*\)")
_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?![\d])")
# Words that ask or join. In a name they weigh nothing either.
_EMPTY = frozenset(
    fold(
        "là gì nào thế mấy bao nhiêu ai khi lúc ở tại của và với cho các những có được phải bị do thì"
        " mà này trong từ đến về theo hay hoặc không sẽ như vậy sao ạ em anh chị tôi giúp mình nhé xin"
        " hỏi biết muốn cần thủ tục hành chính làm để đối việc một số khi ra sao nếu người dân vậy ơi"
        " cái mất hết thuộc vào bằng"
    ).split()
)
_LEVELS = (
    ("xa", r"cap (?:xa|phuong)|(?:o|tai) (?:xa|phuong)"),
    ("tinh", r"cap (?:tinh|so|thanh pho)|(?:o|tai) (?:tinh|so)"),
    ("bo", r"cap (?:bo|trung uong)|(?:o|tai) (?:bo|trung uong)"),
)
_LEVEL_WORDS = {"xa": r"\bxa\b|phuong", "tinh": r"\btinh\b", "bo": r"\bbo\b|trung uong"}

COVERED = 0.80  # of the question's weight that the name of a chosen procedure holds
NAMED = 0.45  # of the name's weight that the question holds
APART = 0.05  # of fit, between the chosen one and the next
LIKELY = 0.62  # covered this far, procedures are shown as candidates
_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a procedure's name fits a question."""

    procedure: ListedProcedure
    fit: float
    covered: float
    named: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The procedure that a question names; or candidates, best first, when none is sure."""

    chosen: ListedProcedure | None
    candidates: tuple[ListedProcedure, ...]


class ProcedureNames:
    """The names of a library's procedures, weighed. About 0.2 s to make for three thousand."""

    def __init__(self, listed: Iterable[ListedProcedure]) -> None:
        self._listed = tuple(listed)
        self._codes = {procedure.code: procedure for procedure in self._listed}
        names = [_tokens(procedure.name) for procedure in self._listed]
        self._all = [frozenset(name) for name in names]
        self._pairs = [frozenset(pairwise(name)) for name in names]
        self._core = [
            frozenset(_tokens(_BRACKETS.sub(" ", procedure.name))) or whole
            for procedure, whole in zip(self._listed, self._all, strict=True)
        ]
        counts = Counter(token for name in self._all for token in name)
        self._unknown = math.log(len(names) + 1.0) if names else 1.0
        self._weights = {
            token: math.log((len(names) + 1.0) / (count + 0.5)) + 0.1
            for token, count in counts.items()
        }
        self._holders: dict[str, list[int]] = {}
        for place, name in enumerate(self._all):
            for token in name:
                self._holders.setdefault(token, []).append(place)

    def __len__(self) -> int:
        return len(self._listed)

    def by_code(self, text: str) -> ListedProcedure | None:
        """The procedure whose code stands in a text; None when none does."""
        found = _CODE.search(text)
        return self._codes.get(found[0]) if found else None

    def named(self, rest: str, whole: str) -> Named:
        """The procedure that a question names.

        Args:
            rest: the question without accents and without what it asks.
            whole: the question without accents.
        """
        level = next((name for name, words in _LEVELS if re.search(rf"\b(?:{words})\b", whole)), None)
        if level:
            rest = re.sub(rf"\b(?:{dict(_LEVELS)[level]})\b", " ", rest)
        fits = self._fits([t for t in rest.split() if t not in _EMPTY])
        if level:
            fits = [fit for fit in fits if _is_of_level(fit.procedure, level)] or fits
        if not fits or fits[0].covered < LIKELY:
            return Named(chosen=None, candidates=())
        best = fits[0]
        is_sure = best.covered >= COVERED and best.named >= NAMED
        near = [fit for fit in fits if fit.fit > best.fit - APART]
        if is_sure and len(near) == 1:
            return Named(chosen=best.procedure, candidates=())
        shown = [fit.procedure for fit in fits if fit.covered >= LIKELY][:_SHOWN]
        return Named(chosen=None, candidates=tuple(shown))

    def _fits(self, asked: list[str]) -> list[Fit]:
        if not asked:
            return []
        weights = {token: self._weights.get(token, self._unknown) for token in asked}
        held: Counter[int] = Counter()
        for token, weight in weights.items():
            for place in self._holders.get(token, ()):
                held[place] += weight  # type: ignore[assignment]
        total = sum(weights.values())
        wanted = frozenset(pairwise(asked))
        fits = [
            self._fit(place, share / total, weights.keys(), wanted)
            for place, share in held.items()
            if share / total >= LIKELY
        ]
        return sorted(fits, key=lambda fit: (-fit.fit, fit.procedure.code))

    def _fit(
        self, place: int, covered: float, asked: Iterable[str], pairs: frozenset[tuple[str, str]]
    ) -> Fit:
        core = self._core[place]
        weight = sum(self._weights[token] for token in core)
        named = sum(self._weights[token] for token in core.intersection(asked)) / (weight or 1.0)
        paired = len(pairs & self._pairs[place]) / len(pairs) if pairs else 1.0
        return Fit(
            procedure=self._listed[place],
            fit=0.5 * covered + 0.35 * named + 0.15 * paired,
            covered=covered,
            named=named,
        )


def _tokens(name: str) -> list[str]:
    return [token for token in map(fold, syllables(name)) if token not in _EMPTY]


def _is_of_level(procedure: ListedProcedure, level: str) -> bool:
    """Whether a procedure is carried out at a level; its name says more than its level field."""
    words = re.compile(_LEVEL_WORDS[level])
    bracketed = " ".join(_BRACKETS.findall(procedure.name))
    said = fold(normalize(bracketed))
    if re.search("cap", said):
        return words.search(said) is not None
    return words.search(fold(normalize(procedure.level))) is not None
