"""An answer and a document's day as the templates show them."""

import secrets
from dataclasses import dataclass
from urllib.parse import quote as quote_url

from answer.answers import Answer, Quote, Span
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

    key: str
    question: str
    kind: str
    answered: bool
    conclusion: tuple[Span, ...]
    quotes: tuple[QuoteView, ...]
    notes: tuple[str, ...]
    documents: str  # the ids that are quoted, with blanks between


def answer_view(answer: Answer) -> AnswerView:
    """The answer with links, ready for a template."""
    return AnswerView(
        key=secrets.token_hex(4),
        question=answer.question,
        kind=messages.KINDS[answer.kind],
        answered=answer.answered,
        conclusion=answer.conclusion,
        quotes=tuple(
            _quote_view(number, quote, answer) for number, quote in enumerate(answer.quotes, 1)
        ),
        notes=answer.notes,
        documents=" ".join(dict.fromkeys(quote.document_id for quote in answer.quotes)),
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
