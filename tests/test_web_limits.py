"""Too many wrong passwords, codes and tokens, and too many questions: refused for a while."""

import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.requests import Request

from corpus.staff import Role
from tests.test_corpus_rates import Watch
from tests.web_office import PASSWORD, WholeOffice, whole_office
from web.limits import Guard, address_of, limits_of, wait_words


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def office(tmp_path: Path, watch: Watch) -> Iterator[WholeOffice]:
    with whole_office(tmp_path, limits=limits_of(2, watch)) as opened:
        yield opened


def request_of(host: str, **headers: str) -> Request:
    """A request from an address."""
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "client": (host, 1), "headers": named})


async def sign_in(client: httpx.AsyncClient, account: str, password: str) -> httpx.Response:
    page = await client.get("/dang-nhap")
    token = page.text.partition('name="ma_bao_ve" value="')[2].partition('"')[0]
    form = {"ma_bao_ve": token, "tai_khoan": account, "mat_khau": password}
    return await client.post("/dang-nhap", data=form)


async def test_an_address_with_too_many_wrong_passwords_has_to_wait(
    office: WholeOffice, watch: Watch
) -> None:
    async with office.client() as client:
        for number in range(20):
            wrong = await sign_in(client, f"khong-co-{number}", "sai")
            assert wrong.status_code == 401
        watch.now = 30.0
        refused = await sign_in(client, "quan_tri", PASSWORD)
        watch.now = 300.0
        let_in = await sign_in(client, "quan_tri", PASSWORD)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "270"
    assert "Đã thử sai quá nhiều lần. Xin thử lại sau 5 phút." in refused.text
    assert let_in.status_code == 303


async def test_an_office_behind_one_address_signs_in_one_after_the_other(
    office: WholeOffice,
) -> None:
    for _ in range(25):
        async with office.client() as client:
            assert (await sign_in(client, "quan_tri", PASSWORD)).status_code == 303


async def test_wrong_tokens_of_programs_are_bounded(office: WholeOffice, watch: Watch) -> None:
    wrong = {"authorization": "Bearer sai"}
    right = {"authorization": f"Bearer {office.tokens[Role.OFFICER]}"}
    async with office.client() as client:
        for _ in range(60):
            assert (await client.get("/api/documents", headers=wrong)).status_code == 401
        refused = await client.get("/api/documents", headers=wrong)
        watch.now = 300.0
        let_in = await client.get("/api/documents", headers=right)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "300"
    assert refused.json() == {"error": "Đã thử sai quá nhiều lần. Xin thử lại sau 5 phút."}
    assert let_in.status_code == 200


async def test_the_setup_code_is_not_to_be_guessed(tmp_path: Path) -> None:
    with whole_office(tmp_path, with_staff=False) as office:
        async with office.client(host="127.0.0.1") as client:
            for _ in range(10):
                assert (await client.get("/thiet-lap?ma=sai")).status_code == 403
            right = await client.get(f"/thiet-lap?ma={office.desk.setup.code}")
    assert right.status_code == 429


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/hoi", {"question": "Hạn nào?"}),
        ("/api/ask", {"question": "Hạn nào?"}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": "Hạn nào?"}]}),
    ],
)
async def test_a_program_asks_so_many_questions_a_minute(
    office: WholeOffice, path: str, body: dict[str, object]
) -> None:
    of_officer = {"authorization": f"Bearer {office.tokens[Role.OFFICER]}"}
    of_leader = {"authorization": f"Bearer {office.tokens[Role.LEADER]}"}
    async with office.client() as client:
        for _ in range(2):
            assert (await client.post(path, json=body, headers=of_officer)).status_code == 200
        refused = await client.post(path, json=body, headers=of_officer)
        other = await client.post(path, json=body, headers=of_leader)
    assert refused.status_code == 429
    assert refused.json() == {"error": "Anh/chị hỏi quá nhanh. Xin hỏi lại sau 60 giây."}
    assert other.status_code == 200


def test_all_addresses_together_are_bounded(watch: Watch) -> None:
    guard = Guard(each=2, together=3, clock=watch)
    assert [guard.begin(request_of(f"10.0.0.{number}")) for number in range(4)] == [0, 0, 0, 300]
    watch.now = 300.0
    assert guard.begin(request_of("10.0.0.9")) == 0


def test_a_right_one_does_not_count(watch: Watch) -> None:
    guard = Guard(each=1, together=1, clock=watch)
    for _ in range(3):
        assert guard.begin(request_of("10.0.0.1")) == 0
        guard.succeeded(request_of("10.0.0.1"))


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_is_counted_as_one_subscriber(host: str, counted: str) -> None:
    assert address_of(request_of(host)) == counted


def test_a_header_that_anyone_can_send_makes_no_new_address() -> None:
    assert address_of(request_of("10.0.0.1", x_forwarded_for="1.2.3.4")) == "10.0.0.1"


def test_a_server_in_front_that_is_not_named_is_said_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    guard = Guard(each=9, together=9)
    with caplog.at_level(logging.WARNING):
        guard.begin(request_of("10.0.0.1", x_forwarded_for="1.2.3.4"))
        guard.begin(request_of("10.0.0.1", x_forwarded_for="1.2.3.5"))
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "DUNGHAN_TRUSTED_PROXIES" in caplog.text
    assert "1.2.3.4" not in caplog.text


def test_one_that_is_named_is_not(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        Guard(each=9, together=9).begin(request_of("1.2.3.4", x_forwarded_for="1.2.3.4"))
    assert caplog.records == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 giây"), (59.5, "60 giây"), (61, "2 phút"), (300, "5 phút")],
)
def test_a_wait_is_told_in_words(seconds: float, words: str) -> None:
    assert wait_words(seconds) == words
