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
    r"(?P<symbol>(?:NQ|CT|KL|QĐ|QyĐ|CTr|HD|TB|CV|KH|BC|TTr)\s?/\s?[A-ZĐ][A-ZĐa-z]{1,8})(?!\w)"
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
# kinds (NĐ, TT, Luật) are outside that decree.
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
    "GM": "Giấy mời",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "PL": "Pháp lệnh",
    "VBHN": "Văn bản hợp nhất",
    "KL": "Kết luận",
}


def kind_of_number(number: str) -> str | None:
    """The kind that a canonical number means; None when its symbol names no kind.

    A công văn has no kind in its symbol (831/UBND-HC), so it is None here.
    """
    symbol = re.split(r"[/]", number)[-1] if "-" not in number.split("/")[0] else number
    first = re.split(r"[-/]", symbol)
    if number.split("/")[-1].startswith("QH"):
        return "Luật"
    for part in first:
        if part in KIND_BY_SYMBOL:
            return KIND_BY_SYMBOL[part]
    return None
