"""An answer is put together from spans of passages; nothing in it is written by us but notes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from answer.answers import Answer, Kind, Quote, Span
from answer.asking import papers_compared
from answer.contradictions import adjusting_note, two_days_notes
from answer.coverage import Terms
from answer.direct import Reference, label_at
from answer.figures import figures, states_periods
from answer.notes import notes_for
from answer.quoting import quote_of, whole_quote
from answer.reading import Question
from answer.records import Asked, RecordQuestion, record_of
from answer.rows import cells_in_words
from answer.sibling_parts import answering_beside, asked_parts, holds_part
from answer.sums import sum_notes
from answer.weighing import Candidate, is_weak
from corpus.citations import Level
from corpus.documents import Document, Passage, Role
from corpus.text import fold, normalize
from index.library_index import Hit

_ENDED = re.compile(r"[.;!?/”\"]\s*$")  # a sentence that needs no list to be whole
_LONGEST_LIST = 12  # items of a list that are quoted
_QUOTES = 3
_NEAR_BEST = 0.3  # of the best chance: what else is quoted
_PER_SIDE = 2
_MOST_COMPARED = 4
_LEAST_COMPARED = 0.05  # chance of a passage that is set beside another
_TWIN = 0.85  # of the best chance: an answer as good as the first
_TWO_POINTS = "Câu hỏi gõ không dấu nên chưa rõ là điểm d hay điểm đ; cả hai điểm được nêu."


# Where a paper says what is asked of its record.
_RECIPIENTS = frozenset({Role.ADDRESSEES, Role.RECIPIENTS})
_ROLES_OF = {
    Asked.NUMBER: frozenset({Role.HEADER}),
    Asked.DAY: frozenset({Role.HEADER}),
    Asked.SIGNER: frozenset({Role.SIGNATURE}),
    Asked.RECIPIENTS: _RECIPIENTS,
}
_Told = tuple[Quote, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composing:
    """What an answer is put together with, beside its passages.

    `inside` gives the passages under a hit, `passages` those of a document in reading order.
    """

    today: date
    inside: Callable[[Hit], tuple[Passage, ...]]
    passages: Callable[[str], tuple[Passage, ...]]
    working_days_left: Callable[[date, date], int] | None = None


def compose(
    question: Question,
    candidates: tuple[Candidate, ...],
    terms: Terms,
    composing: Composing,
) -> Answer:
    """An answer of the best passages: its conclusion, its quotes, its notes.

    A passage that only leads in a list ("… gồm:") is followed by the items of the list. A part
    of the question that the best passage leaves open is answered from the lines beside it.
    """
    chosen = choose(question, candidates)
    parts = _parts_beside(question, chosen[0], terms, composing)
    said_in = chosen[: 1 if parts.told else _concluding(question, chosen)]
    telling = [
        piece
        for candidate in said_in
        for piece in (
            *_lead(candidate, composing),
            quote_of(candidate, terms, question),
            *_items(candidate, composing.inside, question.figures),
            *(_noted(candidate) if candidate.is_noted else ()),
        )
    ]
    telling = [*parts.told, *telling] if parts.are_all else [*telling, *parts.told]
    others = chosen if parts.told else chosen[len(said_in) :]
    told = [quote for quote, _ in telling]
    beside = [
        piece
        for piece in (
            *_noted(chosen[0]),  # "¹ Công văn số 58 …": it says more of the paper that is asked for
            *(quote_of(candidate, terms, question) for candidate in others),
        )
        if piece[0] not in told
    ]
    count = len(parts.told) if parts.are_all else len(telling)
    room = _MOST_COMPARED if question.kind is Kind.COMPARISON else _QUOTES
    made = [*telling, *beside[: max(0, room - len(telling))]]
    spans = tuple(replace(span, quote=number) for number, (_, span) in enumerate(made, start=1))
    concluding = spans[:count]
    documents = tuple(dict.fromkeys(candidate.hit.document for candidate in said_in))
    return Answer(
        question=question.text,
        kind=question.kind,
        answered=True,
        conclusion=concluding,
        quotes=tuple(quote for quote, _ in made),
        notes=(
            *notes_for(
                question, concluding, documents, composing.today, composing.working_days_left
            ),
            *_against_notes(question, spans, made, chosen, concluding),
            *_table_notes(said_in),
            *sum_notes(tuple(quote for quote, _ in made), concluding),
        ),
        confidence=chance_of(question, candidates),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The lines that answer parts of a question; `are_all`: the best passage answers none."""

    told: tuple[_Told, ...] = ()
    are_all: bool = False


def _parts_beside(
    question: Question, best: Candidate, terms: Terms, composing: Composing
) -> _Parts:
    """The lines beside the best passage for the parts of the question that it leaves open."""
    told = quote_of(best, terms, question)
    asked = asked_parts(question) if question.kind is not Kind.COMPARISON else ()
    open_ = [kind for kind in asked if not holds_part(kind, told[0].text)]
    if not open_:
        return _Parts()
    passages = composing.passages(best.hit.document.id)
    found = [answering_beside(kind, best.hit.passage.citation, passages, terms) for kind in open_]
    quotes = dict.fromkeys(whole_quote(best.hit.document, passage) for passage in found if passage)
    return _Parts(
        told=tuple((quote, Span(text=quote.text, quote=0)) for quote in quotes),
        are_all=len(open_) == len(asked) and all(found),
    )


def _against_notes(
    question: Question,
    spans: tuple[Span, ...],
    made: list[_Told],
    chosen: tuple[Candidate, ...],
    concluding: tuple[Span, ...],
) -> tuple[str, ...]:
    """What the quotes say against each other; of a question about time only."""
    if Kind.DEADLINE not in question.kinds:
        return ()
    of_id = {candidate.hit.document.id: candidate.hit.document for candidate in chosen}
    quotes = [quote for quote, _ in made]
    papers = [of_id[quote.document_id] for quote in quotes]
    count = len(concluding)
    said = [span.text for span in spans[:count]]
    return two_days_notes(quotes[:count], said, papers[:count]) or adjusting_note(quotes, papers)


def _lead(candidate: Candidate, composing: Composing) -> list[_Told]:
    """The line that leads the passage in, where it says what is asked: "Phạt tiền từ …"."""
    if not candidate.is_led:
        return []
    document, steps = candidate.hit.document, candidate.hit.passage.citation.steps
    above = [p for p in composing.passages(document.id) if p.citation.steps == steps[:-1]]
    quotes = [whole_quote(document, passage) for passage in above[:1]]
    return [(quote, Span(text=quote.text, quote=0)) for quote in quotes]


def _noted(candidate: Candidate) -> list[_Told]:
    """The footnotes of the passage that say what is asked."""
    quotes = [whole_quote(candidate.hit.document, note) for note in candidate.notes]
    return [(quote, Span(text=quote.text, quote=0)) for quote in quotes]


def _items(
    best: Candidate, inside: Callable[[Hit], tuple[Passage, ...]], asked: frozenset[str]
) -> list[tuple[Quote, Span]]:
    """The items under a lead-in, each quoted whole; none when the passage ends its sentence.

    Where a period is asked for that some items speak of ("+ Năm 2023: …", "+ 03 tháng đầu năm
    2024: …"), only those.
    """
    passage = best.hit.passage
    is_clause = passage.citation.steps[-1].level in (Level.CLAUSE, Level.POINT)
    leads_in = passage.role is Role.BODY or (passage.role is Role.HEADING and is_clause)
    if not leads_in or _ENDED.search(passage.text):
        return []
    items = [item for item in inside(best.hit) if item.role is Role.BODY]
    of_period = [item for item in items if asked and states_periods(asked, figures(item.text))]
    quotes = [whole_quote(best.hit.document, item) for item in of_period or items]
    return [(quote, Span(text=quote.text, quote=0)) for quote in quotes[:_LONGEST_LIST]]


def _table_notes(said_in: tuple[Candidate, ...]) -> list[str]:
    """Each row that answers, cell by cell under its head: a row alone does not say them."""
    said = dict.fromkeys(cells_in_words(candidate.hit.passage) for candidate in said_in)
    return [f"Đọc theo cột của bảng: {words}." for words in said if words]


def choose(question: Question, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """What is quoted: the best passage and those near it; of each side where two are named."""
    if question.kind is Kind.COMPARISON or len(question.places) > 1:
        turns = _in_turn(question, candidates)
        if turns:
            return turns
    best = candidates[0].chance if candidates else 0.0
    return tuple(c for c in candidates if c.chance >= _NEAR_BEST * best)[:_QUOTES]


def _side(question: Question, candidate: Candidate) -> str | None:
    """The side that a passage is of: its office or, of one office, its kind of paper.

    None where the question does not set it against another, or the passage states nothing.
    """
    document = candidate.hit.document
    if is_weak(candidate.hit):
        return None
    if len(question.places) > 1:
        return document.issuer
    kinds = papers_compared(question.asked)
    kind = fold(normalize(document.kind or ""))
    return kind if len(kinds) > 1 and kind in kinds else None


def _in_turn(question: Question, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The two best of each side, the sides in turn; empty where no side is told.

    Where a side has passages with what is asked, its others say nothing beside them.
    """
    sides: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        side = _side(question, candidate)
        if side is not None and candidate.chance >= _LEAST_COMPARED:
            sides.setdefault(side, []).append(candidate)
    telling = [[c for c in side if c.has_evidence] or side for side in sides.values()]
    telling.sort(key=lambda side: -side[0].chance)
    return tuple(side[turn] for turn in range(_PER_SIDE) for side in telling if turn < len(side))


def chance_of(question: Question, candidates: tuple[Candidate, ...]) -> float:
    """The chance, 0..1, that what is quoted answers: of the passage that begins it.

    Of a comparison, that one of its two sides does: each speaks of half of the question only.
    """
    chosen = choose(question, candidates)
    if not chosen or question.kind is not Kind.COMPARISON:
        return chosen[0].chance if chosen else 0.0
    first = _side(question, chosen[0])
    other = next((c for c in chosen if _side(question, c) != first), None)
    return 1 - (1 - chosen[0].chance) * (1 - other.chance if other else 1)


def _concluding(question: Question, chosen: tuple[Candidate, ...]) -> int:
    """How many of the quotes the conclusion is made of.

    Two when the second holds the evidence too and is nearly as good: two days in one plan are
    both said, none is chosen.
    """
    if question.kind is Kind.COMPARISON:
        return min(2, len(chosen))
    if len(chosen) > 1 and chosen[1].has_evidence and chosen[1].chance >= _TWIN * chosen[0].chance:
        return 2
    return 1


def direct_answer(
    question: Question,
    document: Document,
    reference: Reference,
    passages: tuple[Passage, ...],
    today: date,
) -> Answer:
    """The passages of a place, quoted whole; the first is the conclusion.

    Where the letter of a điểm may be two, the first of either is.
    """
    quotes = tuple(whole_quote(document, passage) for passage in passages)
    firsts = [1]
    if reference.or_point:
        points = [label_at(passage, Level.POINT) for passage in passages]
        firsts = [points.index(point) + 1 for point in dict.fromkeys(points) if point] or [1]
    notes = (_TWO_POINTS,) if len(firsts) > 1 else ()
    spans = tuple(Span(text=quotes[number - 1].text, quote=number) for number in firsts)
    return Answer(
        question=question.text,
        kind=Kind.REFERENCE,
        answered=True,
        conclusion=spans,
        quotes=quotes,
        notes=(*notes, *notes_for(question, spans, (document,), today)),
        confidence=1.0,
    )


def absent_place(
    question: Question, document: Document, reference: Reference, around: tuple[Passage, ...]
) -> Answer:
    """A refusal: the paper is here, but has no such place; its article is shown, if it has one."""
    return Answer(
        question=question.text,
        kind=Kind.REFERENCE,
        answered=False,
        conclusion=(),
        quotes=tuple(whole_quote(document, passage) for passage in around[:_QUOTES]),
        notes=(f"{document.title} không có {reference.words}.",),
        confidence=0.0,
    )


def record_answer(
    question: Question,
    asked: RecordQuestion,
    documents: tuple[Document, ...],
    passages: Callable[[str], tuple[Passage, ...]],
    today: date,
) -> Answer:
    """What papers say of themselves, quoted from head or signature; else a refusal."""
    quotes: list[Quote] = []
    notes: list[str] = []
    is_answered = False
    for document in documents:
        told, missing = _record_told(asked, document, passages(document.id))
        quotes += told
        if missing:
            absent = ", ".join(part.value for part in missing)
            notes.append(f"Bản trong kho của {document.title} không ghi {absent}.")
        is_answered |= bool(told) and (asked.is_whether or len(missing) < len(asked.asked))
    spans = tuple(Span(text=quote.text, quote=k) for k, quote in enumerate(quotes, start=1))
    return Answer(
        question=question.text,
        kind=question.kind,
        answered=is_answered,
        conclusion=spans if is_answered else (),
        quotes=tuple(quotes),
        notes=(*notes, *notes_for(question, (), documents, today)),
        confidence=1.0 if is_answered else 0.0,
    )


def _record_told(
    asked: RecordQuestion, document: Document, passages: tuple[Passage, ...]
) -> tuple[list[Quote], list[Asked]]:
    """The quotes of a paper that say what is asked of its record, and what it does not say."""
    roles = frozenset[Role]().union(*(_ROLES_OF[part] for part in asked.asked))
    told = [passage for passage in passages if passage.role in roles]
    named = [p for p in told if p.role is Role.SIGNATURE and (document.signer or "") in p.text]
    if named:  # of several signature blocks the one with the name
        told = [p for p in told if p.role is not Role.SIGNATURE or p in named]
    is_said = {part: record_of(document, part) is not None for part in asked.asked}
    if Asked.RECIPIENTS in is_said:
        is_said[Asked.RECIPIENTS] = any(passage.role in _RECIPIENTS for passage in told)
    quotes = [whole_quote(document, passage) for passage in told or passages[:1]]
    return quotes, [part for part, said in is_said.items() if not said]


def refusal(question: Question, candidates: tuple[Candidate, ...], terms: Terms) -> Answer:
    """No answer; its quotes are the nearest passages, for reading only."""
    nearest = sorted(candidates, key=lambda c: (-c.score, c.hit.passage.citation.id))
    return Answer(
        question=question.text,
        kind=question.kind,
        answered=False,
        conclusion=(),
        quotes=tuple(quote_of(candidate, terms, question)[0] for candidate in nearest[:_QUOTES]),
        notes=(),
        confidence=candidates[0].chance if candidates else 0.0,
    )
