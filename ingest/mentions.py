"""The texts that a sentence mentions: by number, by name, by a short form, or "… này"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from corpus.numbers import KIND_BY_SYMBOL, find_numbers, kind_of_number
from ingest.letters import CAPITALS, SMALL

# Also as they are often mistyped: "Quyết đính".
_KIND = (
    r"(?:Nghị định|Nghị quyết(?: liên tịch)?|Quyết đ[ịíi]nh|Thông tư(?: liên tịch)?|Chỉ thị"
    r"|Kế hoạch|Công văn|Báo cáo|Thông báo(?: kết luận)?|Kết luận|Hướng dẫn|Tờ trình"
    r"|Chương trình(?: hành động| phối hợp)?|Quy chế|Quy định|Bộ luật|Luật|Pháp lệnh|Công điện"
    r"|Văn bản hợp nhất|Văn bản|Lệnh|Sắc lệnh)"
)
_ANY_CASE_KIND = f"(?i:{_KIND})"
_SHORT_KIND = r"(?:NĐ|TTLT|TT|QĐ|NQ|CT|KH|CV|TB|BC|KL|TTr|VBHN)"
_BEFORE_NUMBER = re.compile(
    rf"(?P<kind>{_ANY_CASE_KIND}|\b{_SHORT_KIND})\s+(?:(?:kết luận|phối hợp)\s+)?(?:số\s*:?\s*)?$"
)
_DAY = (
    r"(?P<day>\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(?P<month>\d{1,2})\s*(?:[/.-]|,?\s+năm\s+)\s*"
    r"(?P<year>(?:19|20)\d\d)"
)
_DATED = re.compile(rf"\s*[,(]?\s*(?:được\s+)?(?:ký\s+|ban hành\s+)?(?:ngày\s*){_DAY}")
_OF_YEAR = re.compile(r"\s*,?\s*năm\s+(?P<year>(?:19|20)\d\d)\b")
_SHORT = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND}|{_SHORT_KIND})\s+(?:số\s+)?(?P<count>\d{{1,5}})(?![\w/]|[.,]\d)"
    r"(?!\s*(?:tháng|năm|ngày|quý|tuần|lần|trang|điều|khoản|điểm|đồng|người|hồ sơ))"
)
_SELF = re.compile(rf"(?<!\w)(?P<kind>{_KIND}|Phụ lục|Đề án|Phương án)\s+này\b")
_NAME_WORD = rf"[{CAPITALS}{SMALL}]+(?:-[{CAPITALS}{SMALL}]+)?"
_LAW = re.compile(
    rf"(?<!\w)(?P<name>(?:Bộ luật|Luật|Pháp lệnh)[ ](?=[{CAPITALS}]|sửa đổi){_NAME_WORD}"
    r"(?:,?[ ](?!(?:số|năm|ngày|này|được|quy định|có|thì|là|của|về|tại|do|để|hướng dẫn|ban hành"
    r"|đã|hiện hành|bởi|thay thế|cùng|với"
    r"|và (?:các|những|chỉ đạo|tổ chức|hướng dẫn|văn bản|pháp luật|phải|theo))\b)"
    rf"{_NAME_WORD}){{0,24}})"
)
# The names with a comma inside, by the word before it; elsewhere a comma ends the name.
_COMMA_AFTER = re.compile(
    r"\b(?:[Pp]hòng|[Ss]ửa đổi|[Aa]n toàn|[Tt]hực hành tiết kiệm|[Cc]án bộ|[Nn]hập cảnh"
    r"|[Xx]uất cảnh|[Qq]uá cảnh|[Qq]uản lý|[Kk]hiếu nại|[Tt]hi đua|[Ll]ập|[Tt]hể dục)$"
)
_AMENDING_LAW = re.compile(
    r"(?<!\w)(?P<name>Luật [Ss]ửa đổi,? bổ sung một số điều (?:của|tại) [^;.()\n]{4,160}?)"
    r"(?=\s*(?:,?\s*(?:số\s+\d|năm\s+\d{4}|ngày\s+\d)|[;.()\n]|$))"
)
_LAW_NUMBER = re.compile(r"\s*[,(]?\s*(?:Luật\s+)?(?:số\s*:?\s*)?$")
_LEGISLATIVE = re.compile(r"^(?:QH|UBTVQH|HĐNN)\d*$|^(?:SL|L/CTN)$")


MOST = 1_000  # mentions of one passage that are read: a footnote has some dozens


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One mention of a text. `start` to `end` are its words, the day of the citation included."""

    start: int
    end: int
    kind: str | None  # "Nghị định", in lower case after the first letter
    number: str | None = None
    name: str | None = None  # of a law
    count: str | None = None  # "61" of a short mention: its number is to be found
    signed_on: date | None = None
    year: int | None = None
    is_this: bool = False  # "Nghị định này"


def find_mentions(text: str) -> tuple[Mention, ...]:
    """The mentions in a text (NFC), in reading order and without overlap; at most `MOST`."""
    numbered = list(islice(_numbered(text), MOST))
    laws = list(islice(_laws(text), MOST))
    found = _joined(text, numbered, laws)
    others = (*islice(_short(text), MOST), *islice(_this(text), MOST))
    found += [mention for mention in others if not _overlaps(mention, found)]
    return tuple(sorted(found, key=lambda mention: mention.start)[:MOST])


def amended_laws(name: str) -> tuple[str, ...]:
    """The names of the laws that the name of an amending law holds; empty for other names."""
    if not _AMENDING_LAW.match(name):
        return ()
    inside = name[len("Luật sửa đổi") :]
    return tuple(law.name for law in _laws(inside) if law.name)


def _overlaps(mention: Mention, others: list[Mention]) -> bool:
    return any(mention.start < o.end and o.start < mention.end for o in others)


def _numbered(text: str) -> Iterator[Mention]:
    for found in find_numbers(text):
        before = _BEFORE_NUMBER.search(text, max(0, found.start - 60), found.start)
        kind = _full_kind(before["kind"]) if before else None
        if not _is_document(found.number, kind):
            continue
        start = before.start() if before else found.start
        mention = Mention(
            start=start,
            end=found.end,
            kind=kind or kind_of_number(found.number),
            number=found.number,
        )
        yield _with_day(text, mention)


def _full_kind(written: str) -> str:
    """The kind of "QĐ", "Quyết đính", "thông báo kết luận" as it is written in full."""
    if written in KIND_BY_SYMBOL:
        return KIND_BY_SYMBOL[written]
    plain = written[:1].upper() + written[1:].lower()
    return re.sub(r"đ[íi]nh$", "định", plain)


def _is_document(number: str, kind: str | None) -> bool:
    """Whether it is the number of a paper: "06/CP" of a project and "27/TTHC" are none."""
    symbol = number.rsplit("/", 1)[-1]
    is_party = "-" in number.split("/")[0]
    return "-" in symbol or is_party or _LEGISLATIVE.match(symbol) is not None or kind is not None


def _with_day(text: str, mention: Mention) -> Mention:
    """The mention with the day, or the year, that stands behind it."""
    dated = _DATED.match(text, mention.end)
    if dated:
        day = _real_day(dated)
        return replace(mention, end=dated.end(), signed_on=day, year=int(dated["year"]))
    of_year = _OF_YEAR.match(text, mention.end)
    if of_year and (mention.number is None):
        return replace(mention, end=of_year.end(), year=int(of_year["year"]))
    return mention


def _real_day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:  # "ngày 31/02/2024": a slip of the paper
        return None


def _laws(text: str) -> Iterator[Mention]:
    amending = {match.start(): match["name"] for match in _AMENDING_LAW.finditer(text)}
    position = 0
    while match := _LAW.search(text, position):
        start = match.start()
        name = amending.get(start) or _name_of(match["name"], text[match.end() :])
        position = start + len(name)
        if " " not in name.removeprefix("Bộ "):
            continue
        kind = "Bộ luật" if name.startswith("Bộ") else name.split()[0]
        yield _with_day(
            text, Mention(start=start, end=position, kind=kind, name=" ".join(name.split()))
        )


# "Luật Đất đai, Luật Nhà ở và Nghị định …": another text begins.
_OTHER_TEXT = re.compile(
    rf",? (?:và |hoặc )?(?=(?:Bộ luật|Luật|Pháp lệnh) (?:[{CAPITALS}]|sửa đổi)"
    r"|(?:Nghị định|Nghị quyết|Thông tư|Quyết định) )"
)
_GIVEN_AFTER = re.compile(r"\s+(?:năm\s+\d{4}|số\s+\d|ngày\s+\d)")


def _name_of(matched: str, after: str) -> str:
    """The name cut where it ends: at a comma that is not of the name, at "và Luật".

    Up to its year or number it is whole, commas and all, when no other law stands in it.
    """
    name = _OTHER_TEXT.split(matched)[0]
    if name == matched and _GIVEN_AFTER.match(after) and not re.search(rf", [{CAPITALS}]", name):
        return name
    for comma in re.finditer(",", name):
        if not _COMMA_AFTER.search(name[: comma.start()]):
            name = name[: comma.start()]
            break
    name = re.split(rf"\s+(?:và|hoặc)\s+(?=[{CAPITALS}])", name)[0]
    return re.sub(r"(?:\s+(?:và|hoặc|về|của|các|,))+$", "", name).rstrip(" ,")


def _joined(text: str, numbered: list[Mention], laws: list[Mention]) -> list[Mention]:
    """Numbers and laws, a law with its number right behind it made one mention."""
    joined: list[Mention] = []
    used: set[int] = set()
    for law in laws:
        for place, mention in enumerate(numbered):
            if not -_NEAR <= mention.start - law.end <= _NEAR:
                continue
            gap = text[law.end : _number_start(text, mention)]
            is_behind = 0 <= len(gap) <= 12 and mention.start >= law.start
            if place not in used and is_behind and _LAW_NUMBER.fullmatch(gap):
                joined.append(
                    replace(
                        mention,
                        start=law.start,
                        name=law.name,
                        kind=law.kind,
                        year=mention.year or law.year,
                    )
                )
                used.add(place)
                break
        else:
            if not _overlaps(law, numbered):
                joined.append(law)
    return joined + [mention for place, mention in enumerate(numbered) if place not in used]


_NEAR = 30  # characters between a law's name and its number


def _number_start(text: str, mention: Mention) -> int:
    digits = re.compile(r"\d").search(text, mention.start)
    return digits.start() if digits else mention.start


def _short(text: str) -> Iterator[Mention]:
    for match in _SHORT.finditer(text):
        mention = Mention(
            start=match.start(),
            end=match.end(),
            kind=_full_kind(match["kind"]),
            count=match["count"].lstrip("0") or "0",
        )
        yield _with_day(text, mention)


def _this(text: str) -> Iterator[Mention]:
    for match in _SELF.finditer(text):
        yield Mention(
            start=match.start(), end=match.end(), kind=_full_kind(match["kind"]), is_this=True
        )
