"""Staff, sessions, chat accounts, the audit, feedback and questions without an answer."""

import sqlalchemy as sa
from alembic import op

from corpus.schema import NUMBER, Moment

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = (
    "staff",
    "staff_sessions",
    "pairing_codes",
    "pairing_tries",
    "chat_accounts",
    "audit",
    "audit_start",
    "feedback",
    "unanswered",
)


def upgrade() -> None:
    """Bring the store to this version."""
    _people()
    _chat()
    _records()


def _people() -> None:
    op.create_table(
        "staff",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("account", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("units", sa.JSON, nullable=False),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", Moment),
        sa.Column("created_at", Moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "staff_sessions",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("token_sha256", sa.Text, nullable=False, unique=True),
        sa.Column("staff_id", NUMBER, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_staff_sessions_staff_id", "staff_sessions", ["staff_id"])


def _chat() -> None:
    op.create_table(
        "pairing_codes",
        sa.Column("staff_id", NUMBER, sa.ForeignKey("staff.id"), primary_key=True),
        sa.Column("code_hmac", sa.Text, nullable=False, unique=True),
        sa.Column("ends_at", Moment, nullable=False),
    )
    op.create_table(
        "pairing_tries",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("bot_id", sa.Text, primary_key=True),
        sa.Column("user_id", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", Moment, nullable=False),
    )
    op.create_table(
        "chat_accounts",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("bot_id", sa.Text, primary_key=True),
        sa.Column("user_id", sa.Text, primary_key=True),
        sa.Column("staff_id", NUMBER, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("linked_at", Moment, nullable=False),
        sa.UniqueConstraint("staff_id", "channel", "bot_id", name="uq_chat_accounts_staff_id"),
    )


def _records() -> None:
    op.create_table(
        "audit",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("staff_id", NUMBER),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "audit_start",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    told = {
        "feedback": (
            sa.Column("documents", sa.JSON, nullable=False),
            sa.Column("vote", sa.Text, nullable=False),
            sa.Column("reason", sa.Text),
            sa.Column("words", sa.Text, nullable=False),
        ),
        "unanswered": (),
    }
    for name, more in told.items():
        op.create_table(
            name,
            sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
            sa.Column("at", Moment, nullable=False),
            sa.Column("staff_id", NUMBER, sa.ForeignKey("staff.id")),
            sa.Column("channel", sa.Text, nullable=False),
            sa.Column("question", sa.Text, nullable=False),
            *more,
            sqlite_autoincrement=True,
        )
        op.create_index(f"ix_{name}_at", name, ["at"])


def downgrade() -> None:
    """Bring the store back to the version before."""
    for name in reversed(_TABLES):
        op.drop_table(name)
