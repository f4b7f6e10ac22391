"""Words of a question that say what is asked or where, not what it is about."""

import re

from answer.answers import Kind
from answer.reading import Question

_PHRASES = re.compile(
    r"\b(?:phan tram|may gio|gio nao|so (?:may|bao nhieu)|hang (?:may|bao nhieu)|ten gi"
    r"|han (?:nao|chot|cuoi|la)|(?:don vi|co quan|phong|bo phan|noi|nguoi|so) nao"
    r"|(?:van ban|quyet dinh) nao|con (?:lai )?(?:may|bao nhieu) (?:ngay|tuan|thang)"
    r"|lam gi|nhung gi|the nao|nhu nao|cai gi|dau tien"
    # Who does a thing is told without a word of responsibility, too.
    r"|chiu trach nhiem|phu trach|dam nhiem"
    # Papers write the hours, and seldom that doors open then.
    r"|(?:mo|dong) cua(?=.* gio\b))\b"
)
_PERIOD = re.compile(r"\b(?:quy|thang) (iv|iii|ii|i|\d{1,2})\b")  # weighed by its figure
_COMPARED_PAPERS = re.compile(
    r"\b(ke hoach|cong van|bao cao|quyet dinh|thong bao|ket luan|chi thi|nghi quyet|to trinh)\b"
)
# "theo công văn tháng 9/2024": whose lines are read, not what they say.
_BY_PAPER = re.compile(
    r"\b(?:theo|trong|tai) ((?:ke hoach|cong van|bao cao|quyet dinh|thong bao|chi thi|nghi quyet)"
    r"(?! (?:nao|so|gi|may|nay|\d))(?: (?:thang|quy|nam) (?:\d[\d/]*|iv|i{1,3})(?: nam \d{4})?)?)\b"
)
_COMPARES_SPELT = "so sanh khac nhau giong chenh lech khop mau thuan voi"
_COMPARES = frozenset(_COMPARES_SPELT.split())


def papers_compared(folded_question: str) -> frozenset[str]:
    """The kinds of papers that a question names, folded: "ke hoach"."""
    return frozenset(_COMPARED_PAPERS.findall(folded_question))


def asking_words(question: Question) -> frozenset[str]:
    """Their tokens without accents, the names of the library's offices among them."""
    found = {word for phrase in _PHRASES.findall(question.asked) for word in phrase.split()}
    found |= {word for paper in _BY_PAPER.findall(question.asked) for word in paper.split()}
    found |= set(_PERIOD.findall(question.asked))
    if question.kind is Kind.COMPARISON:
        found |= _COMPARES - {"voi"} if "so" in found else _COMPARES
        kinds = papers_compared(question.asked)
        # "trong kế hoạch và trong báo cáo": each is a paper of its kind and need not say so.
        found |= {word for kind in kinds for word in kind.split()} if len(kinds) > 1 else set()
    # Whose papers are read is decided apart.
    found |= {word for place in question.places for word in place.split()}
    return frozenset(found)
