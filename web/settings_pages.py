"""The settings in force, the office's files, versions; the letterhead and what counts as near."""

from starlette.responses import Response

from cases.errors import CasesError
from cases.office_file import OfficeFile
from corpus.staff import Right
from index.errors import StaleIndexError
from index.generation import Manifest
from web import messages
from web.gate import Call, Page

_TEXTS = ("name", "parent", "place", "signer_title", "signer", "letter_symbol")
_LONGEST_TEXT = 200


def settings_pages() -> tuple[Page, ...]:
    """The addresses."""
    keeper = Right.UPKEEP
    return (
        Page(path="/cai-dat", answer=shown, right=keeper),
        Page(path="/cai-dat/co-quan", answer=change, right=keeper, is_form=True),
    )


def shown(call: Call) -> Response:
    """Everything that is set."""
    return _page(call)


def _page(
    call: Call,
    status_code: int = 200,
    *,
    problem: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
    desk, keep = call.tools.settings, call.tools.upkeep
    office: dict[str, str] | None = None
    index: Manifest | None = None
    try:
        office = typed or _written(desk.read_office())
    except CasesError:
        problem = problem or messages.OFFICE_FILE_BROKEN
    try:
        index = keep.index.status()
    except StaleIndexError as error:
        problem = problem or str(error)
    return call.show(
        "settings.html",
        status_code,
        problem=problem,
        office=office,
        settings=desk.settings,
        files=desk.files(),
        versions=desk.versions(),
        counts=call.tools.store.counts(),
        index=index,
        index_at=keep.index.written_at() if index else None,
        backup=keep.daily_backup.state() if keep.daily_backup else None,
    )


def change(call: Call) -> Response:
    """Change the letterhead and what counts as near; which entries were changed is noted."""
    typed = {name: call.field(name, _LONGEST_TEXT) for name in (*_TEXTS, "near_days")}
    days = typed["near_days"]
    if not (days.isascii() and days.isdecimal()):
        return _page(call, 400, problem=messages.BAD_NEAR_DAYS, typed=typed)
    changes: dict[str, str | int] = {**typed, "near_days": int(days)}
    try:
        changed = call.tools.settings.write_office(changes)
    except CasesError as error:
        return _page(call, 400, problem=str(error), typed=typed)
    if changed:
        call.note("office.change", " ".join(changed))
    return call.go("/cai-dat?xong=co-quan")


def _written(file: OfficeFile) -> dict[str, str]:
    office = file.office
    return {
        "name": office.name,
        "parent": office.parent,
        "place": office.place,
        "signer_title": office.signer_title,
        "signer": office.signer,
        "letter_symbol": file.letter_symbol,
        "near_days": str(file.near.usual),
    }
