"""Uploads, hostile names and passages, pages of originals, and the JSON side."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from corpus.documents import Document, ReadDocument
from corpus.feedback import Vote, add_opinion
from corpus.pending import list_pending
from corpus.staff import Role
from ingest.read import read_file
from tests.test_web_roles import form_token
from tests.web_office import WholeOffice, whole_office
from web import gate
from web.intake_pages import safe_name
from web.page_image import PageImages

PDF = Path(__file__).parents[1] / "samples" / "papers" / "qd-15-2026-quy-dinh-xin-loi-gia-han.pdf"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path) as opened:
        yield opened


@pytest.fixture
async def client(office: WholeOffice) -> AsyncIterator[httpx.AsyncClient]:
    async with office.client(Role.ADMINISTRATOR) as opened:
        yield opened


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\ke hoach.pdf", "ke hoach.pdf"),
        ("..", "tep"),
        ("", "tep"),
        ("a\x00b\n.pdf", "ab.pdf"),
        (".htaccess", "htaccess"),
        ("<b>.pdf", "b.pdf"),
        (f"{'x' * 300}.pdf", f"{'x' * 146}.pdf"),
    ],
)
def test_name_of_a_file_leads_nowhere_else(given: str, kept: str) -> None:
    assert safe_name(given) == kept


async def test_file_is_previewed_published_and_found(
    client: httpx.AsyncClient, office: WholeOffice
) -> None:
    token = await form_token(client)
    files = {"tep": ("../../thong bao.txt", "Số: 9/TB-UBND\nTHÔNG BÁO\nLịch trực".encode())}
    sent = await client.post("/nap", data={"ma_bao_ve": token}, files=files)
    (waits,) = list_pending(office.desk.store)
    assert sent.headers["location"] == f"/nap/{waits.id}"
    assert waits.read.document.source == "thong bao.txt"
    assert "9/TB-UBND" in (await client.get(f"/nap/{waits.id}")).text
    done = await client.post(f"/nap/{waits.id}/cong-bo", data={"ma_bao_ve": token})
    assert "Đã công bố" in (await client.get(done.headers["location"])).text
    assert list_pending(office.desk.store) == ()


async def test_discarded_file_is_not_kept(client: httpx.AsyncClient, office: WholeOffice) -> None:
    token = await form_token(client)
    files = {"tep": ("a.txt", b"THONG BAO")}
    await client.post("/nap", data={"ma_bao_ve": token}, files=files)
    (waits,) = list_pending(office.desk.store)
    sha256 = waits.read.document.sha256
    assert office.desk.originals.find(sha256) is not None
    await client.post(f"/nap/{waits.id}/bo", data={"ma_bao_ve": token})
    assert office.desk.originals.find(sha256) is None


async def test_upload_past_the_limit_is_refused_before_it_is_read(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = {"ma_bao_ve": await form_token(client), "cau_hoi": "x" * (gate.FORM_LIMIT + 1)}
    reply = await client.post("/tin", data=form)
    assert reply.status_code == 413


async def test_upload_of_too_many_files_is_refused(client: httpx.AsyncClient) -> None:
    files = [("tep", (f"{number}.txt", b"x")) for number in range(gate.MOST_FILES + 1)]
    form = {"ma_bao_ve": await form_token(client)}
    reply = await client.post("/nap", data=form, files=files)
    assert reply.status_code == 400


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
async def test_broken_multipart_is_refused(client: httpx.AsyncClient, kind: str) -> None:
    reply = await client.post("/nap", content=b"--x\r\nkhong", headers={"content-type": kind})
    assert reply.status_code in (400, 403)


async def test_markup_in_names_and_passages_is_shown_as_text(
    client: httpx.AsyncClient, office: WholeOffice
) -> None:
    hostile = Document(
        id="doc-hai",
        number=None,
        subject=f"Trích yếu {SCRIPT}",
        issuer=SCRIPT,
        source=f"{SCRIPT}.pdf",
        sha256="0" * 64,
        page_count=1,
        page_starts=(0,),
        text=f"Nội dung {SCRIPT}",
    )
    office.desk.store.put(ReadDocument(document=hostile, passages=()))
    token = await form_token(client)
    staff = {"ma_bao_ve": token, "tai_khoan": "xau", "ho_ten": SCRIPT, "vai_tro": "xem"}
    await client.post("/can-bo", data=staff)
    await client.post("/", data={"ma_bao_ve": token, "cau_hoi": SCRIPT})
    add_opinion(
        office.desk.store,
        staff_id=None,
        channel="web",
        question=SCRIPT,
        documents=(),
        vote=Vote.UP,
        words=SCRIPT,
    )
    for path in (
        "/",
        "/van-ban",
        "/van-ban?tim=%3Cscript%3Ealert(1)",
        "/van-ban/doc-hai",
        "/van-ban/doc-hai/trang/1",
        "/can-bo",
        "/gop-y",
        "/nhiem-vu?don_vi=%3Cscript%3Ealert(1)",
    ):
        page = await client.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text, path


@pytest.mark.parametrize(
    "path",
    [
        "/van-ban/..%2f..%2fetc%2fpasswd",
        "/van-ban/..%2fkho.db/trang/1/anh",
        "/tinh/..%2fapp.py",
        "/tinh/%2e%2e/app.py",
        "/ho-so/mot/..%2f..%2fetc",
        "/van-ban/12-kh-ubnd/trang/0",
        "/van-ban/12-kh-ubnd/trang/99999999999999999999",
        "/van-ban/12-kh-ubnd/trang/%c2%b2",
        "/can-bo/99999999999999999999",
        "/can-bo/' OR 1=1 --",
        "/nap/..%2f..",
        "/ho-so/bieu-do/..%2fx.svg",
    ],
)
async def test_path_leads_to_nothing_else(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_words_of_sql_are_words(client: httpx.AsyncClient) -> None:
    for path in (
        "/van-ban?tim=",
        "/nhiem-vu?don_vi=",
        "/ho-so/danh-sach?don_vi=",
        "/nhat-ky?truoc=",
    ):
        reply = await client.get(f"{path}' OR 1=1; DROP TABLE staff; --")
        assert reply.status_code == 200
    assert (await client.get("/can-bo")).status_code == 200


async def test_withdrawn_document_is_for_the_administrator_alone(
    client: httpx.AsyncClient, office: WholeOffice
) -> None:
    form = {"ma_bao_ve": await form_token(client)}
    await client.post("/van-ban/12-kh-ubnd/rut", data=form)
    async with office.client(Role.VIEWER) as viewer:
        assert (await viewer.get("/van-ban/12-kh-ubnd")).status_code == 404
        assert (await viewer.get("/van-ban/12-kh-ubnd?ban=1")).status_code == 404
        assert (await viewer.get("/van-ban/12-kh-ubnd/trang/1")).status_code == 404
        assert (await viewer.get("/api/documents/12-kh-ubnd")).status_code == 404
    assert "đã rút" in (await client.get("/van-ban/12-kh-ubnd")).text
    await client.post("/van-ban/12-kh-ubnd/phuc-hoi", data=form)
    async with office.client(Role.VIEWER) as viewer:
        assert (await viewer.get("/van-ban/12-kh-ubnd")).status_code == 200


def test_words_of_a_page_are_found_on_its_picture() -> None:
    images = PageImages()
    try:
        look = images.look(PDF, 1, ("1. Quyết định này có hiệu lực", "không có trên trang này"))
        assert look is not None
        assert (round(look.width), round(look.height)) == (595, 842)
        (mark,) = look.marks
        assert 0 < mark.x < mark.x + mark.width < 595
        picture = images.picture(PDF, 1)
        assert picture is not None
        assert picture.startswith(b"\x89PNG")
    finally:
        images.close()


def test_broken_file_has_no_picture_and_the_next_one_has(tmp_path: Path) -> None:
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7\nhong")
    images = PageImages()
    try:
        assert images.picture(broken, 1) is None
        assert images.picture(PDF, 99) is None
        assert images.picture(PDF, 1) is not None
    finally:
        images.close()


async def test_page_of_an_original_is_served_as_a_picture(
    client: httpx.AsyncClient, office: WholeOffice
) -> None:
    read = read_file(PDF)
    office.desk.originals.keep(PDF, read.document.sha256)
    stored = office.desk.store.put(read)
    path = f"/van-ban/{stored.document_id}/trang/1"
    page = await client.get(f"{path}?tu=0&den=40")
    picture = await client.get(f"{path}/anh")
    assert f'<image href="{path}/anh"' in page.text
    assert picture.headers["content-type"] == "image/png"


async def test_letter_is_handed_out_once_and_kept_in_the_book(client: httpx.AsyncClient) -> None:
    token = await form_token(client)
    form = {"ma_bao_ve": token, "ly_do": "chờ đo đạc", "hen_lai": "2026-03-23", "co_quan": "UBND"}
    first = await client.post("/ho-so/thu/H-1", data=form)
    again = await client.post("/ho-so/thu/H-1", data=form)
    assert first.content[:2] == b"PK"
    assert "attachment" in first.headers["content-disposition"]
    assert again.status_code == 400
    assert "đã có văn bản hẹn lại" in again.text
    assert "chờ đo đạc" in (await client.get("/ho-so/mot/H-1")).text


async def test_export_is_imported_and_what_did_not_go_in_is_said(client: httpx.AsyncClient) -> None:
    rows = "Mã hồ sơ,Tên thủ tục,Ngày tiếp nhận,Ngày hẹn trả\nH-9,Cấp,02/03/2026,hôm nào\n"
    form = {"ma_bao_ve": await form_token(client)}
    files = {"tep": ("so.csv", rows.encode())}
    page = await client.post("/ho-so/nap", data=form, files=files)
    bad = await client.post("/ho-so/nap", data=form, files={"tep": ("so.xlsx", b"hong")})
    assert "Mới 1" in page.text
    assert "hôm nào" in page.text
    assert bad.status_code == 400


async def test_page_of_an_error_keeps_the_menu(client: httpx.AsyncClient) -> None:
    page = await client.get("/khong-co")
    assert page.status_code == 404
    assert 'href="/nhiem-vu"' in page.text


async def test_charts_are_svg(client: httpx.AsyncClient) -> None:
    for name in ("don-vi", "qua-han"):
        reply = await client.get(f"/ho-so/bieu-do/{name}.svg")
        assert reply.headers["content-type"].startswith("image/svg+xml")
        assert b"<svg" in reply.content


async def test_empty_pages_say_that_they_are(client: httpx.AsyncClient) -> None:
    assert "Không có văn bản nào đang chờ" in (await client.get("/nap")).text
    assert "Chưa khai nhóm nào" in (await client.get("/tom-tat")).text
    assert "Chưa có góp ý nào" in (await client.get("/gop-y")).text


# The JSON side


def bearer(office: WholeOffice, role: Role) -> dict[str, str]:
    """The header of a program."""
    return {"authorization": f"Bearer {office.tokens[role]}"}


async def test_program_asks_with_its_token(office: WholeOffice) -> None:
    async with office.client() as client:
        headers = bearer(office, Role.VIEWER)
        reply = await client.post("/api/ask", json={"question": "Hạn nào?"}, headers=headers)
        without = await client.post("/api/ask", json={"question": "Hạn nào?"})
        wrong = await client.post(
            "/api/ask", json={"question": "x"}, headers={"authorization": "Bearer sai"}
        )
    assert reply.status_code == 200
    assert reply.json()["quotes"][0]["document_id"] == "12-kh-ubnd"
    assert (without.status_code, wrong.status_code) == (401, 401)


async def test_page_that_posts_to_the_api_needs_its_form_token(office: WholeOffice) -> None:
    async with office.client(Role.VIEWER) as client:
        bare = await client.post("/api/ask", json={"question": "Hạn nào?"})
        headers = {"x-csrf-token": await form_token(client)}
        reply = await client.post("/api/ask", json={"question": "Hạn nào?"}, headers=headers)
    assert (bare.status_code, reply.status_code) == (403, 200)


async def test_program_is_bound_by_the_role_of_its_person(office: WholeOffice) -> None:
    async with office.client() as client:
        viewer = await client.get("/api/cases/counts", headers=bearer(office, Role.VIEWER))
        leader = await client.get("/api/cases/counts", headers=bearer(office, Role.LEADER))
    assert viewer.status_code == 403
    assert (leader.json()["overdue"], leader.json()["near_due"]) == (1, 1)


async def test_chat_completion_has_the_quotes_in_it(office: WholeOffice) -> None:
    asked = {"model": "dunghan", "messages": [{"role": "user", "content": "Hạn nào?"}]}
    async with office.client() as client:
        headers = bearer(office, Role.VIEWER)
        whole = await client.post("/v1/chat/completions", json=asked, headers=headers)
        stream = await client.post(
            "/v1/chat/completions", json={**asked, "stream": True}, headers=headers
        )
    content = whole.json()["choices"][0]["message"]["content"]
    events = [line.removeprefix("data: ") for line in stream.text.splitlines() if line]
    assert events[-1] == "[DONE]"
    deltas = [json.loads(event)["choices"][0]["delta"] for event in events[:-1]]
    assert "".join(delta.get("content", "") for delta in deltas) == content
    assert "Kế hoạch 12/KH-UBND" in content


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"messages": []}',
        b'{"messages": [{"role": "user", "content": ""}]}',
        b'{"messages": [{"role": "user", "content": [{"type": "text", "text": 5}]}]}',
        b'{"messages": [{"role": "user", "content": [{"type": "text", "text": {}}]}]}',
    ],
)
async def test_chat_of_another_form_is_refused_in_words(office: WholeOffice, body: bytes) -> None:
    async with office.client() as client:
        headers = {**bearer(office, Role.VIEWER), "content-type": "application/json"}
        reply = await client.post("/v1/chat/completions", content=body, headers=headers)
    assert reply.status_code in (400, 422)
    assert list(reply.json()) == ["error"]


async def test_metrics_count_by_pattern_and_tell_no_content(client: httpx.AsyncClient) -> None:
    form = {"ma_bao_ve": await form_token(client), "cau_hoi": "Chuyện riêng?"}
    await client.post("/", data=form)
    await client.get("/van-ban/12-kh-ubnd")
    told = (await client.get("/metrics")).text
    assert 'dunghan_answers_total{outcome="answered"} 1.0' in told
    assert 'route="/van-ban/{document_id}"' in told
    assert "riêng" not in told
    assert "12-kh-ubnd" not in told


async def test_metrics_are_not_for_other_machines(office: WholeOffice) -> None:
    transport = httpx.ASGITransport(office.app, client=("10.0.0.9", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://may-chu") as far:
        bare = await far.get("/metrics")
        headers = bearer(office, Role.ADMINISTRATOR)
        allowed = await far.get("/metrics", headers=headers)
        ready = await far.get("/readyz")
    assert (bare.status_code, allowed.status_code) == (403, 200)
    assert ready.json() == {"ready": True}
