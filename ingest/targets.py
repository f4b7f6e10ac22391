"""Measures to reach in a sentence: "đạt tối thiểu 30 %", "ít nhất 02 lần/năm", none late."""

import re
from dataclasses import dataclass

from corpus.obligations import Target
from ingest.plain_words import LONGEST, plain_words

_NUMBER = r"(?P<value>\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
_BEFORE = (
    r"(?P<before>(?:(?:đạt|bằng|lên|xuống|còn|là|giảm|tăng|cắt giảm|rút ngắn)\s+)?"
    r"(?:từ\s+)?(?:tối thiểu|ít nhất|không thấp hơn|không dưới|không ít hơn|tối đa|nhiều nhất"
    r"|không quá|không vượt quá|không cao hơn|dưới|trên|hơn|vượt|từ|khoảng|đạt|bằng|phấn đấu|đủ"
    r"|[<>≥≤]=?)"
    r"(?:\s+(?:là|đạt|từ|mức|khoảng|trên))?\s*)"
)
_AFTER = r"(?P<after>\s*(?:trở lên|trở xuống|hoặc cao hơn|hoặc thấp hơn))?"
_PERCENT = re.compile(
    rf"{_BEFORE}?(?<![\d/,.]){_NUMBER}(?:\s*%?\s*(?:-|–|đến)\s*(?P<to>\d+(?:[.,]\d+)?))?\s*(?:%"
    rf"|phần trăm){_AFTER}"
)
_THINGS = (
    r"lần|điểm hỗ trợ|điểm|bậc|mô hình|thủ tục|tthc|hồ sơ|cuộc|lớp|đơn vị|sáng kiến"
    r"|giải pháp|đợt|hội nghị|hội thi|ấp|khóm|khu phố|dịch vụ|bài|tin|buổi|người|công chức"
    r"|viên chức|cán bộ|hộ|nhiệm vụ|phiếu|xã|phường|chuyên đề|văn bản|phòng|máy|km|ha|tuyến"
    r"|công trình|dự án|tổ|đội|nhóm|lượt|thành viên|thiết bị|bộ|chiếc|tài khoản|trường hợp|chỉ tiêu"
    r"|tiêu chí|cơ quan|doanh nghiệp|cơ sở|trường|sản phẩm|đề tài|đoàn|chuyên mục|phóng sự|video"
    r"|bản tin|câu lạc bộ|phiên|kỳ|kế hoạch|báo cáo|quy trình|đồng|triệu đồng|tỷ đồng|cây|tấn|nhà"
)
_TURN = (
    r"\s*/\s*(?:năm|tháng|quý|tuần|ngày|lượt|lần|xã|phường|đơn vị|cơ quan|ấp|khóm|tổ|người|hồ sơ)\b"
)
_NOUN = (
    rf"(?P<unit>(?:(?:{_THINGS})\b(?:{_TURN})?"
    rf"|(?:phút|giờ|ngày(?: làm việc)?){_TURN}))"
)
_TO = r"(?:\s*(?:-|–|đến)\s*(?P<to>\d+(?:[.,]\d+)?))?"
_COUNT = re.compile(rf"{_BEFORE}(?<![\d/,.]){_NUMBER}{_TO}\s+{_NOUN}{_AFTER}")
# "02 đợt/năm" is a measure by itself; so is what an order makes: "mở 02 lớp", "thành lập 09 tổ".
_COUNT_EACH = re.compile(
    rf"(?P<before>)(?<![\d/,.]){_NUMBER}{_TO}\s+(?P<unit>(?:{_THINGS}){_TURN})(?P<after>)"
)
_MADE = (
    r"(?:tổ chức|mở|thành lập|bố trí|mua sắm|mua|trang bị|lắp đặt|đăng ký|điều động|tuyển dụng"
    r"|xây mới"
    r"|xây dựng|kiểm tra|ban hành|biên soạn|đào tạo|tập huấn|khảo sát|phát hành|thí điểm"
    r"|triển khai|duy trì)"
)
_COUNT_MADE = re.compile(
    rf"\b{_MADE}(?:\s+(?:thêm|được|mới|tối thiểu|bổ sung|đủ"
    rf"|mỗi \w+))?\s+(?P<before>)(?<![\d/,.]){_NUMBER}"
    rf"{_TO}\s+{_NOUN}(?P<after>)"
)
_COUNT_RISE = re.compile(
    rf"\b(?P<before>(?:tăng|nâng|cải thiện)(?: thêm)?\s+){_NUMBER}{_TO}\s+(?P<unit>điểm|bậc"
    rf"|hạng)\b(?P<after>)"
)
_COUNT_FOR = re.compile(
    rf"\bcho\s+(?P<before>){_NUMBER}{_TO}\s+(?P<unit>lượt|người|học viên)\b(?P<after>)"
)
_COUNT_MORE = re.compile(
    rf"^(?:\s+[^\W\d]+){{0,4}}?\s*(?:,|và|;)\s*(?P<before>){_NUMBER}{_TO}\s+{_NOUN}(?P<after>)"
)
_COUNT_UP = re.compile(
    rf"(?P<before>)(?<![\d/,.]){_NUMBER}{_TO}\s+{_NOUN}(?P<after>\s*trở (?:lên|xuống))"
)
_NONE_LATE = re.compile(
    r"(?:không để(?:\s+(?:xảy ra|phát sinh|tồn tại))?(?:\s+tình trạng)?|không (?:có|phát sinh|còn)"
    r"|chấm dứt(?:\s+tình trạng)?)\s+"
    r"(?P<what>(?:hồ sơ|văn bản|nhiệm vụ|thủ tục|đơn thư|phản ánh)[\w ,]{0,50}?"
    r"(?:trễ hạn|quá hạn|tồn đọng|chậm tiến độ|chậm trễ|chậm muộn|trễ|bị chậm))"
)
# Figures of what was, and shares that no one is to reach.
_RISES = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:lên|xuống|còn)\b")
_RESULT = re.compile(
    r"mới (?:chỉ )?đạt|\bchỉ đạt|(?<!phấn đấu )thấp hơn (?:bình quân|mức|so với)|đứng hàng"
    r"|đứng thứ|xếp hạng (?:thứ|\d)|\(\s*(?:tăng|giảm)\s|đã đạt|đạt được|tăng \d[\d,.]*\s*%\)"
    r"|chiếm (?:tỷ lệ )?\d"
)
_AT_MOST = ("tối đa", "nhiều nhất", "không quá", "không vượt quá", "không cao hơn", "≤", "<=")
_AT_LEAST = (
    "tối thiểu",
    "ít nhất",
    "không thấp hơn",
    "không dưới",
    "không ít hơn",
    "từ",
    "≥",
    ">=",
)
_CLAUSE = re.compile(r"[.;:]\s|,\s+(?=(?:trong đó|riêng|phấn đấu|tỷ lệ)\b)|\n")
_WORDS_OF_MEASURE = re.compile(
    r"(?:tỷ lệ|tỉ lệ|mức độ|chỉ số|số lượng|số|điểm số|kết quả|thời gian)\b"
)
_MEASURE_END = re.compile(
    r"\s+(?:đạt|là|phải|từ|tối thiểu|ít nhất|trên|không thấp hơn|bằng|lên|còn)\s*$"
)
_MARK = re.compile(r"^\s*(?:[-–+•*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s*")
_LONGEST = 160
_NEAR = 600  # characters of a clause on each side of a figure


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bounds:
    """The clause around a figure."""

    start: int
    end: int


def find_targets(text: str) -> list[Target]:
    """The measures to reach in a text, in order; offsets count from its start.

    None in a sentence that tells results ("đứng hàng thứ 8, giảm 0,85 %").
    """
    text = text[:LONGEST]
    plain = plain_words(text)
    found: list[Target] = []
    for pattern, read in (
        (_PERCENT, _share),
        (_COUNT, _count),
        (_COUNT_UP, _count),
        (_COUNT_EACH, _made),
        (_COUNT_RISE, _made),
        (_COUNT_FOR, _made),
        (_COUNT_MADE, _made),
    ):
        for match in pattern.finditer(plain):
            target = read(text, plain, match)
            overlaps = any(target and target.start < o.end and o.start < target.end for o in found)
            if target is not None and not overlaps:
                found.append(target)
            if target is not None and not overlaps and pattern is _COUNT_MADE:
                found += _listed_after(text, plain, target)
    found += [_none(text, match) for match in _NONE_LATE.finditer(plain)]
    return sorted(found, key=lambda target: target.start)


def _share(text: str, plain: str, match: re.Match[str]) -> Target | None:
    bounds = _bounds(plain, match)
    if _RESULT.search(plain, bounds.start, bounds.end):
        return None
    if _RISES.match(plain, match.end()) and (match["before"] or "").strip().endswith("từ"):
        return None  # "từ 38 % lên ít nhất 60 %": where it stands, not where it is to be
    return _target(text, plain, match, "%")


def _listed_after(text: str, plain: str, target: Target) -> list[Target]:
    """The next of "mua sắm 10 máy quét, 05 máy in"."""
    more = _COUNT_MORE.match(plain[target.end :])
    if more is None or more["before"]:
        return []
    match = re.compile(rf"(?P<before>){_NUMBER}{_TO}\s+{_NOUN}(?P<after>)").search(
        plain, target.end
    )
    return [] if match is None else [_target(text, plain, match, _unit(match))]


def _unit(match: re.Match[str]) -> str:
    unit = re.sub(r"\s*/\s*", "/", match["unit"])
    return "TTHC" if unit == "tthc" else unit


def _made(text: str, plain: str, match: re.Match[str]) -> Target | None:
    bounds = _bounds(plain, match)
    if _RESULT.search(plain, bounds.start, bounds.end):
        return None
    return _target(text, plain, match, _unit(match))


def _count(text: str, plain: str, match: re.Match[str]) -> Target | None:
    bounds = _bounds(plain, match)
    if _RESULT.search(plain, bounds.start, bounds.end):
        return None
    unit = _unit(match)
    if match["before"].strip() in (
        "từ",
        "hơn",
        "khoảng",
        "đạt",
        "phấn đấu",
        "đủ",
        "vượt",
        "trên",
        "là",
    ) and not (match["after"] or match["to"] or unit == "điểm" or "/" in unit):
        return None
    return _target(text, plain, match, unit)


def _target(text: str, plain: str, match: re.Match[str], unit: str) -> Target:
    value = _value(match["value"])
    to = match.groupdict().get("to")
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Target(
        measure=_measure(text, plain, match),
        operator="range" if to else _operator(match["before"] or "", match["after"] or "", value),
        value=value,
        value_to=_value(to) if to else None,
        unit=unit,
        text=text[start : match.end()],
        start=start,
        end=match.end(),
    )


def _none(text: str, match: re.Match[str]) -> Target:
    return Target(
        measure=text[match.start("what") : match.end("what")],
        operator="=",
        value=0.0,
        unit=" ".join(match["what"].split()[:2]),
        text=text[match.start() : match.end()],
        start=match.start(),
        end=match.end(),
    )


def _value(written: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", written):
        return float(written.replace(".", ""))
    return float(written.replace(",", "."))


def _operator(before: str, after: str, value: float) -> str:
    if "trở xuống" in after or "thấp hơn" in after or any(word in before for word in _AT_MOST):
        return "<="
    if "trở lên" in after or "cao hơn" in after or any(word in before for word in _AT_LEAST):
        return ">="
    if "dưới" in before or "<" in before:
        return "<"
    if any(word in before for word in ("trên", "hơn", "vượt", ">")):
        return ">"
    whole = 100.0
    return "=" if value == whole else ">="


def _bounds(plain: str, match: re.Match[str]) -> _Bounds:
    near = max(0, match.start() - _NEAR)
    start = max((one.end() for one in _CLAUSE.finditer(plain, near, match.start())), default=near)
    last = min(len(plain), match.end() + _NEAR)
    end = next((one.start() for one in _CLAUSE.finditer(plain, match.end(), last)), last)
    return _Bounds(start=start, end=end)


def _measure(text: str, plain: str, match: re.Match[str]) -> str:
    """What is counted: the words before ("Tỷ lệ …") or, when there are none, those after."""
    bounds = _bounds(plain, match)
    before = text[bounds.start : match.start()]
    if "%" in before:  # "95 % hồ sơ … và 90 % hồ sơ …": what stands before is the first one's
        before = ""
    before = _MEASURE_END.sub("", _MARK.sub("", before).rstrip(" ,("))
    after = text[match.end() : bounds.end].strip(" .,;)\n")
    named = _WORDS_OF_MEASURE.search(plain_words(before))
    chosen = before[named.start() :] if named and len(before) > 8 else after or before
    return " ".join(chosen.split())[:_LONGEST]
