"""What the quotes of one answer say against each other: two days for one thing, old and new."""

import re
from collections.abc import Sequence
from datetime import date

from answer.answers import Quote
from answer.deadlines import set_days
from answer.periods import day_words
from answer.times import CITED_DAY
from corpus.documents import Document
from corpus.text import fold, normalize

_ADJUSTS = re.compile(
    r"\b(?:dieu chinh|gia han|lui|doi|chuyen|thay)\b[^.;]{0,160}\b(?:sang|den|thanh|bang)\b"
)
_CENTRAL = ("luật", "bộ luật", "pháp lệnh", "nghị định", "thông tư")


def two_days_notes(
    quotes: Sequence[Quote], spans: Sequence[str], documents: Sequence[Document]
) -> tuple[str, ...]:
    """A sentence when the concluding quotes set different last days; which stands only where said.

    Args:
        quotes: the quotes that the conclusion is made of, from [1] on.
        spans: the words of each that answer.
        documents: the paper of each.
    """
    days = [_days(span) for span in spans]
    said = [
        (number, found[0])
        for number, found in enumerate(days, start=1)
        if len({day for _, day in found}) == 1
    ]
    if len(quotes) < 2 or len({day for _, (_, day) in said}) < 2:
        return ()
    listed = "; ".join(
        f"[{number}] «{' '.join(words.split())}» ({day_words(day)})"
        for number, (words, day) in said
    )
    return (f"Các đoạn trích nêu mốc khác nhau: {listed}. {_which(quotes, documents)}",)


def adjusting_note(quotes: Sequence[Quote], documents: Sequence[Document]) -> tuple[str, ...]:
    """A sentence when one quote says that it changes a time, and its paper is the newest here."""
    for number, (quote, document) in enumerate(zip(quotes, documents, strict=True), start=1):
        changes = _ADJUSTS.search(" ".join(fold(normalize(quote.text)).split()))
        if changes is None or len(_days(quote.text)) < 2:
            continue
        newest = _newest(documents)
        if document is newest:
            return (
                f"[{number}] là văn bản ký sau và nêu việc điều chỉnh thời hạn; mốc trong đó thay "
                "mốc cũ.",
            )
    return ()


def _which(quotes: Sequence[Quote], documents: Sequence[Document]) -> str:
    """Which one stands, where the papers say; else that they do not."""
    adjusted = adjusting_note(quotes, documents)
    if adjusted:
        return adjusted[0]
    if len({quote.document_id for quote in quotes}) == 1:
        return (
            "Cùng một văn bản nêu hai mốc và không nói mốc nào thay mốc nào; cần hỏi cơ quan "
            "ban hành."
        )
    central = [n for n, d in enumerate(documents, start=1) if (d.kind or "").lower() in _CENTRAL]
    if central and len(central) < len(documents):
        numbers = ", ".join(f"[{number}]" for number in central)
        return (
            f"{numbers} là văn bản của trung ương; các văn bản không nói mốc nào được áp dụng, "
            "cần đối chiếu."
        )
    return "Các văn bản không nói mốc nào thay mốc nào; cần đối chiếu."


def _newest(documents: Sequence[Document]) -> Document | None:
    signed = [document for document in documents if document.signed_on]
    if len(signed) < len(documents) or len({document.id for document in documents}) < 2:
        return None
    return max(signed, key=lambda document: document.signed_on or date.min)


def _days(text: str) -> list[tuple[str, date]]:
    blanked = CITED_DAY.sub(lambda match: " " * len(match[0]), text)
    return [(found.text, found.last_day) for found in set_days(blanked)]
