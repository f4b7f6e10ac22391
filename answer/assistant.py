"""A question becomes a cited answer or an honest refusal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from answer.answers import Answer
from answer.compose import absent_place, compose, direct_answer, record_answer, refusal
from answer.confidence import REFUSE_BELOW, confidence
from answer.coverage import Terms, terms_of
from answer.direct import Reference, documents_named, find_reference, passages_at
from answer.procedures import Procedures
from answer.ranking import Candidate, rank
from answer.reading import Question, read_question
from answer.records import absent_number, head_of, is_meant, likeliest, read_record_question
from answer.shelf import Shelf, read_shelf
from answer.succession import related_places, unclear_units
from answer.validity_notes import with_validity
from answer.validity_route import validity_answer, validity_of
from answer.validity_words import status_sentence
from corpus.procedures import ListedProcedure
from corpus.store import Store
from corpus.validity_book import ValidityBook
from corpus.validity_list import ValidityList, shipped_list
from index.library_index import LibraryIndex

_DEPTH = 40  # passages weighed
_LONGEST_LIST = 20  # passages of one article
_HEADS = 20  # papers whose own head is read for a question about a record


class Assistant:
    """Answers from a library's index. Safe to share between threads."""

    def __init__(
        self,
        index: LibraryIndex,
        store: Store,
        listed: Callable[[], ValidityList] = shipped_list,
    ) -> None:
        self._index = index
        self._store = store
        self._shelf: Shelf | None = None
        self._procedures = Procedures(store)
        self._book = ValidityBook(store, listed)

    def answer(self, text: str, today: date) -> Answer:
        """The answer to a question; the same for the same corpus, list of validity and day."""
        question = self.read(text)
        validity = validity_answer(question, self._book, self._store, today)
        if validity is not None:
            return validity
        answer = with_validity(self._answer(question, today), self._book, today)
        status = validity_of(question, self._book, today)
        if status is None or not answer.answered:
            return answer
        notes = dict.fromkeys((status_sentence(status), *answer.notes))
        return replace(answer, notes=tuple(notes))

    def _answer(self, question: Question, today: date) -> Answer:
        looked_up = (
            self._direct_answer(question, today)
            or self._procedures.answer(question)
            or self._record_answer(question, today)
        )
        if looked_up is not None:
            return looked_up
        terms = self.terms(question)
        candidates = self.candidates(question, terms)
        absent = absent_number(question.asked, question.numbers, self._papers().documents)
        if absent is not None:
            note = f"Văn bản số {absent} không có trong kho; các văn bản khác chỉ nhắc đến số này."
            return replace(refusal(question, candidates, terms), notes=(note,), confidence=0.0)
        if (
            not candidates
            or confidence(candidates[0], terms, is_strict=question.evidence.is_strict)
            < REFUSE_BELOW
        ):
            return refusal(question, candidates, terms)
        return compose(question, candidates, terms, today, self._index.inside)

    def find_procedures(self, text: str) -> tuple[ListedProcedure, ...]:
        """The procedure that a code or a name means, or the candidates; empty for none."""
        return self._procedures.find(text, self.read(text).asked)

    def read(self, text: str) -> Question:
        """The question as it is understood over this library."""
        papers = self._papers()
        places = papers.offices.places
        question = read_question(text, places, self._index.read_as)
        related = related_places(question.asked, places, papers.provinces)
        unclear = unclear_units(question.asked, papers.provinces)
        return replace(
            question,
            places=question.places | related,
            provinces=papers.provinces,
            unclear_units=tuple(unclear.items()),
        )

    def candidates(self, question: Question, terms: Terms) -> tuple[Candidate, ...]:
        """The passages weighed for a question, best first."""
        skip = self._procedures.revisions  # they are answered by their own route
        hits = self._index.search(question.searched, _DEPTH, skip)
        return rank(question, terms, hits, self._papers().offices)

    def _direct_answer(self, question: Question, today: date) -> Answer | None:
        """The text at a place of a law that the question names; None when it names none here."""
        reference = find_reference(question.text)
        if reference is None:
            return None
        for document in documents_named(question.numbers, self._papers().documents):
            passages = self._store.passages(document.id)
            found = passages_at(reference, passages)
            if found:
                return direct_answer(question, document, found[:_LONGEST_LIST], today)
            around = passages_at(Reference(article=reference.article), passages)
            return absent_place(question, document, reference, around)
        return None

    def _record_answer(self, question: Question, today: date) -> Answer | None:
        """The answer to a question about a paper's own number, day or signer; None for others."""
        asked = read_record_question(question.asked)
        if asked is None:
            return None
        terms = self.terms(question)
        for document in likeliest(asked, terms, self._papers().documents)[:_HEADS]:
            passages = self._store.passages(document.id)
            if is_meant(asked, terms, document, head_of(document, passages)):
                return record_answer(question, asked, document, passages, today)
        return None

    def _papers(self) -> Shelf:
        self._shelf = read_shelf(self._store, self._shelf)
        return self._shelf

    def terms(self, question: Question) -> Terms:
        """The weighed words of a question."""
        return terms_of(
            question.read_as,
            self._index.counter(),
            self._index.size(),
            is_restored=question.read_as != question.text,
        )
