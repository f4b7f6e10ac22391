"""A question without what tells of a person: telephone, number of identity, mail, case, name.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: what is kept for a report needs none of these.
"""

import re

from corpus.case_codes import CASE_CODE
from corpus.text import nfc

MASK = "…"

_FAMILY = (
    "Nguyễn|Nguyen|Trần|Tran|Lê|Le|Phạm|Pham|Huỳnh|Huynh|Hoàng|Hoang|Phan|Vũ|Vu|Võ|Vo|Đặng|Dang|Bùi"
    "|Bui|Đỗ|Do|Hồ|Ho|Ngô|Ngo|Dương|Duong|Lý|Ly|Trương|Truong|Đinh|Dinh|Lâm|Lam|Mai|Trịnh|Trinh|Đào"
    "|Dao|Tô|To|Tạ|Ta|Hà|Ha|Châu|Chau|Thái|Thai|Lương|Luong|Lưu|Luu|Phùng|Phung|Cao|Đoàn|Doan"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Nine, ten, eleven or twelve digits, in groups or not: telephones and numbers of identity.
_DIGITS = re.compile(r"(?<![\w/.,-])\+?\d(?:[ .()-]{0,2}\d){8,11}(?![\w/])")
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")  # 7.727.149.829 is money, no telephone
_TITLES = (
    r"(?:ông|bà|anh|chị|cô|chú|bác|ong|ba|chi|co|chu|bac|đồng chí|dong chi|đ/c|công dân|cong dan)"
)
_TITLED = re.compile(rf"\b(?P<title>(?i:{_TITLES}))(?P<name>(?: [A-ZÀ-ỸĐ][\wÀ-ỹ]*){{1,5}})")
_NO_NAME = (
    "o|ở|la|là|nop|nộp|da|đã|co|có|bi|bị|cho|hoi|hỏi|khi|ve|về|thuoc|thuộc|den|đến|lam|làm|phai|phải"
    "|duoc|được|tai|tại|xin|và|va|bao|nào|nao|gì|gi|ky|ký"
)
# A name in small letters is told by its family name behind a title.
_TITLED_SMALL = re.compile(
    rf"\b(?P<title>(?:{_TITLES}))(?P<name> (?:{_FAMILY.lower()})"
    rf"(?: (?!(?:{_NO_NAME})\b)[^\W\d]+){{1,3}})(?!\w)",
    re.IGNORECASE,
)
_FULL = re.compile(rf"(?<!\w)(?:{_FAMILY})(?: [A-ZÀ-ỸĐ][a-zà-ỹđ]+){{2,4}}(?!\w)")
_OFFICE = re.compile(r"\b(?:Ủy|Uỷ|UBND|HĐND|Phòng|Sở|Ban|Văn|Bộ|Trung|Chi|Công|Đoàn|Hội)\b")


def masked(text: str) -> str:
    """The text with "…" in place of personal data; everything else as it was."""
    plain = nfc(text)
    for pattern in (CASE_CODE, _MAIL):
        plain = pattern.sub(MASK, plain)
    plain = _DIGITS.sub(lambda m: m[0] if _AMOUNT.fullmatch(m[0]) else MASK, plain)
    plain = _TITLED.sub(_without_name, plain)
    plain = _TITLED_SMALL.sub(_without_name, plain)
    return _FULL.sub(MASK, plain)


def _without_name(match: re.Match[str]) -> str:
    if _OFFICE.search(match["name"]):
        return match[0]
    return f"{match['title']} {MASK}"
