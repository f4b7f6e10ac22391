"""In what relation a sentence puts a text that it mentions: the words before and behind it.

The wordings are those of decrees on their effect ("thay thế", "bãi bỏ", "hết hiệu lực kể từ ngày
…, trừ …") and of sentences that tell of them ("được sửa đổi, bổ sung bởi …").
"""

import re
from datetime import date

from corpus.references import Relation
from ingest.days import day_of

# What may stand between the verb and the text: "sửa đổi, bổ sung một số điều của các …".
_OBJECT = (
    r"(?:\s+(?:một số|các|những|toàn bộ|cho|đối với|của|điều|khoản|điểm|nội dung|quy định|tại"
    r"|hiệu lực"
    r"|thi hành|thực hiện|phần|và biện pháp|biện pháp|chi tiết|mẫu|phụ lục|văn bản|nêu|ghi))*\s*$"
)
_ACTIVE = (
    (Relation.AMENDS, r"(?:sửa đổi(?:\s*,\s*|\s+và\s+|\s+)bổ sung|sửa đổi|bổ sung)"),
    (Relation.REPLACES, r"(?<!được )(?<!bị )thay thế"),
    (Relation.REPEALS, r"(?:bãi bỏ|h[ủu][ỷy] bỏ|hủy bỏ)"),
    (Relation.SUSPENDS, r"ngưng hiệu lực"),
    (Relation.CORRECTS, r"đính chính"),
    (Relation.CONSOLIDATES, r"hợp nhất"),
    (Relation.GUIDES, r"(?:hướng dẫn|quy định chi tiết)"),
    (Relation.ATTACHES, r"(?:kèm theo|đính kèm|gửi kèm)"),
)
_ACTIVES = tuple(
    (relation, re.compile(rf"(?<!\w)(?P<verb>(?i:{verb})){_OBJECT}")) for relation, verb in _ACTIVE
)
_PASSIVE = re.compile(
    r"(?<!\w)(?:đã\s+)?(?:được|bị)\s+(?P<verb>sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính)"
    r"(?:\s*,?\s*(?:và\s+)?bổ sung)?(?:\s+(?:một số|các)\s+(?:điều|nội dung))?\s+"
    r"(?:bởi|bằng|theo(?: quy định)?(?: tại)?|tại)(?:\s+(?:các|quy định tại))*\s*$"
)
_PASSIVE_RELATIONS = {
    "sửa đổi": Relation.AMENDS,
    "bổ sung": Relation.AMENDS,
    "thay thế": Relation.REPLACES,
    "bãi bỏ": Relation.REPEALS,
    "đính chính": Relation.CORRECTS,
}
# "được sửa đổi, bổ sung tại …": what follows acts, and is not acted upon.
_BEING = re.compile(r"(?:được|bị)\s+(?:sửa đổi\s*,?\s*(?:và\s+)?)?$")
_ENDS = re.compile(
    r"(?<!chưa )(?<!không )\b(?P<verb>hết hiệu lực|ngưng hiệu lực|không còn hiệu lực)\b"
)
_FROM = re.compile(
    r"(?:kể\s+)?từ\s+(?P<day>ngày\s*\d{1,2}\s*(?:[/-]|\s+tháng\s+)\s*\d{1,2}\s*(?:[/-]"
    r"|,?\s+năm\s+)\s*\d{4})"
)
_EXCEPT = re.compile(
    r"[,(]?\s*(?P<words>trừ\s+(?:các\s+|những\s+)?(?:trường hợp|quy định|nội dung|điều|khoản|điểm"
    r"|phụ lục|Điều|Phụ lục)[^.;)]{2,300})"
)
# A wish, a plan or a draft is no change: "đề nghị sửa đổi Nghị định …".
_WISH = re.compile(
    r"\b(?:dự thảo|đề nghị|kiến nghị|đề xuất|nghiên cứu|tham mưu|rà soát|trình|xây dựng|soạn thảo"
    r"|sẽ|lấy ý kiến|góp ý|cần|việc)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
# "Nghị định thay thế Nghị định 61": some decree to come, not one that is named.
_UNNAMED = re.compile(
    r"\b(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Luật|Pháp lệnh"
    r"|văn bản)\s+(?:về\s+(?:việc\s+)?)?$"
)
_NUMBERING = (
    r"^\W*(?:(?:Điều\s+\d+[a-z]?\.|Khoản\s+\d+\.|\d+[a-z]?[.)]|[a-zđ]\)|[-+•–])\s*)*"
    r"(?:Hiệu lực thi hành\.?\s*|Điều khoản thi hành\.?\s*|Hiệu lực\.?\s*)?"
)
_OPENING = re.compile(_NUMBERING + r"(?:Nay\s+|Đồng thời,?\s*|Ban hành .{0,80})?$")
_SUBJECT_OPENING = re.compile(
    _NUMBERING
    + r"(?:(?:Kể\s+)?[Tt]ừ ngày .{0,100}?,\s*)?(?:(?:Toàn bộ|Các|Những|[Qq]uy định|[Nn]ội dung"
    r"|tại|của)\s+)*$"
)
_NEAR = 200  # characters before a text in which its verb is sought
_LEADS_IN = re.compile(r"(?:sau|sau đây|dưới đây|gồm)[^.;]{0,120}:\s*$")


def verb_before(before: str) -> tuple[Relation, int] | None:
    """The relation that the words before a text say, and where their verb begins; None for none."""
    near = max(0, len(before) - _NEAR)
    for relation, pattern in _ACTIVES:
        match = pattern.search(before, near)
        if match and not _BEING.search(before[: match.start("verb")]):
            return relation, match.start("verb")
    return None


def passive_between(gap: str) -> Relation | None:
    """The relation of the text before a gap to the one behind it: "được sửa đổi bởi"."""
    match = _PASSIVE.search(gap)
    return _PASSIVE_RELATIONS[match["verb"]] if match else None


def is_wish(before_verb: str) -> bool:
    """Whether the change is only asked for, planned or drafted."""
    return _WISH.search(before_verb, max(0, len(before_verb) - _NEAR)) is not None


def is_of_unnamed(before_verb: str) -> bool:
    """Whether the one that acts is a text without a number: "Nghị định thay thế …"."""
    return _UNNAMED.search(before_verb) is not None


def opens_sentence(before: str) -> bool:
    """Whether nothing but the numbering stands before: the paper itself acts."""
    return _OPENING.match(before) is not None


def opens_as_subject(before: str) -> bool:
    """Whether a text that stands behind these words is what the sentence speaks of."""
    return _SUBJECT_OPENING.match(before) is not None


def end_of_effect(sentence: str) -> tuple[Relation, int] | None:
    """Where a sentence says that something is no longer in force; None when it does not."""
    match = _ENDS.search(sentence)
    if match is None:
        return None
    is_pause = match["verb"].startswith("ngưng")
    return (Relation.SUSPENDS if is_pause else Relation.REPEALS), match.start()


def leads_in(passage: str) -> Relation | None:
    """The relation that a lead-in gives to the items under it: "Bãi bỏ các văn bản sau:"."""
    if not _LEADS_IN.search(passage):
        return None
    ended = end_of_effect(passage)
    if ended:
        return ended[0]
    for relation in (Relation.REPEALS, Relation.REPLACES):
        verb = dict(_ACTIVE)[relation]
        if re.search(_NUMBERING + rf"(?:[^.;]{{0,80}}\bnày\s)?[^.;]{{0,60}}(?i:{verb})", passage):
            return relation
    return None


def day_from(sentence: str) -> date | None:
    """The day from which a change works: "kể từ ngày 01 tháng 7 năm 2025"; None for none."""
    match = _FROM.search(sentence)
    return day_of(match["day"]) if match else None


def exception_in(sentence: str) -> str | None:
    """What a change leaves standing, as written: "trừ trường hợp quy định tại Điều 12"."""
    match = _EXCEPT.search(sentence)
    return " ".join(match["words"].split()).rstrip(" ,:") if match else None
