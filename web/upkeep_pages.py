"""The state of index and backups; building the index again, and going back to the one before."""

from starlette.responses import Response

from corpus.staff import Right
from index.errors import EarlierIndexError, IndexBusyError, StaleIndexError
from index.generation import Manifest
from web import messages
from web.gate import Call, Page


def upkeep_pages() -> tuple[Page, ...]:
    """The addresses."""
    keeper = Right.UPKEEP
    return (
        Page(path="/he-thong", answer=upkeep, right=keeper),
        Page(path="/he-thong/dung-lai", answer=rebuild, right=keeper, is_form=True),
        Page(path="/he-thong/chi-muc-truoc", answer=roll_back, right=keeper, is_form=True),
    )


def upkeep(call: Call) -> Response:
    """How the library stands."""
    return _upkeep_page(call)


def _upkeep_page(call: Call, status_code: int = 200, *, problem: str = "") -> Response:
    keep, store = call.tools.upkeep, call.tools.store
    current: Manifest | None = None
    earlier: Manifest | None = None
    try:
        current, earlier = keep.index.status(), keep.index.earlier()
    except StaleIndexError as error:
        problem = problem or str(error)
    daily = keep.daily_backup
    return call.show(
        "upkeep.html",
        status_code,
        problem=problem,
        current=current,
        earlier=earlier,
        behind=store.latest_change() - current.applied if current else 0,
        progress=keep.rebuilding.progress(),
        backup=daily.state() if daily else None,
    )


def rebuild(call: Call) -> Response:
    """Begin to build the index again."""
    if not call.tools.upkeep.rebuilding.begin():
        return _upkeep_page(call, 409, problem=messages.IS_REBUILDING)
    call.note("index.rebuild")
    return call.go("/he-thong?xong=dung-lai")


def roll_back(call: Call) -> Response:
    """Take the index before into use again."""
    try:
        call.tools.upkeep.index.roll_back()
    except (EarlierIndexError, IndexBusyError) as error:
        call.note("index.rollback", result="refused")
        return _upkeep_page(call, 409, problem=str(error))
    call.note("index.rollback")
    return call.go("/he-thong?xong=chi-muc-truoc")
