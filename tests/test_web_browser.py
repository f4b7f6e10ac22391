"""The pages in a real browser, wide and on a phone: a day of staff and the administrator."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import (
    CHROMIUM,
    LATE,
    PASSWORD,
    WIDTHS,
    Served,
    open_browser,
    page_of,
    serving,
    set_up,
    shot,
    sign_in,
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def office(served: Served, browser: Browser) -> Served:
    """The office once its first administrator has set it up."""
    page = page_of(browser, served, "rong")
    page.goto("/")
    expect(page.get_by_text("dùng thử")).to_be_visible()
    shot(page, "rong", "00-dung-thu")
    set_up(served, page)
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
