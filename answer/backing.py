"""Whether a sentence is backed: it is a stretch of its quote with words struck out.

What was found sound, and what it can not catch: docs/decisions/0006-wording.md. A sentence takes
words of its source in their order. It may leave out words that turn nothing round and name nobody;
it may put in a few linking words where the source has a mark. So a figure, a name, a negation of
the sentence is one of the source, and no negation, condition, bound or unit of it is lost.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from answer.wording_source import TOKEN, Word, key_of

_MOST_LEFT_OUT = 12  # words between two that are taken
_FEWEST_TAKEN = 3
_MOST_SAID = 160  # words of a sentence
_MOST_WAYS = 200  # to read a sentence so far; "a a a a" in both would have no end of them
# Marks that a sentence may have; any other (of Markdown, of HTML) is a reason to refuse it.
_MARKS = re.compile(r"[\s.,;:()/%&+−–—“”\"'’-]*")
_OPENERS = ("theo trích dẫn", "cụ thể", "đồng thời", "ngoài ra", "trong đó", "việc")
_AT_COLON = ("là", "gồm", "bao gồm", "cụ thể là", "như sau")
_AT_MARK = ("và", "thì", "đồng thời", "trong đó")


@dataclass(frozen=True, slots=True)
class _Said:
    """A word of the sentence; `is_parted`: a mark stands before it."""

    key: str
    is_parted: bool


@dataclass(frozen=True, slots=True)
class _Path:
    """The words taken so far: the last one, and the way to it."""

    place: int  # in the source; -1 before the first
    is_run: bool  # the last two taken stand side by side
    before: "_Path | None" = None
    link: bool = False  # linking words were put in after it


def taken_words(sentence: str, source: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of the source that back a sentence; empty when it is not backed."""
    said = _said(sentence)
    if not _FEWEST_TAKEN <= len(said) <= _MOST_SAID:
        return ()
    places = _places(source)
    at: list[dict[tuple[int, bool, bool], _Path]] = [{} for _ in range(len(said) + 1)]
    _add(at[0], _Path(-1, is_run=True))
    for index, word in enumerate(said):
        if len(at[index]) > _MOST_WAYS:
            return ()
        for path in at[index].values():
            for length in _links(path, said, index, source):
                linked = _Path(path.place, path.is_run, path.before, link=True)
                _add(at[index + length], linked)
            for place in places.get(word.key, ()):
                if _may_follow(path, place, word, source):
                    is_run = path.place >= 0 and place == path.place + 1
                    _add(at[index + 1], _Path(place, is_run, path))
    ends = (path for path in at[-1].values() if not path.link and _may_end(path, source))
    return next((_taken(path, source) for path in ends), ())


def _said(sentence: str) -> tuple[_Said, ...]:
    """The words of a sentence; empty when it has a mark that no sentence has."""
    said = []
    last = 0
    for match in TOKEN.finditer(sentence):
        between = sentence[last : match.start()]
        if not _MARKS.fullmatch(between):
            return ()
        said.append(_Said(key_of(match[0]), is_parted=bool(between.strip())))
        last = match.end()
    return tuple(said) if _MARKS.fullmatch(sentence[last:]) else ()


def _places(source: tuple[Word, ...]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word.key, []).append(place)
    return places


def _add(paths: dict[tuple[int, bool, bool], _Path], path: _Path) -> None:
    paths.setdefault((path.place, path.is_run, path.link), path)


def _links(
    path: _Path, said: tuple[_Said, ...], index: int, source: tuple[Word, ...]
) -> Iterator[int]:
    """How many words of the sentence, from `index` on, link; in each way that there is."""
    if path.link:
        return
    for phrase in _linking(path, source):
        words = phrase.split()
        if [each.key for each in said[index : index + len(words)]] == words:
            yield len(words)


def _linking(path: _Path, source: tuple[Word, ...]) -> tuple[str, ...]:
    """What may be put in after the words taken so far."""
    if path.place < 0:
        return _OPENERS
    word = source[path.place]
    if ":" in word.stop:
        return _AT_COLON
    is_last = path.place + 1 < len(source) and source[path.place + 1].sentence != word.sentence
    return _AT_MARK if word.stop or is_last else ()


def _may_follow(path: _Path, place: int, word: _Said, source: tuple[Word, ...]) -> bool:
    """Whether the source's word at `place` may be taken next."""
    if path.place < 0:
        return _may_begin(place, source)
    last, taken = source[path.place], source[place]
    if place == path.place + 1 and last.sentence != taken.sentence:
        return path.link or word.is_parted or ":" in last.stop
    if place == path.place + 1:
        # A mark of one's own turns round as well: "Không, thu phí".
        return bool(last.stop) or not word.is_parted
    if not path.is_run or not 0 < place - path.place <= _MOST_LEFT_OUT + 1:
        return False
    left_out = source[path.place + 1 : place]
    return (
        last.sentence == taken.sentence
        and not last.is_glued
        and not left_out[-1].is_glued
        and not any(each.is_kept for each in left_out)
    )


def _may_begin(place: int, source: tuple[Word, ...]) -> bool:
    """Whether a sentence may leave out what stands before."""
    first, last = source[place], source[place - 1]
    if place == 0 or last.sentence != first.sentence:
        return True
    return (
        not last.is_glued
        and (bool(last.stop) or not last.is_kept)
        and not any(word.is_guard for word in _same_sentence(reversed(source[:place]), first))
    )


def _may_end(path: _Path, source: tuple[Word, ...]) -> bool:
    """Whether a sentence may leave out what stands after."""
    if path.place < 0 or not path.is_run:
        return False
    last = source[path.place]
    after = list(_same_sentence(source[path.place + 1 :], last))
    if not after:
        return True
    return (
        not any(word.is_guard for word in after)
        and not last.is_glued
        and (bool(last.stop) or not after[0].is_kept)
    )


def _same_sentence(words: Iterable[Word], one: Word) -> Iterator[Word]:
    """The words up to the end of one's sentence."""
    return takewhile(lambda word: word.sentence == one.sentence, words)


def _taken(path: _Path, source: tuple[Word, ...]) -> tuple[Word, ...]:
    words: list[Word] = []
    step: _Path | None = path
    while step is not None and step.place >= 0:
        words.append(source[step.place])
        step = step.before
    return tuple(reversed(words)) if len(words) >= _FEWEST_TAKEN else ()
