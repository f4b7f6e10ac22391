"""How often: a monthly report is no quarterly one, however alike the lines that set their days.

Patterns are matched against lower-case text without accents.
"""

import re
from dataclasses import dataclass

# "báo cáo 6 tháng" is half-yearly: the number before a month or the year makes another turn.
_TURNS = {
    "week": r"(?<!\d )tuan",
    "month": r"(?<!\d )(?<!sau )(?<!chin )thang",
    "quarter": r"quy",
    "half": r"(?:6|06|sau) thang",
    "nine months": r"(?:9|09|chin) thang",
    "year": r"(?<!\d )nam",
}
_ASKED = re.compile(
    r"\b(?P<work>bao cao|thong ke|giao ban|tong hop|hop)(?: dinh ky| so lieu| ket qua)?"
    r"(?: hang| moi| theo)? (?P<turn>(?:\d\d? |sau |chin )?(?:tuan|thang|quy(?! dinh| che)|nam))\b"
    r"(?! (?:\d|nay|truoc|sau|toi|qua|gan|i\b|ii\b|iii\b|iv\b|nao))"
)
_STATEMENTS = re.compile(r"[.;:]\s|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What comes round, and how often."""

    work: str  # folded: "bao cao"
    often: str  # a name of `_TURNS`


def asked_turn(folded_question: str) -> Turn | None:
    """The report or meeting of a turn that a question names; None for none."""
    match = _ASKED.search(folded_question)
    if match is None:
        return None
    names = (name for name, words in _TURNS.items() if re.fullmatch(words, match["turn"]))
    often = next(names, None)
    return Turn(work=match["work"], often=often) if often else None


def speaks_of_turn(turn: Turn, folded_text: str) -> bool:
    """Whether one statement of a text names the work and its turn: "báo cáo … hằng tháng"."""
    words, work = _TURNS[turn.often], rf"\b{turn.work}\b"
    named = re.compile(
        rf"\b(?:hang|moi|dinh ky|theo) {words}\b|{work}(?: \w+){{0,3}} {words}\b(?! \d)"
    )
    return any(
        re.search(work, statement) and named.search(statement)
        for statement in _STATEMENTS.split(folded_text)
    )
