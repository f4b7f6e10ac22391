"""What the answers are held against: BM25 alone, and the look-up of exact document numbers.

Both always give three passages (or none, where nothing matches) and never refuse.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.bm25 import Bm25
from bench.questions import GoldQuestion, holds
from corpus.documents import Role
from corpus.numbers import find_numbers
from corpus.store import Store

_QUOTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A passage as a baseline sees it: its file and its words."""

    source: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineScores:
    """How many answerable questions each baseline gives a gold passage for."""

    bm25_first_two: int
    bm25_quoted: int
    lookup_first_two: int
    lookup_quoted: int


def pieces_of(store: Store) -> tuple[Piece, ...]:
    """Every passage of the live papers but page marks, in reading order."""
    return tuple(
        Piece(source=document.source, text=passage.text)
        for document in store.documents()
        for passage in store.passages(document.id)
        if passage.role is not Role.PAGE_MARK
    )


def measure_baselines(pieces: Sequence[Piece], questions: Sequence[GoldQuestion]) -> BaselineScores:
    """Both baselines over the answerable questions; follow-ups are left out."""
    asked = [each for each in questions if each.is_answerable and each.after is None]
    words, number = _by_words(pieces), _by_number(pieces)
    by_words = [_place(words, each) for each in asked]
    by_number = [_place(number, each) for each in asked]
    return BaselineScores(
        bm25_first_two=sum(1 <= place < _QUOTES for place in by_words),
        bm25_quoted=sum(place > 0 for place in by_words),
        lookup_first_two=sum(1 <= place < _QUOTES for place in by_number),
        lookup_quoted=sum(place > 0 for place in by_number),
    )


Finder = Callable[[str], list[Piece]]


def _by_words(pieces: Sequence[Piece]) -> Finder:
    """BM25 alone."""
    model = Bm25(piece.text for piece in pieces)
    return lambda question: [pieces[row] for row in model.ranking(question, _QUOTES)]


def _by_number(pieces: Sequence[Piece]) -> Finder:
    """The passages that name a document number of the question, in reading order."""
    named = [{mention.number for mention in find_numbers(piece.text)} for piece in pieces]

    def find(question: str) -> list[Piece]:
        wanted = {mention.number for mention in find_numbers(question)}
        found = [piece for piece, has in zip(pieces, named, strict=True) if has & wanted]
        return found[:_QUOTES]

    return find


def _place(find: Finder, question: GoldQuestion) -> int:
    """The number, from 1, of the first passage found that holds a gold quote; 0 for none."""
    for number, piece in enumerate(find(question.text), start=1):
        if any(holds(piece.source, piece.text, *source) for source in question.sources):
            return number
    return 0
