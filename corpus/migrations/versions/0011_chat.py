"""Chats: dialogues, what buttons open, groups, tokens of channels, counts of messages."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_CHAT = ("channel", "bot_id", "chat_id")


def _chat_table(name: str, keys: tuple[str, ...], *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        *(sa.Column(key, sa.Text, nullable=False) for key in (*_CHAT, *keys)),
        *columns,
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint(*_CHAT, *keys, name=f"pk_{name}"),
    )


def upgrade() -> None:
    """Bring the store to this version."""
    _chat_table("chat_states", ("user_id",), sa.Column("state", sa.JSON, nullable=False))
    _chat_table("chat_kept", ("token",), sa.Column("content", sa.JSON, nullable=False))
    _chat_table("chat_seen", ("message_id",))
    for table in ("chat_states", "chat_kept", "chat_seen"):
        op.create_index(f"ix_{table}_at", table, ["at"])
    _chat_table("chat_groups", (), sa.Column("approved_by", sa.Text, nullable=False))
    op.create_table(
        "channel_tokens",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("bot_id", sa.Text, nullable=False),
        sa.Column("access", sa.Text, nullable=False),
        sa.Column("refresh", sa.Text, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("channel", "bot_id", name="pk_channel_tokens"),
    )
    op.create_table(
        "channel_counts",
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("bot_id", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("channel", "bot_id", "month", name="pk_channel_counts"),
    )


def downgrade() -> None:
    """Bring the store back to the version before."""
    for table in (
        "channel_counts",
        "channel_tokens",
        "chat_groups",
        "chat_seen",
        "chat_kept",
        "chat_states",
    ):
        op.drop_table(table)
