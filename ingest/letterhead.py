"""The lines of a letterhead, and its two columns read one after the other."""

import re

from ingest.kinds import ends_office_name, is_kind_line
from ingest.letters import CAPITALS, SMALL
from ingest.lines import Kind, Line, single_spaced, split_columns
from ingest.marks import find_mark
from ingest.stamps import is_stamp

MAX_HEAD = 30  # lines
MOTTO = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGH|ĐẢNG CỘNG SẢN VIỆT NAM$"
    r"|^(?i:độc\s+lập\s*[-–—])|^(?i:tự do\s*[-–—]\s*hạnh phúc)$"
    r"|^(?i:cộng h(?:òa|oà) xã hội chủ nghĩa việt nam)$"
)
_KIND_WORDS = r"(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư|Lệnh|Chỉ thị)\s+"
# "Số: 5/KH-UBND", "Số 5/KH-UBND", "SỐ : …", and "só:", "S6:" as OCR reads it.
NUMBERED = re.compile(
    rf"^(?:{_KIND_WORDS})?(?:[Ss][ốóôồổỗoỐÓÔO6]\s*[:;]\s*"
    r"|S[ốỐ]\s*\.?\s*(?=[\d.…_\s]*/\s*[A-ZĐ\d]|\d+\s*-)|S[ốóô](?=\S{2,8}\s*/\s*[A-ZĐ]{2}))"
    r"(?P<rest>.*)"
)
_PLACE_LEVEL = r"(?:(?:Thành phố|Thị xã|Thị trấn|Huyện|Quận|Phường|Xã|Tỉnh|Đặc khu)\s)?"
PLACE_NAME = (  # "Sa Đéc", "TP. Hồ Chí Minh", "Bà Rịa - Vũng Tàu", "Ea H'leo", "Quận 1"
    rf"{_PLACE_LEVEL}(?:(?:(?:TP|Tp|TX|TT)\.?|T\.)\s?)?(?!TTr\b)[{CAPITALS}][{SMALL}'’]+"
    rf"(?:(?:\s-\s|[ -])(?![{CAPITALS}]{{2}})[{CAPITALS}\d][{CAPITALS}{SMALL}\d'’]*){{0,5}}"
)
_DAY = r"(?:[Nn]gày\b.{0,24}?(?:\btháng\b.{0,24}?\bnăm\b|\d\s*[/-]\s*\d)|tháng\b.{0,12}?\bnăm\b)"
PLACE_AND_DAY = re.compile(rf"^(?P<place>{PLACE_NAME}|[.…_]+)\s*,?\s*(?={_DAY})|^{_DAY}.{{0,12}}$")
SUBJECT_MARK = re.compile(  # "V/w", "V#" and a speck before "Về" are OCR's
    r"^(?:V\s?[/|]\s?[vw]\b|V#|[\"'`“‘.,]?Về việc\b|Vv:)\s*:?\s*", re.IGNORECASE
)
DECORATION = re.compile(r"^[\W_]+$")
RECEIVED = re.compile(r"^(?:Nơi|NƠI)\s+(?:nhận|gửi|NHẬN|GỬI)\b")
ADDRESSED = re.compile(
    r"^(?:Kính|KÍNH)\s+(?:gửi|gởi|GỬI|GỞI|chuyển)\b|^[^.;]{3,80}\b(?:điện|ĐIỆN)\s*:\s*$"
)
BASIS = re.compile(r"^(?:Căn cứ|Xét|Theo đề nghị|Trên cơ sở|Thực hiện|Tiếp nhận|Để |Nhằm )")
END_OF_BODY = re.compile(r"\./[.”\"]?\s*$")
# What a PDF prints of its electronic signature: its day is that of the signing, not of the paper.
DIGITAL_SIGNATURE = re.compile(
    r"^(?:(?:Ký bởi|Người ký|Được ký bởi|Thời gian ký|Ngày ký|Email|E-mail|Cơ quan|Tổ chức"
    r"|Chức vụ|Nơi ký|Lý do|Digitally signed by|Signed by|Signing time|Reason|Location|Date|DN)\s*:"
    r"|Signature (?:Not Verified|Valid)|Digitally signed by\b|Chữ ký số\b)",
    re.IGNORECASE,
)
CERTIFIED = re.compile(r"^XÁC THỰC VĂN BẢN HỢP NHẤT\b")  # above the signature of a VBHN
_SIGNS = re.compile(
    r"^(?:(?:TM|KT|TL|TUQ|Q)\.|ĐẠI DIỆN|BÊN [AB]\b|NGƯỜI |THƯ KÝ|CHỦ TỌA|CHỦ TOẠ|CHỦ TRÌ|KẾ TOÁN"
    r"|GIÁM ĐỐC|HIỆU TRƯỞNG|CHỦ TỊCH|BỘ TRƯỞNG|TRƯỞNG |PHÓ |THỦ TRƯỞNG)[^a-z]*$"
)
_MAX_SIGNATURE = 12
_WIDE = re.compile(r"\s{4,}")


def is_own_line(text: str) -> bool:
    """True for a line of a letterhead that continues none and that none continues."""
    return is_stamp(text) or any(
        pattern.search(text) for pattern in (MOTTO, NUMBERED, PLACE_AND_DAY, DECORATION)
    )


def part_columns(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with two-column letterheads and signatures read column by column.

    "SỞ NỘI VỤ      CỘNG HÒA …" / "Số: 5/SNV      Đồng Tháp, ngày …" gives the left column
    first, then the right one. Elsewhere a wide gap is only a gap.
    """
    parted: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    in_head, in_tail = True, False
    for index, line in enumerate(lines):
        text = line.text
        in_tail = in_tail or bool(RECEIVED.match(text) or END_OF_BODY.search(text))
        in_tail = in_tail or (not in_head and _is_signature_row(line))
        in_tail = in_tail and not _is_new_paper(line, index)
        above = left[-1].text if left else lines[index - 1].text if index else ""
        in_head = in_head and index < MAX_HEAD and not _ends_letterhead(text, above)
        columns = split_columns(line) if (in_head or in_tail) and not line.table else [line]
        ends = not (in_head or in_tail) and _ends_letterhead(text, "")
        if line.kind is not Kind.TEXT or ends or (len(columns) == 1 and not right):
            parted += [*left, *right, line]
            left, right = [], []
        elif len(columns) == 2:
            if not in_head and _opens_head(columns[1].text, right):
                parted += [*left, *right]
                left, right = [], []
            left.append(columns[0])
            right.append(columns[1])
        elif _stands_left(line, right):
            left.append(line)
        elif len(right) < _MAX_SIGNATURE and line.indent >= right[0].indent - 8 and line.gap < 9:
            right.append(line)
        else:
            parted += [*left, *right, line]
            left, right = [], []
    return (*parted, *left, *right)


def _is_signature_row(line: Line) -> bool:
    """True for the titles of two who sign side by side: "THƯ KÝ        CHỦ TỌA"."""
    columns = split_columns(line)
    return len(columns) > 1 and all(_SIGNS.match(single_spaced(c.text)) for c in columns)


def _opens_head(text: str, right: list[Line]) -> bool:
    """True at the motto of an attached paper, under a signature still open."""
    return bool(MOTTO.search(text)) and not any(MOTTO.search(line.text) for line in right)


def _is_new_paper(line: Line, index: int) -> bool:
    return index > MAX_HEAD and (
        is_kind_line(single_spaced(line.text))
        or (find_mark(line.text) is not None and not line.text.startswith("-"))
    )


def _ends_letterhead(text: str, above: str) -> bool:
    plain = single_spaced(_WIDE.split(text)[0])
    is_kind = is_kind_line(plain) and not ends_office_name(plain, above)
    return is_kind or bool(BASIS.match(plain) or ADDRESSED.match(plain))


def _stands_left(line: Line, right: list[Line]) -> bool:
    return line.indent + len(line.text) < right[0].indent + 8 and (
        line.text.startswith("-") or line.indent < right[0].indent // 2
    )
