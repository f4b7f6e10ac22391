"""Papers that wait to be published, and who took in what."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the store to this version."""
    op.create_table(
        "pending",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pending"),
    )
    op.create_index("ix_pending_sha256", "pending", ["sha256"])
    op.create_table(
        "intake_log",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("who", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_intake_log"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_intake_log_document_id", "intake_log", ["document_id"])


def downgrade() -> None:
    """Bring the store back to the version before."""
    for table in ("intake_log", "pending"):
        op.drop_table(table)
