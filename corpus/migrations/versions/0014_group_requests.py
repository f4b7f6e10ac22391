"""Groups that wait for the administrator, with their names; refusals. Those approved stay so."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ADDED = (("state", "approved"), ("name", ""), ("added_by", ""))


def upgrade() -> None:
    """Bring the store to this version."""
    op.execute(sa.text("ALTER TABLE chat_groups RENAME COLUMN approved_by TO decided_by"))
    for name, default in _ADDED:
        column = sa.Column(name, sa.Text, nullable=False, server_default=default)
        op.add_column("chat_groups", column)
    op.add_column("chat_groups", sa.Column("decided_at", sa.DateTime(timezone=True)))
    op.execute(sa.text("UPDATE chat_groups SET decided_at = at"))


def downgrade() -> None:
    """Bring the store back to the version before; what waits or was refused is forgotten."""
    op.execute(sa.text("DELETE FROM chat_groups WHERE state <> 'approved'"))
    for name in ("decided_at", *(name for name, _ in _ADDED)):
        op.drop_column("chat_groups", name)
    op.execute(sa.text("ALTER TABLE chat_groups RENAME COLUMN decided_by TO approved_by"))
