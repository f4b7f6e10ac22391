"""Webhooks in front of the web pages, and Telegram's own."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from bot.channel import Arrived
from bot.telegram_app import TelegramApplication, on_webhook, serve_webhook
from bot.webhooks import Message, Receive, Scope, Send, Webhooks
from tests.doubles import BotApiDouble, text_of_html
from tests.emulator.people import LAN, Talk, private, written
from tests.test_bot_faults import TOKEN, Lookup, application_for

SECRET = "bi_mat-1"


async def pages(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})


async def call(path: str, method: str = "POST", body: bytes = b"{}") -> int:
    """The status of one request."""

    async def handle(arrived: Arrived) -> int:
        return 200 if arrived.headers["x-a"] == "1" else 403

    async def broken(_arrived: Arrived) -> int:
        raise RuntimeError("broken")

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    statuses: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope: Scope = {"type": "http", "path": path, "method": method, "headers": [(b"X-A", b"1")]}
    await Webhooks(pages, {"/hook": handle, "/broken": broken})(scope, receive, send)
    [status] = statuses
    return status


async def test_a_webhook_s_path_is_the_handler_s_and_the_rest_the_pages() -> None:
    assert await call("/hook") == 200
    assert await call("/van-ban") == 299
    assert await call("/hook/..") == 299


async def test_only_post_of_a_bounded_body_reaches_a_handler() -> None:
    assert await call("/hook", "GET") == 405
    assert await call("/hook", body=b"x" * (1024 * 1024 + 1)) == 413


async def test_a_fault_of_a_handler_is_told_by_its_kind_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert await call("/broken") == 500
    assert [record.getMessage() for record in caplog.records] == ["webhook /broken: RuntimeError"]


# --- Telegram's ---


@pytest.fixture
async def double() -> AsyncIterator[BotApiDouble]:
    server = BotApiDouble(TOKEN)
    yield server
    await asyncio.to_thread(server.close)


@pytest.fixture
async def application(double: BotApiDouble) -> AsyncIterator[TelegramApplication]:
    built = application_for(double, Lookup())
    stop = asyncio.Event()
    address = "https://xa.example/telegram/webhook"
    serving = asyncio.create_task(serve_webhook(built, stop, address=address, secret=SECRET))
    await Talk(double).made("setMyCommands", 2)
    for _ in range(100):
        if built.running:
            break
        await asyncio.sleep(0.01)
    yield built
    stop.set()
    await serving


def arrived(update: object, secret: str = SECRET) -> Arrived:
    headers = {"x-telegram-bot-api-secret-token": secret}
    return Arrived(headers=headers, body=json.dumps(update).encode())


async def test_telegram_is_told_the_address_and_calls_it(
    double: BotApiDouble, application: TelegramApplication
) -> None:
    [told] = await Talk(double).made("setWebhook")
    assert told.body["url"] == "https://xa.example/telegram/webhook"
    assert told.body["secret_token"] == SECRET
    message = written(LAN, private(LAN), "Hạn nộp?") | {"message_id": 5}
    update = {"update_id": 1, "message": message}
    assert await on_webhook(application, arrived(update), SECRET) == 200
    [answer] = await Talk(double).messages(1)
    assert text_of_html(answer.text).startswith("Thời hạn < 3 ngày")


async def test_a_forged_call_is_refused_before_it_is_read(
    application: TelegramApplication,
) -> None:
    assert await on_webhook(application, arrived({}, "khac"), SECRET) == 403
    assert await on_webhook(application, Arrived(headers={}, body=b"{"), SECRET) == 403


async def test_what_is_no_update_is_refused(application: TelegramApplication) -> None:
    headers = {"x-telegram-bot-api-secret-token": SECRET}
    assert await on_webhook(application, Arrived(headers=headers, body=b"{"), SECRET) == 400
