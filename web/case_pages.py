"""Cases: figures, lists by status, health, imports, letters; of the units in scope only."""

import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from cases.cases import Case
from cases.errors import CasesError, LetterError
from cases.figures import Figures, Period, figures_by, rates_of
from cases.health import findings
from cases.letter_docx import letters_docx
from cases.letters import Office, latest_day, needs_letter, write_letter
from cases.statuses import FINISHED_STATUSES, OPEN_STATUSES, WORDS, Status, days_left, status_of
from corpus.schema import VIETNAM
from corpus.staff import Right
from corpus.units import same_unit
from ingest.errors import IngestError
from web import messages
from web.desk import Desk
from web.gate import UPLOAD_LIMIT, Call, Page
from web.intake_pages import safe_name

_PAGE = 50
_MOST_FINDINGS = 500
_FINISHED_DAYS = 365  # a list of finished cases reaches back so far
_DRAWING = threading.Lock()  # matplotlib draws one at a time
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def case_pages() -> tuple[Page, ...]:
    """The addresses."""
    see = Right.CASES
    take = Right.IMPORT_CASES
    return (
        Page(path="/ho-so", answer=dashboard, right=see),
        Page(path="/ho-so/bieu-do/{name}.svg", answer=chart, right=see),
        Page(path="/ho-so/danh-sach", answer=listed, right=see),
        Page(path="/ho-so/kiem-tra", answer=health, right=see),
        Page(path="/ho-so/nap", answer=import_form, right=take),
        Page(path="/ho-so/nap", answer=take_in, right=take, is_form=True, limit=UPLOAD_LIMIT),
        Page(path="/ho-so/mot/{code:path}", answer=one, right=see),
        Page(path="/ho-so/thu/{code:path}", answer=letter, right=Right.LETTERS, is_form=True),
    )


def in_scope(desk: Desk, scope: frozenset[str] | None, cases: Iterator[Case]) -> Iterator[Case]:
    """Those of the cases whose unit is of the scope; None: all."""
    if scope is None:
        yield from cases
        return
    seen = seen_units(desk, scope)
    yield from (case for case in cases if case.unit in seen)


def seen_units(desk: Desk, scope: frozenset[str]) -> frozenset[str]:
    """The units of the register that are of a scope, however they are written there."""
    names, _ = desk.cases.register.names()
    own = desk.own_units()
    return frozenset(name for name in names if any(same_unit(name, unit, own) for unit in scope))


def dashboard(call: Call) -> Response:
    """The figures of a period with its rates and charts, and what is open now."""
    desk, period = call.tools, _period(call)
    as_of = desk.cases.register.data_moment()
    groups = _figures(call, period)
    total = sum(groups.values(), Figures())
    counts = open_counts(desk, call.staff.scope)
    return call.show(
        "cases.html",
        as_of=as_of,
        period=period,
        groups=groups,
        total=total,
        rates=rates_of(total),
        counts=counts,
        words=WORDS,
        Status=Status,
        query=urlencode({"tu": period.start.isoformat(), "den": period.end.isoformat()}),
        may_import=call.staff.may(Right.IMPORT_CASES),
    )


def open_counts(desk: Desk, scope: frozenset[str] | None) -> dict[Status, int]:
    """How many open cases of a scope are in each state today."""
    today, tools = desk.today(), desk.cases
    found = in_scope(desk, scope, tools.register.open_cases())
    counted = Counter(status_of(case, today, tools.days, tools.near) for case in found)
    wanted = (Status.OVERDUE, Status.NEAR_DUE, Status.WITHIN, Status.PAUSED)
    return {status: counted.get(status, 0) for status in wanted}


def _figures(call: Call, period: Period) -> dict[str, Figures]:
    cases = in_scope(call.tools, call.staff.scope, call.tools.cases.register.all_cases())
    return dict(figures_by(cases, period, lambda case: case.unit))


def chart(call: Call) -> Response:
    """A chart as SVG."""
    # Only here: matplotlib takes a second to load, and looks for fonts the first time.
    from cases.charts import ageing, by_group  # noqa: PLC0415

    desk, name = call.tools, call.part("name")
    if name == "don-vi":
        groups = _figures(call, _period(call))
        with _DRAWING:
            drawn = by_group(groups, "svg")
    elif name == "qua-han":
        overdue = (case for case, status in _open(call) if status is Status.OVERDUE)
        past = [-left for case in overdue if (left := _left(desk, case)) is not None]
        with _DRAWING:
            drawn = ageing(past, "svg")
    else:
        raise HTTPException(404)
    return Response(drawn, media_type="image/svg+xml")


def _open(call: Call) -> Iterator[tuple[Case, Status]]:
    today, tools = call.tools.today(), call.tools.cases
    for case in in_scope(call.tools, call.staff.scope, tools.register.open_cases()):
        yield case, status_of(case, today, tools.days, tools.near)


def _left(desk: Desk, case: Case) -> int | None:
    return days_left(case, desk.today(), desk.cases.days)


def listed(call: Call) -> Response:
    """The cases of a state, the earliest due first."""
    desk = call.tools
    try:
        status = Status(call.asked("trang_thai") or Status.OVERDUE.value)
    except ValueError as error:
        raise HTTPException(404) from error
    unit = call.asked("don_vi")
    found = [case for case in _of_status(call, status) if not unit or case.unit == unit]
    found.sort(key=lambda case: (case.appointed_at is None, case.appointed_at, case.code))
    last = max(1, -(-len(found) // _PAGE))
    page = min(max(call.number("trang", 1), 1), last)
    shown = found[(page - 1) * _PAGE : page * _PAGE]
    without = {case.code for case in desk.cases.letters.without_letter(shown)}
    return call.show(
        "case_list.html",
        rows=[(case, _left(desk, case), case.code not in without) for case in shown],
        count=len(found),
        status=status,
        statuses=[each for each in WORDS if each in OPEN_STATUSES | FINISHED_STATUSES],
        words=WORDS,
        unit=unit,
        units=sorted({case.unit for case in found if case.unit} | ({unit} if unit else set())),
        page=page,
        last=last,
        as_of=desk.cases.register.data_moment(),
        query=lambda **more: urlencode({"trang_thai": status.value, "don_vi": unit, **more}),
    )


def _of_status(call: Call, status: Status) -> Iterator[Case]:
    desk, today = call.tools, call.tools.today()
    register = desk.cases.register
    if status in OPEN_STATUSES:
        found = register.open_cases()
    else:
        first = datetime.combine(today - timedelta(days=_FINISHED_DAYS), time(), VIETNAM)
        end = datetime.combine(today + timedelta(days=1), time(), VIETNAM)
        found = register.ended_between(first, end)
    for case in in_scope(desk, call.staff.scope, found):
        if status_of(case, today, desk.cases.days, desk.cases.near) is status:
            yield case


def health(call: Call) -> Response:
    """What the register lacks, case by case."""
    cases = in_scope(call.tools, call.staff.scope, call.tools.cases.register.all_cases())
    found = list(findings(cases, call.tools.today()))
    counts = Counter(each.fault for each in found)
    wanted = call.asked("loi")
    shown = [each for each in found if not wanted or each.fault.name == wanted]
    return call.show(
        "case_health.html",
        counts=counts.most_common(),
        shown=shown[:_MOST_FINDINGS],
        count=len(shown),
        wanted=wanted,
    )


def import_form(call: Call) -> Response:
    """The form that takes an export of the one-stop software."""
    return call.show("case_import.html", reports=(), problem=None)


def take_in(call: Call) -> Response:
    """Import the exports, and say what became of each row that did not go in."""
    files, reports, desk = call.files("tep"), [], call.tools
    if not files:
        return call.show("case_import.html", 400, reports=(), problem=messages.NO_FILE)
    moment = _moment(call)
    try:
        with tempfile.TemporaryDirectory(prefix="dunghan-") as folder:
            for file in files:
                path = Path(folder) / safe_name(file.filename or "")
                path.write_bytes(file.file.read())
                reports.append(desk.cases.register.take_in(path, desk.cases.names(), moment))
                call.note("cases.import", str(reports[-1].new + reports[-1].changed))
    except (CasesError, IngestError) as error:
        return call.show("case_import.html", 400, reports=tuple(reports), problem=str(error))
    return call.show("case_import.html", reports=tuple(reports), problem=None)


def _moment(call: Call) -> datetime | None:
    written = call.field("luc", 20)
    try:
        found = datetime.fromisoformat(written) if written else None
    except ValueError as error:
        raise HTTPException(400, messages.BAD_DAY) from error
    return found.replace(tzinfo=VIETNAM) if found else datetime.now(VIETNAM)


def one(call: Call) -> Response:
    """One case, with its letters and the form for a new one."""
    return _one_page(call, _case(call))


def _one_page(
    call: Call, case: Case, status_code: int = 200, *, problem: str | None = None
) -> Response:
    desk = call.tools
    tools = desk.cases
    status = status_of(case, desk.today(), tools.days, tools.near)
    may_write = call.staff.may(Right.LETTERS)
    return call.show(
        "case.html",
        status_code,
        case=case,
        status=WORDS[status],
        left=_left(desk, case),
        letters=tools.letters.of_case(case.code),
        needs=needs_letter(case, status),
        latest=latest_day(case, tools.days),
        may_write=may_write,
        head=tools.letterhead(),
        proposed=tools.days.after(desk.today(), 5),
        today=desk.today(),
        problem=problem,
    )


def letter(call: Call) -> Response:
    """Enter a letter into the book and hand it out as DOCX."""
    desk, case = call.tools, _case(call)
    written = call.field("hen_lai", 10)
    try:
        new = date.fromisoformat(written) if written else None
    except ValueError:
        return _one_page(call, case, 400, problem=messages.BAD_DAY)
    head = Office(
        name=call.field("co_quan", 200),
        parent=call.field("cap_tren", 200),
        place=call.field("dia_danh", 100),
        signer_title=call.field("chuc_vu", 100),
        signer=call.field("nguoi_ky", 100),
    )
    try:
        made = write_letter(
            case,
            desk.cases.register.applicant(case.code),
            head,
            written_on=desk.today(),
            reason=call.field("ly_do", 500),
            new_appointment=new,
            number=call.field("so", 60),
            days=desk.cases.days,
        )
        drawn = letters_docx([made])
        desk.cases.letters.enter(made, call.staff.name)
    except LetterError as error:
        return _one_page(call, case, 400, problem=str(error))
    call.note("letter", case.code)
    name = "".join(letter if letter.isalnum() or letter in "-._" else "-" for letter in case.code)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'thu-xin-loi-{name}.docx')}"
    }
    return Response(drawn, media_type=_DOCX, headers=headers)


def _case(call: Call) -> Case:
    """The case of the address, when it is of a unit that the person may see."""
    case = call.tools.cases.register.case(call.part("code"))
    scope = call.staff.scope
    if scope is not None and case.unit not in seen_units(call.tools, scope):
        raise HTTPException(403, messages.OTHER_UNIT)
    return case


def _period(call: Call) -> Period:
    """The days asked for; this year until today when none or none that can be read."""
    today = call.tools.today()
    try:
        start = date.fromisoformat(call.asked("tu", 10))
        end = date.fromisoformat(call.asked("den", 10))
    except ValueError:
        return Period(start=today.replace(month=1, day=1), end=today)
    return Period(start=min(start, end), end=max(start, end))
