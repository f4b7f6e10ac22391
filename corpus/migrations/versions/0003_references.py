"""What each stored version cites, and which versions were searched for it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the store to this version."""
    op.create_table(
        "document_references",
        sa.Column("revision", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("ordinal", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("citation_id", sa.Text, nullable=False),
        sa.Column("start_offset", sa.Integer, nullable=False),
        sa.Column("end_offset", sa.Integer, nullable=False),
        sa.Column("relation", sa.Text, nullable=False),
        sa.Column("target_number", sa.Text),
        sa.Column("target_name", sa.Text),
        sa.Column("target_signed_on", sa.Date),
        sa.Column("target_year", sa.Integer),
        sa.Column("article", sa.Text),
        sa.Column("clause", sa.Text),
        sa.Column("point", sa.Text),
        sa.Column("acting_number", sa.Text),
        sa.Column("effective_from", sa.Date),
        sa.Column("exception", sa.Text),
        sa.Column("doubt", sa.Text),
        sa.PrimaryKeyConstraint("revision", "ordinal", name="pk_document_references"),
        sa.ForeignKeyConstraint(
            ["revision"], ["revisions.number"], name="fk_document_references_revision"
        ),
    )
    op.create_index(
        "ix_document_references_target_number", "document_references", ["target_number"]
    )
    op.create_table(
        "reference_runs",
        sa.Column("revision", _NUMBER, nullable=False, autoincrement=False),
        sa.Column("finder", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_reference_runs"),
        sa.ForeignKeyConstraint(
            ["revision"], ["revisions.number"], name="fk_reference_runs_revision"
        ),
    )


def downgrade() -> None:
    """Bring the store back to the version before."""
    op.drop_table("reference_runs")
    op.drop_table("document_references")
