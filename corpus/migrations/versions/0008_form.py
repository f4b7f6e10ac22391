"""What a paper's form says besides: addressees, urgency, scope, copy, draft."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ADDED = ("addressees", "urgency", "scope", "copied_as", "is_draft")


def upgrade() -> None:
    """Bring the store to this version; papers read before have no addressees and no stamps."""
    # Added, not made again: a table that others refer to can not be dropped under SQLite.
    with op.batch_alter_table("revisions", recreate="never") as table:
        table.add_column(sa.Column("addressees", sa.JSON, nullable=False, server_default="[]"))
        table.add_column(sa.Column("urgency", sa.Text))
        table.add_column(sa.Column("scope", sa.Text))
        table.add_column(sa.Column("copied_as", sa.Text))
        table.add_column(
            sa.Column("is_draft", sa.Boolean, nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    """Bring the store back to the version before."""
    with op.batch_alter_table("revisions") as table:
        for name in reversed(_ADDED):
            table.drop_column(name)
