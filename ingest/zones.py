"""The parts around a paper's body, known by their wording: its head, addressees and signature."""

import re
from itertools import pairwise

from corpus.numbers import KIND_BY_SYMBOL
from ingest.letters import CAPITALS, SMALL
from ingest.lines import Kind, Line, is_capitals, single_spaced, split_columns
from ingest.marks import find_mark

HEAD = "head"  # issuer, motto, number, place and day, V/v
AUTHORITY = "authority"  # who decides, in capitals under the title
TITLE = "title"  # the kind and the subject
ADDRESSEES = "addressees"
RECIPIENTS = "recipients"
SIGNATURE = "signature"

KINDS = tuple(
    sorted(
        set(KIND_BY_SYMBOL.values())
        | {"Luật", "Bộ luật", "Hiến pháp", "Sắc lệnh", "Giấy mời", "Công văn", "Điều lệ", "Lệnh"},
        key=len,
        reverse=True,
    )
)
_KIND_LINE = re.compile(
    rf"^(?:{'|'.join(kind.upper() for kind in KINDS)})(?:\s*$|\s+(?=[{CAPITALS}]))"
)
PROCEDURE = "Thủ tục hành chính"
# How the paper of one procedure opens: no kind of NĐ 30/2020/NĐ-CP, and the name stands below.
_PROCEDURE_LINE = re.compile(
    r"^(?:(?:NỘI DUNG\s+)?(?:CỦA\s+)?THỦ TỤC HÀNH CHÍNH|THỦ TỤC"
    r"|QUY TRÌNH(?:\s+(?:NỘI BỘ|ĐIỆN TỬ))*"
    r"(?:\s+(?:TIẾP NHẬN\s*(?:,|VÀ)\s*)?GIẢI QUYẾT\s+THỦ TỤC HÀNH CHÍNH)?)\s*:?\s*$"
)
_PROCEDURE_NAME = re.compile(
    r"^(?:Tên\s+)?(?:thủ tục(?:\s+hành chính)?|quy trình(?:\s+nội bộ)?)\s*:\s*(?=\S)", re.IGNORECASE
)
_CONTROL_OFFICE = re.compile(r"\b(?:KIỂM SOÁT|CẢI CÁCH)$")  # "PHÒNG KIỂM SOÁT" above the words
_ATTACHED = re.compile(r"^\((?:Ban hành\s+k|K)èm theo\b", re.IGNORECASE)
_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA|Độc lập\s*-\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM")
_NUMBER = re.compile(r"^(?:Luật\s+)?[Ss]ố\s*:|^Luật số\s*:")
_PLACE_AND_DAY = re.compile(
    rf"^[{CAPITALS}][\w\s.'-]{{1,40}},\s*ngày\b.{{0,30}}\btháng\b.{{0,30}}\bnăm\b"
)
_SUBJECT_MARK = re.compile(r"^V/v\b|^Về việc\b", re.IGNORECASE)
_DECORATION = re.compile(r"^[\W_]+$")
_STAMP = re.compile(r"^(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN|DỰ THẢO|LƯU HÀNH NỘI BỘ|BẢN SAO)\b")
_BASIS = re.compile(r"^(?:Căn cứ|Xét|Theo đề nghị|Trên cơ sở|Thực hiện|Tiếp nhận|Để |Nhằm )")
_AUTHORITY = re.compile(
    r"^(?:CHÍNH PHỦ|QUỐC HỘI|(?:THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|CHÁNH|TỔNG|THỐNG ĐỐC"
    r"|HIỆU TRƯỞNG"
    r"|ỦY BAN|UỶ BAN|HỘI ĐỒNG|CHỦ NHIỆM|VIỆN TRƯỞNG)\b.*)$"
)
_ADDRESSEES = re.compile(r"^Kính\s+(?:gửi|gởi)\b", re.IGNORECASE)
_RECIPIENTS = re.compile(r"^Nơi\s+(?:nhận|gửi)\b", re.IGNORECASE)
_SIGNED_FOR = re.compile(rf"^(?:TM|KT|TL|TUQ|Q)\.\s?[{CAPITALS}]")
_OFFICE = re.compile(
    r"^(?:PHÓ |Q\. |QUYỀN )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC|CHÁNH VĂN PHÒNG"
    r"|TRƯỞNG PHÒNG"
    r"|TRƯỞNG BAN|TRƯỞNG ĐOÀN|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|VỤ TRƯỞNG|BỘ TRƯỞNG, CHỦ NHIỆM"
    r"|CHỦ NHIỆM|HIỆU TRƯỞNG"
    rf"|THỐNG ĐỐC|TỔNG KIỂM TOÁN)(?: [{CAPITALS} ]+)?$"
)
_PERSON = re.compile(
    rf"^(?:(?:TS|ThS|PGS|GS|BS|CK\w*)\.\s?)*"
    rf"[{CAPITALS}][{SMALL}]+(?: [{CAPITALS}][{SMALL}]*){{1,5}}$"
)
_END_OF_BODY = re.compile(r"\./[.”\"]?\s*$")
_SIGNED = re.compile(r"^[\W_]*(?:[Đđ]ã ký|[Kk]ý tên|[Kk]ý, ghi rõ)\b")
_NEAR_END = 8
_MAX_HEAD = 30
_MAX_TITLE = 12
_MAX_SUBJECT_LINE = 400
_FIELD = re.compile(r"^(?:Mã|Lĩnh vực|Cấp thực hiện|Cơ quan|Mã số)\b[^:]{0,40}:")
_MAX_SIGNATURE = 12


def is_kind_line(text: str) -> bool:
    """True for a line that names the paper's kind in capitals: "KẾ HOẠCH"."""
    kind = _PROCEDURE_LINE.match(text) or _KIND_LINE.match(text)
    return bool(kind) and is_capitals(text)


def is_kind_alone(text: str) -> bool:
    """True for a line that is nothing but a kind's name in capitals."""
    return is_kind_line(text) and not after_kind(text)


def kind_of_line(text: str) -> str:
    """The kind that a line opens with: "Chương trình" of "CHƯƠNG TRÌNH HÀNH ĐỘNG"."""
    if _PROCEDURE_LINE.match(text) or _PROCEDURE_NAME.match(text):
        return PROCEDURE
    return next(kind for kind in KINDS if text.startswith(kind.upper()))


def after_kind(text: str) -> str:
    """What of the subject stands on the kind's own line; "" when nothing."""
    if _PROCEDURE_LINE.match(text):
        return ""
    name = _PROCEDURE_NAME.match(text)
    return text[name.end() :] if name else text[len(kind_of_line(text)) :].strip()


def is_procedure_name(text: str) -> bool:
    """True for "Thủ tục: Đăng ký khai sinh", the name on the line of the word."""
    return bool(_PROCEDURE_NAME.match(text))


def is_attached_to(text: str) -> bool:
    """True for "(Kèm theo Quyết định số …)" under a title."""
    return bool(_ATTACHED.match(text))


def is_person(text: str) -> bool:
    """True for a line that is nothing but a person's name."""
    return bool(_PERSON.match(text)) and find_mark(text) is None  # "Chương I" is no name


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
        in_tail = in_tail or bool(_RECIPIENTS.match(text) or _END_OF_BODY.search(text))
        in_tail = in_tail and not _is_new_paper(line, index)
        in_head = in_head and index < _MAX_HEAD and not _ends_letterhead(text)
        columns = split_columns(line) if (in_head or in_tail) and not line.table else [line]
        ends = not (in_head or in_tail) and _ends_letterhead(text)
        if line.kind is not Kind.TEXT or ends or (len(columns) == 1 and not right):
            parted += [*left, *right, line]
            left, right = [], []
        elif len(columns) == 2:
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


def _is_new_paper(line: Line, index: int) -> bool:
    return index > _MAX_HEAD and (
        is_kind_line(single_spaced(line.text))
        or (find_mark(line.text) is not None and not line.text.startswith("-"))
    )


def _ends_letterhead(text: str) -> bool:
    plain = single_spaced(text)
    patterns = (_BASIS, _ADDRESSEES)
    return is_kind_line(plain) or any(p.match(plain) for p in patterns)


def _stands_left(line: Line, right: list[Line]) -> bool:
    return line.indent + len(line.text) < right[0].indent + 8 and (
        line.text.startswith("-") or line.indent < right[0].indent // 2
    )


def find_zones(lines: tuple[Line, ...]) -> list[str]:
    """The zone of each line: "" in the body."""
    zones = [""] * len(lines)
    body = _set_head(lines, zones)
    _set_addressees(lines, zones, body)
    _set_tail(lines, zones, body)
    return zones


def zone_goes_on(zone: str, above: str, text: str) -> bool:
    """True when a line of a zone continues the paragraph above it, of the same zone."""
    if zone == TITLE:
        alone = is_kind_alone(above) or _DECORATION.match(above + text)
        return not alone and not is_attached_to(text)
    if zone == HEAD:
        return bool(_SUBJECT_MARK.match(above)) and not (is_capitals(text) or _is_own_line(text))
    return text[0].islower() and zone != SIGNATURE


def _is_own_line(text: str) -> bool:
    patterns = (_MOTTO, _NUMBER, _PLACE_AND_DAY, _STAMP, _DECORATION)
    return any(pattern.search(text) for pattern in patterns)


def _set_head(lines: tuple[Line, ...], zones: list[str]) -> int:
    """Mark the head; give back the index of the first line after it."""
    texts = [single_spaced(line.text) for line in lines[: _MAX_HEAD + _MAX_TITLE]]
    index, in_subject = 0, 0
    while index < min(len(texts), _MAX_HEAD):
        text, line = texts[index], lines[index]
        if line.kind is Kind.PAGE_MARK:
            index += 1
            continue
        if _is_title(texts, index):
            return _set_title(lines, zones, texts, index)
        if _ADDRESSEES.match(text) or line.kind is not Kind.TEXT:
            break
        in_subject = 6 if _SUBJECT_MARK.match(text) else in_subject - 1
        if not _is_letterhead(text) and in_subject <= 0:
            break
        zones[index] = HEAD
        index += 1
    return index


def _is_title(texts: list[str], index: int) -> bool:
    """True where the kind is named; "KIỂM SOÁT / THỦ TỤC HÀNH CHÍNH" is an office's name."""
    if is_procedure_name(texts[index]):
        return True
    if not is_kind_line(texts[index]):
        return False
    return not (
        kind_of_line(texts[index]) == PROCEDURE
        and index > 0
        and _CONTROL_OFFICE.search(texts[index - 1])
    )


def _is_letterhead(text: str) -> bool:
    if find_mark(text) is not None and not _DECORATION.match(text):
        return False
    if _is_own_line(text) or _SUBJECT_MARK.match(text):
        return True
    return is_capitals(text) and len(text) <= 90


def _set_title(lines: tuple[Line, ...], zones: list[str], texts: list[str], kind: int) -> int:
    """Mark the kind's line and the subject under it; give back where the body begins."""
    gaps = sorted(after.gap for _, after in pairwise(lines))
    usual = gaps[len(gaps) // 2] if gaps else 0
    zones[kind] = TITLE
    begun = is_procedure_name(texts[kind])  # the subject stands on the kind's own line
    attached = False  # inside "(Kèm theo Quyết định …)"
    margin = lines[kind].indent  # the title's leftmost line; it is centred
    index = kind + 1
    while index < min(len(texts), kind + _MAX_TITLE):
        text, line = texts[index], lines[index]
        if line.kind is Kind.PAGE_MARK:
            index += 1
            continue
        if begun and _AUTHORITY.match(text):
            zones[index] = AUTHORITY
            return index + 1
        if not attached and is_attached_to(text):
            attached = begun = True
        elif not attached and (
            _is_body(text, line) or (begun and _is_apart(line, text, usual, margin))
        ):
            break
        zones[index] = TITLE
        index += 1
        if attached and text.rstrip(".").endswith(")"):
            return index
        begun, margin = True, min(margin, line.indent)
    return index


def _is_body(text: str, line: Line) -> bool:
    """True for a line that no subject holds."""
    opens = _BASIS.match(text) or find_mark(text) or _ADDRESSEES.match(text)
    return bool(opens) or bool(line.table) or len(text) > _MAX_SUBJECT_LINE


def _is_apart(line: Line, text: str, usual: int, margin: int) -> bool:
    """True for a line after the subject: set off by a gap, further left, or a whole sentence."""
    if text.endswith((".", ":")) or _FIELD.match(text):
        return True
    if text[0].islower():
        return False
    return line.gap > usual + 1 or (line.gap > usual and line.indent < margin - 2)


def _set_addressees(lines: tuple[Line, ...], zones: list[str], start: int) -> None:
    for index in range(start, min(start + 4, len(lines))):
        if not _ADDRESSEES.match(lines[index].text):
            continue
        zones[index] = ADDRESSEES
        for below in range(index + 1, min(index + 40, len(lines))):
            text = lines[below].text
            if not text.startswith(("-", "–", "+", "•")) and not text[0].islower():
                return
            if lines[below].kind is Kind.TEXT:
                zones[below] = ADDRESSEES
            if text.rstrip().endswith((".", "./.")):
                return
        return


def _set_tail(lines: tuple[Line, ...], zones: list[str], start: int) -> None:
    """Mark every "Nơi nhận" and signature; a paper with an attached one has several."""
    near_end = 0  # lines for which an office or a name may still belong to the signature
    index = start
    while index < len(lines):
        text = single_spaced(lines[index].text)
        if zones[index] or lines[index].kind is not Kind.TEXT:
            index += 1
        elif _RECIPIENTS.match(text):
            index, near_end = _mark_recipients(lines, zones, index), _NEAR_END
        elif _begins_signature(lines, index, text, near_end):
            index, near_end = _mark_signature(lines, zones, index), _NEAR_END
        elif near_end and text.startswith("-") and _under_recipients(lines, zones, index):
            zones[index], index = RECIPIENTS, index + 1
        elif near_end and (is_person(text) or _SIGNED.match(text)):
            zones[index], index = SIGNATURE, index + 1
        else:
            near_end = _NEAR_END if _END_OF_BODY.search(text) else max(near_end - 1, 0)
            index += 1


def _under_recipients(lines: tuple[Line, ...], zones: list[str], index: int) -> bool:
    """True under a signature that stands between the lines of "Nơi nhận", as at a page's end."""
    above = [
        zone
        for line, zone in zip(lines[:index], zones[:index], strict=True)
        if line.kind is Kind.TEXT
    ]
    return above[-1:] in ([SIGNATURE], [RECIPIENTS]) and RECIPIENTS in above


def _begins_signature(lines: tuple[Line, ...], index: int, text: str, near_end: int) -> bool:
    if _SIGNED_FOR.match(text) and is_capitals(text):
        return True
    if not _OFFICE.match(text):
        return False
    below = [single_spaced(line.text) for line in lines[index + 1 : index + 4]]
    return near_end > 0 or any(is_person(line) for line in below)


def _mark_recipients(lines: tuple[Line, ...], zones: list[str], first: int) -> int:
    zones[first] = RECIPIENTS
    index, above = first + 1, ""
    while index < min(first + 60, len(lines)):
        text = single_spaced(lines[index].text)
        if lines[index].kind is Kind.TEXT:
            item = text.startswith(("-", "–", "+", "•", "(")) or text[0].islower()
            wrapped = above.endswith(",") and not is_person(text)
            if not item and not wrapped:
                break
            zones[index], above = RECIPIENTS, text
        index += 1
    return index


def _mark_signature(lines: tuple[Line, ...], zones: list[str], first: int) -> int:
    zones[first] = SIGNATURE
    index = first + 1
    while index < min(first + _MAX_SIGNATURE, len(lines)):
        text = single_spaced(lines[index].text)
        if lines[index].kind is Kind.TEXT:
            if is_person(text):
                zones[index] = SIGNATURE
                return index + 1
            if not _is_signature_line(text):
                return index
            zones[index] = SIGNATURE
        index += 1
    return index


def _is_signature_line(text: str) -> bool:
    if is_kind_line(text) or (find_mark(text) and not _SIGNED_FOR.match(text)):
        return False
    patterns = (_DECORATION, _PLACE_AND_DAY, _SIGNED)
    return is_capitals(text) or any(pattern.match(text) for pattern in patterns)
