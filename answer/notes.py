"""What a reader must know beside the quotes, in Vietnamese sentences."""

import re
from collections.abc import Iterable
from datetime import date

from answer.answers import Kind, Span
from answer.deadlines import days_left, set_days
from answer.reading import Question
from answer.times import CITED_DAY
from corpus.documents import Document
from corpus.text import normalize

_CENTRAL_CITIES = ("hà nội", "hồ chí minh", "đà nẵng", "hải phòng", "cần thơ", "huế")
_ASKS_TIME = frozenset({Kind.DEADLINE, Kind.VALIDITY})
_DISTRICT_ENDED = date(2025, 7, 1)  # Luật Tổ chức chính quyền địa phương 72/2025/QH15


def notes_for(
    question: Question, spans: Iterable[Span], documents: tuple[Document, ...], today: date
) -> tuple[str, ...]:
    """What a reader must know beside the quotes, in Vietnamese sentences."""
    notes = []
    if question.read_as != question.text:
        notes.append(f"Câu hỏi được hiểu là: «{question.read_as}».")
    if _ASKS_TIME & set(question.kinds):
        notes += _time_notes(spans, today)
    notes += _district_notes(documents, today)
    drafts = [document for document in documents if document.number is None]
    notes += [
        f"Bản trong kho của {document.title} không ghi số văn bản; "
        "cần đối chiếu với bản đã ban hành."
        for document in drafts
    ]
    return tuple(dict.fromkeys(notes))


def _blank(match: re.Match[str]) -> str:
    """As many spaces, so that offsets stay."""
    return " " * len(match[0])


def _time_notes(spans: Iterable[Span], today: date) -> list[str]:
    """Days left or passed for each period that the conclusion sets."""
    found = [day for span in spans for day in set_days(CITED_DAY.sub(_blank, span.text))]
    return [f"Mốc «{day.text}»: {days_left(day.last_day, today)}." for day in found]


def _district_notes(documents: Iterable[Document], today: date) -> list[str]:
    if today < _DISTRICT_ENDED:
        return []
    issuers = {document.issuer for document in documents if _is_district(document)}
    return [
        f"{issuer} là cơ quan cấp huyện; cấp huyện đã kết thúc hoạt động từ ngày 01/7/2025, "
        "cần xác định đơn vị kế thừa trước khi áp dụng."
        for issuer in sorted(filter(None, issuers))
    ]


def _is_district(document: Document) -> bool:
    issuer = normalize(document.issuer or "")
    if document.signed_on and document.signed_on >= _DISTRICT_ENDED:
        return False
    is_city = "thành phố" in issuer and not any(name in issuer for name in _CENTRAL_CITIES)
    return is_city or any(word in issuer for word in ("huyện", "quận", "thị xã"))
