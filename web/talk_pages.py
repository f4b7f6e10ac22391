"""The chat page: the talk as it stands, messages in, new entries out, and what is forgotten."""

import hashlib
import re
import secrets
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse

from corpus.audit import record
from corpus.staff import Right
from corpus.staff_sessions import Kind as SessionKind
from corpus.staff_sessions import visit
from corpus.staff_store import has_staff
from corpus.store import Store
from corpus.talks import Kind
from web import messages
from web.chat import QUESTION_LIMIT, question_problem
from web.gate import COOKIE, Call, Page
from web.talk import Message, Place, Told
from web.talk_desk import TalkDesk, TooManyWaitError
from web.talk_stream import TalkStream

_ID = re.compile(r"[\w-]{8,64}", re.ASCII)
_PRESSED = re.compile(r"(?P<under>\d{1,15}) (?P<action>[\w:-]{1,64})", re.ASCII)
_NEW = "moi"
_MOST_CITED = 20
_TOO_MANY = 429


def talk_pages(desk: TalkDesk) -> tuple[Page, ...]:
    """The addresses of the chat page."""
    pages = _TalkPages(desk)
    return (
        Page(path="/", answer=pages.home, right=Right.ASK, in_demo=True),
        Page(path="/", answer=pages.send_plain, right=Right.ASK, is_form=True, in_demo=True),
        Page(
            path="/tin",
            answer=pages.send,
            right=Right.ASK,
            is_form=True,
            in_demo=True,
            is_program=True,
        ),
        Page(path="/tin/moi", answer=pages.stream, right=Right.ASK, in_demo=True, is_program=True),
        Page(path="/tin/xoa", answer=pages.forget, right=Right.ASK, is_form=True, in_demo=True),
    )


def note_told(
    store: Store | None, on_answer: Callable[[bool], None]
) -> Callable[[Place, Told], None]:
    """Counts an answer, and notes for whom it cited what; nothing of a demonstration is noted."""

    def note(place: Place, told: Told) -> None:
        is_answer = told.answer is None or told.answer.answered
        if told.answer is not None:
            on_answer(is_answer)
        if store is None or not place.person.isdecimal() or not (told.answer or told.cited):
            return
        record(
            store,
            "ask",
            staff_id=int(place.person),
            channel="web",
            subject=" ".join(told.cited[:_MOST_CITED]) if is_answer else "",
            result="ok" if is_answer else "refused",
        )

    return note


class _TalkPages:
    """One method per address."""

    def __init__(self, desk: TalkDesk) -> None:
        self._desk = desk

    def home(self, call: Call) -> Response:
        """The talk that the address names, else the one that was last continued."""
        wanted = call.asked("cuoc")
        person = _person(call)
        begun = self._desk.talks.begun(person)
        if not wanted and begun:
            wanted = begun[0].talk
        return self._show(call, Place(person=person, talk=_id(wanted)))

    async def send_plain(self, call: Call) -> Response:
        """Take a message and show the page with the answer, for browsers without JavaScript."""
        message = _message(call)
        problem = _problem(message)
        task = None
        if problem is None:
            try:
                task = await self._desk.take(message)
            except TooManyWaitError:
                problem = messages.TOO_MANY_WAIT
        if problem is not None:
            return await run_in_threadpool(
                self._show, call, message.place, 400, question=message.text, problem=problem
            )
        if task is not None:
            await task
        return call.go(await run_in_threadpool(self._address, message.place))

    async def send(self, call: Call) -> Response:
        """Take a message; its answer comes over the stream."""
        message = _message(call)
        problem = _problem(message)
        if problem is not None:
            return call.show("_problem.html", 400, problem=problem)
        try:
            await self._desk.take(message)
        except TooManyWaitError:
            return call.show("_problem.html", _TOO_MANY, problem=messages.TOO_MANY_WAIT)
        return JSONResponse({}, 202)

    async def stream(self, call: Call) -> Response:
        """The entries of a talk from a number on, as they come."""
        place = Place(person=_person(call), talk=_id(call.asked("cuoc")))
        if not self._desk.has_room(place.person):
            raise HTTPException(_TOO_MANY, messages.TOO_MANY_PAGES)
        stream = TalkStream(
            desk=self._desk,
            place=place,
            after=_after(call),
            template=call.templates.get_template("_entry.html"),
            may_read=lambda: _may_still(call),
        )
        return StreamingResponse(
            stream.events(),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},  # a relay hands each event on at once
        )

    async def forget(self, call: Call) -> Response:
        """Delete all that this person said here and was told."""
        await self._desk.forget(_person(call))
        await run_in_threadpool(call.note, "talks.forget")
        return call.go("/?xong=xoa-lich-su")

    def _show(
        self,
        call: Call,
        place: Place,
        status_code: int = 200,
        *,
        question: str = "",
        problem: str | None = None,
    ) -> Response:
        talks = self._desk.talks
        views = self._desk.entries(place)
        menu = self._desk.assistant.menu(place.person)
        return call.show(
            "home.html",
            status_code,
            talk=place.talk,
            entries=sorted(views, key=lambda view: view.place),
            last=max((view.number for view in views), default=0),
            begun=talks.begun(place.person),
            kept_days=talks.days,
            commands=[each for each in menu if not each.for_administrator],
            office_commands=[each for each in menu if each.for_administrator],
            is_working=self._desk.is_working(place),
            message_id=secrets.token_urlsafe(12),
            question=question,
            problem=problem,
        )

    def _address(self, place: Place) -> str:
        """The page of the talk, at what was last said there."""
        entries = self._desk.talks.entries(place.person, place.talk)
        own = [entry for entry in entries if entry.kind is not Kind.TOLD]
        # A press has no words of its own: what it brought is the newest.
        shown = own[-1] if own and own[-1].kind is Kind.SAID else entries[-1] if entries else None
        return f"/?cuoc={place.talk}" + (f"#m{shown.place}" if shown else "")


def _person(call: Call) -> str:
    """The number of the register; in a demonstration the browser, by what only it knows."""
    if call.me is not None:
        return str(call.me.id)
    return f"khach-{hashlib.sha256(call.guest.encode()).hexdigest()[:24]}"


def _id(written: str) -> str:
    """A talk's id as it was sent; a new one in the place of anything else."""
    is_id = written != _NEW and _ID.fullmatch(written)
    return written if is_id else secrets.token_urlsafe(9)


def _message(call: Call) -> Message:
    place = Place(person=_person(call), talk=_id(call.field("cuoc")))
    written = call.field("ma_tin")
    message_id = written if _ID.fullmatch(written) else secrets.token_urlsafe(12)
    pressed = _PRESSED.fullmatch(call.field("nut"))
    if pressed is not None:
        under, action = int(pressed["under"]), pressed["action"]
        return Message(place=place, id=message_id, action=action, under=under)
    text = call.field("lenh") or call.field("cau_hoi", QUESTION_LIMIT + 1)
    return Message(place=place, id=message_id, text=text)


def _problem(message: Message) -> str | None:
    return question_problem(message.text) if message.action is None else None


def _after(call: Call) -> int:
    """The last entry that the page has: what it says on connecting again goes first."""
    said = call.request.headers.get("last-event-id", "")
    if said.isascii() and said.isdecimal():
        return int(said[:15])
    return call.number("sau", 0)


def _may_still(call: Call) -> bool:
    """True while the session stands, its role allows it, or the demonstration goes on."""
    if call.visit is None or call.desk is None:
        return call.desk is None or not has_staff(call.desk.store)
    token = call.request.cookies.get(COOKIE, "")
    found = visit(call.desk.store, token, SessionKind.WEB, is_used=False)
    return found is not None and found.staff.may(Right.ASK)
