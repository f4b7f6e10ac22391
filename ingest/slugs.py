"""The readable id of a document: "61-2018-nd-cp", "kh-khac-phuc-ton-tai-han-che-4f2a"."""

import re

from corpus.numbers import KIND_BY_SYMBOL
from corpus.text import fold

_WORD = re.compile(r"[a-z0-9]+")
_SUBJECT_WORDS = 6
_OTHER_SYMBOLS = {"Công văn": "CV", "Thủ tục hành chính": "TTHC"}  # kinds without a symbol


def slug(text: str) -> str:
    """The text in lower case without accents, its words joined by "-"."""
    return "-".join(_WORD.findall(fold(text).lower()))


def document_id(
    *, number: str | None, kind: str | None, subject: str | None, source: str, sha256: str
) -> str:
    """The id of a paper: its number, else its kind, subject and four digits of its sha256."""
    if number:
        return slug(number)
    symbols = {name: symbol for symbol, name in KIND_BY_SYMBOL.items()}
    start = slug((symbols | _OTHER_SYMBOLS).get(kind or "", "vb"))
    words = slug(subject or source.rpartition(".")[0]).split("-")[:_SUBJECT_WORDS]
    return "-".join([start, *words, sha256[:4]])
