"""A row of a table keeps the heads of its columns and what merged cells above say for it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store to this version. Rows that are there stay without heads until read anew."""
    for name in ("heads", "carried"):
        op.add_column("passages", sa.Column(name, sa.JSON))


def downgrade() -> None:
    """Bring the store back to the version before."""
    for name in ("heads", "carried"):
        op.drop_column("passages", name)
