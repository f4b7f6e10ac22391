"""The web chat and the chat channels in one event loop, over one library."""

import asyncio
import contextlib
import signal
import socket
import webbrowser

import typer
import uvicorn

from answer.answers import Answer
from bot.webhooks import Webhooks
from cli.ask import parse_day
from cli.chats import Chats
from cli.settings import Settings
from cli.wiring import Library, open_library
from corpus.errors import DungHanError
from web.app import Application, create_app

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
    with open_library(settings) as library, _listening(settings.web_host, port) as listener:
        library.index.refresh()
        # uvicorn raises the signal again once it has closed everything.
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(settings, library, listener, open_page=open_page))


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


async def _serve(
    settings: Settings, library: Library, listener: socket.socket, *, open_page: bool
) -> None:
    """Web and bot until a signal ends the web server; what ends one ends the other."""
    address = f"http://{settings.web_host}:{listener.getsockname()[1]}/"
    typer.echo(f"Trang hỏi đáp: {address}  (dừng: Ctrl+C)", err=True)
    chats = Chats(settings, library)
    application = Webhooks(web_application(settings, library), chats.webhooks)
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", access_log=False))
    stop = asyncio.Event()

    def leave(_signal: int, _frame: object) -> None:
        server.should_exit = True

    # uvicorn raises the signal again at its end; what the channels began is to be finished first.
    signal.signal(signal.SIGTERM, leave)
    web = asyncio.create_task(server.serve(sockets=[listener]))
    if open_page:
        asyncio.get_running_loop().run_in_executor(None, _open_page, address)
    tasks = [web, *(asyncio.ensure_future(run(stop)) for run in chats.tasks)]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stop.set()
    await asyncio.gather(*tasks)


def web_application(settings: Settings, library: Library) -> Application:
    """The web chat over a library."""
    return create_app(
        ask=lambda question: _ask(library, question),
        list_documents=library.store.documents,
        read_document=library.store.document,
        read_passages=library.store.passages,
        health=lambda: _health(library),
        hosts=settings.web_hosts or (*_LOOPBACK, settings.web_host),
    )


def _ask(library: Library, question: str) -> Answer:
    return library.assistant.answer(question, parse_day(None))


def _health(library: Library) -> dict[str, object]:
    manifest = library.index.refresh()
    return {"documents": manifest.documents, "passages": manifest.passages}
