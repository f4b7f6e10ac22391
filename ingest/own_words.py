"""What a paper without a title says of itself in its first and last sentences."""

import re
from dataclasses import dataclass

from ingest.letters import CAPITALS

_NAMED_KINDS = "Báo cáo|Kế hoạch|Chương trình|Hướng dẫn|Phương án|Đề án|Tờ trình"
_ORGANS = "UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Phòng|Sở|Ban|Văn phòng|Trung tâm"
# As in "UBND xã A báo cáo Kết quả rà soát … như sau:" or "… ban hành Kế hoạch … như sau:".
_OPENING = re.compile(
    rf"(?:^|\s)(?:{_ORGANS})\b[^.;:]{{0,80}}?"
    rf"\s(?:(?:xây dựng|ban hành)\s+(?P<kind>(?i:{_NAMED_KINDS}))|(?P<verb>báo cáo))\s+"
    r"(?P<subject>[^.;:]{10,300}?)\s*,?\s*(?:(?:với nội dung|với các nội dung|cụ thể)\s+)?"
    r"(?:như sau|cụ thể)\s*:\s*$"
)
_CLOSING = re.compile(
    rf"^Trên đây là\s+(?:nội dung\s+)?(?P<kind>(?i:{_NAMED_KINDS}))\s+(?P<subject>.{{10,300}}?)"
    rf"(?:\s+của\s+(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|[{CAPITALS}]).*|,\s.*|\s*\./?\.?\s*)$"
)
_FIRST, _LAST = 4, 6  # paragraphs in which the paper speaks of itself


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTitle:
    """The kind and the subject, and the sentence that gave them."""

    kind: str
    subject: str
    sentence: str


def own_title(body: list[str]) -> OwnTitle | None:
    """The title that the first paragraphs, else the last ones, give the paper; None when none."""
    for texts, pattern in ((body[:_FIRST], _OPENING), (body[-_LAST:], _CLOSING)):
        for text in texts:
            match = pattern.search(text)
            if match is None:
                continue
            before = text.rfind(". ", 0, match.start() + 1)
            sentence = text[before + 2 :] if before >= 0 else text
            kind = (match["kind"] or "Báo cáo").capitalize()
            return OwnTitle(kind=kind, subject=match["subject"].strip(), sentence=sentence)
    return None
