"""What a bound on the confidence would give: how many questions answered, how many of them wrong.

An answer is right when a gold passage is among its first two quotes. A wrong answer costs five
times a refusal of a question that has an answer; a right refusal costs nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.questions import Judged

WRONG_COSTS = 5.0
_BOUNDS = (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPoint:
    """At one bound: the share answered, and the share of the answered that is wrong."""

    bound: float
    coverage: float  # 0..1 of all questions
    risk: float  # 0..1 of the answered; 0 when none is
    cost: float  # a question, where a needless refusal costs 1


def risk_curve(
    judged: Iterable[Judged], bounds: Sequence[float] = _BOUNDS
) -> tuple[RiskPoint, ...]:
    """The curve over questions that were answered or refused by the program as it is.

    What the program refuses for a reason other than its confidence stays refused.
    """
    rows = [
        (each.answer.confidence if each.answer.answered else 0.0, each.is_in_first_two, each)
        for each in judged
    ]
    points = []
    for bound in bounds:
        answered = [
            (right, each) for sure, right, each in rows if each.answer.answered and sure >= bound
        ]
        wrong = sum(not right for right, _ in answered)
        kept = {id(each) for _, each in answered}
        needless = sum(each.question.is_answerable and id(each) not in kept for _, _, each in rows)
        points.append(
            RiskPoint(
                bound=bound,
                coverage=len(answered) / (len(rows) or 1),
                risk=wrong / len(answered) if answered else 0.0,
                cost=(WRONG_COSTS * wrong + needless) / (len(rows) or 1),
            )
        )
    return tuple(points)
