"""Where a text names an applicant of the register, with or without accents, glued or spelled."""

import re
from collections.abc import Callable, Iterator

from bot.plain_letters import plain_letters
from bot.private_words import Finding, Found
from corpus.text import fold, normalize

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 2  # one word alone is everyone's
_MOST = 7
_SPELLED = re.compile(r"(?<!\w)[^\W\d_](?:[ .\-_]{1,2}[^\W\d_]){5,}(?!\w)")


class NameIndex:
    """The names, found by their first two syllables."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self._by_start: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self._glued: set[str] = set()
        for name in names:
            words = tuple(word for word in _WORD.findall(normalize(name)))
            if _FEWEST <= len(words) <= _MOST:
                start = tuple(_plain(word) for word in words[:_FEWEST])
                self._by_start.setdefault(start, []).append(words)
                self._glued.add("".join(_plain(word) for word in words))

    def find(self, text: str) -> Iterator[Finding]:
        """The spans that name somebody of the register."""
        plain = plain_letters(text)
        words = list(_words(plain.text))
        folded = [_plain(word) for _, _, word in words]
        for place in range(len(words) - 1):
            for name in self._by_start.get(tuple(folded[place : place + _FEWEST]), ()):
                said = words[place : place + len(name)]
                if len(said) == len(name) and _is_said(said, name):
                    start, end = plain.span(said[0][0], said[-1][1])
                    yield Finding(found=Found.NAME, start=start, end=end)
        for match in _SPELLED.finditer(plain.text):
            letters = _plain(normalize(re.sub(r"[\W_]", "", match[0])))
            if any(name in letters for name in self._glued):
                start, end = plain.span(*match.span())
                yield Finding(found=Found.NAME, start=start, end=end)


class Names:
    """The applicants' names as the register has them now; indexed again when they change."""

    def __init__(self, read: Callable[[], frozenset[str]]) -> None:
        self._read = read
        self._index = NameIndex(frozenset())

    def find(self, text: str) -> tuple[Finding, ...]:
        """The spans that name somebody of the register."""
        names = self._read()
        if names is not self._index.names:  # comparing tens of thousands takes longer
            self._index = NameIndex(names)
        return tuple(self._index.find(text))


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and normal form of each word; "NguyễnLan" is two."""
    for match in _WORD.finditer(text):
        word, start = match[0], 0
        for place in range(1, len(word) + 1):
            is_end = place == len(word)
            if is_end or (word[place].isupper() and word[place - 1].islower()):
                yield match.start() + start, match.start() + place, normalize(word[start:place])
                start = place


def _is_said(said: list[tuple[int, int, str]], name: tuple[str, ...]) -> bool:
    """Each syllable is the name's own, or the name's without accents."""
    return all(word in (part, _plain(part)) for (_, _, word), part in zip(said, name, strict=True))


def _plain(word: str) -> str:
    return fold(word).lower()
