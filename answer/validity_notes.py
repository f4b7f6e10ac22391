"""What an answer says of texts that are no longer in force: the quoted ones and those cited."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from answer.answers import Answer, Quote
from answer.validity_words import day_doubt, status_sentence, status_words
from corpus.references import StoredReference
from corpus.validity import Status, Validity
from corpus.validity_book import ValidityBook

_MOST = 4  # notes of this kind on one answer
_OVER = frozenset({Status.EXPIRED, Status.SUSPENDED})
_SAID = frozenset({*_OVER, Status.PARTLY, Status.NOT_YET})


def with_validity(answer: Answer, book: ValidityBook, today: date) -> Answer:
    """The answer with a note for each text, quoted or cited in its conclusion, that is over.

    One note for each instrument. Nothing is added to a refusal.
    """
    if not answer.answered:
        return answer
    concluding = sorted({span.quote for span in answer.conclusion})
    quotes = [answer.quotes[number - 1] for number in concluding]
    notes: dict[str, str] = {}
    for number, note in (
        *((n, note) for quote in quotes for n, note in _of_quoted(quote, book, today)),
        *((n, note) for quote in quotes for n, note in _of_cited(quote, answer, book, today)),
    ):
        notes.setdefault(number, note)
    added = tuple(note for note in list(notes.values())[:_MOST] if note not in answer.notes)
    return replace(answer, notes=(*answer.notes, *added))


def _of_quoted(quote: Quote, book: ValidityBook, today: date) -> Iterator[tuple[str, str]]:
    """The note on the quoted document itself."""
    validity = book.of_paper(quote.document_id, today)
    if validity is not None and validity.status in _SAID:
        yield validity.number, status_sentence(validity)


def _of_cited(
    quote: Quote, answer: Answer, book: ValidityBook, today: date
) -> Iterator[tuple[str, str]]:
    """The notes on what the quoted words cite."""
    for found in book.references.inside(quote.document_id, quote.start, quote.end):
        target = found.reference.target
        number = target.number
        if number is None or number == quote.document:
            continue
        validity = book.cited(number, target.signed_on, today)
        note = _note(found, validity, answer)
        if note is not None:
            yield number, note


def _note(found: StoredReference, validity: Validity, answer: Answer) -> str | None:
    if validity.status in _OVER:
        return f"Đoạn này dẫn {validity.title}, {status_words(validity)}."
    if _is_place_ended(found, validity):
        return f"Đoạn này dẫn {validity.title}, {status_words(validity)}."
    doubt = day_doubt(validity, found.reference.target.signed_on)
    if doubt is not None:
        return doubt
    if found.reference.doubt is not None and _is_said(found, answer):
        return found.reference.doubt
    return None


def _is_place_ended(found: StoredReference, validity: Validity) -> bool:
    """Whether just the place that is cited is no longer in force."""
    place = found.reference.target.place
    if validity.status is not Status.PARTLY or not place:
        return False
    return any(
        change.place and (place == change.place or place.endswith(f" {change.place}"))
        for change in validity.changes
        if change.is_done_on(validity.day)
    )


def _is_said(found: StoredReference, answer: Answer) -> bool:
    """Whether the words that conclude hold the citation, not only the passage around them."""
    reference = found.reference
    for span in answer.conclusion:
        quote = answer.quotes[span.quote - 1]
        start = quote.start + max(0, quote.text.find(span.text))
        is_here = quote.document_id == found.document_id
        if is_here and start <= reference.start < start + len(span.text):
            return True
    return False
