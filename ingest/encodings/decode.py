"""Lines of text with every word of an old encoding as Unicode, letter by letter."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.encodings.recognise import Token, recognise, tokens_of
from ingest.encodings.scoring import score
from ingest.encodings.tables import Encoding, is_capitals_font

Fonts = Sequence[Sequence[str | None]]  # of each line, of each character
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True, kw_only=True)
class Found:
    """What was recognised, by the number of the line."""

    letters: Counter[tuple[int, str]] = field(default_factory=Counter)  # (line, encoding): repaired
    doubtful: Counter[int] = field(default_factory=Counter)  # line: words that read like none


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Lines after decoding, and what was done.

    `letters[line][i]` stands for character i of the line; a mark that its letter has taken in is
    "", so runs of a line are cut from it at their old offsets.
    """

    letters: list[list[str]]
    found: Found

    def text(self, line: int) -> str:
        """One line in Unicode, NFC."""
        return "".join(self.letters[line])


def decode_lines(lines: Sequence[str], fonts: Fonts | None = None) -> Decoded | None:
    """The lines decoded; None when nothing in them is of an old encoding."""
    tokens = tokens_of(lines, fonts)
    chosen = recognise(tokens) if tokens else []
    drawn = bool(fonts) and any(
        is_capitals_font(font) for each in fonts or () for font in set(each)
    )
    if not drawn and not any(chosen):
        return None
    found = Found()
    letters = [list(line) for line in lines]
    for token, encoding in zip(tokens, chosen, strict=True):
        if encoding is not None:
            _put(letters[token.line], token, encoding, found)
    _raise_capitals(lines, letters, tokens, chosen)
    if drawn and fonts:
        for number, of_line in enumerate(fonts):
            _raise_drawn(letters[number], of_line)
    return Decoded(letters=letters, found=found)


def _put(letters: list[str], token: Token, encoding: Encoding, found: Found) -> None:
    at = token.start
    for length, letter in encoding.units(token.text):
        if letter != token.text[at - token.start]:
            letter = unicodedata.normalize("NFC", letter)
            found.letters[token.line, encoding.name] += 1
        letters[at] = letter
        for taken in range(at + 1, at + length):
            letters[taken] = ""
        at += length
    decoded = "".join(letters[token.start : token.start + len(token.text)])
    if score(decoded.lower()) < 0:
        found.doubtful[token.line] += 1


def _raise_capitals(
    lines: Sequence[str],
    letters: list[list[str]],
    tokens: Sequence[Token],
    chosen: Sequence[Encoding | None],
) -> None:
    """Words typed in capitals where the encoding has no accented ones: "BỘ" was "Bé".

    Two plain capitals and no small letter make such a word: "CéNG". One alone ("Hµ") is one
    where the word beside it is.
    """
    without = sorted(
        {
            token.line
            for token, encoding in zip(tokens, chosen, strict=True)
            if encoding is not None and not encoding.has_capitals
        }
    )
    for number in without:
        words = list(_words_of(lines[number], letters[number]))
        sure = [_plain(lines[number], start, end) >= 2 for start, end in words]
        for index, (start, end) in enumerate(words):
            beside = [sure[i] for i in (index - 1, index + 1) if 0 <= i < len(words)]
            plain = _plain(lines[number], start, end)
            if (plain >= 2 or (plain == 1 and end - start > 1 and any(beside))) and any(
                letter.islower() for letter in letters[number][start:end]
            ):
                letters[number][start:end] = [x.upper() for x in letters[number][start:end]]


def _words_of(line: str, letters: list[str]) -> list[tuple[int, int]]:
    """Where the words stand, by the decoded letters; their offsets are those of the line."""
    shape = "".join(letter[:1] if letter else "x" for letter in letters)
    return [match.span() for match in _WORD.finditer(shape)] if len(shape) == len(line) else []


def _plain(line: str, start: int, end: int) -> int:
    """How many plain capitals the word has; 0 when it has a plain small letter."""
    plain = [letter for letter in line[start:end] if letter.isascii()]
    return 0 if any(letter.islower() for letter in plain) else len(plain)


def _raise_drawn(letters: list[str], fonts: Sequence[str | None]) -> None:
    """Capitals where the font draws them: ".VnTimeH"."""
    for index, font in enumerate(fonts):
        if font and letters[index] and is_capitals_font(font):
            letters[index] = letters[index].upper()
