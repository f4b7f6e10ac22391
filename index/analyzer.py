"""One analyzer for passages and questions: text becomes the tokens that are indexed.

Tokens are syllables, numbers, and document numbers kept whole. One-letter points (a, b, đ, e)
are tokens like any other.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.text import fold, nfc, normalize

VERSION = 1  # written into every index; a change of tokens needs a rebuild

_TOKEN = re.compile(
    r"\d+[a-zđ]?/(?:\d{4}/)?[a-zđ]{1,6}\d{0,2}(?:[-–.&][a-zđ]{1,6}\d{0,2})*"  # 61/2018/nđ-cp
    r"|\d+-[a-zđ]{2,4}/[a-zđ]{2,4}"  # 19-nq/tw
    r"|\d+(?:[.,/]\d+)*%?"  # 7.852 · 84,96 · 31/8/2023 · 30%
    r"|[^\W\d_⁰¹²³⁴-⁹]+",  # a footnote's superscript is no part of its word
    re.IGNORECASE,
)
_LEADING_ZERO = re.compile(r"(?<![\d.,])0+(?=\d)")


def syllables(text: str) -> list[str]:
    """The tokens of a text in reading order; empty for text without letters or digits.

    Numbers lose leading zeros (03/3/2022 is 3/3/2022, 08 is 8), and dashes inside a document
    number are one.
    """
    return [_plain(token) for token in _TOKEN.findall(nfc(text))]


@lru_cache(maxsize=1 << 18)  # a corpus has far fewer different tokens than tokens
def _plain(raw: str) -> str:
    token = normalize(raw)
    if not token[0].isdigit():
        return token
    token = token.replace("–", "-").replace(".hc", "-hc")
    return _LEADING_ZERO.sub("", token)


def pairs(tokens: list[str]) -> list[str]:
    """Each two neighbouring tokens joined by "_": most Vietnamese words are two syllables."""
    return [f"{first}_{second}" for first, second in zip(tokens, tokens[1:], strict=False)]


def folded(tokens: Iterable[str]) -> list[str]:
    """The accent-folded shadow of tokens, one for one."""
    return [fold(token) for token in tokens]
