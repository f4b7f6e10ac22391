"""The chat groups: those that wait, are approved or refused; and the groups that get lists."""

from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.responses import Response

from cases.errors import CasesError
from cases.group_state import LastList, last_list, let_go, next_due
from cases.groups import Group
from corpus.chat_groups import ChatGroups, GroupKey, GroupState
from corpus.staff import Right
from corpus.staff_store import list_staff
from web import messages
from web.admin_pages import KIND_WORDS, STATE_WORDS
from web.desk import Desk
from web.gate import Call, Page

_DECISIONS = {"cho-phep": GroupState.APPROVED, "tu-choi": GroupState.REFUSED}


def group_pages() -> tuple[Page, ...]:
    """The addresses."""
    return (
        Page(path="/nhom", answer=groups, right=Right.STAFF),
        Page(path="/nhom", answer=decide, right=Right.STAFF, is_form=True),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGroup:
    """A group of the office's file, with its state."""

    group: Group
    kind: str
    last: LastList | None
    due: datetime | None
    is_refused: bool


def groups(call: Call) -> Response:
    """Every group."""
    desk = call.tools
    found = _register(desk).listed()
    refused = {
        (each.key.channel, each.key.chat_id) for each in found if each.state is GroupState.REFUSED
    }
    problem: str | None = None
    listed: tuple[ListGroup, ...] = ()
    try:
        listed = tuple(_list_group(desk, group, refused) for group in desk.cases.groups())
    except CasesError as error:
        problem = str(error)
    return call.show(
        "groups.html",
        by_state={state: [each for each in found if each.state is state] for state in GroupState},
        GroupState=GroupState,
        fixed=sorted(desk.listed_groups),
        lists=listed,
        problem=problem,
        now=desk.store.now(),
        names={str(each.id): each.name for each in list_staff(desk.store)},
        words=STATE_WORDS,
    )


def decide(call: Call) -> Response:
    """Approve or refuse a group; what waits to be sent to a refused one is let go."""
    state = _DECISIONS.get(call.field("quyet_dinh"))
    wanted = tuple(call.field(name, 200) for name in ("kenh", "bot", "nhom"))
    register = _register(call.tools)
    key = next((g.key for g in register.listed() if _ids(g.key) == wanted), None)
    if state is None or key is None:
        raise HTTPException(400, messages.BAD_FORM)
    me = call.staff
    register.decide(key, state, by=str(me.id), staff_id=me.id, channel="web")
    if state is GroupState.REFUSED:
        let_go(call.tools.store.database, key.channel, key.chat_id)
    return call.go(f"/nhom?xong={'nhom-duoc' if state is GroupState.APPROVED else 'nhom-khong'}")


def _register(desk: Desk) -> ChatGroups:
    return ChatGroups(desk.store.database, desk.store.now)


def _ids(key: GroupKey) -> tuple[str, str, str]:
    return key.channel, key.bot_id, key.chat_id


def _list_group(desk: Desk, group: Group, refused: set[tuple[str, str]]) -> ListGroup:
    cases = desk.cases
    is_refused = (group.channel, group.recipient) in refused
    return ListGroup(
        group=group,
        kind=KIND_WORDS[group.kind.value],
        last=last_list(desk.store.database, group.name),
        due=None if is_refused else next_due(group, desk.store.now(), cases.days, cases.outbox),
        is_refused=is_refused,
    )
