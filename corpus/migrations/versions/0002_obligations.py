"""The obligation register: duties, which rules read them, completion marks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the store to this version."""
    op.create_table(
        "obligation_readings",
        sa.Column("revision", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("rules", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_obligation_readings"),
        sa.ForeignKeyConstraint(
            ["revision"], ["revisions.number"], name="fk_obligation_readings_revision"
        ),
    )
    op.create_table(
        "obligations",
        sa.Column("revision", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("ordinal", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("steps", sa.JSON, nullable=False),
        sa.Column("leads", sa.JSON, nullable=False),
        sa.Column("cooperating", sa.JSON, nullable=False),
        sa.Column("start_offset", sa.Integer, nullable=False),
        sa.Column("end_offset", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("deadline", sa.JSON),
        sa.Column("targets", sa.JSON, nullable=False),
        sa.Column("year", sa.Integer),
        sa.PrimaryKeyConstraint("revision", "ordinal", name="pk_obligations"),
        sa.ForeignKeyConstraint(["revision"], ["revisions.number"], name="fk_obligations_revision"),
    )
    op.create_index("ix_obligations_id", "obligations", ["id"])
    op.create_table(
        "obligation_marks",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("obligation_id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("done_on", sa.Date, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.Column("undone_by", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_obligation_marks"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_obligation_marks_obligation_id", "obligation_marks", ["obligation_id"])


def downgrade() -> None:
    """Bring the store back to the version before."""
    for table in ("obligation_marks", "obligations", "obligation_readings"):
        op.drop_table(table)
