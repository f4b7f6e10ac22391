"""Document numbers as people type them, brought to the writing of the papers.

"nđ 61/2018", "nghị định 61", "61/2018/ND-CP" and "ND61-2018" are all 61/2018/NĐ-CP where the
library has that number. A number without a year or a symbol is completed from the library
only, and only where one number there fits; nothing is guessed.
"""

import re
from collections.abc import Callable

from corpus.text import fold, normalize

# Kind as people write it -> how the symbol of such a number begins.
_SYMBOLS = {
    "nd": "nđ", "nghi dinh": "nđ", "tt": "tt", "thong tu": "tt", "qd": "qđ", "quyet dinh": "qđ",
    "nq": "nq", "nghi quyet": "nq", "ct": "ct", "chi thi": "ct", "kh": "kh", "ke hoach": "kh",
    "luat": "qh", "bo luat": "qh", "tb": "tb", "thong bao": "tb", "bc": "bc", "bao cao": "bc",
    "cd": "cđ", "cong dien": "cđ", "ttr": "ttr", "to trinh": "ttr", "hd": "hd", "huong dan": "hd",
    "ttlt": "ttlt", "thong tu lien tich": "ttlt", "vbhn": "vbhn",
}  # fmt: skip
_WRITTEN = {
    "nd": "NĐ", "qd": "QĐ", "cd": "CĐ", "hdnd": "HĐND", "ttg": "TTg", "ctr": "CTr", "ttr": "TTr",
    "qyd": "QyĐ", "da": "ĐA", "bgddt": "BGDĐT", "bldtbxh": "BLĐTBXH", "dkt": "ĐKT",
}  # fmt: skip
_DASH = r"\s?[-–‐.]\s?"
_D = "[dđ]"
# All of it is there; dashes, spaces and accents may be missing: "61/2018/nd cp".
_WHOLE = re.compile(
    r"(?<![\w/.,-])(?P<count>\d{1,5})\s?[/-]\s?(?P<year>(?:19|20)\d\d)\s?[/ -]\s?"
    r"(?P<symbol>(?:nđ|nd|qđ|qd|nq|ct|ttlt|tt|kh|tb|vbhn|pl|lct|l)"
    rf"(?:(?:{_DASH}|\s)(?:cp|ttg|ubnd|h{_D}nd|chxhcn|b[a-zđ]{{1,7}}|nhnn|tandtc|hđtp|hdtp|ttcp|ubdt))"
    r"(?:-[a-zđ]{1,7})*|qh\d{1,2}|ubtvqh\d{1,2})(?![\w/])",
    re.IGNORECASE,
)
_KINDS = (
    rf"nghị\s?định|nghi\s?dinh|thông\s?tư\s?liên\s?tịch|thông\s?tư|thong\s?tu|quyết\s?định"
    r"|quyet\s?dinh|nghị\s?quyết|nghi\s?quyet|chỉ\s?thị|chi\s?thi|kế\s?hoạch|ke\s?hoach"
    r"|thông\s?báo|thong\s?bao|báo\s?cáo|bao\s?cao|tờ\s?trình|to\s?trinh|công\s?điện|cong\s?dien"
    rf"|bộ\s?luật|luật|luat|ttlt|n{_D}(?:-?cp)?|q{_D}(?:-?ttg)?|nq|tt|kh|ct|tb|bc"
)
# A kind with a count, and perhaps a year, but no symbol: "nđ 61/2018", "NĐ61-2018".
_SHORT = re.compile(
    rf"(?<![\w/-])(?P<kind>{_KINDS})(?P<between>\s?(?:s(?:ố|o)\s?:?\s?)?)"
    r"(?P<count>\d{1,5})(?:\s?[/-]\s?(?P<year>(?:19|20)\d\d))?(?![\w/.,%-]*[\w%])(?!\s?/)",
    re.IGNORECASE,
)
# A number without a year, as offices number their own papers: "105/qd-ubnd", "19-nq/tw".
_LOCAL = re.compile(
    rf"(?<![\w/.,-])(?P<count>\d{{1,5}})\s?(?P<before>[/-])\s?"
    rf"(?P<symbol>[a-zđ]{{1,10}}(?:(?:{_DASH}|/)[a-zđ&]{{1,14}}){{1,4}})(?![\w/])",
    re.IGNORECASE,
)
# "báo cáo 6 tháng" counts months: what follows a count without a year may be its unit.
_UNIT = re.compile(
    r"\s?(?:năm|nam|tháng|thang|ngày|ngay|quý|quy|tuần|tuan|giờ|gio|lần|lan|hồ|ho|điểm|diem"
    r"|trang|người|nguoi|bản|ban|loại|loai)\b",
    re.IGNORECASE,
)
Terms = Callable[[str], list[tuple[str, int]]]


def write_numbers(text: str, terms: Terms) -> str:
    """The text with its document numbers as the library writes them.

    Args:
        text: in NFC.
        terms: the tokens of the library that begin so, each with its number of passages.
    """
    whole = _WHOLE.sub(lambda match: _completed(match, terms), text)
    local = _LOCAL.sub(lambda match: _spelled(match, terms), whole)
    return _SHORT.sub(lambda match: _looked_up(match, terms), local)


def _completed(match: re.Match[str], terms: Terms) -> str:
    """A number that has all its parts, with its dashes and accents."""
    count, year = match["count"].lstrip("0") or "0", match["year"]
    symbol = re.sub(r"[\s.–‐-]+", "-", normalize(match["symbol"]))
    bare = fold(symbol)
    held = [term for term, _ in terms(f"{count}/{year}/") if fold(term.split("/")[-1]) == bare]
    return _upper(held[0]) if held else _upper(f"{count}/{year}/{symbol}")


def _spelled(match: re.Match[str], terms: Terms) -> str:
    """A number without a year as the one that the library has; else as it was typed."""
    start = f"{match['count'].lstrip('0') or '0'}{match['before']}"
    symbol = re.sub(_DASH, "-", normalize(match["symbol"]))
    found = [term for term, _ in terms(start) if fold(term) == fold(start + symbol)]
    is_written = len(found) == 1 and found[0] == start + symbol and not match["symbol"].islower()
    return match[0] if is_written or len(found) != 1 else _upper(found[0])


def _looked_up(match: re.Match[str], terms: Terms) -> str:
    """A number whose symbol, or year too, only the library can tell; else as it was typed."""
    kind = fold(normalize(match["kind"]))
    symbol = _SYMBOLS.get(re.sub(r"-?(?:cp|ttg)$", "", " ".join(kind.split())))
    symbol = symbol or _SYMBOLS.get(re.sub(r"(?<=[a-z]{2})(?=dinh|tu|hoach|luat)", " ", kind))
    is_count = match["year"] is None and _UNIT.match(match.string, match.end())
    if symbol is None or is_count:
        return match[0]
    count, year = match["count"].lstrip("0") or "0", match["year"]
    found = [
        (term, frequency)
        for term, frequency in terms(f"{count}/{year}/" if year else f"{count}/")
        if _is_of(term, symbol, has_year=year is not None)
    ]
    if symbol == "nđ" and year and not found:  # a nghị định is always the Government's
        found = [(f"{count}/{year}/nđ-cp", 1)]
    if not found or (len(found) > 1 and year is None):
        return match[0]
    number = _upper(max(found, key=lambda pair: (pair[1], pair[0]))[0])
    between = match["between"] or " "
    return f"{match['kind']}{between if between.strip() else ' '}{number}"


def _is_of(term: str, symbol: str, *, has_year: bool) -> bool:
    """Whether a token is a number with this symbol, written with or without its year."""
    parts = term.split("/")
    if has_year and len(parts) != len(("count", "year", "symbol")):
        return False
    last = parts[-1]
    return last.startswith(symbol) and not last[len(symbol) : len(symbol) + 1].isalpha()


def _upper(number: str) -> str:
    """A token as papers print it: "61/2018/nđ-cp" gives "61/2018/NĐ-CP"."""
    return re.sub(
        r"[a-zđ]+",
        lambda match: _WRITTEN.get(fold(match[0]), match[0].upper()),
        number,
        flags=re.IGNORECASE,
    )
