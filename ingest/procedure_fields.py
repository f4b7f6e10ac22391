"""The fields of an exported procedure, cut where the export glued the cells of its tables.

The portal's pages are tables; the export wrote their cells one behind the other without a
space. What each cut gives, put together with the heads of the columns, is the field again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.procedures import NO_VALUE, Component, FilingWay, LegalBasis
from ingest.letters import CAPITALS, SMALL

WAYS_HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
COMPONENTS_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
BASES_HEAD = "Tên văn bản pháp lýMã văn bản"

_WAY = "Trực tuyến|Trực tiếp|Dịch vụ bưu chính"
_UNIT = r"(?:Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Năm|Phút|Tuần)"
_MONEY = r"(?:(?!0\d)\d{1,3}(?:[.,]\d{3})+|\d{1,3})? ?(?:VNĐ|Việt Nam Đồng|USD|Đô la Mỹ|Euro|EUR)"
_FEE = rf"(?:Miễn phí|{NO_VALUE}|{_MONEY})"
# A time of words ("Không phải trả kết quả cho người nộp thuế") is glued to the way and begins
# with a capital; inside a description "Trực tiếp" is followed by a space or a colon.
_ROW = re.compile(
    rf"(?P<way>{_WAY})(?P<time>{NO_VALUE}|\d+(?:[.,]\d+)? ?{_UNIT}|\d+? ?(?={_FEE})"
    rf"|[{CAPITALS}](?:(?!{_WAY}).){{0,300}}?(?={_FEE}))(?={_FEE})",
    re.DOTALL,
)
_FEE_START = re.compile(_FEE)

_STEP = re.compile(r"^[^\w\n]*(?:[a-zđ]\) ?|\d+\. ?)?(?=B(?:ước|ƯỚC) ?\d+)", re.MULTILINE)
# Behind a paper's name or the name of its form. A count of three digits or more is the end of a
# number ("… năm 2025" + "1 bản chính") and the count.
_COUNT = re.compile(
    r"(?P<count>(?:(?<!\d)\d{1,2}|(?<=\d\d)\d) bản chính(?:,\d+ bản sao)?)"
    rf"(?=$|[^\s,.;:)/…]|\s+(?:[-+*]|[{CAPITALS}]))"
)
_FORM = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|odt|zip|rar|png|jpe?g)", re.IGNORECASE)
_GLUE = re.compile(rf"(?<=[^\s\"“(\[/_{CAPITALS}-])(?=[{CAPITALS}])")

_SYMBOL = rf"(?:QH\d{{1,2}}|UBTVQH\d{{1,2}}|[{CAPITALS}]{{2,}}(?:-[{CAPITALS}]+?|-TTg)*)"
_NUMBER = rf"(?:(?:[A-ZĐ][^\d\n]{{1,30}}?)?(?:số:? ?)?)?\d+(?:\.\d+)?/(?:\d{{4}}/ ?)?{_SYMBOL}"
_BASIS_END = re.compile(
    rf"\d+(?:\.\d+)?/(?:\d{{4}}/ ?)?{_SYMBOL}\.?(?=$|\s*[{CAPITALS}][{SMALL}]"
    rf"|\s+[{CAPITALS}]{{3,}} |[\"“(]|-\s?[{CAPITALS}][{SMALL}]|\d+(?:\.\d+)?/|[{SMALL}])"
)
_ONLY_NUMBER = re.compile(rf"\s*{_NUMBER}\.?\s*")
_PAPER = r"(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)(?: liên tịch)?"
_GLUED_NUMBER = re.compile(
    rf"(?<=[^\s\d/(-])(?P<number>(?:{_PAPER} )?(?:[Ss]ố:? ?)?\d+(?:\.\d+)?/(?:\d{{4}}/ ?)?"
    rf"{_SYMBOL}\.?)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutResults:
    """The result field: each result with its code, the rest of the record, the page's buttons."""

    results: tuple[str, ...]
    removed: str  # buttons and lists of the web page; "" when there are none


def cut_ways(field: str) -> tuple[FilingWay, ...] | None:
    """The ways of filing; None when the field is not of the known shape."""
    body = field.removeprefix(WAYS_HEAD)
    rows = list(_ROW.finditer(body))
    if not rows or body[: rows[0].start()].strip():
        return None
    ends = [row.start() for row in rows[1:]] + [len(body)]
    return tuple(_way(row, body[row.end() : end]) for row, end in zip(rows, ends, strict=True))


def _way(row: re.Match[str], rest: str) -> FilingWay:
    end = _fee_end(rest)
    return FilingWay(
        way=row["way"],
        time_limit=row["time"].strip(),
        fee=rest[:end].strip(),
        description=rest[end:].strip(),
    )


def _fee_end(rest: str) -> int:
    """Where the fees of a row end: amounts, each with its explanation in brackets."""
    end = 0
    while match := _FEE_START.match(rest, end):
        if match.end() == end:
            break
        end = match.end()
        if rest[end : end + 1] == "(":
            end = _bracket_end(rest, end)
    return end


def _bracket_end(text: str, start: int) -> int:
    """The end of the bracket that opens at `start`; the text's end where it is never closed."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)


def cut_steps(field: str) -> tuple[str, ...]:
    """The steps: what stands before "Bước 1" is a piece of its own."""
    starts = [match.start() for match in _STEP.finditer(field)]
    bounds = [0, *(start for start in starts if start > 0), len(field)]
    pieces = (field[start:end] for start, end in pairwise(bounds))
    return tuple(piece.strip() for piece in pieces if piece.strip())


def cut_components(field: str) -> tuple[Component, ...]:
    """The papers of the file, with the case that each group of them is for."""
    parts = field.split(COMPONENTS_HEAD)
    if len(parts) == 1:
        return tuple(_components(field, None)) if field.strip(" -\n") else ()
    found: list[Component] = []
    case = _case(parts[0])
    for position, part in enumerate(parts[1:], start=1):
        counts = list(_COUNT.finditer(part))
        is_last = position == len(parts) - 1
        end = len(part) if is_last or not counts else counts[-1].end()
        found += _components(part[:end], case)
        case = _case(part[end:])
    return tuple(found)


def _case(text: str) -> str | None:
    stripped = text.strip()
    return stripped if stripped.strip("-") else None


def _components(text: str, case: str | None) -> Iterator[Component]:
    start = 0
    for count in _COUNT.finditer(text):
        yield _component(text[start : count.start()], count["count"], case)
        start = count.end()
    if text[start:].strip():
        yield _component(text[start:], None, case)


def _component(text: str, count: str | None, case: str | None) -> Component:
    name, forms = _without_forms(text.strip())
    numbers = [int(number) for number in re.findall(r"\d+(?= bản)", count or "")]
    return Component(
        name=name,
        forms=forms,
        originals=numbers[0] if numbers else None,
        copies=numbers[1] if len(numbers) > 1 else None,
        case=case,
    )


def _without_forms(text: str) -> tuple[str, tuple[str, ...]]:
    """The name of a paper and the files of its form that were glued behind it."""
    ends = [match.end() for match in _FORM.finditer(text)]
    if not ends or ends[-1] != len(text):
        return text, ()
    glued = [match.start() for match in _GLUE.finditer(text, 0, ends[0])]
    if not glued:
        return text, ()
    bounds = [glued[-1], *ends]
    forms = (text[a:b].strip() for a, b in pairwise(bounds))
    return text[: glued[-1]].strip(), tuple(forms)


def cut_bases(field: str) -> tuple[LegalBasis, ...]:
    """The legal bases, in order; the number is None where none could be told from the name."""
    body = field.removeprefix(BASES_HEAD)
    if not body.strip():
        return ()
    bounds = [0, *(match.end() for match in _BASIS_END.finditer(body)), len(body)]
    pieces = [body[a:b] for a, b in pairwise(bounds) if body[a:b].strip()]
    found: list[LegalBasis] = []
    for piece in pieces:
        if found and found[-1].number is None and _ONLY_NUMBER.fullmatch(piece):
            found[-1] = LegalBasis(name=found[-1].name, number=piece.strip())
            continue
        glued = _GLUED_NUMBER.search(piece.rstrip())
        if glued:
            name = piece[: glued.start()].strip()
            found.append(LegalBasis(name=name, number=glued["number"]))
        else:
            found.append(LegalBasis(name=piece.strip()))
    return tuple(found)


def cut_results(field: str) -> CutResults:
    """The results, each with its code, then the key words and the description."""
    chrome = _CHROME.search(field)
    body = field[: chrome.start()] if chrome else field
    codes = list(_CODE.finditer(body))
    bounds = [0, *(code.end() for code in codes)]
    results = [
        f"{body[start : code.start()].strip()}\n{code[0]}"
        for start, code in zip(bounds, codes, strict=False)
    ]
    rest = _TAIL.sub(r"\n\g<0>: ", body[bounds[-1] :])
    results += [line.strip() for line in (rest,) if line.strip()]
    return CutResults(results=tuple(results), removed=chrome[0] if chrome else "")


_CHROME = re.compile(r"(?:Chọn cơ quan thực hiệnTỉnh/ Thành phố.*)?Nộp hồ sơ\s*$", re.DOTALL)
_CODE = re.compile(r"Mã: ?[A-Z0-9.]+(?:-?[A-Z]{1,3})?[\d.]+")
_TAIL = re.compile(rf"Từ khóa(?=[{CAPITALS}])|(?<=\S)Mô tả(?=[{CAPITALS}])")
