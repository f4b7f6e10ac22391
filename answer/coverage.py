"""How much of a question a passage speaks of, weighed by how rare each word is."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.text import fold
from index.analyzer import pairs, several_meanings, syllables

# Words that ask or join and say nothing of the matter, without accents.
_EMPTY = frozenset(
    "la gi nao the may bao nhieu ai khi luc o tai cua va voi cho cac nhung co duoc phai bi do thi ma"
    " nay kia do tren duoi trong ngoai tu den ve theo ra vao hay hoac khong chua da dang se cung moi"
    " mot hai nhu vay sao a ạ em anh chi minh toi giup gium dum nhe nhi u z vay roi con nua hien"
    " hien nay xin hoi cho biet muon hoi thong tin can duoc quy dinh noi dung viec lam gom ngay thang"
    " nam gio tgian thoi gian han".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words of a question that matter, folded, with a weight each; and their pairs."""

    single: dict[str, float]
    paired: dict[str, float]
    unknown: float  # share of the single words' weight that no passage has at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Shares 0..1 of a question's weight that a text holds."""

    single: float
    paired: float
    rarest: float  # of the three rarest words


def terms_of(question: str, frequency: Callable[[str], int], passages: int) -> Terms:
    """The weighed terms of a question.

    Args:
        question: as it is searched for, with accents.
        frequency: in how many passages a token or pair without accents is.
        passages: how many passages there are.
    """
    tokens = [fold(token) for token in syllables(question)]
    unclear = {fold(short) for short in several_meanings()}  # what they mean is not sure
    single = [token for token in tokens if token not in _EMPTY and token not in unclear]
    paired = [
        pair
        for pair, first, second in zip(pairs(tokens), tokens, tokens[1:], strict=False)
        if first not in _EMPTY and second not in _EMPTY
    ]
    counts = {token: frequency(token) for token in single}
    weights = {token: _weight(count, passages) for token, count in counts.items()}
    nowhere = sum(weights[token] for token, count in counts.items() if count == 0)
    return Terms(
        single=weights,
        paired={pair: _weight(frequency(pair), passages) for pair in paired},
        unknown=nowhere / (sum(weights.values()) or 1.0),
    )


def _weight(frequency: int, passages: int) -> float:
    return math.log((passages + 1) / (frequency + 0.5))


def coverage(terms: Terms, text: str) -> Coverage:
    """What of the terms a text holds; all 1 for a question without any term."""
    tokens = [fold(token) for token in syllables(text)]
    held, held_pairs = set(tokens), set(pairs(tokens))
    rarest = sorted(terms.single, key=lambda term: -terms.single[term])[:3]
    return Coverage(
        single=_share(terms.single, terms.single, held),
        paired=_share(terms.paired, terms.paired, held_pairs),
        rarest=_share(terms.single, rarest, held),
    )


def _share(weights: dict[str, float], wanted: Iterable[str], held: set[str]) -> float:
    total = present = 0.0
    for term in wanted:
        weight = max(weights[term], 0.05)
        total += weight
        present += weight if term in held else 0.0
    return present / total if total else 1.0
