"""The table of chat groups."""

import sqlalchemy as sa

from corpus.schema import Moment, metadata

chat_groups = sa.Table(
    "chat_groups",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("bot_id", sa.Text, primary_key=True),
    sa.Column("chat_id", sa.Text, primary_key=True),
    sa.Column(
        "state", sa.Text, nullable=False, server_default="approved"
    ),  # corpus.chat_groups.GroupState
    sa.Column("name", sa.Text, nullable=False, server_default=""),
    sa.Column("added_by", sa.Text, nullable=False, server_default=""),
    sa.Column("at", Moment, nullable=False),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", Moment),
)
