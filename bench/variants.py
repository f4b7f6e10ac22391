"""The same questions as people type them: without accents, or with one slip of the keyboard."""

import random
import re

from corpus.text import fold, nfc

_WORD = re.compile(r"[^\W\d_]{3,}")
_KEYS = "abcdeghiklmnopqrstuvxy"


def without_accents(text: str) -> str:
    """The text as it is typed on a phone without a Vietnamese keyboard."""
    return fold(nfc(text))


def with_slip(text: str, chance: random.Random) -> str:
    """The text with one wrong key in one word of three letters and more; itself without any.

    A letter is left out, typed twice, swapped with the next, or another: one of the four,
    in a word and at a place taken at random.
    """
    words = list(_WORD.finditer(nfc(text)))
    if not words:
        return text
    word = chance.choice(words)
    letters = word[0]
    place = chance.randrange(len(letters))
    before, letter, after = letters[:place], letters[place], letters[place + 1 :]
    typed = chance.choice(
        (
            before + after,
            before + letter + letter + after,
            before + after[:1] + letter + after[1:],
            before + chance.choice(_KEYS) + after,
        )
    )
    return nfc(text)[: word.start()] + typed + nfc(text)[word.end() :]
