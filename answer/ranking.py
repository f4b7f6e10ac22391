"""Which of the passages found answer, best first, each with the chance that it does."""

from dataclasses import replace
from itertools import accumulate

from answer.coverage import Terms
from answer.evidence import PHONE
from answer.judging import chances, token_match
from answer.offices import Offices, names_another_number
from answer.reading import Question
from answer.weighing import (
    WEIGHED,
    Candidate,
    Neighbours,
    context_of,
    is_in_scope,
    is_of_other_level,
    is_weak,
    weigh,
)
from corpus.text import fold, normalize
from index.found import Room
from index.library_index import Hit

ROOM = Room(letters=7_000, of_one=WEIGHED)  # for one question: two dozen bullets, five articles

_LEAST_HELD = 0.3  # of the question's weight, by a passage with its headings and neighbours


def rank(
    question: Question,
    terms: Terms,
    hits: tuple[Hit, ...],
    offices: Offices,
    around: Neighbours,
) -> tuple[Candidate, ...]:
    """The passages that may answer, best first.

    Left out are those of another office than the question names, and those without what an
    answer must hold where that is certain (a telephone number, an amount, how often, the quarter
    that is asked). What leads in a list is weighed with its items.
    """
    weighed = weighed_all(question, terms, hits, offices, around)
    judged = [
        replace(candidate, chance=chance if _speaks_of(candidate, terms) else 0.0)
        for candidate, chance in zip(weighed, chances([c.seen for c in weighed]), strict=True)
    ]
    return tuple(sorted(judged, key=_order))


def weighed_all(
    question: Question,
    terms: Terms,
    hits: tuple[Hit, ...],
    offices: Offices,
    around: Neighbours,
) -> list[Candidate]:
    """The same before they are judged, in the order in which they were found."""
    # A heading is short, so it is found early; it takes nobody's place.
    places = accumulate((not is_weak(hit) for hit in hits), initial=0)
    found = [
        weigh(question, terms, hit, place, around)
        for place, hit in zip(places, hits, strict=False)
        if is_in_scope(question.places, hit, offices) and not _is_of_another(question, hit)
    ]
    found = [candidate for candidate in found if not _is_none(question, candidate)]
    together = zip(found, _nearness(question, found), _among(found), strict=True)
    return [
        replace(candidate, seen={**candidate.seen, **near, **among})
        for candidate, near, among in together
    ]


def _is_none(question: Question, candidate: Candidate) -> bool:
    """Whether a passage is certainly no answer: it lacks what one must hold, or its period."""
    asked, seen = question.evidence, candidate.seen
    if asked.is_certain or asked.turn is not None:
        # Another department's telephone is none of this one's.
        return not candidate.has_evidence or (asked.required is PHONE and seen["other_unit"] > 0)
    if asked.required is not None and is_of_other_level(question, candidate.hit):
        return True  # a figure of the communes is none of the district's
    return asked.is_strict and not seen["periods"]


def _among(found: list[Candidate]) -> list[dict[str, float]]:
    """How each stands among those that hold what an answer must hold: the only one says more."""
    holding = [candidate.seen["weighed"] for candidate in found if candidate.has_evidence]
    best = max(holding, default=0.0)
    return [
        {
            "evidence_first": float(c.has_evidence and c.seen["weighed"] == best),
            "evidence_share": c.has_evidence / len(holding) if holding else 0.0,
        }
        for c in found
    ]


def _speaks_of(candidate: Candidate, terms: Terms) -> bool:
    """Whether a passage with what is around it speaks of the question's matter at all.

    However many of a question's words are slips, an answer holds some of the others.
    """
    return bool(terms.single) and candidate.seen["block_single"] >= _LEAST_HELD


def _nearness(question: Question, found: list[Candidate]) -> list[dict[str, float]]:
    texts = [
        pieces
        for candidate in found
        for own in (candidate.hit.passage.text[:WEIGHED],)
        for pieces in ((own,), (context_of(candidate.hit), own), (candidate.best,))
    ]
    near = token_match().nearness(question.read_as, texts)
    return [
        {"near_own": near[k], "near_all": near[k + 1], "near_best": near[k + 2]}
        for k in range(0, len(near), 3)
    ]


def _is_of_another(question: Question, hit: Hit) -> bool:
    said = " ".join(fold(normalize(hit.passage.text)).split())
    return names_another_number(question.asked, said)


def _order(candidate: Candidate) -> tuple[float, str]:
    return (-candidate.chance, candidate.hit.passage.citation.id)
