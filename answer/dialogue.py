"""A chat's state, and a follow-up made whole from it: "Thế còn Phường 3?", "Ai chủ trì?".

A follow-up is read as a question of its own: what it names takes the place of what the question
before named in the same role, and what it leaves out is kept. The answer says how it was read.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

from corpus.text import fold, nfc

_LONGEST_ASK = 8  # syllables of a follow-up that names no matter of its own

# "Thế còn …", "Còn … thì sao", "vậy … thì sao".
_AND_WHAT_OF = re.compile(r"^\s*(?:(?:the|vay)(?: thi)?\s+con|con|the thi|vay thi|the|vay)\b\s*")
_THEN = re.compile(
    r"[\s,]*\b(?:thi sao|the nao|thi the nao|ra sao|sao|nhi|vay|a|ha)?\s*[?.!…]*\s*$"
)
_POINTS_BACK = re.compile(
    r"\b(?P<what>van ban|quyet dinh|nghi dinh|thong tu|ke hoach|cong van|bao cao|thong bao|chi thi"
    r"|nghi quyet|luat|quy che|quy dinh)\s+(?:do|nay|tren|noi tren|vua roi|ay)\b"
)
_POINTS = re.compile(r"\b(?:viec|nhiem vu|noi dung|chi tieu|thu tuc|muc)\s+(?:do|nay|tren|ay)\b")
# "máy đó", where the question before speaks of a "máy APS".
_THAT_THING = re.compile(
    r"\b(?P<thing>(?!(?:khi|luc|ngay|thang|nam|quy|nao|gi|sau|truoc|theo|tu|den|do|con|the|noi)\b)"
    r"[a-z]{2,}) (?P<that>do|ay|nay|kia)\b(?! (?:phong|so|ubnd|xa|huyen|ai|don vi|co quan)\b)"
)
# "6 tháng đầu năm 2024 thì đơn vị nào thấp nhất?"
_PERIOD_THEN = re.compile(r"^(?:trong |sang )?(?P<period>[\w /]+?) thi\b[ ,]*")
# What asks, without a matter: kept or exchanged whole.
_ASKS = re.compile(
    r"\b(?:do |la )?(?:phong|don vi|co quan|bo phan|so|nguoi|noi) nao(?: (?:chu tri|phoi hop|lam"
    r"|phu trach|chiu trach nhiem|thuc hien))?"
    r"|\bai(?: (?:chu tri|phoi hop|lam|phu trach|chiu trach nhiem|thuc hien|ky))?\b"
    r"|\b(?:trong |den |vao |truoc )?(?:thoi gian|ngay|thang|quy|nam|khi|luc) nao\b"
    r"|\bbao gio\b|\bhan (?:chot |cuoi )?(?:nao|la khi nao|la ngay nao|may)\b"
    r"|\b(?:duoc |dat |co |la |dung )?(?:hang (?:thu )?)?(?:bao nhieu"
    r"|(?<!bo )may(?! (?:tinh|moc|photo|in|chu|scan|quet|lanh|phat|bay|nhan)\b))"
    r"(?: (?:diem|phan tram|ho so|ngay|thang|nam|dong|tien|don vi|nguoi|van ban|thu tuc|truong hop"
    r"|lan|cai))?(?!\w)"
    r"|\b(?:quyet dinh|cong van|van ban|ke hoach|thong bao) (?:nao|so may)\b|\bso may\b"
    r"|\b(?:nhu )?the nao\b|\bra sao\b|\b(?:nhung )?gi\b"
)
# What a question names in one role, so that one may take the place of another.
_STOP = (
    r"(?:phai|chu|duoc|co|lam|giai|thuc|khac|hoan|tham|phoi|can|bao|trong|truoc|den|o|cua|thi|la"
    # "Phòng Văn hóa và Thông tin", but "phòng Nội vụ và các xã"
    r"|va(?! (?:thong tin|moi truong|xa hoi|dao tao|ke hoach|ha tang|do thi|phat trien|cong nghe"
    r"|du lich|the thao|ubnd|uy ban)\b)"
    # "phường Tân Quy Đông", but "phường 3 quý 2"
    r"|quy(?= (?:[\di]|v\b|nay|sau|truoc|toi|nao))"
    r"|gui|nop|theo|ve|nhan|nao|gi|thang|nam|huyen|xa(?! hoi)|phuong|tinh|thanh(?= pho))"
)
_ROLES = (
    (
        "department",
        re.compile(
            r"\b(?:phong|so|van phong|chi nhanh|trung tam|cong an|buu dien|thanh tra|bo phan)"
            rf"(?:(?: -| &|,(?= khoa hoc))? (?!{_STOP}\b)[a-z][\w&]*){{1,6}}"
        ),
    ),
    ("level", re.compile(r"\bcap (?:xa|huyen|tinh|thanh pho|trung uong)\b")),
    (
        "unit",
        re.compile(
            r"\b(?:ubnd |uy ban nhan dan )?"
            r"(?:phuong|xa(?! hoi)|thi tran|huyen|quan|thi xa|thanh pho|tp|tinh)"
            rf" (?:\d+\b|(?!{_STOP}\b)[^\W\d]\w*(?: (?!{_STOP}\b)[^\W\d]\w*){{0,2}})"
        ),
    ),
    (
        "period",
        re.compile(
            r"\b(?:(?:\d{1,2}|sau|chin) thang (?:dau|cuoi) nam(?: \d{4})?"
            r"|quy (?:iv|iii|ii|i|[1-4])(?: ?/ ?| nam )?(?:\d{4})?|thang \d{1,2}"
            r"(?: ?/ ?| nam )?(?:\d{4})?|nam \d{4}|(?:quy|thang|nam|tuan) (?:nay|sau|truoc|toi))\b"
        ),
    ),
)
_WHOSE = ("department", "unit")
# What one office has to do is not the other's: "09 hồ sơ" is left out with the office.
_COUNT = re.compile(r"(?<![\w/])\d{1,4} (?=hồ sơ|ho so|thủ tục|thu tuc|trường hợp|truong hop)")
_JOINS = re.compile(r"^\s*(?:thi|va|,)\b|\b(?:o|cua)\s*$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEAR = re.compile(r"\b(?:nay|sau|truoc|toi)\b")
_EMPTY_SPELT = (
    "la thi ma o cua va do duoc phai bi vay nhe a nhi em anh chi cho co khong xin hoi the con "
    "nay viec chu tri phoi hop lam thuc hien phu trach han xong het hoan thanh den khi "
    "thap cao nhieu it nhat hon"
)
_EMPTY = frozenset(_EMPTY_SPELT.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """What a chat holds for the next question; nothing of it is stored.

    `question` is the last question as it was understood, whole; None at the beginning.
    """

    question: str | None = None
    own_unit: str | None = None  # the asker's unit: "phòng tôi" is this one


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """How a question was read beside the one before."""

    text: str  # whole
    is_made_whole: bool  # False: the question as it was typed
    about_paper: bool = False  # it points back to a paper: "văn bản đó"


def read_follow_up(typed: str, dialogue: Dialogue, places: frozenset[str]) -> FollowUp:
    """A question made whole by the one before; as typed when it is whole by itself.

    Args:
        typed: as a person typed it.
        dialogue: the chat's state.
        places: the places of the library's offices, folded; they may be named without "xã".
    """
    text = " ".join(nfc(typed).split())
    before = dialogue.question
    if not before:
        return FollowUp(text=text, is_made_whole=False)
    plain = _plain(text)
    if _POINTS_BACK.search(plain):
        return FollowUp(text=text, is_made_whole=False, about_paper=True)
    begun = _AND_WHAT_OF.match(plain)
    if begun and begun.end() < len(plain):
        ended = _THEN.search(plain, begun.end())
        named = text[begun.end() : ended.start() if ended else len(text)].strip(" ,?")
        return _with(before, named, places) if named else FollowUp(text=text, is_made_whole=False)
    if _is_bare(plain) or _POINTS.search(plain):
        return _asking(before, text)
    return (
        _of_period(before, text)
        or _of_thing(before, text)
        or FollowUp(text=text, is_made_whole=False)
    )


def _of_period(before: str, text: str) -> FollowUp | None:
    """The matter of the question before in another period: "quý III thì đơn vị nào thấp nhất?"."""
    begun = _PERIOD_THEN.match(_plain(text))
    pattern = dict(_ROLES)["period"]
    if begun is None or not pattern.fullmatch(begun["period"].strip()):
        return None
    rest = text[begun.end() :]
    if not _is_bare(_plain(rest)):
        return None
    period = text[begun.start("period") : begun.end("period")].strip()
    there = pattern.search(_plain(before))
    if there is None:
        return _asking(f"{before.rstrip(' ?.!')} {period}", rest)
    return _asking(f"{before[: there.start()]}{period}{before[there.end() :]}", rest)


def _of_thing(before: str, text: str) -> FollowUp | None:
    """The question with the name of the thing that it points back to: "máy đó" is "máy APS"."""
    points = _THAT_THING.search(_plain(text))
    if points is None:
        return None
    that = text[points.start("that") : points.end("that")].lower()
    if that == "do" and _plain(text) != text.lower():
        return None  # typed with accents: "kế hoạch do Chủ tịch ký" says by whom
    there = re.search(rf"\b{points['thing']}\b", _plain(before))
    if there is None:
        return None
    thing = _name_at(before, there)
    text = f"{text[: points.start()]}{thing}{text[points.end() :]}"
    return FollowUp(text=text, is_made_whole=True)


def _name_at(before: str, there: re.Match[str]) -> str:
    """What is named at a place of the question before: an office's name, or "máy APS"."""
    for _, pattern in _ROLES:
        role = pattern.match(_plain(before), there.start())
        if role is not None:
            return before[role.start() : role.end()]
    behind = re.findall(r"[^\W_][\w/.-]*", before[there.end() :])
    named = list(takewhile(_is_named, behind)) or behind[:1]
    return " ".join([before[there.start() : there.end()], *named])


def _is_named(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _with(before: str, named: str, places: frozenset[str]) -> FollowUp:
    """The question before, about what is named now."""
    plain_before, plain_named = _plain(before), _plain(named)
    if _ASKS.search(plain_named) and not _matter(plain_named, places):
        return _asking(before, named)
    roles = [role for role in _ROLES if role[1].search(plain_named)]
    if any(_has_place(plain_named, place) for place in places) or roles:
        rest = plain_named
        made = before
        for role, pattern in roles:
            found = pattern.search(rest)
            there = pattern.search(_plain(made))
            if found is None:
                continue
            if role in _WHOSE:
                made = _COUNT.sub("", made)
                there = pattern.search(_plain(made))
            new = named[found.start() : found.end()].strip()
            new += _year_kept(new, made[there.start() : there.end()] if there else "")
            made = (
                f"{made[: there.start()]}{new} {made[there.end() :].lstrip()}"
                if there
                else f"{_unasked(made)} {new}"
            )
        if not roles:
            made = _exchange_place(before, named, places)
            return FollowUp(text=made, is_made_whole=True)
        return _with_more(made, named, places)
    # A matter of its own: what asked stays, and where.
    asks = " ".join(before[m.start() : m.end()] for m in _ASKS.finditer(plain_before))
    where = " ".join(
        [
            *(
                before[m.start() : m.end()]
                for _, pattern in _ROLES
                if (m := pattern.search(plain_before))
            ),
            *(_spelt(before, place) for place in sorted(places) if _has_place(plain_before, place)),
        ]
    )
    return FollowUp(text=" ".join(f"{named} {where} {asks}".split()), is_made_whole=True)


def _with_more(made: str, named: str, places: frozenset[str]) -> FollowUp:
    """What else a follow-up asks beside the role that it exchanges: "năm 2024 thì phấn đấu …?"."""
    more = named
    for _, pattern in _ROLES:
        more = _cut(more, pattern)
    more = _cut(more, _JOINS).strip(" ,;.!?")
    if not _ASKS.search(_plain(more)) or not _matter(_plain(more), places):
        return FollowUp(text=made, is_made_whole=True)
    return _asking(made, more)


def _year_kept(new: str, old: str) -> str:
    """The year of a period that takes another's place without saying its own; "" for none."""
    year = _YEAR.search(old)
    is_part = _plain(new).startswith(("quy ", "thang ")) and not _NEAR.search(_plain(new))
    return f"/{year[0]}" if year and is_part and not _YEAR.search(new) else ""


def _asking(before: str, ask: str) -> FollowUp:
    """The matter of the question before with another thing asked of it."""
    kept = _unasked(before).strip(" ,;?.!")
    ask = _strip_pointer(ask).strip(" ,;.!")
    return FollowUp(text=f"{kept}, {ask}" if kept else ask, is_made_whole=True)


def _strip_pointer(ask: str) -> str:
    return _cut(ask, _POINTS)


def _unasked(question: str) -> str:
    """A question without what it asked for."""
    return " ".join(_cut(question, _ASKS).split()).strip(" ?.!,")


def _cut(text: str, pattern: re.Pattern[str]) -> str:
    kept, last = [], 0
    for match in pattern.finditer(_plain(text)):
        kept.append(text[last : match.start()])
        last = match.end()
    return "".join([*kept, text[last:]])


def _is_bare(plain: str) -> bool:
    """Whether a question only asks and names nothing."""
    words = re.findall(r"\w+", plain)
    return (
        0 < len(words) <= _LONGEST_ASK
        and bool(_ASKS.search(plain))
        and not _matter(plain, frozenset())
    )


def _matter(plain: str, places: frozenset[str]) -> bool:
    """Whether anything is left of a text without what asks and what joins."""
    rest = _ASKS.sub(" ", plain)
    for place in places:
        rest = rest.replace(place, " ")
    return any(word not in _EMPTY for word in re.findall(r"\w+", rest))


def _exchange_place(before: str, named: str, places: frozenset[str]) -> str:
    """The question before with its library place exchanged for the one named now."""
    plain = _plain(before)
    there = [place for place in places if _has_place(plain, place)]
    if not there:
        return f"{before.rstrip(' ?.!')} {named}"
    start = plain.index(there[0])
    return f"{before[:start]}{named}{before[start + len(there[0]) :]}"


def _has_place(plain: str, place: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(place)}(?!\w)", plain) is not None


def _spelt(text: str, place: str) -> str:
    start = _plain(text).index(place)
    return text[start : start + len(place)]


def _plain(text: str) -> str:
    """Lower case without accents, character for character as long as `text` in NFC."""
    plain = "".join(fold(character.lower())[:1] or " " for character in text)
    return plain if len(plain) == len(text) else text.lower()
