"""Which paper a paper is: whether a file that comes in is a version of one already there."""

import re

from corpus.documents import Document
from corpus.text import normalize

_YEAR = re.compile(r"/((?:19|20)\d\d)/")
_SPELLED_OUT = (
    (re.compile(r"\bubnd\b"), "ủy ban nhân dân"),
    (re.compile(r"\bhđnd\b"), "hội đồng nhân dân"),
    (re.compile(r"\btp\b\.?\s*"), "thành phố "),
)


def identity(document: Document) -> str | None:
    """Number, issuer and year in one comparable text; None for a paper without a number.

    A number alone is not enough: every office starts again at 01 each January.
    """
    if not document.number:
        return None
    number = normalize(document.number)
    return "|".join([number, _issuer(document) or "", _year(document) or ""])


def may_be_same_paper(one: Document, other: Document) -> bool:
    """True when number, issuer and year do not contradict each other.

    What either paper does not say contradicts nothing: a draft gets its number later.
    """
    pairs = (
        (one.number and normalize(one.number), other.number and normalize(other.number)),
        (_issuer(one), _issuer(other)),
        (_year(one), _year(other)),
    )
    return all(not first or not second or first == second for first, second in pairs)


def _issuer(document: Document) -> str | None:
    if not document.issuer:
        return None
    words = normalize(document.issuer)
    for short, full in _SPELLED_OUT:
        words = short.sub(normalize(full), words)
    return " ".join(words.split())


def _year(document: Document) -> str | None:
    """The year in the number ("61/2018/NĐ-CP"), else the year of signing."""
    written = _YEAR.search(document.number or "")
    if written:
        return written[1]
    return str(document.signed_on.year) if document.signed_on else None
