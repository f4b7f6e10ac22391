"""Who may see a document. Without a row: everybody, as before."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store to this version."""
    op.create_table(
        "document_audiences",
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_document_audiences_document_id"
        ),
        sa.PrimaryKeyConstraint("document_id", "kind", "value", name="pk_document_audiences"),
    )


def downgrade() -> None:
    """Bring the store back to the version before."""
    op.drop_table("document_audiences")
