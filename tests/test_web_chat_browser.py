"""The chat page in a real browser, wide and on a phone: asking, pressing, coming back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import (
    CHROMIUM,
    QUESTION,
    WIDTHS,
    Served,
    open_browser,
    page_of,
    serving,
    set_up,
    shot,
    sign_in,
    sign_in_here,
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
    """The office once a demonstration was looked at and its first administrator made."""
    page = page_of(browser, served, "rong")
    page.goto("/")
    page.get_by_label("Câu hỏi").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_contain_text("gửi trước ngày 14")
    set_up(served, page)
    page.context.close()
    return served


@pytest.fixture(params=sorted(WIDTHS))
def width(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(office: Served, browser: Browser, width: str) -> Iterator[Page]:
    """A talk that has just begun."""
    opened = page_of(browser, office, width)
    sign_in(opened)
    opened.goto("/?cuoc=moi")
    yield opened
    opened.context.close()


def say(page: Page, text: str) -> None:
    """Write and send."""
    page.get_by_label("Câu hỏi").fill(text)
    page.keyboard.press("Enter")


def test_a_question_and_its_follow_up_are_answered(page: Page, width: str) -> None:
    say(page, QUESTION)
    expect(page.locator(".answer")).to_contain_text("gửi trước ngày 14")
    expect(page.get_by_label("Câu hỏi")).to_have_value("")
    expect(page.get_by_label("Câu hỏi")).to_be_focused()
    shot(page, width, "04-tra-loi")
    say(page, "Thế còn báo cáo 6 tháng?")
    expect(page.locator(".answer")).to_have_count(2)
    expect(page.locator(".answer").last).to_contain_text("Câu hỏi được hiểu là")
    expect(page.locator("#cho")).to_be_empty()
    shot(page, width, "04-hoi-tiep")


def test_a_citation_opens_with_its_words_marked(page: Page, width: str) -> None:
    say(page, QUESTION)
    page.get_by_role("link", name="Mở văn bản tại trang").first.click()
    expect(page.locator("mark").first).to_be_visible()
    shot(page, width, "05-trich-dan")


def test_the_page_of_a_pdf_stands_beside_the_answer_with_its_words_marked(
    page: Page, width: str
) -> None:
    say(page, "Quyết định 15/2026/QĐ-UBND Điều 3 quy định gì?")
    page.get_by_role("link", name="bên cạnh").first.click()
    expect(page.locator("svg.sheet-image rect.mark").first).to_be_visible()
    page.locator("svg.sheet-image image").evaluate(
        "image => image.decode ? image.decode() : undefined"
    )
    shot(page, width, "06-trang-goc")


def test_a_thumb_down_takes_a_reason_and_a_sentence(page: Page, width: str) -> None:
    say(page, QUESTION)
    page.get_by_role("button", name="Chưa đúng").click()
    page.get_by_role("button", name="Đã lỗi thời").click()
    expect(page.get_by_text("gõ thêm một câu")).to_be_visible()
    say(page, "Đã có văn bản mới")
    expect(page.get_by_text("Đã ghi thêm, xin cảm ơn.")).to_be_visible()
    shot(page, width, "07-gop-y")
    page.goto("/gop-y")
    expect(page.get_by_text("Chưa đúng: Lỗi thời").first).to_be_visible()
    shot(page, width, "08-cac-gop-y")


def test_a_list_is_turned_in_its_place_and_the_focus_stays(page: Page, width: str) -> None:
    say(page, "/quahan")
    page.get_by_role("button", name="Tiếp").click()
    expect(page.get_by_text("Trang 2/3")).to_be_visible()
    expect(page.get_by_role("button", name="Tiếp")).to_be_focused()
    expect(page.locator(".told")).to_have_count(1)
    shot(page, width, "09-danh-sach")


def test_the_talk_stands_after_loading_again_and_another_can_be_begun(
    page: Page, width: str
) -> None:
    say(page, QUESTION)
    expect(page.locator(".answer")).to_have_count(1)
    page.reload()
    expect(page.locator(".answer")).to_have_count(1)
    say(page, "Đơn vị nào chủ trì công khai thủ tục hành chính?")
    expect(page.locator(".answer")).to_have_count(2)
    page.get_by_role("link", name="Cuộc trao đổi mới").click()
    expect(page.locator(".entry")).to_have_count(0)
    page.get_by_text("Lịch sử", exact=True).click()
    shot(page, width, "10-lich-su")
    page.get_by_role("link", name=QUESTION).first.click()
    expect(page.locator(".answer")).to_have_count(2)


def test_the_menu_of_commands_opens_with_a_slash_and_works_by_keyboard(
    page: Page, width: str
) -> None:
    box = page.get_by_label("Câu hỏi")
    box.press_sequentially("/")
    expect(page.get_by_role("button", name="/homnay")).to_be_visible()
    shot(page, width, "11-lenh")
    box.press_sequentially("thu")
    expect(page.get_by_role("button", name="/homnay")).to_be_hidden()
    box.press("Enter")
    expect(box).to_have_value("/thutuc ")
    expect(box).to_be_focused()
    box.fill("")
    box.press_sequentially("/")
    box.press("ArrowDown")
    expect(page.get_by_role("button", name="/hoi")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="/hoi")).to_be_hidden()
    expect(box).to_be_focused()


def test_shift_and_enter_make_a_new_line(page: Page) -> None:
    box = page.get_by_label("Câu hỏi")
    box.press_sequentially("dòng một")
    box.press("Shift+Enter")
    box.press_sequentially("dòng hai")
    expect(box).to_have_value("dòng một\ndòng hai")
    expect(page.locator(".entry")).to_have_count(0)


def test_the_same_talk_in_two_windows_shows_the_same(page: Page) -> None:
    say(page, QUESTION)
    expect(page.locator(".answer")).to_have_count(1)
    other = page.context.new_page()
    other.goto(page.url)
    say(page, "Đơn vị nào chủ trì công khai thủ tục hành chính?")
    expect(other.locator(".answer")).to_have_count(2)


def test_without_a_script_the_answer_comes_with_the_page(
    office: Served, browser: Browser, page: Page
) -> None:
    context = browser.new_context(
        base_url=office.address,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    plain = context.new_page()
    plain.goto("/?cuoc=moi")
    plain.get_by_label("Câu hỏi").fill(QUESTION)
    plain.get_by_role("button", name="Gửi", exact=True).click()
    expect(plain.locator(".answer")).to_contain_text("gửi trước ngày 14")
    plain.get_by_role("button", name="Chưa đúng").click()
    expect(plain.get_by_role("button", name="Đã lỗi thời")).to_be_visible()
    context.close()


def test_what_was_being_written_is_there_after_signing_in_again(page: Page) -> None:
    other = page.context.new_page()
    other.goto("/tai-khoan")
    other.get_by_role("button", name="Đăng xuất").click()
    expect(other.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    say(page, QUESTION)
    sign_in_here(page)
    expect(page.get_by_label("Câu hỏi")).to_have_value(QUESTION)


def test_history_is_deleted_by_who_made_it(page: Page) -> None:
    say(page, QUESTION)
    expect(page.locator(".answer")).to_have_count(1)
    page.get_by_text("Lịch sử", exact=True).click()
    page.get_by_text("Xóa lịch sử").click()
    page.get_by_role("button", name="Xóa tất cả").click()
    expect(page.get_by_text("Đã xóa lịch sử")).to_be_visible()
    expect(page.locator(".entry")).to_have_count(0)
