"""What is stamped or printed on a paper's head: urgency, who may see it, copy, draft.

NĐ 30/2020/NĐ-CP Phụ lục I ô 10b and 11; Điều 25 for copies. The mark of secrecy is in secrecy.py.
"""

import re
from dataclasses import dataclass

_URGENCY = re.compile(r"^(?:HỎA TỐC(?:\s+HẸN GIỜ)?|THƯỢNG KHẨN|KHẨN)\b(?!\s+TRƯƠNG)")
_SCOPE = re.compile(
    r"^(?:LƯU HÀNH NỘI BỘ|XEM XONG TRẢ LẠI|KHÔNG PHỔ BIẾN|TÀI LIỆU THU HỒI|TÀI LIỆU NỘI BỘ)\b"
)
_COPY = re.compile(r"^(?:SAO Y|TRÍCH SAO|SAO LỤC)\b|^BẢN SAO\b")
_DRAFT = re.compile(r"^DỰ THẢO(?:\s+(?:LẦN|VĂN BẢN|NGÀY|\d)\b|\s*[-:,.(]|\s*$)", re.IGNORECASE)
_BRACKETS = "()[]{}“”\"'«»*|│║_ "
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamps:
    """The stamps of a paper as it writes them, in sentence case; None where it has none."""

    urgency: str | None = None  # "Hỏa tốc"
    scope: str | None = None  # "Lưu hành nội bộ"
    copied_as: str | None = None  # "Sao y"
    is_draft: bool = False


def is_stamp(text: str) -> bool:
    """True for a line that is a stamp: "HỎA TỐC", "(DỰ THẢO)", "SAO Y BẢN CHÍNH"."""
    plain = _plain(text)
    capitals = plain.isupper() and any(p.match(plain) for p in (_URGENCY, _SCOPE, _COPY))
    return len(plain) <= _LONGEST and (capitals or bool(_DRAFT.match(plain)))


def find_stamps(head: list[str]) -> Stamps:
    """The stamps among the lines of a paper's head."""
    lines = [_plain(line) for line in head if is_stamp(line)]
    return Stamps(
        urgency=_first(_URGENCY, lines),
        scope=_first(_SCOPE, lines),
        copied_as=_first(_COPY, lines),
        is_draft=any(_DRAFT.match(line) for line in lines),
    )


def _first(pattern: re.Pattern[str], lines: list[str]) -> str | None:
    found = next((match[0] for line in lines if (match := pattern.match(line))), None)
    return found.capitalize() if found else None


def _plain(text: str) -> str:
    plain = " ".join(text.strip(_BRACKETS).split())
    for one, other in (("HOẢ", "HỎA"), ("ĐỘ KHẨN:", ""), ("Độ khẩn:", "")):
        plain = plain.replace(one, other)
    return plain.strip()
