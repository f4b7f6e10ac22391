"""Questions for the paper itself: "văn bản nào quy định việc xin lỗi".

The paper whose own subject is the matter is the answer; a paper that only cites it, or speaks of
the matter in passing, is not.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from answer.answers import Answer, Kind, Quote, Span
from answer.coverage import Terms, coverage
from answer.notes import notes_for
from answer.quoting import whole_quote
from answer.reading import Question
from corpus.documents import Document, Passage, Role
from corpus.text import fold, normalize

_ASKS = re.compile(
    r"\b(?:van ban|quyet dinh|quy dinh|quy che|ke hoach|nghi dinh|thong tu|nghi quyet|cong van"
    r"|chi thi|huong dan) nao (?:(?:dang|hien|hien nay|co|da) )?(?:cua (?:\w+ ){1,8}?)?"
    r"(?:quy dinh|dieu chinh|huong dan|noi ve|noi den|de cap|ve|lien quan)\b"
)
_OFFICE = frozenset(
    ("xa", "phuong", "huyen", "quan", "tinh", "thanh", "pho", "uy", "ban", "nhan", "dan", "ubnd")
)
_COVERED = 0.65  # of the question's weight that the subject holds
_NEAR = 0.9  # of the best one's share: those are named, too
_MOST = 3
_BEGINNING = 30  # letters of a subject that its head has to hold


def asks_for_papers(folded_question: str) -> bool:
    """Whether a question asks which paper is about a matter."""
    return _ASKS.search(folded_question) is not None


def papers_on(
    terms: Terms, places: frozenset[str], documents: Iterable[Document]
) -> tuple[Document, ...]:
    """The numbered papers whose subject is the matter, the closest first; ties by id.

    Args:
        terms: of the question.
        places: of the offices that it names: whose papers they are is no matter of theirs.
        documents: the papers of these offices.
    """
    office = {word for place in places for word in place.split()} | _OFFICE
    single = {term: weight for term, weight in terms.single.items() if term not in office}
    terms = replace(terms, single=single)
    if not single:
        return ()
    numbered = [document for document in documents if document.number and document.subject]
    shares = {each.id: coverage(terms, f"{each.kind}\n{each.subject}").single for each in numbered}
    best = max(shares.values(), default=0.0)
    if best < _COVERED:
        return ()
    close = [each for each in numbered if shares[each.id] >= max(_COVERED, _NEAR * best)]
    return tuple(sorted(close, key=lambda each: (-shares[each.id], each.id))[:_MOST])


def naming_passages(
    document: Document, passages: Callable[[str], tuple[Passage, ...]]
) -> tuple[Passage, ...]:
    """The passages of a paper's head: what says its subject, then what says its number."""
    subject = fold(normalize(document.subject or ""))[:_BEGINNING]
    head = [each for each in passages(document.id) if each.role in (Role.HEADER, Role.HEADING)]
    names = [each for each in head if subject in " ".join(fold(normalize(each.text)).split())]
    numbers = [each for each in head if (document.number or "") in each.text]
    return tuple(dict.fromkeys((*names[:1], *numbers[:1])))


def papers_answer(
    question: Question,
    documents: tuple[Document, ...],
    passages: Callable[[str], tuple[Passage, ...]],
    today: date,
) -> Answer | None:
    """The papers that are asked for, by their number and subject; None where none says both."""
    told = [
        whole_quote(document, passage)
        for document in documents
        for passage in naming_passages(document, passages)
    ]
    if not told:
        return None
    return Answer(
        question=question.text,
        kind=Kind.REFERENCE,
        answered=True,
        conclusion=tuple(
            Span(text=_naming_line(quote), quote=place) for place, quote in enumerate(told, start=1)
        ),
        quotes=tuple(told),
        notes=notes_for(question, (), documents, today),
        confidence=1.0,
    )


def _naming_line(quote: Quote) -> str:
    """The line with the paper's number out of its letterhead; the whole of its title."""
    lines = [line.strip() for line in quote.text.splitlines()]
    return next((line for line in lines if quote.document in line), quote.text)
