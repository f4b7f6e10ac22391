"""The marks of state secrecy (NĐ 30/2020/NĐ-CP Phụ lục I ô 10a). Such papers never enter."""

import re

from corpus.text import fold
from ingest.lines import Kind, Line, single_spaced

_LEVEL = r"(?:TUYỆT MẬT|TỐI MẬT|MẬT|Tuyệt mật|Tối mật|Mật)"
_MARK = re.compile(rf"^{_LEVEL}$")
_NAMED = re.compile(rf"^(?:ĐỘ MẬT|Độ mật|Mức độ mật|MỨC ĐỘ MẬT)\s*[:.]?\s*{_LEVEL}\W*$")
# A stamp as OCR reads it, or with its letters set apart: "M Ậ T", "TÓI MÂT".
_BLURRED = {"TUYETMAT", "TOIMAT"}
_SPACED = re.compile(r"^(?:[A-ZĐ]\s)+[A-ZĐ]$")
_SET_APART = {"MAT", *_BLURRED}
_FRAME = " \t|│║┃[](){}*_-–—=.:«»“”\"'"
_HEAD_LINES = 40
# A line cut inside "BÍ MẬT", "BẢO MẬT" leaves the word alone on the next one.
_WORD_CUT = re.compile(r"(?:\b(?:bí|bảo|độ|thân|cơ|mức|tài liệu)|[,–-])$", re.IGNORECASE)


def is_secret(lines: tuple[Line, ...]) -> bool:
    """True when a stamp of secrecy stands on a line of its own at the head of the paper."""
    above = ""
    for line in lines[:_HEAD_LINES]:
        text = single_spaced(line.text)
        if any(_is_mark(part, above) for part in _parts(line, text)):
            return True
        above = text
    return False


def _parts(line: Line, text: str) -> list[str]:
    """The line, its columns and, in a table without running numbers, its cells."""
    parts = [text, *re.split(r"\s{3,}", line.text)]
    if "|" in text and (line.kind is not Kind.ROW or line.row == 1):
        parts += text.split("|")
    return parts


def _is_mark(part: str, above: str) -> bool:
    plain = single_spaced(part.strip(_FRAME))
    if _NAMED.match(plain):
        return True
    if _WORD_CUT.search(above):
        return False
    if _MARK.match(plain):
        return True
    folded = fold(plain)
    if _SPACED.match(folded) and plain.isupper():
        return folded.replace(" ", "") in _SET_APART
    return plain.isupper() and folded.replace(" ", "") in _BLURRED
