"""Which syllables and pairs the static model knows: the most frequent of a corpus."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analyzer import syllables

_NO_CODES = np.zeros(0, dtype=np.int64)
_RARE = 4  # a syllable in fewer texts is a misprint or a name that teaches nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Tokens, the most frequent syllables first, then the pairs; and in how many texts each is."""

    tokens: tuple[str, ...]
    counts: NDArray[np.int64]  # shape (len(tokens),)

    @property
    def rows(self) -> dict[str, int]:
        """Token to its row."""
        return {token: row for row, token in enumerate(self.tokens)}


def build_vocabulary(texts: Iterable[str], size: int) -> Vocabulary:
    """The `size` tokens that are in most texts: all but the rare syllables, then pairs.

    Ties are ordered by the token, so two runs agree. About 40 s for 26 million syllables.
    """
    numbered: dict[str, int] = {}
    rows: list[NDArray[np.int64]] = []
    for text in texts:
        numbers = [numbered.setdefault(token, len(numbered)) for token in syllables(text)]
        rows.append(np.asarray(numbers, dtype=np.int64))
    names = list(numbered)
    frequency: Counter[int] = Counter()
    for row in rows:
        frequency.update(np.unique(row).tolist())
    kept = [(names[k], count) for k, count in frequency.items() if count >= _RARE]
    kept = sorted(kept, key=lambda item: (-item[1], item[0]))[:size]
    left = size - len(kept)
    kept += _frequent_pairs(rows, names, {name for name, _ in kept}, left)
    return Vocabulary(
        tokens=tuple(token for token, _ in kept),
        counts=np.asarray([count for _, count in kept], dtype=np.int64),
    )


def _frequent_pairs(
    rows: list[NDArray[np.int64]], names: list[str], known: set[str], size: int
) -> list[tuple[str, int]]:
    """The `size` neighbouring pairs of known syllables that are in most texts."""
    width = len(names)
    is_known = np.asarray([name in known for name in names], dtype=bool)
    of_texts = []
    for row in rows:
        first, second = row[:-1], row[1:]
        of_texts.append(np.unique((first * width + second)[is_known[first] & is_known[second]]))
    codes, counts = np.unique(np.concatenate([_NO_CODES, *of_texts]), return_counts=True)
    # Every pair as frequent as the last one kept, so that the token settles ties at the edge.
    edge = np.sort(counts)[-size] if 0 < size < len(counts) else 0
    chosen = np.nonzero(counts >= edge)[0]
    found = [
        (f"{names[int(codes[k]) // width]}_{names[int(codes[k]) % width]}", int(counts[k]))
        for k in chosen
    ]
    return sorted(found, key=lambda item: (-item[1], item[0]))[: max(size, 0)]
