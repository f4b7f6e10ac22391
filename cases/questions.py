"""What a question asks of the register: one case, or how many of which status, unit, time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cases.figures import Period
from cases.statuses import Status
from corpus.case_codes import CASE_CODE
from corpus.text import fold, normalize

# Longer wordings first: "sắp quá hạn" is no overdue case.
_STATUS_WORDS = (
    ("sap den han", Status.NEAR_DUE),
    ("sap toi han", Status.NEAR_DUE),
    ("sap het han", Status.NEAR_DUE),
    ("sap qua han", Status.NEAR_DUE),
    ("gan den han", Status.NEAR_DUE),
    ("den han", Status.NEAR_DUE),
    ("qua han", Status.OVERDUE),
    ("tre han", Status.LATE),
    ("tre", Status.LATE),
    ("dung han", Status.ON_TIME),
    ("truoc han", Status.EARLY),
    ("som han", Status.EARLY),
    ("tam dung", Status.PAUSED),
    ("cho bo sung", Status.PAUSED),
)
_OPEN_WORDS = ("dang giai quyet", "dang xu ly", "ton dong", "chua giai quyet", "con ton")
_COUNT_WORDS = (
    "bao nhieu",
    "may ho so",
    "so luong",
    "tong so",
    "danh sach",
    "liet ke",
    "nhung ho so",
    "ho so nao",
)
_LIST_WORDS = ("danh sach", "liet ke", "nhung ho so", "ho so nao")
_PERIOD_WORDS = (
    "hom nay",
    "hom qua",
    "tuan nay",
    "tuan truoc",
    "tuan qua",
    "thang nay",
    "thang truoc",
    "quy nay",
    "nam nay",
)
_NOW_WORDS = ("hom nay", "hien", "hien nay", "bay gio", "dang", "con")
# Words that ask for no more than what is understood anyway.
_FILLERS = frozenset(
    """
    a anh ban bay bi biet ca cac can chi chinh cho chua co con cong cua cung da dang de den
    di don duoc em gi giai gio giup hanh hay hien ho hoi hom ket khong la linh long luc
    luong ly may minh nao nay ngay nhan nhe nhieu nhung o phai phong phuong qua quy quyet
    roi sau se so tai tam tat thi thu thuoc tiep tinh toan toi tong tra trong truoc tthc tu
    tuan tuc ubnd uy van ve vi viec voi vuc vui xa xin xong xu
    """.split()  # noqa: SIM905 -- a list of words is read best so
)
_MONTH = re.compile(r"\bthang (\d{1,2})(?:[/ ](?:nam )?(\d{4}))?\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuestion:
    """What is asked. `code` alone asks for one case; else a count or list."""

    code: str | None = None
    status: Status | None = None  # None without a code: all that are open
    units: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    period: Period | None = None  # None: as things stand
    wants_list: bool = False


def read_question(
    text: str, *, units: Iterable[str], fields: Iterable[str], today: date
) -> CaseQuestion | None:
    """What a question asks of the register; None when it is no question about cases.

    A count is taken as one about the register only when it speaks of now or of a time next to
    today ("còn", "hiện nay", "tuần này") or names a unit of the register, and of no year past:
    other counts are in the office's papers. Every word has to be understood: "cấp huyện", "chỉ
    tiêu" or "trực tuyến" would make the register's count an answer to another question.

    Args:
        text: as a person typed it, with accents or without.
        units: the names of units that the register has.
        fields: its fields.
        today: the day from which "tuần này" is counted.
    """
    code = CASE_CODE.search(text)
    if code is not None:
        return CaseQuestion(code=code[0].upper())
    if not may_concern_cases(text):
        return None
    plain = _plain(text)
    status = next((status for words, status in _STATUS_WORDS if _has(plain, words)), None)
    named_units = _named(plain, units)
    named_fields = _named(plain, fields)
    period = _period(plain, today)
    is_of_now = period is not None or any(_has(plain, words) for words in _NOW_WORDS)
    past = any(int(year) < today.year for year in _YEAR.findall(plain))
    if past or not (is_of_now or named_units):
        return None
    if _not_understood(plain, (*named_units, *named_fields)):
        return None
    return CaseQuestion(
        status=status,
        units=named_units,
        fields=named_fields,
        period=period,
        wants_list=any(_has(plain, words) for words in _LIST_WORDS),
    )


def may_concern_cases(text: str) -> bool:
    """False when no register, whatever its units, can make a question one about cases."""
    if CASE_CODE.search(text) is not None:
        return True
    plain = _plain(text)
    states = (*(words for words, _ in _STATUS_WORDS), *_OPEN_WORDS)
    return any(_has(plain, words) for words in states) and any(
        _has(plain, words) for words in _COUNT_WORDS
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9/.-]+", fold(normalize(text))))


def _has(plain: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", plain) is not None


def _not_understood(plain: str, named: Iterable[str]) -> set[str]:
    """The words that neither a status, a time, a named unit or field nor a filler accounts for."""
    phrases = (
        *(words for words, _ in _STATUS_WORDS),
        *_OPEN_WORDS,
        *_COUNT_WORDS,
        *_NOW_WORDS,
        *_PERIOD_WORDS,
        *(_plain(name) for name in named),
    )
    known = {word for phrase in phrases for word in re.split(r"[ -]+", phrase)} | _FILLERS
    asked = re.split(r"[ /.-]+", plain)
    return {word for word in asked if word and word not in known and not word.isdecimal()}


def _named(plain: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that the question has, whole or without the place at their end.

    "phòng Kinh tế" is "Phòng Kinh tế xã Bình Minh Tây" when no other unit begins so.
    """
    found = []
    for name in names:
        key = " ".join(re.findall(r"[a-z0-9]+", fold(normalize(name))))
        short = re.sub(r" (?:xa|phuong|thi tran|huyen|thanh pho|khu vuc) .*$", "", key)
        if key and (_has(plain, key) or (len(short) > 3 and _has(plain, short))):
            found.append(name)
    return tuple(found)


def _period(plain: str, today: date) -> Period | None:
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    spans = {
        "hom nay": (today, today),
        "hom qua": (today - timedelta(days=1),) * 2,
        "tuan nay": (monday, today),
        "tuan truoc": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "tuan qua": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "thang nay": (first, today),
        "thang truoc": ((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)),
        "quy nay": (first.replace(month=3 * ((today.month - 1) // 3) + 1), today),
        "nam nay": (today.replace(month=1, day=1), today),
    }
    for words, (start, end) in spans.items():
        if _has(plain, words):
            return Period(start=start, end=end)
    month = _MONTH.search(plain)
    if month is None or not 1 <= int(month[1]) <= 12:
        return None
    start = date(int(month[2] or today.year), int(month[1]), 1)
    end = (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return Period(start=start, end=min(end, today)) if start <= today else None
