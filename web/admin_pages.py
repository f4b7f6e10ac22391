"""Digests, opinions, staff and the audit."""

from datetime import date

from starlette.exceptions import HTTPException
from starlette.responses import Response

from cases.errors import CasesError
from cases.groups import Group
from cases.outbox import State
from corpus.audit import list_entries, verify
from corpus.feedback import list_opinions
from corpus.pairing import accounts_of, issue_code
from corpus.passwords import WeakPasswordError
from corpus.staff import Right, Role, Staff
from corpus.staff_store import (
    StaffError,
    add_staff,
    change_staff,
    list_staff,
    set_active,
    set_password,
    staff_by_id,
)
from corpus.unanswered import UnansweredQuestions
from web import messages
from web.gate import Call, Page

_AUDIT_PAGE = 100
_MOST_UNANSWERED = 200
_LONGEST_ID = 9  # digits
STATE_WORDS = {
    State.WAITING: "chờ gửi",
    State.SENDING: "đang gửi",
    State.SENT: "đã gửi",
    State.DEAD: "không gửi được",
}
KIND_WORDS = {
    "daily": "hằng ngày",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "personal": "cá nhân",
    "escalation": "báo cáo vượt ngưỡng",
    "duties": "nhiệm vụ",
}


def admin_pages() -> tuple[Page, ...]:
    """The addresses."""
    people = Right.STAFF
    return (
        Page(path="/tom-tat", answer=digests, right=Right.DIGESTS),
        Page(path="/gop-y", answer=opinions, right=Right.OPINIONS),
        Page(path="/can-bo", answer=staff, right=people),
        Page(path="/can-bo", answer=add, right=people, is_form=True),
        Page(path="/can-bo/{staff_id}", answer=person, right=people),
        Page(path="/can-bo/{staff_id}/vai-tro", answer=change, right=people, is_form=True),
        Page(path="/can-bo/{staff_id}/mat-khau", answer=password, right=people, is_form=True),
        Page(path="/can-bo/{staff_id}/trang-thai", answer=state, right=people, is_form=True),
        Page(path="/can-bo/{staff_id}/ma", answer=code, right=people, is_form=True),
        Page(path="/nhat-ky", answer=audit, right=Right.AUDIT),
    )


def digests(call: Call) -> Response:
    """The lists of a day: what was sent, and what the groups are due."""
    desk = call.tools
    try:
        day = date.fromisoformat(call.asked("ngay", 10))
    except ValueError:
        day = desk.today()
    problem: str | None = None
    groups: tuple[Group, ...] = ()
    try:
        groups = desk.cases.groups()
    except CasesError as error:
        problem = str(error)
    return call.show(
        "digests.html",
        day=day,
        today=desk.today(),
        problem=problem,
        deliveries=desk.cases.outbox.deliveries(day),
        groups=[
            (group, KIND_WORDS[group.kind.value], desk.cases.outbox.was_made(group.key(day)))
            for group in groups
        ],
        words=STATE_WORDS,
        is_worked=desk.cases.days.is_worked(day),
    )


def opinions(call: Call) -> Response:
    """Feedback, and the questions without an answer; that they were read is noted."""
    store = call.store  # what is said of a paper is for those who may see it
    call.note("opinions.read")
    return call.show(
        "opinions.html",
        opinions=list_opinions(store),
        unanswered=UnansweredQuestions(store).since()[:_MOST_UNANSWERED],
        names={each.id: each.name for each in list_staff(store)},
    )


def staff(call: Call) -> Response:
    """Everyone, and the form for a new person."""
    return _staff_page(call)


def _staff_page(call: Call, status_code: int = 200, *, problem: str | None = None) -> Response:
    typed = {
        name: call.field(name, 200) for name in ("tai_khoan", "ho_ten", "don_vi", "xem", "vai_tro")
    }
    return call.show(
        "staff.html",
        status_code,
        people=list_staff(call.tools.store),
        problem=problem,
        Role=Role,
        typed=typed,
    )


def add(call: Call) -> Response:
    """A new person."""
    try:
        added = add_staff(
            call.tools.store,
            account=call.field("tai_khoan"),
            name=call.field("ho_ten"),
            unit=call.field("don_vi"),
            units=_units(call),
            role=_role(call),
            password=call.field("mat_khau", 1_000) or None,
        )
    except (StaffError, WeakPasswordError) as error:
        return _staff_page(call, 400, problem=str(error))
    call.note("staff.add", str(added.id))
    return call.go(f"/can-bo/{added.id}?xong=can-bo")


def person(call: Call) -> Response:
    """One person: role, units, password, state, chat accounts."""
    return _person_page(call, _person(call))


def _person_page(
    call: Call,
    found: Staff,
    status_code: int = 200,
    *,
    problem: str | None = None,
    issued: object = None,
) -> Response:
    return call.show(
        "person.html",
        status_code,
        person=found,
        chats=accounts_of(call.tools.store, found.id),
        problem=problem,
        code=issued,
        Role=Role,
    )


def change(call: Call) -> Response:
    """A new role and new units."""
    found = _person(call)
    try:
        change_staff(
            call.tools.store,
            found.id,
            role=_role(call),
            unit=call.field("don_vi"),
            units=_units(call),
        )
    except StaffError as error:
        return _person_page(call, found, 400, problem=str(error))
    call.note("staff.role", str(found.id))
    return _saved(call, found)


def password(call: Call) -> Response:
    """A new password; the person's sessions end."""
    found = _person(call)
    try:
        set_password(call.tools.store, found.id, call.field("mat_khau", 1_000))
    except WeakPasswordError as error:
        return _person_page(call, found, 400, problem=str(error))
    call.note("staff.password", str(found.id))
    return _saved(call, found)


def state(call: Call) -> Response:
    """Shut a person out, or let them in again."""
    found = _person(call)
    is_active = call.field("hoat_dong") == "1"
    try:
        set_active(call.tools.store, found.id, is_active=is_active)
    except StaffError as error:
        return _person_page(call, found, 400, problem=str(error))
    call.note("staff.enable" if is_active else "staff.disable", str(found.id))
    return _saved(call, found)


def code(call: Call) -> Response:
    """A one-time code for a person's chat account, shown once."""
    found = _person(call)
    try:
        issued = issue_code(call.tools.store, call.tools.key, found.id)
    except StaffError as error:
        return _person_page(call, found, 400, problem=str(error))
    call.note("staff.code", str(found.id))
    return _person_page(call, found, issued=issued)


def audit(call: Call) -> Response:
    """The newest entries, and on asking whether the chain holds; that it was read is noted."""
    store = call.tools.store
    call.note("audit.read")
    before = call.number("truoc", 0) or None
    entries = list_entries(store, before=before, most=_AUDIT_PAGE)
    return call.show(
        "audit.html",
        entries=entries,
        names={each.id: each.account for each in list_staff(store)},
        verdict=verify(store) if call.asked("kiem") else None,
        older=entries[-1].number if len(entries) == _AUDIT_PAGE else None,
    )


def _person(call: Call) -> Staff:
    written = call.part("staff_id")
    if not (written.isascii() and written.isdecimal() and len(written) <= _LONGEST_ID):
        raise HTTPException(404)
    return staff_by_id(call.tools.store, int(written))


def _saved(call: Call, found: Staff) -> Response:
    return call.go(f"/can-bo/{found.id}?xong=can-bo")


def _role(call: Call) -> Role:
    try:
        return Role(call.field("vai_tro"))
    except ValueError as error:
        raise HTTPException(400, messages.BAD_FORM) from error


def _units(call: Call) -> list[str]:
    """Units written one a line, or divided by semicolons."""
    written = call.field("xem", 2_000).replace(";", "\n")
    return [line for line in written.splitlines() if line.strip()]
