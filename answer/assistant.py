"""A question becomes a cited answer or an honest refusal."""

from dataclasses import replace
from datetime import date

from answer.answers import Answer, Kind
from answer.compose import notes_for, quote_of
from answer.confidence import REFUSE_BELOW, confidence
from answer.coverage import Terms, terms_of
from answer.offices import Offices, find_offices
from answer.ranking import Candidate, rank
from answer.reading import Question, read_question
from corpus.store import Store
from index.library_index import LibraryIndex

_DEPTH = 60  # passages weighed
_QUOTES = 3
_NEAR_BEST = 0.75  # of the best score: what else is quoted
_PER_OFFICE = 2
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
        candidates = self.candidates(question)
        if not candidates or confidence(candidates[0], question) < REFUSE_BELOW:
            return _refusal(question, candidates, self._terms(question))
        return self._compose(question, candidates, today)

    def read(self, text: str) -> Question:
        """The question as it is understood over this library."""
        return read_question(text, self._known_offices().places, self._index.read_as)

    def candidates(self, question: Question) -> tuple[Candidate, ...]:
        """The passages weighed for a question, best first."""
        hits = self._index.search(question.searched, _DEPTH)
        return rank(question, self._terms(question), hits, self._known_offices())

    def _known_offices(self) -> Offices:
        """The offices of the live papers; a paper's text is read once for it."""
        documents = self._store.documents()
        revisions = {document.revision for document in documents}
        if self._offices is None or revisions != set(self._offices.by_revision):
            self._offices = find_offices(documents, self._text_of, self._offices)
        return self._offices

    def _text_of(self, document_id: str) -> str:
        return self._store.document(document_id).text

    def _terms(self, question: Question) -> Terms:
        return terms_of(question.read_as, self._index.frequency, self._index.size())

    def _compose(
        self, question: Question, candidates: tuple[Candidate, ...], today: date
    ) -> Answer:
        terms = self._terms(question)
        chosen = choose(question, candidates)
        made = [quote_of(candidate, terms, question) for candidate in chosen]
        spans = tuple(replace(span, quote=number) for number, (_, span) in enumerate(made, start=1))
        concluding = spans[: _concluding(question, chosen)]
        documents = tuple(dict.fromkeys(candidate.hit.document for candidate in chosen))
        return Answer(
            question=question.text,
            kind=question.kind,
            answered=True,
            conclusion=concluding,
            quotes=tuple(quote for quote, _ in made),
            notes=notes_for(question, concluding, documents, today),
            confidence=confidence(chosen[0], question),
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


def _refusal(
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
        confidence=confidence(candidates[0], question) if candidates else 0.0,
    )
