"""One passage weighed as an answer: evidence, coverage, headings, the right office, its place."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from answer.answers import Kind
from answer.coverage import Terms, coverage
from answer.figures import figures, holds_periods, share_held
from answer.offices import Offices, places_named
from answer.reading import Question
from answer.rows import counts_under_head, said_with_heads
from answer.sentences import sentences
from answer.sibling_parts import answering_beside, asked_parts, assigns
from answer.times import time_set
from corpus.citations import Level
from corpus.documents import Passage, Role
from corpus.text import FOOTNOTE_MARK, fold, normalize
from corpus.units import unit_key
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
# A town's own files are of the level of a district.
_LEVELS = {
    "huyện": re.compile(r"\bcap (?:huyen|thanh pho|thi xa|quan)\b"),
    "xã": re.compile(r"\bcap (?:xa|phuong)\b"),
    "tỉnh": re.compile(r"\bcap tinh\b"),
}
_WEAK_ROLE = 0.6
_WEAK_ROLES = frozenset({Role.HEADER, Role.RECIPIENTS, Role.SIGNATURE, Role.ADDRESSEES})
# How papers close and open: "Trên đây là báo cáo …", "… báo cáo kết quả như sau:".
_FORMULA = re.compile(r"^trên đây là\b|\b(?:cụ thể )?như sau\s*:$")
WEIGHED = 4_000  # characters of one passage that are weighed; few khoản are longer
_LED_IN = 1_500  # characters of a lead-in with its items
_SHORT = 200  # characters: a shorter passage says little without the lines beside it
_FIRST = 3  # of the passages found: those of which the lines beside are asked, too
_NOTES = 2  # footnotes that are quoted with one passage
_SHORT_HEADING = 60  # "+ Cấp xã:", no sentence that mentions a level
_BARE_HEADING = 120  # characters: a shorter heading states nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage weighed as an answer."""

    hit: Hit
    has_evidence: bool
    score: float  # by weights set by hand: the order of what is shown beside a refusal
    best: str  # the sentence of it that holds most of the question
    is_led: bool  # what an answer must hold stands in the line that leads it in, not in itself
    notes: tuple[Passage, ...]  # its footnotes that hold what an answer must hold
    is_noted: bool  # which stands in them, not in itself
    seen: Mapping[str, float]  # what it is judged by, by the names of `judging`
    chance: float = 0.0  # 0..1 that it answers


class Neighbours(Protocol):
    """The passages around one that was found."""

    def inside(self, hit: Hit) -> tuple[Passage, ...]:
        """Those under it, in reading order."""
        ...

    def beside(self, hit: Hit) -> tuple[Passage, ...]:
        """Those under the same heading near it, in reading order, itself left out."""
        ...

    def footnotes(self, hit: Hit) -> tuple[Passage, ...]:
        """Those that its marks stand for."""
        ...


def is_in_scope(places: frozenset[str], hit: Hit, offices: Offices) -> bool:
    """Whether a passage is of an office that the question names, or names it itself."""
    if not places or places & offices.by_revision.get(hit.document.revision, frozenset()):
        return True
    passage = hit.passage
    said = fold(normalize("\n".join((*passage.trail, *passage.carried, passage.text))))
    return bool(places_named(" ".join(said.split()), places))


def context_of(hit: Hit) -> str:
    """What names a passage from outside: its document and the headings above it."""
    document, passage = hit.document, hit.passage
    names = (
        *(document.title, document.subject, document.issuer),
        *(*passage.trail, *passage.carried),
    )
    return "\n".join(name for name in names if name)


def _weighed_text(hit: Hit, around: Neighbours) -> str:
    """The passage's text; what ends with a colon with the items that it leads in."""
    text = hit.passage.text[:WEIGHED]
    if hit.passage.role is not Role.BODY or not text.rstrip().endswith(":"):
        return text
    items = "\n".join(item.text for item in around.inside(hit) if item.role is Role.BODY)
    return f"{text.rstrip()}\n{items}"[:_LED_IN]


def weigh(question: Question, terms: Terms, hit: Hit, place: int, around: Neighbours) -> Candidate:
    """A passage with all that it is judged by, but how it compares with the others.

    Args:
        question: as it was understood.
        terms: its weighed words.
        hit: the passage.
        place: how many that may state something were found before it.
        around: of the library that it was found in.
    """
    text = _weighed_text(hit, around)
    if hit.passage.heads:
        # A cell holds its evidence together with its head: "Kinh phí (triệu đồng): 120".
        text = f"{text.rstrip()}\n{said_with_heads(hit.passage)[:WEIGHED]}"
    asked = question.evidence
    holds = asked.is_in(text) or (asked.is_count and counts_under_head(hit.passage, terms.single))
    holds |= asked.takes_place and _is_of_article(hit)
    is_led = not holds and asked.is_in(f"{_lead(hit)}\n{text}")
    notes = () if asked.is_any else _telling_notes(question, terms, hit, around)
    is_noted = bool(notes) and not (holds or is_led)
    has_evidence = holds or is_led or is_noted
    own = coverage(terms, text)  # by the passage alone
    # A row is one statement: the count in one cell is of what the other cells say.
    is_telling = question.evidence.is_strict and not hit.passage.heads
    said = _telling(question, terms, text) if is_telling else text
    # With its headings and names; of a strict question by the sentence that holds the evidence.
    whole = coverage(terms, context_of(hit), said)
    score = hit.score + _PAIRED * own.paired + _SINGLE * whole.single
    score += _EVIDENCE * (time_set(text) if question.kind is Kind.DEADLINE else has_evidence)
    if question.kind is Kind.RESPONSIBILITY:
        score += _ASSIGNED * assigns(text)
    if text.rstrip() != hit.passage.text[:WEIGHED].rstrip() and not hit.passage.heads:
        score += _LISTED * bool(_ASKS_LIST.search(question.asked))
    score -= _OTHER_UNIT * _is_of_other_unit(question, hit)
    score += _HEADED * coverage(terms, *hit.passage.trail).paired
    held, stated = 1.0, frozenset[str]()
    if question.figures:
        stated = figures(f"{_dated(hit)}\n{text}")
        held = share_held(question.figures, stated)
        # The rate of another quarter is no answer, however well its words fit.
        has_evidence &= not question.evidence.is_strict or holds_periods(question.figures, stated)
    score += _FIGURES * (held - 1) - _penalty(question, hit)
    score -= _AIMED * _is_aim(question, said)
    best = _best_sentence(terms, text)
    beside = _beside(hit, around) if len(text) <= _SHORT else ""
    seen = {
        **_of_index(hit, place),
        **_of_words(terms, hit, text, said, best, beside),
        "own_single": own.single,
        "own_paired": own.paired,
        "own_rarest": own.rarest,
        "whole_single": whole.single,
        "whole_paired": whole.paired,
        "evidence": float(has_evidence),
        "evidence_best": float(asked.is_in(best)),
        "evidence_led": float(is_led or is_noted),
        "evidence_beside": float(
            not has_evidence
            and place < _FIRST
            and _is_answered_beside(question, terms, hit, around)
        ),
        "lacks_strict": float(asked.is_strict and not has_evidence),
        "time": time_set(text),
        "time_best": time_set(best),
        "figures": held,
        "figures_asked": float(min(3, len(question.figures))),
        "periods": float(not question.figures or holds_periods(question.figures, stated)),
        "penalty": _penalty(question, hit),
        "assigns": float(assigns(text)),
        "other_unit": float(_is_of_other_unit(question, hit)),
        "aim": float(_is_aim(question, said)),
        "weighed": score - hit.score,
        **_of_question(question, terms),
    }
    return Candidate(
        hit=hit,
        has_evidence=has_evidence,
        score=score,
        best=best,
        is_led=is_led,
        notes=notes,
        is_noted=is_noted,
        seen=seen,
    )


def _of_index(hit: Hit, place: int) -> dict[str, float]:
    return {
        "place": 1 / (1 + place),
        "lexical": hit.lexical,
        "dense": hit.dense,
        "fused": hit.score,
        "table": float(bool(hit.passage.heads)),
        "heading": float(hit.passage.role is Role.HEADING),
    }


def _of_words(  # noqa: PLR0913 -- the texts in which the words are sought
    terms: Terms, hit: Hit, text: str, said: str, best: str, beside: str
) -> dict[str, float]:
    """How much of the question each part of a passage and of what is around it holds."""
    context = context_of(hit)
    of_said, of_best = coverage(terms, said), coverage(terms, best)
    in_context, of_trail = coverage(terms, context, best), coverage(terms, *hit.passage.trail)
    names = (hit.document.title, hit.document.subject or "", hit.document.issuer or "")
    return {
        "all_single": coverage(terms, context, text).single,
        "block_single": coverage(terms, context, text, beside).single,
        "said_single": of_said.single,
        "said_paired": of_said.paired,
        "best_single": of_best.single,
        "best_paired": of_best.paired,
        "best_context": in_context.single,
        "best_rarest": in_context.rarest,
        "trail_single": of_trail.single,
        "trail_paired": of_trail.paired,
        "named_single": coverage(terms, *names).single,
        "length": math.log(1 + len(text)),
        "best_length": math.log(1 + len(best)),
    }


def _of_question(question: Question, terms: Terms) -> dict[str, float]:
    return {
        "unknown": terms.unknown,
        "terms": float(len(terms.single)),
        "strict": float(question.evidence.is_strict),
        "wants_number": float(question.evidence.needs_number),
        "wants_time": float(question.evidence.sets_time),
        "wants_who": float(question.evidence.is_duty),
        "wants_count": float(question.evidence.is_count),
        "turn": float(question.evidence.turn is not None),
        "places": float(bool(question.places)),
        "unit_asked": float(question.department is not None),
    }


def _lead(hit: Hit) -> str:
    """The line that leads a passage in: "1. Phạt tiền từ … đối với một trong các hành vi sau:"."""
    trail = hit.passage.trail
    return trail[-1] if trail and trail[-1].rstrip().endswith(":") else ""


def _telling_notes(
    question: Question, terms: Terms, hit: Hit, around: Neighbours
) -> tuple[Passage, ...]:
    """The footnotes that hold what an answer must hold; where there are, those of the sentence."""
    notes = [note for note in around.footnotes(hit) if question.evidence.is_in(note.text)]
    if not notes:
        return ()
    marks = set(FOOTNOTE_MARK.findall(_best_sentence(terms, hit.passage.text[:WEIGHED])))
    near = [note for note in notes if marks & set(FOOTNOTE_MARK.findall(note.text)[:1])]
    return tuple(near or notes)[:_NOTES]


def _is_of_article(hit: Hit) -> bool:
    return any(step.level is Level.ARTICLE for step in hit.passage.citation.steps)


def _beside(hit: Hit, around: Neighbours) -> str:
    return "\n".join(passage.text[:WEIGHED] for passage in around.beside(hit))


def _is_answered_beside(question: Question, terms: Terms, hit: Hit, around: Neighbours) -> bool:
    """Whether a line under the same heading says who or when, where the passage does not."""
    parts = asked_parts(question)
    if not parts:
        return False
    passages = (*around.beside(hit), hit.passage)
    return any(
        answering_beside(kind, hit.passage.citation, passages, terms) is not None for kind in parts
    )


def _best_sentence(terms: Terms, text: str) -> str:
    """The sentence of a text that holds most of the question; the first among equals."""
    pieces = [text[start:end] for start, end in sentences(text)]

    def worth(piece: str) -> float:
        held = coverage(terms, piece)
        return held.single + held.paired

    return max(pieces, key=worth, default=text)


def _is_of_other_unit(question: Question, hit: Hit) -> bool:
    """Whether a passage and its headings leave out the department that is asked for."""
    if question.department is None:
        return False
    passage = hit.passage
    said = unit_key("\n".join((*passage.trail, *passage.carried, passage.text[:WEIGHED])))
    return f" {question.department} " not in f" {said} "


def is_of_other_level(question: Question, hit: Hit) -> bool:
    """Whether a passage is of the communes alone where the district is asked about, or so.

    By its own words or, where they name no level, by the nearest heading that does.
    """
    asked = _levels(question.asked)
    if len(asked) != 1:
        return False
    headings = (line for line in reversed(hit.passage.trail) if len(line) <= _SHORT_HEADING)
    for line in (hit.passage.text[:WEIGHED], *headings):
        said = _levels(fold(normalize(line)))
        if said:
            return not asked & said
    return False


def _levels(folded: str) -> frozenset[str]:
    return frozenset(level for level, words in _LEVELS.items() if words.search(folded))


def _is_aim(question: Question, said: str) -> bool:
    """Whether a passage says what is aimed at where the question asks what was reached."""
    asks = _ASKS_REACHED.search(question.asked) and not _ASKS_AIM.search(question.asked)
    return bool(asks) and _AIM.search(fold(normalize(said))) is not None


def _telling(question: Question, terms: Terms, text: str) -> str:
    """The sentence that holds the evidence and most of the question; the text when none does.

    A count somewhere in a long passage is not the count that was asked for.
    """
    pieces = [text[start:end] for start, end in sentences(text)]
    holding = [p for p in pieces if question.evidence.is_in(p)]
    return max(holding, key=lambda piece: coverage(terms, piece).single, default=text)


def _dated(hit: Hit) -> str:
    """The context of a passage with the days of its document."""
    document = hit.document
    signed = document.signed_on.strftime("%d/%m/%Y") if document.signed_on else ""
    return "\n".join((context_of(hit), signed, document.signed_as_written or ""))


def is_weak(hit: Hit) -> bool:
    """Whether a passage only names its paper or a section, or opens or closes the paper."""
    passage = hit.passage
    is_bare_heading = passage.role is Role.HEADING and len(passage.text) < _BARE_HEADING
    return passage.role in _WEAK_ROLES or is_bare_heading or _is_formula(passage.text)


def _is_formula(text: str) -> bool:
    text = text.strip()
    return _FORMULA.search(normalize(f"{text[:40]}\n{text[-40:]}")) is not None


def _penalty(question: Question, hit: Hit) -> float:
    """What a passage loses that names its paper or a section but states nothing of the matter."""
    if not is_weak(hit):
        return 0.0
    is_formula = _is_formula(hit.passage.text)
    # The title of a report on a quarter sets no deadline, however well its words fit; how a
    # report closes names nobody who has to do anything.
    states_nothing = question.kind is Kind.DEADLINE or (
        is_formula and Kind.DEADLINE in question.kinds
    )
    return 2 * _WEAK_ROLE if states_nothing else _WEAK_ROLE
