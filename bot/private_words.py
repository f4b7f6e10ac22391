"""Where a text holds what may not leave: phones, papers of identity, e-mail, plates, secrecy.

Numbers of documents, codes of cases, days, percentages and amounts of money pass. What they cover
is taken out first, and only in their strict forms, so that nothing hides behind a loose one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.plain_letters import Plain, plain_letters
from corpus.text import fold


class Found(StrEnum):
    """What was found; the value is what people read."""

    PHONE = "số điện thoại"
    IDENTITY = "số giấy tờ tùy thân"
    EMAIL = "thư điện tử"
    PLATE = "biển số xe"
    NAME = "tên người nộp hồ sơ"
    SECRECY = "dấu mật"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A span of the text that may not leave; the end is exclusive."""

    found: Found
    start: int
    end: int


_DAY = r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\s?[/.-]\s?(?:0?[1-9]|1[0-2])\s?[/.-]\s?(?:19|20)\d\d(?!\d)"
_SHORT_DAY = r"(?<![\d/])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/])"
_DOCUMENT = r"(?<![\d.])\d{1,5}(?:/(?:19|20)\d\d)?/[A-ZĐ][A-ZĐ\d]*(?:[-–][A-ZĐ\d]+)*(?![\w])"
_CASE = r"(?<!\w)(?:\d{3}\.\d\d\.\d\d\.)?[A-Z]\d\d(?:\.\d{1,3}){0,3}-\d{6}-\d{4,8}(?!\d)"
_PROCEDURE = r"(?<![\d.])[12]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.H\d{2})?(?!\d)"
_MONEY = (
    r"(?<![\d.,])[1-9]\d{0,2}(?:[.,]\d{3})+(?:,\d+)?(?=\s?(?:đ(?![a-zà-ỹ])|đồng|vnđ|vnd|triệu|tỷ|tỉ|usd|m2|m²|ha\b))"
    r"|(?<![\d.,])[1-9]\d*(?=\s?(?:đồng|vnđ|vnd|triệu|tỷ|tỉ)(?!\w))"
)
_PERCENT = r"(?<![\d.,])\d{1,3}(?:[.,]\d+)?(?=\s?%)"
_THOUSANDS = r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3}){1,4}(?:,\d+)?(?![\d.,]\d)"
_PASSES = re.compile(
    "|".join((_DAY, _DOCUMENT, _CASE, _PROCEDURE, _MONEY, _PERCENT, _THOUSANDS, _SHORT_DAY)),
    re.IGNORECASE,
)
_BARRIER = "\x01"

# Up to three signs between two digits; a sign that looks like a digit counts as one.
_DIGIT = r"[0-9OolI]"
_GAP = r"(?:[^\w|\x01]|_){0,3}"  # not the edge of a table's cell
_NUMBERS = re.compile(rf"(?<![\w])(?:\+{_GAP})?\(?(?:\+{_GAP})?{_DIGIT}(?:{_GAP}{_DIGIT}){{7,}}")
_AS_DIGIT = str.maketrans("OolI", "0011")
_MOBILE = re.compile(r"(?:0|84|0084)(?:3[2-9]|5[2-9]|7[06-9]|8\d|9\d)\d{7}")
_OLD_MOBILE = re.compile(r"(?:0|84|0084)1(?:2\d|6[2-9]|8[68]|99)\d{7}")
_LANDLINE = re.compile(r"(?:0|84|0084)2\d{9}")
_OLD_LANDLINE = re.compile(r"0(?:76|296|297|292)\d{7}")
_CARD = re.compile(r"0(?:0[1-9]|[1-8]\d|9[0-6])[0-9]\d{8}")
_MONTH = re.compile(r"(?<!\d)\d{1,2}/(?:19|20)\d\d")  # days that run together
_NINE = re.compile(r"\d{9}")
_CARD_WORDS = re.compile(
    r"(?:cmnd|cmt|cccd|chung minh|can cuoc|dinh danh|ho chieu|giay to tuy than)\D{0,30}$"
)
_PHONE_WORDS = re.compile(
    r"(?:dien thoai|\bdt|\bsdt|zalo|hotline|lien he|di dong|\btel|\bsms)\D{0,20}$"
)
_HEADS = 40  # characters before a number that say what it is
_DIGIT_WORDS = (
    r"(?:không|khong|một|mốt|mot|hai|ba|bốn|tư|bon|tu|năm|lăm|nam|lam|sáu|sau|bảy|bẩy|bay|tám|tam"
    r"|chín|chin)"
)
_SPELLED = re.compile(
    rf"(?<!\w){_DIGIT_WORDS}(?:[ ,.\-\n]{{1,3}}{_DIGIT_WORDS}){{8,}}(?!\w)", re.IGNORECASE
)

_AT = r"\s{0,2}(?:@|[\[({]\s?(?:at|a còng|a cong|@)\s?[\])}]|\s(?:a còng|a cong)\s)\s{0,2}"
_DOT = r"\s{0,2}(?:\.|[\[({]\s?(?:dot|chấm|cham|\.)\s?[\])}]|\s(?:dot|chấm|cham)\s)\s{0,2}"
_EMAIL = re.compile(
    rf"[A-Za-z0-9][A-Za-z0-9._%+\-]{{0,63}}{_AT}[A-Za-z0-9\-]{{1,63}}(?:{_DOT}[A-Za-z0-9\-]{{2,24}}){{1,4}}",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<![\w./-])(?:1[1-9]|[2-9]\d)\s?[-.]?\s?[A-HK-PR-VX-ZĐ]{1,2}[1-9]?\s?[-. ]\s?"
    r"(?:\d{3}[. ]?\d{2}|\d{4})(?![\d/]|[.,]\d|[-]\w)",
)
_LEVEL = (
    r"(?:T[UÚ]\W{0,3}Y\W{0,3}[EỆ]\W{0,3}T\W{1,4}|T\W{0,3}[OỐ]\W{0,3}I\W{1,4})?M\W{0,3}[ẬÂA]\W{0,3}T"
)
_SECRECY = re.compile(rf"(?<!\w){_LEVEL}(?!\w)")
_NO_STAMP = re.compile(
    r"(?:b[íi]|b[ảa]o|th[âa]n|c[ơo]|độ|mức|tài liệu|văn bản|nội dung|tin|dấu|số|hồ sơ|chế độ)\s*$",
    re.IGNORECASE,
)
_NAMED_LEVEL = re.compile(
    r"(?:độ mật|mức độ mật|dấu độ mật)\s*[:=]\s*(?:tuyệt mật|tối mật|mật)", re.IGNORECASE
)


def find_private(text: str) -> tuple[Finding, ...]:
    """What may not leave, in the order of the text; names are not looked for here."""
    plain = plain_letters(text)
    searched = _PASSES.sub(lambda match: _BARRIER * len(match[0]), plain.text)
    found = [
        *_numbers(searched),
        *((Found.PHONE, match.span()) for match in _SPELLED.finditer(plain.text)),
        *((Found.EMAIL, match.span()) for match in _EMAIL.finditer(plain.text)),
        *((Found.PLATE, match.span()) for match in _PLATE.finditer(searched.upper())),
        *_secrecy(plain),
    ]
    findings = (_finding(plain, kind, span) for kind, span in found)
    return tuple(sorted(findings, key=lambda finding: (finding.start, finding.end)))


def _finding(plain: Plain, found: Found, span: tuple[int, int]) -> Finding:
    start, end = plain.span(*span)
    return Finding(found=found, start=start, end=end)


def _numbers(text: str) -> Iterator[tuple[Found, tuple[int, int]]]:
    """Phones and identities among the stretches of digits."""
    for match in _NUMBERS.finditer(text):
        groups = [
            (group.start() + match.start(), group[0].translate(_AS_DIGIT))
            for group in re.finditer(rf"{_DIGIT}+", match[0])
        ]
        yield from _in_groups(text, groups)


def _in_groups(text: str, groups: list[tuple[int, str]]) -> Iterator[tuple[Found, tuple[int, int]]]:
    """Every row of neighbouring groups that reads as a number of a person, the longest first."""
    first = 0
    while first < len(groups):
        for last in range(len(groups), first, -1):
            row = groups[first:last]
            if (kind := _kind(text, row)) is not None:
                yield kind, (row[0][0], row[-1][0] + len(row[-1][1]))
                first = last
                break
        else:
            first += 1


def _kind(text: str, row: list[tuple[int, str]]) -> Found | None:
    digits = "".join(group for _, group in row)
    if not 9 <= len(digits) <= 14:
        return None
    written = text[row[0][0] : row[-1][0] + len(row[-1][1])]
    if sum(character.isdigit() for character in written) < len(digits) - 3:
        return None  # letters that merely look like digits
    before = fold(text[max(0, row[0][0] - _HEADS) : row[0][0]]).lower()
    if _MONTH.search(written) or not _is_one_number(text, row):
        return None
    if _CARD.fullmatch(digits):
        return Found.IDENTITY
    if any(shape.fullmatch(digits) for shape in (_MOBILE, _OLD_MOBILE, _LANDLINE, _OLD_LANDLINE)):
        return Found.PHONE
    if _NINE.fullmatch(digits):
        if _CARD_WORDS.search(before):
            return Found.IDENTITY
        if _PHONE_WORDS.search(before) and digits[0] in "35789":
            return Found.PHONE
        is_amount = digits.endswith("00")
        if len(row) == 1 and written.isdigit() and not is_amount and _stands_alone(text, row[0][0]):
            return Found.IDENTITY
    return None


def _is_one_number(text: str, row: list[tuple[int, str]]) -> bool:
    """False for cells of a table or a count that merely stand beside one another.

    A number of a person is written in one piece, digit by digit, or in groups the first of
    which has two digits or more; "0 912345678" has a long group instead.
    """
    lengths = [len(group) for _, group in row]
    if len(lengths) == 1 or all(length == 1 for length in lengths):
        gaps = {text[a + len(g) : b] for (a, g), (b, _) in pairwise(row)}
        return len(gaps) <= 2
    gaps = {text[a + len(g) : b] for (a, g), (b, _) in pairwise(row)}
    if any("\n" in gap for gap in gaps) and len(lengths) > 3:
        return False
    if lengths == [2] * len(lengths):
        counts = [int(group) for _, group in row]
        if counts == list(range(counts[0], counts[0] + len(counts))):
            return False  # the numbers of columns
        if len(lengths) > 5:
            return False
    if lengths[0] in (3, 4) and lengths[1] == 1 and min(lengths[2:], default=0) >= 3:
        return True  # 0296 3 852 345
    if max(lengths) >= 5:
        return True
    if lengths[0] == 1 and row[0][1] != "0":
        return False
    return all(length >= 2 for length in lengths[1:]) and (
        sum(lengths) / len(lengths) >= 2 if lengths[0] >= 2 else lengths[1] >= 3
    )


def _stands_alone(text: str, start: int) -> bool:
    """False behind a decimal point, a dash, a slash, or the edge of a cell."""
    return text[max(0, start - 1) : start] not in {".", ",", "-", "/", "|", "\t", _BARRIER}


def _secrecy(plain: Plain) -> Iterator[tuple[Found, tuple[int, int]]]:
    for match in _SECRECY.finditer(plain.text):
        before = plain.text[max(0, match.start() - 20) : match.start()]
        if not _NO_STAMP.search(before) and _is_stamp(plain.text, match):
            yield Found.SECRECY, match.span()
    for match in _NAMED_LEVEL.finditer(plain.text):
        yield Found.SECRECY, match.span()


def _is_stamp(text: str, match: re.Match[str]) -> bool:
    """Capitals that stand for themselves: not a word of a heading all in capitals."""
    level = fold(match[0]).replace(" ", "")
    if len(re.sub(r"\W", "", level)) > 3:
        return "Ậ" in match[0] or "Ỹ" in match[0] or _alone_on_line(text, match)
    return _alone_on_line(text, match)


def _alone_on_line(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()].rpartition("\n")[2]
    after = text[match.end() :].partition("\n")[0]
    words = re.findall(r"\w+", before) + re.findall(r"\w+", after)
    # A stamp may stand beside a number or the name of the office, never inside a sentence.
    return not words or (not any(word.islower() for word in words) and len(words) <= 1)
