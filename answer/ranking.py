"""Which of the passages found answer best: fused score, evidence, coverage, the right office."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from answer.answers import Kind
from answer.coverage import Coverage, Terms, coverage
from answer.figures import figures, holds_periods, share_held
from answer.offices import Offices, names_another_number, places_named
from answer.reading import Question
from answer.rows import counts_under_head, said_with_heads
from answer.sentences import sentences
from answer.sibling_parts import assigns
from answer.times import time_set
from corpus.documents import Passage, Role
from corpus.text import fold, normalize
from corpus.units import unit_key
from index.found import Room
from index.library_index import Hit

# Tuned by hand on development questions; bench/results has what they give.
_EVIDENCE = 0.8
_ASSIGNED = 0.4
_HEADED = 0.5
_LISTED = 0.9
_OTHER_UNIT = 0.5
_ASKS_LIST = re.compile(r"\bgom\b|\bnhung giay to\b|\bcac buoc\b")
_PAIRED = 1.2
_SINGLE = 0.8
_FIGURES = 0.6
_AIMED = 0.5
# What was reached is asked, not what is aimed at.
_ASKS_REACHED = re.compile(r"(?<!\bphai )(?<!\bcan )\bdat (?:duoc )?(?:bao nhieu|may)\b")
_ASKS_AIM = re.compile(r"\b(?:chi tieu|muc tieu|phan dau|ke hoach|duoc giao|den nam)\b")
_AIM = re.compile(r"\b(?:phan dau|dat it nhat|dat toi thieu|tro len|dua ty le|muc tieu)\b")
_WEAK_ROLE = 0.6
_WEAK_ROLES = frozenset({Role.HEADER, Role.RECIPIENTS, Role.SIGNATURE, Role.ADDRESSEES})
# How papers close and open: "Trên đây là báo cáo …", "… báo cáo kết quả như sau:".
_FORMULA = re.compile(r"^trên đây là\b|\b(?:cụ thể )?như sau\s*:$")
_WEIGHED = 4_000  # characters of one passage that are weighed; few khoản are longer
_LED_IN = 1_500  # characters of a lead-in with its items
ROOM = Room(letters=7_000, of_one=_WEIGHED)  # for one question: two dozen bullets, five articles
_BARE_HEADING = 120  # characters: a shorter heading states nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage weighed as an answer."""

    hit: Hit
    has_evidence: bool
    own: Coverage  # by the passage alone
    whole: Coverage  # with its headings and its document's names; of a strict question, by the
    # sentence that holds the evidence alone
    figures: float  # share of the question's figures and periods that it or its context holds
    score: float

    @property
    def weighed(self) -> float:
        """Its score without what the index gave it: comparable between indexes."""
        return self.score - self.hit.score


def rank(
    question: Question,
    terms: Terms,
    hits: tuple[Hit, ...],
    offices: Offices,
    inside: Callable[[Hit], tuple[Passage, ...]],
) -> tuple[Candidate, ...]:
    """The passages that may answer, best first.

    Left out are those of another office than the question names, and those without what an
    answer must hold where that is certain (a telephone number, an amount, a count, how often).
    What leads in a list is weighed with its items, which `inside` gives.
    """
    candidates = [
        _weigh(question, terms, hit, _weighed_text(hit, inside))
        for hit in hits
        if is_in_scope(question.places, hit, offices) and not _is_of_another(question, hit)
    ]
    if question.evidence.is_strict or question.evidence.turn:
        candidates = [candidate for candidate in candidates if candidate.has_evidence]
    return tuple(sorted(candidates, key=_order))


def _order(candidate: Candidate) -> tuple[float, str]:
    return (-candidate.score, candidate.hit.passage.citation.id)


def is_in_scope(places: frozenset[str], hit: Hit, offices: Offices) -> bool:
    """Whether a passage is of an office that the question names, or names it itself."""
    if not places or places & offices.by_revision.get(hit.document.revision, frozenset()):
        return True
    passage = hit.passage
    said = fold(normalize("\n".join((*passage.trail, *passage.carried, passage.text))))
    return bool(places_named(" ".join(said.split()), places))


def _is_of_another(question: Question, hit: Hit) -> bool:
    said = " ".join(fold(normalize(hit.passage.text)).split())
    return names_another_number(question.asked, said)


def context_of(hit: Hit) -> str:
    """What names a passage from outside: its document and the headings above it."""
    document, passage = hit.document, hit.passage
    names = (
        *(document.title, document.subject, document.issuer),
        *(*passage.trail, *passage.carried),
    )
    return "\n".join(name for name in names if name)


def _weighed_text(hit: Hit, inside: Callable[[Hit], tuple[Passage, ...]]) -> str:
    """The passage's text; what ends with a colon with the items that it leads in."""
    text = hit.passage.text[:_WEIGHED]
    if hit.passage.role is not Role.BODY or not text.rstrip().endswith(":"):
        return text
    items = "\n".join(item.text for item in inside(hit) if item.role is Role.BODY)
    return f"{text.rstrip()}\n{items}"[:_LED_IN]


def _weigh(question: Question, terms: Terms, hit: Hit, text: str) -> Candidate:
    if hit.passage.heads:
        # A cell holds its evidence together with its head: "Kinh phí (triệu đồng): 120".
        text = f"{text.rstrip()}\n{said_with_heads(hit.passage)[:_WEIGHED]}"
    folded = fold(normalize(text))
    has_evidence = question.evidence.is_in(text, folded) or (
        question.evidence.is_count and counts_under_head(hit.passage, terms.single)
    )
    own = coverage(terms, text)
    # A row is one statement: the count in one cell is of what the other cells say.
    is_telling = question.evidence.is_strict and not hit.passage.heads
    said = _telling(question, terms, text) if is_telling else text
    whole = coverage(terms, context_of(hit), said)
    score = hit.score + _PAIRED * own.paired + _SINGLE * whole.single
    score += _EVIDENCE * (time_set(text) if question.kind is Kind.DEADLINE else has_evidence)
    if question.kind is Kind.RESPONSIBILITY:
        score += _ASSIGNED * assigns(text)
    if text.rstrip() != hit.passage.text[:_WEIGHED].rstrip() and not hit.passage.heads:
        score += _LISTED * bool(_ASKS_LIST.search(question.asked))
    score -= _OTHER_UNIT * _is_of_other_unit(question, hit)
    score += _HEADED * coverage(terms, *hit.passage.trail).paired
    held = 1.0
    if question.figures:
        stated = figures(f"{_dated(hit)}\n{text}")
        held = share_held(question.figures, stated)
        # The rate of another quarter is no answer, however well its words fit.
        has_evidence &= not question.evidence.is_strict or holds_periods(question.figures, stated)
    score += _FIGURES * (held - 1) - _penalty(question, hit)
    score -= _AIMED * _is_aim(question, said)
    return Candidate(
        hit=hit, has_evidence=has_evidence, own=own, whole=whole, figures=held, score=score
    )


def _is_of_other_unit(question: Question, hit: Hit) -> bool:
    """Whether a passage and its headings leave out the department that is asked for."""
    if question.department is None:
        return False
    passage = hit.passage
    said = unit_key("\n".join((*passage.trail, *passage.carried, passage.text[:_WEIGHED])))
    return f" {question.department} " not in f" {said} "


def _is_aim(question: Question, said: str) -> bool:
    """Whether a passage says what is aimed at where the question asks what was reached."""
    asks = _ASKS_REACHED.search(question.asked) and not _ASKS_AIM.search(question.asked)
    return bool(asks) and _AIM.search(fold(normalize(said))) is not None


def _telling(question: Question, terms: Terms, text: str) -> str:
    """The sentence that holds the evidence and most of the question; the text when none does.

    A count somewhere in a long passage is not the count that was asked for.
    """
    pieces = [text[start:end] for start, end in sentences(text)]
    holding = [p for p in pieces if question.evidence.is_in(p, fold(normalize(p)))]
    return max(holding, key=lambda piece: coverage(terms, piece).single, default=text)


def _dated(hit: Hit) -> str:
    """The context of a passage with the days of its document."""
    document = hit.document
    signed = document.signed_on.strftime("%d/%m/%Y") if document.signed_on else ""
    return "\n".join((context_of(hit), signed, document.signed_as_written or ""))


def _penalty(question: Question, hit: Hit) -> float:
    """What a passage loses that names its paper or a section but states nothing of the matter."""
    passage = hit.passage
    is_bare_heading = passage.role is Role.HEADING and len(passage.text) < _BARE_HEADING
    text = passage.text.strip()
    is_formula = _FORMULA.search(normalize(f"{text[:40]}\n{text[-40:]}")) is not None
    is_weak = passage.role in _WEAK_ROLES or is_bare_heading or is_formula
    if not is_weak:
        return 0.0
    # The title of a report on a quarter sets no deadline, however well its words fit; how a
    # report closes names nobody who has to do anything.
    states_nothing = question.kind is Kind.DEADLINE or (
        is_formula and Kind.DEADLINE in question.kinds
    )
    return 2 * _WEAK_ROLE if states_nothing else _WEAK_ROLE
