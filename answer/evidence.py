"""What words an answer of each kind must hold: a date, a unit, a figure, a number.

A passage about the right thing that holds no date is not an answer to "khi nào". All patterns
are matched against text without accents, in lower case, with short forms written out.
"""

import re
from dataclasses import dataclass

from answer.answers import Kind
from answer.plain import plain_words
from answer.times import time_set
from answer.turns import Turn, asked_turn, speaks_of_turn
from corpus.numbers import find_numbers
from corpus.text import normalize

_VALIDITY = re.compile(
    r"\bhieu luc\b|\bthay the\b|\bbai bo\b|\bsua doi\b|\bap dung\b|\bgiai doan\b|\bden nam\b"
)
_UNIT = re.compile(
    r"\b(?:phong|so|ban|bo|uy ban|ubnd|van phong|chi nhanh|cong an|trung tam|chu tich|thu truong"
    r"|don vi|cong chuc|doan|to|hoi|buu dien|bo phan|co quan|can bo|lanh dao|giam doc|truong)\b"
)
# What a public servant may be punished by (Luật Cán bộ, công chức 2008, sửa đổi 2019, Điều 78, 79).
_DISCIPLINE = re.compile(
    r"\b(?:khien trach|canh cao|cach chuc|giang chuc|ha bac luong|buoc thoi viec|bai nhiem)\b"
)
_PAPER_KIND = (
    r"(?:ke hoach|quyet dinh|cong van|bao cao|thong bao|ket luan|nghi quyet|nghi dinh|thong tu"
    r"|chi thi|to trinh|huong dan)"
)
# A paper that is named, with who issued it and what it is about: that office is given nothing.
_PAPER_NAMED = re.compile(
    rf"\b{_PAPER_KIND} so \d\S* ?(?:ngay [\d/]+|ngay \d+ thang \d+ nam \d+)?"
    r" cua [^;.,:]*"
)
# A figure that says how much: not an item's own number, a form, a place in a law, a day or year,
# or the number of a paper.
_FIGURE = re.compile(
    r"(?:(?!\A)|(?!\d[\d.]*[.)] ))"
    r"(?<![\w/.,-])(?<!mau so )(?<!dieu )(?<!khoan )(?<!phu luc )(?<!ngay )(?<!thang )(?<!nam )"
    r"(?!(?:19|20)\d\d(?![\d.,]\d|\d))(?!\d+/(?:\d+/)?(?:[a-z]|(?:19|20)\d\d))\d"
)
_AMOUNT = re.compile(
    # "02 đồng chí", "năm 2025, đồng thời", "năm 2025 Đồng Tháp" are no amounts.
    r"\d[\d.,]* ?(?:nghìn |ngàn |triệu |tỷ |tỉ )?"
    r"(?:đồng\b(?! (?:chí|thời|bộ|loạt|ý|nghiệp|hành|nhất|tháp|nai|phục)\b)|vnđ\b|vnd\b)"
    r"|\d{3} ?đ\b|\d (?:triệu|tỷ|tỉ)\b"
)
# What is paid for a thing may be nothing; what a thing was bought for may not.
_MONEY = re.compile(rf"{_AMOUNT.pattern}|miễn phí|không thu\b|không quy định")
_ASKS_FEE = re.compile(r"(?<!kinh )(?<!chi )\bphi\b|\b(?:thu|nop|mat|ton|gia)\b")
_PAY = re.compile(rf"{_MONEY.pattern}|\d ?%|\blần mức\b|\bhệ số\b")
# Ten or eleven digits from a 0 or +84, in groups: 0277 3851 431, (0277) 385.1431.
PHONE = re.compile(
    r"(?:\+84|(?<![\d.,/])0)[ .()-]{0,2}[1-9](?:[ .()-]{0,2}\d){8,9}(?!\d)"
    r"|\btong dai:? \d{3,}|\b1[89]00[ .]?\d{2,4}[ .]?\d{2,4}\b"
)
_MAIL = re.compile(r"\S@\S+\.\S|https?://|\bwww\.|\w\.(?:gov\.|com\.|edu\.|org\.)?vn\b")
_PERCENT = re.compile(r"\d ?%|\bphan tram\b")
_RANK = re.compile(r"\b(?:hang|thu|xep|vi tri) (?:thu )?\d|\bthu \d+|\d+[,.]\d+ ?/ ?\d+ diem")
# A length of time: not the day or month of a date.
_DAYS = re.compile(
    r"(?<!ngay )(?<![\d/.,])\b\d+(?:[,.]\d+)? (?:ngay|gio|tuan|phut)\b"
    r"|(?<!ngay )(?<!thang )(?<!quy )(?<![\d/.,])\b\d+ (?:thang|nam)\b(?! ?\d)(?! nam)"
)
_DAYS_OR_TURN = re.compile(
    rf"{_DAYS.pattern}|\b(?:hang|moi|dinh ky|theo) (?:ngay|tuan|thang|quy|nam)\b"
)
_ARTICLE = re.compile(r"\b(?:dieu|khoan|diem|mau so|phu luc) [\divx]")
# An hour of the day: "04 giờ làm việc" is a length of time.
_HOUR = re.compile(r"\b\d{1,2} ?(?:gio|[hg])\b(?! lam viec)|\b\d{1,2}[:hg]\d{2}\b")
_HOURS = re.compile(r"\btu \d{1,2} ?(?:gio|[hg:])[^.;]{0,12}? ?(?:den|-|–) ?\d{1,2} ?(?:gio|[hg:])")
_SCORE = re.compile(r"\d+(?:[,.]\d+)?(?: ?/ ?\d+(?:[,.]\d+)?)? diem\b")
# A person's name as papers write it: a family name and one to four more capitalised words.
_PERSON = re.compile(
    r"\b(?:Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Trương|Đinh"
    r"|Lâm|Mai|Trịnh|Đào|Tô|Tạ|Hà|Châu|Thái|Lương|Lưu|Phùng|Quách|Tăng|Vương|Kiều|Thạch|Nghiêm"
    r"|Tống|Triệu|Diệp|Mạc|Đoàn|Cao)(?: [A-ZÀ-ỸĐ][a-zà-ỹđ]+){2,4}\b"
)

# Who signs such papers is told by an office as well: "bản xin lỗi do Trưởng phòng ký".
_ASKS_SIGNER = re.compile(r"\b(?:ai|nguoi nao) (?:duoc |phai |se )?(?:ky|ki)\b(?! so)")
_SIGNED_BY = re.compile(r"\bdo (?:\w+ ){1,8}ky\b")

_SIGNS = re.compile(r"\b(?:ky|ki)\b|\bten\b")  # "Chủ rừng là ai?" asks for no name
_ASKS_PLACE = re.compile(r"\b(?:dieu|khoan) (?:nao|may|bao nhieu|gi)\b")

# What the question names -> what the answer must hold. The first that matches counts.
_CONTACTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"\b(?:so )?(?:dien thoai|hotline|duong day nong|sdt)\b"), PHONE),
    (re.compile(r"\b(?:e-?mail|thu dien tu|dia chi web|website|trang web|link)\b"), _MAIL),
)
# Who leads a meeting is told beside the meeting; who leads some work is not.
_MEETING = (
    re.compile(r"\bchu tri (?:phien |cuoc |buoi )?(?:hop|hoi nghi)\b"),
    re.compile(
        r"\bchu tri\b[^.;]{0,40}\b(?:(?:phien|cuoc|buoi) hop|hoi nghi)\b"
        r"|\b(?:(?:phien|cuoc|buoi) hop|hoi nghi)\b[^.;]{0,80}\bchu tri\b"
    ),
)
_NAMED: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    *_CONTACTS,
    (
        re.compile(r"\b(?:ty le|ti le|bao nhieu phan tram|phan tram|bao nhieu ?%|may phan tram)\b"),
        _PERCENT,
    ),
    # "thu bao nhiêu" asks for money more often than for a rank ("thứ bao nhiêu").
    (
        re.compile(
            r"\b(?:hang|vi tri) (?:may|bao nhieu|thu may)\b|\bthu may\b"
            r"|\b(?:dung|xep|hang|vi tri) thu\b|\bxep hang\b"
        ),
        _RANK,
    ),
    (
        re.compile(
            r"\b(?:mo|dong) cua\b.*\bgio\b|\bgio (?:mo cua|lam viec)\b|\blam viec (?:tu )?may gio\b"
        ),
        _HOURS,
    ),
    (re.compile(r"\bmay gio\b|\bgio nao\b|\bgio lam viec\b"), _HOUR),
    # "Bao lâu phải báo cáo": every month.
    (re.compile(r"\bbao lau\b"), _DAYS_OR_TURN),
    # "số mấy, ngày nào" asks for a day, not for how many.
    (re.compile(r"(?<!\bso )\b(?:may|bao nhieu) (?:ngay|thang|tuan|phut|gio|nam)\b"), _DAYS),
    (re.compile(r"\b(?:may|bao nhieu) diem\b|^diem\b(?! [a-e]\b)"), _SCORE),
    (
        re.compile(
            r"\bky luat\b.*\b(?:nao|gi|the nao|ra sao)\b|\bhinh thuc (?:nao|gi)\b.*\bky luat\b"
        ),
        _DISCIPLINE,
    ),
    (
        re.compile(r"\b(?:bi )?(?:xu )?phat (?:nhu )?(?:the nao|ra sao|gi|khong)\b"),
        re.compile(r"\bphat (?:tien|canh cao)\b|\bcanh cao\b|\b(?:xu|muc) phat\b"),
    ),
    # The day of a paper that is only cited stands behind its number.
    (
        re.compile(
            rf"\b{_PAPER_KIND}\b.*\b(?:ban hanh|ky|ki)\b(?: vao)?(?: ngay)?"
            r" (?:ngay(?: thang(?: nam)?)?|khi|luc) (?:nao|may)\b"
        ),
        re.compile(r"\d\S*(?:/|-)[a-z]\S* ngay \d|\bngay \d+ thang \d+ nam \d+"),
    ),
)
_ASKS_MONEY = re.compile(
    r"\b(?:bao nhieu|may) (?:tien|dong|trieu|ty)\b"
    r"|\bphat (?:tien )?(?:bao nhieu|may)\b(?! (?:ngay|thang|nam)\b)"
    r"|\b(?:muc|tien) (?:phat|thuong|luong|thu)\b|\bkinh phi\b"
    r"|(?<!so )(?<!chat )\bluong (?:toi thieu|co so|huu)\b.*\b(?:bao nhieu|may)\b"
    r"|\btong (?:thu|chi|von|muc dau tu)\b(?! (?:bao cao|tieu))"
    r"|\bchi phi\b|\bphi\b(?:.*\s)?bao nhieu$|\bbao nhieu (?:le )?phi\b"
)
_ASKS_PAY = re.compile(r"\bmuc (?:phu cap|tro cap|boi duong|ho tro)\b.*\b(?:bao nhieu|may)\b")
_HOW_MUCH = re.compile(r"\b(?:bao nhieu|may)\b")
_ASKS_PERSON = re.compile(
    r"\bla ai\b|\bai la\b|\bho (?:va )?ten\b"
    # What an office or a paper is called is no person's name.
    r"|\b(?:ong|ba|chu tich|giam doc|truong phong|bi thu|can bo|cong chuc|nguoi)\b"
    r".*\bten (?:la )?gi\b"
    r"|\bai (?:da |la nguoi |la |phai |se |duoc |dung ten )?(?:ky|ki)\b(?! so)"
    r"|\bnguoi (?:ky|ki)\b"
)
# Not "máy tính", "bộ máy": without accents "máy" looks like "mấy".
# "Còn mấy ngày" asks for the day that is set; the days left are counted for it.
_ASKS_LEFT = re.compile(r"\bcon (?:lai )?(?:may|bao nhieu) (?:ngay|tuan|thang)\b")
# What is compared by its count or rate: "so sánh hồ sơ trễ hạn", "số thủ tục … khác nhau". Not
# "hệ thống giải quyết thủ tục".
_COMPARED = re.compile(
    r"\b(?:(?:so sanh|so luong|so|tong so|bao nhieu|may|ve)"
    r" (ho so|thu tuc|van ban|bien che|maa?y tinh)|(diem|ty le))\b"
)
_COUNTED = re.compile(
    r"\b(?:bao nhieu"
    r"|(?<!bo )(?<!thang )(?<!ngay )(?<!nam )(?<!quy )(?<!gio )(?<!thu )(?<!\bso )may"
    r"(?! (?:tinh|moc|photo|in|chu|scan|quet|lanh|mac|phat|bay|nhan tra)\b| maay))"
    r" ([a-z]+(?: [a-z]+)?)"
)
# After "bao nhiêu" these are no noun that a figure would stand beside.
_NO_NOUN = (
    "tien dong phan la thi va o cua duoc roi nguoi nu nam van ngay theo tai trong ra cai gi mot"
    " vay the ha nhi nhe a da chua hien va con thi moi"
)
_NOT_COUNTED = frozenset(_NO_NOUN.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a passage must hold to answer; all of it may be absent."""

    required: re.Pattern[str] | None  # in text without accents
    in_accents: re.Pattern[str] | None = None  # in lower-case text with its accents
    needs_number: bool = False  # a document number or a place in a law
    named: frozenset[str] = frozenset()  # numbers that the question gives: they answer nothing
    needs_person: bool = False  # a person's name
    takes_signer: bool = False  # or, instead of the name, whose office signs
    sets_time: bool = False  # a time that is not the day of a cited paper
    is_duty: bool = False  # a unit that is more than the issuer of a paper named there
    turn: Turn | None = None  # how often what is asked for comes round
    is_count: bool = False  # a figure beside the noun that is counted
    takes_place: bool = False  # or an article's own place: "điều nào cấm …"
    is_strict: bool = False  # without it a passage is hardly an answer
    is_certain: bool = False  # without it a passage is no answer at all

    @property
    def is_any(self) -> bool:
        """Whether an answer must hold nothing in particular."""
        wanted = (self.required, self.in_accents, self.turn)
        flags = self.needs_number or self.needs_person or self.sets_time
        return not flags and all(each is None for each in wanted)

    def is_in(self, text: str) -> bool:
        """Whether a text holds all of it. A line's end counts as a space."""
        plain = plain_words(text)
        if self.needs_person and _PERSON.search(" ".join(text.split())) is None:
            return self.takes_signer and _SIGNED_BY.search(plain) is not None
        if self.in_accents is not None and not self.in_accents.search(
            " ".join(normalize(text).split())
        ):
            return False
        if self.turn is not None and not speaks_of_turn(self.turn, plain):
            return False
        if self.sets_time and not time_set(text):
            return False
        if self.is_duty:
            plain = _PAPER_NAMED.sub(" ", plain)
        if self.required is not None and self.required.search(plain) is None:
            return False
        if not self.needs_number:
            return True
        others = (found for found in find_numbers(text) if found.number not in self.named)
        return next(others, None) is not None or bool(_ARTICLE.search(plain))


def evidence_for(kind: Kind, folded_question: str, named: frozenset[str] = frozenset()) -> Evidence:
    """What an answer to this question must hold; `named` are the papers' numbers that it gives."""
    if _ASKS_LEFT.search(folded_question):
        return Evidence(required=None, sets_time=True)
    if _ASKS_PERSON.search(folded_question):
        by_office = _ASKS_SIGNER.search(folded_question) is not None
        return Evidence(
            required=None,
            needs_person=True,
            takes_signer=by_office,
            is_strict=True,
            is_certain=_SIGNS.search(folded_question) is not None,
        )
    asks_other = kind in (Kind.DEADLINE, Kind.RESPONSIBILITY)  # of money: when, who
    if _ASKS_MONEY.search(folded_question) and not (
        asks_other and _HOW_MUCH.search(folded_question) is None
    ):
        said = _MONEY if _ASKS_FEE.search(folded_question) else _AMOUNT
        return Evidence(required=None, in_accents=said, is_strict=True, is_certain=True)
    if _ASKS_PAY.search(folded_question):
        return Evidence(required=None, in_accents=_PAY, is_strict=True, is_certain=True)
    # "Ai lo tỷ lệ hồ sơ đúng hạn" asks for no rate.
    for asked, wanted in (*_CONTACTS, _MEETING) if kind is Kind.RESPONSIBILITY else _NAMED:
        if asked.search(folded_question):
            return Evidence(required=wanted, is_strict=True, is_certain=True)
    counted = _COUNTED.search(folded_question)
    if counted and counted[1].split()[0] not in _NOT_COUNTED:
        return Evidence(required=_counted_pattern(counted[1]), is_count=True, is_strict=True)
    if kind is Kind.COMPARISON:
        compared = _COMPARED.search(folded_question)
        noun = (compared[1] or compared[2]) if compared else None
        return Evidence(required=_counted_pattern(noun) if noun else None)
    by_kind = {
        Kind.RESPONSIBILITY: _UNIT,
        Kind.FIGURE: _FIGURE,
        Kind.VALIDITY: _VALIDITY,
    }
    return Evidence(
        required=by_kind.get(kind),
        needs_number=kind is Kind.REFERENCE,
        is_certain=kind is Kind.REFERENCE,
        named=named,
        takes_place=_ASKS_PLACE.search(folded_question) is not None,
        sets_time=kind is Kind.DEADLINE,
        turn=asked_turn(folded_question),
        is_duty=kind is Kind.RESPONSIBILITY and "ban hanh" not in folded_question,
    )


def _counted_pattern(noun: str) -> re.Pattern[str]:
    """A figure next to what is counted: "31 hồ sơ", "hồ sơ: 31", "(hộ tịch 01"."""
    first = re.escape(noun.split()[0].replace("maay", "may"))  # "máy" as a text has it
    return re.compile(rf"\d[\d.,]*\W{{0,3}}(?:\w+ ){{0,2}}{first}\b|\b{first}\b[^.;]{{0,40}}?\d")
