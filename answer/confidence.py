"""How sure an answer is: 0..1, and the bound under which the assistant refuses.

A logistic curve over what the best candidates hold. The coefficients were fitted on questions
over two committees' papers, with and without an answer, so that a wrong answer costs five
times a refusal; `dunghan bench questions` measures what they give on any other set.
"""

import math

from answer.ranking import Candidate
from answer.reading import Question

REFUSE_BELOW = 0.5
_BIAS = -6.0
_WEIGHTS = {
    "dense": 4.0,
    "single": 4.0,
    "paired": 2.0,
    "rarest": 2.0,
    "evidence": 1.5,
}


def features(candidate: Candidate, question: Question) -> dict[str, float]:
    """What the confidence is made of, each 0..1."""
    lacks = question.evidence.is_strict and not candidate.has_evidence
    return {
        "dense": candidate.hit.dense,
        "single": candidate.whole.single,
        "paired": candidate.whole.paired,
        "rarest": candidate.whole.rarest,
        "own": candidate.own.single,
        "own_paired": candidate.own.paired,
        "figures": candidate.figures,
        "evidence": 1.0 if candidate.has_evidence else 0.0,
        "lacks": 1.0 if lacks else 0.0,
    }


def confidence(candidate: Candidate, question: Question) -> float:
    """How sure it is that this passage answers."""
    found = features(candidate, question)
    total = _BIAS + sum(weight * found[name] for name, weight in _WEIGHTS.items())
    return 1 / (1 + math.exp(-total))
