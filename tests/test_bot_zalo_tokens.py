"""The tokens of a Zalo Official Account: changed once, whoever asks; refusals that are said so."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.errors import ChannelError, ConsentNeededError
from bot.posting import Poster
from bot.zalo_oa import WindowClosedError, ZaloOaApi
from bot.zalo_tokens import TokenKeeper, TokenState, TokenStore
from corpus.database import Database
from tests.clocks import Clock
from tests.test_bot_contract import NOW
from tests.zalo_double import ZaloDouble


@dataclass(frozen=True, slots=True)
class Tokens:
    """An account's tokens, their keeper, and the calls made with them."""

    store: TokenStore
    keeper: TokenKeeper
    api: ZaloOaApi
    waited: list[float]


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def tokens(database: Database, zalo: ZaloDouble, poster: Poster, clock: Clock) -> Tokens:
    kept = TokenStore(database=database, now=clock, account="oa1")
    kept.save("access-1", "refresh-1", timedelta(hours=25))
    keeper = TokenKeeper(
        tokens=kept,
        poster=poster,
        app_id="app",
        app_secret="bi-mat",
        base_url=zalo.root_url,
        pause_seconds=0,
    )
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    api = ZaloOaApi(poster=poster, keeper=keeper, base_url=zalo.root_url, pause=pause)
    return Tokens(kept, keeper, api, waited)


async def test_a_good_token_is_used_without_a_refresh(tokens: Tokens, zalo: ZaloDouble) -> None:
    await tokens.api.send_text("u1", "một")
    assert zalo.made("access_token") == []
    [sent] = zalo.made("cs")
    assert sent.headers["access_token"] == "access-1"
    assert sent.body == {"recipient": {"user_id": "u1"}, "message": {"text": "một"}}


async def test_many_at_once_refresh_once(tokens: Tokens, zalo: ZaloDouble, clock: Clock) -> None:
    clock.now += timedelta(hours=25)
    found = await asyncio.gather(*(tokens.keeper.access() for _ in range(8)))
    assert set(found) == {"access-2"}
    [call] = zalo.made("access_token")
    assert call.body == {
        "refresh_token": "refresh-1",
        "app_id": "app",
        "grant_type": "refresh_token",
    }
    assert call.headers["secret_key"] == "bi-mat"
    pair = tokens.store.read()
    assert pair is not None
    assert (pair.access, pair.refresh, pair.state) == ("access-2", "refresh-2", TokenState.READY)
    assert pair.expires_at == clock.now + timedelta(hours=25)


async def test_two_programs_over_one_store_refresh_once(
    tokens: Tokens, zalo: ZaloDouble, poster: Poster, clock: Clock
) -> None:
    clock.now += timedelta(hours=25)
    other = TokenKeeper(
        tokens=tokens.store,
        poster=poster,
        app_id="app",
        app_secret="bi-mat",
        base_url=zalo.root_url,
        pause_seconds=0.01,
    )
    found = await asyncio.gather(tokens.keeper.access(), other.access())
    assert set(found) == {"access-2"}
    assert len(zalo.made("access_token")) == 1


@pytest.mark.parametrize("code", [-216, -220])
async def test_a_refused_token_is_changed_once_and_the_message_sent(
    tokens: Tokens, zalo: ZaloDouble, code: int
) -> None:
    zalo.plan("cs", {"error": code, "message": "token"})
    await tokens.api.send_text("u1", "một")
    assert [call.headers["access_token"] for call in zalo.made("cs")] == ["access-1", "access-2"]


async def test_a_token_that_is_refused_twice_is_an_error(tokens: Tokens, zalo: ZaloDouble) -> None:
    zalo.plan("cs", {"error": -216}, {"error": -216})
    with pytest.raises(ChannelError, match="mã lỗi -216"):
        await tokens.api.send_text("u1", "một")
    assert len(zalo.made("access_token")) == 1


async def test_an_unclear_refresh_is_never_made_again(
    tokens: Tokens, zalo: ZaloDouble, clock: Clock
) -> None:
    clock.now += timedelta(hours=25)
    zalo.plan("access_token", lambda: None)
    for _ in range(2):
        with pytest.raises(ConsentNeededError, match="cấp quyền lại"):
            await tokens.keeper.access()
    assert len(zalo.made("access_token")) == 1
    pair = tokens.store.read()
    assert pair is not None
    assert pair.state is TokenState.NEEDS_CONSENT


async def test_a_claim_of_a_program_that_died_needs_consent(
    tokens: Tokens, zalo: ZaloDouble, clock: Clock
) -> None:
    tokens.store.set_state(TokenState.CLAIMED)
    clock.now += timedelta(minutes=3)
    with pytest.raises(ConsentNeededError, match="oa1"):
        await tokens.keeper.access()
    assert zalo.made("access_token") == []


async def test_too_many_requests_are_waited_for(tokens: Tokens, zalo: ZaloDouble) -> None:
    zalo.plan("cs", {"error": -32}, {"error": -32})
    await tokens.api.send_text("u1", "một")
    assert tokens.waited == [5.0, 10.0]
    assert len(zalo.made("cs")) == 3


@pytest.mark.parametrize("code", [-230, -232])
async def test_a_closed_window_is_said_so(tokens: Tokens, zalo: ZaloDouble, code: int) -> None:
    zalo.plan("cs", {"error": code})
    with pytest.raises(WindowClosedError, match=str(code)):
        await tokens.api.send_text("u1", "một")
    assert len(zalo.made("cs")) == 1


def test_a_pair_is_not_shown(tokens: Tokens) -> None:
    assert "refresh-1" not in repr(tokens.store.read())
    assert "bi-mat" not in repr(tokens.keeper)
