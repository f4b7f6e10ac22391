"""Which encoding each word of a paper is in: the likeliest row of encodings over all its words.

Every word that is not plain ASCII is read in every encoding and scored as Vietnamese
(`ingest.encodings.scoring`); changing the encoding from one word to the next costs something,
less at the end of a line, so a short word goes with its neighbours. A font's name adds weight
to its encoding and decides nothing alone: sections of other papers are pasted into such fonts.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.encodings.scoring import BAD, SURE, score
from ingest.encodings.tables import Encoding, encoding_of_font, encodings

# PDF readers set a blank before the code that they take for a minus: "n −íc", "t −".
_TOKEN = re.compile(
    r"(?:(?<![^\s(])[bcdghklmnpqrstvx\u00ae]{1,3} \u2212(?! *\d)[^\s]*)|[^ \t\r\n\u3000]+",
    re.IGNORECASE,
)
_CHANGE, _CHANGE_AT_LINE = 2.2, 1.2
_FONT_WEIGHT = 3.0
_OTHER_FONT_WEIGHT = 1.0
_LEAST_WORDS = 2  # different words that an encoding explains before it is thought of
_LEAST_SHARE = 0.05  # of the words that are no Vietnamese as they stand
_USUAL = ("TCVN3", "VNI")
_RARE_LEAST_WORDS = 5  # as above, for encodings that few papers are in
_RARE_LEAST_SHARE = 0.5
# Encodings whose words have signs inside: "®¬n", not "cüa", which bad OCR gives as well.
_OF_SIGNS = ("TCVN3", "VPS", "VISCII")
_SIGN = re.compile("[\u0080-\u00bf\u00d7\u00f7\u0152-\u2212]")
_LEAST_SIGNS = 0.15
_LEAST_EXPLAINED = 0.3  # by all encodings together: below it the text is of another language


# Letters that no code of a Western letter becomes: a word with one of them is in Unicode.
_UNICODE_ONLY = re.compile(
    "[\u0102\u0103\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1ef9]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word with its signs, where it stands and the font of its first letter."""

    text: str
    line: int
    start: int
    font: str | None


def tokens_of(lines: Sequence[str], fonts: Sequence[Sequence[str | None]] | None) -> list[Token]:
    """The words of the lines that are not plain ASCII, in order.

    Args:
        lines: the text.
        fonts: for each line the font of each character; None where no font is known.
    """
    found: list[Token] = []
    for number, line in enumerate(lines):
        if line.isascii():
            continue
        for match in _TOKEN.finditer(line):
            if not match[0].isascii():
                start = match.start()
                at = next(i for i, letter in enumerate(match[0]) if not letter.isascii())
                font = fonts[number][start + at] if fonts else None
                found.append(Token(text=match[0], line=number, start=start, font=font))
    return found


def recognise(tokens: Sequence[Token]) -> list[Encoding | None]:
    """The encoding of each word; None where it is Unicode or foreign and stays as it is."""
    fonts = _trusted(tokens)
    thought_of = _admitted(tokens, fonts)
    if not thought_of:
        return [None] * len(tokens)
    choices: tuple[Encoding | None, ...] = (None, *thought_of)
    names = [None if each is None else each.name for each in choices]
    decoded: dict[str, list[float]] = {}
    weights = [0.0] * len(choices)
    steps: list[list[int]] = []
    line = -1
    for token in tokens:
        scores = decoded.get(token.text)
        if scores is None:
            scores = decoded[token.text] = [_score(token.text, each) for each in choices]
        change = _CHANGE if token.line == line else _CHANGE_AT_LINE
        line = token.line
        best = max(range(len(choices)), key=weights.__getitem__)
        step, following = [], []
        for index in range(len(choices)):
            stay = weights[index] >= weights[best] - change
            step.append(index if stay else best)
            before = weights[index] if stay else weights[best] - change
            following.append(before + scores[index] + _font_weight(token.font, fonts, names[index]))
        steps.append(step)
        weights = following
    return _walk_back(tokens, choices, steps, weights, decoded)


def _walk_back(
    tokens: Sequence[Token],
    choices: tuple[Encoding | None, ...],
    steps: list[list[int]],
    weights: list[float],
    decoded: dict[str, list[float]],
) -> list[Encoding | None]:
    at = max(range(len(choices)), key=weights.__getitem__)
    found: list[Encoding | None] = []
    for token, step in zip(reversed(tokens), reversed(steps), strict=True):
        scores = decoded[token.text]
        # A word that is Vietnamese as it stands and none when decoded was typed in Unicode.
        as_it_is = scores[0] >= SURE and scores[at] <= BAD
        in_unicode = as_it_is or _UNICODE_ONLY.search(token.text)
        found.append(None if in_unicode else choices[at])
        at = step[at]
    found.reverse()
    return found


def _score(text: str, encoding: Encoding | None) -> float:
    if encoding is None:
        return score(text)
    if _UNICODE_ONLY.search(text):
        return 0.0
    read = encoding.decode(text)
    value = score(read)
    if not encoding.has_capitals:
        value = max(value, score(read.lower()))
    return value if read != text else min(value, score(text))


def _font_weight(font: str | None, trusted: Mapping[str, str], name: str | None) -> float:
    if not font:
        return 0.0
    if font in trusted:
        return _FONT_WEIGHT if trusted[font] == name else 0.0
    if encoding_of_font(font) is not None:
        return 0.0
    return _OTHER_FONT_WEIGHT if name is None else 0.0


def _trusted(tokens: Sequence[Token]) -> dict[str, str]:
    """The fonts of old encodings by name, those whose words read better so than as they stand.

    Unicode text is often set in .VnTime: Word keeps the font's name when text is pasted.
    """
    by_name = {each.name: each for each in encodings()} if any(t.font for t in tokens) else {}
    gains: dict[str, float] = {}
    for token in tokens:
        name = encoding_of_font(token.font)
        if token.font and name:
            gain = _score(token.text, by_name[name]) - score(token.text)
            gains[token.font] = gains.get(token.font, 0.0) + gain
    return {font: encoding_of_font(font) or "" for font, gain in gains.items() if gain > 0}


def _admitted(tokens: Sequence[Token], fonts: Mapping[str, str]) -> list[Encoding]:
    """The encodings that the paper gives a reason to think of; none for a Unicode paper."""
    counts = Counter(token.text for token in tokens)
    odd = {text: count for text, count in counts.items() if score(text) < 0}
    by_font = set(fonts.values())
    if not odd and not by_font:
        return []
    total = sum(odd.values())
    fits = {each.name: {text for text in odd if _score(text, each) >= SURE} for each in encodings()}
    admitted = set(by_font)
    explained: set[str] = set()
    # The encoding that explains most comes first; another must explain words that it does not.
    while any(fits.values()):
        name = max(fits, key=lambda each: sum(odd[text] for text in fits[each] - explained))
        new = fits[name] - explained
        weight = sum(odd[text] for text in new)
        rare = name not in _USUAL
        signs = sum(1 for text in new if _SIGN.search(text))
        if name in _OF_SIGNS and signs < _LEAST_SIGNS * len(new):
            fits[name] = set()
            continue
        if len(new) < (_RARE_LEAST_WORDS if rare else _LEAST_WORDS):
            break
        if weight < (_RARE_LEAST_SHARE if rare else _LEAST_SHARE) * total:
            break
        explained |= new
        admitted.add(name)
    if sum(odd[text] for text in explained) < _LEAST_EXPLAINED * total:
        admitted = set(by_font)
    return [each for each in encodings() if each.name in admitted]
