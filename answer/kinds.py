"""What a question asks for, from the words it uses. Patterns are matched without accents."""

import re

from answer.answers import Kind

_PAPER = (
    r"(?:van ban|quyet dinh|cong van|ke hoach|nghi dinh|thong tu|chi thi|luat|bao cao|thong bao"
    r"|nghi quyet|de an|to trinh|quy che|quy dinh)"
)
# "hạn" as a day that is set. Not "quá hạn", "quyền hạn", "giới hạn", "hạn chế", "Hàn Quốc": those
# speak of late cases, of powers, of bounds.
_NOT_SET = (
    "qua",
    "tre",
    "dung",
    "som",
    "den",
    "truoc",
    "cham",
    "gia",
    "quyen",
    "gioi",
    "huu",
    "vo",
    "trung",
    "ngan",
    "dai",
    "phan",
)
_HAN = "".join(f"(?<!{word} )" for word in _NOT_SET) + r"\bhan\b(?! (?:che|quoc|han|muc)\b)"
# "mấy" as a question. Without accents "máy" looks the same.
_MAY = r"(?<!bo )\bmay\b(?! (?:tinh|moc|photo|in|chu|scan|quet|lanh|mac|phat|bay)\b)"
# In order: the first that matches names the kind.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.COMPARISON,
        r"\bso sanh\b|\bkhac nhau\b|\bgiong nhau\b|\bchenh lech\b|\bso voi\b|\bkhac gi\b"
        r"|\b(?:khop|mau thuan|trung|thong nhat) (?:voi )?nhau\b"
        r"|\bco (?:khop|mau thuan)\b.*\bkhong\b",
    ),
    (
        Kind.VALIDITY,
        r"\b(?:con|het|co) hieu luc\b|\bhieu luc (?:tu|den|ke tu)\b|\b(?:bi )?thay the\b"
        r"|\bbai bo\b|\bsua doi\b|\bap dung (?:giai doan|den|tu)\b",
    ),
    (
        Kind.REFERENCE,
        rf"\b{_PAPER} (?:nao|so may|so bao nhieu|gi)\b"
        r"|\bso may\b(?! (?:tinh|moc|photo|in|chu|scan|quet|lanh|vi tinh)\b)"
        r"|\bdieu (?:may|nao|bao nhieu)\b"
        r"|\bkhoan (?:may|nao)\b|\bcan cu (?:phap ly|nao|vao dau|vao van ban)\b|\bmau so may\b"
        r"|\bso (?:hieu|ky hieu)\b",
    ),
    (
        Kind.RESPONSIBILITY,
        r"\bai\b|\b(?:co quan|don vi|phong|phong ban|ban nganh|so|nganh|nguoi|bo phan|to chuc|noi)"
        r" nao\b|\b(?:co quan|don vi|phong|bo phan) gi\b"
        r"|\bchu tri\b|\bgiao cho\b|\btrach nhiem (?:cua|thuoc)\b|\bdau moi\b",
    ),
    (
        Kind.DEADLINE,
        r"\b(?:khi|luc|hom|tuan|ngay|thang|quy|nam|thoi gian|thoi diem|moc) nao\b"
        r"|\bbao (?:gio|lau)\b|\bthoi (?:gian|diem)\b|\bcham nhat\b|\bdeadline\b"
        rf"|{_HAN}|\b(?:may|bao nhieu) (?:ngay|thang|nam|gio|tuan)\b"
        r"|\b(?:ngay|thang|nam|quy) may\b",
    ),
    (
        Kind.FIGURE,
        rf"\bbao nhieu\b|{_MAY}|\bty le\b|\bti le\b|\bso luong\b|\bchi tieu\b|\bphan tram\b|%"
        r"|\btong (?:so|cong|chi phi)\b|\bhang thu\b|\bxep hang\b|\bmuc thu\b|\ble phi\b",
    ),
    (
        Kind.PROCEDURE,
        r"\bthe nao\b|\bnhu nao\b|\blam (?:gi|sao)\b|\bquy trinh\b|\btrinh tu\b"
        r"|\bcac buoc\b|\bgom\b|\bra sao\b"
        r"|\bnhung (?:gi|viec|noi dung)\b|\bgiay to\b|\bthanh phan ho so\b"
        r"|(?<!cai )(?<!tu )(?<!nhan )(?<!phong )(?<!khoang )\bcach\b(?! (?:mang|ly)\b)",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


def kinds_of(folded_question: str) -> tuple[Kind, ...]:
    """Every kind whose words the question uses, the leading one first; GENERAL when none.

    Args:
        folded_question: lower case, without accents, abbreviations written out.
    """
    found = tuple(kind for kind, pattern in _COMPILED if pattern.search(folded_question))
    return found or (Kind.GENERAL,)
