"""The tables of papers that wait to be published, and of who took in what."""

import sqlalchemy as sa

from corpus.schema import NUMBER, Moment, metadata

# What waits is no revision: nothing that follows the library can come upon it.
pending = sa.Table(
    "pending",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("read_at", Moment, nullable=False),
    sa.Column("who", sa.Text),
    sa.Column("content", sa.JSON, nullable=False),  # the columns of revisions and of passages
)

intake_log = sa.Table(
    "intake_log",
    metadata,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("step", sa.Text, nullable=False),  # corpus.intake_log.Step
    sa.Column("document_id", sa.Text, nullable=False, index=True),
    sa.Column("who", sa.Text),
    sqlite_autoincrement=True,
)
