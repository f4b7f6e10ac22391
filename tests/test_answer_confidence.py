"""Confidence and ranking of candidates made by hand."""

from hypothesis import given
from hypothesis import strategies as st

from answer.answers import Kind
from answer.confidence import confidence
from answer.coverage import Coverage, Terms
from answer.evidence import evidence_for
from answer.offices import Offices
from answer.ranking import Candidate, is_in_scope, rank
from answer.reading import Question
from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Passage, Role
from index.library_index import Hit

SHARES = st.floats(0, 1)
HELD = st.floats(0.3, 1)
TERMS = Terms(single={"cay": 1.0}, paired={}, unknown=0.0)
NO_OFFICES = Offices({}, frozenset())
PAPER = Document(
    id="ke-hoach", source="ke_hoach.txt", sha256="00", page_count=1, page_starts=(0,), text=""
)


def hit(label: str, text: str, *, score: float = 0.5, role: Role = Role.BODY) -> Hit:
    passage = Passage(
        citation=Citation(document_id="ke-hoach", steps=(Step(Level.PARAGRAPH, label),)),
        role=role,
        trail=(),
        text=text,
        start=0,
        end=len(text),
        first_page=1,
        last_page=1,
    )
    return Hit(document=PAPER, passage=passage, ordinal=0, score=score, lexical=0.5, dense=0.5)


def candidate(*, dense: float, single: float, has_evidence: bool, figures: float) -> Candidate:
    held = Coverage(single=single, paired=single, rarest=single)
    found = hit("1", "Trồng cây.")
    return Candidate(
        hit=Hit(
            document=found.document,
            passage=found.passage,
            ordinal=0,
            score=0.5,
            lexical=0.5,
            dense=dense,
        ),
        has_evidence=has_evidence,
        own=held,
        whole=held,
        figures=figures,
        score=0.5,
    )


def no_items(_hit: Hit) -> tuple[Passage, ...]:
    return ()


def question(asked: str, kind: Kind, places: frozenset[str] = frozenset()) -> Question:
    return Question(
        text=asked,
        searched=asked,
        read_as=asked,
        asked=asked,
        kinds=(kind,),
        evidence=evidence_for(kind, asked),
        department=None,
        places=places,
        numbers=(),
        figures=frozenset(),
    )


@given(SHARES, HELD, SHARES)
def test_evidence_never_makes_an_answer_less_sure(
    dense: float, single: float, figures: float
) -> None:
    without = candidate(dense=dense, single=single, has_evidence=False, figures=figures)
    with_it = candidate(dense=dense, single=single, has_evidence=True, figures=figures)
    assert confidence(without, TERMS, is_strict=False) < confidence(with_it, TERMS, is_strict=False)


@given(SHARES, SHARES, SHARES)
def test_more_of_the_question_never_makes_an_answer_less_sure(
    dense: float, less: float, more: float
) -> None:
    low, high = sorted((less, more))
    first = candidate(dense=dense, single=low, has_evidence=True, figures=1.0)
    second = candidate(dense=dense, single=high, has_evidence=True, figures=1.0)
    assert confidence(first, TERMS, is_strict=False) <= confidence(second, TERMS, is_strict=False)


@given(SHARES, SHARES, SHARES)
def test_confidence_lies_between_none_and_all(dense: float, single: float, figures: float) -> None:
    made = candidate(dense=dense, single=single, has_evidence=True, figures=figures)
    assert 0 <= confidence(made, TERMS, is_strict=False) < 1


def test_passage_that_holds_next_to_nothing_of_a_question_is_never_sure() -> None:
    made = candidate(dense=1.0, single=0.29, has_evidence=True, figures=1.0)
    assert (
        confidence(made, Terms(single={"cay": 1.0}, paired={}, unknown=1.0), is_strict=False) == 0.0
    )


def test_question_without_any_word_of_a_matter_is_never_sure() -> None:
    made = candidate(dense=1.0, single=1.0, has_evidence=True, figures=1.0)
    assert confidence(made, Terms(single={}, paired={}, unknown=0.0), is_strict=False) == 0.0


def test_passage_without_the_count_that_is_asked_is_left_out() -> None:
    hits = (hit("1", "Trồng cây ven đường."), hit("2", "Trồng 40 cây ven đường."))
    found = rank(question("bao nhieu cay", Kind.FIGURE), TERMS, hits, NO_OFFICES, no_items)
    assert [each.hit.passage.text for each in found] == ["Trồng 40 cây ven đường."]


def test_order_does_not_hang_on_the_order_of_the_hits() -> None:
    hits = (hit("1", "Trồng cây."), hit("2", "Họp dân."), hit("3", "Ngày 5 họp dân."))
    asked = question("khi nao hop", Kind.DEADLINE)
    assert rank(asked, TERMS, hits, NO_OFFICES, no_items) == rank(
        asked, TERMS, hits[::-1], NO_OFFICES, no_items
    )


def test_place_of_recipients_ranks_below_the_same_words_in_the_body() -> None:
    hits = (hit("1", "Các ấp.", role=Role.RECIPIENTS), hit("2", "Các ấp."))
    found = rank(question("cac ap", Kind.GENERAL), TERMS, hits, NO_OFFICES, no_items)
    assert [each.hit.passage.role for each in found] == [Role.BODY, Role.RECIPIENTS]


def test_passage_of_another_office_is_out_of_scope() -> None:
    offices = Offices({0: frozenset({"tan my"})}, frozenset({"tan my", "binh minh"}))
    assert not is_in_scope(frozenset({"binh minh"}), hit("1", "Xã Tân Mỹ họp."), offices)


def test_passage_that_names_the_office_itself_is_in_scope() -> None:
    offices = Offices({0: frozenset({"tan my"})}, frozenset({"tan my", "binh minh"}))
    assert is_in_scope(frozenset({"binh minh"}), hit("1", "Xã Bình\nMinh họp."), offices)


def test_a_strict_question_is_answered_with_less_confidence() -> None:
    made = candidate(dense=0.5, single=0.5, has_evidence=True, figures=1.0)
    assert confidence(made, TERMS, is_strict=True) < confidence(made, TERMS, is_strict=False)
