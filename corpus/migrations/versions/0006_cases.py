"""The register of cases, who filed them, and each import."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXTS = ("procedure", "procedure_code", "field", "unit", "ward", "officer")


def _moments(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.DateTime(timezone=True)) for name in names]


def upgrade() -> None:
    """Bring the store to this version."""
    op.create_table(
        "case_imports",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("same", sa.Integer, nullable=False),
        sa.Column("problems", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_case_imports"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "cases",
        sa.Column("code", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in _TEXTS),
        *_moments("received_at", "due_at", "finished_at", "returned_at"),
        sa.Column("progress", sa.Text, nullable=False),
        sa.Column("channel", sa.Text),
        *_moments("second_received_at", "second_due_at"),
        sa.Column("is_two_stage", sa.Boolean, nullable=False),
        *_moments("extended_to"),
        sa.Column("extensions", sa.Integer, nullable=False),
        *(
            sa.Column(name, sa.Boolean)
            for name in ("is_digitised", "is_signed", "is_paid_online", "has_fee")
        ),
        sa.Column("pauses", sa.JSON, nullable=False),
        sa.Column("transfers", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        *_moments("ended_at"),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_cases"),
    )
    for name in ("progress", "ended_at", "received_at"):
        op.create_index(f"ix_cases_{name}", "cases", [name])
    op.create_table(
        "case_applicants",
        sa.Column("code", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "address", "phone")),
        sa.Column("email", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_case_applicants"),
        sa.ForeignKeyConstraint(["code"], ["cases.code"], name="fk_case_applicants_code"),
    )
    op.create_table(
        "case_letters",
        sa.Column("ordinal", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("written_on", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("new_appointment", sa.Date),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_case_letters"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_case_letters_code", "case_letters", ["code"])
    _create_outbox()


def _create_outbox() -> None:
    op.create_table(
        "digests",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("totals", sa.JSON, nullable=False),
        sa.Column("is_stale", sa.Boolean, nullable=False),
        *_moments("as_of"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_digests"),
    )
    op.create_index("ix_digests_group", "digests", ["group", "kind", "day"])
    op.create_table(
        "told_once",
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("batch", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("group", "item", name="pk_told_once"),
    )
    op.create_table(
        "outbox",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubtful", sa.Integer, nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.Text),
        *_moments("claimed_until", "sent_at"),
        sa.Column("sent_as", sa.Text),
        sa.Column("fault", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_outbox"),
        sa.UniqueConstraint("batch", "ordinal", name="uq_outbox_batch"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_state", "outbox", ["state", "not_before"])


def downgrade() -> None:
    """Bring the store back to the version before."""
    lists = ("outbox", "told_once", "digests")
    for table in (*lists, "case_letters", "case_applicants", "cases", "case_imports"):
        op.drop_table(table)
