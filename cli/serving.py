"""The web chat and the chat channels in one event loop, over one library."""

import asyncio
import contextlib
import os
import signal
import socket
import webbrowser

import typer
import uvicorn

from answer.answers import Answer
from answer.dialogue import Dialogue
from bot.converse import Front
from bot.deliveries import Deliverer, open_bot
from bot.webhooks import Webhooks
from cases.answers import Viewer
from cases.groups import Group
from cli.ask import parse_day
from cli.case_office import CaseOffice, now, open_case_office
from cli.chats import Chats, open_egress, open_front
from cli.daily import keep_backups
from cli.list_making import make_lists, open_groups
from cli.serving_desk import open_desk
from cli.settings import Settings
from cli.web_channel import WebChannel
from cli.wiring import Library, open_library
from corpus.audiences import OUTSIDER, Reader, hidden_from, reader_of
from corpus.audit import delete_older
from corpus.chat_groups import ChatGroups
from corpus.daily_backup import DailyBackup
from corpus.database import Database
from corpus.documents import Document
from corpus.errors import DungHanError
from corpus.feedback import forget_questions
from corpus.staff_store import has_staff, staff_by_id
from corpus.store import Store
from corpus.talks import Talks
from web.app import Application, create_app
from web.case_pages import seen_units
from web.desk import Desk
from web.limits import limits_of
from web.office import Papers
from web.talk_desk import TalkDesk

_STOP_SECONDS = 30  # what was asked before the stop is answered within
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class AddressInUseError(DungHanError):
    """Another program listens where the web chat was to be."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Không mở được cổng {port} trên {host}: đang có chương trình khác dùng, hoặc địa chỉ "
            "không thuộc máy này. Hãy chọn cổng khác bằng «dunghan serve --port»."
        )


def run(settings: Settings, port: int, *, open_page: bool = False) -> None:
    """Serve until a signal comes. Blocks.

    Raises:
        AddressInUseError: the port can not be listened on.
        TokenRejectedError: Telegram does not know the token; the web chat is closed too.
    """
    with (
        open_library(settings) as library,
        open_case_office(settings) as cases,
        _listening(settings.web_host, port) as listener,
        open_desk(settings, library, cases) as desk,
    ):
        library.index.refresh()
        cases.groups()  # a file that can not be read is said now, not in the log tomorrow
        delete_older(library.store, settings.audit_days)
        forget_questions(library.store, settings.question_days)
        # uvicorn raises the signal again once it has closed everything.
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(settings, library, cases, desk, listener, open_page=open_page))


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise AddressInUseError(host, port) from error


def _open_page(address: str) -> None:
    """Open the address in a browser with windows, where there is one."""
    with contextlib.suppress(webbrowser.Error):
        browser = webbrowser.get()
        # A plain GenericBrowser is a text browser: it would take this terminal.
        if type(browser) is not webbrowser.GenericBrowser:
            browser.open(address)


async def _serve(  # noqa: PLR0913 -- what is open while it serves
    settings: Settings,
    library: Library,
    cases: CaseOffice,
    desk: Desk,
    listener: socket.socket,
    *,
    open_page: bool,
) -> None:
    """Web and bot until a signal ends the web server; what ends one ends the other."""
    address = f"http://{settings.web_host}:{listener.getsockname()[1]}/"
    typer.echo(f"Trang hỏi đáp: {address}  (dừng: Ctrl+C)", err=True)
    if not has_staff(library.store):
        here = f"http://127.0.0.1:{listener.getsockname()[1]}/thiet-lap?ma={desk.setup.code}"
        typer.echo(f"Tạo người quản trị đầu tiên (chỉ mở trên máy này): {here}", err=True)
    front = open_front(settings, library, cases.desk)
    talk = open_talk(settings, library, front)
    chats = Chats(settings, library, front)
    application = Webhooks(web_application(settings, library, cases, talk, desk), chats.webhooks)
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        server_header=False,
        log_config=None,  # its lines go where all others go
        timeout_graceful_shutdown=_STOP_SECONDS,
        # A header that anyone can send is believed of these alone.
        proxy_headers=bool(settings.running.trusted_proxies),
        forwarded_allow_ips=list(settings.running.trusted_proxies),
    )
    server = WebServer(config, talk)
    stop = asyncio.Event()

    def leave(_signal: int, _frame: object) -> None:
        server.should_exit = True

    # uvicorn raises the signal again at its end; what the channels began is to be finished first.
    signal.signal(signal.SIGTERM, leave)
    web = asyncio.create_task(server.serve(sockets=[listener]))
    if open_page:
        asyncio.get_running_loop().run_in_executor(None, _open_page, address)
    tasks = [web, *(asyncio.ensure_future(run(stop)) for run in chats.tasks)]
    chat_groups = ChatGroups(library.store.database, library.store.now)

    def groups() -> tuple[Group, ...]:
        return open_groups(cases.groups(), chat_groups)

    tasks.append(asyncio.create_task(make_lists(groups, cases.schedule, stop)))
    if desk.upkeep.daily_backup is not None:
        tasks.append(asyncio.create_task(keep_backups(desk.upkeep.daily_backup, stop)))
    if settings.telegram_token:
        database = library.store.database
        sending = _deliver(settings, settings.telegram_token, cases, database, stop)
        tasks.append(asyncio.create_task(sending))
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stop.set()
    await asyncio.gather(*tasks)
    await talk.finish()


class WebServer(uvicorn.Server):
    """Ends the open streams of the chat page before it waits for connections to close."""

    def __init__(self, config: uvicorn.Config, talk: TalkDesk) -> None:
        super().__init__(config)
        self._talk = talk

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close everything, in order."""
        self._talk.end_pages()
        await super().shutdown(sockets)


async def _deliver(
    settings: Settings, token: str, cases: CaseOffice, database: Database, stop: asyncio.Event
) -> None:
    bot = open_bot(token, settings.telegram_base_url, settings.telegram_proxy)
    sender = f"{socket.gethostname()}/{os.getpid()}"
    egress = open_egress(settings, database)
    await Deliverer(outbox=cases.outbox, bot=bot, sender=sender, egress=egress).run(stop)


def open_talk(settings: Settings, library: Library, front: Front) -> TalkDesk:
    """The chat page's side of the conversation, kept in the store."""
    store = library.store
    return TalkDesk(
        assistant=WebChannel(front=front),
        talks=Talks(store.database, store.now, settings.question_days),
        hidden_from=lambda person: _hidden(store, person),
    )


def _hidden(store: Store, person: str) -> tuple[Document, ...]:
    """The papers that a person of the page may not see; a demonstration's is an outsider."""
    staff = staff_by_id(store, int(person)) if person.isdecimal() else None
    hidden = hidden_from(store, reader_of(staff))
    if not hidden:
        return ()
    everything = store.documents(include_withdrawn=True)
    return tuple(document for document in everything if document.id in hidden)


def web_application(
    settings: Settings,
    library: Library,
    cases: CaseOffice,
    talk: TalkDesk,
    desk: Desk | None = None,
) -> Application:
    """The web pages over a library and the office's cases; without a desk the chat alone."""
    everybody = _papers(library, OUTSIDER)
    return create_app(
        ask=everybody.ask,
        ask_cases=lambda question, units: cases.desk.ask(
            question, Viewer(units=_named_there(desk, units)), parse_day(None)
        ),
        ask_after=everybody.ask_after,
        list_documents=everybody.list_documents,
        read_document=everybody.read_document,
        read_passages=everybody.read_passages,
        papers_of=lambda reader: _papers(library, reader),
        health=lambda: _health(library, desk.upkeep.daily_backup if desk else None),
        talk=talk,
        hosts=settings.web_hosts or (*_LOOPBACK, settings.web_host),
        desk=desk,
        limits=limits_of(settings.running.questions_a_minute),
    )


def _named_there(desk: Desk | None, units: frozenset[str] | None) -> frozenset[str] | None:
    """The units of the register that a person may see, however they are written there."""
    return units if units is None or desk is None else seen_units(desk, units)


def _papers(library: Library, reader: Reader) -> Papers:
    """What a reader may see, looked up anew by each call."""

    def ask(question: str, before: str | None = None) -> Answer:
        return library.ask(question, parse_day(None), Dialogue(question=before), reader=reader)

    return Papers(
        ask=ask,
        ask_after=ask,
        list_documents=lambda: library.views.of(reader).store.documents(),
        read_document=lambda name: library.views.of(reader).store.document(name),
        read_passages=lambda name: library.views.of(reader).store.passages(name),
    )


def _health(library: Library, daily: DailyBackup | None) -> dict[str, object]:
    manifest = library.index.refresh()
    told: dict[str, object] = {"documents": manifest.documents, "passages": manifest.passages}
    if daily is not None:
        state = daily.state()
        is_well = not state.problem and not state.is_late(now())
        told["backup"] = "ok" if is_well else "failed" if state.problem else "late"
    return told
