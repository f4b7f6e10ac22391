"""Who issued a paper: from its letterhead, else from its own sentences."""

import re
from functools import cache

from corpus.issuer_symbols import load_issuer_symbols
from corpus.text import fold
from ingest.letters import CAPITALS
from ingest.lines import is_capitals

_ORGAN = re.compile(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND)(?:\s*\(UBND\))?\s+"
    r"(?P<level>thành phố|Thành phố|thị xã|huyện|Huyện|quận|Quận|tỉnh|Tỉnh|phường|Phường|xã|Xã"
    r"|thị trấn)\s+"
    rf"(?P<name>[{CAPITALS}][\w]*(?:\s+[{CAPITALS}][\w]*){{0,3}})"
)
_UNNAMED = re.compile(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)\s+(?P<level>Thành phố|Huyện|Tỉnh|Phường"
    r"|Xã)\b(?!\s+[A-ZĐ])"
)
_NAME = rf"(?P<name>[{CAPITALS}][\w]*(?:\s+[{CAPITALS}][\w]*){{0,3}})"
_LEVELS = r"thành phố|tỉnh|huyện|quận|thị xã|phường|xã|thị trấn|đặc khu|khu vực"
_PLACE_NAME = re.compile(
    rf"\b((?:(?:tỉnh|huyện|thành|quận|thị) (?:ủy|đoàn)|{_LEVELS})\s+)"
    rf"(?!(?:ủy|hội|đội|đoàn)\b)((?:(?!\b(?:{_LEVELS})\b).)+)",
    re.IGNORECASE,
)
# "VĂN PHÒNG" alone on its line, or a line that ends open, goes on below with another organ's name.
_OPEN_ORGAN = re.compile(
    r"^(?:VĂN PHÒNG|CHỦ TỊCH|THƯỜNG TRỰC|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|ĐẢNG BỘ|ĐẢNG ỦY|CÔNG ĐOÀN"
    r"|VĂN PHÒNG (?:HĐND|HỘI ĐỒNG NHÂN DÂN))$|(?:\b(?:VÀ|CỦA|THUỘC)|[-–,])$"
)
_ORGAN_OPENING = re.compile(
    r"(?:ỦY BAN|UỶ BAN|UBND|HĐND|HỘI |BỘ |SỞ |CHI CỤC|CỤC |TỔNG CỤC|VĂN PHÒNG|PHÒNG |BAN |VỤ "
    r"|CHÍNH PHỦ|QUỐC HỘI|THỦ TƯỚNG|CHỦ TỊCH|NGÂN HÀNG|TÒA ÁN|TOÀ ÁN|VIỆN |TRƯỜNG |TRUNG TÂM"
    r"|CÔNG AN|THANH TRA|BẢO HIỂM|KHO BẠC|TỈNH ỦY|TỈNH UỶ|HUYỆN ỦY|HUYỆN UỶ|THÀNH ỦY|THÀNH UỶ"
    r"|QUẬN ỦY|TỈNH ĐOÀN|HUYỆN ĐOÀN|THÀNH ĐOÀN|ĐẢNG ỦY|ĐẢNG UỶ|ĐẢNG BỘ|CHI BỘ|ĐOÀN |LIÊN ĐOÀN"
    r"|CÔNG ĐOÀN|CÔNG TY|TỔNG CÔNG TY"
    r"|BỆNH VIỆN|CHI NHÁNH|TRẠM |HẠT |THƯ VIỆN|KIỂM TOÁN|TẬP ĐOÀN|MẶT TRẬN|TỔ )"
)
_SHORT_NAMES = (
    (re.compile(r"\bubnd\b"), "ủy ban nhân dân"),
    (re.compile(r"\bhđnd\b"), "hội đồng nhân dân"),
)
_FUNCTION = re.compile(
    r"\b((?:(?<!cán )bộ|sở|phòng|ban|chi cục|tổng cục|cục|vụ|trung tâm|trường|viện|bệnh viện|hội"
    rf"|liên đoàn|công ty|văn phòng|kho bạc|chi nhánh)\s+)(?!(?:{_LEVELS}|đồng|nhân dân)\b)(\w)"
)
_SCHOOL = re.compile(
    r"(\btrường (?:mầm non|mẫu giáo|tiểu học|trung học cơ sở|trung học phổ thông|th|thcs|thpt"
    r"|th&thcs|thcs&thpt)\s+)(.+)$",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b[bcdđghklmnpqrstvx][bcdđghklmnpqrstvx&]+\b", re.IGNORECASE)
_JOINED = re.compile(r"(?:bộ|sở|phòng)\s", re.IGNORECASE)
_PAIRED = re.compile(r"(\s-\s|\bvà\s)(\w)")
_WORDS_WITH_ACCENTS = 4
_OPENING, _CLOSING = 4, 6  # paragraphs in which the paper speaks of its issuer
_OWN_VERBS = re.compile(
    r"\b(?:ban hành|báo cáo|có ý kiến|xây dựng|thông báo|yêu cầu|kính báo|kính trình|đề nghị)\b"
)


def issuer_of_letterhead(lines: list[str], body: list[str]) -> str | None:
    """The issuer from the capitals of the left column, in sentence case.

    Args:
        lines: the letterhead's lines without motto, number and day, in order. Where a parent
            stands above the issuer, the last organ named is the issuer.
        body: the paragraphs, which show how the name is written in a sentence.
    """
    organs: list[str] = []
    for line in lines:
        if organs and (not _ORGAN_OPENING.match(line) or _OPEN_ORGAN.search(organs[-1])):
            organs[-1] += " " + line
        else:
            organs.append(line)
    if not organs or _is_misread(organs[-1]):
        return None
    return _as_in_body(sentence_case(organs[-1]), body)


def _is_misread(name: str) -> bool:
    """True for a name of several words without one accent: no organ is called so."""
    return len(name.split()) >= _WORDS_WITH_ACCENTS and fold(name) == name


def _as_in_body(name: str, body: list[str]) -> str:
    """The name with the capitals that the paper's own sentences give it."""
    for text in body:
        start = text.lower().find(name.lower())
        written = text[start : start + len(name)]
        if start >= 0 and not is_capitals(written):
            return written[:1].upper() + written[1:]
    return name


def sentence_case(capitals: str) -> str:
    """A name in capitals as it is written in a sentence.

    Names of places keep their capitals, so does the first word that says what an organ does (NĐ
    30/2020/NĐ-CP Phụ lục II): "Phòng Kinh tế huyện Bến Đò". UBND and HĐND are written out.
    """
    lowered = " ".join(capitals.split()).lower().replace("uỷ ban", "ủy ban")
    known = _by_letters().get(lowered.replace(" ", ""))
    if known is not None:
        return known  # blanks that a PDF puts inside a word do not count
    for short, full in _SHORT_NAMES:
        lowered = short.sub(full, lowered)
    lowered = _FUNCTION.sub(lambda m: m[1] + m[2].upper(), lowered)
    if _JOINED.match(lowered):
        lowered = _PAIRED.sub(lambda m: m[1] + m[2].upper(), lowered)
    for name in _proper_names():
        lowered = re.sub(rf"\b{re.escape(name.lower())}\b", name, lowered, flags=re.IGNORECASE)
    lowered = _PLACE_NAME.sub(lambda m: m[1] + _title_case(m[2]), lowered.replace(" uỷ", " ủy"))
    lowered = _SCHOOL.sub(lambda m: m[1] + _title_case(m[2]), lowered)
    lowered = _ABBREVIATION.sub(lambda m: m[0].upper(), lowered)
    return lowered[:1].upper() + lowered[1:]


@cache
def _proper_names() -> tuple[str, ...]:
    """The names of organs that the facts know, the shorter before those that hold them."""
    return tuple(sorted((s.name for s in load_issuer_symbols().values()), key=len))


@cache
def _by_letters() -> dict[str, str]:
    return {name.lower().replace(" ", ""): name for name in _proper_names()}


def _title_case(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def issuer_of_sentences(body: list[str]) -> str | None:
    """The People's Committee that the first and last paragraphs speak for; None when unclear.

    A named one wins where the sentence makes it the one that acts or reports. "UBND Huyện"
    without a name takes the district that these paragraphs name, when the paper has no other.
    """
    opening, closing = body[:_OPENING], body[-_CLOSING:]
    for text in [*closing, *opening]:
        for match in _ORGAN.finditer(text):
            after = text[match.end() : match.end() + 40]
            before = text[max(match.start() - 40, 0) : match.start()]
            if _OWN_VERBS.search(after) or (text in closing and "của" in before[-6:]):
                return _full(match["level"], match["name"])
    unnamed = next(
        (m["level"] for text in [*closing, *opening] for m in [_UNNAMED.search(text)] if m), None
    )
    if unnamed is None or _only_named(unnamed, body) is None:
        return None
    return _only_named(unnamed, [*opening, *closing])


def issuer_only_named(body: list[str]) -> str | None:
    """The committee of the one place that a paper names at the level it calls its own.

    "UBND Huyện" says the level; None when two districts are named or none, or two levels are
    called so.
    """
    levels = {match["level"] for text in body for match in _UNNAMED.finditer(text)}
    named = {level: _only_named(level, body) for level in levels - {"Tỉnh"} or levels}
    found = [issuer for issuer in named.values() if issuer]
    return found[0] if len(named) == len(found) == 1 else None


def _only_named(level: str, texts: list[str]) -> str | None:
    pattern = re.compile(rf"\b{level.lower()}\s+{_NAME}")
    names = {match["name"] for text in texts for match in pattern.finditer(text)}
    return _full(level, names.pop()) if len(names) == 1 else None


def _full(level: str, name: str) -> str:
    return f"Ủy ban nhân dân {level.lower()} {name}"
