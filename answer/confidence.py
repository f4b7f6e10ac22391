"""How sure an answer is: 0..1, and the bound under which the assistant refuses.

A logistic curve over what the best candidates hold. The coefficients were fitted on questions
over two committees' papers, with and without an answer, so that a wrong answer costs five
times a refusal; `dunghan bench questions` measures what they give on any other set.
"""

import math

from answer.coverage import Terms
from answer.ranking import Candidate

REFUSE_BELOW = 0.65
_LEAST_HELD = 0.3  # of the question's weight, by a passage with its headings
_BIAS = -9.95
_WEIGHTS = {
    "dense": 2.65,
    "single": 2.49,
    "paired": 0.99,
    "evidence": 4.52,
    "figures": 1.98,
    # A word that no passage has is as often a slip of the keyboard as a matter that the library
    # lacks; a known word that this passage lacks says more against it.
    "unknown": 1.76,
    # What asks for a count, an amount, a person, a telephone number is less often in the papers.
    "strict": -1.03,
    # How the ranking weighed it: headings, who is given a duty, the right department.
    "weighed": 1.0,
}


def features(candidate: Candidate, terms: Terms, *, is_strict: bool) -> dict[str, float]:
    """What the confidence is made of, each 0..1 but `weighed` (a cosine may be below 0).

    A strict question is held by the sentence that has the evidence; a long passage says once
    what it speaks of, so half of what it holds as a whole counts too.
    """
    return {
        "dense": candidate.hit.dense,
        "single": max(candidate.whole.single, (candidate.whole.single + candidate.own.single) / 2),
        "paired": candidate.whole.paired,
        "evidence": 1.0 if candidate.has_evidence else 0.0,
        "figures": candidate.figures,
        "unknown": terms.unknown,
        "strict": float(is_strict),
        "weighed": candidate.weighed,
    }


def confidence(candidate: Candidate, terms: Terms, *, is_strict: bool) -> float:
    """How sure it is that this passage answers.

    0 where a question has no word of any matter, or the passage holds next to none of them:
    however many of its words are slips, an answer speaks of what is asked.

    Args:
        candidate: the best one.
        terms: the question's weighed words.
        is_strict: whether the question asks for what a passage must certainly hold.
    """
    if not terms.single or candidate.whole.single < _LEAST_HELD:
        return 0.0
    found = features(candidate, terms, is_strict=is_strict)
    total = _BIAS + sum(weight * found[name] for name, weight in _WEIGHTS.items())
    return 1 / (1 + math.exp(-total))
