"""Every page and address as somebody who may not see a paper: nothing of it comes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from cli.case_office import open_case_office
from cli.chats import open_front
from cli.serving import open_talk, web_application
from cli.serving_desk import open_desk
from cli.wiring import Library
from corpus.audiences import EVERYBODY, Audience, set_audience
from corpus.audit import list_entries
from corpus.feedback import Vote, add_opinion
from corpus.staff import Role
from corpus.staff_sessions import Kind, begin_session
from corpus.staff_store import add_staff, change_staff, find_staff
from tests.secret_paper import PROCEDURE, SECRET, WORDS, library_of, office_settings
from tests.test_web_roles import PAGES, form_token
from web import messages
from web.app import Application

# What only the paper holds, and its names. A question repeats what was asked, so none holds them.
LEAKS = (WORDS, "Quỳnh Vĩ", "Giảm 07", "99/KH-UBND", "771/QĐ-UBND", SECRET, PROCEDURE)
QUESTIONS = (
    "Giảm bao nhiêu biên chế trước ngày 30 tháng 6 năm 2026?",
    "lap danh sach dieu chuyen gui ong ta quynh vi truoc ngay nao",
    "Kế hoạch 12/KH-UBND còn hiệu lực không?",
    "Phòng Nội vụ phải làm gì trong quý II/2026?",
    "sắp xếp nhân sự các phòng chuyên môn",
)
OUTSIDE = (Role.VIEWER, Role.OFFICER, Role.LEADER, Role.CONTROLLER)
FEW = Audience(units=("Tổ Tổ chức",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The whole program's pages over a library with a paper for few eyes."""

    app: Application
    library: Library
    cookies: dict[str, str]
    tokens: dict[str, str]

    def client(self, account: str | None, **headers: str) -> httpx.AsyncClient:
        cookies = {"dunghan": self.cookies[account]} if account and not headers else {}
        transport = httpx.ASGITransport(self.app)
        return httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1", cookies=cookies, headers=headers
        )

    def program(self, account: str) -> httpx.AsyncClient:
        return self.client(account, authorization=f"Bearer {self.tokens[account]}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("nha")
    with library_of(home, with_secrets=True) as library:
        store, settings = library.store, office_settings(home)
        for name in (SECRET, PROCEDURE):
            set_audience(store, name, FEW, staff_id=None, channel="cli")
        cookies, tokens = {}, {}
        for account, role, unit in (
            *((role.value, role, "Phòng Nội vụ") for role in Role),
            ("trong", Role.VIEWER, "tổ tổ chức"),
        ):
            person = add_staff(store, account=account, name=account, role=role, unit=unit)
            cookies[account] = begin_session(store, person.id, Kind.WEB, "thử")
            tokens[account] = begin_session(store, person.id, Kind.API, "thử")
        with (
            open_case_office(settings) as office,
            open_desk(settings, library, office) as desk,
        ):
            talk = open_talk(settings, library, open_front(settings, library, office.desk))
            app = web_application(settings, library, office, talk, desk)
            yield Served(app=app, library=library, cookies=cookies, tokens=tokens)


@pytest.fixture(params=[role.value for role in OUTSIDE])
def outsider(served: Served, request: pytest.FixtureRequest) -> str:
    set_audience(served.library.store, SECRET, FEW, staff_id=None, channel="cli")
    return str(request.param)


async def asks(browser: httpx.AsyncClient, question: str) -> httpx.Response:
    """The chat page after a question, as a browser without JavaScript asks."""
    page = await browser.get("/")
    token = page.text.partition('name="ma_bao_ve" value="')[2].partition('"')[0]
    talk = page.text.partition('name="cuoc" value="')[2].partition('"')[0]
    form = {"ma_bao_ve": token, "cuoc": talk, "cau_hoi": question}
    return await browser.post("/", data=form, follow_redirects=True)


def leaked(text: str) -> list[str]:
    return [each for each in LEAKS if each in text]


async def addresses(served: Served) -> list[str]:
    """Every address that is read, with the paper where it names one, old version and page too."""
    revision = min(version.number for version in served.library.store.history(SECRET))
    # The stream of a talk has no end; what it shows is what the page of the talk shows.
    paths = [page.path for page in PAGES if not page.is_form and page.path != "/tin/moi"]
    async with served.client(None) as program:
        described = (await program.get("/api/openapi.json")).json()["paths"]
    paths += [path for path, methods in described.items() if "get" in methods]
    values = {
        "{document_id}": SECRET,
        "{number}": "1",
        "{pending_id}": SECRET,
        "{name}": "don-vi",
        "{code:path}": "H-1",
        "{staff_id}": "1",
    }
    filled = []
    for path in paths:
        for part, value in values.items():
            path = path.replace(part, value)
        filled.append(path)
    return [*filled, *(f"{path}?ban={revision}&manh=1&tu=0&den=900" for path in filled)]


async def test_no_address_tells_of_the_paper(served: Served, outsider: str) -> None:
    found = await addresses(served)
    assert f"/van-ban/{SECRET}/trang/1/anh" in found
    assert f"/api/documents/{SECRET}" in found
    async with served.client(outsider) as browser, served.program(outsider) as program:
        for path in found:
            for client in (browser, program):
                answered = await client.get(path)
                # What was asked for is in the address that a page may repeat.
                told = answered.text.replace(path.partition("?")[0], "")
                assert leaked(told) == [], path
                if SECRET in path and not path.startswith("/nap"):
                    assert answered.status_code == 404


@pytest.mark.parametrize("question", QUESTIONS)
async def test_no_answer_tells_of_the_paper(served: Served, outsider: str, question: str) -> None:
    async with served.client(outsider) as browser, served.program(outsider) as program:
        chat = {"messages": [{"role": "user", "content": question}]}
        replies = [
            await asks(browser, question),
            await asks(browser, "văn bản đó do ai ký?"),
            await asks(browser, "/vanban sắp xếp"),
            await asks(browser, "/nhiemvu Văn phòng"),
            await program.post("/api/hoi", json={"question": question}),
            await program.post("/api/hoi", json={"question": "do ai ký?", "after": question}),
            await program.post("/api/ask", json={"question": question}),
            await program.post("/v1/chat/completions", json=chat),
            await program.post("/v1/chat/completions", json={**chat, "stream": True}),
        ]
    for reply in replies:
        assert reply.status_code == 200
        assert leaked(reply.text) == []


async def test_search_and_lists_leave_the_paper_out(served: Served, outsider: str) -> None:
    async with served.client(outsider) as browser, served.program(outsider) as program:
        found = await browser.get("/van-ban", params={"tim": "sắp xếp nhân sự"})
        listed = (await program.get("/api/documents", params={"limit": 500})).json()
        tasks = (await program.get("/api/tasks", params={"limit": 500})).json()
        boards = [
            (await browser.get("/nhiem-vu", params={"cot": column})).text
            for column in ("qua", "sap", "sau", "khong", "xong")
        ]
    assert leaked(found.text) == []
    assert listed["count"] == len(served.library.store.documents()) - 2
    assert tasks["tasks"]
    assert leaked("".join([str(listed), str(tasks), *boards])) == []


async def test_duty_of_the_paper_can_not_be_marked(served: Served, outsider: str) -> None:
    duty = next(
        task.obligation.id
        for task in served.library.store.tasks(served.library.store.now().date())
        if task.obligation.citation.document_id == SECRET
    )
    async with served.client(outsider) as browser:
        token = await form_token(browser)
        reply = await browser.post("/nhiem-vu/xong", data={"ma": duty, "ma_bao_ve": token})
    assert reply.status_code == 403


async def test_opinions_of_answers_from_the_paper_are_not_read_outside(served: Served) -> None:
    add_opinion(
        served.library.store,
        staff_id=None,
        channel="web",
        question="bàn giao trụ sở nào?",
        documents=(SECRET,),
        vote=Vote.DOWN,
    )
    served.library.unanswered.keep(
        "ai nhận trụ sở", kind="general", confidence=0.1, nearest=f"{SECRET}/ii/2"
    )
    async with served.client("lanh_dao") as leader, served.client("quan_tri") as administrator:
        outside = (await leader.get("/gop-y")).text
        inside = (await administrator.get("/gop-y")).text
    assert "ai nhận trụ sở" in outside
    assert "bàn giao trụ sở nào?" not in outside
    assert leaked(outside) == []
    assert "bàn giao trụ sở nào?" in inside


async def test_people_of_the_unit_and_the_administrator_read_the_paper(served: Served) -> None:
    for account in ("trong", "quan_tri"):
        async with served.client(account) as browser:
            page = await browser.get(f"/van-ban/{SECRET}")
            answer = await asks(browser, QUESTIONS[0])
        assert WORDS in page.text
        assert "Người được xem:</strong> Tổ Tổ chức" in page.text
        assert "Giảm 07" in answer.text


async def test_nobody_signed_in_reads_only_what_is_for_everybody(
    served: Served, tmp_path: Path
) -> None:
    """The chat alone, as a demonstration on this machine."""
    with open_case_office(office_settings(tmp_path)) as office:
        settings = office_settings(tmp_path)
        front = open_front(settings, served.library, office.desk)
        talk = open_talk(settings, served.library, front)
        app = web_application(settings, served.library, office, talk)
        demonstration = Served(app=app, library=served.library, cookies={}, tokens={})
        async with demonstration.client(None) as browser:
            listed = await browser.get("/van-ban")
            page = await browser.get(f"/van-ban/{SECRET}")
            answers = [await asks(browser, each) for each in QUESTIONS]
    assert listed.status_code == 200
    assert page.status_code == 404
    assert leaked("".join(each.text for each in (listed, *answers))) == []


async def test_administrator_says_on_the_page_who_may_see_it(served: Served) -> None:
    async with served.client("quan_tri") as administrator:
        token = await form_token(administrator)
        sent = {
            "ma_bao_ve": token,
            "nguoi_xem": "chi",
            "vai_tro_xem": ["lanh_dao", "kstthc"],
            "don_vi_khac": "Ban Chỉ huy\n",
        }
        saved = await administrator.post(f"/van-ban/{SECRET}/nguoi-xem", data=sent)
        page = (await administrator.get(saved.headers["location"])).text
        nobody = await administrator.post(
            f"/van-ban/{SECRET}/nguoi-xem", data={"ma_bao_ve": token, "nguoi_xem": "chi"}
        )
    entry = list_entries(served.library.store)[0]
    async with served.client("lanh_dao") as leader, served.client("can_bo") as officer:
        inside = await leader.get(f"/van-ban/{SECRET}")
        outside = await officer.get(f"/van-ban/{SECRET}")
        refused = await officer.post(
            f"/van-ban/{SECRET}/nguoi-xem",
            data={"ma_bao_ve": await form_token(officer), "nguoi_xem": "moi-nguoi"},
        )
    set_audience(served.library.store, SECRET, FEW, staff_id=None, channel="cli")
    assert "Đã lưu người được xem" in page
    assert "Lãnh đạo; Kiểm soát thủ tục hành chính; Ban Chỉ huy" in page
    assert (entry.action, entry.subject, entry.channel) == ("document.audience", SECRET, "web")
    assert entry.result == "Lãnh đạo; Kiểm soát thủ tục hành chính; Ban Chỉ huy"
    assert nobody.status_code == 400
    assert "Chưa chọn vai trò hay đơn vị nào" in nobody.text
    assert (inside.status_code, outside.status_code, refused.status_code) == (200, 404, 403)


async def test_old_talk_shows_no_answer_of_the_paper_once_the_audience_was_narrowed(
    served: Served,
) -> None:
    store = served.library.store
    set_audience(store, SECRET, EVERYBODY, staff_id=None, channel="cli")
    async with served.client("kstthc") as browser:
        told = await asks(browser, QUESTIONS[0])
        noted = await asks(browser, "Kế hoạch 12/KH-UBND còn hiệu lực không?")
        listed = await asks(browser, "/vanban 99")
        set_audience(store, SECRET, FEW, staff_id=None, channel="cli")
        later = await browser.get("/")
    assert "Giảm 07" in told.text
    assert "99/KH-UBND" in noted.text
    assert "Kế hoạch 99/KH-UBND" in listed.text
    assert leaked(later.text) == []
    assert later.text.count(messages.TOO_OLD_TO_SHOW) == 3
    assert QUESTIONS[0] in later.text


async def test_change_of_unit_holds_at_once(served: Served) -> None:
    store = served.library.store
    person = find_staff(store, "trong")
    change_staff(store, person.id, unit="Phòng Kinh tế")
    async with served.client("trong") as browser:
        outside = await browser.get(f"/van-ban/{SECRET}")
        change_staff(store, person.id, units=("Tổ Tổ chức",))
        inside = await browser.get(f"/van-ban/{SECRET}")
    change_staff(store, person.id, unit="Tổ Tổ chức", units=())
    assert (outside.status_code, inside.status_code) == (404, 200)


async def test_paper_published_for_few_was_never_seen_by_others(served: Served) -> None:
    text = "Số: 51/TB-UBND\nTHÔNG BÁO\nVề lịch trực kín\nTrực tại Cồn Vẹt Đen từ ngày 01/4/2026.\n"
    async with served.client("quan_tri") as administrator, served.client("can_bo") as officer:
        token = await form_token(administrator)
        files = {"tep": ("tb-51.txt", text.encode(), "text/plain")}
        await administrator.post("/nap", data={"ma_bao_ve": token}, files=files)
        sent = {"ma_bao_ve": token, "nguoi_xem": "chi", "vai_tro_xem": "lanh_dao"}
        published = await administrator.post("/nap/51-tb-ubnd/cong-bo", data=sent)
        before = await officer.get("/van-ban/51-tb-ubnd")
        set_audience(served.library.store, "51-tb-ubnd", EVERYBODY, staff_id=None, channel="cli")
        after = await officer.get("/van-ban/51-tb-ubnd")
    served.library.store.withdraw("51-tb-ubnd")
    assert published.status_code == 303
    assert (before.status_code, after.status_code) == (404, 200)
