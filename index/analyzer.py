"""One analyzer for passages and questions: text becomes the tokens that are indexed.

Tokens are syllables, numbers, and document numbers kept whole. Abbreviations that have one
meaning are written out, on both sides, so that TTHC and thủ tục hành chính meet. One-letter
points (a, b, đ, e) are tokens like any other.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from corpus.abbreviations import load_abbreviations
from corpus.text import fold, nfc, normalize

VERSION = 3  # written into every index; a change of tokens needs a rebuild

_LETTERS = r"[^\W\d_⁰¹²³⁴-⁹]+"  # a footnote's superscript is no part of its word
_TOKEN = re.compile(
    r"\d+[a-zđ]?/(?:\d{4}/)?[a-zđ]{1,6}\d{0,2}(?:[-–.&][a-zđ]{1,6}\d{0,2})*"  # 61/2018/nđ-cp
    r"|\d+-[a-zđ]{2,4}/[a-zđ]{2,4}"  # 19-nq/tw
    r"|\d+(?:[.,/]\d+)*%?"  # 7.852 · 84,96 · 31/8/2023 · 30%
    rf"|{_LETTERS}(?:[.&]{_LETTERS})*",  # p.nv · tn&mt, looked up whole, else split
    re.IGNORECASE,
)
# i and y that are one sound are one token, the more frequent writing in the law: kĩ thuật and kỹ
# thuật, quí and quý, but bác sĩ (not sỹ).
_ONE_LETTER = {
    "hi": "hy", "hí": "hý", "hỉ": "hỷ", "ki": "ky", "kì": "kỳ", "kí": "ký", "kĩ": "kỹ", "kỉ": "kỷ",
    "kị": "kỵ", "li": "ly", "lì": "lỳ", "lí": "lý", "lị": "lỵ", "mĩ": "mỹ", "mị": "mỵ", "ti": "ty",
    "tì": "tỳ", "tí": "tý", "tỉ": "tỷ", "tị": "tỵ", "qui": "quy", "quì": "quỳ", "quí": "quý",
    "quĩ": "quỹ", "quỉ": "quỷ", "quị": "quỵ", "sỹ": "sĩ", "vỹ": "vĩ",
}  # fmt: skip
_LEADING_ZERO = re.compile(r"(?<![\d.,])0+(?=\d)")
_JOINT = re.compile(r"[.&]")
# What a Vietnamese syllable can look like without accents. Short forms that look like one
# (TU, HU, DA) are left alone: "tu", "hu" and "da" are words.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)


def token_spans(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where each piece of a text (NFC) stands, and the tokens that it becomes."""
    return [(found.start(), found.end(), _written_out(found[0])) for found in _TOKEN.finditer(text)]


def syllables(text: str) -> list[str]:
    """The tokens of a text in reading order; empty for text without letters or digits.

    Numbers lose leading zeros (03/3/2022 is 3/3/2022, 08 is 8), and dashes inside a document
    number are one.
    """
    return [token for raw in _TOKEN.findall(nfc(text)) for token in _written_out(raw)]


@lru_cache(maxsize=1 << 18)  # a corpus has far fewer different tokens than tokens
def _written_out(raw: str) -> tuple[str, ...]:
    token = normalize(raw)
    if token[0].isdigit():
        token = token.replace("–", "-").replace(".hc", "-hc")
        return (_LEADING_ZERO.sub("", token),)
    meaning = meanings().get(_JOINT.sub("", token))
    if meaning is not None:
        return tuple(_ONE_LETTER.get(part, part) for part in meaning)
    if _JOINT.search(token):
        return tuple(part for piece in _JOINT.split(token) for part in _written_out(piece))
    return (_ONE_LETTER.get(token, token),)


@cache
def meanings() -> Mapping[str, tuple[str, ...]]:
    """Short form to the syllables it stands for, where it stands for one thing only."""
    found: dict[str, tuple[str, ...]] = {}
    unclear = set(several_meanings())
    for entry in load_abbreviations():
        if entry.is_ambiguous:
            continue
        full = tuple(re.findall(rf"{_LETTERS}|\d+", normalize(entry.full)))
        for short in (entry.short, *entry.also):
            key = re.sub(r"[^\w]", "", normalize(short))
            is_word = " " in short.strip() or _SYLLABLE.fullmatch(fold(key)) is not None
            if len(key) > 1 and not is_word and key not in unclear:
                found.setdefault(key, full)
    return found


@cache
def several_meanings() -> Mapping[str, tuple[str, ...]]:
    """Short form to everything it may stand for, where that is more than one thing.

    Only what is around it can tell; a question may be searched with all of them.
    """
    found: dict[str, tuple[str, ...]] = {}
    for entry in load_abbreviations():
        key = re.sub(r"[^\w]", "", normalize(entry.short))
        if entry.is_ambiguous and len(key) > 1:
            found[key] = (*found.get(key, ()), entry.full)
    return found


def pairs(tokens: list[str]) -> list[str]:
    """Each two neighbouring tokens joined by "_": most Vietnamese words are two syllables."""
    return [f"{first}_{second}" for first, second in pairwise(tokens)]


def folded(tokens: Iterable[str]) -> list[str]:
    """The accent-folded shadow of tokens, one for one."""
    return [fold(token) for token in tokens]
