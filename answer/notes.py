"""What a reader must know beside the quotes, in Vietnamese sentences."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from answer.answers import Kind, Span
from answer.deadlines import days_left, set_days
from answer.reading import Question
from answer.succession import REARRANGED_ON, successor_note
from answer.times import CITED_DAY
from corpus.documents import Document
from corpus.text import normalize

_CENTRAL_CITIES = ("hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ", "huế")
_PROVINCES_SHOWN = 5
_ASKS_TIME = frozenset({Kind.DEADLINE, Kind.VALIDITY})


def notes_for(
    question: Question,
    spans: Iterable[Span],
    documents: tuple[Document, ...],
    today: date,
    working_days_left: Callable[[date, date], int] | None = None,
) -> tuple[str, ...]:
    """What a reader must know beside the quotes, in Vietnamese sentences.

    The papers of an office that was rearranged are said to be of its time, with who succeeded it.
    """
    notes = []
    if question.read_as != question.text:
        notes.append(f"Câu hỏi được hiểu là: «{question.read_as}».")
    if _ASKS_TIME & set(question.kinds):
        notes += _time_notes(spans, today, working_days_left)
    notes += _unclear_notes(question)
    notes += former_notes(documents, today, question.provinces)
    drafts = [document for document in documents if document.number is None]
    notes += [
        f"Bản trong kho của {document.title} không ghi số văn bản; "
        "cần đối chiếu với bản đã ban hành."
        for document in drafts
    ]
    return tuple(dict.fromkeys(notes))


def _unclear_notes(question: Question) -> list[str]:
    """That a unit of the question is one of several of its name."""
    notes = []
    for unit, provinces in question.unclear_units:
        named = ", ".join(provinces[:_PROVINCES_SHOWN])
        more = ", …" if len(provinces) > _PROVINCES_SHOWN else ""
        notes.append(
            f"Có {unit} ở {len(provinces)} tỉnh, thành phố ({named}{more}); "
            "hãy ghi thêm tên tỉnh trong câu hỏi."
        )
    return notes


def _blank(match: re.Match[str]) -> str:
    """As many spaces, so that offsets stay."""
    return " " * len(match[0])


def _time_notes(
    spans: Iterable[Span], today: date, working_days_left: Callable[[date, date], int] | None
) -> list[str]:
    """Days left or passed for each period that the conclusion sets; working days where known."""
    found = [day for span in spans for day in set_days(CITED_DAY.sub(_blank, span.text))]
    return [
        f"Mốc «{day.text}»: {days_left(day.last_day, today)}"
        f"{_working(day.last_day, today, working_days_left)}."
        for day in found
    ]


def _working(
    last_day: date, today: date, working_days_left: Callable[[date, date], int] | None
) -> str:
    if working_days_left is None or last_day <= today:
        return ""
    return f" ({working_days_left(today, last_day)} ngày làm việc)"


def former_notes(
    documents: Iterable[Document], today: date, provinces: frozenset[str]
) -> list[str]:
    """One note for each issuer that is no more, in the order of their names."""
    if today < REARRANGED_ON:
        return []
    notes: dict[str, str] = {}
    for document in documents:
        issuer = document.issuer
        if issuer is None or issuer in notes:
            continue
        succeeded = successor_note(document, today, provinces)
        if _is_district(document):
            now = f"; {succeeded}. Văn bản lịch sử," if succeeded else ","
            notes[issuer] = (
                f"{issuer} là cơ quan cấp huyện; cấp huyện đã kết thúc hoạt động từ ngày "
                f"01/7/2025{now} cần xác định đơn vị kế thừa trước khi áp dụng."
            )
        elif succeeded:
            notes[issuer] = (
                f"Văn bản lịch sử: {issuer} là đơn vị của thời điểm đó, đã sắp xếp lại năm 2025; "
                f"{succeeded}."
            )
    return [notes[issuer] for issuer in sorted(notes)]


def _is_district(document: Document) -> bool:
    issuer = normalize(document.issuer or "")
    if document.signed_on and document.signed_on >= REARRANGED_ON:
        return False
    is_city = "thành phố" in issuer and not any(name in issuer for name in _CENTRAL_CITIES)
    return is_city or any(word in issuer for word in ("huyện", "quận", "thị xã"))
