"""A procedure laid out as a document: field by field, a passage for each thing to quote."""

from dataclasses import dataclass, field

from corpus.citations import FIELD_WORDS, Citation, Level, Step
from corpus.documents import Document, Note, Passage, ReadDocument, Role
from corpus.procedures import PROCEDURE_KIND, Component, FilingWay, Procedure


@dataclass(slots=True)
class _Sheet:
    """Passages one behind the other; the text is theirs, put together."""

    code: str
    passages: list[Passage] = field(default_factory=list)
    length: int = 0

    def add(
        self, text: str, *steps: Step, role: Role = Role.BODY, trail: tuple[str, ...] = ()
    ) -> None:
        whole = f"{text}\n"
        self.passages.append(
            Passage(
                citation=Citation(document_id=self.code, steps=steps),
                role=role,
                trail=trail,
                text=whole,
                start=self.length,
                end=self.length + len(whole),
                first_page=1,
                last_page=1,
            )
        )
        self.length += len(whole)


def lay_out(
    procedure: Procedure, *, source: str, sha256: str, notes: tuple[Note, ...] = ()
) -> ReadDocument:
    """The document of a procedure, with its passages. Its id is the procedure's code."""
    sheet = _Sheet(procedure.code)
    head = "\n".join(_head_lines(procedure))
    sheet.add(head, Step(Level.FIELD, "tóm tắt"), role=Role.HEADER)
    _add_list(sheet, "trình tự", procedure.steps, step_level=Level.STEP)
    _add_list(sheet, "cách thức", tuple(map(_way_text, procedure.ways)), role=Role.TABLE)
    _add_components(sheet, procedure.components)
    if procedure.executing_agency:
        sheet.add(f"Cơ quan thực hiện: {procedure.executing_agency}", Step(Level.FIELD, "cơ quan"))
    _add_list(sheet, "điều kiện", tuple(filter(None, (procedure.conditions,))))
    _add_list(sheet, "kết quả", _whole(procedure.results))
    bases = tuple(
        f"{basis.name} — số {basis.number}" if basis.number else basis.name
        for basis in procedure.legal_bases
    )
    _add_list(sheet, "căn cứ", _whole(bases), role=Role.LEGAL_BASIS)
    document = Document(
        id=procedure.code,
        number=procedure.code,
        kind=PROCEDURE_KIND,
        subject=procedure.name,
        source=source,
        sha256=sha256,
        page_count=1,
        page_starts=(0,),
        text="".join(passage.text for passage in sheet.passages),
    )
    return ReadDocument(document=document, passages=tuple(sheet.passages), notes=notes)


def _whole(lines: tuple[str, ...]) -> tuple[str, ...]:
    """A list that is quoted whole, as one entry; none when it is empty."""
    return ("\n".join(lines),) if lines else ()


def _head_lines(procedure: Procedure) -> list[str]:
    """The short fields as lines with their titles."""
    lines = (
        ("Tên thủ tục", procedure.name),
        ("Mã thủ tục", procedure.code),
        ("Số quyết định công bố", procedure.decision),
        ("Cấp thực hiện", procedure.level),
        ("Loại thủ tục", procedure.kind),
        ("Lĩnh vực", procedure.field),
        ("Đối tượng thực hiện", procedure.subjects),
        ("Cơ quan có thẩm quyền", procedure.deciding_agency),
        ("Địa chỉ tiếp nhận hồ sơ", procedure.receiving_address),
        ("Cơ quan được ủy quyền", procedure.delegated_agency),
        ("Cơ quan phối hợp", procedure.cooperating_agency),
        ("Thủ tục hành chính liên quan", procedure.related),
    )
    return [f"{title}: {value}" for title, value in lines if value]


def _add_list(
    sheet: _Sheet,
    label: str,
    entries: tuple[str, ...],
    *,
    role: Role = Role.BODY,
    step_level: Level = Level.ENTRY,
) -> None:
    """A section with its title and an entry in each passage; nothing when it has no entry."""
    if not entries:
        return
    place = Step(Level.FIELD, label)
    title = _title(label)
    sheet.add(title, place, role=Role.HEADING)
    used: set[str] = set()
    for position, entry in enumerate(entries, start=1):
        level, name = _named(entry, position, step_level, used)
        sheet.add(entry, place, Step(level, name), role=role, trail=(title,))


def _named(entry: str, position: int, level: Level, used: set[str]) -> tuple[Level, str]:
    """The level and label of an entry: a step by its own number, others by their order."""
    if level is not Level.STEP:
        return level, str(position)
    digits = entry.lower().partition("bước")[2].strip()[:3]
    number = "".join(c for c in digits if c.isdigit())
    starts_so = "bước" in entry[:12].lower() and number
    if not starts_so:
        return Level.PARAGRAPH, str(position)
    label, turn = number, 1
    while label in used:
        turn += 1
        label = f"{number} (lần {turn})"
    used.add(label)
    return level, label


def _add_components(sheet: _Sheet, components: tuple[Component, ...]) -> None:
    if not components:
        return
    place, title = Step(Level.FIELD, "hồ sơ"), _title("hồ sơ")
    sheet.add(title, place, role=Role.HEADING)
    case: str | None = None
    number = 0
    for position, component in enumerate(components, start=1):
        if component.case != case and component.case:
            number += 1
            sheet.add(component.case, place, Step(Level.CASE, str(number)), role=Role.HEADING)
        case = component.case
        trail = (title, " ".join(case.split())) if case else (title,)
        entry = Step(Level.ENTRY, str(position))
        sheet.add(_component_text(component), place, entry, role=Role.TABLE, trail=trail)


def _component_text(component: Component) -> str:
    lines = [component.name]
    if component.forms:
        lines.append("Mẫu đơn, tờ khai: " + "; ".join(component.forms))
    counts = []
    if component.originals is not None:
        counts.append(f"{component.originals} bản chính")
    if component.copies is not None:
        counts.append(f"{component.copies} bản sao")
    if counts:
        lines.append("Số lượng: " + ",".join(counts))
    return "\n".join(filter(None, lines))


def _way_text(way: FilingWay) -> str:
    lines = [
        f"Hình thức nộp: {way.way}",
        f"Thời gian: {way.time_limit}",
        f"Phí, lệ phí: {way.fee}",
    ]
    if way.description:
        lines.append(f"Mô tả: {way.description}")
    return "\n".join(lines)


def _title(label: str) -> str:
    words = FIELD_WORDS[label]
    return words[0].upper() + words[1:]
