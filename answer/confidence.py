"""How sure an answer is: 0..1, and the bound under which the assistant refuses.

A logistic curve over what the best candidates hold. The coefficients were fitted on questions
over two committees' papers, with and without an answer, so that a wrong answer costs five
times a refusal; `dunghan bench questions` measures what they give on any other set.
"""

import math

from answer.coverage import Terms
from answer.ranking import Candidate

REFUSE_BELOW = 0.6
_LEAST_HELD = 0.3  # of the question's weight, by a passage with its headings
_BIAS = -9.56
_WEIGHTS = {
    "dense": 2.65,
    "single": 2.71,
    "paired": 2.36,
    "evidence": 4.03,
    "figures": 2.63,
    # A word that no passage has is as often a slip of the keyboard as a matter that the library
    # lacks; a known word that this passage lacks says more against it.
    "unknown": 3.35,
}


def features(candidate: Candidate, terms: Terms) -> dict[str, float]:
    """What the confidence is made of, each 0..1 (a cosine may be below 0)."""
    return {
        "dense": candidate.hit.dense,
        "single": candidate.whole.single,
        "paired": candidate.whole.paired,
        "evidence": 1.0 if candidate.has_evidence else 0.0,
        "figures": candidate.figures,
        "unknown": terms.unknown,
    }


def confidence(candidate: Candidate, terms: Terms) -> float:
    """How sure it is that this passage answers.

    0 where a question has no word of any matter, or the passage holds next to none of them:
    however many of its words are slips, an answer speaks of what is asked.
    """
    if not terms.single or candidate.whole.single < _LEAST_HELD:
        return 0.0
    found = features(candidate, terms)
    total = _BIAS + sum(weight * found[name] for name, weight in _WEIGHTS.items())
    return 1 / (1 + math.exp(-total))
