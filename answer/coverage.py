"""How much of a question a passage speaks of, weighed by how rare each word is."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from corpus.text import fold, normalize
from index.analyzer import pairs, several_meanings, syllables

# Words that ask or join and say nothing of the matter. With accents, since without them they look
# like words that do: "mã" and "mà", "thẻ" and "thế", "chỉ tiêu" and "chị", "đăng ký" and "đang".
# "hạn" is not among them: "gia hạn", "trễ hạn" and "thời hạn" are what many questions are about.
_EMPTY = frozenset(
    normalize(
        "là gì nào thế mấy bao nhiêu ai khi lúc ở tại của và với cho các những có được phải bị do"
        " thì mà này kia đó trên dưới trong ngoài từ đến về theo ra vào hay hoặc không chưa đã đang"
        " sẽ cũng mới một hai như vậy sao ạ em anh chị mình tôi giúp giùm dùm nhé nhỉ u z vầy rồi"
        " còn nữa hiện nay xin hỏi biết muốn thông tin cần quy định nội dung việc làm gồm ngày"
        " tháng năm giờ tgian thời gian"
    ).split()
)
_FEW = 3  # words of a matter; a question with more is told by them
_EMPTY_BARE = frozenset(fold(word) for word in _EMPTY)


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


def terms_of(
    question: str,
    frequency: Callable[[str], int],
    passages: int,
    *,
    is_restored: bool = True,
    asking: frozenset[str] = frozenset(),
) -> Terms:
    """The weighed terms of a question.

    Args:
        question: as it is searched for, with accents.
        frequency: in how many passages a token or pair without accents is.
        passages: how many passages there are.
        is_restored: whether its accents were put back for it, and so are not sure; words that
            only look like empty ones then count as empty too.
        asking: tokens without accents that only say what is asked, or where: no passage need
            hold them.
    """
    written = syllables(question)
    tokens = [_bare(token) for token in written]
    empty = {
        bare
        for token, bare in zip(written, tokens, strict=True)
        if (bare in _EMPTY_BARE if is_restored else token in _EMPTY)
    } | asking
    unclear = {fold(short) for short in several_meanings()}  # what they mean is not sure
    single = [token for token in tokens if token not in empty and token not in unclear]
    paired = [
        pair
        for pair, first, second in zip(pairs(tokens), tokens, tokens[1:], strict=False)
        if first not in empty and second not in empty
    ]
    if not paired and len(single) < _FEW:
        # "thời tiết": where one word is left, the words beside it tell what it is about.
        paired = [
            pair
            for pair, first, second in zip(pairs(tokens), tokens, tokens[1:], strict=False)
            if first in single or second in single
        ]
    counts = {token: frequency(token) for token in single}
    weights = {token: _weight(count, passages) for token, count in counts.items()}
    nowhere = sum(weights[token] for token, count in counts.items() if count == 0)
    return Terms(
        single=weights,
        paired={pair: _weight(frequency(pair), passages) for pair in paired},
        unknown=nowhere / (sum(weights.values()) or 1.0),
    )


@lru_cache(maxsize=1 << 16)  # papers have far fewer different tokens than tokens
def _bare(token: str) -> str:
    return fold(token)


def _weight(frequency: int, passages: int) -> float:
    return math.log((passages + 1) / (frequency + 0.5))


@lru_cache(maxsize=1 << 13)  # the same passages and headings are weighed for many questions
def _held(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The tokens of a text and their pairs, without accents."""
    tokens = [_bare(token) for token in syllables(text)]
    return frozenset(tokens), frozenset(pairs(tokens))


def coverage(terms: Terms, *texts: str) -> Coverage:
    """What of the terms some texts hold together; all 1 for a question without any term."""
    of_texts = [_held(text) for text in texts]
    held = frozenset[str]().union(*(tokens for tokens, _ in of_texts))
    held_pairs = frozenset[str]().union(*(joined for _, joined in of_texts))
    rarest = sorted(terms.single, key=lambda term: -terms.single[term])[:3]
    return Coverage(
        single=_share(terms.single, terms.single, held),
        paired=_share(terms.paired, terms.paired, held_pairs),
        rarest=_share(terms.single, rarest, held),
    )


def _share(weights: dict[str, float], wanted: Iterable[str], held: frozenset[str]) -> float:
    total = present = 0.0
    for term in wanted:
        weight = max(weights[term], 0.05)
        total += weight
        present += weight if term in held else 0.0
    return present / total if total else 1.0
