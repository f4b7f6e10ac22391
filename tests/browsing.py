"""The pages in a real browser over the real command: an office to browse, wide and on a phone.

Pictures of each page are left in build/screens, for a person to look at.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.web_axe import faults_of

ROOT = Path(__file__).parents[1]
PAPERS = ROOT / "samples" / "papers"
PDF = PAPERS / "qd-15-2026-quy-dinh-xin-loi-gia-han.pdf"
LATE = PAPERS / "bc-214-cai-cach-hanh-chinh-quy-iii-2026.pdf"
SCREENS = ROOT / "build" / "screens"
COMMAND = [sys.executable, "-c", "from cli.main import main; main()"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "nắng vàng trên sông"
QUESTION = "Báo cáo quý về cải cách hành chính gửi trước ngày nào?"
WIDTHS = {"rong": 1280, "hep": 390}


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The running command: where its pages are, and where the first administrator is made."""

    address: str
    setup: str


def run(home: Path, *arguments: str) -> None:
    """One command on the office of a folder."""
    subprocess.run(  # noqa: S603 -- our own command
        [*COMMAND, *arguments],
        env={**os.environ, "DUNGHAN_HOME": str(home)},
        check=True,
        capture_output=True,
    )


@contextmanager
def serving(home: Path) -> Iterator[Served]:
    """An office with the sample papers and some hundred cases, until the end."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    papers = [path for path in sorted(PAPERS.iterdir()) if path != LATE]
    run(home, "ingest", *map(str, papers))
    run(home, "cases", "sample", "--rows", "300", "--seed", "3", "--out", str(home / "so.xlsx"))
    run(home, "cases", "import", str(home / "so.xlsx"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [*COMMAND, "serve", "--port", str(port)],
        # One person asks here what a whole office asks.
        env={**os.environ, "DUNGHAN_HOME": str(home), "DUNGHAN_CHAT_RATE": "1000"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    said = process.stderr.readline() + process.stderr.readline()
    setup = re.search(r"http://127\.0\.0\.1:\d+/thiet-lap\?ma=\S+", said)
    assert setup is not None
    yield Served(address=f"http://127.0.0.1:{port}", setup=setup[0])
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The browser of this machine."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM)
        yield opened
        opened.close()


def page_of(browser: Browser, served: Served, name: str) -> Page:
    """A page of a fresh browser with a given width; any script error fails the test."""
    context = browser.new_context(
        base_url=served.address,
        viewport={"width": WIDTHS[name], "height": 900},
        locale="vi-VN",
        accept_downloads=True,
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    return page


def shot(page: Page, width: str, name: str) -> None:
    """Keep a picture; the page is never wider than the window, and axe finds no fault on it."""
    page.screenshot(path=SCREENS / f"{width}-{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{name} is {wide} pixels wider than the window"
    assert faults_of(page) == []


def sign_in(page: Page) -> None:
    """Sign in as the administrator."""
    page.goto("/dang-nhap")
    sign_in_here(page)


def sign_in_here(page: Page) -> None:
    """Fill in the page that asks who one is."""
    page.get_by_label("Tên đăng nhập").fill("hoa")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.wait_for_load_state()  # its scripts as well


def set_up(served: Served, page: Page) -> None:
    """Make the first administrator."""
    page.goto(served.setup)
    page.get_by_label("Tên đăng nhập").fill("hoa")
    page.get_by_label("Họ và tên").fill("Lê Thị Hoa")
    page.get_by_label("Đơn vị").fill("Văn phòng")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    shot(page, "rong", "01-thiet-lap")
    page.get_by_role("button", name="Tạo tài khoản").click()
    expect(page.get_by_role("heading", name="Cán bộ", exact=True)).to_be_visible()
