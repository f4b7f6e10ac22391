"""Questions about one procedure, answered from its own fields; never from two procedures."""

import re
from dataclasses import dataclass

from answer.answers import Answer, Kind, Quote, Span
from answer.procedure_names import ProcedureNames
from answer.procedure_parts import AskedPart, Part, read_part
from answer.quoting import make_quote, trimmed, whole_quote
from answer.reading import Question
from corpus.citations import Level
from corpus.documents import Document, Passage, Role
from corpus.procedures import NO_VALUE, ListedProcedure
from corpus.store import Store

_KINDS = {
    Part.TIME: Kind.DEADLINE,
    Part.FEE: Kind.FIGURE,
    Part.AGENCY: Kind.RESPONSIBILITY,
    Part.LEVEL: Kind.RESPONSIBILITY,
    Part.BASES: Kind.REFERENCE,
}
_SECTIONS = {
    Part.COMPONENTS: "hồ sơ",
    Part.RESULT: "kết quả",
    Part.STEPS: "trình tự",
    Part.BASES: "căn cứ",
    Part.CONDITIONS: "điều kiện",
    Part.WAYS: "cách thức",
}
_LINES = {
    Part.LEVEL: ("Cấp thực hiện",),
    Part.SUBJECTS: ("Đối tượng thực hiện",),
    Part.AGENCY: ("Cơ quan có thẩm quyền", "Cơ quan được ủy quyền"),
    Part.WAYS: ("Địa chỉ tiếp nhận hồ sơ",),
}
_SAYS_TIME = re.compile(
    r"\d+ ?(?:\([^)]*\) ?)?(?:ngày|giờ|tháng|năm|tuần|phút)|thời hạn", re.IGNORECASE
)
_SAYS_FEE = re.compile(r"phí|đồng|VNĐ|USD", re.IGNORECASE)
_UNIT_MISSING = re.compile(r"^Thời gian: (\d[\d.,]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A quote and the spans of it that answer."""

    quote: Quote
    spans: tuple[str, ...]


class Procedures:
    """The procedures of a library. Nothing is read of them until a library holds one."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._change = -1
        self._names = ProcedureNames(())
        self._revisions: frozenset[int] = frozenset()

    def answer(self, question: Question) -> Answer | None:
        """The answer to a question about a procedure; None when it is about none."""
        names = self._current()
        if not len(names):
            return None
        asked = read_part(question.asked)
        meant = names.by_code(question.text)
        if meant is not None:
            return self._told(question, asked, meant)
        if question.places or question.numbers:
            return None
        is_said = "thu tuc" in question.asked
        if asked.part is None and not is_said:
            return None
        named = names.named(asked.rest, asked.whole)
        if named.chosen is not None:
            return self._told(question, asked, named.chosen)
        if named.candidates:
            return self._candidates(question, asked, named.candidates)
        return None

    @property
    def revisions(self) -> frozenset[int]:
        """The revisions of the documents of procedures, as the store is now."""
        self._current()
        return self._revisions

    def find(self, text: str, asked: str) -> tuple[ListedProcedure, ...]:
        """The procedure that a code or a name means, or the candidates; empty for none."""
        names = self._current()
        meant = names.by_code(text)
        if meant is not None:
            return (meant,)
        named = names.named(asked, asked)
        return (named.chosen,) if named.chosen else named.candidates

    def _current(self) -> ProcedureNames:
        change = self._store.latest_change()
        if change != self._change:
            listed = self._store.procedures()
            self._names = ProcedureNames(listed)
            self._revisions = frozenset(procedure.revision for procedure in listed)
            self._change = change
        return self._names

    def _told(self, question: Question, asked: AskedPart, meant: ListedProcedure) -> Answer:
        document = self._store.version(meant.revision)
        passages = self._store.passages(document.id, revision=meant.revision)
        told = _told_of(asked.part, document, passages)
        head = whole_quote(document, passages[0])
        notes = (f"Thủ tục: {_called(meant)}.", *_notes(asked.part, told))
        spans = tuple(
            Span(text=text, quote=number)
            for number, each in enumerate(told, start=1)
            for text in each.spans
        )
        return Answer(
            question=question.text,
            kind=_KINDS.get(asked.part, Kind.PROCEDURE) if asked.part else Kind.PROCEDURE,
            answered=bool(told),
            conclusion=spans,
            quotes=tuple(each.quote for each in told) or (head,),
            notes=notes,
            confidence=1.0 if told else 0.0,
        )

    def _candidates(
        self, question: Question, asked: AskedPart, candidates: tuple[ListedProcedure, ...]
    ) -> Answer:
        quotes = []
        for candidate in candidates:
            document = self._store.version(candidate.revision)
            first = self._store.passages(document.id, revision=candidate.revision)[0]
            quotes.append(make_quote(document, first, *_head_span(first)))
        listed = "; ".join(_called(candidate) for candidate in candidates)
        return Answer(
            question=question.text,
            kind=_KINDS.get(asked.part, Kind.PROCEDURE) if asked.part else Kind.PROCEDURE,
            answered=False,
            conclusion=(),
            quotes=tuple(quotes),
            notes=(
                f"Chưa rõ thủ tục nào được hỏi. Các thủ tục gần nhất: {listed}. "
                "Hãy hỏi lại kèm mã thủ tục hoặc nói rõ tên, cấp thực hiện.",
            ),
            confidence=0.0,
        )


def _called(procedure: ListedProcedure) -> str:
    name = procedure.name
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME].rsplit(' ', 1)[0]} …"
    return f"«{name}» (mã {procedure.code}, {procedure.level})"


_LONGEST_NAME = 160  # characters of a name in a note; the quotes hold it whole


def _head_span(passage: Passage) -> tuple[int, int]:
    """The lines from the name to the level."""
    end = passage.text.find("\nLoại thủ tục:")
    level = passage.text.find("\n", passage.text.find("\nCấp thực hiện:") + 1)
    return 0, end if end > 0 else level if level > 0 else trimmed(passage.text)[1]


def _told_of(
    part: Part | None, document: Document, passages: tuple[Passage, ...]
) -> tuple[_Told, ...]:
    """What the procedure says of a part; empty when the record has no such field."""
    if part is None:
        quote = whole_quote(document, passages[0])
        return (_Told(quote=quote, spans=(quote.text,)),)
    if part in (Part.TIME, Part.FEE):
        return tuple(_way(part, document, row) for row in _section(passages, "cách thức"))
    told = []
    for title in _LINES.get(part, ()):
        span = _line(passages[0].text, title)
        if span is not None:
            quote = make_quote(document, passages[0], *span)
            told.append(_Told(quote=quote, spans=(quote.text,)))
    if part is Part.AGENCY:
        told += [_whole(document, each) for each in passages if _field(each) == "cơ quan"]
    if part is Part.WAYS:
        told += [_whole(document, each) for each in _section(passages, "cách thức")]
    elif part in _SECTIONS:
        told += _run(document, _section(passages, _SECTIONS[part], with_cases=True))
    return tuple(told)


def _field(passage: Passage) -> str | None:
    first = passage.citation.steps[0]
    return first.label if first.level is Level.FIELD else None


def _section(
    passages: tuple[Passage, ...], label: str, *, with_cases: bool = False
) -> tuple[Passage, ...]:
    """The entries of a section without its title."""
    return tuple(
        passage
        for passage in passages
        if _field(passage) == label
        and len(passage.citation.steps) > 1
        and (with_cases or passage.role is not Role.HEADING)
    )


def _whole(document: Document, passage: Passage) -> _Told:
    quote = whole_quote(document, passage)
    return _Told(quote=quote, spans=(quote.text,))


def _run(document: Document, entries: tuple[Passage, ...]) -> list[_Told]:
    """A section quoted whole, as one quote: its entries stand one behind the other."""
    if not entries:
        return []
    if len(entries) == 1:
        return [_whole(document, entries[0])]
    start, end = entries[0].start, entries[-1].end
    text = document.text[start:end].rstrip()
    section = entries[0].citation.steps[:1]
    quote = Quote(
        document_id=document.id,
        document=document.number or document.title,
        title=document.title,
        source=document.source,
        citation=type(entries[0].citation)(document_id=document.id, steps=section),
        page=1,
        text=text,
        start=start,
        end=start + len(text),
    )
    return [_Told(quote=quote, spans=(text,))]


def _line(text: str, title: str) -> tuple[int, int] | None:
    """The span of a short field with its title; None when the head has none."""
    match = re.search(rf"^{title}: .*?(?=\n[^\n:]{{3,40}}: |\Z)", text, re.MULTILINE | re.DOTALL)
    if match is None:
        return None
    return match.start(), match.start() + len(match[0].rstrip())


def _way(part: Part, document: Document, row: Passage) -> _Told:
    """A way of filing: its time or its fee, and its description where that speaks of it."""
    quote = whole_quote(document, row)
    ends = [
        match.start()
        for match in re.finditer(r"^(?:Phí, lệ phí|Mô tả): ", quote.text, re.MULTILINE)
    ]
    fee = ends[0] if ends else len(quote.text)
    about = quote.text.find("\nMô tả: ")
    about = about if about >= 0 else len(quote.text)
    end = fee if part is Part.TIME else about
    first, rest = quote.text[:end].rstrip(), quote.text[about:].strip()
    says = _SAYS_TIME if part is Part.TIME else _SAYS_FEE
    # In its brackets a fee may say when, and a description what it costs: cases are said whole.
    if rest and says.search(rest):
        return _Told(quote=quote, spans=(first, rest) if end < about else (quote.text,))
    return _Told(quote=quote, spans=(first,))


def _notes(part: Part | None, told: tuple[_Told, ...]) -> list[str]:
    if part is None:
        return []
    if not told:
        return [f"Bản công bố thủ tục này không có mục {part.value}."]
    notes = []
    said = "\n".join(text for each in told for text in each.spans)
    if NO_VALUE in said:
        notes.append(f"Nơi ghi «{NO_VALUE}»: bản công bố không nêu; cần hỏi cơ quan thực hiện.")
    unit = _UNIT_MISSING.search(said) if part is Part.TIME else None
    if unit:
        notes.append(f"Bản công bố ghi thời gian «{unit[1]}» mà không ghi đơn vị; cần đối chiếu.")
    return notes
