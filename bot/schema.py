"""The tables of the chat channels: dialogues, what buttons open, groups, tokens, counts."""

import sqlalchemy as sa

from corpus.schema import Moment, metadata

_CHAT = ("channel", "bot_id", "chat_id")


def _chat_columns() -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, primary_key=True) for name in _CHAT]


# What a person and the bot were speaking of, so that a restart forgets nothing.
chat_states = sa.Table(
    "chat_states",
    metadata,
    *_chat_columns(),
    sa.Column("user_id", sa.Text, primary_key=True),
    sa.Column("state", sa.JSON, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
)

# What buttons open: answers with their quotes, lists, papers that wait.
chat_kept = sa.Table(
    "chat_kept",
    metadata,
    *_chat_columns(),
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
)

# A message that was taken is not taken again, also after a restart.
chat_seen = sa.Table(
    "chat_seen",
    metadata,
    *_chat_columns(),
    sa.Column("message_id", sa.Text, primary_key=True),
    sa.Column("at", Moment, nullable=False, index=True),
)

# The pair of an Official Account: the refresh token is good for one use.
channel_tokens = sa.Table(
    "channel_tokens",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("bot_id", sa.Text, primary_key=True),
    sa.Column("access", sa.Text, nullable=False),
    sa.Column("refresh", sa.Text, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # bot.zalo_tokens.TokenState
    sa.Column("at", Moment, nullable=False),
)

channel_counts = sa.Table(
    "channel_counts",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("bot_id", sa.Text, primary_key=True),
    sa.Column("month", sa.Text, primary_key=True),  # "2026-11"
    sa.Column("sent", sa.Integer, nullable=False),
)
