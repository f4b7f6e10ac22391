"""Who signed a paper, for whom it is and to whom it goes, from its marked lines."""

import re

from ingest.glued import signature_lines
from ingest.lines import Kind, is_capitals
from ingest.paragraphs import Paragraph
from ingest.zones import ADDRESSEES, RECIPIENTS, SIGNATURE, is_office, is_person

_ITEMS = ("-", "–", "+", "•", "¬", "~")
_HEADING = re.compile(r"^(?:Nơi|Kính)\s+\w+\s*:?\s*|^.*\bđiện\s*:\s*$", re.IGNORECASE)
# "ThS. Lê Văn A", "Thượng tá Lê Văn A": the degree and the rank are no part of the name.
_DEGREES = re.compile(
    r"^(?:(?:TS|ThS|PGS|GS|BS|DS|KS|CN|CK\w*|BSCK\w*)\.\s?"
    r"|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy) )+"
)
# Who keeps the minutes or the accounts signs beside the one who answers for the paper.
_KEEPER = re.compile(r"(?:THƯ KÝ|KẾ TOÁN|NGƯỜI (?:LẬP|GHI|VIẾT|NHẬN))")
_NEXT_ADDRESSEE = re.compile(r";\s+(?=[A-ZĐ])")
_SURNAMES = {
    "NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VŨ", "VÕ", "ĐẶNG", "BÙI", "ĐỖ",
    "HỒ", "NGÔ", "DƯƠNG", "LÝ", "TRỊNH", "ĐINH", "LÂM", "TRƯƠNG", "MAI", "CAO", "TÔ", "TẠ", "HÀ",
    "LƯƠNG", "LƯU", "TỐNG", "CHÂU", "KIỀU", "QUÁCH", "ĐÀO", "ĐOÀN", "THÁI", "VƯƠNG", "TRIỆU",
}  # fmt: skip


def signer_of(text: list[Paragraph]) -> tuple[str | None, str | None]:
    """The signer's name and the title above it, of the first signature; None where unsaid."""
    groups: list[list[str]] = [[]]
    for line in _signature_lines(text):
        if is_person(line):
            groups[-1].append(line)
            groups.append([])
        elif is_capitals(line):
            groups[-1].append(line)
    *signed, rest = groups
    if not signed:
        name = rest.pop().title() if rest and _is_capital_name(rest[-1]) else None
        return name, (", ".join(dict.fromkeys(rest)) or None)
    chosen = next((g for g in signed if g[:1] and not _KEEPER.match(g[0])), signed[0])
    return _DEGREES.sub("", chosen[-1]), (", ".join(dict.fromkeys(chosen[:-1])) or None)


def signer_of_rows(rows: list[Paragraph]) -> tuple[str | None, str | None]:
    """As `signer_of`, where the signature stands in a cell of a table at the paper's end."""
    for row in reversed(rows[-3:]):
        for cell in row.text.split("|"):
            lines = signature_lines(cell.strip())
            titles = [line for line in lines if is_capitals(line)]
            if len(lines) > 1 and is_person(lines[-1]) and any(map(is_office, titles)):
                return _DEGREES.sub("", lines[-1]), ", ".join(titles)
    return None, None


def _is_capital_name(line: str) -> bool:
    words = line.split()
    return words[0] in _SURNAMES and 2 <= len(words) <= 5 and not is_office(line)


def _signature_lines(text: list[Paragraph]) -> list[str]:
    """The lines of the first signature, and of the name under "Nơi nhận" where it stands there."""
    first = next((i for i, p in enumerate(text) if p.zone == SIGNATURE), None)
    if first is None:
        return []
    lines: list[str] = []
    for paragraph in text[first:]:
        if paragraph.zone == SIGNATURE:
            lines.append(paragraph.text)
        elif paragraph.zone != RECIPIENTS:
            break
    return lines


def recipients_of(text: list[Paragraph]) -> tuple[str, ...]:
    """The items of the first "Nơi nhận"; the signature beside it may stand between them."""
    lines: list[str] = []
    for paragraph in text:
        if paragraph.zone == RECIPIENTS:
            lines.append(paragraph.text)
        elif lines and paragraph.zone != SIGNATURE:
            break
    return _items(lines)


def addressees_of(text: list[Paragraph]) -> tuple[str, ...]:
    """Whom "Kính gửi" names, in order, one or many."""
    items = _items([p.text for p in text if p.zone == ADDRESSEES and p.kind is Kind.TEXT])
    return tuple(name for item in items for name in _NEXT_ADDRESSEE.split(item))


def _items(lines: list[str]) -> tuple[str, ...]:
    """The items, each without its dash and stop; a line that goes on is part of the one above."""
    items: list[str] = []
    for position, line in enumerate(lines):
        plain = _HEADING.sub("", line) if position == 0 else line
        goes_on = items and not line.startswith(_ITEMS) and items[-1].endswith((",", ":"))
        if goes_on:
            items[-1] += " " + plain
        elif plain.strip() and not plain.startswith("("):
            items.append(plain)
    return tuple(item.lstrip("".join(_ITEMS) + " ").rstrip(";., ") for item in items)
