"""How sure an answer is: 0..1, and the bound under which the assistant refuses.

A logistic curve over what the best candidates hold. The coefficients were fitted on questions
over two committees' papers, with and without an answer, so that a wrong answer costs five
times a refusal; `dunghan bench questions` measures what they give on any other set.
"""

import math

from answer.ranking import Candidate

REFUSE_BELOW = 0.5
_BIAS = -6.0
_WEIGHTS = {
    "dense": 4.0,
    "single": 4.0,
    "paired": 2.0,
    "rarest": 2.0,
    "evidence": 1.5,
}


def features(candidate: Candidate) -> dict[str, float]:
    """What the confidence is made of, each 0..1."""
    return {
        "dense": candidate.hit.dense,
        "single": candidate.whole.single,
        "paired": candidate.whole.paired,
        "rarest": candidate.whole.rarest,
        "evidence": 1.0 if candidate.has_evidence else 0.0,
    }


def confidence(candidate: Candidate) -> float:
    """How sure it is that this passage answers."""
    found = features(candidate)
    total = _BIAS + sum(weight * found[name] for name, weight in _WEIGHTS.items())
    return 1 / (1 + math.exp(-total))
