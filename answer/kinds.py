"""What a question asks for, from the words it uses. Patterns are matched without accents."""

import re

from answer.answers import Kind

_PAPER = (
    r"(?:van ban|quyet dinh|cong van|ke hoach|nghi dinh|thong tu|chi thi|luat|bao cao|thong bao"
    r"|nghi quyet|de an|to trinh|quy che|quy dinh)"
)
# In order: the first that matches names the kind.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.COMPARISON, r"\bso sanh\b|\bkhac nhau\b|\bgiong nhau\b|\bchenh lech\b|\bso voi\b|\bkhac gi\b"),
    (
        Kind.VALIDITY,
        r"\b(?:con|het|co) hieu luc\b|\bhieu luc (?:tu|den|ke tu)\b|\b(?:bi )?thay the\b"
        r"|\bbai bo\b|\bsua doi\b|\bap dung (?:giai doan|den|tu)\b",
    ),
    (
        Kind.REFERENCE,
        rf"\b{_PAPER} (?:nao|so may|so bao nhieu|gi)\b|\bso may\b|\bdieu (?:may|nao|bao nhieu)\b"
        r"|\bkhoan (?:may|nao)\b|\bcan cu (?:phap ly|nao|vao dau|vao van ban)\b|\bmau so may\b"
        r"|\bso (?:hieu|ky hieu)\b",
    ),
    (
        Kind.RESPONSIBILITY,
        r"\bai\b|\b(?:co quan|don vi|phong|phong ban|ban nganh|so|nganh|nguoi|bo phan|to chuc|noi) nao\b"
        r"|\bchu tri\b|\bgiao cho\b|\btrach nhiem (?:cua|thuoc)\b|\bdau moi\b",
    ),
    (
        Kind.DEADLINE,
        r"\b(?:khi|luc|ngay|thang|quy|nam|thoi gian|thoi diem|moc) nao\b|\bbao gio\b|\bbao lau\b"
        r"|\bthoi (?:han|gian|diem)\b|\bhan (?:nop|bao cao|chot|cuoi|chot|hoan|xong|tra|khac|la)\b"
        r"|(?<!qua )(?<!tre )(?<!dung )(?<!som )(?<!den )(?<!truoc )\bhan\b(?! che)|\bcham nhat\b|\b(?:may|bao nhieu) (?:ngay|thang|nam|gio|tuan)\b",
    ),
    (
        Kind.FIGURE,
        r"\bbao nhieu\b|\bmay\b|\bty le\b|\bti le\b|\bso luong\b|\bchi tieu\b|\bphan tram\b|%"
        r"|\btong (?:so|cong|chi phi)\b|\bhang thu\b|\bxep hang\b|\bmuc thu\b|\ble phi\b",
    ),
    (
        Kind.PROCEDURE,
        r"\bthe nao\b|\blam (?:gi|sao)\b|\bquy trinh\b|\btrinh tu\b|\bcac buoc\b|\bgom\b|\bra sao\b"
        r"|\bnhung (?:gi|viec|noi dung)\b|\bgiay to\b|\bthanh phan ho so\b|\bcach\b",
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
