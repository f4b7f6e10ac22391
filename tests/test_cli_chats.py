"""The real command with Zalo: a question over polling and over the webhook, until a signal."""

import asyncio
import json
from pathlib import Path

import httpx

from bot import messages
from tests.emulator.people import eventually
from tests.test_cli_serve import ended, free_port, home, serve
from tests.zalo_double import BOT_TOKEN, ZaloDouble, text_update

__all__ = ["free_port", "home"]  # fixtures


async def test_zalo_is_polled_and_a_stranger_reads_their_id(home: Path, free_port: int) -> None:
    double = ZaloDouble()
    process = serve(
        home, free_port, DUNGHAN_ZALO_TOKEN=BOT_TOKEN, DUNGHAN_ZALO_BASE_URL=double.root_url
    )
    double.state.updates.put(text_update("hạn?", "m1"))

    async def answered() -> bool | None:
        return bool(double.made("sendMessage")) or None

    await eventually(answered)
    [sent] = double.made("sendMessage")
    _, said = await asyncio.to_thread(ended, process)
    await asyncio.to_thread(double.close)
    assert sent.body["text"] == messages.STRANGER.format(channel="Zalo", user_id="u1")
    assert "Traceback" not in said
    assert "bi-mat" not in said


async def test_a_webhook_of_zalo_stands_before_the_pages(home: Path, free_port: int) -> None:
    double = ZaloDouble()
    process = serve(
        home,
        free_port,
        DUNGHAN_ZALO_TOKEN=BOT_TOKEN,
        DUNGHAN_ZALO_BASE_URL=double.root_url,
        DUNGHAN_ZALO_SECRET="mot-bi-mat-dai",
        DUNGHAN_PUBLIC_URL="https://xa.example",
    )

    async def told() -> bool | None:
        return bool(double.made("setWebhook")) or None

    await eventually(told)
    transport = httpx.AsyncHTTPTransport(retries=20)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{free_port}", transport=transport
    ) as client:
        content = json.dumps(text_update("hạn?", "m2"))
        forged = await client.post("/zalo/webhook", content=content)
        headers = {"X-Bot-Api-Secret-Token": "mot-bi-mat-dai"}
        genuine = await client.post("/zalo/webhook", content=content, headers=headers)
        page = await client.get("/healthz")
    _, said = await asyncio.to_thread(ended, process)
    await asyncio.to_thread(double.close)
    [webhook] = double.made("setWebhook")
    assert webhook.body["url"] == "https://xa.example/zalo/webhook"
    assert (forged.status_code, genuine.status_code, page.status_code) == (403, 200, 200)
    assert len(double.made("sendMessage")) == 1
    assert "Traceback" not in said
