"""A question becomes a cited answer or an honest refusal."""

from dataclasses import replace
from datetime import date

from answer.answers import Answer, Kind, Span
from answer.compose import make_quote, notes_for, quote_of, trimmed
from answer.confidence import REFUSE_BELOW, confidence
from answer.coverage import Terms, terms_of
from answer.direct import documents_named, find_reference, passages_at
from answer.offices import Offices, find_offices
from answer.ranking import Candidate, rank
from answer.reading import Question, read_question
from answer.records import (
    Asked,
    RecordQuestion,
    absent_number,
    head_of,
    is_meant,
    read_record_question,
    record_of,
)
from corpus.documents import Document, Passage, Role
from corpus.store import Store
from index.library_index import LibraryIndex

_DEPTH = 60  # passages weighed
_QUOTES = 3
_NEAR_BEST = 0.75  # of the best score: what else is quoted
_PER_OFFICE = 2
_LONGEST_LIST = 20  # passages of one article
_TWIN = 0.93  # of the best score: an answer as good as the first


class Assistant:
    """Answers from a library's index. Safe to share between threads."""

    def __init__(self, index: LibraryIndex, store: Store) -> None:
        self._index = index
        self._store = store
        self._offices: Offices | None = None

    def answer(self, text: str, today: date) -> Answer:
        """The answer to a question; the same for the same corpus and day."""
        question = self.read(text)
        looked_up = self._direct_answer(question, today) or self._record_answer(question, today)
        if looked_up is not None:
            return looked_up
        terms = self.terms(question)
        candidates = self.candidates(question)
        absent = absent_number(question.asked, question.numbers, self._store.documents())
        if absent is not None:
            note = f"Văn bản số {absent} không có trong kho; các văn bản khác chỉ nhắc đến số này."
            return replace(refusal(question, candidates, terms), notes=(note,), confidence=0.0)
        if not candidates or confidence(candidates[0], terms) < REFUSE_BELOW:
            return refusal(question, candidates, terms)
        return compose(question, candidates, terms, today)

    def read(self, text: str) -> Question:
        """The question as it is understood over this library."""
        return read_question(text, self._known_offices().places, self._index.read_as)

    def candidates(self, question: Question) -> tuple[Candidate, ...]:
        """The passages weighed for a question, best first."""
        hits = self._index.search(question.searched, _DEPTH)
        return rank(question, self.terms(question), hits, self._known_offices())

    def _direct_answer(self, question: Question, today: date) -> Answer | None:
        """The text at a place of a law that the question names; None when it names none here."""
        reference = find_reference(question.text)
        if reference is None:
            return None
        for document in documents_named(question.numbers, self._store.documents()):
            found = passages_at(reference, self._store.passages(document.id))
            if found:
                return direct_answer(question, document, found[:_LONGEST_LIST], today)
        return None

    def _record_answer(self, question: Question, today: date) -> Answer | None:
        """The answer to a question about a paper's own number, day or signer; None for others."""
        asked = read_record_question(question.asked)
        if asked is None:
            return None
        terms = self.terms(question)
        for document in self._store.documents():
            passages = self._store.passages(document.id)
            if is_meant(asked, terms, document, head_of(document, passages)):
                return record_answer(question, asked, document, passages, today)
        return None

    def _known_offices(self) -> Offices:
        """The offices of the live papers; a paper's text is read once for it."""
        documents = self._store.documents()
        revisions = {document.revision for document in documents}
        if self._offices is None or revisions != set(self._offices.by_revision):
            self._offices = find_offices(documents, self._text_of, self._offices)
        return self._offices

    def _text_of(self, document_id: str) -> str:
        return self._store.document(document_id).text

    def terms(self, question: Question) -> Terms:
        """The weighed words of a question."""
        return terms_of(
            question.read_as,
            self._index.frequency,
            self._index.size(),
            is_restored=question.read_as != question.text,
        )


def compose(
    question: Question, candidates: tuple[Candidate, ...], terms: Terms, today: date
) -> Answer:
    """An answer of the best passages: its conclusion, its quotes, its notes."""
    chosen = choose(question, candidates)
    made = [quote_of(candidate, terms, question) for candidate in chosen]
    spans = tuple(replace(span, quote=number) for number, (_, span) in enumerate(made, start=1))
    concluding = spans[: _concluding(question, chosen)]
    said_in = chosen[: len(concluding)]
    documents = tuple(dict.fromkeys(candidate.hit.document for candidate in said_in))
    return Answer(
        question=question.text,
        kind=question.kind,
        answered=True,
        conclusion=concluding,
        quotes=tuple(quote for quote, _ in made),
        notes=notes_for(question, concluding, documents, today),
        confidence=confidence(chosen[0], terms),
    )


def direct_answer(
    question: Question, document: Document, passages: tuple[Passage, ...], today: date
) -> Answer:
    """The passages of a place, quoted whole; the first is the conclusion."""
    quotes = tuple(make_quote(document, passage, *trimmed(passage.text)) for passage in passages)
    spans = (Span(text=quotes[0].text, quote=1),)
    return Answer(
        question=question.text,
        kind=Kind.REFERENCE,
        answered=True,
        conclusion=spans,
        quotes=quotes,
        notes=notes_for(question, spans, (document,), today),
        confidence=1.0,
    )


def record_answer(
    question: Question,
    asked: RecordQuestion,
    document: Document,
    passages: tuple[Passage, ...],
    today: date,
) -> Answer:
    """What a paper says of itself, quoted from its head or its signature; else a refusal."""
    said = {part: record_of(document, part) for part in asked.asked}
    role = Role.SIGNATURE if asked.asked == (Asked.SIGNER,) else Role.HEADER
    of_role = [passage for passage in passages if passage.role is role] or list(passages[:1])
    told = [p for p in of_role if role is Role.HEADER or (document.signer or "") in p.text]
    quotes = tuple(
        make_quote(document, passage, *trimmed(passage.text)) for passage in told or of_role
    )
    missing = [part.value for part, value in said.items() if value is None]
    notes = [f"Bản trong kho của {document.title} không ghi {', '.join(missing)}."] if missing else []
    is_answered = len(missing) < len(said)
    spans = tuple(Span(text=quote.text, quote=k) for k, quote in enumerate(quotes, start=1))
    return Answer(
        question=question.text,
        kind=question.kind,
        answered=is_answered,
        conclusion=spans if is_answered else (),
        quotes=quotes,
        notes=(*notes, *notes_for(question, (), (document,), today)),
        confidence=1.0 if is_answered else 0.0,
    )


def choose(question: Question, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """What is quoted: the best passage and those near it; of each office for a comparison."""
    if question.kind is Kind.COMPARISON and len(question.places) > 1:
        return _of_each_office(candidates)
    best = candidates[0]
    near = [c for c in candidates[1:] if c.score >= _NEAR_BEST * best.score]
    return (best, *near[: _QUOTES - 1])


def _of_each_office(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The two best of each office, the offices in turn."""
    by_office: dict[str | None, list[Candidate]] = {}
    for candidate in candidates:
        of_office = by_office.setdefault(candidate.hit.document.issuer, [])
        if len(of_office) < _PER_OFFICE:
            of_office.append(candidate)
    turns = [group[turn] for turn in range(_PER_OFFICE) for group in by_office.values()
             if turn < len(group)]
    return tuple(turns)


def _concluding(question: Question, chosen: tuple[Candidate, ...]) -> int:
    """How many of the quotes the conclusion is made of.

    Two when the second holds the evidence too and is nearly as good: two days in one plan are
    both said, none is chosen.
    """
    if question.kind is Kind.COMPARISON:
        return min(2, len(chosen))
    if len(chosen) > 1 and chosen[1].has_evidence and chosen[1].score >= _TWIN * chosen[0].score:
        return 2
    return 1


def refusal(
    question: Question, candidates: tuple[Candidate, ...], terms: Terms
) -> Answer:
    nearest = tuple(quote_of(candidate, terms, question)[0] for candidate in candidates[:_QUOTES])
    return Answer(
        question=question.text,
        kind=question.kind,
        answered=False,
        conclusion=(),
        quotes=nearest,
        notes=(),
        confidence=confidence(candidates[0], terms) if candidates else 0.0,
    )
