"""The one place where an answer is held against the store before it leaves."""

import logging
from dataclasses import replace

from answer.answers import Answer
from corpus.quoted_words import QuotedWords

logger = logging.getLogger(__name__)

_DOUBT = (
    "Không đưa ra câu trả lời: trích dẫn không khớp từng chữ với văn bản trong kho. Người quản trị "
    "hãy chạy «dunghan index rebuild» rồi hỏi lại."
)


def checked(answer: Answer, words: QuotedWords) -> Answer:
    """The answer, when each quote stands in the store byte for byte; else a refusal without quotes.

    A span of the conclusion must stand in its quote.
    """
    for quote in answer.quotes:
        if words.at(quote.document_id, quote.start, quote.end) != quote.text:
            return _refused(answer, quote.citation.id)
    for span in answer.conclusion:
        if not span.text or span.text not in answer.quotes[span.quote - 1].text:
            return _refused(answer, answer.quotes[span.quote - 1].citation.id)
    return answer


def _refused(answer: Answer, where: str) -> Answer:
    logger.error("the quote of %s is not what the store holds", where)
    return replace(
        answer, answered=False, conclusion=(), quotes=(), notes=(_DOUBT,), confidence=0.0
    )
