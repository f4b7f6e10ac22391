"""Word segmentation by underthesea; the one file that imports it.

Vietnamese writes a space between syllables, not between words. What is a word in an office's
own papers ("Tân Quy Đông", "một cửa liên thông") tells how to put accents into what people
type without them. In the index neighbouring pairs of syllables do better than words:
docs/decisions/0001-static-model.md.
"""

import re
from collections import Counter

from underthesea import word_tokenize

from corpus.text import normalize

_MOST = 2000  # words kept of one paper, the most frequent first
_WORD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,5}")  # two to six syllables, letters only


def compound_words(text: str) -> tuple[str, ...]:
    """The words of two and more syllables in a text, once each, the most frequent first.

    In the form in which texts are compared (`normalize`), syllables joined by "_":
    "tân_quy_đông". Ties are ordered by the word. About 40 ms for 1,000 syllables; the first
    call loads underthesea, about a second.
    """
    counts: Counter[str] = Counter()
    for line in text.splitlines():
        counts.update(word for word in word_tokenize(line) if " " in word)
    whole = Counter[str]()
    for word, count in counts.items():
        if _WORD.fullmatch(word):
            whole[normalize(word).replace(" ", "_")] += count
    ranked = sorted(whole.items(), key=lambda item: (-item[1], item[0]))
    return tuple(word for word, _ in ranked[:_MOST])
