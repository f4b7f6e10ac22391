"""The pair of tokens of an Official Account. The refresh token is good for one single use.

One refresher at a time, over all processes: it claims the pair in the store, asks once, and saves
both new tokens in one transaction. When nobody knows whether the service used the token up, the
account needs consent again; asking a second time would only lose what is left.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from bot import messages
from bot.errors import ConsentNeededError
from bot.posting import CallFaultError, Poster
from bot.schema import channel_tokens
from corpus.database import Database

logger = logging.getLogger(__name__)

ZALO_OAUTH = "https://oauth.zaloapp.com"
CHANNEL = "zalo_oa"
_MARGIN = timedelta(minutes=30)  # a token is changed before it ends
_CLAIM = timedelta(minutes=2)  # a claim that is older is of a process that died
_TRIES = 60
_PAUSE_SECONDS = 1.0


class TokenState(StrEnum):
    """What may be done with a pair."""

    READY = "ready"
    CLAIMED = "claimed"  # somebody is changing it
    NEEDS_CONSENT = "needs_consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Both tokens as the store has them."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime
    state: TokenState
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenStore:
    """The pair of one account in the store."""

    database: Database
    now: Callable[[], datetime]
    account: str

    def read(self) -> Pair | None:
        """The pair; None before the first consent."""
        with self.database.reading() as connection:
            return self._row(connection)

    def save(self, access: str, refresh: str, expires_in: timedelta) -> None:
        """Put a new pair in the place of the old one, both at once."""
        now = self.now()
        row = {
            "channel": CHANNEL,
            "bot_id": self.account,
            "access": access,
            "refresh": refresh,
            "expires_at": now + expires_in,
            "state": TokenState.READY.value,
            "at": now,
        }
        with self.database.writing() as connection:
            connection.execute(sa.delete(channel_tokens).where(*self._mine()))
            connection.execute(sa.insert(channel_tokens), row)

    def claim(self, seen: Pair) -> bool:
        """True when this caller alone may use the refresh token now."""
        with self.database.writing() as connection:
            pair = self._row(connection)
            if pair is None or pair.refresh != seen.refresh or pair.state is not TokenState.READY:
                return False
            self._set(connection, TokenState.CLAIMED)
            return True

    def set_state(self, state: TokenState) -> None:
        """Note what may be done with the pair."""
        with self.database.writing() as connection:
            self._set(connection, state)

    def _set(self, connection: sa.Connection, state: TokenState) -> None:
        changed = sa.update(channel_tokens).where(*self._mine())
        connection.execute(changed.values(state=state.value, at=self.now()))

    def _row(self, connection: sa.Connection) -> Pair | None:
        query = sa.select(channel_tokens).where(*self._mine())
        row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        return Pair(
            access=row["access"],
            refresh=row["refresh"],
            expires_at=row["expires_at"],
            state=TokenState(row["state"]),
            at=row["at"],
        )

    def _mine(self) -> tuple[sa.ColumnElement[bool], ...]:
        return (channel_tokens.c.channel == CHANNEL, channel_tokens.c.bot_id == self.account)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenKeeper:
    """Gives the access token that is good now, and changes the pair when it is time."""

    tokens: TokenStore
    poster: Poster
    app_id: str
    app_secret: str = field(repr=False)
    base_url: str = ZALO_OAUTH
    pause_seconds: float = _PAUSE_SECONDS
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def access(self, rejected: str | None = None) -> str:
        """The access token.

        Args:
            rejected: the one that the service refused just now; it is not given again.

        Raises:
            ConsentNeededError: there is none, and none can be got.
        """
        async with self.lock:
            for _ in range(_TRIES):
                pair = await asyncio.to_thread(self.tokens.read)
                if pair is None or pair.state is TokenState.NEEDS_CONSENT:
                    raise ConsentNeededError(self.tokens.account)
                now = self.tokens.now()
                if pair.state is TokenState.CLAIMED:
                    if now - pair.at > _CLAIM:
                        await self._lose()
                    await asyncio.sleep(self.pause_seconds)
                elif pair.access != rejected and pair.expires_at - now > _MARGIN:
                    return pair.access
                elif await asyncio.to_thread(self.tokens.claim, pair):
                    return await self._refresh(pair)
            raise ConsentNeededError(self.tokens.account)

    async def _refresh(self, pair: Pair) -> str:
        """Use the refresh token, once."""
        form = {
            "refresh_token": pair.refresh,
            "app_id": self.app_id,
            "grant_type": "refresh_token",
        }
        try:
            answered = await self.poster.post(
                f"{self.base_url.rstrip('/')}/v4/oa/access_token",
                form,
                headers={"secret_key": self.app_secret},
                is_form=True,
            )
        except CallFaultError as error:
            if error.is_unclear:
                await self._lose()
            # It never left this machine: the token is still good.
            await asyncio.to_thread(self.tokens.set_state, TokenState.READY)
            raise
        except BaseException:  # stopped in the middle of the call
            await asyncio.to_thread(self.tokens.set_state, TokenState.NEEDS_CONSENT)
            raise
        access, refresh = answered.body.get("access_token"), answered.body.get("refresh_token")
        if not isinstance(access, str) or not isinstance(refresh, str) or not access:
            await self._lose()
            raise ConsentNeededError(self.tokens.account)
        seconds = int(str(answered.body.get("expires_in") or "90000"))  # text, of seconds
        await asyncio.to_thread(self.tokens.save, access, refresh, timedelta(seconds=seconds))
        return access

    async def _lose(self) -> None:
        """Nobody knows whether the token was used up: only a new consent helps."""
        await asyncio.to_thread(self.tokens.set_state, TokenState.NEEDS_CONSENT)
        logger.error(messages.LOG_NEEDS_CONSENT, self.tokens.account)
        raise ConsentNeededError(self.tokens.account)
