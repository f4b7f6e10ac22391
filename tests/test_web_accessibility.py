"""Who sees badly, or has no mouse, can use the pages: axe-core on each, and the keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.staff import Role
from tests.test_web_roles import PAGES, filled
from tests.web_axe import faults_of
from tests.web_office import PASSWORD, WholeOffice, whole_office
from tests.web_served import CHROMIUM, open_browser, page_of, served

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

NOT_PAGES = (
    "/ho-so/bieu-do/{name}.svg",
    "/van-ban/{document_id}/trang/{number}/anh",
    "/tin/moi",
)
SEEN = [page for page in PAGES if not page.is_form and page.path not in NOT_PAGES]
STATES = (
    "/khong-co",
    "/van-ban?tim=khongcogi",
    "/van-ban?rut=1",
    "/nhiem-vu?cot=xong",
    "/nhiem-vu?don_vi=khongcogi",
    "/ho-so/danh-sach?trang_thai=overdue",
    "/ho-so/danh-sach?trang_thai=paused",
    "/van-ban/12-kh-ubnd?tu=0&den=40",
    "/van-ban/12-kh-ubnd/trang/1?tu=0&den=40",
    "/nhat-ky?kiem=1",
    "/tom-tat?ngay=2020-01-01",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeOffice]:
    with whole_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(office: WholeOffice) -> Iterator[str]:
    with served(office) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


def faults_at(page: Page, paths: list[str]) -> list[str]:
    """What axe finds at each of the addresses."""
    found = []
    for path in paths:
        page.goto(path)
        found += [f"{path} {fault}" for fault in faults_of(page)]
    return found


def test_axe_sees_a_fault_where_there_is_one(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<input><p style='color:#ccc'>chữ mờ</p>")
    assert {fault.split()[1].rstrip(":") for fault in faults_of(page)} >= {
        "label",
        "color-contrast",
        "html-has-lang",
    }


@pytest.mark.parametrize("role", Role)
def test_no_page_of_a_role_has_a_fault(
    browser: Browser, address: str, office: WholeOffice, role: Role
) -> None:
    page = page_of(browser, address, office, role)
    paths = [filled(each.path) for each in SEEN]
    assert len(paths) > 15
    assert faults_at(page, [*paths, *STATES]) == []


def test_what_is_seen_before_signing_in_has_no_fault(
    browser: Browser, address: str, office: WholeOffice
) -> None:
    page = page_of(browser, address, office)
    assert faults_at(page, ["/dang-nhap", "/thiet-lap?ma=sai", "/khong-co"]) == []


def test_an_office_that_has_nothing_yet_has_no_fault(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("empty")
    with whole_office(home, with_staff=False) as office, served(office) as address:
        page = page_of(browser, address, office)
        setup = f"/thiet-lap?ma={office.desk.setup.code}"
        assert faults_at(page, ["/", "/van-ban", "/dang-nhap", setup]) == []


@pytest.mark.parametrize("question", ["Hạn nào?", "Hạn nào thì không?"])
def test_an_answer_and_a_refusal_have_no_fault(
    browser: Browser, address: str, office: WholeOffice, question: str
) -> None:
    page = page_of(browser, address, office, Role.VIEWER)
    page.goto("/")
    told_before = page.locator(".answer").count()  # the talk of the office's other tests
    page.get_by_label("Câu hỏi").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(told_before + 1)
    assert faults_of(page) == []


def test_each_page_has_one_first_heading_and_a_title_of_its_own(
    browser: Browser, address: str, office: WholeOffice
) -> None:
    page = page_of(browser, address, office, Role.ADMINISTRATOR)
    titles = set()
    for path in ("/", "/van-ban", "/nap", "/nhiem-vu", "/ho-so", "/can-bo", "/nhat-ky", "/gop-y"):
        page.goto(path)
        assert page.get_by_role("heading", level=1).count() == 1, path
        titles.add(page.title())
    assert len(titles) == 8


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name is focused."""
    script = "document.activeElement.textContent.trim() || document.activeElement.id"
    for _ in range(40):
        page.keyboard.press("Tab")
        if str(page.evaluate(script)).startswith(name):
            return
    pytest.fail(f"Tab does not come to {name}")


def test_signing_in_asking_and_opening_a_citation_need_no_mouse(
    browser: Browser, address: str, office: WholeOffice
) -> None:
    page = page_of(browser, address, office)
    page.goto("/dang-nhap")
    tab_to(page, "o-tai_khoan")
    page.keyboard.type(Role.ADMINISTRATOR.value)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    tab_to(page, "cau-hoi")
    page.keyboard.type("Hạn nào?")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_be_visible()
    tab_to(page, "Mở văn bản tại trang")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()


def test_the_link_over_the_menu_leads_to_the_content(
    browser: Browser, address: str, office: WholeOffice
) -> None:
    page = page_of(browser, address, office, Role.VIEWER)
    page.goto("/van-ban")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
