"""Quotes and the spans of them that answer: verbatim, at their page."""

from itertools import takewhile

from answer.answers import Kind, Quote, Span
from answer.coverage import Terms, coverage
from answer.reading import Question
from answer.sentences import sentences
from answer.times import time_set
from answer.weighing import Candidate
from corpus.documents import Document, Passage, Role

LONGEST_QUOTE = 1500  # characters; a longer passage is quoted around the sentence that answers
_SEARCHED = 4_000  # characters of a passage among which the sentence that answers is sought
_DUE_TIME = 3.0  # against at most 2 for the question's words: the sentence that says when


def quote_of(candidate: Candidate, terms: Terms, question: Question) -> tuple[Quote, Span]:
    """The quote of a candidate and the span of it that answers best; both verbatim."""
    passage, document = candidate.hit.passage, candidate.hit.document
    # A row is one statement: cut at a ";" in a cell it would lose its day or its unit.
    is_row = passage.role is Role.TABLE
    best = trimmed(passage.text) if is_row else best_sentence(passage.text, terms, question)
    start, end = _quoted(passage.text, best)
    quote = make_quote(document, passage, start, end)
    return quote, Span(text=passage.text[best[0] : best[1]], quote=0)


def make_quote(document: Document, passage: Passage, start: int, end: int) -> Quote:
    """The quote of `passage.text[start:end]`."""
    first = passage.start + start
    page = max(1, sum(1 for begins in document.page_starts if begins <= first))
    return Quote(
        document_id=document.id,
        document=document.number or document.title,
        title=document.title,
        source=document.source,
        citation=passage.citation,
        page=page,
        text=passage.text[start:end],
        start=first,
        end=passage.start + end,
    )


def whole_quote(document: Document, passage: Passage) -> Quote:
    """The quote of a whole passage without its outer spaces."""
    return make_quote(document, passage, *trimmed(passage.text))


def best_sentence(text: str, terms: Terms, question: Question) -> tuple[int, int]:
    """The sentence that holds most of the question and the evidence; the first among equals."""
    near = takewhile(lambda span: span[0] < _SEARCHED, sentences(text))
    found = list(near) or [(0, len(text))]

    def worth(span: tuple[int, int]) -> float:
        sentence = text[span[0] : span[1]]
        held = coverage(terms, sentence)
        if held.single == 0.0:
            return 0.0  # it speaks of something else, whatever days or counts it holds
        if question.kind is Kind.DEADLINE:
            evidence = _DUE_TIME * time_set(sentence)
        else:
            evidence = float(question.evidence.is_in(sentence))
        return held.single + held.paired + evidence

    return max(found, key=lambda span: (worth(span), -span[0]))


def trimmed(text: str) -> tuple[int, int]:
    """The span of a text without outer spaces."""
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _quoted(text: str, best: tuple[int, int]) -> tuple[int, int]:
    """The whole passage without outer spaces, or whole sentences around `best` when too long."""
    left, right = trimmed(text)
    if right - left <= LONGEST_QUOTE:
        return left, right
    spans = list(sentences(text))
    if best not in spans:  # a whole row of a table
        return left, right
    first = last = spans.index(best)
    while True:
        longer = [
            (low, high)
            for low, high in ((first, last + 1), (first - 1, last))
            if low >= 0 and high < len(spans) and spans[high][1] - spans[low][0] <= LONGEST_QUOTE
        ]
        if not longer:
            return spans[first][0], spans[last][1]
        first, last = longer[0]
