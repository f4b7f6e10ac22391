"""What people and programs read of a duty."""

from collections.abc import Iterable, Iterator
from datetime import date

from corpus.obligation_store import Task
from corpus.obligations import Deadline, DeadlineKind, NamedUnit, Target

_NOBODY = "(văn bản không nêu đơn vị)"
_LONGEST = 300


_GROUPS = (
    "ĐÃ QUA HẠN",
    "ĐẾN HẠN TRONG 30 NGÀY TỚI",
    "ĐẾN HẠN SAU ĐÓ",
    "THƯỜNG XUYÊN",
    "HẠN TÙY THEO SỰ VIỆC",
    "KHÔNG GHI HẠN",
    "ĐÃ XONG",
)
_SOON = 30  # days: what is due by then stands under a heading of its own


def tasks_page(tasks: Iterable[Task], today: date) -> Iterator[str]:
    """Duties under the headings of when they are due, each as `task_lines` gives it."""
    by_group: dict[str, list[Task]] = {}
    for task in tasks:
        by_group.setdefault(_group(task, today), []).append(task)
    for group in _GROUPS:
        listed = by_group.get(group, [])
        if listed:
            yield f"{group} ({len(listed)})"
        yield from (task_lines(task, today) for task in listed)


def _group(task: Task, today: date) -> str:
    if task.completion is not None:
        return "ĐÃ XONG"
    if task.due_on is None:
        deadline = task.obligation.deadline
        if deadline is None:
            return "KHÔNG GHI HẠN"
        is_standing = deadline.kind is DeadlineKind.STANDING
        return "THƯỜNG XUYÊN" if is_standing else "HẠN TÙY THEO SỰ VIỆC"
    days = (task.due_on - today).days
    if days < 0:
        return "ĐÃ QUA HẠN"
    return "ĐẾN HẠN TRONG 30 NGÀY TỚI" if days <= _SOON else "ĐẾN HẠN SAU ĐÓ"


def task_lines(task: Task, today: date) -> str:
    """A duty in a few lines: when, who, what, how much, where it says so."""
    one = task.obligation
    lines = [
        f"{_due(task, today)}  {_names(one.leads) or _NOBODY}",
        f"    Việc: {_shortened(one.action)}",
    ]
    if one.cooperating:
        lines.append(f"    Phối hợp: {_names(one.cooperating)}")
    if one.deadline is not None:
        lines.append(
            f"    Hạn ghi: «{' '.join(one.deadline.text.split())}»{_caution(one.deadline)}"
        )
    if one.targets:
        lines.append(f"    Chỉ tiêu: {'; '.join(_target(target) for target in one.targets)}")
    if task.through:
        lines.append(f"    Giao chung cho: {task.through}")
    if task.completion is not None:
        done = task.completion
        note = f" ({done.note})" if done.note else ""
        lines.append(f"    Đã xong ngày {_written(done.done_on)}, {done.by} đánh dấu{note}")
    issuer = f" của {one.office}" if one.office else ""
    lines.append(f"    Theo: {one.citation.words}, {task.title}{issuer}, trang {one.page}")
    lines.append(f"    Mã: {one.id}")
    return "\n".join(lines)


def _due(task: Task, today: date) -> str:
    deadline = task.obligation.deadline
    if task.completion is not None:
        return "[xong]"
    if task.due_on is None:
        if deadline is None:
            return "[không ghi hạn]"
        if deadline.kind is DeadlineKind.STANDING:
            return "[thường xuyên]"
        return "[hạn chưa tính được ngày]"
    days = (task.due_on - today).days
    left = "hôm nay" if days == 0 else f"còn {days} ngày" if days > 0 else f"đã qua {-days} ngày"
    return f"[{_written(task.due_on)}, {left}]"


def _caution(deadline: Deadline) -> str:
    return " (năm suy từ năm của văn bản)" if deadline.is_year_inferred else ""


def _names(units: tuple[NamedUnit, ...]) -> str:
    return "; ".join(unit.name for unit in units)


def _target(target: Target) -> str:
    return f"{target.measure}: {' '.join(target.text.split())}" if target.measure else target.text


def _written(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def task_fields(task: Task) -> dict[str, object]:
    """A duty as the JSON of docs/commands.md."""
    one, done = task.obligation, task.completion
    return {
        "id": one.id,
        "document": one.citation.document_id,
        "title": task.title,
        "source": task.source,
        "office": one.office,
        "citation": one.citation.words,
        "page": one.page,
        "leads": [_unit_fields(unit) for unit in one.leads],
        "cooperating": [_unit_fields(unit) for unit in one.cooperating],
        "action": one.action,
        "start": one.start,
        "end": one.end,
        "deadline": None if one.deadline is None else _deadline_fields(one.deadline),
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "targets": [_target_fields(target) for target in one.targets],
        "year": one.year,
        "through": task.through,
        "done": None
        if done is None
        else {"on": done.done_on.isoformat(), "by": done.by, "note": done.note},
    }


def _unit_fields(unit: NamedUnit) -> dict[str, object]:
    return {
        "name": unit.name,
        "office": unit.office,
        "is_group": unit.is_group,
        "start": unit.start,
        "end": unit.end,
    }


def _deadline_fields(deadline: Deadline) -> dict[str, object]:
    rule, wait = deadline.recurrence, deadline.wait
    return {
        "kind": deadline.kind.value,
        "text": deadline.text,
        "start": deadline.start,
        "end": deadline.end,
        "first_day": deadline.first_day.isoformat() if deadline.first_day else None,
        "last_day": deadline.last_day.isoformat() if deadline.last_day else None,
        "is_year_inferred": deadline.is_year_inferred,
        "recurrence": None
        if rule is None
        else {
            "period": rule.period.value,
            "every": rule.every,
            "times": rule.times,
            "days": list(rule.days),
            "months": list(rule.months),
        },
        "wait": None
        if wait is None
        else {"count": wait.count, "unit": wait.unit, "since": wait.since},
    }


def _target_fields(target: Target) -> dict[str, object]:
    return {
        "measure": target.measure,
        "operator": target.operator,
        "value": target.value,
        "value_to": target.value_to,
        "unit": target.unit,
        "text": target.text,
        "start": target.start,
        "end": target.end,
        "by": None if target.by is None else _deadline_fields(target.by),
    }
