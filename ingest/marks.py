"""The mark that opens a paragraph: "Điều 5.", "II.", "3.1.", "a)", "-", "+"."""

import re
from dataclasses import dataclass
from enum import IntEnum

from ingest.letters import CAPITALS, SMALL


class Rank(IntEnum):
    """How high a mark stands: a mark closes all open marks of its rank and below."""

    ANNEX = 0
    FORM = 1  # "Mẫu số 01" of what is attached
    PART = 2
    CHAPTER = 3
    SECTION = 4
    SUBSECTION = 5
    ARTICLE = 6
    CAPITAL = 7  # A.
    ROMAN = 8  # I.
    NUMBER = 9  # 1., and khoản under an article
    DOTTED = 10  # 1.1. and 1.1.1., told apart by their dots
    LETTER = 11  # a), and điểm under a khoản
    DASH = 12
    PLUS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The mark at the start of a paragraph."""

    rank: Rank
    label: str  # "5a", "II", "3.1", "đ"; "" for dashes
    end: int  # where the text after the mark begins

    @property
    def height(self) -> tuple[int, int]:
        """The order of marks, the highest first: 1.1. stands above 1.1.1."""
        return (self.rank, self.label.count("."))


_ROMAN = r"[IVXLC]{1,7}"
_ORDINALS = "nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
# The law's units stand alone on their line or before a title in capitals or after a stop;
# "Chương II của Nghị định này" inside a wrapped sentence is none.
_ALONE = rf"(?:\s*[.:]\s*|\s*$|\s+(?=[^{SMALL}]+$))"
_PATTERNS: tuple[tuple[Rank, re.Pattern[str]], ...] = tuple(
    (rank, re.compile(pattern))
    for rank, pattern in (
        (
            Rank.ANNEX,
            rf"^PHỤ LỤC(?:\s+(?:SỐ\s+)?(?P<label>{_ROMAN}|\d{{1,2}}[A-Za-z]?)(?!\w))?\s*[.:]?\s*",
        ),
        (Rank.ANNEX, rf"^Phụ lục\s+(?:số\s+)?(?P<label>{_ROMAN}|\d{{1,2}}[a-z]?)(?!\w){_ALONE}"),
        (
            Rank.FORM,
            r"^(?P<label>(?:(?:MẪU|Mẫu|BIỂU MẪU|Biểu mẫu)(?:\s+(?:SỐ|số))?"
            r"|(?:BIỂU|Biểu)\s+(?:SỐ|số))"
            rf"\s*:?\s+\d{{1,3}}[A-Za-zđ]?(?:[./-]\w{{1,8}}){{0,3}})[.:]?(?:\s*$|\s+(?=[^{SMALL}]+$))",
        ),
        (
            Rank.PART,
            rf"^(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ)\s+)?"
            rf"(?P<label>{_ROMAN}|\d{{1,2}}|(?:{_ORDINALS}|{_ORDINALS.upper()})){_ALONE}",
        ),
        (Rank.CHAPTER, rf"^(?:CHƯƠNG|Chương)\s+(?P<label>{_ROMAN}[a-z]?|\d{{1,2}}){_ALONE}"),
        (Rank.SUBSECTION, rf"^(?:TIỂU MỤC|Tiểu mục)\s+(?P<label>\d{{1,2}}|{_ROMAN}){_ALONE}"),
        (Rank.SECTION, rf"^(?:MỤC|Mục)\s+(?P<label>\d{{1,2}}[a-z]?|{_ROMAN}){_ALONE}"),
        (Rank.ARTICLE, r"^(?:ĐIỀU|Điều)\s+(?P<label>\d{1,4}[a-zđ]?)\s*(?:[.:](?!\d)\s*|$)"),
        (
            Rank.DOTTED,
            r"^(?P<label>\d{1,2}(?:\.\d{1,2}){1,4})(?:[.):](?!\d)\s*(?=\S)|\s+(?=[A-ZĐ]))",
        ),
        (Rank.NUMBER, r"^(?P<label>\d{1,3}[a-zđ]?)\s?[./][¹²³⁰⁴-⁹]*\s+(?=\S)"),
        (Rank.NUMBER, rf"^(?P<label>\d{{1,3}}[a-zđ]?)\.(?=[{CAPITALS}“])"),
        (Rank.ROMAN, rf"^(?P<label>{_ROMAN})\s?[./)]\s*(?=[^\s\d.])"),
        (Rank.ROMAN, rf"^(?P<label>{_ROMAN})\s?-\s+(?=\S)"),
        (Rank.CAPITAL, rf"^(?P<label>[A-HK-Z])\.\s+(?=[{CAPITALS}])"),
        (Rank.LETTER, r"^(?P<label>[a-zđ]\d{0,2}|\d{1,2})\s?\)\s*(?=\S)"),
        (Rank.LETTER, r"^(?P<label>[a-eg-ik-vxyđ])[./]\s+(?=\S)"),
        (Rank.PLUS, r"^\+\s*(?P<label>)(?=\S)"),
        (Rank.DASH, r"^[-–—−•●▪◦\uf0b7\uf02d](?P<label>)(?![-–—_])\s*(?=[^\s\d]|\d+[\s%.,]|\d+/)"),
    )
)
_FIRST = re.compile(r"[PpCcTtMmĐđ\dIVXLA-Za-z+\-–—−•●▪◦\uf0b7\uf02d]")
_NOT_ROMAN = {"C", "L", "D", "M"}  # as section marks these are letters of A, B, C, D


def find_mark(text: str) -> Mark | None:
    """The mark that a paragraph's text opens with; None for plain text."""
    if not _FIRST.match(text):
        return None
    for rank, pattern in _PATTERNS:
        match = pattern.match(text)
        if match is None:
            continue
        label = match["label"] or ""
        if rank is Rank.ROMAN and label in _NOT_ROMAN:
            continue
        return Mark(rank=rank, label=label, end=match.end())
    return None


def follows(label: str, previous: str) -> bool:
    """True when a numbered mark may come right after another: 1 → 2, 1.1 → 1.2, a → b, 5 → 5a.

    The first of a row (1, 1.1, a, I) always may.
    """
    if label in {"1", "a", "I", "A", "01"} or label.endswith(".1"):
        return True
    if not previous:
        return False
    if label.startswith(previous) or previous.rstrip("abcdđefgh") == label.rstrip("abcdđefgh"):
        return True
    tail, before = label.rpartition(".")[2], previous.rpartition(".")[2]
    if tail.rstrip("abcdđ").isdigit() and before.rstrip("abcdđ").isdigit():
        return 0 < int(tail.rstrip("abcdđ")) - int(before.rstrip("abcdđ")) <= 2
    return True
