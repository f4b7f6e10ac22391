"""A question becomes a cited answer or an honest refusal."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from answer.answers import Answer, Quote
from answer.asking import asking_words
from answer.chat_words import chat_words_out
from answer.checking import checked
from answer.compose import (
    Composing,
    absent_place,
    chance_of,
    compose,
    direct_answer,
    record_answer,
    refusal,
)
from answer.coverage import Terms, terms_of
from answer.dialogue import Dialogue, FollowUp, read_follow_up
from answer.direct import Reference, documents_named, find_reference, passages_at
from answer.judging import REFUSE_BELOW
from answer.offices import Offices
from answer.papers_meant import paper_meant, with_paper
from answer.papers_on import asks_for_papers, papers_answer, papers_on
from answer.periods import written_out
from answer.procedures import Procedures
from answer.ranking import ROOM, rank, weighed_all
from answer.reading import Question, read_question
from answer.records import (
    RecordQuestion,
    absent_number,
    asks_what_is_cited,
    head_of,
    is_meant,
    is_named,
    likeliest,
    read_record_question,
)
from answer.shelf import Shelf, read_shelf
from answer.small_talk import about_a_case, small_talk
from answer.succession import related_places, unclear_units
from answer.task_list import may_ask_duties, read_task_question, task_answer, unit_names
from answer.validity_notes import with_validity
from answer.validity_route import validity_answer, validity_of
from answer.validity_words import status_sentence
from answer.weighing import Candidate
from corpus.documents import Document
from corpus.procedures import ListedProcedure
from corpus.quoted_words import QuotedWords
from corpus.store import Store
from corpus.units import Unit
from corpus.validity_book import ValidityBook
from corpus.validity_list import ValidityList, shipped_list
from index.library_index import Hit, LibraryIndex

_DEPTH = 40  # passages weighed
_LONGEST_LIST = 20  # passages of one article
_READ_AS = "Câu hỏi được hiểu là:"
_ONLY_CITED = "không có trong kho; các văn bản khác chỉ nhắc đến số này."
_HEADS = 20  # papers whose own head is read for a question about a record


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What an answer to one question would be made of; the passages in the order found."""

    question: Question
    terms: Terms
    candidates: tuple[Candidate, ...]
    composing: Composing
    is_looked_up: bool  # the question is answered by structure, without them

    def quotes(self, best: Candidate) -> tuple[Quote, ...]:
        """The quotes of the answer if this one were the only passage."""
        return compose(self.question, (best,), self.terms, self.composing).quotes


class Assistant:
    """Answers from a library's index. Safe to share between threads."""

    def __init__(
        self,
        index: LibraryIndex,
        store: Store,
        listed: Callable[[], ValidityList] = shipped_list,
        *,
        own_units: Callable[[], tuple[Unit, ...]] = tuple,
        working_days_left: Callable[[date, date], int] | None = None,
    ) -> None:
        """An assistant.

        Args:
            index: of the library.
            store: of the library.
            listed: what is known of the validity of texts.
            own_units: the office's own list of units.
            working_days_left: working days from one day, not counted, to another, counted; None:
                answers count calendar days only.
        """
        self._index = index
        self._store = store
        self._shelf: Shelf | None = None
        self._procedures = Procedures(store)
        self._book = ValidityBook(store, listed)
        self._words = QuotedWords(store)
        self._own_units = own_units
        self._working_days_left = working_days_left

    def answer(self, text: str, today: date, dialogue: Dialogue | None = None) -> Answer:
        """The answer to a question; the same for the same corpus, list of validity and day.

        Every quote of it stands in the store as it is quoted.

        Args:
            text: as a person typed it.
            today: the day from which time is counted.
            dialogue: what was asked before in the same chat; None: nothing.
        """
        said = small_talk(text) or about_a_case(text)
        if said is not None:
            return said
        before = _spoken(dialogue or Dialogue())
        followed = self._whole(chat_words_out(text), before, today)
        whole = written_out(followed.text, today)
        answer = checked(self._answered(whole, today, before), self._words)
        if not answer.answered and answer.notes and not answer.quotes:
            # The library may have changed between answering and checking: once more.
            answer = checked(self._answered(whole, today, before), self._words)
        typed = " ".join(text.split())
        if whole == typed:
            return answer
        read = f"Câu hỏi được hiểu là: «{self.read(whole).read_as}»."
        notes = (read, *(note for note in answer.notes if not note.startswith(_READ_AS)))
        return replace(answer, question=typed, understood=whole, notes=notes)

    def _whole(self, text: str, before: Dialogue, today: date) -> FollowUp:
        """The question with what it takes from the one before."""
        followed = read_follow_up(text, before, self._papers().offices.places)
        if not followed.about_paper or before.question is None:
            return followed
        earlier = self._answered(before.question, today, Dialogue(own_unit=before.own_unit))
        meant = paper_meant(before.question, earlier)
        return with_paper(followed, meant) if meant else followed

    def _answered(self, text: str, today: date, dialogue: Dialogue) -> Answer:
        question = self.read(text)
        listed = self._task_list(question, today, dialogue.own_unit)
        if listed is not None:
            return listed
        validity = validity_answer(question, self._book, self._store, today)
        if validity is not None:
            return validity
        answer = with_validity(self._answer(question, today), self._book, today)
        status = validity_of(question, self._book, today)
        if status is None or not answer.answered:
            return answer
        notes = dict.fromkeys((status_sentence(status), *answer.notes))
        return replace(answer, notes=tuple(notes))

    def _task_list(self, question: Question, today: date, own_unit: str | None) -> Answer | None:
        """The list of duties that is asked for; None when none is."""
        if not may_ask_duties(question.asked):
            return None
        tasks = self._store.tasks(today)
        asked = read_task_question(question, today, unit_names(tasks), own_unit)
        if asked is None:
            return None
        return task_answer(question, asked, self._store, today, self._own_units)

    def weighing(self, text: str, today: date, dialogue: Dialogue | None = None) -> Weighing:
        """The passages that are weighed for a question, whether it is answered or not."""
        followed = self._whole(chat_words_out(text), _spoken(dialogue or Dialogue()), today)
        question = self.read(written_out(followed.text, today))
        terms = self.terms(question)
        return Weighing(
            question=question,
            terms=terms,
            candidates=tuple(weighed_all(*self._found(question, terms))),
            composing=self._composing(today),
            is_looked_up=self._looked_up(question, today) is not None,
        )

    def _looked_up(self, question: Question, today: date) -> Answer | None:
        """An answer by structure: a place, a procedure, a paper's record; None where none fits."""
        return (
            self._direct_answer(question, today)
            or self._procedures.answer(question)
            or self._record_answer(question, today)
            or self._papers_on(question, today)
        )

    def _composing(self, today: date) -> Composing:
        return Composing(
            today=today,
            inside=self._index.inside,
            passages=self._store.passages,
            working_days_left=self._working_days_left,
        )

    def _answer(self, question: Question, today: date) -> Answer:
        looked_up = self._looked_up(question, today)
        if looked_up is not None:
            return looked_up
        terms = self.terms(question)
        candidates = self.candidates(question, terms)
        absent = absent_number(question.asked, question.numbers, self._papers().documents)
        notes = () if absent is None else (f"Văn bản số {absent} {_ONLY_CITED}",)
        if absent is not None and not asks_what_is_cited(question.asked):
            return replace(refusal(question, candidates, terms), notes=notes, confidence=0.0)
        if chance_of(question, candidates) < REFUSE_BELOW:
            return refusal(question, candidates, terms)
        answer = compose(question, candidates, terms, self._composing(today))
        return replace(answer, notes=(*notes, *answer.notes))

    def find_procedures(self, text: str) -> tuple[ListedProcedure, ...]:
        """The procedure that a code or a name means, or the candidates; empty for none."""
        return self._procedures.find(text, self.read(text).asked)

    def read(self, text: str) -> Question:
        """The question as it is understood over this library."""
        papers = self._papers()
        places = papers.offices.places
        question = read_question(text, places, self._index.read_as)
        related = related_places(question.asked, places, papers.provinces)
        unclear = unclear_units(question.asked, papers.provinces, question.places)
        return replace(
            question,
            places=question.places | related,
            provinces=papers.provinces,
            unclear_units=tuple(unclear.items()),
        )

    def candidates(self, question: Question, terms: Terms) -> tuple[Candidate, ...]:
        """The passages weighed for a question, best first."""
        return rank(*self._found(question, terms))

    def _found(
        self, question: Question, terms: Terms
    ) -> tuple[Question, Terms, tuple[Hit, ...], Offices, LibraryIndex]:
        """What a ranking is made of; records of procedures are left to their own route."""
        skip = self._procedures.revisions
        hits = self._index.search(question.searched, _DEPTH, skip, room=ROOM)
        return question, terms, hits, self._papers().offices, self._index

    def _direct_answer(self, question: Question, today: date) -> Answer | None:
        """The text at a place of a law that the question names; None when it names none here."""
        reference = find_reference(question.text)
        if reference is None:
            return None
        for document in documents_named(question.numbers, self._papers().documents):
            passages = self._store.passages(document.id)
            found = passages_at(reference, passages)
            if found:
                return direct_answer(question, document, reference, found[:_LONGEST_LIST], today)
            around = passages_at(Reference(article=reference.article), passages)
            return absent_place(question, document, reference, around)
        return None

    def _record_answer(self, question: Question, today: date) -> Answer | None:
        """The answer to a question about a paper's own number, day or signer; None for others."""
        asked = read_record_question(question.asked, has_number=bool(question.numbers))
        if asked is None:
            return None
        papers = self._papers()
        terms = self.terms(question)
        named = documents_named(question.numbers, papers.documents)
        if len(named) == 1 and is_named(asked, terms, named[0]):
            return record_answer(question, asked, named, self._store.passages, today)
        # One paper of each office that is named.
        offices = [frozenset({place}) for place in sorted(question.places)] or [frozenset[str]()]
        meant = [self._paper_meant(asked, terms, papers.of_offices(office)) for office in offices]
        found = tuple(dict.fromkeys(document for document in meant if document is not None))
        if len(found) < len(offices):
            return None
        return record_answer(question, asked, found, self._store.passages, today)

    def _paper_meant(
        self, asked: RecordQuestion, terms: Terms, documents: tuple[Document, ...]
    ) -> Document | None:
        """The paper of some papers whose own head says what a question about a record names."""
        for document in likeliest(asked, terms, documents)[:_HEADS]:
            passages = self._store.passages(document.id)
            if is_meant(asked, terms, document, head_of(document, passages)):
                return document
        return None

    def _papers_on(self, question: Question, today: date) -> Answer | None:
        """The papers about the matter, to a question which paper that is; None for others."""
        if not asks_for_papers(question.asked) or question.numbers:
            return None
        places = question.places
        found = papers_on(self.terms(question), places, self._papers().of_offices(places))
        return papers_answer(question, found, self._store.passages, today) if found else None

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
            asking=asking_words(question),
        )


def _spoken(dialogue: Dialogue) -> Dialogue:
    before = dialogue.question
    return dialogue if before is None else replace(dialogue, question=chat_words_out(before))
