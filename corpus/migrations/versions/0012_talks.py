"""Talks on the office's own page."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the store to this version."""
    op.create_table(
        "talk_entries",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("talk", sa.Text, nullable=False),
        sa.Column("place", _NUMBER, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_talk_entries"),
        sa.UniqueConstraint("person", "talk", "message_id", name="uq_talk_entries_person"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_talk_entries_at", "talk_entries", ["at"])
    op.create_index("ix_talk_entries_person", "talk_entries", ["person", "talk", "number"])


def downgrade() -> None:
    """Bring the store back to the version before."""
    op.drop_table("talk_entries")
