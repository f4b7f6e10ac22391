"""An answer and a document's day as the templates show them."""

from dataclasses import dataclass
from urllib.parse import quote as quote_url

from answer.answers import Answer, Kind, Quote, Span, WordedSentence
from corpus.documents import Document
from web import messages


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quotation, with the words that answer set apart: before, answering, after."""

    number: int
    title: str
    place: str
    page: int
    source: str
    before: str
    answering: str
    after: str
    url: str
    page_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What a page shows of an answer. `key` keeps apart the anchors of several on one page."""

    key: int
    said: str | None  # one sentence of courtesy in place of an answer; None for a question
    kind: str
    answered: bool
    wording: tuple[WordedSentence, ...]
    conclusion: tuple[Span, ...]
    quotes: tuple[QuoteView, ...]
    notes: tuple[str, ...]


def answer_view(answer: Answer, key: int) -> AnswerView:
    """The answer with links, ready for a template."""
    is_said = answer.kind in (Kind.SMALL_TALK, Kind.CASE) and bool(answer.notes)
    return AnswerView(
        key=key,
        said=answer.notes[0] if is_said else None,
        kind=messages.KINDS[answer.kind],
        answered=answer.answered,
        wording=answer.wording,
        conclusion=answer.conclusion,
        quotes=tuple(
            _quote_view(number, quote, answer) for number, quote in enumerate(answer.quotes, 1)
        ),
        notes=() if is_said else answer.notes,
    )


def quote_address(quote: Quote) -> str:
    """Where the quoted words are shown marked in their document."""
    document_id = quote_url(quote.document_id, safe="")
    return f"/van-ban/{document_id}?tu={quote.start}&den={quote.end}#trich"


def page_address(quote: Quote) -> str:
    """Where the original's page is shown, the quoted words marked."""
    document_id = quote_url(quote.document_id, safe="")
    return f"/van-ban/{document_id}/trang/{quote.page}?tu={quote.start}&den={quote.end}"


def day_words(document: Document) -> str:
    """The day of signing: 05/09/2024; as the paper writes it when a part is missing."""
    if document.signed_on:
        return f"{document.signed_on:%d/%m/%Y}"
    return " ".join((document.signed_as_written or messages.NOT_WRITTEN).split())


def _quote_view(number: int, quote: Quote, answer: Answer) -> QuoteView:
    spans = [span.text for span in answer.conclusion if span.quote == number]
    found = next((text for text in spans if text and text in quote.text), "")
    before, answering, after = quote.text.partition(found) if found else (quote.text, "", "")
    return QuoteView(
        number=number,
        title=quote.title,
        place=quote.citation.words,
        page=quote.page,
        source=quote.source,
        before=before,
        answering=answering,
        after=after,
        url=quote_address(quote),
        page_url=page_address(quote),
    )
