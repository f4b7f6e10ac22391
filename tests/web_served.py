"""An application of the pages on loopback, so that a real browser can open it."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from cli.serving import WebServer
from corpus.staff import Role
from tests.web_office import WholeOffice

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_START_SECONDS = 10


@contextmanager
def served(office: WholeOffice) -> Iterator[str]:
    """The address of an office's pages, served by a thread."""
    config = uvicorn.Config(office.app, host="127.0.0.1", port=0, log_level="error")
    office.talk.is_over = False
    server = WebServer(config, office.talk)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + _START_SECONDS
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


def page_of(
    browser: Browser, address: str, office: WholeOffice, role: Role | None = None, width: int = 1280
) -> Page:
    """A page of a fresh browser; signed in when a role is named."""
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, locale="vi-VN"
    )
    if role is not None:
        cookie = office.cookies[role]
        context.add_cookies([{"name": "dunghan", "value": cookie, "url": address}])
    return context.new_page()
