"""The table of talks on the office's own page: what a person said there, and what was said back."""

import sqlalchemy as sa

from corpus.schema import NUMBER, Moment, metadata

# A page that comes back asks for what has a greater number than it has seen, so no number is
# ever given twice. An entry that takes another's place has a number of its own.
talk_entries = sa.Table(
    "talk_entries",
    metadata,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
    sa.Column("person", sa.Text, nullable=False),  # number of the register, or a demonstration's
    sa.Column("talk", sa.Text, nullable=False),
    sa.Column("place", NUMBER, nullable=False),  # the number of the entry that stood here first
    sa.Column("kind", sa.Text, nullable=False),  # corpus.talks.Kind
    sa.Column("message_id", sa.Text),  # of what the person said
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.UniqueConstraint("person", "talk", "message_id", name="uq_talk_entries_person"),
    sa.Index("ix_talk_entries_person", "person", "talk", "number"),
    sqlite_autoincrement=True,
)
