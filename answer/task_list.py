"""Lists from the obligation register: "phòng Nội vụ phải làm những gì trong quý II/2024".

Each duty is quoted whole with its place; its deadline is said in a note, in the paper's words and
as the days that it means. A question that also names a matter is left to the search.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from answer.answers import Answer, Kind, Quote, Span
from answer.deadlines import days_left
from answer.notes import former_notes
from answer.offices import place_of
from answer.periods import Period, find_period, plain_of
from answer.reading import Question
from answer.units_named import unit_named
from corpus.documents import Document
from corpus.obligation_store import Task, TaskFilter
from corpus.obligations import DeadlineKind, NamedUnit
from corpus.store import Store
from corpus.units import Unit, unit_key

LONGEST_LIST = 100  # duties on one answer; what is left out is counted aloud

_ASKS_DUTIES = re.compile(
    r"\b(?:lam|thuc hien|hoan thanh|xong) (?:nhung |cac )?"
    r"(?:gi|viec gi|viec nao|nhiem vu (?:gi|nao))\b"
    r"|\b(?:nhung|cac|bao nhieu|may|danh sach|liet ke)(?: cac| nhung)? "
    r"(?:cong )?(?:viec|nhiem vu|dau viec)\b"
    r"|\b(?:co|duoc giao|lam|nhung) (?:nhung |cac )?(?:viec|nhiem vu) (?:gi|nao)\b"
    r"|\b(?:viec|nhiem vu|deadline|han)(?: \w+)? (?:nao|gi)\b.*"
    r"\b(?:den han|het han|phai xong|hoan thanh)\b"
    r"|\b(?:viec|nhiem vu) (?:sap|nao sap) (?:den|toi|het) han\b|\bnhiem vu (?:gi|nao)\b"
    r"|\bnhung gi\b"
)
_ONLY_OPEN = re.compile(r"\bchua (?:xong|lam|hoan thanh|thuc hien)\b|\bcon (?:lai|phai lam)\b")
_OWN = re.compile(
    r"\b(?:phong|don vi|co quan|bo phan|ban|ubnd xa|xa|phuong|nganh) "
    r"(?:toi|minh|em|ta|chung toi|chung ta|tui|cua toi|cua minh|cua em)\b"
)
# Words that ask for duties and name none.
_LIST_WORDS_SPELT = (
    "phai lam nhung gi viec nhiem vu dau cong duoc giao can thuc hien nao co trong truoc den "
    "het toi han xong hoan thanh cua cac danh sach liet ke cho biet chu tri phoi hop bao "
    "nhieu may va la sap con chua thi o tai minh em anh chi ai nay do cham nhat tu cuoi nam "
    "thang quy ngay giup xin hoi hay ra he thong tong tat ca toan bo theo van ban thoi gian "
    "trach gom noi ve deadline task list nhe a voi dum gium lai tuan sau nua"
)
_LIST_WORDS = frozenset(_LIST_WORDS_SPELT.split())
_GROUP_PLACE = re.compile(r"\b(?:huyen|thanh pho|tp|thi xa|quan|tinh|xa|phuong|thi tran)\b")
_NO_OWN_UNIT = (
    "Chưa biết anh/chị thuộc đơn vị nào. Hãy ghi tên đơn vị trong câu hỏi, như «Phòng Nội vụ phải "
    "làm những gì trong quý này?»."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuestion:
    """A question for a list of duties. At least one of `unit` and `period` is given."""

    unit: str | None
    period: Period | None
    only_open: bool


def may_ask_duties(asked: str) -> bool:
    """Whether a question uses words that ask for duties; `asked` is without accents."""
    return _ASKS_DUTIES.search(asked) is not None


def read_task_question(
    question: Question, today: date, units: Iterable[str], own_unit: str | None
) -> TaskQuestion | None:
    """What list is asked for; None when the question asks for something else.

    Args:
        question: as it is understood.
        today: the day from which "quý này" is counted.
        units: the names of units that the register has.
        own_unit: the asker's own; "phòng tôi" means it.
    """
    plain = plain_of(question.read_as)
    period = find_period(question.read_as, today)
    rest = plain
    if period is not None:
        rest = f"{plain[: period.start]} {plain[period.end :]}"
    own = _OWN.search(rest)
    unit = None
    if own:
        unit, rest = own_unit or "", _OWN.sub(" ", rest)
    else:
        key = f" {unit_key(rest)} "
        named = unit_named(key, units)
        if named is not None:
            unit, words = named
            rest = key.replace(f" {words} ", " ", 1)
    for place in question.places:
        rest = rest.replace(place, " ")
    rest = _GROUP_PLACE.sub(" ", rest)
    if any(word not in _LIST_WORDS for word in re.findall(r"[a-z]+", rest)):
        return None
    if unit is None and period is None:
        return None
    return TaskQuestion(unit=unit, period=period, only_open=bool(_ONLY_OPEN.search(plain)))


def unit_names(tasks: Iterable[Task]) -> frozenset[str]:
    """The names of the units that duties name, groups left out."""
    return frozenset(
        unit.name
        for task in tasks
        for unit in (*task.obligation.leads, *task.obligation.cooperating)
        if not unit.is_group
    )


def task_answer(
    question: Question,
    asked: TaskQuestion,
    store: Store,
    today: date,
    own_units: Callable[[], Iterable[Unit]],
) -> Answer:
    """The whole list, the earliest due first, with its count; a refusal when it is empty."""
    if asked.unit == "":
        return _answer(question, (), (_NO_OWN_UNIT,))
    period = asked.period
    wanted = TaskFilter(
        unit=asked.unit,
        first_day=period.first if period else None,
        last_day=period.last if period else None,
        only_open=asked.only_open,
    )
    found = [
        task
        for task in store.tasks(today, wanted, tuple(own_units()))
        if _is_of_places(task, question.places)
    ]
    shown = found[:LONGEST_LIST]
    papers: dict[str, Document] = {}
    quotes = tuple(_quote(task, store, papers) for task in shown)
    head = _head(asked, len(found), len(shown))
    if not found:
        return _answer(question, (), (head,))
    return _answer(
        question,
        quotes,
        (
            head,
            *(f"[{n}] {_due(task, today)}" for n, task in enumerate(shown, start=1)),
            *former_notes(papers.values(), today, question.provinces),
        ),
    )


def _is_of_places(task: Task, places: frozenset[str]) -> bool:
    office = place_of(task.obligation.office)
    return not places or office is None or office in places


def _quote(task: Task, store: Store, papers: dict[str, Document]) -> Quote:
    one = task.obligation
    document_id = one.citation.document_id
    paper = papers.get(document_id) or papers.setdefault(document_id, store.document(document_id))
    return Quote(
        document_id=document_id,
        document=paper.number or paper.title,
        title=paper.title,
        source=paper.source,
        citation=one.citation,
        page=one.page,
        text=one.action,
        start=one.start,
        end=one.end,
    )


def _head(asked: TaskQuestion, count: int, shown: int) -> str:
    whose = f" của {asked.unit}" if asked.unit else ""
    when = f" có hạn trong {asked.period.words}" if asked.period and asked.period.first else ""
    if asked.period and not asked.period.first:
        when = f" có hạn {asked.period.words}"
    state = " chưa đánh dấu xong" if asked.only_open else ""
    if not count:
        return f"Sổ nhiệm vụ không có nhiệm vụ nào{state}{whose}{when}."
    more = f"; đây là {shown} nhiệm vụ đầu" if shown < count else ""
    return f"Sổ nhiệm vụ có {count} nhiệm vụ{state}{whose}{when}, xếp theo hạn gần nhất{more}."


def _due(task: Task, today: date) -> str:
    deadline = task.obligation.deadline
    who = _who(task)
    if deadline is None:
        said = "văn bản không ghi hạn"
    else:
        said = f"hạn ghi «{' '.join(deadline.text.split())}»"
        if task.due_on is not None:
            said += f": {days_left(task.due_on, today)}"
        elif deadline.kind is DeadlineKind.STANDING:
            said += ": thường xuyên"
        if deadline.is_year_inferred:
            said += " (năm suy từ năm của văn bản)"
    done = f"; đã đánh dấu xong ngày {task.completion.done_on:%d/%m/%Y}" if task.completion else ""
    through = f"; giao chung cho: {task.through}" if task.through else ""
    return f"{who}{said}{through}{done}."


def _who(task: Task) -> str:
    leads, helping = _names(task.obligation.leads), _names(task.obligation.cooperating)
    named = "; ".join(
        part for part in (leads and f"chủ trì: {leads}", helping and f"phối hợp: {helping}") if part
    )
    return f"{named[0].upper()}{named[1:]}; " if named else ""


def _names(units: tuple[NamedUnit, ...]) -> str:
    return ", ".join(dict.fromkeys(unit.name for unit in units))


def _answer(question: Question, quotes: tuple[Quote, ...], notes: tuple[str, ...]) -> Answer:
    return Answer(
        question=question.text,
        kind=Kind.TASKS,
        answered=bool(quotes),
        conclusion=tuple(Span(text=quote.text, quote=n) for n, quote in enumerate(quotes, start=1)),
        quotes=quotes,
        notes=notes,
        confidence=1.0 if quotes else 0.0,
    )
