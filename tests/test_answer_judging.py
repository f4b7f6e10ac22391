"""The chance that a passage answers, and the order of passages made by hand."""

from hypothesis import given
from hypothesis import strategies as st

from answer.answers import Kind
from answer.coverage import Terms
from answer.evidence import evidence_for
from answer.judging import COLUMNS, FEATURES_FALLING, FEATURES_RISING, NAMES, chances, shipped_judge
from answer.offices import Offices
from answer.ranking import rank
from answer.reading import Question
from answer.weighing import is_in_scope
from corpus.citations import Citation, Level, Step
from corpus.documents import Document, Passage, Role
from index.library_index import Hit

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


class Alone:
    """A library whose passages have none around them."""

    def inside(self, _hit: Hit) -> tuple[Passage, ...]:
        return ()

    def beside(self, _hit: Hit) -> tuple[Passage, ...]:
        return ()

    def footnotes(self, _hit: Hit) -> tuple[Passage, ...]:
        return ()


ALONE = Alone()


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


@given(st.fixed_dictionaries({name: st.floats(0, 1) for name in NAMES}), st.data())
def test_what_speaks_for_an_answer_never_makes_it_less_likely(
    seen: dict[str, float], data: st.DataObject
) -> None:
    rising = data.draw(st.sampled_from(sorted(FEATURES_RISING)))
    more = {**seen, rising: min(1.0, seen[rising] + 0.3)}
    falling = data.draw(st.sampled_from(sorted(FEATURES_FALLING)))
    worse = {**seen, falling: seen[falling] + 0.3}
    (chance,), (with_more,), (with_worse,) = chances([seen]), chances([more]), chances([worse])
    assert 0 <= with_worse <= chance <= with_more <= 1


def test_nothing_found_has_no_chances() -> None:
    assert chances([]) == []


def test_a_judge_is_of_the_programs_features() -> None:
    assert int(shipped_judge().view.max()) < len(COLUMNS)


def test_passage_that_holds_next_to_nothing_of_a_question_has_no_chance() -> None:
    terms = Terms(single={"cay": 1.0, "xang": 9.0}, paired={}, unknown=0.9)
    (found,) = rank(
        question("cay xang", Kind.GENERAL), terms, (hit("1", "Trồng cây."),), NO_OFFICES, ALONE
    )
    assert found.chance == 0.0


def test_question_without_any_word_of_a_matter_is_never_answered() -> None:
    terms = Terms(single={}, paired={}, unknown=0.0)
    (found,) = rank(
        question("the a", Kind.GENERAL), terms, (hit("1", "Trồng cây."),), NO_OFFICES, ALONE
    )
    assert found.chance == 0.0


def test_passage_without_the_count_that_is_asked_comes_behind() -> None:
    hits = (hit("1", "Trồng cây ven đường."), hit("2", "Trồng 40 cây ven đường."))
    found = rank(question("bao nhieu cay", Kind.FIGURE), TERMS, hits, NO_OFFICES, ALONE)
    assert found[0].hit.passage.text == "Trồng 40 cây ven đường."
    assert found[0].chance > 2 * found[1].chance


def test_passage_without_the_telephone_that_is_asked_is_left_out() -> None:
    asked = question("so dien thoai tram cay", Kind.GENERAL)
    assert rank(asked, TERMS, (hit("1", "Trạm cây xanh."),), NO_OFFICES, ALONE) == ()


def test_passages_found_alike_are_ordered_by_their_place_in_the_paper() -> None:
    hits = (hit("2", "Họp dân."), hit("1", "Họp dân."))
    asked = question("khi nao hop", Kind.DEADLINE)
    found = rank(asked, Terms(single={}, paired={}, unknown=0.0), hits, NO_OFFICES, ALONE)
    assert [each.hit.passage.citation.id for each in found] == ["ke-hoach/p1", "ke-hoach/p2"]


def test_passage_of_another_office_is_out_of_scope() -> None:
    offices = Offices({0: frozenset({"tan my"})}, frozenset({"tan my", "binh minh"}))
    assert not is_in_scope(frozenset({"binh minh"}), hit("1", "Xã Tân Mỹ họp."), offices)


def test_passage_that_names_the_office_itself_is_in_scope() -> None:
    offices = Offices({0: frozenset({"tan my"})}, frozenset({"tan my", "binh minh"}))
    assert is_in_scope(frozenset({"binh minh"}), hit("1", "Xã Bình\nMinh họp."), offices)
