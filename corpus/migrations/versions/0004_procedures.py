"""Administrative procedures, one row each."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the store to this version."""
    op.create_table(
        "procedures",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("revision", _NUMBER, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_procedures"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_procedures_document_id"
        ),
        sa.ForeignKeyConstraint(["revision"], ["revisions.number"], name="fk_procedures_revision"),
    )


def downgrade() -> None:
    """Bring the store back to the version before."""
    op.drop_table("procedures")
