"""Documents, their revisions and passages, and the log of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the store to this version."""
    op.create_table(
        "documents",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_table(
        "changes",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=True),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_changes"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_changes_document_id"),
        sqlite_autoincrement=True,
    )
    _create_revisions()
    op.create_table(
        "passages",
        sa.Column("revision", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("ordinal", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("citation_id", sa.Text, nullable=False),
        sa.Column("steps", sa.JSON, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("trail", sa.JSON, nullable=False),
        sa.Column("start_offset", sa.Integer, nullable=False),
        sa.Column("end_offset", sa.Integer, nullable=False),
        sa.Column("first_page", sa.Integer, nullable=False),
        sa.Column("last_page", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("revision", "ordinal", name="pk_passages"),
        sa.ForeignKeyConstraint(["revision"], ["revisions.number"], name="fk_passages_revision"),
    )


def _create_revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("number", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("superseded_by", _NUMBER),
        sa.Column("identity", sa.Text),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("document_number", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("issuer", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("signed_on", sa.Date),
        sa.Column("signed_as_written", sa.Text),
        sa.Column("signer", sa.Text),
        sa.Column("signer_title", sa.Text),
        sa.Column("recipients", sa.JSON, nullable=False),
        sa.Column("legal_bases", sa.JSON, nullable=False),
        sa.Column("effective_from", sa.Date),
        sa.Column("page_count", sa.Integer, nullable=False),
        sa.Column("page_starts", sa.JSON, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_revisions"),
        sa.ForeignKeyConstraint(["number"], ["changes.number"], name="fk_revisions_number"),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["changes.number"], name="fk_revisions_superseded_by"
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_revisions_document_id"),
    )
    for name in ("identity", "source", "sha256"):
        op.create_index(f"ix_revisions_{name}", "revisions", [name])
    op.create_index("ix_revisions_document_id", "revisions", ["document_id", "number"])


def downgrade() -> None:
    """Bring the store back to the version before: an empty database."""
    for table in ("passages", "revisions", "changes", "documents"):
        op.drop_table(table)
