"""A question as it is searched for: numbers, short forms, leftovers of typing, accents, slips.

What is changed is shown to the person who asked: every answer says how it read the question.
Numbers and codes are never mended, only brought to the writing of a paper that is there.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from corpus.abbreviations import Abbreviation
from corpus.text import fold, nfc, normalize
from index.accents import AccentRestorer
from index.analyzer import token_spans
from index.lexical import LexicalSpellings
from index.number_reading import write_numbers
from index.slips import VIQR, VNI, halves, horned, telex, viqr, vni

_WORD = re.compile(r"(?<![\w/.,-])[^\W\d_]{3,12}(?![\w/-])")
# A quarter of the year; "quy" beside a number is nothing else.
_QUARTER = re.compile(r"\b(?P<q>[Qq])uy(?= (?:[1-4]|iv|i{1,3})\b)", re.IGNORECASE)
_LEAST_VNI = 2  # words typed so: "quy2" alone is quý 2, not "quỳ"
_SHORT_HALF = 1  # letters: "ạ" and "ở" are words, but not of what is written as one


class QuestionReader:
    """Reads questions with one vocabulary and one office's short forms."""

    def __init__(
        self, restorer: AccentRestorer | None, short_forms: Sequence[Abbreviation] = ()
    ) -> None:
        self._restorer = restorer
        self._short_forms = tuple(short_forms)

    def read(self, question: str, library: LexicalSpellings) -> str:
        """The question as it is searched for; itself where nothing needs to be changed."""
        text = write_numbers(self._written_out(horned(nfc(question))), library.terms)
        if self._restorer is None:
            return question if text == nfc(question) else text
        text = self._typed_out(text, library, self._restorer)
        read = _QUARTER.sub(r"\g<q>uý", self._restorer.restore(text, library))
        return question if read == nfc(question) else read

    def with_short_forms(self, question: str) -> str:
        """The question with the office's short forms of what it spells out, behind it."""
        said = f" {normalize(question)} "
        added = [entry.short for entry in self._short_forms if f" {normalize(entry.full)} " in said]
        return " ".join([question, *dict.fromkeys(added)])

    @cached_property
    def _meanings(self) -> dict[str, str]:
        return {
            normalize(short): entry.full
            for entry in reversed(self._short_forms)
            if not entry.is_ambiguous
            for short in (entry.short, *entry.also)
        }

    @cached_property
    def _short(self) -> re.Pattern[str] | None:
        forms = sorted(self._meanings, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)") if forms else None

    def _written_out(self, text: str) -> str:
        """The office's own short forms in full, each where it stands for one thing."""
        if self._short is None:
            return text
        lowered = text.lower()
        if len(lowered) != len(text):  # a letter whose small form is two
            return text
        pieces, end = [], 0
        for match in self._short.finditer(lowered):
            pieces += [text[end : match.start()], self._meanings[normalize(match[0])]]
            end = match.end()
        return "".join([*pieces, text[end:]])

    def _typed_out(self, text: str, library: LexicalSpellings, restorer: AccentRestorer) -> str:
        """Marks that were typed as keys put on their letters, and words typed as one cut."""

        def is_word(token: str | None) -> bool:
            return token is not None and restorer.is_known(token, library)

        def by_keys(decode: Callable[[str], str | None]) -> Callable[[re.Match[str]], str]:
            def replaced(match: re.Match[str]) -> str:
                meant = decode(match[0])
                return meant if meant is not None and is_word(normalize(meant)) else match[0]

            return replaced

        text = VIQR.sub(by_keys(viqr), text)
        keyed = [vni(match[0]) for match in VNI.finditer(text)]
        if sum(is_word(each and normalize(each)) for each in keyed) >= _LEAST_VNI:
            text = VNI.sub(by_keys(vni), text)

        def mended(match: re.Match[str]) -> str:
            raw = match[0]
            token = normalize(raw)
            if not raw[1:].islower() or is_word(token) or _is_short_form(raw):
                return raw
            for left, right in halves(fold(token)):
                if min(len(left), len(right)) > _SHORT_HALF and library.is_met(f"{left}_{right}"):
                    return restorer.pair(left, right, library)
            meant = telex(token)
            return meant if meant is not None and is_word(normalize(meant)) else raw

        return _WORD.sub(mended, text)


def _is_short_form(word: str) -> bool:
    """Whether a word is one of the glossary's: "aps" are no keys for "áp"."""
    return any(len(tokens) > 1 for _, _, tokens in token_spans(word))
