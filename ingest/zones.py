"""The parts around a paper's body, known by their wording: its head, addressees and signature."""

import re

from ingest.kinds import (
    after_kind,
    ends_office_name,
    is_attached_to,
    is_kind_alone,
    is_kind_line,
    is_procedure_name,
)
from ingest.letterhead import (
    ADDRESSED,
    BASIS,
    CERTIFIED,
    DECORATION,
    DIGITAL_SIGNATURE,
    END_OF_BODY,
    MAX_HEAD,
    MOTTO,
    PLACE_AND_DAY,
    RECEIVED,
    SUBJECT_MARK,
    is_own_line,
)
from ingest.letters import CAPITALS, SMALL
from ingest.lines import Kind, Line, is_capitals, single_spaced
from ingest.marks import find_mark

HEAD = "head"  # issuer, motto, number, place and day, V/v
AUTHORITY = "authority"  # who decides, in capitals under the title
TITLE = "title"  # the kind and the subject
ADDRESSEES = "addressees"
RECIPIENTS = "recipients"
SIGNATURE = "signature"
DIGITAL = "digital"  # what the PDF prints of its electronic signature
CERTIFICATE = "certificate"  # the letterhead above the signature of a văn bản hợp nhất

_AUTHORITY = re.compile(
    r"^(?:CHÍNH PHỦ|QUỐC HỘI|(?:THỦ TƯỚNG|BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|CHÁNH|TỔNG|THỐNG ĐỐC"
    r"|HIỆU TRƯỞNG"
    r"|ỦY BAN|UỶ BAN|HỘI ĐỒNG|CHỦ NHIỆM|VIỆN TRƯỞNG)\b.*)$"
)
_SIGNED_FOR = re.compile(rf"^(?:(?:TM|KT|TL|TUQ|Q)\.|T/M|K/T|T/L)\s?[{CAPITALS}]")
_OFFICE = re.compile(
    r"^(?:PHÓ |Q\. ?|QUYỀN )?(?:TỔNG )?(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|GIÁM ĐỐC"
    r"|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG"
    r"|TRƯỞNG BAN|TRƯỞNG ĐOÀN|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|VỤ TRƯỞNG|BỘ TRƯỞNG, CHỦ NHIỆM"
    r"|CHỦ NHIỆM|HIỆU TRƯỞNG|BÍ THƯ|CHÁNH THANH TRA|CHÁNH ÁN|VIỆN TRƯỞNG|THỦ TRƯỞNG|CHỈ HUY TRƯỞNG"
    r"|TRƯỞNG CÔNG AN|CHI CỤC TRƯỞNG|CHỦ TỌA|THƯ KÝ|TỔNG BÍ THƯ"
    rf"|THỐNG ĐỐC|TỔNG KIỂM TOÁN)(?:,? [{CAPITALS} ,-]+)?$"
)
_PERSON = re.compile(
    rf"^(?:(?:TS|ThS|PGS|GS|BS|DS|KS|CN|CK\w*|BSCK\w*)\.\s?"
    r"|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy) )*"
    rf"[{CAPITALS}][{SMALL}]+(?: [{CAPITALS}][{SMALL}]*){{1,5}}$"
)
_SIGNED = re.compile(r"^[\W_]*(?:[Đđ]ã ký|[Kk]ý tên|[Kk]ý, ghi rõ)\b")
_NEAR_END = 8
_MAX_TITLE = 12
_MAX_SUBJECT = 6  # lines of "V/v …"
_MAX_SUBJECT_LINE = 400
_FIELD = re.compile(r"^(?:Mã|Lĩnh vực|Cấp thực hiện|Cơ quan|Mã số)\b[^:]{0,40}:")
_SENTENCE = re.compile(  # these words open a sentence; no line of a subject opens so
    r"^(?:Trong|Hôm nay|Thời gian qua|Hiện nay|Qua|Vừa qua|Nhằm|Sau khi|Ngày \d|Được sự)\b"
)
_MAX_SIGNATURE = 12


def is_person(text: str) -> bool:
    """True for a line that is nothing but a person's name."""
    return bool(_PERSON.match(text)) and find_mark(text) is None  # "Chương I" is no name


def is_office(text: str) -> bool:
    """True for a line of a signature that says for whom or as what: "KT. CHỦ TỊCH"."""
    return bool(_SIGNED_FOR.match(text) or _OFFICE.match(text))


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
        alone = is_kind_alone(above) or DECORATION.match(above + text)
        return not alone and not is_attached_to(text)
    if zone == HEAD:
        return bool(SUBJECT_MARK.match(above)) and not (is_capitals(text) or is_own_line(text))
    return text[0].islower() and zone != SIGNATURE


def _set_head(lines: tuple[Line, ...], zones: list[str]) -> int:
    """Mark the head; give back the index of the first line after it."""
    texts = [single_spaced(line.text) for line in lines[: MAX_HEAD + _MAX_TITLE]]
    index, in_subject, usual = 0, 0, _usual_gap(lines)
    while index < min(len(texts), MAX_HEAD):
        text, line = texts[index], lines[index]
        if line.kind is Kind.PAGE_MARK or DIGITAL_SIGNATURE.match(text):
            zones[index] = "" if line.kind is Kind.PAGE_MARK else DIGITAL
            index += 1
            continue
        if _is_title(texts, index):
            return _set_title(lines, zones, texts, index)
        if ADDRESSED.match(text) or line.kind is not Kind.TEXT:
            break
        if SUBJECT_MARK.match(text):
            in_subject = _MAX_SUBJECT
        elif in_subject and _ends_subject(lines, texts, index, usual):
            in_subject = 0
        if not _is_letterhead(text) and not in_subject and not _is_between(texts, index):
            break
        in_subject = max(in_subject - 1, 0)
        zones[index] = HEAD
        index += 1
    return index


def _ends_subject(lines: tuple[Line, ...], texts: list[str], index: int, usual: int) -> bool:
    """True for a line that does not go on with the "V/v …" above it."""
    text, line, above = texts[index], lines[index], lines[index - 1]
    if is_own_line(text) or BASIS.match(text) or find_mark(text) or above.text.endswith("."):
        return True
    return line.gap > usual or (above.whole and not text[0].islower())


def _usual_gap(lines: tuple[Line, ...]) -> int:
    gaps = sorted(line.gap for line in lines[1:])
    return gaps[len(gaps) // 2] if gaps else 0


def _is_title(texts: list[str], index: int) -> bool:
    """True where the kind is named; "BAN QUẢN LÝ / DỰ ÁN …" is an office's name."""
    if is_procedure_name(texts[index]):
        return True
    if not is_kind_line(texts[index]):
        return False
    return not ends_office_name(texts[index], texts[index - 1] if index > 0 else "")


def _is_between(texts: list[str], index: int) -> bool:
    """True for a line of unknown make above the motto, or between it and the title."""
    if any(MOTTO.search(below) for below in texts[index + 1 : index + 5]):
        return True
    below = any(_is_title(texts, under) for under in range(index + 1, min(index + 3, len(texts))))
    return below and any(MOTTO.search(above) for above in texts[:index])


def _is_letterhead(text: str) -> bool:
    if find_mark(text) is not None and not DECORATION.match(text):
        return False
    if is_own_line(text) or SUBJECT_MARK.match(text):
        return True
    return is_capitals(text) and len(text) <= 90


def _set_title(lines: tuple[Line, ...], zones: list[str], texts: list[str], kind: int) -> int:
    """Mark the kind's line and the subject under it; give back where the body begins."""
    usual = _usual_gap(lines)
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
        if begun and _AUTHORITY.match(text) and not ADDRESSED.match(text):
            return _set_authority(lines, zones, texts, index)
        if not attached and is_attached_to(text):
            attached = begun = True
        elif not attached and (
            _is_body(text, line)
            or (text.endswith(".") and after_kind(texts[kind]))
            or (begun and _is_apart(line, text, usual, margin))
        ):
            break
        zones[index] = TITLE
        index += 1
        if attached and text.rstrip(".").endswith(")"):
            return index
        begun, margin = True, min(margin, line.indent)
    return index


def _set_authority(lines: tuple[Line, ...], zones: list[str], texts: list[str], first: int) -> int:
    """Mark who decides, "CHỦ TỊCH ỦY BAN NHÂN DÂN" and the lines that end its name."""
    zones[first] = AUTHORITY
    index = first + 1
    while index < min(len(texts), first + 3):
        text, line = texts[index], lines[index]
        plain = is_capitals(text) and not (is_kind_line(text.rstrip(": ")) or find_mark(text))
        if line.kind is not Kind.TEXT or not plain:
            break
        zones[index] = AUTHORITY
        index += 1
    return index


def _is_body(text: str, line: Line) -> bool:
    """True for a line that no subject holds."""
    opens = BASIS.match(text) or find_mark(text) or ADDRESSED.match(text)
    return bool(opens) or bool(line.table) or len(text) > _MAX_SUBJECT_LINE


def _is_apart(line: Line, text: str, usual: int, margin: int) -> bool:
    """True for a line after the subject: set off by a gap, further left, or a whole sentence."""
    if text.endswith((".", ":")) or _FIELD.match(text) or _SENTENCE.match(text):
        return True
    if text[0].islower():
        return False
    return line.gap > usual + 1 or (line.gap > usual and line.indent < margin - 2)


def _set_addressees(lines: tuple[Line, ...], zones: list[str], start: int) -> None:
    for index in range(start, min(start + 4, len(lines))):
        if not ADDRESSED.match(lines[index].text):
            continue
        zones[index] = ADDRESSEES
        is_list = lines[index].text.rstrip().endswith(":")
        for below in range(index + 1, min(index + 40, len(lines))):
            text, above = lines[below].text, lines[below - 1].text.rstrip()
            item = text.startswith(("-", "–", "+", "•", "(")) or text[0].islower()
            named = is_list and above.endswith((":", ";", ",")) and not BASIS.match(text)
            if lines[below].kind is Kind.ROW or not (item or (named and not find_mark(text))):
                return
            if lines[below].kind is Kind.TEXT:
                zones[below] = ADDRESSEES
            if text.rstrip().endswith(".") and not lines[below + 1 : below + 2]:
                return
            if text.rstrip().endswith(".") and not lines[below + 1].text.startswith("("):
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
        elif CERTIFIED.match(text):
            _mark_certificate(lines, zones, index)
            index += 1
        elif RECEIVED.match(text):
            index, near_end = _mark_recipients(lines, zones, index), _NEAR_END
        elif _begins_signature(lines, index, text, near_end):
            index, near_end = _mark_signature(lines, zones, index), _NEAR_END
        elif near_end and text.startswith("-") and _under_recipients(lines, zones, index):
            zones[index], index = RECIPIENTS, index + 1
        elif near_end and (is_person(text) or _SIGNED.match(text)):
            zones[index], index = SIGNATURE, index + 1
        else:
            near_end = _NEAR_END if END_OF_BODY.search(text) else max(near_end - 1, 0)
            index += 1


def _mark_certificate(lines: tuple[Line, ...], zones: list[str], at: int) -> None:
    """Mark the issuer and the number above "XÁC THỰC VĂN BẢN HỢP NHẤT", place and day below."""
    zones[at] = CERTIFICATE
    for step in (-1, 1):
        index = at + step
        while 0 <= index < len(lines) and abs(index - at) <= 5:
            text = single_spaced(lines[index].text)
            is_head = is_capitals(text) and not _SIGNED_FOR.match(text)
            if zones[index] or not (is_head or is_own_line(text)) or find_mark(text):
                break
            zones[index] = CERTIFICATE
            index += step


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
            item = text.startswith(("-", "–", "+", "•", "(", "Lưu")) or text[0].islower()
            item = item or text.endswith(";")
            wrapped = above.endswith((",", ":")) and not is_person(text)
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
    patterns = (DECORATION, PLACE_AND_DAY, _SIGNED)
    return is_capitals(text) or any(pattern.match(text) for pattern in patterns)
