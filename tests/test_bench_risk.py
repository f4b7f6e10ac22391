"""The risk-coverage curve: what a bound would answer, and how much of that is wrong."""

from answer.answers import Answer, Kind
from bench.questions import GoldQuestion, Judged, without_accents
from bench.risk import risk_curve


def judged(sure: float, *, answerable: bool = True, place: int = 1) -> Judged:
    return Judged(
        question=GoldQuestion(id="1", text="hỏi", is_answerable=answerable, sources=(), after=None),
        answer=Answer(
            question="hỏi",
            kind=Kind.GENERAL,
            answered=True,
            conclusion=(),
            quotes=(),
            notes=(),
            confidence=sure,
        ),
        found=(place,) if answerable else (),
    )


def test_higher_bound_answers_less_and_a_wrong_answer_costs_five_refusals() -> None:
    rows = [judged(0.9), judged(0.7), judged(0.8, answerable=False), judged(0.6, place=3)]
    low, high = risk_curve(rows, (0.0, 0.85))
    assert (low.coverage, low.risk, low.cost) == (1.0, 0.5, 2.5)
    assert (high.coverage, high.risk, high.cost) == (0.25, 0.0, 0.5)


def test_no_questions_have_no_risk() -> None:
    (point,) = risk_curve([], (0.5,))
    assert (point.coverage, point.risk, point.cost) == (0.0, 0.0, 0.0)


def test_questions_without_accents_keep_their_case_and_numbers() -> None:
    asked = GoldQuestion(
        id="1", text="Đơn vị 12/KH-UBND?", is_answerable=True, sources=(), after="Ở đâu?"
    )
    (bare,) = without_accents([asked])
    assert (bare.text, bare.after) == ("Don vi 12/KH-UBND?", "O dau?")
