"""What an attacker sends: to every field of every address, and to sessions and bodies."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from corpus.staff import RIGHTS, Right, Role
from corpus.staff_sessions import Kind, begin_session, list_sessions
from corpus.staff_store import change_staff, find_staff, list_staff
from tests.test_web_roles import PAGES, filled, form_token, sign_in
from tests.web_forms import FORMS, PATHS, QUERIES, Fields
from tests.web_office import PASSWORD, WholeOffice, whole_office
from web import messages

WEB = Path(__file__).parents[1] / "web"
HOSTILE = (
    "' OR 1=1; DROP TABLE staff; --%_\x00<script>alert(1)</script>{{7*7}}\u202e\ufeff\u0301",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00",
    "9" * 19,
    "²½",
    "../../etc/passwd",
)
FIELD = re.compile(r'(?:call|self|_call)\.(?:field|asked|number|chosen)\(\s*"(\w+)"')


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeOffice]:
    """An office that is only looked at."""
    with whole_office(tmp_path_factory.mktemp("still")) as opened:
        opened.talk.end_pages()  # a stream would not end by itself
        yield opened


@pytest.fixture
async def looking(still: WholeOffice) -> AsyncIterator[httpx.AsyncClient]:
    async with still.client(Role.ADMINISTRATOR) as opened:
        yield opened


@pytest.fixture
async def client(office: WholeOffice) -> AsyncIterator[httpx.AsyncClient]:
    async with office.client(Role.ADMINISTRATOR) as opened:
        yield opened


def test_every_field_that_the_pages_read_is_attacked() -> None:
    read = {name for path in WEB.glob("*.py") for name in FIELD.findall(path.read_text("utf-8"))}
    known = {name for each in (*QUERIES, *FORMS) for name in each.values}
    assert len(read) > 30
    assert read - known == set()


def attacked(fields: Fields) -> Iterator[dict[str, str]]:
    """The right values with one of them replaced, each by each hostile one."""
    for name in fields.values:
        for value in HOSTILE:
            yield {**fields.values, name: value}


@pytest.mark.parametrize("fields", QUERIES, ids=lambda fields: fields.path)
async def test_no_value_of_an_address_breaks_the_server(
    looking: httpx.AsyncClient, still: WholeOffice, fields: Fields
) -> None:
    still.talk.end_pages()  # a stream would not end by itself
    for query in attacked(fields):
        reply = await looking.get(fields.path, params=query)
        assert reply.status_code < 500, query
        assert "<script>alert" not in reply.text


@pytest.mark.parametrize("fields", FORMS, ids=lambda fields: fields.path)
async def test_no_value_of_a_form_breaks_the_server(office: WholeOffice, fields: Fields) -> None:
    duty = office.desk.store.tasks(office.desk.today())[0].obligation.id
    files = [(fields.file, ("a.csv", b"x"))] if fields.file else None
    async with office.client(Role.ADMINISTRATOR) as client:
        token = await form_token(client)
        for values in attacked(fields):
            form = {**values, "ma": values.get("ma") or duty, "ma_bao_ve": token}
            reply = await client.post(fields.path, data=form, files=files)
            assert reply.status_code < 500, values
            assert "<script>alert" not in reply.text
            if "set-cookie" in reply.headers:  # a new password begins a new session
                token = await form_token(client)


@pytest.mark.parametrize("path", PATHS)
async def test_no_part_of_a_path_breaks_the_server(looking: httpx.AsyncClient, path: str) -> None:
    for value in HOSTILE:
        reply = await looking.get(path.format(quote(value, safe="")))
        assert reply.status_code in (200, 400, 404, 422), value
        assert "<script>alert" not in reply.text


@pytest.mark.parametrize("value", ["' OR 1=1 --", "%", "_", "' OR ''='", "*"])
async def test_words_of_sql_find_nothing_more(looking: httpx.AsyncClient, value: str) -> None:
    query = {"don_vi": value, "cot": "qua", "trang_thai": "overdue"}
    duties = await looking.get("/nhiem-vu", params=query)
    cases = await looking.get("/ho-so/danh-sach", params=query)
    papers = await looking.get("/van-ban", params={"tim": "khongcogi" + value})
    counted = await looking.get("/api/tasks", params={"unit": value})
    assert "Không có nhiệm vụ nào" in duties.text
    assert "H-1" not in cases.text
    assert "12/KH-UBND" not in papers.text
    assert counted.json()["count"] == 0


async def test_sql_in_the_sign_in_signs_nobody_in(office: WholeOffice) -> None:
    async with office.client() as client:
        reply = await sign_in(client, "' OR '1'='1", tai_khoan="quan_tri' --")
    assert reply.status_code == 401


async def test_an_unknown_account_is_answered_as_a_wrong_password(office: WholeOffice) -> None:
    async with office.client() as client:
        wrong = await sign_in(client, "sai mật khẩu")
        unknown = await sign_in(client, "sai mật khẩu", tai_khoan="khong-co-ai")
        without = await sign_in(client, "sai mật khẩu", tai_khoan=Role.VIEWER.value)
    hidden = re.compile(r'value="[^"]*"')
    assert {reply.status_code for reply in (wrong, unknown, without)} == {401}
    assert len({hidden.sub("", reply.text) for reply in (wrong, unknown, without)}) == 1


# Sessions


async def test_a_new_role_holds_from_the_next_request_on(office: WholeOffice) -> None:
    officer = find_staff(office.desk.store, Role.OFFICER.value)
    async with office.client(Role.OFFICER) as client:
        before = await client.get("/ho-so")
        change_staff(office.desk.store, officer.id, role=Role.VIEWER)
        after = await client.get("/ho-so")
        program = {"authorization": f"Bearer {office.tokens[Role.OFFICER]}"}
        counts = await client.get("/api/cases/counts", headers=program)
    assert (before.status_code, after.status_code, counts.status_code) == (200, 403, 403)


async def test_a_session_that_is_ended_from_the_list_is_over(office: WholeOffice) -> None:
    person = find_staff(office.desk.store, Role.VIEWER.value)
    stolen = begin_session(office.desk.store, person.id, Kind.WEB, "máy lạ")
    async with office.client() as thief, office.client(Role.VIEWER) as client:
        thief.cookies.set("dunghan", stolen)
        assert (await thief.get("/")).status_code == 200
        (number,) = [
            each.number
            for each in list_sessions(office.desk.store, person.id)
            if each.label == "máy lạ"
        ]
        form = {"ma_bao_ve": await form_token(client), "so": str(number)}
        await client.post("/tai-khoan/phien", data=form)
        assert (await thief.get("/")).status_code == 303
        assert (await client.get("/")).status_code == 200


async def test_nobody_ends_the_session_of_another(office: WholeOffice) -> None:
    leader = find_staff(office.desk.store, Role.LEADER.value)
    async with office.client(Role.VIEWER) as client:
        token = await form_token(client)
        for session in list_sessions(office.desk.store, leader.id):
            form = {"ma_bao_ve": token, "so": str(session.number)}
            await client.post("/tai-khoan/phien", data=form)
    async with office.client(Role.LEADER) as client:
        assert (await client.get("/")).status_code == 200


async def test_a_new_password_ends_every_other_session(office: WholeOffice) -> None:
    person = find_staff(office.desk.store, Role.ADMINISTRATOR.value)
    stolen = begin_session(office.desk.store, person.id, Kind.WEB, "máy lạ")
    async with office.client() as thief, office.client(Role.ADMINISTRATOR) as client:
        thief.cookies.set("dunghan", stolen)
        form = {"ma_bao_ve": await form_token(client), "cu": PASSWORD, "moi": "mưa trên sông Hậu"}
        await client.post("/tai-khoan/mat-khau", data=form)
        assert (await client.get("/")).status_code == 200
        assert (await thief.get("/")).status_code == 303


async def test_the_cookie_before_signing_in_is_none_after_it(office: WholeOffice) -> None:
    async with office.client(Role.VIEWER) as client:
        before = client.cookies["dunghan"]
        client.cookies.delete("dunghan")
        await sign_in(client, PASSWORD)
        assert client.cookies["dunghan"] != before
        assert (await client.get("/can-bo")).status_code == 200


# Programs


JSON_RIGHTS = {
    "/api/documents": Right.ASK,
    "/api/documents/12-kh-ubnd": Right.ASK,
    "/api/tasks": Right.TASKS,
    "/api/cases/counts": Right.CASES,
    "/v1/models": Right.ASK,
}


@pytest.mark.parametrize("role", Role)
async def test_each_json_address_lets_in_just_the_roles_that_may(
    still: WholeOffice, role: Role
) -> None:
    headers = {"authorization": f"Bearer {still.tokens[role]}"}
    async with still.client() as client:
        found = {
            path: (await client.get(path, headers=headers)).status_code for path in JSON_RIGHTS
        }
    assert found == {
        path: 200 if right in RIGHTS[role] else 403 for path, right in JSON_RIGHTS.items()
    }


async def test_a_program_sees_the_duties_of_its_person_s_units_alone(still: WholeOffice) -> None:
    async with still.client() as client:
        told = {}
        for role in (Role.OFFICER, Role.LEADER):
            headers = {"authorization": f"Bearer {still.tokens[role]}"}
            reply = await client.get("/api/tasks?limit=500", headers=headers)
            told[role] = reply.json()
    assert 0 <= told[Role.OFFICER]["count"] < told[Role.LEADER]["count"]


async def test_the_token_of_a_program_opens_no_page_and_a_cookie_is_no_token(
    office: WholeOffice,
) -> None:
    async with office.client() as client:
        bearer = {"authorization": f"Bearer {office.cookies[Role.ADMINISTRATOR]}"}
        assert (await client.get("/api/tasks", headers=bearer)).status_code == 401
        client.cookies.set("dunghan", office.tokens[Role.ADMINISTRATOR])
        assert (await client.get("/can-bo")).status_code == 303


# Bodies and headers


@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions", "/api/hoi"])
async def test_a_body_without_end_is_refused_before_it_is_known_who_asks(
    still: WholeOffice, path: str
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(4_096):
            yield b"[" * 2**16

    async with still.client(Role.VIEWER) as client:
        headers = {"content-type": "application/json"}
        reply = await client.post(path, content=endless(), headers=headers)
    assert reply.status_code == 413
    assert reply.json() == {"error": messages.TOO_LARGE}


@pytest.mark.parametrize("path", ["/nap", "/ho-so/nap", "/tin", "/dang-nhap"])
async def test_what_says_that_it_is_300_megabytes_is_refused_unread(
    looking: httpx.AsyncClient, path: str
) -> None:
    async def unread() -> AsyncIterator[bytes]:
        pytest.fail("it was read")
        yield b""

    headers = {
        "content-length": str(300 * 2**20),
        "content-type": "application/x-www-form-urlencoded",
    }
    request = looking.build_request("POST", path, content=unread(), headers=headers)
    assert (await looking.send(request)).status_code == 413


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR])
async def test_no_page_may_stand_in_a_frame_or_run_a_script_of_its_own(
    still: WholeOffice, role: Role | None
) -> None:
    still.talk.end_pages()
    async with still.client(role) as client:
        for page in PAGES:
            path = filled(page.path)
            reply = await (client.post(path) if page.is_form else client.get(path))
            policy = reply.headers["content-security-policy"]
            assert "frame-ancestors 'none'" in policy, path
            assert "script-src 'self';" in policy
            assert "unsafe" not in policy
            assert reply.headers["x-frame-options"] == "DENY"
            assert reply.headers["cache-control"] == "no-store"


async def test_no_header_makes_an_answer_lead_to_another_machine(still: WholeOffice) -> None:
    headers = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    async with still.client() as client:
        away = await client.get("/van-ban", headers=headers)
        slash = await client.get("/van-ban/", headers=headers)
    assert away.headers["location"].startswith("/dang-nhap")
    assert "evil" not in slash.headers.get("location", "") + slash.text


def test_each_person_of_the_office_has_another_cookie(still: WholeOffice) -> None:
    assert len(list_staff(still.desk.store)) == len(set(still.cookies.values())) == len(Role)
