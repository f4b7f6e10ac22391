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
_EXCEPT = re.compile(r"\((?:trừ|không bao gồm|ngoại trừ)[^()]*\)", re.IGNORECASE)
_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?![\d])")
# Words that join; whatever accents they lost, they tell no two names apart.
_EMPTY = frozenset(fold("là của và với cho các những tại từ trong về theo để hoặc khi ở").split())
# Words of asking. Without accents they look like words of names ("cần" and "căn", "làm" and
# "lâm"): they count for the names that hold them, and are missed in no other. Words that turn a
# name into another one's ("thu hồi", "bị mất", "gia hạn") must not be among them.
_OPTIONAL = frozenset(
    fold(
        "gì nào thế bao nhiêu ai lúc có được phải do thì này không sẽ như vậy sao ạ tôi giúp nhé"
        " xin biết muốn cần làm việc ra nếu thuộc đi xong kết quả hồ sơ gồm giấy tờ thành phần mang"
        " chuẩn nộp tiền phí lệ mức thực hiện giải quyết xử lý cơ quan thẩm quyền điều kiện ngày"
    ).split()
)
_LEVELS = (
    ("xa", r"cap (?:xa|phuong)|(?:o|tai) (?:xa|phuong)"),
    ("tinh", r"cap (?:tinh|so|thanh pho)|(?:o|tai) (?:tinh|so)"),
    ("bo", r"cap (?:bo|trung uong)|(?:o|tai) (?:bo|trung uong)"),
)
_LEVEL_SAID = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _LEVELS)
_LEVEL_WORDS = {"xa": r"\bxa\b|phuong", "tinh": r"\btinh\b", "bo": r"\bbo\b|trung uong"}

COVERED = 0.80  # of the question's weight that the name of a chosen procedure holds
NAMED = 0.45  # of the name's weight that the question holds
APART = 0.05  # of fit, between the chosen one and the next
WHOLE = 0.999  # a share that is all of it
HOLDS_MORE = 0.03  # of the question's weight: a name that holds so much more is not passed over
LIKELY = 0.62  # covered this far, procedures are shown as candidates
_SHOWN = 6
_SHOWN_NAMED = 0.25  # of a candidate's name that the question holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a procedure's name fits a question."""

    procedure: ListedProcedure
    fit: float
    covered: float
    named: float
    paired: float


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
        names = [_tokens(_EXCEPT.sub(" ", procedure.name)) for procedure in self._listed]
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
        level = next((name for name, said in _LEVEL_SAID if said.search(whole)), None)
        fits = self._fits(_asked(rest))
        sure = _sure(fits)
        if sure is None and level:
            plain = dict(_LEVEL_SAID)[level].sub(" ", rest)
            fits = self._fits(_asked(plain))
            fits = [fit for fit in fits if _is_of_level(fit.procedure, level)] or fits
            sure = _sure(fits)
        if sure is not None and (level is None or _may_be_of_level(sure, level)):
            return Named(chosen=sure, candidates=())
        # A name of a hundred words holds most questions: it is no candidate for that.
        likely = [fit for fit in fits if fit.named >= _SHOWN_NAMED]
        return Named(chosen=None, candidates=tuple(fit.procedure for fit in likely[:_SHOWN]))

    def _fits(self, asked: list[str]) -> list[Fit]:
        if not asked:
            return []
        weights = {token: self._weights.get(token, self._unknown) for token in asked}
        needed = sum(weight for token, weight in weights.items() if token not in _OPTIONAL)
        held: dict[int, float] = {}
        more: dict[int, float] = {}  # of the optional words
        for token, weight in weights.items():
            sums = more if token in _OPTIONAL else held
            for place in self._holders.get(token, ()):
                sums[place] = sums.get(place, 0.0) + weight
        wanted = frozenset(pairwise(asked))
        fits = []
        for place, share in held.items():
            extra = more.get(place, 0.0)
            covered = (share + extra) / (needed + extra)
            if covered >= LIKELY:
                fits.append(self._fit(place, covered, weights.keys(), wanted))
        return sorted(fits, key=lambda fit: (-fit.fit, fit.procedure.code))

    def _fit(
        self, place: int, covered: float, asked: Iterable[str], pairs: frozenset[tuple[str, str]]
    ) -> Fit:
        core = self._core[place]
        weight = sum(self._weights[token] for token in core)
        named = sum(self._weights[token] for token in core.intersection(asked)) / (weight or 1.0)
        real = {pair for pair in pairs if not _OPTIONAL.issuperset(pair)}
        paired = len(real & self._pairs[place]) / len(real) if real else 1.0
        return Fit(
            procedure=self._listed[place],
            fit=0.5 * covered + 0.35 * named + 0.15 * paired,
            covered=covered,
            named=named,
            paired=paired,
        )


def _sure(fits: list[Fit]) -> ListedProcedure | None:
    """The best, when it is meant and no other can be; else None."""
    return fits[0].procedure if fits and _is_sure(fits) else None


def _is_sure(fits: list[Fit]) -> bool:
    best, others = fits[0], fits[1:]
    if _is_exact(best):
        return not any(_is_exact(other) for other in others)
    if best.covered < COVERED or best.named < NAMED:
        return False
    if any(other.covered > best.covered + HOLDS_MORE for other in others):
        return False
    if best.named < _NEARLY_WHOLE:  # several longer names that hold the question alike
        rivals = [other for other in others if other.covered > best.covered - HOLDS_MORE]
        return not rivals
    return not any(other.fit > best.fit - APART for other in others)


_NEARLY_WHOLE = 0.9


def _is_exact(fit: Fit) -> bool:
    return fit.named >= WHOLE and fit.covered >= WHOLE and fit.paired >= _IN_ORDER


_IN_ORDER = 0.9  # of the question's pairs of words that the name holds


def _asked(rest: str) -> list[str]:
    """The tokens of a question that names are held against."""
    plain = _THE_WORD.sub(" ", _POLITE.sub(" ", rest, count=1))
    return [token for token in plain.split() if token not in _EMPTY]


_POLITE = re.compile(r"^\s*(?:(?:cho|xin) (?:em |toi |minh )?hoi|hoi)\s+(?!vien|dong|nong)")
_THE_WORD = re.compile(r"\bthu tuc(?: hanh chinh)?\b")


def _tokens(name: str) -> list[str]:
    said = _THE_WORD.sub(" ", " ".join(map(fold, syllables(name))))
    return [token for token in said.split() if token not in _EMPTY]


def _may_be_of_level(procedure: ListedProcedure, level: str) -> bool:
    """Whether the level that a question names stands in the name, or is the procedure's."""
    in_name = dict(_LEVEL_SAID)[level].search(fold(normalize(procedure.name)))
    return in_name is not None or _is_of_level(procedure, level)


def _is_of_level(procedure: ListedProcedure, level: str) -> bool:
    """Whether a procedure is carried out at a level; its name says more than its level field."""
    words = re.compile(_LEVEL_WORDS[level])
    bracketed = " ".join(_BRACKETS.findall(procedure.name))
    said = fold(normalize(bracketed))
    if re.search("cap", said):
        return words.search(said) is not None
    return words.search(fold(normalize(procedure.level))) is not None
