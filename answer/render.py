"""An answer in the forms that programs and plain text take: one JSON shape, one line of words."""

from typing import NotRequired, TypedDict

from answer.answers import Answer, Quote

# Stands before every wording, in each face.
WORDING_MARK = (
    "Lời diễn đạt do máy viết từ các trích dẫn bên dưới; xin đối chiếu với trích dẫn trước khi dùng"
)


class QuoteJson(TypedDict):
    """One quotation: `citation` is the place in words, `page` counts from 1."""

    document: str
    title: str
    source: str
    citation: str
    page: int
    text: str


class WordedJson(TypedDict):
    """One sentence of a wording, with the numbers of its quotes."""

    text: str
    quotes: list[int]


class WordingJson(TypedDict):
    """What a machine wrote of the quotes; `mark` says so to people."""

    mark: str
    sentences: list[WordedJson]


class AnswerJson(TypedDict):
    """What `dunghan ask --json` prints and `POST /api/hoi` returns; no `wording` where none is."""

    question: str
    kind: str
    answered: bool
    conclusion: str
    quotes: list[QuoteJson]
    notes: list[str]
    elapsed_ms: float
    wording: NotRequired[WordingJson]


def answer_json(answer: Answer, elapsed_ms: float) -> AnswerJson:
    """The answer as JSON data; a refusal has the conclusion "" and the nearest passages."""
    written = AnswerJson(
        question=answer.question,
        kind=answer.kind.value,
        answered=answer.answered,
        conclusion=conclusion_text(answer),
        quotes=[_quote_json(quote) for quote in answer.quotes],
        notes=list(answer.notes),
        elapsed_ms=round(elapsed_ms, 1),
    )
    if answer.wording:
        written["wording"] = _wording_json(answer)
    return written


def conclusion_text(answer: Answer) -> str:
    """The spans that answer, each with the number of its quote; "" for a refusal.

    Example: "trước ngày 20 tháng 9 [1] … Văn phòng chủ trì [2]".
    """
    return " … ".join(f"{span.text} [{span.quote}]" for span in answer.conclusion)


def wording_lines(answer: Answer) -> tuple[str, ...]:
    """The sentences of the wording, each with the numbers of its quotes; empty for none.

    Example: "Văn phòng gửi báo cáo trước ngày 20 tháng 9. [1][2]".
    """
    return tuple(
        f"{each.text} {''.join(f'[{number}]' for number in each.quotes)}" for each in answer.wording
    )


def _wording_json(answer: Answer) -> WordingJson:
    sentences = [WordedJson(text=each.text, quotes=list(each.quotes)) for each in answer.wording]
    return WordingJson(mark=WORDING_MARK, sentences=sentences)


def _quote_json(quote: Quote) -> QuoteJson:
    return QuoteJson(
        document=quote.document,
        title=quote.title,
        source=quote.source,
        citation=quote.citation.words,
        page=quote.page,
        text=quote.text,
    )
