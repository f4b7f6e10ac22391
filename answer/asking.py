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
_COMPARES_SPELT = "so sanh khac nhau giong chenh lech voi"
_COMPARES = frozenset(_COMPARES_SPELT.split())


def asking_words(question: Question) -> frozenset[str]:
    """Their tokens without accents, the names of the library's offices among them."""
    found = {word for phrase in _PHRASES.findall(question.asked) for word in phrase.split()}
    found |= set(_PERIOD.findall(question.asked))
    if question.kind is Kind.COMPARISON:
        found |= _COMPARES - {"voi"} if "so" in found else _COMPARES
    # Whose papers are read is decided apart.
    found |= {word for place in question.places for word in place.split()}
    return frozenset(found)
