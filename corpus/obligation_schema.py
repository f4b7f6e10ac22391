"""The tables of the obligation register."""

import sqlalchemy as sa

from corpus.schema import Moment, metadata

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Which rules read a version for its duties; a version without a row was stored before the
# register, or by other rules, and is read again.
obligation_readings = sa.Table(
    "obligation_readings",
    metadata,
    sa.Column("revision", _NUMBER, sa.ForeignKey("revisions.number"), primary_key=True),
    sa.Column("rules", sa.Integer, nullable=False),
)

# As with passages, no words are here: they are revisions.text at the offsets.
obligations = sa.Table(
    "obligations",
    metadata,
    sa.Column("revision", _NUMBER, sa.ForeignKey("revisions.number"), primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),  # from 0, in reading order
    sa.Column("id", sa.Text, nullable=False, index=True),
    sa.Column("steps", sa.JSON, nullable=False),
    sa.Column("leads", sa.JSON, nullable=False),
    sa.Column("cooperating", sa.JSON, nullable=False),
    sa.Column("start_offset", sa.Integer, nullable=False),
    sa.Column("end_offset", sa.Integer, nullable=False),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("deadline", sa.JSON(none_as_null=True)),
    sa.Column("targets", sa.JSON, nullable=False),
    sa.Column("year", sa.Integer),
)

# Kept when a paper is revised: a mark holds as long as the duty's words are the same.
obligation_marks = sa.Table(
    "obligation_marks",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("obligation_id", sa.Text, nullable=False, index=True),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("done_on", sa.Date, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("at", Moment, nullable=False),
    sa.Column("undone_at", Moment),
    sa.Column("undone_by", sa.Text),
    sqlite_autoincrement=True,
)
