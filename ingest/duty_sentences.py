"""Who is told to act in one sentence: "Giao X chủ trì, phối hợp với Y …" and its other forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.obligations import NamedUnit
from ingest.plain_words import plain_words

_ASSIGN = re.compile(
    r"(?<!theo )(?<!theo sự )(?<!được )(?:^|(?<=[\s(,;:–-]))"
    r"(?:giao|phân công|yêu cầu|(?:kính |trân trọng )?đề nghị|ủy quyền cho|ủy quyền|đồng ý giao"
    r"|thống nhất giao|kiến nghị|giao trách nhiệm(?: cho)?|giao nhiệm vụ(?: cho)?)(?:\s+(?:cho"
    r"|đồng chí|các đồng chí))?\s*:?\s*$"
)
_TELLS_OTHERS = re.compile(r"(?<!sự )\bchỉ đạo\s+$")  # weaker: the one who directs comes first
_GAP = re.compile(
    r"(?:\s+trưởng)?(?:\s+quản lý(?:\s+nhà nước)?\s+(?:chuyên\s+)?ngành(?:,?\s+lĩnh vực)?)?"
    r"(?:\s+của\s+(?:tỉnh|huyện|thị xã|thành phố|xã|phường|đơn vị|địa phương))?"
    r"(?:\s+(?:đóng\s+)?trên địa bàn(?:\s+(?:tỉnh|huyện|thị xã|thành phố|xã|phường)\b)?)?"
    r"(?:\s*(?:trực\s+)?thuộc(?:\s+(?!và\b)\w+){1,7}?)?\s*(?:\([^()]{0,60}\))?\s*(?:,|;|\+"
    r"|/)?\s*(?:và|cùng với|cùng|hoặc|&)?\s*(?:các\s+)?"
)
_LEADS_ON = re.compile(
    r"^\s*,?\s*(?:phải |cần |sẽ )?(?:là (?:đơn vị|cơ quan|đầu mối|bộ phận)|chủ trì"
    r"|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|đảm nhận)"
)
_COOPERATE = re.compile(
    r"(?:phối hợp|cùng phối hợp)(?:\s+(?:chặt chẽ|đồng bộ|tốt))*\s*(?:cùng với|cùng"
    r"|với)?\s*(?:các đơn vị:?\s*)?$"
    r"|chủ trì,?\s+(?:cùng với|cùng|với)\s+$|(?:có )?sự phối hợp (?:của|với)\s+$|\bcùng với\s+$"
)
_COOPERATES = re.compile(r"^\s*(?:cùng\s+)?(?:có trách nhiệm\s+)?phối hợp\b(?!\s*(?:với|cùng))")
_BY = re.compile(r"\bdo\s+$")
_DOES = re.compile(r"^\s*(?:chủ trì|thực hiện|đảm nhận|chịu trách nhiệm|phụ trách)")
# What a subject is said to be or to have done orders nothing.
_TELLS = re.compile(
    r"^\s*(?:đã|được|đang|đứng|gồm|bao gồm|thuộc|tại|theo(?! (?:dõi|chức năng|nhiệm vụ|thẩm quyền"
    r"|lĩnh vực|phân công))|về|hoặc|cấp|nơi|như|còn|chưa|có (?:\d|ý kiến|số|tổng|nhiều|một|kết quả)"
    r"|là(?!\s+(?:đơn vị|cơ quan|đầu mối|thường trực))|ban hành (?:kế hoạch|quyết định|công văn"
    r"|chỉ thị)\s+(?:này|số|về|thực hiện|khắc phục|cải cách|số hóa)"
    r"|xây dựng kế hoạch [^.]*như sau|thông báo (?:để|đến|cho)[^.]*biết|nhận được|đạt"
    r"|giải quyết đúng|thực hiện (?:đạt|tốt công tác|đúng quy định về)"
    r"|[,;.]|$|\()"
)
_SERVED = re.compile(
    r"\b(?:tham mưu|giúp|trình|báo cáo|gửi|cho|về|qua|với)(?:\s+(?:cho|về|lên))?\s*$"
)
_ISSUES = re.compile(
    r"^\s*(?:ban hành|xây dựng|yêu cầu|đề nghị|giao|báo cáo|thông báo|có ý kiến|kết luận"
    r"|triển khai kế hoạch"
    r"|quyết định|chỉ đạo|kính|trân trọng|thống nhất|phê duyệt|xem xét|nhận thấy)"
)
_SHORT = re.compile(
    r"^(?:đồng thời|trong đó|ngoài ra|riêng|bên cạnh đó|căn cứ kế hoạch này|về phía|các"
    r"|(?:từ nay,? )?(?:đến|trong|trước) (?:hết |cuối )?(?:năm|tháng|quý"
    r"|ngày) [\w /]{1,25})[, ]*(?:tất cả)?$"
)
_BEFORE_SUBJECT = re.compile(
    r"^đối với$|^phấn đấu\b[^.;:]{0,60},\s*$|^[^.;:]{0,120}:\s*$|^(?:đồng thời|trong đó"
    r"|ngoài ra|riêng|đối với|bên cạnh đó|căn cứ|trên cơ sở|thời gian|khi|sau khi"
    r"|để|nhằm|qua đó|hằng|hàng|mỗi|định kỳ|trong|trước|từ|đến|chậm nhất|theo|thực hiện|ngay"
    r"|quý|tháng|năm|tối|ít)\b[^.;:]{0,300}?,\s*$"
)
_RESPONSIBLE = re.compile(r"^\s*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Who acts by a sentence. Empty leads: it tells nobody."""

    leads: tuple[NamedUnit, ...] = ()
    cooperating: tuple[NamedUnit, ...] = ()
    is_order: bool = False  # by a word such as "giao", "yêu cầu", "chỉ đạo"

    def __bool__(self) -> bool:
        return bool(self.leads)


def read_assigned(text: str, units: list[NamedUnit], issuer: str | None) -> Assigned:
    """Who a sentence orders to act.

    Args:
        text: one sentence, without its mark.
        units: the units named in it, as `find_units` gives them.
        issuer: the paper's; what it says of itself ("UBND xã ban hành …") is no order.
    """
    plain = plain_words(text)
    lists = _lists(plain, units)
    ordered = _ordered(plain, lists, _ASSIGN)
    leads = ordered if ordered and _opens_with_order(plain) else ()
    leads = leads or _responsible(plain, lists) or _subject(plain, lists, issuer)
    if not leads:
        leads = ordered = ordered or _ordered(plain, lists, _TELLS_OTHERS)
    cooperating = tuple(
        unit
        for group in lists
        if group[0] not in leads and _is_cooperating(plain, group)
        for unit in group
    )
    return Assigned(
        leads=_once(leads),
        is_order=bool(ordered),
        cooperating=_once(cooperating, without=leads),
    )


def _opens_with_order(plain: str) -> bool:
    """True where the sentence itself orders; "…, kiến nghị Chính phủ …" is what a unit does."""
    return bool(_ORDERS.match(plain.lstrip(' “"-–+')))


_ORDERS = re.compile(
    r"(?:đồng thời,?\s+|riêng,?\s+|trước mắt,?\s+)?(?:thống nhất\s+|đồng ý\s+)?(?:giao"
    r"|phân công|yêu cầu|(?:kính |trân trọng )?đề nghị"
    r"|kiến nghị|ủy quyền)\b"
)


def _once(
    units: tuple[NamedUnit, ...], without: tuple[NamedUnit, ...] = ()
) -> tuple[NamedUnit, ...]:
    names = {unit.name for unit in without}
    kept: list[NamedUnit] = []
    for unit in units:
        if unit.name not in names:
            names.add(unit.name)
            kept.append(unit)
    return tuple(kept)


_Units = tuple[NamedUnit, ...]


def _lists(plain: str, units: list[NamedUnit]) -> list[_Units]:
    """The units in runs: "A, B và C" is one."""
    runs: list[list[NamedUnit]] = []
    for unit in units:
        if runs and _GAP.fullmatch(plain, runs[-1][-1].end, unit.start):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return [tuple(run) for run in runs]


def _ordered(plain: str, lists: list[_Units], cue: re.Pattern[str]) -> _Units:
    """The units after "Giao …", "Yêu cầu …": all of them where the word comes twice."""
    found: _Units = ()
    for run in lists:
        before = plain[: run[0].start]
        if cue.search(before) and not _COOPERATE.search(before):
            found += run
    return found


def _responsible(plain: str, lists: list[_Units]) -> _Units:
    """The units of "… do Phòng X chủ trì", "Phòng X chịu trách nhiệm", wherever it stands."""
    for run in lists:
        before = plain[: run[0].start]
        is_served = _SERVED.search(before) and not _ASSIGN.search(before)
        if is_served or _is_cooperating(plain, run):
            continue
        after = plain[run[-1].end :]
        if _LEADS_ON.match(after) or (_BY.search(plain[: run[0].start]) and _DOES.match(after)):
            return run
    return ()


def _subject(plain: str, lists: list[_Units], issuer: str | None) -> _Units:
    for run in lists[:2]:
        before = plain[: run[0].start].strip(' “"-–+')
        if before and not (_BEFORE_SUBJECT.match(before) or _SHORT.match(before)):
            return ()
        after = plain[run[-1].end :]
        if re.match(r"^\s*:", after) or (before.endswith("đối với") and after[:1] == ","):
            return run
        if before.endswith(("đối với", "của", "với", "theo", "tại")) or _TELLS.match(after):
            continue
        if any(unit.name == issuer for unit in run) and _ISSUES.match(after):
            return ()
        if run[0].name.startswith("Cán bộ") and not re.match(
            r"^\s*(?:phải|cần|có trách|chịu)", after
        ):
            return ()
        return run
    return ()


def _is_cooperating(plain: str, run: _Units) -> bool:
    before = plain[: run[0].start]
    if _COOPERATE.search(before):
        return True
    is_named = not _starts(plain, run) and not _SERVED.search(before)
    return is_named and bool(_COOPERATES.match(plain[run[-1].end :]))


def _starts(plain: str, run: _Units) -> bool:
    return not plain[: run[0].start].strip(' “"-–+')


_STOP = re.compile(
    r"(?<=[.!?…])[”\")»]?\s+(?=[A-ZĐÀ-Ỹ“\d(])|;\s+(?=(?:đồng thời\s+)?(?:giao|yêu cầu|đề nghị"
    r"|phân công)\s)"
)
_ABBREVIATED = re.compile(r"(?:\b(?:TP|P|TT|Q|KT|TM|TL|Th|ThS|TS|tr|số)\.|(?:^|[.;:]\s)\d{1,2}\.)$")


def split_sentences(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """The sentences of a passage from `start` on, as spans; blanks at their ends left out."""
    begin = start
    for match in _STOP.finditer(text, start):
        if _ABBREVIATED.search(text[begin : match.start()]):
            continue
        yield from _span(text, begin, match.start())
        begin = match.end()
    yield from _span(text, begin, len(text))


def _span(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end
