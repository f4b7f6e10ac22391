"""What crosses from answering to the faces: an answer, its quotes, or a refusal."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.citations import Citation


class Kind(StrEnum):
    """What a question asks for."""

    DEADLINE = "deadline"
    RESPONSIBILITY = "responsibility"
    FIGURE = "figure"
    REFERENCE = "reference"
    PROCEDURE = "procedure"
    VALIDITY = "validity"
    COMPARISON = "comparison"
    GENERAL = "general"
    TASKS = "tasks"  # a list from the obligation register
    CASE = "case"  # about one citizen's case: never answered from papers
    SMALL_TALK = "small_talk"  # greetings, thanks: one sentence, in the notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a passage, opened at their page. `text` is verbatim from the store."""

    document_id: str
    document: str  # its number, or its title where the paper has none
    title: str
    source: str  # the file's name
    citation: Citation
    page: int
    text: str
    start: int  # offset of `text` in the document's text
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The words of a quote that answer, and which quote they stand in (counted from 1)."""

    text: str
    quote: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedSentence:
    """A sentence that a language model made of the words of quotes (counted from 1)."""

    text: str
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer made of quotations, or a refusal (`answered` False) with what was nearest.

    A refusal has no conclusion; its quotes are the nearest passages, for reading only.
    """

    question: str
    kind: Kind
    answered: bool
    conclusion: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]  # Vietnamese sentences: days left, doubts, how it was read
    confidence: float  # 0..1, comparable between questions over one corpus
    understood: str = ""  # the question whole, with what it took from the one before; "" as typed
    wording: tuple[WordedSentence, ...] = ()  # beside the conclusion, never in its place

    @property
    def whole_question(self) -> str:
        """The question as the next one may lean on it."""
        return self.understood or self.question
