"""The talk of the chat page over HTTP: events, coming back, who may, bounds, forgetting, a stop."""
# ruff: noqa: ARG002 -- a double has every method of what it stands for

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx
import pytest

from answer.answers import Answer
from bot import messages as said_in_chat
from bot.people import Person
from cases.answers import CaseAnswer
from corpus.database import Database
from corpus.schema import VIETNAM
from corpus.staff import Role
from corpus.staff_sessions import end_session, list_sessions
from corpus.staff_store import change_staff, find_staff
from corpus.store import Store
from corpus.talks import Talks
from tests.test_web_roles import form_token
from tests.web_office import WholeOffice, cited, whole_office
from tests.web_talk import DAYS, Stream, now, served, stream_of
from web import messages
from web.talk import Command, Message, Place, Tell
from web.talk_desk import MOST_PAGES, MOST_WAITING, TalkDesk, TooManyWaitError

TALK = "cuoc-trao-doi"
LATE = "7 hồ sơ quá hạn.\n" + "\n".join(f"• H-{number}: quá 2 ngày" for number in range(1, 8))


def answer(store: Store, question: str) -> Answer:
    """An answer with a citation; a fault for «hỏng»."""
    if question == "hỏng":
        raise RuntimeError("bí mật của máy")
    return cited(store, question)


def ask_cases(question: str, _person: Person, _in_group: bool) -> CaseAnswer | None:  # noqa: FBT001
    """A list for who asks for it."""
    if "quá hạn" not in question:
        return None
    return CaseAnswer(text=LATE, codes=("H-1",), as_of=datetime(2026, 3, 16, tzinfo=VIETNAM))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[WholeOffice]:
    with whole_office(tmp_path, ask=answer, ask_cases=ask_cases) as opened:
        yield opened


@asynccontextmanager
async def at_work(office: WholeOffice, role: Role) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that signed in, on the running server."""
    async with (
        served(office.app, office.talk) as address,
        httpx.AsyncClient(base_url=address, cookies={"dunghan": office.cookies[role]}) as client,
    ):
        yield client


async def send(client: httpx.AsyncClient, message_id: str, **fields: str) -> httpx.Response:
    """Send a message of the page."""
    form = {"ma_bao_ve": await form_token(client), "cuoc": TALK, "ma_tin": message_id}
    return await client.post("/tin", data={**form, **fields})


def told(stream: Stream) -> list[str]:
    """What was told, as the page shows it."""
    return [str(each["html"]) for each in stream.entries if "entry told" in str(each["html"])]


async def test_a_question_is_shown_then_looked_up_then_answered_with_its_citation(
    office: WholeOffice,
) -> None:
    async with at_work(office, Role.OFFICER) as client, stream_of(client, TALK) as stream:
        reply = await send(client, "tin-so-1", cau_hoi="Hạn <nào>?")
        await stream.until(lambda each: len(told(each)) == 1 and each.events[-1].name == "working")
    assert reply.status_code == 202
    names = [(event.name, event.content) for event in stream.events if event.name == "working"]
    assert names == [("working", False), ("working", True), ("working", False)]
    [question, found] = stream.entries
    assert "Hạn &lt;nào&gt;?" in str(question["html"])
    assert 'class="beside-link" href="/van-ban/12-kh-ubnd/trang/1?tu=' in str(found["html"])
    assert "👎 Chưa đúng" in str(found["html"])
    assert "Xem nguyên văn" not in str(found["html"])


async def test_a_page_that_connects_again_misses_nothing_and_gets_nothing_twice(
    office: WholeOffice,
) -> None:
    async with at_work(office, Role.OFFICER) as client:
        async with stream_of(client, TALK) as stream:
            await send(client, "tin-so-1", cau_hoi="Hạn nào?")
            await stream.until(lambda each: len(each.entries) == 1)
        last = next(event.id for event in stream.events if event.name == "entry")
        await send(client, "tin-so-2", cau_hoi="Ai chủ trì?")
        async with stream_of(client, TALK, last_event_id=last) as again:
            await again.until(lambda each: len(told(each)) == 2)
    places = [each["place"] for each in stream.entries + again.entries]
    assert places == [1, 2, 3, 4]


async def test_a_message_that_is_sent_again_is_answered_once(office: WholeOffice) -> None:
    async with at_work(office, Role.OFFICER) as client, stream_of(client, TALK) as stream:
        for _ in range(2):
            assert (await send(client, "tin-so-1", cau_hoi="Hạn nào?")).status_code == 202
        await send(client, "tin-so-2", cau_hoi="Ai chủ trì?")
        await stream.until(lambda each: len(told(each)) == 2)
    assert len(stream.entries) == 4


async def test_a_turned_page_takes_the_place_of_the_one_before(office: WholeOffice) -> None:
    async with at_work(office, Role.OFFICER) as client, stream_of(client, TALK) as stream:
        await send(client, "tin-so-1", cau_hoi="/quahan")
        await stream.until(lambda each: len(told(each)) == 1)
        await send(client, "tin-so-2", nut=pressed(stream, "Tiếp"))
        await stream.until(lambda each: len(told(each)) == 2)
        page = await client.get(f"/?cuoc={TALK}")
    assert "H-6: quá 2 ngày" in told(stream)[1]
    assert stream.entries[1]["place"] == stream.entries[2]["place"]
    assert page.text.count("hồ sơ quá hạn.") == 1
    assert "Trang 2/2" in page.text


def pressed(stream: Stream, label: str) -> str:
    """The value of the last button with this label."""
    html = next(each for each in reversed(told(stream)) if label in each)
    return html.partition(label)[0].rpartition('value="')[2].partition('"')[0]


async def test_who_lost_the_right_is_refused_by_button_and_command_alike(
    office: WholeOffice,
) -> None:
    async with at_work(office, Role.OFFICER) as client, stream_of(client, TALK) as stream:
        before = await client.get("/")
        await send(client, "tin-so-1", cau_hoi="/quahan")
        await stream.until(lambda each: len(told(each)) == 1)
        staff = find_staff(office.desk.store, Role.OFFICER.value)
        change_staff(office.desk.store, staff.id, role=Role.VIEWER)
        await send(client, "tin-so-2", nut=pressed(stream, "Tiếp"))
        await stream.until(lambda each: len(told(each)) == 2)
        await send(client, "tin-so-3", cau_hoi="/hoso H-1")
        await stream.until(lambda each: len(told(each)) == 3)
        after = await client.get("/")
    assert said_in_chat.NOT_ALLOWED in told(stream)[1]
    assert said_in_chat.NOT_ALLOWED in told(stream)[2]
    assert 'value="/quahan"' in before.text
    assert 'value="/quahan"' not in after.text
    assert 'value="/nhiemvu"' in after.text


async def test_the_menu_shows_the_administrator_what_only_they_may(office: WholeOffice) -> None:
    async with office.client(Role.ADMINISTRATOR) as client:
        administrator = (await client.get("/")).text
    async with office.client(Role.LEADER) as client:
        leader = (await client.get("/")).text
    assert 'value="/tinhtrang"' in administrator
    assert 'value="/tinhtrang"' not in leader
    assert 'value="/duyetnhom"' not in administrator


async def test_a_stream_ends_with_the_session(office: WholeOffice) -> None:
    store = office.desk.store
    staff = find_staff(store, Role.OFFICER.value)
    place = Place(person=str(staff.id), talk=TALK)
    async with at_work(office, Role.OFFICER) as client, stream_of(client, TALK) as stream:
        await stream.until(lambda each: len(each.events) == 1)
        for session in list_sessions(store, staff.id):
            end_session(store, staff.id, session.number)
        await office.talk.take(Message(place=place, id="tin-so-1", text="Hạn nào?"))
        with pytest.raises(EOFError, match="ended"):
            await stream.until(lambda each: bool(each.entries))
    assert stream.entries == []


async def test_a_stop_ends_open_streams(office: WholeOffice) -> None:
    async with (
        httpx.AsyncClient(cookies={"dunghan": office.cookies[Role.OFFICER]}) as client,
        served(office.app, office.talk) as address,
    ):
        client.base_url = httpx.URL(address)
        response = await client.send(client.build_request("GET", "/tin/moi"), stream=True)
        stream = Stream(response.aiter_lines())
        await stream.until(lambda each: len(each.events) == 1)
        more = asyncio.create_task(stream.until(lambda each: len(each.events) == 2))
        await asyncio.sleep(0)
    with pytest.raises(EOFError, match="ended"):  # it was not broken off
        await more


async def test_a_person_has_so_many_pages_open_and_no_more(office: WholeOffice) -> None:
    staff = find_staff(office.desk.store, Role.OFFICER.value)
    place = Place(person=str(staff.id), talk=TALK)
    opened = [office.talk.open_page(place) for _ in range(MOST_PAGES)]
    async with office.client(Role.OFFICER) as client:
        refused = await client.get("/tin/moi")
    office.talk.close_page(place, opened[0])
    assert refused.status_code == 429
    assert messages.TOO_MANY_PAGES in refused.text
    assert office.talk.has_room(place.person)


async def test_a_fault_is_told_with_a_code_and_without_its_words(office: WholeOffice) -> None:
    async with at_work(office, Role.OFFICER) as client, stream_of(client, TALK) as stream:
        await send(client, "tin-so-1", cau_hoi="hỏng")
        await stream.until(lambda each: len(told(each)) == 1)
    [fault] = told(stream)
    assert "Mã lỗi: " in fault
    assert "bí mật" not in fault
    assert "Traceback" not in fault


async def test_the_talk_stands_on_the_page_after_loading_again(office: WholeOffice) -> None:
    async with office.client(Role.OFFICER) as client:
        form = {"ma_bao_ve": await form_token(client), "cuoc": TALK, "cau_hoi": "Hạn nào?"}
        sent = await client.post("/", data=form)
        page = await client.get(sent.headers["location"])
        latest = await client.get("/")
        fresh = await client.get("/?cuoc=moi")
    assert sent.headers["location"] == f"/?cuoc={TALK}#m1"
    assert "Nội dung trả lời" in page.text
    assert 'data-last="2"' in latest.text
    assert 'data-last="0"' in fresh.text
    assert f'<a href="/?cuoc={TALK}">Hạn nào?</a>' in fresh.text


async def test_a_button_works_without_a_script(office: WholeOffice) -> None:
    async with office.client(Role.OFFICER) as client:
        form = {"ma_bao_ve": await form_token(client), "cuoc": TALK}
        listed = await client.post("/", data={**form, "lenh": "/quahan"}, follow_redirects=True)
        button = listed.text.partition("Tiếp ›")[0].rpartition('value="')[2].partition('"')[0]
        turned = await client.post("/", data={**form, "nut": button})
        page = await client.get(turned.headers["location"])
    assert turned.headers["location"] == f"/?cuoc={TALK}#m2"
    assert "Trang 2/2" in page.text


async def test_another_person_finds_nothing_under_the_same_address(office: WholeOffice) -> None:
    async with office.client(Role.OFFICER) as client:
        form = {"ma_bao_ve": await form_token(client), "cuoc": TALK, "cau_hoi": "Hạn nào?"}
        await client.post("/", data=form)
    async with office.client(Role.ADMINISTRATOR) as other:
        page = await other.get(f"/?cuoc={TALK}")
    assert "Hạn nào?" not in page.text
    assert 'data-last="0"' in page.text


async def test_forgetting_deletes_the_talk_and_what_its_buttons_open(office: WholeOffice) -> None:
    async with office.client(Role.OFFICER) as client:
        form = {"ma_bao_ve": await form_token(client), "cuoc": TALK}
        asked = await client.post("/", data={**form, "cau_hoi": "Hạn nào?"}, follow_redirects=True)
        button = asked.text.partition("👍 Đúng")[0].rpartition('value="')[2].partition('"')[0]
        gone = await client.post("/tin/xoa", data=form, follow_redirects=True)
        vote = await client.post("/", data={**form, "nut": button}, follow_redirects=True)
    assert messages.DONE["xoa-lich-su"] in gone.text
    assert "Hạn nào?" not in gone.text
    assert said_in_chat.ANSWER_EXPIRED in vote.text


async def test_a_demonstration_s_talk_is_the_browser_s_own(tmp_path: Path) -> None:
    with whole_office(tmp_path, with_staff=False) as office:
        async with office.client() as client:
            page = await client.get("/")
            token = page.text.partition('name="ma_bao_ve" value="')[2].partition('"')[0]
            form = {"ma_bao_ve": token, "cau_hoi": "Hạn nào?"}
            asked = await client.post("/", data=form, follow_redirects=True)
        async with office.client() as other:
            elsewhere = await other.get("/")
    assert "Nội dung trả lời" in asked.text
    assert 'data-last="0"' in elsewhere.text


async def test_a_code_for_chats_links_nothing_on_the_page(office: WholeOffice) -> None:
    async with office.client(Role.OFFICER) as client:
        form = {"ma_bao_ve": await form_token(client), "cau_hoi": "LIENKET ABCD2345"}
        page = await client.post("/", data=form, follow_redirects=True)
    assert said_in_chat.LINK_IN_CHAT in page.text


@dataclass(slots=True)
class Slow:
    """Answers once it is let go."""

    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, message: Message, tell: Tell) -> None:
        await self.go.wait()

    def menu(self, person: str) -> tuple[Command, ...]:
        return ()

    def forget(self, places: Iterable[Place]) -> None:
        pass


async def test_so_many_messages_of_a_person_wait_and_no_more(database: Database) -> None:
    slow = Slow()
    desk = TalkDesk(assistant=slow, talks=Talks(database, now, DAYS))
    for number in range(MOST_WAITING):
        place = Place(person="1", talk=f"cuoc-{number}")
        await desk.take(Message(place=place, id="tin-so-1", text="Hạn nào?"))
    one_more = Message(place=Place(person="1", talk="cuoc-nua"), id="tin-so-1", text="Hạn nào?")
    with pytest.raises(TooManyWaitError):
        await desk.take(one_more)
    assert desk.talks.entries("1", "cuoc-nua") == ()
    assert desk.is_working(Place(person="1", talk="cuoc-0"))
    slow.go.set()
    await desk.finish()
    assert await desk.take(one_more) is not None
    await desk.finish()
