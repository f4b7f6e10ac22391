"""Short forms of typing on a phone, written out: "ko dc thi lam j" is "không được thì làm gì".

They stand in no paper, so they are read in questions alone; those of papers (TTHC, UBND) are the
analyzer's.
"""

import re

from corpus.text import fold, normalize

_WORDS = {
    "ko": "không", "kô": "không", "khg": "không", "hok": "không", "hông": "không", "hong": "không",
    "dc": "được", "đc": "được", "đx": "được", "j": "gì", "ji": "gì",
    "ntn": "như thế nào", "nhtn": "như thế nào", "bn": "bao nhiêu", "bnh": "bao nhiêu",
    "nhiu": "nhiêu", "bnhiu": "bao nhiêu",
    "bnhieu": "bao nhiêu", "bnhiêu": "bao nhiêu", "bh": "bao giờ", "bgio": "bao giờ",
    "ng": "người", "ngta": "người ta", "vs": "với", "r": "rồi", "z": "vậy", "cx": "cũng",
    "nx": "nữa", "mn": "mọi người", "lm": "làm", "trc": "trước", "tgian": "thời gian",
    "dvi": "đơn vị", "nvu": "nhiệm vụ", "ktra": "kiểm tra", "dn": "doanh nghiệp",
    "đkiện": "điều kiện", "dkien": "điều kiện", "qđịnh": "quy định", "cty": "công ty",
    "hsơ": "hồ sơ", "nhg": "nhưng", "ddiem": "địa điểm", "hnay": "hôm nay", "tlời": "trả lời",
}  # fmt: skip
# "điểm k", "phụ lục r" and "5k" are places and sums, no short forms.
_NO_PLACE = (
    r"(?<![\w./-])(?<!điểm )(?<!diem )(?<!khoản )(?<!khoan )(?<!mục )(?<!muc )(?<!lục )(?<!luc )"
)
_WORD = re.compile(rf"{_NO_PLACE}(?:{'|'.join(_WORDS)}|DN)(?![\w/-])")
_NOT = re.compile(rf"{_NO_PLACE}k(?![\w./-])")
# Kinds of papers before a number, without their marks: "qd 333", "nd30".
_PAPERS = {
    "qd": "quyết định", "nd": "nghị định", "tt": "thông tư", "cv": "công văn", "ct": "chỉ thị",
    "tb": "thông báo", "kh": "kế hoạch", "bc": "báo cáo", "nq": "nghị quyết", "kl": "kết luận",
    "qđ": "quyết định", "nđ": "nghị định",
}  # fmt: skip
_PAPER = re.compile(
    rf"(?<![\w./-])({'|'.join(_PAPERS)}) ?(?:số |so )?(?=\d+(?:/\d{{4}})?(?![\w%.,]*[a-zđ]))",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?<![\w./-])q ?\.?(?=(?:[1-4]|iv|i{1,3})(?:\W|$))", re.IGNORECASE)
_WARD = re.compile(r"(?<![\w./-])[Pp]\.? ?(?=0?[1-9]\d?(?![\w%./-]))")
_MONTH = re.compile(r"(?<![\w./-])t\.?(?=\d{1,2} ?/ ?20\d\d)", re.IGNORECASE)
_SHARE = re.compile(r"\b(bao nhiêu|mấy|bao nhieu|may) ?%", re.IGNORECASE)
_HOUR = re.compile(r"(?<=\bmấy )h\b|(?<=\bmay )h\b", re.IGNORECASE)


def chat_words_out(text: str) -> str:
    """The question with its short forms written out; itself where it has none.

    Where it is typed without accents, what is written out has none either: how it is read on
    depends on whether it has any.
    """
    written = _PAPER.sub(lambda match: f"{_PAPERS[match[1].lower()]} ", text)
    written = _QUARTER.sub("quý ", written)
    written = _WARD.sub("phường ", written)
    written = _MONTH.sub("tháng ", written)
    written = _HOUR.sub("giờ", written)
    written = _WORD.sub(lambda match: _WORDS[match[0].lower()], written)
    written = _NOT.sub("không", written)
    written = _SHARE.sub(r"\1 phần trăm", written)
    lowered = normalize(text)
    return fold(written) if written != text and fold(lowered) == lowered else written
