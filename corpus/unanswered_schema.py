"""The table of questions that were asked and not answered."""

import sqlalchemy as sa

from corpus.schema import NUMBER, Moment, metadata

unanswered = sa.Table(
    "unanswered",
    metadata,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),  # personal data masked before it is kept
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Column("nearest", sa.Text),  # the citation id of the nearest passage
    sqlite_autoincrement=True,
)
