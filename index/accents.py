"""Accents put back into a question typed without them: "han bao cao" becomes "hạn báo cáo".

A Viterbi walk over the model's own vocabulary: how frequent a syllable is, and how frequent a
pair of neighbours. Syllables that the vocabulary does not know stay as they were typed.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property

from corpus.text import fold, normalize
from index.analyzer import syllables

_UNSEEN_PAIR = 0.05  # of a count: what a pair weighs that no text has
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
    def _spellings(self) -> Mapping[str, list[str]]:
        """Each bare syllable with the ways to write it, the most frequent first."""
        spellings: dict[str, list[str]] = defaultdict(list)
        for token in self._counts:
            if "_" not in token and token[0].isalpha():
                spellings[fold(token)].append(token)
        return {bare: found[:_CANDIDATES] for bare, found in spellings.items()}

    def restore(self, question: str) -> str:
        """The question's tokens with accents; the question itself when it has any accent."""
        if not is_bare(question):
            return question
        tokens = syllables(question)
        best: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
        for token in tokens:
            best = {
                spelling: max(
                    (score + self._step(previous, spelling), (*path, spelling))
                    for previous, (score, path) in best.items()
                )
                for spelling in self._spellings.get(token, [token])
            }
        return " ".join(max(best.values())[1]) if tokens else question

    def _step(self, previous: str, spelling: str) -> float:
        """The log weight of a spelling after the one before it."""
        single = math.log(self._counts.get(spelling, 1))
        pair = self._counts.get(f"{previous}_{spelling}", 0)
        before = self._counts.get(previous, 1)
        return 0.3 * single + math.log((pair + _UNSEEN_PAIR) / (before + 1))


def is_bare(question: str) -> bool:
    """Whether a text of some length has no accent at all, as people type on a phone."""
    plain = normalize(question)
    return plain == fold(plain) and any(letter.isalpha() for letter in plain)
