"""Signing in and out, the first administrator, and one's own account."""

from urllib.parse import urlsplit

from starlette.responses import Response

from corpus.pairing import accounts_of, issue_code, unlink
from corpus.passwords import WeakPasswordError
from corpus.staff import Right, Role
from corpus.staff_sessions import Kind, begin_session, end_session, list_sessions, visit
from corpus.staff_store import StaffError, add_staff, check_password, has_staff, set_password
from web import messages
from web.gate import COOKIE, Call, Page, begin_cookie, is_local
from web.limits import retry_after, too_many, wait_words

_LONGEST_PASSWORD = 1_000
_LONGEST_NUMBER = 9  # digits of a session's: what any database takes


def account_pages() -> tuple[Page, ...]:
    """The addresses; those without a right are for who is not signed in yet."""
    mine = Right.ASK
    return (
        Page(path="/dang-nhap", answer=sign_in_form, right=None),
        Page(path="/dang-nhap", answer=sign_in, right=None, is_form=True),
        Page(path="/dang-xuat", answer=sign_out, right=mine, is_form=True),
        Page(path="/thiet-lap", answer=setup_form, right=None),
        Page(path="/thiet-lap", answer=set_up, right=None, is_form=True),
        Page(path="/tai-khoan", answer=account, right=mine),
        Page(path="/tai-khoan/mat-khau", answer=change_password, right=mine, is_form=True),
        Page(path="/tai-khoan/phien", answer=end_one, right=mine, is_form=True),
        Page(path="/tai-khoan/ma", answer=chat_code, right=mine, is_form=True),
        Page(path="/tai-khoan/lien-ket", answer=untie, right=mine, is_form=True),
        Page(path="/tai-khoan/token", answer=api_token, right=mine, is_form=True),
    )


def sign_in_form(call: Call) -> Response:
    """The form; who is signed in already goes on."""
    if call.me is not None:
        return call.go("/")
    return _sign_in_page(call, problem=None)


def _sign_in_page(call: Call, problem: str | None, status_code: int = 200) -> Response:
    return call.show(
        "sign_in.html",
        status_code,
        problem=problem,
        wanted=_inner(call.asked("tiep", 2_000) or call.field("tiep", 2_000)),
        has_staff=has_staff(call.tools.store),
    )


def sign_in(call: Call) -> Response:
    """A new session: its token is always a fresh one, whatever the browser brought."""
    store = call.tools.store
    wait = call.limits.sign_in.begin(call.request)
    if wait:
        return _slow_down(_sign_in_page(call, _too_many(wait), 429), wait)
    account = call.field("tai_khoan", 100)
    person = check_password(store, account, call.field("mat_khau", _LONGEST_PASSWORD))
    if person is None:
        call.note("sign_in", result="refused")
        return _sign_in_page(call, messages.WRONG_SIGN_IN, 401)
    call.limits.sign_in.succeeded(call.request)
    _end_this(call)
    return _signed_in(call, person.id, _inner(call.field("tiep", 2_000)))


def _too_many(seconds: float) -> str:
    return messages.TOO_MANY_TRIES.format(wait=wait_words(seconds))


def _slow_down(response: Response, seconds: float) -> Response:
    response.headers.update(retry_after(seconds))
    return response


def _signed_in(call: Call, staff_id: int, path: str) -> Response:
    label = browser_words(call.request.headers.get("user-agent", ""))
    token = begin_session(call.tools.store, staff_id, Kind.WEB, label)
    response = call.go(path)
    begin_cookie(response, call.request, token)
    began = visit(call.tools.store, token, Kind.WEB)
    if began is not None:
        Call(
            request=call.request,
            desk=call.desk,
            visit=began,
            token="",
            form=call.form,
            templates=call.templates,
            limits=call.limits,
        ).note("sign_in")
    return response


def _end_this(call: Call) -> None:
    if call.visit is not None:
        end_session(call.tools.store, call.visit.staff.id, call.visit.session.number)


def sign_out(call: Call) -> Response:
    """End this session."""
    _end_this(call)
    call.note("sign_out")
    response = call.go("/dang-nhap")
    response.delete_cookie(COOKIE)
    return response


def setup_form(call: Call) -> Response:
    """The form for the first administrator; the printed code is in the address."""
    code = call.asked("ma")
    if not _may_set_up(call, code):
        return call.show("error.html", 403, problem=messages.WRONG_SETUP)
    return call.show("setup.html", code=code, problem=None)


def set_up(call: Call) -> Response:
    """Make the first administrator, once."""
    desk, code = call.tools, call.field("ma")
    with desk.setup.lock:
        if not _may_set_up(call, code):
            return call.show("error.html", 403, problem=messages.WRONG_SETUP)
        try:
            person = add_staff(
                desk.store,
                account=call.field("tai_khoan"),
                name=call.field("ho_ten"),
                unit=call.field("don_vi"),
                role=Role.ADMINISTRATOR,
                password=call.field("mat_khau", _LONGEST_PASSWORD),
            )
        except (StaffError, WeakPasswordError) as error:
            return call.show("setup.html", 400, code=code, problem=str(error))
    call.note("staff.setup", str(person.id))
    return _signed_in(call, person.id, "/can-bo")


def _may_set_up(call: Call, code: str) -> bool:
    if not is_local(call.request) or has_staff(call.tools.store):
        return False
    wait = call.limits.setup.begin(call.request)
    if wait:
        raise too_many(wait)
    fits = call.tools.setup.fits(code)
    if fits:
        call.limits.setup.succeeded(call.request)
    return fits


def account(call: Call) -> Response:
    """One's sessions, chat accounts and API tokens."""
    return _account_page(call)


def _account_page(
    call: Call, status_code: int = 200, *, problem: str | None = None, **shown: object
) -> Response:
    store, me = call.tools.store, call.staff
    found = list_sessions(store, me.id)
    context = {"code": None, "api_token": None, **shown}
    return call.show(
        "account.html",
        status_code,
        problem=problem,
        sessions=[each for each in found if each.kind is Kind.WEB],
        tokens=[each for each in found if each.kind is Kind.API],
        this=call.visit.session.number if call.visit else 0,
        chats=accounts_of(store, me.id),
        **context,
    )


def change_password(call: Call) -> Response:
    """A new password needs the old one; every other session ends."""
    store, me = call.tools.store, call.staff
    if check_password(store, me.account, call.field("cu", _LONGEST_PASSWORD)) is None:
        return _account_page(call, 400, problem=messages.WRONG_OLD_PASSWORD)
    try:
        set_password(store, me.id, call.field("moi", _LONGEST_PASSWORD))
    except WeakPasswordError as error:
        return _account_page(call, 400, problem=str(error))
    call.note("staff.password", str(me.id))
    return _signed_in(call, me.id, "/tai-khoan?xong=mat-khau")


def end_one(call: Call) -> Response:
    """End one of one's own sessions or API tokens."""
    number = call.field("so", _LONGEST_NUMBER)
    if number.isascii() and number.isdecimal():
        end_session(call.tools.store, call.staff.id, int(number))
        call.note("session.end", number)
    return call.go("/tai-khoan?xong=phien")


def chat_code(call: Call) -> Response:
    """A one-time code, shown once."""
    issued = issue_code(call.tools.store, call.tools.key, call.staff.id)
    call.note("staff.code", str(call.staff.id))
    return _account_page(call, code=issued)


def untie(call: Call) -> Response:
    """Untie one of one's own chat accounts."""
    wanted = (call.field("kenh"), call.field("bot"), call.field("nguoi"))
    for chat in accounts_of(call.tools.store, call.staff.id):
        if (chat.channel, chat.bot_id, chat.user_id) == wanted:
            unlink(call.tools.store, channel=chat.channel, bot_id=chat.bot_id, user_id=chat.user_id)
            call.note("staff.unlink", chat.channel)
    return call.go("/tai-khoan?xong=lien-ket")


def api_token(call: Call) -> Response:
    """A token for a program, shown once."""
    label = call.field("ten", 100) or "API"
    token = begin_session(call.tools.store, call.staff.id, Kind.API, label)
    call.note("token.issue")
    return _account_page(call, api_token=token)


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox/", "Firefox"),
             ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


def browser_words(agent: str) -> str:
    """What a browser calls itself, in words: "Chrome trên Windows"."""
    browser = next((words for mark, words in _BROWSERS if mark in agent), "Trình duyệt")
    system = next((words for mark, words in _SYSTEMS if mark in agent), "")
    return f"{browser} trên {system}" if system else browser


def _inner(wanted: str) -> str:
    """A path of ours to go on to; "/" for anything that could lead elsewhere."""
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or "\\" in wanted:
        return "/"
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or not wanted.isprintable():
        return "/"
    return wanted
