"""A question as it is understood: what it asks for, of whom, about which numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from answer.answers import Kind
from answer.chat_words import chat_words_out
from answer.evidence import Evidence, evidence_for
from answer.figures import asked_figures
from answer.kinds import kinds_of
from answer.offices import places_named
from answer.units_named import unit_named
from corpus.numbers import find_numbers
from corpus.text import fold, nfc
from corpus.units import unit_key
from index.analyzer import several_meanings, syllables

_MACHINE = "maay"  # "máy", which is no "mấy"
_WORKDAYS = re.compile(r"(?<=\bng[aà]y )lv\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was understood of a question."""

    text: str  # as it was typed, in NFC
    searched: str  # with the meanings of unclear short forms behind it
    read_as: str  # as it is searched for: accents put back, slips mended, numbers whole
    asked: str  # its tokens without accents, abbreviations written out, for patterns
    kinds: tuple[Kind, ...]
    evidence: Evidence
    department: str | None  # the key of the department that it names
    places: frozenset[str]  # offices of the library that it names
    numbers: tuple[str, ...]  # document numbers written in full
    figures: frozenset[str]  # other figures, days and periods that it states
    provinces: frozenset[str] = frozenset()  # of the library, as they are since 2025
    unclear_units: tuple[tuple[str, tuple[str, ...]], ...] = ()  # named ones, and the provinces
    # that have one of the name

    @property
    def kind(self) -> Kind:
        """The leading kind."""
        return self.kinds[0]


def read_question(text: str, places: frozenset[str], restore: Callable[[str], str]) -> Question:
    """Understand a question.

    Args:
        text: as a person typed it.
        places: the places of the library's offices, folded.
        restore: reads it as it is searched for: accents put back, slips mended, numbers whole.
    """
    typed = chat_words_out(" ".join(nfc(text).split()))
    typed = _WORKDAYS.sub("làm việc", typed)
    searched = _with_meanings(typed)
    folded = " ".join(fold(token) for token in syllables(searched))
    asked = " ".join(_MACHINE if each == "máy" else fold(each) for each in syllables(typed))
    kinds = kinds_of(asked)
    read_as = restore(typed)
    numbers = tuple(mention.number for mention in find_numbers(read_as))
    return Question(
        text=typed,
        searched=searched,
        read_as=read_as,
        asked=asked,
        kinds=kinds,
        evidence=evidence_for(kinds[0], asked, frozenset(numbers)),
        department=_department(typed),
        places=places_named(folded, places),
        numbers=numbers,
        figures=asked_figures(typed),
    )


def _department(typed: str) -> str | None:
    """The key of the one name of the department that is named; offices of places are none."""
    named = unit_named(f" {unit_key(typed)} ")
    return unit_key(named[0]) if named else None


def _with_meanings(text: str) -> str:
    """The question with every meaning of an unclear short form added behind it."""
    unclear = several_meanings()
    asked = [unclear[token] for token in dict.fromkeys(syllables(text)) if token in unclear]
    return " ".join([text, *(full for meanings in asked for full in meanings)])
