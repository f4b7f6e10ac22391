"""Questions whether a text still stands: "Nghị định 61/2018 còn hiệu lực không?"."""

import re
from dataclasses import replace
from datetime import date

from answer.answers import Answer, Kind, Quote, Span
from answer.quoting import whole_quote
from answer.reading import Question
from answer.sentences import sentences
from answer.validity_words import candidates_sentence, status_sentence
from corpus.numbers import find_numbers
from corpus.references import StoredReference
from corpus.store import Store
from corpus.text import fold, normalize
from corpus.validity import Status, Validity
from corpus.validity_book import ValidityBook

_ASKS = re.compile(
    r"\bcon (?:hieu luc|ap dung|gia tri|dung|duoc ap dung)\b|\bhet hieu luc\b"
    r"|\b(?:da|bi|duoc)(?: bi| duoc)? (?:thay the|bai bo|thay bang)\b"
    r"|\bthay the (?:chua|boi|bang)\b"
    r"|\b(?:van ban|nghi dinh|thong tu|quyet dinh|luat) (?:nao|gi) "
    r"(?:da )?thay the\b|\bco hieu luc (?:chua|khong|khi nao|tu khi nao|tu ngay nao|ke tu)\b"
)
_NAMED = re.compile(
    r"\b(?:nghi dinh|thong tu|quyet dinh|nghi quyet|chi thi|ke hoach|bo luat|luat|phap lenh|nd|tt"
    r"|qd"
    r"|nq|ct)\s+(?:so\s+)?\d[\d.]*(?:\s?/\s?\d{4})?(?:\s?/\s?[a-z][\w-]*)?"
    r"|\b(?:nd|tt|qd|nq)\d+[-/]\d{4}\b"
)
_OVER = frozenset({Status.EXPIRED, Status.SUSPENDED, Status.PARTLY})
_MOST_QUOTES = 2
_LONGEST_LIST = 12


def asks_validity(text: str) -> bool:
    """Whether a question asks if a text stands; not whether papers speak of validity."""
    return _ASKS.search(_plain(text)) is not None


def validity_of(question: Question, book: ValidityBook, today: date) -> Validity | None:
    """The status of the one text whose standing a question asks for; None for other questions."""
    numbers = _candidates(question, book)
    return book.on(numbers[0], today) if len(numbers) == 1 else None


def validity_answer(
    question: Question, book: ValidityBook, store: Store, today: date
) -> Answer | None:
    """The answer to a question whether a text stands; None when it asks something else.

    Its notes say the status. Its quotes are what the library says is done to the text, else
    where the library cites it. It is a refusal where nothing in the library names the text. A
    paper of the library that stands answers for itself: that is left to the search.
    """
    candidates = _candidates(question, book)
    if len(candidates) > 1:
        note = candidates_sentence(_named(question) or "", candidates[:_LONGEST_LIST])
        return _answer(question, (), (note,))
    validity = validity_of(question, book, today)
    if validity is None or (validity.held and validity.status not in _OVER):
        return None
    said = _said(validity, book)
    if validity.status is Status.UNKNOWN and not said:
        return None
    made = [_quote(each, store) for each in said[:_MOST_QUOTES]]
    spans = tuple(replace(span, quote=place) for place, (_, span) in enumerate(made, start=1))
    quotes = tuple(quote for quote, _ in made)
    return _answer(question, quotes, (status_sentence(validity),), spans[:1])


def _candidates(question: Question, book: ValidityBook) -> tuple[str, ...]:
    """The numbers that a question about validity may mean; empty for other questions."""
    typed = _named(question) if asks_validity(question.text) else None
    return book.candidates(typed) if typed else ()


def _plain(text: str) -> str:
    return " ".join(fold(normalize(text)).split())


def _named(question: Question) -> str | None:
    """The one text that a question names; None for none and for two.

    What is typed short ("Nghị định 64") is taken as typed: the library may have one of that
    count, and the list of validity others.
    """
    typed = list(dict.fromkeys(mention.number for mention in find_numbers(question.text)))
    if typed:
        return typed[0] if len(typed) == 1 else None
    found = list(dict.fromkeys(_NAMED.findall(_plain(question.text))))
    if found:
        return found[0] if len(found) == 1 else None
    return question.numbers[0] if len(question.numbers) == 1 else None


def _said(validity: Validity, book: ValidityBook) -> tuple[StoredReference, ...]:
    """What tells of the text: the change that made its status, other changes, then citations."""
    decisive = [validity.decisive] if validity.decisive else []
    told = [c.said_in for c in (*decisive, *reversed(validity.changes)) if c.said_in]
    # Of passages that only cite it the short ones say most plainly what it is used for.
    citing = sorted(book.resting_on(validity.number), key=lambda each: len(each.quote))
    by_passage = {each.reference.citation.id: each for each in reversed([*told, *citing])}
    return tuple(reversed(by_passage.values()))


def _quote(said: StoredReference, store: Store) -> tuple[Quote, Span]:
    """The passage whole, and the sentence of it that holds the citation."""
    document = store.document(said.document_id)
    passages = store.passages(said.document_id)
    start = said.reference.start
    passage = next(each for each in passages if each.start <= start < each.end)
    quote = whole_quote(document, passage)
    inside = start - passage.start
    bounds = next(
        ((first, last) for first, last in sentences(passage.text) if first <= inside < last),
        (0, len(passage.text)),
    )
    return quote, Span(text=passage.text[bounds[0] : bounds[1]].strip(), quote=0)


def _answer(
    question: Question,
    quotes: tuple[Quote, ...],
    notes: tuple[str, ...],
    conclusion: tuple[Span, ...] = (),
) -> Answer:
    return Answer(
        question=question.text,
        kind=Kind.VALIDITY,
        answered=bool(quotes),
        conclusion=conclusion,
        quotes=quotes,
        notes=notes,
        confidence=1.0 if quotes else 0.0,
    )
