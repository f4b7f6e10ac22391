"""The real command in its own process: papers ingested, then asked over the web and Telegram."""

import asyncio
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import httpx
import pytest

from corpus.schema import VIETNAM
from tests.doubles import BotApiDouble, text_of_html
from tests.emulator.people import GROUP, LAN, STRANGER, Talk, eventually

PAPERS = Path(__file__).parents[1] / "samples" / "papers"
PLAN = PAPERS / "kh-12-cai-cach-hanh-chinh-2026.docx"
COMMAND = [sys.executable, "-c", "from cli.main import main; main()"]
QUESTION = "Báo cáo quý về cải cách hành chính gửi trước ngày nào?"
ANSWER = "Báo cáo quý: gửi trước ngày 14 của tháng cuối quý."
START_SECONDS = 60


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "DUNGHAN_HOME": str(folder)}
    subprocess.run(  # noqa: S603 -- our own command
        [*COMMAND, "ingest", str(PLAN)], env=environment, check=True, capture_output=True
    )
    return folder


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def token() -> str:
    return f"1234567:{secrets.token_urlsafe(26)}"


@pytest.fixture
def double(token: str) -> Iterator[BotApiDouble]:
    server = BotApiDouble(token)
    yield server
    server.close()


def serve(home: Path, port: int, *options: str, **settings: str) -> "subprocess.Popen[str]":
    """The command, once it has said where its page is."""
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [*COMMAND, *options, "serve", "--port", str(port)],
        env={**os.environ, "DUNGHAN_HOME": str(home), **settings},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr is not None
    said = process.stderr.readline()
    while said.startswith("{"):  # the log, where it is asked for
        said = process.stderr.readline()
    assert f"http://127.0.0.1:{port}/" in said
    return process


def serve_telegram(
    home: Path, port: int, double: BotApiDouble, token: str
) -> "subprocess.Popen[str]":
    """The command with Telegram, for one admitted person."""
    return serve(
        home,
        port,
        DUNGHAN_TELEGRAM_TOKEN=token,
        DUNGHAN_TELEGRAM_BASE_URL=double.root_url,
        DUNGHAN_TELEGRAM_USERS=str(LAN["id"]),
    )


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """The exit code after a polite signal, and what was said on the way."""
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=START_SECONDS)
    return process.returncode, said


def test_the_web_chat_answers_from_what_was_ingested(home: Path, free_port: int) -> None:
    process = serve(home, free_port)
    with httpx.Client(
        base_url=f"http://127.0.0.1:{free_port}", transport=httpx.HTTPTransport(retries=20)
    ) as client:
        reply = client.post("/api/hoi", json={"question": QUESTION}).json()
    _, said = ended(process)
    assert reply["answered"] is True
    assert ANSWER in reply["conclusion"]
    assert reply["quotes"][0]["source"] == PLAN.name
    assert "Traceback" not in said


def test_a_question_that_is_on_its_way_is_answered_before_the_stop(
    home: Path, free_port: int
) -> None:
    process = serve(home, free_port)
    body = json.dumps({"question": QUESTION}).encode()
    head = (
        f"POST /api/hoi HTTP/1.1\r\nHost: 127.0.0.1:{free_port}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    address = ("127.0.0.1", free_port)
    with httpx.Client(transport=httpx.HTTPTransport(retries=20)) as client:
        assert client.get(f"http://127.0.0.1:{free_port}/readyz").json() == {"ready": True}
    with socket.create_connection(address, timeout=START_SECONDS) as asking:
        asking.sendall(head.encode() + body[:10])
        process.send_signal(signal.SIGTERM)
        wait_until_refused(address)
        asking.sendall(body[10:])
        reply = asking.makefile("rb").read().decode()
    code, said = process.wait(START_SECONDS), process.communicate()[1]
    assert reply.startswith("HTTP/1.1 200 OK")
    assert ANSWER in reply
    assert code in (0, -signal.SIGTERM)
    assert "Traceback" not in said


@pytest.mark.parametrize(("named", "next_one"), [("", 429), ("127.0.0.1", 401)])
def test_a_server_in_front_is_believed_only_where_it_is_named(
    home: Path, free_port: int, named: str, next_one: int
) -> None:
    process = serve(home, free_port, DUNGHAN_TRUSTED_PROXIES=named)
    with httpx.Client(
        base_url=f"http://127.0.0.1:{free_port}",
        headers={"authorization": "Bearer sai"},
        transport=httpx.HTTPTransport(retries=20),
    ) as client:
        for _ in range(60):
            client.get("/api/documents", headers={"x-forwarded-for": "10.0.0.1"})
        same = client.get("/api/documents", headers={"x-forwarded-for": "10.0.0.1"})
        other = client.get("/api/documents", headers={"x-forwarded-for": "10.0.0.2"})
    ended(process)
    assert same.status_code == 429
    assert other.status_code == next_one


def wait_until_refused(address: tuple[str, int]) -> None:
    """Until nobody new is let in: the stop has begun."""
    for _ in range(START_SECONDS * 20):
        try:
            with socket.create_connection(address, timeout=1):
                time.sleep(0.05)
        except OSError:
            return


def test_the_log_of_a_server_is_lines_of_json_without_the_question(
    home: Path, free_port: int
) -> None:
    process = serve(home, free_port, "--verbose", DUNGHAN_LOG="json")
    with httpx.Client(
        base_url=f"http://127.0.0.1:{free_port}", transport=httpx.HTTPTransport(retries=20)
    ) as client:
        client.post("/api/hoi", json={"question": QUESTION})
    _, said = ended(process)
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert "web.metrics" in {line["logger"] for line in lines}
    assert "cải cách" not in said


async def test_telegram_answers_an_admitted_person_with_the_quote(
    home: Path, free_port: int, double: BotApiDouble, token: str
) -> None:
    process = serve_telegram(home, free_port, double, token)
    talk = Talk(double)
    await talk.polling()
    await talk.says(LAN, QUESTION)
    sent = await talk.messages(1)
    code, said = await asyncio.to_thread(ended, process)
    assert ANSWER in text_of_html(sent[-1].text)
    assert token not in said
    assert "Traceback" not in said
    assert code in (0, -signal.SIGTERM)


async def test_the_morning_list_goes_to_its_group_once_over_two_starts(
    free_port: int, double: BotApiDouble, token: str, tmp_path: Path
) -> None:
    today = datetime.now(VIETNAM)
    write_office(tmp_path, today)
    export = tmp_path / "so.csv"
    export.write_text(
        "Mã hồ sơ,Chủ hồ sơ,Ngày nhận,Ngày hẹn trả\nA-001,Ng Kín,02/01/2026,05/01/2026\n",
        encoding="utf-8",
    )
    subprocess.run(  # noqa: S603, ASYNC221 -- our own command, before anything runs
        [*COMMAND, "cases", "import", str(export), "--as-of", f"{today:%Y-%m-%dT00:00}"],
        env={**os.environ, "DUNGHAN_HOME": str(tmp_path)},
        check=True,
        capture_output=True,
    )
    for _ in range(2):
        before = await double.polls()
        process = serve_telegram(tmp_path, free_port, double, token)
        sent = await Talk(double).messages(1)
        await eventually(partial(polled_more_than, double, before))
        code, said = await asyncio.to_thread(ended, process)
        assert code in (0, -signal.SIGTERM)
        assert "Traceback" not in said
    assert [call.chat_id for call in sent] == [GROUP["id"]]
    assert f"NGÀY {today:%d/%m/%Y}" in sent[0].text
    assert "• A-001: quá " in sent[0].text
    assert "Kín" not in sent[0].text


async def polled_more_than(double: BotApiDouble, before: int) -> bool | None:
    return True if await double.polls() > before else None


def write_office(home: Path, today: datetime) -> None:
    """A group whose list is due at any hour of this day, worked or not."""
    groups = [
        {
            "name": "kstthc",
            "kind": "daily",
            "channel": "telegram",
            "recipient": str(GROUP["id"]),
            "at": "00:00",
        }
    ]
    (home / "groups.json").write_text(json.dumps(groups), encoding="utf-8")
    days = f"ngày,loại,căn cứ\n{today:%d/%m/%Y},làm bù,kiểm thử\n"
    (home / "working_days.csv").write_text(days, encoding="utf-8")


async def test_telegram_tells_a_stranger_only_their_id(
    home: Path, free_port: int, double: BotApiDouble, token: str
) -> None:
    process = serve_telegram(home, free_port, double, token)
    talk = Talk(double)
    await talk.polling()
    await talk.says(STRANGER, QUESTION)
    sent = await talk.messages(1)
    await asyncio.to_thread(ended, process)
    assert str(STRANGER["id"]) in sent[0].text
    assert ANSWER not in sent[0].text


def test_a_taken_port_is_said_in_one_line(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(  # noqa: S603 -- our own command
            [*COMMAND, "serve", "--port", str(port)],
            env={**os.environ, "DUNGHAN_HOME": str(home)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Lỗi: Không mở được cổng {port}")
    assert done.stderr.count("\n") == 1
