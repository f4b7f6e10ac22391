"""Deadlines in a sentence: dated, recurring, standing and relative, as written and as days."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.obligations import Deadline, DeadlineKind, Wait
from corpus.recurrence import Period, Recurrence
from ingest.dated import Dated, find_dated
from ingest.plain_words import COUNT, LONGEST, count_of, plain_words
from ingest.recurring import find_recurring, weekdays_in


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTime:
    """What a paper says about its own time."""

    signed_on: date | None = None
    year: int | None = None  # meant where a day has none


# What makes a day a deadline. "Phiên họp ngày 13/8" has none of these and sets nobody a time.
_FILL = (
    r"(?:là|vào|trong|trước|hết|đến|khoảng|lúc|thời gian|thời điểm|dịp|nay|nay đến|các|ngày"
    r"|những|mốc|quá)"
)
_HOUR = r"(?:\d{1,2}\s*(?:giờ|g|h)(?:\s*\d{2})?(?:\s*phút)?(?:\s*,)?)"
_CUE = re.compile(
    r"(?:(?:chậm|muộn) nhất|trước|trong|đến|hết|tới|vào|xong|hoàn thành|hoàn tất|phấn đấu"
    r"|dự kiến|từ nay đến|từ|(?:thời hạn|(?<!trễ )(?<!quá )(?<!đúng )hạn|thời gian|tiến độ)"
    r"(?:\s+(?:thực hiện|hoàn thành|khắc phục|báo cáo|triển khai|trình|gửi|nộp))*)"
    rf"(?:\s*[:\-–(,]?\s*{_FILL})*\s*[:\-–(]?\s*{_HOUR}?\s*$"
)
_NEAR = 120  # characters before a day in which the words that make it a deadline stand
_OPENS = re.compile(r"^[\W\d]*(?:[a-zđ]\))?\s*$")
# "từ ngày … đến ngày …" is one stretch; "kể từ ngày" alone opens one and is no deadline.
_FROM = re.compile(r"(?:\bkể từ|\btừ|\bsau|\bvề)\s*(?:ngày\s*)?$")
_AND = re.compile(r"\s*(?:,|và)\s*")  # "trước ngày 30/6 và ngày 30/9"
_SPANS = re.compile(r"\bđến\b|-|–")  # "từ tháng 5 đến tháng 9" is read as one
_TO = re.compile(r"^\s*(?:cho\s+)?(?:đến|tới|-|–)\s*(?:hết\s+|cuối\s+)?(?:ngày\s*)?$")
# The day of a cited paper, or of what was done before.
_CITED = re.compile(
    r"(?:/[a-zđ][\w.&/-]*\s*,?\s*(?:ký\s+|ban hành\s+)?(?:ngày\s*)?|\b(?:phiên họp|cuộc họp"
    r"|hội nghị|văn bản"
    r"|công văn|thông báo|kết luận)\s+(?:ngày\s*)?)$"
)
_PAST = re.compile(
    r"(?:được giao|đã [\w ]{0,20}|phát sinh|tiếp nhận|được cấp|sinh|có hiệu lực[\w ]{0,15}"
    r"|đạt được)\s+(?:trong|trước|từ|vào|đến)\s*(?:ngày\s*)?$"
)
_STANDING = re.compile(
    r"(?:(?<!chi )(?<!chi đầu tư )(?<!vị trí )(?<!nhiệm vụ )(?<!không )(?<!tính )"
    r"\bthường xuyên\b(?!\s+(?:tiếp xúc|của|bị|sang|chịu|xảy ra|ngập))"
    r"|\bliên tục\b|\bkhi có (?:phát sinh|yêu cầu)\b|\btheo yêu cầu\b|\btrong suốt (?:quá trình"
    r"|thời gian)[\w ]{0,40})"
)
_UNIT = r"(?P<unit>ngày làm việc|ngày|giờ làm việc|giờ|phút|tuần|tháng|năm)"
_EVENT = r"[^.;,:()\n]{2,110}"
_WAITS = (
    re.compile(
        r"(?:(?:trong|sau)\s+)?(?:vòng|thời hạn|thời gian|tối đa|không quá"
        r"|chậm nhất(?: là)?(?:\s+sau)?|trong|sau|quá)"
        rf"\s+(?:tối đa\s+|không quá\s+)?(?P<count>{COUNT})(?:\s*\([^)]*\))?\s+{_UNIT}\b(?!\s*/"
        rf"|\s+(?:đầu|cuối|còn lại|lần|\d))"
        rf"(?:,?\s*(?P<event>(?:kể từ|tính từ|sau|từ|trước)\s+(?:khi\s+|ngày\s+|thời điểm\s+"
        rf"|lúc\s+)?{_EVENT}))?"
    ),
    re.compile(
        rf"(?:chậm nhất|trước|ít nhất)\s+(?P<count>{COUNT})\s+{_UNIT}\s+"
        rf"(?P<event>(?:trước|so với|kể từ)\s+{_EVENT})"
    ),
)
_AT_ONCE = re.compile(
    rf"\bngay\s+(?:sau\s+khi|sau|khi|từ khi)\s+{_EVENT}|\bngay trong (?:ngày|buổi)\b(?!\s*\d)"
)
_NAMED_PERIOD = re.compile(
    r"(?:ngay\s+)?(?:trong|vào|hết|đến hết|đến cuối|cuối)\s+(?P<period>tuần|tháng)\s+"
    r"(?P<which>này|nay|sau|tới|đến)(?=\s*(?:[.,;:()]|$|và\b))"
)
_DAY_ALONE = re.compile(
    r"^[^.;]{0,80}?\b(?:trước|vào|chậm nhất(?: là)?|gửi)\s+ngày\s+(?P<day>[12]?\d"
    r"|3[01])\b(?!\s*(?:/|-|tháng\s+\d))"
)
_SIGNING = re.compile(
    r"ngày\s+(?:ký|ban hành)\b|ngày\s+(?:quyết định|kế hoạch|văn bản|chỉ thị|công văn|thông báo"
    r"|quy chế|quy định)\s+này\s+(?:được\s+)?(?:có hiệu lực|ban hành|ký)"
)


def find_deadlines(text: str, time: PaperTime, *, is_value: bool = False) -> list[Deadline]:
    """The deadlines in a text, in order, without overlap; offsets count from the text's start.

    "Trước ngày 15/4" ends on the 15th, as offices read it. A day that had passed when the paper
    was made is no deadline.

    Args:
        text: one sentence, or the value of a line "Thời gian hoàn thành: …" or of a cell.
        time: when the paper was made, and the year of days that have none.
        is_value: every day in it is a deadline, also without a word such as "trước".
    """
    text = text[:LONGEST]
    plain = plain_words(text)
    found = _relative(text, plain, time)
    _add(found, _recurring(text, plain, time))
    _add(found, _named_period(text, plain, time))
    _add(found, _dated(text, plain, time, is_value=is_value))
    _add(found, _standing(text, plain, is_value=is_value))
    return _with_ends(sorted(found, key=lambda one: one.start), text)


def _add(found: list[Deadline], more: list[Deadline]) -> None:
    found += [
        one
        for one in more
        if not any(one.start < other.end and other.start < one.end for other in found)
    ]


def _relative(text: str, plain: str, time: PaperTime) -> list[Deadline]:
    found: list[Deadline] = []
    for pattern in _WAITS:
        _add(found, [_wait(text, match, time) for match in pattern.finditer(plain)])
    _add(
        found,
        [
            Deadline(
                kind=DeadlineKind.RELATIVE,
                text=text[match.start() : _trimmed(text, match.end())],
                start=match.start(),
                end=_trimmed(text, match.end()),
                wait=Wait(count=0, unit="ngày", since=_event(text, match.start(), match.end())),
            )
            for match in _AT_ONCE.finditer(plain)
        ],
    )
    return found


def _wait(text: str, match: re.Match[str], time: PaperTime) -> Deadline:
    end = _trimmed(text, match.end())
    event = match["event"] or ""
    count, unit = count_of(match["count"]), match["unit"]
    since = text[match.start("event") : end] if event else ""
    due = None
    # Working days need the calendar of holidays, which the register does not keep.
    if time.signed_on is not None and _SIGNING.search(event) and unit in ("ngày", "tuần"):
        due = time.signed_on + timedelta(days=count * (7 if unit == "tuần" else 1))
    return Deadline(
        kind=DeadlineKind.RELATIVE,
        text=text[match.start() : end],
        start=match.start(),
        end=end,
        first_day=time.signed_on if due else None,
        last_day=due,
        wait=Wait(count=count, unit=unit, since=" ".join(since.split())),
    )


def _named_period(text: str, plain: str, time: PaperTime) -> list[Deadline]:
    """The week or month of the signing, or the next: "trong tuần này", "tháng sau"."""
    found: list[Deadline] = []
    signed = time.signed_on
    for match in _NAMED_PERIOD.finditer(plain):
        is_next = match["which"] not in ("này", "nay")
        if signed is not None and match["period"] == "tuần":
            first = signed - timedelta(days=signed.weekday() - 7 * is_next)
            last = first + timedelta(days=6)
        elif signed is not None:
            first = (signed.replace(day=1) + timedelta(days=31)).replace(day=1)
            first = first if is_next else signed.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        found.append(
            Deadline(
                kind=DeadlineKind.DATED if signed else DeadlineKind.RELATIVE,
                text=text[match.start() : match.end()],
                start=match.start(),
                end=match.end(),
                first_day=first if signed else None,
                last_day=last if signed else None,
            )
        )
    return found


def _event(text: str, start: int, end: int) -> str:
    return " ".join(text[start : _trimmed(text, end)].split())


def _trimmed(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _recurring(text: str, plain: str, time: PaperTime) -> list[Deadline]:
    return [
        Deadline(
            kind=DeadlineKind.RECURRING,
            text=text[one.start : one.end],
            start=one.start,
            end=one.end,
            first_day=time.signed_on,
            recurrence=_with_day(one.recurrence, plain[one.end :]),
        )
        for one in find_recurring(plain)
    ]


def _with_day(rule: Recurrence, after: str) -> Recurrence:
    """The rule with the day said later: "Hằng tháng, gửi báo cáo … trước ngày 20"."""
    if rule.period is Period.WEEK and not rule.days:
        weekdays = weekdays_in(after[:80].partition(";")[0])
        return replace(rule, days=weekdays)
    found = _DAY_ALONE.search(after)
    if rule.period is not Period.MONTH or rule.days or found is None:
        return rule
    return replace(rule, days=(int(found["day"]),))


def _dated(text: str, plain: str, time: PaperTime, *, is_value: bool) -> list[Deadline]:
    found: list[Deadline] = []
    opening: Dated | None = None
    accepted: Dated | None = None
    for one in find_dated(plain, time.year):
        before = plain[max(0, one.start - _NEAR) : one.start]
        between = plain[opening.end : one.start] if opening else ""
        if opening is not None and _TO.match(between):
            start, first = opening.start, opening.first_day or opening.last_day
        elif (
            _FROM.search(before)
            and not before.rstrip().endswith("nay")
            and not _SPANS.search(plain, one.start, one.end)
        ):
            opening = one
            continue
        else:
            start, first = one.start, one.first_day
        opening = None
        goes_on = accepted is not None and bool(_AND.fullmatch(plain[accepted.end : one.start]))
        if not (is_value or goes_on or first is not one.first_day or _is_due(plain, one)):
            continue
        if _CITED.search(before) or (not is_value and _PAST.search(before)) or _is_past(one, time):
            continue
        accepted = one
        found.append(_of_days(text, plain, one, start, first))
    return found


def _of_days(text: str, plain: str, one: Dated, start: int, first: date | None) -> Deadline:
    """The deadline of a day or period, with the word before it that makes it one."""
    cue = _CUE.search(plain, max(0, start - _NEAR), start)
    if cue is not None:
        start = cue.start()
    if "đến" in plain[start : one.end] and first == one.first_day and one.last_day != first:
        first = None  # "đến cuối tháng 10": from when, it does not say
    return Deadline(
        kind=DeadlineKind.DATED,
        text=text[start : one.end],
        start=start,
        end=one.end,
        first_day=first,
        last_day=one.last_day,
        is_year_inferred=one.is_year_inferred,
    )


def _is_due(plain: str, one: Dated) -> bool:
    before = plain[max(0, one.start - _NEAR) : one.start]
    if _CUE.search(before):
        return True
    # "Quý II năm 2024, Phòng Nội vụ …" opens a sentence; "6 tháng cuối năm" says its own.
    return (
        one.start < _NEAR
        and bool(_OPENS.match(before))
        and plain[one.end : one.end + 1] in (",", ":")
    )


def _is_past(one: Dated, time: PaperTime) -> bool:
    if one.last_day is None:
        return False
    if time.signed_on is not None:
        return one.last_day < time.signed_on
    return time.year is not None and one.last_day.year < time.year


def _standing(text: str, plain: str, *, is_value: bool) -> list[Deadline]:
    return [
        Deadline(
            kind=DeadlineKind.STANDING,
            text=text[match.start() : _trimmed(text, match.end())],
            start=match.start(),
            end=_trimmed(text, match.end()),
        )
        for match in _STANDING.finditer(plain)
        if is_value or match[0] == "thường xuyên" or "suốt" in match[0]
    ]


def _with_ends(found: list[Deadline], text: str) -> list[Deadline]:
    """A rule with the day that ends it: "thứ Sáu hằng tuần, cho đến hết quý III năm 2026"."""
    kept: list[Deadline] = []
    for one in found:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.kind is DeadlineKind.RECURRING
            and one.kind is DeadlineKind.DATED
            and re.match(r"(?:cho\s+)?(?:đến|tới|trong)\b", one.text)
            and re.fullmatch(r"[\s,]*(?:cho\s+)?", text[last.end : one.start])
        ):
            kept[-1] = Deadline(
                kind=DeadlineKind.RECURRING,
                text=text[last.start : one.end],
                start=last.start,
                end=one.end,
                first_day=last.first_day or one.first_day,
                last_day=one.last_day,
                recurrence=last.recurrence,
                is_year_inferred=one.is_year_inferred,
            )
        elif last is not None and _says_day(last, one, text):
            kept[-1] = one
        elif last is not None and _narrows(last, one, text):
            kept[-1] = replace(one, first_day=one.first_day or last.first_day)
        else:
            kept.append(one)
    return kept


def _says_day(last: Deadline, one: Deadline, text: str) -> bool:
    """True for the second of "Hằng quý báo cáo … trước ngày 10 tháng cuối quý"."""
    first, rule = last.recurrence, one.recurrence
    return (
        first is not None
        and rule is not None
        and first.period is rule.period
        and not first.days
        and bool(rule.days)
        and re.search(r"[.;]", text[last.end : one.start]) is None
    )


def _narrows(last: Deadline, one: Deadline, text: str) -> bool:
    """True for the second of "Quý II/2024 (chậm nhất 25/6/2024)"."""
    return (
        last.kind is one.kind is DeadlineKind.DATED
        and last.first_day is not None
        and last.last_day is not None
        and one.last_day is not None
        and last.first_day <= one.last_day <= last.last_day
        and re.match(r"(?:chậm|muộn) nhất|trước", one.text.lower()) is not None
        and re.fullmatch(r"\s*[(,–-]?\s*", text[last.end : one.start]) is not None
    )
