"""The pages in a real browser, wide and on a phone: what staff and the administrator do in a day.

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
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

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

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


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


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir(parents=True)
    papers = [path for path in sorted(PAPERS.iterdir()) if path != LATE]
    run(home, "ingest", *map(str, papers))
    run(home, "cases", "sample", "--rows", "300", "--seed", "3", "--out", str(home / "so.xlsx"))
    run(home, "cases", "import", str(home / "so.xlsx"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [*COMMAND, "serve", "--port", str(port)],
        env={**os.environ, "DUNGHAN_HOME": str(home)},
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
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
    """Keep a picture; the page is never wider than the window."""
    page.screenshot(path=SCREENS / f"{width}-{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{name} is {wide} pixels wider than the window"


def sign_in(page: Page) -> None:
    """Sign in as the administrator."""
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("hoa")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.wait_for_load_state()  # its scripts as well


@pytest.fixture(scope="module")
def office(served: Served, browser: Browser) -> Served:
    """The office once its first administrator has set it up."""
    page = page_of(browser, served, "rong")
    page.goto("/")
    expect(page.get_by_text("dùng thử")).to_be_visible()
    shot(page, "rong", "00-dung-thu")
    page.goto(served.setup)
    page.get_by_label("Tên đăng nhập").fill("hoa")
    page.get_by_label("Họ và tên").fill("Lê Thị Hoa")
    page.get_by_label("Đơn vị").fill("Văn phòng")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    shot(page, "rong", "01-thiet-lap")
    page.get_by_role("button", name="Tạo tài khoản").click()
    expect(page.get_by_role("heading", name="Cán bộ", exact=True)).to_be_visible()
    page.context.close()
    return served


@pytest.fixture(params=sorted(WIDTHS))
def width(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(office: Served, browser: Browser, width: str) -> Iterator[Page]:
    opened = page_of(browser, office, width)
    yield opened
    opened.context.close()


def test_nothing_is_shown_before_signing_in(page: Page, width: str) -> None:
    page.goto("/van-ban")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    page.get_by_label("Tên đăng nhập").fill("hoa")
    page.get_by_label("Mật khẩu").fill("mật khẩu sai")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("không đúng")
    shot(page, width, "02-dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("hoa")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Các văn bản đã nạp")).to_be_visible()
    shot(page, width, "03-van-ban")


def test_a_question_is_answered_and_its_citation_opens_marked(page: Page, width: str) -> None:
    sign_in(page)
    page.get_by_label("Câu hỏi").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("article.answer")).to_contain_text("gửi trước ngày 14")
    shot(page, width, "04-tra-loi")
    page.get_by_role("link", name="Mở văn bản tại trang").first.click()
    expect(page.locator("mark").first).to_be_visible()
    shot(page, width, "05-trich-dan")


def test_the_page_of_a_pdf_stands_beside_the_answer_with_its_words_marked(
    page: Page, width: str
) -> None:
    sign_in(page)
    page.get_by_label("Câu hỏi").fill("Quyết định 15/2026/QĐ-UBND Điều 3 quy định gì?")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="bên cạnh").first.click()
    expect(page.locator("svg.sheet-image rect.mark").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    shot(page, width, "06-trang-goc")


def test_an_opinion_is_kept(page: Page, width: str) -> None:
    sign_in(page)
    page.get_by_label("Câu hỏi").fill(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_text("Chưa đúng").click()
    page.get_by_label("Lỗi thời").check()
    shot(page, width, "07-gop-y")
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.get_by_text("Đã ghi góp ý")).to_be_visible()
    page.goto("/gop-y")
    expect(page.get_by_text("Chưa đúng: Lỗi thời").first).to_be_visible()
    shot(page, width, "08-cac-gop-y")


def test_a_file_is_uploaded_previewed_published_and_withdrawn(
    page: Page, width: str, tmp_path: Path
) -> None:
    sign_in(page)
    page.goto("/nap")
    shot(page, width, "09-nap")
    text = (
        f"ỦY BAN NHÂN DÂN\nPHƯỜNG MẪU\nSố: 9{len(width)}/TB-UBND\n\nTHÔNG BÁO\nLịch trực {width}\n"
    )
    file = tmp_path / f"lich-{width}.txt"
    file.write_text(text, encoding="utf-8")
    page.get_by_label("Chọn các tệp").set_input_files(file)
    page.get_by_role("button", name="Đọc các tệp").click()
    expect(page.get_by_role("button", name="Công bố", exact=True)).to_be_visible()
    shot(page, width, "10-xem-truoc")
    page.get_by_role("button", name="Công bố", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã công bố")
    page.get_by_role("button", name="Rút văn bản").click()
    expect(page.get_by_text("Văn bản này đã rút")).to_be_visible()


def test_a_pdf_is_uploaded_from_the_page(page: Page, width: str) -> None:
    if width != "rong":
        pytest.skip("the same file is taken in once")
    sign_in(page)
    page.goto("/nap")
    page.get_by_label("Chọn các tệp").set_input_files(LATE)
    page.get_by_role("button", name="Đọc các tệp").click()
    page.get_by_role("button", name="Công bố", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã công bố")
    page.get_by_text("Các bản đã nạp").click()
    page.get_by_text("Mục lục").click()
    shot(page, width, "11-van-ban-moi")


def test_a_duty_is_marked_as_done(page: Page, width: str) -> None:
    sign_in(page)
    page.goto("/nhiem-vu")
    shot(page, width, "12-nhiem-vu")
    page.locator("li.task").get_by_text("Đánh dấu đã xong").first.click()
    page.locator("li.task").get_by_label("Ghi chú").first.fill("Đã gửi")
    shot(page, width, "13-danh-dau")
    page.locator("li.task").get_by_role("button", name="Đã xong").first.click()
    expect(page.get_by_role("status")).to_contain_text("Đã đánh dấu")
    page.goto("/nhiem-vu?cot=xong")
    expect(page.get_by_text("Lê Thị Hoa: Đã gửi").first).to_be_visible()
    shot(page, width, "14-da-xong")


def test_a_letter_is_downloaded(page: Page, width: str) -> None:
    sign_in(page)
    page.goto("/ho-so")
    page.wait_for_load_state("networkidle")
    shot(page, width, "15-ho-so")
    page.goto("/ho-so/danh-sach?trang_thai=overdue")
    shot(page, width, "16-qua-han")
    page.locator("tr").filter(has_text="chưa").get_by_role("link").first.click()
    page.get_by_label("Lý do chậm").fill("chờ kết quả đo đạc")
    shot(page, width, "17-mot-ho-so")
    with page.expect_download() as download:
        page.get_by_role("button", name="Lập và tải thư").click()
    assert download.value.suggested_filename.endswith(".docx")
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/tai-khoan", "18-tai-khoan"),
        ("/can-bo", "19-can-bo"),
        ("/can-bo/1", "20-mot-can-bo"),
        ("/nhat-ky?kiem=1", "21-nhat-ky"),
        ("/tom-tat", "22-tom-tat"),
        ("/ho-so/kiem-tra", "23-kiem-tra"),
        ("/ho-so/nap", "24-nap-so"),
        ("/khong-co", "25-khong-co"),
    ],
)
def test_page_fits_its_window(page: Page, width: str, path: str, name: str) -> None:
    sign_in(page)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shot(page, width, name)
