"""Questions about cases from every face: the register goes before the papers, groups see codes."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from answer.answers import Answer
from bench.questions import read_questions
from bot.people import Person
from bot.telegram_app import build_application, serve_bot
from cases.answers import EVERYONE, CaseAnswer, CaseDesk
from cases.columns import read_names
from cases.questions import may_concern_cases, read_question
from cases.register import Register
from cases.statuses import Nearness
from cases.working_days import working_days
from cli.case_office import IN_GROUP
from cli.main import app
from corpus.database import open_database
from corpus.schema import VIETNAM
from tests.doubles import BotApiDouble, text_of_html
from tests.emulator.people import GROUP, LAN, Talk
from tests.test_bot_dialogue import Answers
from tests.test_cases_answers import EXPORT
from tests.test_web_app import FOUND, read_document
from tests.web_talk import talk_alone
from web.app import create_app

ROOT = Path(__file__).parents[1]
DEV = ROOT.parent / "shared" / "questions" / "dev.json"
TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 7, tzinfo=VIETNAM)
COUNT = "hiện có bao nhiêu hồ sơ quá hạn"
CODE = "hồ sơ H20.26-261101-0002 còn mấy ngày"
# The code and its days, and nothing else.
IN_A_GROUP = "Hồ sơ H20.26-261101-0002: hẹn trả 20/11/2026, quá hạn 2 ngày làm việc."
UNITS = (
    "Trung tâm Phục vụ hành chính công xã Bình Minh Tây",
    "Văn phòng HĐND và UBND xã Bình Minh Tây",
    "Phòng Tư pháp",
    "Phòng Kinh tế xã Bình Minh Tây",
)
FIELDS = ("Hộ tịch", "Đất đai", "Chứng thực", "Bảo trợ xã hội")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CaseDesk]:
    database = open_database(f"sqlite:///{tmp_path / 'kho.db'}")
    register = Register(database, lambda: NOW)
    path = tmp_path / "so.csv"
    path.write_text(EXPORT, encoding="utf-8")
    register.take_in(path, read_names(), as_of=NOW)
    yield CaseDesk(register=register, days=working_days(), near=Nearness())
    database.close()


@pytest.fixture
async def talk(desk: CaseDesk, answers: Answers) -> AsyncIterator[Talk]:
    token = f"1234567:{secrets.token_urlsafe(26)}"
    double = BotApiDouble(token)
    stop = asyncio.Event()

    def ask_cases(question: str, _person: Person, in_group: bool) -> CaseAnswer | None:  # noqa: FBT001
        return desk.ask(question, IN_GROUP if in_group else EVERYONE, TODAY)

    application = build_application(
        token=token,
        ask=answers,
        ask_cases=ask_cases,
        allowed_user_ids=frozenset({LAN["id"]}),
        allowed_chat_ids=frozenset({GROUP["id"]}),
        base_url=double.root_url,
    )
    serving = asyncio.create_task(serve_bot(application, stop))
    conversation = Talk(double)
    await conversation.polling()
    yield conversation
    stop.set()
    await serving
    await asyncio.to_thread(double.close)


@pytest.fixture
def answers() -> Answers:
    return Answers()


async def test_an_officer_in_private_reads_procedure_unit_and_days(
    talk: Talk, answers: Answers
) -> None:
    await talk.says(LAN, CODE)
    [sent] = await talk.messages(1)
    assert text_of_html(sent.text) == (
        "Hồ sơ H20.26-261101-0002 (Đăng ký kết hôn, Phòng Tư pháp): hẹn trả 20/11/2026, quá hạn "
        "2 ngày làm việc. Số liệu lúc 07:00 ngày 25/11/2026."
    )
    assert answers.asked == []


async def test_a_group_reads_the_code_and_the_days_alone(talk: Talk) -> None:
    await talk.says(LAN, f"/hoi {CODE}", GROUP)
    [sent] = await talk.messages(1)
    assert text_of_html(sent.text) == f"{IN_A_GROUP} Số liệu lúc 07:00 ngày 25/11/2026."


async def test_a_count_in_a_group_names_nobody(talk: Talk) -> None:
    await talk.says(LAN, f"/hoi {COUNT}", GROUP)
    [sent] = await talk.messages(1)
    assert "1 hồ sơ quá hạn" in text_of_html(sent.text)
    assert "Kín" not in sent.text


async def test_a_question_about_papers_still_goes_to_the_papers(
    talk: Talk, answers: Answers
) -> None:
    await talk.says(LAN, "Hồ sơ trễ hạn thì phải làm gì?")
    await talk.messages(1)
    assert answers.asked == ["Hồ sơ trễ hạn thì phải làm gì?"]


@pytest.fixture
async def client(desk: CaseDesk) -> AsyncIterator[httpx.AsyncClient]:
    def ask(question: str) -> Answer:
        return replace(FOUND, question=question)

    def ask_cases(question: str, _person: Person, _in_group: bool) -> CaseAnswer | None:  # noqa: FBT001
        return desk.ask(question, EVERYONE, TODAY)

    with talk_alone(ask, ask_cases) as talk:
        app = create_app(
            ask=ask,
            ask_cases=lambda question, _units: desk.ask(question, EVERYONE, TODAY),
            list_documents=lambda: (),
            read_document=read_document,
            read_passages=lambda _: (),
            health=dict,
            hosts=("may-chu",),
            talk=talk,
        )
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://may-chu:8080", follow_redirects=True
        ) as opened:
            yield opened


async def test_the_page_shows_the_register_s_answer(client: httpx.AsyncClient) -> None:
    page = await client.post("/", data={"cau_hoi": COUNT})
    assert "1 hồ sơ quá hạn." in page.text


async def test_the_api_keeps_its_shape_for_a_question_about_cases(
    client: httpx.AsyncClient,
) -> None:
    case = (await client.post("/api/hoi", json={"question": COUNT})).json()
    paper = (await client.post("/api/hoi", json={"question": "Hạn nào?"})).json()
    assert list(case) == list(paper)
    assert (case["kind"], case["answered"], case["quotes"]) == ("case", True, [])
    assert case["conclusion"].startswith("1 hồ sơ quá hạn.")


def test_the_command_answers_from_the_register_first(tmp_path: Path) -> None:
    export = tmp_path / "so.csv"
    export.write_text(EXPORT, encoding="utf-8")
    environment = {"DUNGHAN_HOME": str(tmp_path / "home"), "DUNGHAN_DATABASE_URL": ""}
    run = CliRunner()
    asked = ["ask", COUNT, "--today", "2026-11-25"]
    before = run.invoke(app, [*asked, "--json"], env=environment)
    run.invoke(
        app, ["cases", "import", str(export), "--as-of", "2026-11-25T07:00"], env=environment
    )
    after = run.invoke(app, asked, env=environment)
    shape = run.invoke(app, [*asked, "--json"], env=environment)
    assert json.loads(before.stdout)["answered"] is False
    assert after.stdout.startswith("1 hồ sơ quá hạn.\n")
    assert json.loads(shape.stdout)["kind"] == "case"


@pytest.mark.parametrize(
    "file", [ROOT / "samples" / "questions.json", pytest.param(DEV, marks=pytest.mark.papers)]
)
def test_no_question_for_the_papers_is_taken_by_the_register(file: Path) -> None:
    if not file.exists():
        pytest.skip("the questions are not beside the project")
    questions = read_questions(file)
    assert len(questions) > 20
    taken = [
        each.text
        for each in questions
        if read_question(each.text, units=UNITS, fields=FIELDS, today=TODAY) is not None
    ]
    assert taken == []


def test_a_question_without_a_status_opens_no_register() -> None:
    assert not may_concern_cases("Thời hạn gửi báo cáo là ngày nào?")
