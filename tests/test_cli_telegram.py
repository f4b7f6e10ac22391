"""An administrator's whole way with a real paper on Telegram, with the command started anew."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.doubles import BotApiDouble, Fault, text_of_html
from tests.emulator.people import LAN, MINH, Server, Talk, eventually, private
from tests.emulator.process import server_of
from tests.test_cli_serve import ended, serve

PAPER = Path(__file__).parents[1] / "samples" / "papers" / "qd-15-2026-quy-dinh-xin-loi-gia-han.pdf"
QUESTION = "Quyết định 15/2026/QĐ-UBND Điều 3 quy định gì?"
ANSWERED = "Chánh Văn phòng Ủy ban nhân dân tỉnh"


@pytest.fixture
def token() -> str:
    return f"1234567:{secrets.token_urlsafe(26)}"


@asynccontextmanager
async def started(home: Path, server: Server, token: str) -> AsyncIterator[Talk]:
    """The real command with Lan as administrator and Minh as one of the staff, until the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    before = await server.polls()
    process = await asyncio.to_thread(
        partial(
            serve,
            home,
            port,
            DUNGHAN_TELEGRAM_TOKEN=token,
            DUNGHAN_TELEGRAM_BASE_URL=server.root_url,
            DUNGHAN_TELEGRAM_ADMINISTRATORS=str(LAN["id"]),
            DUNGHAN_TELEGRAM_USERS=str(MINH["id"]),
        )
    )

    async def listens() -> bool | None:
        return True if await server.polls() > before else None

    try:
        await eventually(listens)
        yield Talk(server)
    finally:
        _, said = await asyncio.to_thread(ended, process)
        assert "Traceback" not in said
        assert token not in said


async def last(talk: Talk, count: int) -> str:
    """The words of the last message once there are so many."""
    return text_of_html((await talk.messages(count))[-1].text)


@pytest.mark.parametrize("kind", ["double", pytest.param("emulator", marks=pytest.mark.emulator)])
async def test_a_paper_is_sent_published_asked_and_withdrawn_over_three_starts(
    kind: str, token: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    async with server_of(kind, token, request) as server:
        async with started(tmp_path, server, token) as talk:
            await server.send_file(LAN, private(LAN), PAPER.name, PAPER.read_bytes())
            [preview] = await talk.messages(1)
            assert "Số: 15/2026/QĐ-UBND" in text_of_html(preview.text)
            [[publish, _], [_]] = preview.parsed("reply_markup")["inline_keyboard"]
            await talk.says(MINH, QUESTION)
            assert ANSWERED not in await last(talk, 2)
        async with started(tmp_path, server, token) as talk:
            await server.press(LAN, private(LAN), publish["callback_data"])
            published = await last(talk, 3)
            assert "15-2026-qd-ubnd" in published
            await talk.says(MINH, QUESTION)
            assert ANSWERED in await last(talk, 4)
            await talk.says(LAN, "/rut 15-2026-qd-ubnd")
            await talk.messages(5)
        async with started(tmp_path, server, token) as talk:
            await talk.says(MINH, QUESTION)
            assert ANSWERED not in await last(talk, 6)
            await talk.says(LAN, "/phuchoi 15-2026-qd-ubnd")
            await talk.messages(7)
            await talk.says(MINH, QUESTION)
            assert ANSWERED in await last(talk, 8)


async def test_the_command_goes_on_after_429_and_403(token: str, tmp_path: Path) -> None:
    double = BotApiDouble(token)
    wait = Fault(status=429, description="Too Many Requests", parameters={"retry_after": 1})
    blocked = Fault(status=403, description="Forbidden: bot was blocked by the user")
    try:
        async with started(tmp_path, double, token) as talk:
            double.state.faults["sendMessage"] = [wait]
            await talk.says(MINH, "/start")
            await talk.messages(2)
            assert [message["chat"]["id"] for message in double.state.sent] == [MINH["id"]]
            double.state.faults["sendMessage"] = [blocked]
            await talk.says(MINH, "/start")
            await talk.messages(3)
            await talk.says(LAN, "/start")
            await talk.messages(4)
            assert double.state.sent[-1]["chat"]["id"] == LAN["id"]
    finally:
        await asyncio.to_thread(double.close)
