"""The board of duties: by unit and deadline, with marks of completion."""

from datetime import date, timedelta
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from corpus.obligation_store import Task, TaskFilter
from corpus.staff import Right
from corpus.store import Store
from web import messages
from web.desk import Desk
from web.gate import Call, Page

_PAGE = 50
_SOON = timedelta(days=14)
COLUMNS = ("qua", "sap", "sau", "khong", "xong")  # overdue, soon, later, without a day, done


def task_pages() -> tuple[Page, ...]:
    """The addresses."""
    return (
        Page(path="/nhiem-vu", answer=board, right=Right.TASKS),
        Page(path="/nhiem-vu/xong", answer=mark, right=Right.MARK_TASKS, is_form=True),
        Page(path="/nhiem-vu/mo-lai", answer=take_back, right=Right.MARK_TASKS, is_form=True),
    )


def board(call: Call) -> Response:
    """The duties that one may see, in the column asked for."""
    today = call.tools.today()
    unit = call.asked("don_vi")
    column = call.asked("cot") if call.asked("cot") in COLUMNS else ""
    found = visible_tasks(call, unit)
    sorted_in: dict[str, list[Task]] = {name: [] for name in COLUMNS}
    for task in found:
        sorted_in[column_of(task, today)].append(task)
    column = column or next((name for name in COLUMNS[:4] if sorted_in[name]), "qua")
    shown = sorted_in[column]
    last = max(1, -(-len(shown) // _PAGE))
    page = min(max(call.number("trang", 1), 1), last)
    return call.show(
        "tasks.html",
        tasks=shown[(page - 1) * _PAGE : page * _PAGE],
        counts={name: len(tasks) for name, tasks in sorted_in.items()},
        column=column,
        unit=unit,
        units=_unit_names(found),
        today=today,
        page=page,
        last=last,
        may_mark=call.staff.may(Right.MARK_TASKS),
        query=lambda **more: urlencode({"cot": column, "don_vi": unit, **more}),
    )


def column_of(task: Task, today: date) -> str:
    """The column of the board in which a duty stands."""
    if task.completion is not None:
        return "xong"
    if task.due_on is None:
        return "khong"
    if task.due_on < today:
        return "qua"
    return "sap" if task.due_on <= today + _SOON else "sau"


def visible_tasks(call: Call, unit: str = "") -> tuple[Task, ...]:
    """The duties of the units that the person may see, the earliest due first."""
    scope = call.staff.scope
    return tasks_of(call.tools, call.store, scope, unit)


def tasks_of(
    desk: Desk, store: Store, scope: frozenset[str] | None, unit: str = ""
) -> tuple[Task, ...]:
    """The duties of a scope, None for all; with a unit only those of it as well.

    `store` is what the person may see of the desk's.
    """
    own = desk.own_units()
    today = desk.today()
    everything = store.tasks(today, TaskFilter(unit=unit or None), own)
    if scope is None:
        return everything
    seen = {
        task.obligation.id
        for name in scope
        for task in store.tasks(today, TaskFilter(unit=name), own)
    }
    return tuple(task for task in everything if task.obligation.id in seen)


def mark(call: Call) -> Response:
    """Mark a duty as done, by who is signed in."""
    task_id = _own_task(call)
    written = call.field("ngay", 10)
    try:
        day = date.fromisoformat(written) if written else call.tools.today()
    except ValueError as error:
        raise HTTPException(400, messages.BAD_DAY) from error
    note = call.field("ghi_chu", 500) or None
    call.tools.store.mark_done(task_id, by=call.staff.name, on=day, note=note)
    call.note("task.done", task_id)
    return call.go(_back(call, "xong"))


def take_back(call: Call) -> Response:
    """Open a duty again."""
    task_id = _own_task(call)
    call.tools.store.take_back(task_id, by=call.staff.name)
    call.note("task.undo", task_id)
    return call.go(_back(call, "mo-lai"))


def _own_task(call: Call) -> str:
    """The duty that the form names, when it is of a unit that the person may see."""
    task_id = call.field("ma", 300)
    if not any(task.obligation.id == task_id for task in visible_tasks(call)):
        raise HTTPException(403, messages.OTHER_UNIT)
    return task_id


def _back(call: Call, done: str) -> str:
    kept = {"cot": call.field("cot"), "don_vi": call.field("don_vi"), "xong": done}
    return "/nhiem-vu?" + urlencode({name: value for name, value in kept.items() if value})


def _unit_names(tasks: tuple[Task, ...]) -> list[str]:
    named = {unit.name for task in tasks for unit in task.obligation.leads}
    return sorted(named)
