"""Accents put back into a question typed without them: "han bao cao" becomes "hạn báo cáo".

A Viterbi walk over the model's own vocabulary: how frequent a syllable is, and how frequent a
pair of neighbours. Syllables that the vocabulary does not know stay as they were typed.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, cached_property, partial
from typing import Protocol

from corpus.text import fold, normalize
from index.analyzer import syllables

_PAIR_SHARE = 0.9  # of a step's weight; the rest is how frequent the syllable is by itself
_LONGEST_WORD = 5  # syllables
# How people ask; papers and laws hold few questions.
_ASKING = {
    fold(phrase): phrase
    for phrase in (
        *("bao_giờ", "bao_lâu", "bao_nhiêu", "khi_nào", "lúc_nào", "thế_nào", "như_thế_nào"),
        *("ở_đâu", "là_gì", "làm_gì", "là_ai", "ai_làm", "ai_ký", "mấy_ngày", "ngày_nào"),
        *("ngày_mấy", "tháng_nào", "đơn_vị_nào", "phòng_nào", "cơ_quan_nào", "số_mấy"),
        *("quyết_định_nào", "văn_bản_nào", "hạn_đến", "hạn_nộp", "hạn_báo_cáo", "hạn_chót"),
        "gồm_những_gì",
    )
}
_LIBRARY = 20  # what a passage of the library counts, against 1 for a text of the law
_CANDIDATES = 12  # spellings tried for one syllable, the most frequent first


class AccentRestorer:
    """Puts accents back, by the frequencies of a vocabulary of syllables and pairs."""

    def __init__(self, load_counts: Callable[[], Mapping[str, int]]) -> None:
        """`load_counts` gives token to frequency, the most frequent first; called when needed."""
        self._load_counts = load_counts

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return self._load_counts()

    @cached_property
    def _total(self) -> int:
        """What the counts of single syllables are shares of."""
        return 1 + sum(count for token, count in self._counts.items() if "_" not in token)

    @cached_property
    def _spellings(self) -> Mapping[str, list[str]]:
        """Each bare syllable with the ways to write it, the most frequent first."""
        spellings: dict[str, list[str]] = defaultdict(list)
        for token in self._counts:
            if "_" not in token and token[0].isalpha():
                spellings[fold(token)].append(token)
        return {bare: found[:_CANDIDATES] for bare, found in spellings.items()}

    def restore(self, question: str, library: "Spellings | None" = None) -> str:
        """The question's tokens with accents; the question itself when it has any accent.

        Args:
            question: as it was typed.
            library: how the office's own papers are written. Its words stand before all
                frequencies (the names of its own wards are in no other text), and its
                syllables and pairs count more than those of the law.
        """
        if not is_bare(question):
            return question
        tokens = syllables(question)
        known = _known_words(tokens, library.word if library else _no_word)
        count = cache(partial(self._count, library.frequency if library else _no_count))
        best: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
        for place, token in enumerate(tokens):
            spellings = [known[place]] if place in known else self._spellings.get(token, [token])
            best = {
                spelled: max(
                    (score + self._step(previous, spelled, count), (*path, spelled))
                    for previous, (score, path) in best.items()
                )
                for spelled in spellings
            }
        return " ".join(max(best.values())[1]) if tokens else question

    def _count(self, of_library: Callable[[str], int], token: str) -> int:
        """How often a syllable or pair is met, the library's own papers weighed up."""
        return self._counts.get(token, 0) + _LIBRARY * of_library(token)

    def _step(self, previous: str, spelling: str, count: Callable[[str], int]) -> float:
        """The log weight of a spelling after the one before it: pair and single, interpolated."""
        before = count(previous) if previous else 0
        pair = min(1.0, count(f"{previous}_{spelling}") / before) if before else 0.0
        single = (count(spelling) + 1) / self._total
        return math.log(_PAIR_SHARE * pair + (1 - _PAIR_SHARE) * single)


class Spellings(Protocol):
    """How the papers of a library are written."""

    def word(self, bare_word: str) -> str | None:
        """A word of several syllables, given without accents and joined by "_"; None if none."""
        ...

    def frequency(self, token: str) -> int:
        """In how many passages a syllable, or a pair joined by "_", stands with these accents."""
        ...


def _no_word(_: str) -> None:
    return None


def _no_count(_: str) -> int:
    return 0


def _known_words(tokens: list[str], spelling: Callable[[str], str | None]) -> dict[int, str]:
    """The spelling of each place that lies in a known word, longer words first."""
    known: dict[int, str] = {}
    for length in range(_LONGEST_WORD, 1, -1):
        for first in range(len(tokens) - length + 1):
            places = range(first, first + length)
            if any(place in known for place in places):
                continue
            word = "_".join(tokens[first : first + length])
            spelled = _ASKING.get(word) or spelling(word)
            if spelled is not None:
                known.update(zip(places, spelled.split("_"), strict=True))
    return known


def is_bare(question: str) -> bool:
    """Whether a text of some length has no accent at all, as people type on a phone."""
    plain = normalize(question)
    return plain == fold(plain) and any(letter.isalpha() for letter in plain)
