"""One column of a paper's head in the picture: read again at other sizes, or cut out by pen."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median

from ingest.ocr_clean import READING_DPI
from ingest.ocr_engine import LINE, OcrFailedError, OcrTimeoutError, Word, recognise
from ingest.ocr_fields import PenReading, find_slash, read_pen
from ingest.ocr_lines import Row
from ingest.pictures import Picture, resized

_SCALES = (0.75, 1.0, 1.4)
_WIDE = 3.0  # widths of a letter between two columns
_CAPITAL_INCHES = 0.12  # of 13 point type, where nothing can be measured
_NEAR = 1.4  # heights of a capital, around the place where the slash should be
_SURE = 60.0  # confidence from which one reading counts without others
_LOOK_LIKE_DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "]": "1", "O": "0", "o": "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """The words that take a column's place, and what to say of them in Vietnamese."""

    words: tuple[Word, ...]
    repairs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadPicture:
    """The picture of a page with the sizes of what is printed at its head, in pixels."""

    grey: Picture
    capital: float  # height of capitals
    letter: float  # usual width of a letter

    def columns(self, row: Row) -> list[list[Word]]:
        """The words of a row, parted where a gap is wide; a field to fill in by pen parts none."""
        columns: list[list[Word]] = [[row.words[0]]]
        for word in row.words[1:]:
            gap = word.left - columns[-1][-1].right
            if gap > self.letter * _WIDE and not _is_field(columns[-1][-1].text, word.text):
                columns.append([])
            columns[-1].append(word)
        return columns

    def readings(self, column: list[Word]) -> list[str]:
        """What the column says when it is read alone, at three sizes. Costs 0.3 s."""
        margin = round(self.capital / 2)
        strip = self._strip(column[0].left - margin, column[-1].right + margin, column)
        texts: list[str] = []
        for scale in _SCALES:
            try:
                words = recognise(resized(strip, scale), mode=LINE, dpi=round(READING_DPI * scale))
            except (OcrTimeoutError, OcrFailedError):
                continue
            texts.append(" ".join(word.text for word in words))
        return texts

    def pen(self, left: float, right: float, beside: list[Word]) -> PenReading:
        """The digits written between two places of the line that `beside` is printed on."""
        return read_pen(self._strip(round(left), round(right), beside), self.capital)

    def slash(self, expected: float, beside: list[Word]) -> float | None:
        """Where a printed slash begins near the place where it should; None when none is seen."""
        left = round(expected - self.capital * _NEAR)
        strip = self._strip(left, round(expected + self.capital * _NEAR), beside)
        found = find_slash(strip, self.capital, expected - max(left, 0))
        return None if found is None else max(left, 0) + found

    def _strip(self, left: int, right: int, words: list[Word]) -> Picture:
        middle = round(median((word.top + word.bottom) / 2 for word in words))
        reach = round(self.capital * 1.2)
        left = max(left, 0)
        return self.grey[max(middle - reach, 0) : middle + reach, left : max(right, left + 1)]


def measure(rows: list[Row], grey: Picture) -> HeadPicture:
    """The sizes of the print on the rows of a head."""
    words = [word for row in rows for word in row.words]
    capitals = [w.height for w in words if w.confidence > 80 and re.fullmatch(r"[A-Z]+", w.text)]
    usual = float(median(capitals)) if capitals else READING_DPI * _CAPITAL_INCHES
    widths = [w.width / len(w.text) for w in words if len(w.text) > 1]
    letter = float(median(widths)) if widths else usual * 0.7
    return HeadPicture(grey=grey, capital=usual, letter=letter)


def _is_field(before: str, after: str) -> bool:
    """True between "Số:" and "/UBND", "ngày" and "tháng": what stands there is for the pen."""
    opens = re.search(r"(?:[:.]|ng[àa]y.{0,3}|tháng.{0,3}|năm)$", before)
    return bool(opens) or bool(re.match(r"^(?:/|tháng$|năm$)", after))


def in_place(word: Word, text: str, right: int) -> Word:
    """The word with another text, reaching to `right`."""
    return replace(word, text=text, width=right - word.left)


def agreed(readings: list[str], form: str, confidence: float) -> str | None:
    """The figure that readings agree on, letters that look like digits taken for them.

    Three of four readings must agree, or two with the confidence of print. None where they do
    not: then it is no print, or no legible one.
    """
    plain = [text.strip(" .,:").translate(_LOOK_LIKE_DIGITS) for text in readings]
    whole = Counter(text for text in plain if re.fullmatch(form, text))
    if not whole:
        return None
    best, count = whole.most_common(1)[0]
    needed = 2 if confidence >= _SURE else 3
    return best if count >= needed and count > len(readings) / 2 else None
