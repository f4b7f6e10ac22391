"""Who may what: every address as each role, other units' things, and forged or stale forms."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.routing import Mount, Route

from corpus.audit import list_entries, verify
from corpus.pairing import Refusal, redeem
from corpus.staff import RIGHTS, Right, Role
from corpus.staff_store import find_staff, set_active
from corpus.unanswered import UnansweredQuestions
from tests.web_office import PASSWORD, WholeOffice, whole_office
from tests.web_talk import talk_alone
from web.app import all_pages
from web.gate import Page
from web.office import Office
from web.page_image import PageImages


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def empty_office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path, with_staff=False) as opened:
        yield opened


def pages() -> tuple[Page, ...]:
    """Every address for people."""
    nothing = Office(
        ask=lambda _: pytest.fail("asked"),
        list_documents=tuple,
        read_document=lambda _: pytest.fail("read"),
        read_passages=lambda _: (),
        health=dict,
    )
    with talk_alone(lambda _: pytest.fail("asked")) as talk:
        return all_pages(nothing, PageImages(), talk)


PAGES = pages()
OPEN = frozenset({"/dang-nhap", "/thiet-lap"})  # for who is not signed in
OPEN_TO_PROGRAMS = frozenset({"/healthz", "/readyz", "/metrics", "/api/openapi.json"})


def filled(path: str) -> str:
    """A path whose parts name something that exists."""
    values = {
        "{document_id}": "12-kh-ubnd",
        "{number}": "1",
        "{pending_id}": "khong-co",
        "{name}": "don-vi",
        "{code:path}": "H-1",
        "{staff_id}": "1",
    }
    for part, value in values.items():
        path = path.replace(part, value)
    return path


async def form_token(client: httpx.AsyncClient) -> str:
    """The token that forms of this browser carry."""
    page = await client.get("/tai-khoan", follow_redirects=True)
    return page.text.partition('name="ma_bao_ve" value="')[2].partition('"')[0]


def test_every_address_is_known_to_the_table(office: WholeOffice) -> None:
    known = {(page.path, "POST" if page.is_form else "GET") for page in PAGES}
    routes = [route for route in office.app.routes if isinstance(route, Route)]
    served = {
        (route.path, method)
        for route in routes
        for method in route.methods or ()
        if method != "HEAD" and not route.path.startswith(("/api/", "/v1/"))
    }
    assert served - {(path, "GET") for path in OPEN_TO_PROGRAMS} == known
    mounts = [route.path for route in office.app.routes if isinstance(route, Mount)]
    assert mounts == ["/tinh"]


def test_only_signing_in_is_open_to_everyone() -> None:
    assert {page.path for page in PAGES if page.right is None} == OPEN


def test_each_right_guards_some_address() -> None:
    assert {page.right for page in PAGES} - {None} == set(Right)


@pytest.mark.parametrize("role", Role)
async def test_each_address_lets_in_just_the_roles_that_may(
    office: WholeOffice, role: Role
) -> None:
    wrong = []
    office.talk.end_pages()  # a stream would not end by itself
    async with office.client(role) as client:
        form = {"ma_bao_ve": await form_token(client)}
    for page in PAGES:
        if page.right is None or page.path in ("/dang-xuat", "/tai-khoan/mat-khau"):
            continue
        async with office.client(role) as client:
            path = filled(page.path)
            reply = await (client.post(path, data=form) if page.is_form else client.get(path))
        may = page.right in RIGHTS[role]
        was_let_in = reply.status_code != 403
        if was_let_in != may and "không thuộc đơn vị" not in reply.text:
            wrong.append((page.path, page.is_form, reply.status_code))
        assert reply.status_code < 500
    assert wrong == []


async def test_who_is_not_signed_in_gets_no_page_and_changes_nothing(office: WholeOffice) -> None:
    async with office.client() as client:
        for page in PAGES:
            if page.right is None:
                continue
            path = filled(page.path)
            reply = await (client.post(path) if page.is_form else client.get(path))
            assert reply.status_code in (303, 401), page.path
            assert reply.headers.get("location", "/dang-nhap").startswith("/dang-nhap")


async def test_form_without_its_token_is_refused_everywhere(office: WholeOffice) -> None:
    async with office.client(Role.ADMINISTRATOR) as client:
        for page in PAGES:
            if page.is_form and page.right is not None:
                for form in ({}, {"ma_bao_ve": "0" * 64}):
                    reply = await client.post(filled(page.path), data=form)
                    assert reply.status_code == 403, page.path


async def test_token_of_another_session_is_refused(office: WholeOffice) -> None:
    async with office.client(Role.LEADER) as other:
        stolen = await form_token(other)
    async with office.client(Role.ADMINISTRATOR) as client:
        reply = await client.post("/tai-khoan/ma", data={"ma_bao_ve": stolen})
    assert reply.status_code == 403


async def test_form_that_another_site_sends_is_refused(office: WholeOffice) -> None:
    async with office.client(Role.ADMINISTRATOR) as client:
        form = {"ma_bao_ve": await form_token(client)}
        headers = {"sec-fetch-site": "cross-site"}
        reply = await client.post("/tai-khoan/ma", data=form, headers=headers)
    assert reply.status_code == 403
    assert "trang web khác" in reply.text


async def sign_in(client: httpx.AsyncClient, password: str, **more: str) -> httpx.Response:
    """Send the sign-in form."""
    page = await client.get("/dang-nhap")
    token = page.text.partition('name="ma_bao_ve" value="')[2].partition('"')[0]
    form = {"ma_bao_ve": token, "tai_khoan": "quan_tri", "mat_khau": password, **more}
    return await client.post("/dang-nhap", data=form)


async def test_signing_in_gives_a_fresh_token_in_a_closed_cookie(office: WholeOffice) -> None:
    async with office.client() as client:
        client.cookies.set("dunghan", "chosen-by-somebody-else")
        reply = await sign_in(client, PASSWORD, tiep="/van-ban")
    assert (reply.status_code, reply.headers["location"]) == (303, "/van-ban")
    cookie = next(
        line for line in reply.headers.get_list("set-cookie") if line.startswith("dunghan=")
    )
    assert "chosen-by-somebody-else" not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


async def test_cookie_is_for_https_alone_behind_https(office: WholeOffice) -> None:
    transport = httpx.ASGITransport(office.app)
    async with httpx.AsyncClient(transport=transport, base_url="https://may-chu") as client:
        reply = await sign_in(client, PASSWORD)
    assert all("Secure" in line for line in reply.headers.get_list("set-cookie")[:1])


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "x"]
)
async def test_signing_in_leads_to_no_other_site(office: WholeOffice, wanted: str) -> None:
    async with office.client() as client:
        reply = await sign_in(client, PASSWORD, tiep=wanted)
    assert reply.headers["location"] == "/"


async def test_five_wrong_passwords_lock_the_account(office: WholeOffice) -> None:
    async with office.client() as client:
        replies = [await sign_in(client, "sai") for _ in range(5)]
        after = await sign_in(client, PASSWORD)
    assert [reply.status_code for reply in (*replies, after)] == [401] * 6
    assert "khóa" in after.text


async def test_signing_out_ends_the_session_on_the_server(office: WholeOffice) -> None:
    async with office.client(Role.VIEWER) as client:
        await client.post("/dang-xuat", data={"ma_bao_ve": await form_token(client)})
    async with office.client(Role.VIEWER) as client:
        assert (await client.get("/")).status_code == 303


async def test_who_was_shut_out_is_out_at_once(office: WholeOffice) -> None:
    staff_id = find_staff(office.desk.store, Role.VIEWER.value).id
    async with office.client(Role.VIEWER) as client:
        assert (await client.get("/")).status_code == 200
        set_active(office.desk.store, staff_id, is_active=False)
        assert (await client.get("/")).status_code == 303


async def test_officer_sees_the_cases_of_own_unit_alone(office: WholeOffice) -> None:
    async with office.client(Role.OFFICER) as client:
        listed = await client.get("/ho-so/danh-sach?trang_thai=overdue")
        near = await client.get("/ho-so/danh-sach?trang_thai=near_due")
        own = await client.get("/ho-so/mot/H-1")
        other = await client.get("/ho-so/mot/H-2")
        form = {"ma_bao_ve": await form_token(client), "ly_do": "x", "hen_lai": "2026-03-20"}
        letter = await client.post("/ho-so/thu/H-2", data=form)
        counts = await client.get("/api/cases/counts")
    assert "H-1" in listed.text
    assert "H-2" not in near.text
    assert (own.status_code, other.status_code, letter.status_code) == (200, 403, 403)
    assert (counts.json()["overdue"], counts.json()["near_due"]) == (1, 0)


async def test_leader_sees_all_cases_and_no_page_shows_who_filed(office: WholeOffice) -> None:
    async with office.client(Role.LEADER) as client:
        seen = [
            (await client.get(path)).text
            for path in ("/ho-so", "/ho-so/danh-sach?trang_thai=near_due", "/ho-so/mot/H-2")
        ]
    assert "H-2" in seen[1]
    assert not any("Lê Văn Kín" in text for text in seen)


async def test_officer_marks_no_duty_of_another_unit(office: WholeOffice) -> None:
    async with office.client(Role.OFFICER) as client:
        form = {"ma_bao_ve": await form_token(client), "ma": "12-kh-ubnd/x#1"}
        reply = await client.post("/nhiem-vu/xong", data=form)
    assert reply.status_code == 403


async def test_code_from_the_page_ties_a_chat_account_and_is_wrong_the_second_time(
    office: WholeOffice,
) -> None:
    async with office.client(Role.OFFICER) as client:
        page = await client.post("/tai-khoan/ma", data={"ma_bao_ve": await form_token(client)})
    code = page.text.partition("Mã của anh/chị: <strong>")[2].partition("<")[0]
    chat = {"channel": "zalo", "bot_id": "b", "user_id": "u", "code": code}
    first = redeem(office.desk.store, office.desk.key, **chat)
    assert first.staff is not None
    assert first.staff.role is Role.OFFICER
    assert redeem(office.desk.store, office.desk.key, **chat).refusal is Refusal.WRONG


async def test_what_was_done_is_in_the_audit_without_the_question(office: WholeOffice) -> None:
    async with office.client(Role.VIEWER) as client:
        form = {"ma_bao_ve": await form_token(client), "cau_hoi": "Bí mật gì?"}
        await client.post("/", data=form)
    (entry,) = [each for each in list_entries(office.desk.store) if each.action == "ask"]
    assert entry.subject == "12-kh-ubnd"
    assert "Bí mật" not in repr(list_entries(office.desk.store))
    assert verify(office.desk.store).broken_at is None


async def test_the_leader_sees_the_questions_that_were_refused(office: WholeOffice) -> None:
    kept = UnansweredQuestions(office.desk.store)
    kept.keep("Có hay không?", kind="general", confidence=0.1, nearest=None)
    async with office.client(Role.LEADER) as client:
        page = await client.get("/gop-y")
    assert "Có hay không?" in page.text


async def test_demonstration_is_open_on_this_machine_until_somebody_can_sign_in(
    empty_office: WholeOffice,
) -> None:
    async with empty_office.client() as client:
        page = await client.get("/")
        token = page.text.partition('name="ma_bao_ve" value="')[2].partition('"')[0]
        form = {"ma_bao_ve": token, "cau_hoi": "Hạn nào?"}
        asked = await client.post("/", data=form, follow_redirects=True)
        tasks = await client.get("/nhiem-vu")
        forwarded = await client.get("/", headers={"x-forwarded-for": "10.0.0.9"})
    assert "dùng thử" in page.text
    assert asked.status_code == 200
    assert "Nội dung trả lời" in asked.text
    assert (tasks.status_code, forwarded.status_code) == (303, 303)


async def test_demonstration_is_not_shown_to_another_machine(empty_office: WholeOffice) -> None:
    transport = httpx.ASGITransport(empty_office.app, client=("10.0.0.9", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://may-chu") as client:
        page = await client.get("/")
        setup = await client.get(f"/thiet-lap?ma={empty_office.desk.setup.code}")
    assert (page.status_code, setup.status_code) == (303, 403)


async def test_first_administrator_is_made_once(empty_office: WholeOffice) -> None:
    code = empty_office.desk.setup.code
    form = {"ma": code, "tai_khoan": "hoa", "ho_ten": "Hoa", "mat_khau": PASSWORD}
    async with empty_office.client() as client:
        wrong = await client.get("/thiet-lap?ma=sai")
        page = await client.get(f"/thiet-lap?ma={code}")
        token = page.text.partition('name="ma_bao_ve" value="')[2].partition('"')[0]
        made = await client.post("/thiet-lap", data={**form, "ma_bao_ve": token})
    async with empty_office.client() as client:
        again = await client.get(f"/thiet-lap?ma={code}")
        home = await client.get("/")
    assert (wrong.status_code, made.status_code, again.status_code) == (403, 303, 403)
    assert made.headers["location"] == "/can-bo"
    assert home.status_code == 303
