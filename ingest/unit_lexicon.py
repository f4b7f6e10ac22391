"""The patterns by which units are seen in plain words: known names, committees, groups."""

import re
from functools import cache

from corpus.units import known_units
from ingest.plain_words import plain_words

LEVELS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_LEVEL = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tp|tỉnh)\b"
LEVEL_LIST = rf"{_LEVEL}(?:(?:\s*,\s*|\s+và\s+|\s*[-–/]\s*|\s*;\s*)(?:các\s+)?{_LEVEL})*"
_TITLE = (
    r"(?:(?:thủ trưởng|lãnh đạo|phó trưởng|trưởng phòng|trưởng ban|trưởng|phó chủ tịch|chủ tịch"
    r"|phó giám đốc"
    r"|giám đốc"
    r"|phó chánh|chánh|người đứng đầu|hiệu trưởng|chỉ huy trưởng|tổ trưởng|bí thư)\s+(?:và\s+)?)"
)
TITLE = re.compile(rf"{_TITLE}+$")
COMMITTEE = re.compile(
    r"(?:ubnd|ủy ban nhân dân)(?:\s*\(ubnd\))?\s+(?P<many>(?:các|từng|cấp"
    r"|\d{1,2}(?:/\d{1,2})?)\s+)?"
    rf"(?P<levels>{LEVEL_LIST})"
)
_NOUN = (
    r"(?:cơ quan(?!\s+(?:nhà nước|hành chính|thường trực))|đơn vị(?!\s+(?:tính|hành chính))"
    r"|phòng(?!\s*(?:,\s*)?(?:chống|ngừa|cháy))"
    r"|ban(?!\s+(?:hành|đầu|bố|chỉ|quản|tổ|thường))|ngành|sở|bộ(?=\s*,|\s+ngành|\s+trưởng\b)"
    r"|đoàn thể"
    r"|địa phương|trường(?:\s+học)?(?!\s+hợp)"
    r"|ấp|khóm|khu phố|thôn|bản(?=\s*[,.])|tổ dân phố|xã|phường|thị trấn|huyện|quận|thành phố"
    r"|hội(?!\s+(?:nghị|đồng|thảo))|trung tâm|trạm|bộ phận|doanh nghiệp|chi cục"
    r"|tổ chức(?=\s+(?:chính trị|có liên quan|liên quan|đoàn thể|hội)|,\s*cá nhân)|cá nhân)"
)
_MODIFIER = (
    r"(?:chuyên môn|trực thuộc|sự nghiệp(?:\s+công lập)?|công lập|(?:có\s+)?liên quan"
    r"|chính trị\s*[-–]\s*xã hội|ngang bộ|thuộc chính phủ|ngành|thuộc|phường|xã|huyện|tỉnh"
    r"|thành phố"
    r"|(?:ubnd|ủy ban nhân dân)|cấp|khác|nêu trên|trên địa bàn|được giao(?:\s+nhiệm vụ)?)"
)
_JOIN = (
    r"(?:\s*,\s*(?:và\s+)?|\s+và\s+|\s*/\s*|\s*[-–]\s*"
    r"|\s+(?=(?:ban|ngành|địa phương|đoàn thể)\b))"
)
GROUP = re.compile(
    rf"(?:(?P<many>các|những|từng|mỗi"
    rf"|tất cả các)\s+)?(?P<nouns>(?:{_NOUN})(?:{_JOIN}(?:các\s+)?{_NOUN})*)"
    rf"(?P<modifiers>(?:\s+{_MODIFIER})*)(?!\w)"
)
NOUN = re.compile(_NOUN)
STAFF = re.compile(
    r"(?:(?<=yêu cầu )(?:cán bộ|công chức|viên chức)(?!\s*(?:,|và|của|cấp))"
    r"|(?:(?:từng|mỗi|toàn thể|đội ngũ)\s+)(?:cán bộ|công chức|viên chức|đảng viên)"
    r"(?:\s*(?:,|và)\s*(?:công chức|viên chức|người lao động|đảng viên))*"
    r"|(?:cán bộ|công chức)(?:\s*(?:,|và)\s*(?:công chức|viên chức|người lao động"
    r"|đảng viên))+)(?!\s+(?:cấp|theo|lãnh đạo))\b"
)
# Heads of names that are on no list: "Ban Quản lý dự án", "Trường THCS An Lạc", "Hạt Kiểm lâm".
HEAD = re.compile(
    r"\b(?:phòng|văn phòng|trung tâm|bệnh viện|viễn thông|sở|bộ(?! (?:chỉ số|tiêu chí|luật"
    r"|thủ tục|máy|phận))"
    r"|ban(?! (?:hành|đầu))|chi cục|cục|tổng cục"
    r"|chi nhánh|thanh tra|hội(?! nghị)|đoàn(?! kết)|liên đoàn|trường(?! hợp)|trạm|đội"
    r"|tổ(?! chức)|bộ phận|đài|thư viện|ngân hàng|tòa án|viện|hạt|quỹ|công ty|hợp tác xã|ủy ban"
    r"|ban chỉ đạo|tổ công tác|hội đồng|đảng ủy|ban thường vụ|ban dân vận|ban tổ chức"
    r"|ban tuyên giáo|báo(?! cáo))"
    r"(?=\s)"
)
# "Trung tâm y tế huyện:", "Trường cao đẳng y tế có trách nhiệm": a name in small letters is
# seen only where it opens a sentence and what follows shows that it is a unit's.
OPENING_NAME = re.compile(
    r"^[\s“\"]*(?P<name>(?:trung tâm|trường(?! hợp)|bệnh viện|công đoàn|trạm|ban quản lý|đội|hạt"
    r"|chi nhánh)(?:\s+[^\W\d]+){1,8}?)"
    r"(?=\s*(?:[:,.]?\s*$|:|có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|tham mưu))"
)
# Of these a name may be in small letters: "Tổ số hóa", "Đoàn kiểm tra".
AD_HOC = frozenset(("tổ", "đội", "đoàn", "nhóm", "ban chỉ đạo", "tổ công tác", "ban"))
# A name ends before these: what follows is said of the unit.
STOP = frozenset(
    ("ban", "báo", "bảo", "bị", "bố", "cho", "chậm", "chỉ", "chịu", "chủ", "các", "có",
     "cùng", "căn", "cần", "cập", "của", "do", "duy", "giao", "giải", "gửi", "hoàn", "hoặc",
     "huy", "hướng", "khai", "khi", "không", "khẩn", "khắc", "ký", "kết", "kịp", "là",
     "lãnh", "lấy", "mà", "mở", "nghiêm", "nghiên", "nhanh", "những", "niêm", "nâng", "nắm",
     "nếu", "phân", "phải", "phối", "qua", "quyết", "rà", "rút", "sẽ", "số", "sử", "tham",
     "theo", "thì", "thường", "thẩm", "tiếp", "trong", "trình", "trước", "trực",
     "tích", "tăng", "tại", "tập", "từ", "và", "vào", "về", "với", "xem", "xử", "yêu", "đã",
     "đôn", "đăng", "được", "đảm", "đẩy", "đến", "đề", "để", "đổi", "ưu")
)  # fmt: skip
STOP_PAIRS = frozenset(
    ("triển khai", "thực hiện", "xây dựng", "công khai", "tuyên truyền", "quan tâm", "quán triệt",
     "lập kế", "lập danh", "lập dự", "lập hồ", "tổ chức", "vận động", "vận hành", "quản lý và",
     "làm đầu", "kiểm tra", "đánh giá", "giám sát", "thông báo", "thông qua", "bàn giao",
     "chuyển giao", "định hướng", "định kỳ", "hỗ trợ", "cử công", "cử cán", "cử nhân",
     "khảo sát", "tạo điều", "phát động", "phát huy", "phát hiện", "tư vấn",
     "điều chỉnh", "cung cấp")
)  # fmt: skip


@cache
def known_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each known writing as a pattern with the unit's one name, the longest first."""
    named = [(writing, unit.name) for unit in known_units() for writing in (unit.name, *unit.also)]
    named.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(_pattern(writing)), name) for writing, name in named)


@cache
def any_known() -> re.Pattern[str]:
    """All known writings at once, by their first word, the longest first.

    Tried one by one they took most of the time in which a paper is read.
    """
    by_word: dict[str, list[str]] = {}
    for pattern, _ in known_names():
        body = pattern.pattern.removeprefix(_EDGE)
        word = re.match(r"[^\\(\[]*", body)
        first = word[0] if word else ""
        by_word.setdefault(first, []).append(body[len(first) :])
    groups = "|".join(
        f"{word}(?:{'|'.join(rests)})"
        for word, rests in sorted(by_word.items(), key=lambda pair: -len(pair[0]))
    )
    return re.compile(f"{_EDGE}(?:{groups})")


_EDGE = r"(?<![\w.])"
_BODIES = {
    "hđnd": r"(?:hđnd|hội\s+đồng\s+nhân\s+dân)",
    "ubnd": r"(?:ubnd|ủy\s+ban\s+nhân\s+dân)(?:\s*\(\s*(?:hđnd\s+(?:và|&)\s+)?ubnd\s*\))?",
    "pvhcc": r"pvhcc",
}


def _pattern(writing: str) -> str:
    words = re.findall(r"\w+|[^\w\s]", plain_words(writing))
    parts: list[str] = []
    for word in words:
        if word in ("-", "–", ",", "&", "và"):
            parts.append(r"\s*(?:-|–|,|&|\bvà\b|\s)\s*")
        elif word == ".":
            parts.append(r"\s*\.?\s*")
        else:
            if parts and not parts[-1].endswith(r"\s*"):
                parts.append(r"\s+")
            parts.append(_BODIES.get(word, re.escape(word)))
    return _EDGE + "".join(parts) + r"(?:\s*\(\s*pvhcc\s*\))?(?!\w)"
