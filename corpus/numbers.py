"""Document numbers (số, ký hiệu) as papers write them, brought to one canonical writing.

Forms: NĐ 30/2020/NĐ-CP Điều 15 (`85/KH-UBND`, `61/2018/NĐ-CP`), Đồng Tháp's `UBND.HC`, and
party papers with the separators the other way round (`19-NQ/TW`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DASH = "-–‐‑"
# The digit boundary matters: "45/2020/NĐ-CP" must not be found inside "145/2020/NĐ-CP".
_COUNT = r"(?<![\w/.,])(?P<count>\d{1,5}(?:\.\d{1,2})?[a-zA-Z]?)"
_SYMBOL = (
    r"(?:[A-ZĐ][A-Za-zĐđ]{0,9}\d{0,2})"
    rf"(?:(?:\s?[{_DASH}]\s?|[.&])[A-ZĐ][A-Za-zĐđ&]{{0,14}}\d{{0,2}}){{0,4}}"
)
_STATE = re.compile(
    rf"{_COUNT}\s?/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?(?P<symbol>{_SYMBOL})(?!\w)"
)
_PARTY = re.compile(
    rf"(?<![\w/.,])(?P<count>\d{{1,5}})\s?[{_DASH}]\s?"
    r"(?P<symbol>(?:NQ|CT|KL|QĐNS|QĐ|QyĐ|QC|CTr|HD|TB|TC|CV|KH|BC|TTr|ĐA|PA|BB|GM|ĐL|TT)"
    r"\s?/\s?[A-ZĐ][A-ZĐa-z]{1,8})(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention:
    """A document number found in a text, with its span (end exclusive)."""

    number: str  # canonical: "61/2018/NĐ-CP"
    start: int
    end: int


def find_numbers(text: str) -> Iterator[NumberMention]:
    """The document numbers written in full in a text (NFC), in reading order."""
    found = [
        NumberMention(number=_canonical(match, separator), start=match.start(), end=match.end())
        for pattern, separator in ((_STATE, "/"), (_PARTY, "-"))
        for match in pattern.finditer(text)
    ]
    yield from sorted(found, key=lambda mention: mention.start)


def _canonical(match: re.Match[str], separator: str) -> str:
    """One writing: no leading zeros, no spaces around separators, UBND-HC for UBND.HC."""
    symbol = re.sub(rf"\s*[{_DASH}]\s*", "-", match["symbol"])
    symbol = re.sub(r"\s", "", symbol).replace("UBND.HC", "UBND-HC")
    count = match["count"].lstrip("0") or "0"
    year = match.groupdict().get("year")
    return f"{count}{separator}{year}/{symbol}" if year else f"{count}{separator}{symbol}"


# The kind that the first group of a symbol means, NĐ 30/2020/NĐ-CP Phụ lục III; the legal
# kinds (NĐ, TT, Luật) and those of party papers are outside that decree.
KIND_BY_SYMBOL = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "PL": "Pháp lệnh",
    "VBHN": "Văn bản hợp nhất",
    "KL": "Kết luận",
    "QĐNS": "Quyết định",
    "AL": "Án lệ",
}
# Papers from before 2003 name the organ first: "12/UB-QĐ", "100/CP-NĐ".
_SECOND_GROUP_KINDS = {"QĐ", "NĐ"}
_PARTY_LETTER = "CV"  # party papers write the kind of a công văn, state papers do not
_GROUPS = re.compile(rf"[{_DASH}&]")


def kind_of_number(number: str) -> str | None:
    """The kind that a canonical number means; None when its symbol names no kind.

    A công văn has no kind in its symbol (831/UBND-HC), so it is None here. Only the symbol's
    first group is a kind: the second one of "78/UBND-TC" is the office that wrote it.
    """
    return kind_of_symbol(*_symbol_of(number))


def kind_of_symbol(symbol: str, organ: str = "") -> str | None:
    """The kind that a symbol means: "Báo cáo" of "BC-UBND"; None when it names none."""
    if symbol.startswith("UBTVQH"):
        return None  # nghị quyết and pháp lệnh of the standing committee share it
    if symbol.startswith("QH"):
        return "Luật"
    first, *rest = [group.strip() for group in _GROUPS.split(symbol)]
    if first == _PARTY_LETTER and organ:
        return "Công văn"
    if first in KIND_BY_SYMBOL:
        return KIND_BY_SYMBOL[first]
    second = rest[0] if rest else ""
    return KIND_BY_SYMBOL[second] if second in _SECOND_GROUP_KINDS else None


def organ_of_number(number: str) -> str | None:
    """The abbreviation of the organ in a canonical number: "UBND" of "85/KH-UBND".

    None for a law and for a symbol that is only a kind. The part that wrote it is left out:
    "UBND" of "831/UBND-HC".
    """
    return organ_of_symbol(*_symbol_of(number))


def organ_of_symbol(symbol: str, organ: str = "") -> str | None:
    """As `organ_of_number`, of a symbol alone: "UBND" of "BC-UBND" under a blank number."""
    if organ:
        return organ
    if symbol.startswith("UBTVQH"):
        return "UBTVQH"
    if symbol.startswith("QH"):
        return "QH"
    groups = [group.strip() for group in _GROUPS.split(symbol)]
    if kind_of_symbol(symbol) is None:
        return groups[0]
    if groups[0] not in KIND_BY_SYMBOL:
        return groups[0]  # the old order, "UB-QĐ"
    return groups[1] if len(groups) > 1 else None


def _symbol_of(number: str) -> tuple[str, str]:
    """The symbol, and the organ behind a party paper's slash: ("NQ", "TW") of "19-NQ/TW"."""
    first, _, last = number.rpartition("/")
    count, dash, kind = first.partition("-")
    return (kind, last) if dash and count.isdigit() else (last, "")
