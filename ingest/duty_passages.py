"""The duties of one passage, sentence by sentence, and what a passage says for those under it."""

import re
from dataclasses import dataclass, replace

from corpus.documents import Passage, Role
from corpus.obligations import Deadline, DeadlineKind, NamedUnit
from ingest.deadlines import PaperTime, find_deadlines
from ingest.drafts import Draft
from ingest.duty_clauses import chosen, cut_clauses
from ingest.duty_lines import Label, find_labelled
from ingest.duty_sentences import Assigned, read_assigned, split_sentences
from ingest.marks import find_mark
from ingest.paper_office import Office
from ingest.plain_words import LONGEST, plain_words
from ingest.targets import find_targets
from ingest.unit_mentions import find_units

_TITLE = 120
_HEADING = 240  # characters: a longer passage is prose, whatever stands under it
_FOR = re.compile(
    r"^(?:đối với|với|kiến nghị với|trách nhiệm của|nhiệm vụ của|giao(?: nhiệm vụ)?(?: cho)?"
    r"|yêu cầu|(?:kính )?đề nghị|phân công|về phía"
    r"|đồng chí)\s+"
)
_HEADING_REST = re.compile(
    r"^[\s.:;,()]*(?:(?:thuộc(?:\s+\w+){1,7}"
    r"|có trách nhiệm|chịu trách nhiệm|chủ trì|thực hiện|tập trung|triển khai"
    r"|khẩn trương|tổ chức|và|các|một số|những"
    r"|nội dung|nhiệm vụ|công việc|công tác|sau|sau đây|cụ thể|như sau|nghiêm túc|tốt|trọng tâm"
    r"|ngay|đơn vị)[\s.:;,()]*)*$"
)
_REPORTS = re.compile(
    r"^(?:kết quả (?![\w ,()]{0,40}(?:báo cáo|gửi|phải)\b)"
    r"|năm \d{4},|trong năm \d{4}, (?:ubnd|huyện|thành phố|xã)"
    r"|đến nay|hiện nay|qua (?:kiểm tra|rà soát)"
    r"|thời gian qua|tính đến|tổng số)|đứng hàng|được đánh giá qua|từ đầu năm"
    r"|đã (?:được )?(?:ban hành|thực hiện|triển khai|hoàn thành|đạt|tổ chức|cử|bổ sung"
    r"|khắc phục|chỉ đạo|phối hợp|tham mưu)\b"
)
_BRACKET_END = re.compile(r"\((?P<inner>[^()]{8,})\)\s*[:.]?\s*$")
_CLOSES = re.compile(
    r"^(?:trong quá trình (?:triển khai|thực hiện)|trên đây là|kế hoạch này (?:thay|có)"
    r"|quyết định này có)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Governing:
    """What a heading or lead-in says for everything under it."""

    leads: tuple[NamedUnit, ...] = ()
    cooperating: tuple[NamedUnit, ...] = ()
    deadline: Deadline | None = None
    is_heading: bool = False  # it has no duty of its own
    is_bracketed: bool = False  # said in brackets: a duty of its own where nothing stands under it


def without_mark(text: str) -> tuple[str, int]:
    """A passage's text after its mark ("1.", "a)", "-"), and where that begins."""
    mark = find_mark(text)
    end = mark.end if mark else 0
    return text[end:], end


def governing_of(passage: Passage, office: Office, time: PaperTime) -> Governing | None:
    """What a passage says for those under it: "1. Phòng Nội vụ", "Giao Phòng Kinh tế:".

    None for prose. A lead-in that ends in ":" has no duty of its own.
    """
    body, offset = without_mark(passage.text)
    plain = plain_words(body).rstrip()
    start = passage.start + offset
    opens = plain.endswith(":")
    told = _in_brackets(passage, body, start, office, time)
    if told is not None:
        return told
    if len(plain) > LONGEST or (
        not opens and (len(plain) > _HEADING or plain.endswith((".", ";", "./.")))
    ):
        return None
    units = find_units(body, office)
    assigned = read_assigned(body, units, office.name) if opens else Assigned()
    if not assigned:
        named = _FOR.sub("", plain)
        if not units or units[0].start > len(plain) - len(named) + 1:
            return Governing(is_heading=True) if opens and not _has_measure(body) else None
        runs = _opening_run(plain, units)
        if not _HEADING_REST.match(plain[runs[-1].end :]):
            return None
        assigned = Assigned(leads=runs)
    found = find_deadlines(body, time) if opens else []
    moved = Draft(
        leads=assigned.leads,
        cooperating=assigned.cooperating,
        deadline=chosen(found),
    ).moved(start)
    return Governing(
        leads=moved.leads,
        cooperating=moved.cooperating,
        deadline=moved.deadline,
        is_heading=True,
    )


def _in_brackets(
    passage: Passage, body: str, start: int, office: Office, time: PaperTime
) -> Governing | None:
    """What a heading says in brackets: "3. Xử lý phản ánh (Văn phòng chủ trì, thường xuyên)"."""
    bracket = _BRACKET_END.search(body) if len(body) < _HEADING else None
    if bracket is None or bracket.start() == 0 or passage.role is Role.TABLE:
        return None
    inner = bracket["inner"]
    said = labelled_draft(inner, office, time)
    if not said.leads and re.search(r"chủ trì|thực hiện|phụ trách|đầu mối", plain_words(inner)):
        assigned = read_assigned(inner, find_units(inner, office), office.name)
        said.leads, said.cooperating = assigned.leads, assigned.cooperating
        said.deadline = chosen(find_deadlines(inner, time, is_value=True))
    if not said.leads:
        return None
    said = said.moved(start + bracket.start("inner"))
    return Governing(
        leads=said.leads,
        cooperating=said.cooperating,
        deadline=said.deadline,
        is_heading=True,
        is_bracketed=True,
    )


def _has_measure(body: str) -> bool:
    return bool(find_targets(body))


def _opening_run(plain: str, units: list[NamedUnit]) -> tuple[NamedUnit, ...]:
    run = [units[0]]
    for unit in units[1:]:
        if not re.fullmatch(
            r"[\s,;&/]*(?:và|cùng)?\s*(?:các)?\s*", plain[run[-1].end : unit.start]
        ):
            break
        run.append(unit)
    return tuple(run)


def read_passage(
    passage: Passage,
    office: Office,
    time: PaperTime,
    above: Governing,
    *,
    may_be_nobodys: bool,
) -> list[Draft]:
    """The duties of a passage, spans in the document.

    Args:
        passage: prose, an item or a bullet.
        office: whose paper it is.
        time: when the paper was made.
        above: what the headings over it say.
        may_be_nobodys: a sentence with a time or a measure but no unit is a duty too.
    """
    body, offset = without_mark(passage.text)
    if _CLOSES.match(plain_words(body)) or body.isupper() or _is_title(passage, body):
        return []
    drafts: list[Draft] = []
    for begin, end in split_sentences(body[: 2 * LONGEST]):
        _read_sentence(
            drafts, body, begin, end, office=office, time=time, above=above, alone=may_be_nobodys
        )
    moved = [draft.moved(passage.start + offset) for draft in drafts]
    if passage.role is Role.HEADING and not body.rstrip().endswith((".", ";", ":")):
        moved = [draft for draft in moved if draft.leads]  # a subject, however long
    for draft in moved:
        if not draft.leads or draft.leads == _ABOVE:
            draft.leads = above.leads
            draft.cooperating = draft.cooperating or above.cooperating
        if draft.deadline is None:
            draft.deadline = above.deadline
    return moved


def _is_title(passage: Passage, body: str) -> bool:
    """True for a heading that names a subject and orders nothing."""
    return (
        passage.role is Role.HEADING
        and len(body) < _TITLE
        and not body.rstrip().endswith((".", ";", ":"))
        and not _FOR.match(plain_words(body))
    )


_ABOVE: tuple[NamedUnit, ...] = ()


def _read_sentence(  # noqa: PLR0913 - what a sentence is read by
    drafts: list[Draft],
    body: str,
    begin: int,
    end: int,
    *,
    office: Office,
    time: PaperTime,
    above: Governing,
    alone: bool,
) -> None:
    text = body[begin:end]
    plain = plain_words(text)
    labelled = find_labelled(text)
    if labelled and drafts and labelled[0].start < 40:
        _apply_inside(drafts, text, begin, office, time)
        return
    units = find_units(text, office)
    assigned = read_assigned(text, units, office.name)
    if _REPORTS.search(plain) and not assigned.is_order and "phấn đấu" not in plain:
        return
    deadlines = find_deadlines(text, time)
    targets = tuple(find_targets(text))
    previous = drafts[-1] if drafts else None
    if (
        not assigned
        and not above.leads
        and previous is None
        and not (alone and (deadlines or targets))
    ):
        return
    if not assigned and previous is not None and not _own_deadline(deadlines):
        # It goes on with the duty of the sentence before.
        more = Draft(targets=targets, end=end - begin).moved(begin)
        previous.targets += more.targets
        previous.end = more.end
        return
    leads, cooperating = assigned.leads, assigned.cooperating
    inherited = previous if not assigned else None
    for start, stop, deadline in cut_clauses(text, deadlines, targets):
        draft = Draft(
            leads=leads,
            cooperating=cooperating,
            deadline=deadline,
            targets=tuple(t for t in targets if start <= t.start < stop),
            start=start,
            end=stop,
        ).moved(begin)
        if inherited is not None:
            draft.leads = inherited.leads
            draft.cooperating = draft.cooperating or inherited.cooperating
        drafts.append(draft)
    for label in labelled:
        if label.start >= 40:
            _apply_inside(drafts, text, begin, office, time)
            break


def _own_deadline(deadlines: list[Deadline]) -> bool:
    """A time that makes a sentence a duty beside the one before; "thường xuyên" as it opens."""
    return any(one.kind is not DeadlineKind.STANDING or one.start == 0 for one in deadlines)


def _apply_inside(
    drafts: list[Draft], text: str, begin: int, office: Office, time: PaperTime
) -> None:
    """Labelled values at the end of a duty's own passage: "… Đơn vị chủ trì: Phòng X."."""
    said = labelled_draft(text, office, time).moved(begin)
    for draft in drafts:
        draft.leads = said.leads or draft.leads
        draft.cooperating = said.cooperating or draft.cooperating
        draft.deadline = said.deadline or draft.deadline
    drafts[-1].targets += said.targets


def labelled_draft(text: str, office: Office, time: PaperTime) -> Draft:
    """What the labelled values of a text say, spans in it."""
    draft = Draft()
    for value in find_labelled(text):
        words = text[value.start : value.end]
        if value.label in (Label.LEAD, Label.COOPERATING):
            units = tuple(
                replace(unit, start=unit.start + value.start, end=unit.end + value.start)
                for unit in find_units(words, office)
            )
            if value.label is Label.LEAD:
                draft.leads = units
            else:
                draft.cooperating = units
        elif value.label is Label.TIME:
            found = chosen(find_deadlines(words, time, is_value=True))
            if found is not None:
                draft.deadline = replace(
                    found, start=found.start + value.start, end=found.end + value.start
                )
        elif value.label is Label.PRODUCT:
            draft.targets += Draft(targets=tuple(find_targets(words))).moved(value.start).targets
    return draft
