"""The lines that name a paper's kind: "KẾ HOẠCH", "THỦ TỤC HÀNH CHÍNH", "(Kèm theo …)"."""

import re

from corpus.numbers import KIND_BY_SYMBOL
from corpus.text import fold
from ingest.letters import CAPITALS
from ingest.lines import is_capitals

LETTER = "Công văn"  # a kind without a name above its subject and none in its symbol
PROCEDURE = "Thủ tục hành chính"
_UNNUMBERED = {
    "Luật", "Bộ luật", "Hiến pháp", "Sắc lệnh", "Lệnh", "Công văn", "Điều lệ", "Thông tri",
    "Tuyên bố", "Lời kêu gọi", "Nội quy", "Án lệ", "Công hàm",
}  # fmt: skip
# What people fill in: no kinds of NĐ 30/2020/NĐ-CP Điều 7, but papers that offices keep.
_FORMS = {"Giấy đề nghị", "Đơn đề nghị", "Đơn", "Tờ khai", "Phiếu"}
KINDS = tuple(sorted({*KIND_BY_SYMBOL.values(), *_UNNUMBERED, *_FORMS}, key=len, reverse=True))
_OPEN_LETTER = "Thư công"  # its title is "THƯ KHEN", "THƯ XIN LỖI", never its kind
_NAMES = {kind.upper(): kind for kind in KINDS} | {"THƯ": _OPEN_LETTER}
_FOLDED = {fold(kind.upper()).replace(" ", ""): kind for kind in KINDS if len(kind) >= 6}
_KIND_LINE = re.compile(
    rf"^(?P<kind>{'|'.join(sorted(_NAMES, key=len, reverse=True))})"
    rf"(?:\s*$|\s+(?!VIỆN\b|KÝ\b|VỊ\b)(?=[{CAPITALS}]))"  # "THƯ VIỆN TỈNH", "ĐƠN VỊ"
)
# How the paper of one procedure opens: no kind of NĐ 30/2020/NĐ-CP, and the name stands below.
_PROCEDURE_LINE = re.compile(
    r"^(?:(?:NỘI DUNG\s+)?(?:CỦA\s+)?THỦ TỤC HÀNH CHÍNH|THỦ TỤC"
    r"|QUY TRÌNH(?:\s+(?:NỘI BỘ|ĐIỆN TỬ))*"
    r"(?:\s+(?:TIẾP NHẬN\s*(?:,|VÀ)\s*)?GIẢI QUYẾT\s+THỦ TỤC HÀNH CHÍNH)?)\s*:?\s*$"
)
_PROCEDURE_NAME = re.compile(
    r"^(?:Tên\s+)?(?:thủ tục(?:\s+hành chính)?|quy trình(?:\s+nội bộ)?)\s*:\s*(?=\S)", re.IGNORECASE
)
_ATTACHED = re.compile(
    r"^\((?:Ban hành\s+k|Đính\s+k|K)èm(?:\s+theo)?\b|^\(?Ban hành kèm theo\b"
    r"|^\((?:Theo\s+)?Mẫu\s+số\b",
    re.IGNORECASE,
)
# "KIỂM SOÁT / THỦ TỤC HÀNH CHÍNH", "BAN QUẢN LÝ / DỰ ÁN …" are offices' names on two lines.
_CONTROL_OFFICE = re.compile(r"\b(?:KIỂM SOÁT|CẢI CÁCH)$")
_OPEN_NAME = re.compile(r"\b(?:QUẢN LÝ|BAN|VÀ|THỰC HIỆN|XÂY DỰNG)$")
# Two ways to place a tone mark; the letters count the same, so places in the line stay.
_TONE_PLACES = (("THOẢ", "THỎA"), ("UỶ", "ỦY"), ("HOÀ", "HÒA"))


def is_kind_line(text: str) -> bool:
    """True for a line that names the paper's kind in capitals: "KẾ HOẠCH"."""
    return is_capitals(text) and (
        bool(_PROCEDURE_LINE.match(text)) or bool(_kind_match(text)) or bool(_blurred_kind(text))
    )


def ends_office_name(text: str, above: str) -> bool:
    """True where a kind's words end the name of an office that the line above begins."""
    is_procedure = bool(_PROCEDURE_LINE.match(text))
    return bool((_CONTROL_OFFICE if is_procedure else _OPEN_NAME).search(above))


def is_kind_alone(text: str) -> bool:
    """True for a line that is nothing but a kind's name in capitals."""
    return is_kind_line(text) and not after_kind(text)


def kind_of_line(text: str) -> str:
    """The kind that a line opens with: "Chương trình" of "CHƯƠNG TRÌNH HÀNH ĐỘNG"."""
    if _PROCEDURE_LINE.match(text) or _PROCEDURE_NAME.match(text):
        return PROCEDURE
    match = _kind_match(text)
    return _NAMES[match["kind"]] if match else _blurred_kind(text) or text.capitalize()


def after_kind(text: str) -> str:
    """What of the subject stands on the kind's own line; "" when nothing."""
    if _PROCEDURE_LINE.match(text):
        return ""
    name = _PROCEDURE_NAME.match(text)
    if name:
        return text[name.end() :]
    match = _kind_match(text)
    return text[match.end("kind") :].strip() if match else ""


def is_procedure_name(text: str) -> bool:
    """True for "Thủ tục: Đăng ký khai sinh", the name on the line of the word."""
    return bool(_PROCEDURE_NAME.match(text))


def is_attached_to(text: str) -> bool:
    """True for "(Kèm theo Quyết định số …)" under a title."""
    return bool(_ATTACHED.match(text))


def _kind_match(text: str) -> re.Match[str] | None:
    for one, other in _TONE_PLACES:
        text = text.replace(one, other)
    return _KIND_LINE.match(text)


def _blurred_kind(text: str) -> str | None:
    """The kind that a whole line names with letters set apart or accents misread by OCR."""
    return _FOLDED.get(fold(text).replace(" ", "").upper()) if len(text) <= 40 else None
