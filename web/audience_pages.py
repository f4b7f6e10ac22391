"""Who may see a document, as its page and the preview say it and take it."""

from urllib.parse import quote as quote_url

from starlette.exceptions import HTTPException
from starlette.responses import Response

from corpus.audiences import (
    EVERYBODY,
    Audience,
    audience_of,
    find_audience,
    reader_of,
    set_audience,
)
from corpus.staff import RIGHTS, ROLE_WORDS, Right, Role
from corpus.staff_store import list_staff
from corpus.units import unit_key
from web import messages
from web.gate import Call, Page

_ROLES = tuple(role for role in Role if Right.EDIT_DOCUMENTS not in RIGHTS[role])


def audience_pages() -> tuple[Page, ...]:
    """The address."""
    edit = Right.EDIT_DOCUMENTS
    path = "/van-ban/{document_id}/nguoi-xem"
    return (Page(path=path, answer=change, right=edit, is_form=True),)


def change(call: Call) -> Response:
    """Say who may see a document; it holds at once."""
    document_id, audience = call.part("document_id"), audience_sent(call)
    if audience is None:
        raise HTTPException(400, messages.BAD_FORM)
    store, me = call.tools.store, call.staff.id
    set_audience(store, document_id, audience, staff_id=me, channel="web")
    return call.go(f"/van-ban/{quote_url(document_id, safe='')}?xong=nguoi-xem")


def audience_shown(call: Call, audience: Audience) -> dict[str, object]:
    """An audience for a template: what it is in words, how many people that is, what to choose."""
    people = [each for each in list_staff(call.tools.store) if each.is_active]
    chosen = {unit_key(unit) for unit in audience.units}
    names = [*audience.units, *(name for each in people for name in (each.unit, *each.units))]
    units = {unit_key(name): name for name in reversed(names) if unit_key(name)}
    return {
        "words": audience.words,
        "is_everybody": audience.is_everybody,
        "people": sum(audience.admits(reader_of(each)) for each in people),
        "roles": [(role.value, ROLE_WORDS[role], role in audience.roles) for role in _ROLES],
        "units": [(name, key in chosen) for key, name in sorted(units.items())],
    }


def audience_at(call: Call, document_id: str) -> dict[str, object]:
    """The same of a document that is there."""
    return audience_shown(call, find_audience(call.tools.store, document_id))


def audience_sent(call: Call) -> Audience | None:
    """The audience that a form says; None for a form that says nothing of it.

    Raises:
        HTTPException: it is said that only some may see it, and nobody is named.
    """
    chosen = call.field("nguoi_xem")
    if not chosen:
        return None
    if chosen == "moi-nguoi":
        return EVERYBODY
    try:
        roles = [Role(value) for value in call.chosen("vai_tro_xem")]
    except ValueError as error:
        raise HTTPException(400, messages.BAD_FORM) from error
    others = call.field("don_vi_khac", 2_000).replace(";", "\n").splitlines()
    audience = audience_of([*call.chosen("don_vi_xem"), *others], roles)
    if chosen != "chi" or audience.is_everybody:
        raise HTTPException(400, messages.NOBODY_CHOSEN)
    return audience
