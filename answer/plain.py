"""A passage's words as patterns read them: without accents, short forms of papers written out."""

import re
from functools import lru_cache

from corpus.text import fold, nfc, normalize
from index.analyzer import token_spans

_CAPITALS = re.compile(r"[A-ZĐ]\w?[A-ZĐ]")  # papers write their short forms in capitals


@lru_cache(maxsize=1 << 13)  # the same passages are weighed for many questions
def plain_words(text: str) -> str:
    """The text in lower case without accents, TTHC as "thu tuc hanh chinh".

    A line's end is a space. Signs and figures stay where they stand: "13 TTHC, 04 TTHC" is
    "13 thu tuc hanh chinh, 04 …".
    """
    composed = nfc(text)
    if _CAPITALS.search(composed) is None:
        return " ".join(fold(normalize(composed)).split())
    pieces, end = [], 0
    for start, after, tokens in token_spans(composed):
        if len(tokens) > 1 and composed[start:after].isalpha():
            pieces += [composed[end:start], " ".join(tokens)]
            end = after
    pieces.append(composed[end:])
    return " ".join(fold(normalize("".join(pieces))).split())
