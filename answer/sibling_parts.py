"""Several things asked in one: "ai làm và hạn nào", where a plan says them line by line.

A plan gives under one heading a line with who and a line with when. A part of the question that
the best passage leaves open is answered from the lines beside it, never from another heading.
"""

import re
from collections.abc import Iterable

from answer.answers import Kind
from answer.coverage import Terms, coverage
from answer.reading import Question
from answer.times import time_set
from corpus.citations import Citation
from corpus.documents import Passage, Role
from corpus.text import fold, normalize

_ASSIGNS = re.compile(
    # "họp giao ban với các phòng" gives nobody a duty.
    r"(?<!hop )\bgiao (?!ban (?:voi|hang|thang|tuan|quy|dau|cuoi)\b)"
    r"(?:cho )?(?:phong|so|van phong|chi nhanh|trung tam|cong an|thanh tra|buu dien|ubnd"
    r"|uy ban|thu truong|truong|giam doc|chu tich|ban|don vi|cac|bo phan)\b"
    r"|\b(?:chu tri|tham muu|phoi hop|chiu trach nhiem|phu trach|dau moi|co trach nhiem)\b"
)
_ASKS = {
    Kind.RESPONSIBILITY: re.compile(
        r"\bai\b|\b(?:co quan|don vi|phong|bo phan|noi|so|nguoi|ban) (?:nao|gi)\b|\bdau moi\b"
    ),
    Kind.DEADLINE: re.compile(
        r"\b(?:khi|luc|ngay|thang|quy|nam|thoi gian|thoi diem|han) nao\b|\bbao gio\b"
        r"|\bhan (?:la|chot|cuoi)\b|\bthoi (?:han|gian)\b|\bden bao gio\b"
    ),
}
_LABEL = r"(?:[-+*•–]|\(?[a-z0-9]{1,2}[.)]|\d+(?:\.\d+)+\.?)*\s*"
_BEGINS = {
    Kind.RESPONSIBILITY: re.compile(
        _LABEL + r"(?:giao|don vi|co quan|chu tri|phu trach|phan cong|trach nhiem|phoi hop"
        r"|dau moi|bo phan|phong|van phong|cong an|trung tam|uy ban|ubnd|cac)\b"
    ),
    Kind.DEADLINE: re.compile(
        _LABEL + r"(?:thoi (?:gian|han|diem)|han\b|hoan thanh|thuc hien|cham nhat|truoc|trong|tu"
        r"|dinh ky|hang|lo trinh|tien do)\b"
    ),
}
_OF_THE_MATTER = 0.5  # share of the question's weight
_LONGEST = 600  # characters of a line that is added; a longer one says much else


def assigns(text: str) -> bool:
    """Whether a text gives somebody a duty, not only names an office."""
    return _ASSIGNS.search(" ".join(fold(normalize(text)).split())) is not None


def asked_parts(question: Question) -> tuple[Kind, ...]:
    """Which of who and when a question asks, in the order asked; empty for neither."""
    asked = [
        (match.start(), kind)
        for kind, pattern in _ASKS.items()
        if kind in question.kinds and (match := pattern.search(question.asked))
    ]
    return tuple(kind for _, kind in sorted(asked))


def answering_beside(
    kind: Kind, best: Citation, passages: Iterable[Passage], terms: Terms
) -> Passage | None:
    """The line under the same heading that answers a part: the next one after, else before.

    It begins as such lines do ("Thời gian thực hiện: …", "Giao phòng …"), or speaks of the
    matter itself: the next of several causes or results is of another matter.
    """
    around = [p for p in passages if p.role is Role.BODY and _is_beside(p.citation, best)]
    places = [p.citation.id for p in around]
    own = places.index(best.id) if best.id in places else -1
    ordered = [*around[own + 1 :], *reversed(around[: max(own, 0)])]
    fitting = (p for p in ordered if len(p.text) <= _LONGEST and holds_part(kind, p.text))
    return next((p for p in fitting if _is_of_it(kind, p.text, terms)), None)


def _is_of_it(kind: Kind, text: str, terms: Terms) -> bool:
    plain = " ".join(fold(normalize(text)).split())
    begins = _BEGINS[kind].match(plain) is not None
    return begins or coverage(terms, text).single >= _OF_THE_MATTER


def _is_beside(one: Citation, best: Citation) -> bool:
    parent = best.steps[:-1]
    is_sibling = bool(parent) and one.steps[:-1] == parent
    is_inside = len(one.steps) == len(best.steps) + 1 and one.steps[:-1] == best.steps
    return one.document_id == best.document_id and (is_sibling or is_inside)


def holds_part(kind: Kind, text: str) -> bool:
    """Whether a text gives somebody the duty, or sets a time with a word of due time."""
    return time_set(text) == 1.0 if kind is Kind.DEADLINE else assigns(text)
