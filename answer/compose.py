"""An answer is put together from spans of passages; nothing in it is written by us but notes."""

import re
from collections.abc import Iterable
from datetime import date

from answer.answers import Kind, Quote, Span
from answer.coverage import Terms, coverage
from answer.deadlines import days_left, set_days
from answer.ranking import Candidate
from answer.reading import Question
from answer.sentences import sentences
from answer.times import CITED_DAY, time_set
from corpus.documents import Document, Passage
from corpus.text import fold, normalize

LONGEST_QUOTE = 1500  # characters; a longer passage is quoted around the sentence that answers
_CENTRAL_CITIES = ("hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ", "huế")
_DISTRICT_ENDED = date(2025, 7, 1)  # Luật Tổ chức chính quyền địa phương 72/2025/QH15


def quote_of(candidate: Candidate, terms: Terms, question: Question) -> tuple[Quote, Span]:
    """The quote of a candidate and the span of it that answers best; both verbatim."""
    passage, document = candidate.hit.passage, candidate.hit.document
    best = best_sentence(passage.text, terms, question)
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


def best_sentence(text: str, terms: Terms, question: Question) -> tuple[int, int]:
    """The sentence that holds most of the question and the evidence; the first among equals."""
    found = list(sentences(text)) or [(0, len(text))]

    def worth(span: tuple[int, int]) -> float:
        sentence = text[span[0] : span[1]]
        held = coverage(terms, sentence)
        has_evidence = question.evidence.is_in(sentence, fold(normalize(sentence)))
        if question.kind is Kind.DEADLINE:
            return held.single + held.paired + 3 * time_set(sentence)
        return held.single + held.paired + (1.0 if has_evidence else 0.0)

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
    first = last = spans.index(best)
    while True:
        longer = [
            (low, high)
            for low, high in ((first, last + 1), (first - 1, last))
            if low >= 0
            and high < len(spans)
            and spans[high][1] - spans[low][0] <= LONGEST_QUOTE
        ]
        if not longer:
            return spans[first][0], spans[last][1]
        first, last = longer[0]


def notes_for(
    question: Question, spans: Iterable[Span], documents: tuple[Document, ...], today: date
) -> tuple[str, ...]:
    """What a reader must know beside the quotes, in Vietnamese sentences."""
    notes = []
    if question.read_as != question.text:
        notes.append(f"Câu hỏi được hiểu là: «{question.read_as}».")
    notes += _time_notes(spans, today)
    notes += _district_notes(documents, today)
    drafts = [document for document in documents if document.number is None]
    notes += [
        f"Bản trong kho của {document.title} không ghi số văn bản; "
        "cần đối chiếu với bản đã ban hành."
        for document in drafts
    ]
    return tuple(dict.fromkeys(notes))


def _blank(match: re.Match[str]) -> str:
    """As many spaces, so that offsets stay."""
    return " " * len(match[0])


def _time_notes(spans: Iterable[Span], today: date) -> list[str]:
    """Days left or passed for each period that the conclusion sets."""
    found = [day for span in spans for day in set_days(CITED_DAY.sub(_blank, span.text))]
    return [f"Mốc «{day.text}»: {days_left(day.last_day, today)}." for day in found]


def _district_notes(documents: Iterable[Document], today: date) -> list[str]:
    if today < _DISTRICT_ENDED:
        return []
    issuers = {document.issuer for document in documents if _is_district(document)}
    return [
        f"{issuer} là cơ quan cấp huyện; cấp huyện đã kết thúc hoạt động từ ngày 01/7/2025, "
        "cần xác định đơn vị kế thừa trước khi áp dụng."
        for issuer in sorted(filter(None, issuers))
    ]


def _is_district(document: Document) -> bool:
    issuer = normalize(document.issuer or "")
    if document.signed_on and document.signed_on >= _DISTRICT_ENDED:
        return False
    is_city = "thành phố" in issuer and not any(name in issuer for name in _CENTRAL_CITIES)
    return is_city or any(word in issuer for word in ("huyện", "quận", "thị xã"))
