"""An answer from the register in the shape of JSON that answers from papers have."""

from typing import TypedDict

from cases.answers import CaseAnswer


class CaseAnswerJson(TypedDict):
    """What `dunghan ask --json` prints for a question about cases: as for papers, quotes empty."""

    question: str
    kind: str  # "case"
    answered: bool
    conclusion: str
    quotes: list[object]
    notes: list[str]
    elapsed_ms: float


def case_json(answer: CaseAnswer, question: str, elapsed_ms: float) -> CaseAnswerJson:
    """The answer as JSON data."""
    return CaseAnswerJson(
        question=question,
        kind="case",
        answered=True,
        conclusion=answer.text,
        quotes=[],
        notes=[],
        elapsed_ms=round(elapsed_ms, 1),
    )
