"""Which part of a procedure a question asks for. Patterns are matched without accents."""

import re
from dataclasses import dataclass
from enum import Enum


class Part(Enum):
    """A part of a procedure, by the words that name it to people."""

    TIME = "thời hạn giải quyết"
    FEE = "phí, lệ phí"
    COMPONENTS = "thành phần hồ sơ"
    LEVEL = "cấp thực hiện"
    AGENCY = "cơ quan thực hiện"
    WAYS = "cách thức thực hiện"
    RESULT = "kết quả"
    STEPS = "trình tự thực hiện"
    BASES = "căn cứ pháp lý"
    CONDITIONS = "yêu cầu, điều kiện"
    SUBJECTS = "đối tượng thực hiện"


# What asks outright, then what only names the part: a procedure's own name may hold the latter
# ("Gia hạn thời hạn hoạt động"). In each group the first that matches names the part.
_ASKING = (
    (
        Part.LEVEL,
        r"(?:thuoc |o |do |la )?(?:tham quyen (?:cua )?)?(?:cap|tuyen) nao(?:"
        r" (?:thuc hien|giai quyet"
        r"|xu ly|quyet dinh|lam))?|cap (?:thuc hien|giai quyet) (?:la (?:cap )?)?(?:gi|nao)",
    ),
    (
        Part.FEE,
        r"(?:(?:phi|le phi|phi le phi|chi phi|muc phi|muc thu|tien) )*(?:het|mat|ton"
        r"|la|phai dong|phai nop"
        r"|dong|nop|phai tra|tra)* ?bao nhieu(?: (?:tien|le phi|phi|dong))|(?:le phi|phi le phi|phi"
        r"|muc phi)(?: (?:la|het|mat|phai nop|phai dong|dong|nop))* (?:bao nhieu|the nao|ra sao)"
        r"|co (?:mat|ton|phai dong|phai nop|thu|dong) (?:tien|le phi|phi|phi le"
        r" phi)(?: gi)?(?: khong)?"
        r"|(?:ton|mat|dong|nop) (?:le phi|phi|tien)(?: bao nhieu| khong)|ton bao"
        r" nhieu|mat bao nhieu tien",
    ),
    (
        Part.TIME,
        r"(?:trong |het |mat |la |phai cho )*bao lau(?: (?:thi )?(?:co ket qua|xong|duoc|co))?"
        r"|(?:trong |mat |het |sau )?(?:may|bao nhieu) (?:ngay|hom|thang|gio|tuan)(?: lam viec)?"
        r"(?: (?:thi )?(?:co ket qua|xong|duoc|co))?|(?:khi nao|bao gio)(?: thi)?"
        r" (?:co ket qua|xong|duoc)",
    ),
    (
        Part.COMPONENTS,
        r"(?:can |phai |co )*(?:nop |chuan bi |mang )?(?:nhung |cac |loai )*(?:giay"
        r" to|ho so|tai lieu)"
        r"(?: (?:can|phai|chuan bi|nop|gom|bao gom|can co|phai nop|co))* (?:nhung |cac )?(?:gi|nao)"
        r"(?: giay to)?(?: gi)?|(?:can|phai) (?:chuan bi|nop|mang)(?: theo)?"
        r" (?:nhung )?(?:gi|giay to)"
        r"|ho so (?:bao )?gom(?: co)?(?: nhung)?(?: gi| giay to gi| giay to nao)?|giay to gi",
    ),
    (
        Part.WAYS,
        r"nop(?: ho so)? (?:o|tai|cho)? ?(?:dau|noi nao)|nop(?: ho so)? (?:bang|qua|theo)?"
        r" ?(?:cach|hinh thuc|duong) nao|(?:co )?nop(?: ho so)? (?:truc tuyen|qua mang|online)"
        r"(?: duoc)? (?:khong|duoc khong)|nop(?: ho so)? (?:nhu )?the nao|lam (?:o|tai) dau|o dau",
    ),
    (
        Part.AGENCY,
        r"(?:do |thuoc )?(?:co quan|don vi|noi|cho) nao(?: (?:co tham quyen|giai quyet|thuc hien"
        r"|quyet dinh|xu ly|tiep nhan))*|(?:do )?ai (?:la nguoi )?(?:co tham quyen"
        r"|giai quyet|quyet dinh|thuc hien|xu ly)+(?: quyet dinh)?",
    ),
    (
        Part.BASES,
        r"(?:theo|dua tren|can cu(?: vao)?) (?:nhung |cac )?(?:van ban|quy dinh|luat|nghi dinh)"
        r"(?: phap luat| phap ly)? nao|van ban nao quy dinh",
    ),
    (
        Part.RESULT,
        r"(?:xong )?(?:thi )?(?:duoc |se )?(?:nhan|cap|tra)(?: duoc)? (?:ket qua |giay )?gi"
        r"|ket qua (?:la )?(?:giay )?gi|xong (?:thi )?(?:duoc )?(?:nhan|tra) ket qua gi",
    ),
    (
        Part.STEPS,
        r"(?:gom )?(?:may|nhung|cac|bao nhieu) buoc(?: nao)?|(?:lam|thuc hien|tien hanh)"
        r" (?:nhu )?(?:the nao|sao|ra sao)",
    ),
    (Part.CONDITIONS, r"(?:can |phai )?(?:dap ung |co )?(?:nhung )?dieu kien (?:gi|nao|la gi)"),
    (
        Part.SUBJECTS,
        r"(?:nhung )?(?:doi tuong|ai) (?:nao )?(?:duoc|lam duoc)(?: lam| thuc hien)?"
        r"|doi tuong (?:nao|la ai)",
    ),
)
_NAMING = (
    (
        Part.TIME,
        r"thoi (?:han|gian) (?:giai quyet|xu ly|thuc hien|tra ket qua|lam)|thoi han|thoi gian",
    ),
    (Part.FEE, r"muc (?:thu )?(?:phi|le phi)|phi le phi|le phi|chi phi"),
    (
        Part.COMPONENTS,
        r"thanh phan ho so|(?:cac )?giay to(?: can thiet| can co)?|ho so can(?: co)?",
    ),
    (Part.LEVEL, r"cap (?:thuc hien|giai quyet)"),
    (
        Part.AGENCY,
        r"co quan (?:co tham quyen|thuc hien|giai quyet|quyet dinh)|tham quyen(?: giai quyet)?",
    ),
    (
        Part.WAYS,
        r"cach (?:thuc )?(?:nop|thuc hien)(?: ho so)?|hinh thuc nop(?: ho so)?|noi nop(?: ho so)?",
    ),
    (Part.RESULT, r"ket qua(?: (?:giai quyet|xu ly|thuc hien))?"),
    (Part.STEPS, r"trinh tu(?: thuc hien)?|(?:cac|nhung) buoc(?: thuc hien)?|quy trinh|cach lam"),
    (Part.BASES, r"(?:can cu|co so) phap ly"),
    (Part.CONDITIONS, r"(?:yeu cau )?dieu kien(?: thuc hien)?"),
    (Part.SUBJECTS, r"doi tuong(?: thuc hien)?"),
)


def _compiled(rows: tuple[tuple[Part, str], ...]) -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return tuple((part, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for part, pattern in rows)


_GROUPS = (_compiled(_ASKING), _compiled(_NAMING))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPart:
    """The part that is asked for, and the question without the words that ask for it."""

    part: Part | None  # None: the question names no part
    rest: str
    whole: str


def read_part(asked: str) -> AskedPart:
    """What a question asks of a procedure.

    Args:
        asked: the question's tokens without accents, abbreviations written out.
    """
    for group in _GROUPS:
        found = [
            (_from_edge(asked, match), match.start() > 0, order, part, match)
            for order, (part, pattern) in enumerate(group)
            for match in pattern.finditer(asked)
            if match[0].strip() and _from_edge(asked, match) <= _NEAR_EDGE
        ]
        if found:
            *_, part, match = min(found, key=lambda each: each[:3])
            rest = f"{asked[: match.start()]} {asked[match.end() :]}"
            return AskedPart(part=part, rest=_without(part, rest), whole=asked)
    return AskedPart(part=None, rest=asked, whole=asked)


def _from_edge(asked: str, match: re.Match[str]) -> int:
    """Characters between the words and the nearer end: what asks stands at either end."""
    return min(match.start(), len(asked) - match.end())


def _without(part: Part, rest: str) -> str:
    """The rest without the name of the same part at its head: "thời hạn … là bao lâu"."""
    for named, pattern in _GROUPS[1]:
        match = pattern.search(rest)
        if named is part and match and match.start() <= _NEAR_EDGE:
            return f"{rest[: match.start()]} {rest[match.end() :]}"
    return rest


_NEAR_EDGE = 14  # characters: "cho hỏi", "thì phải … vậy ạ"
