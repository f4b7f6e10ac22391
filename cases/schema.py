"""The tables of the register: cases, who filed them, and each import."""

import sqlalchemy as sa

from corpus.schema import Moment, metadata

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

imports = sa.Table(
    "case_imports",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("imported_at", Moment, nullable=False),
    sa.Column("as_of", Moment, nullable=False),  # the moment that the export shows
    sa.Column("new", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("same", sa.Integer, nullable=False),
    sa.Column("problems", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("procedure", sa.Text, nullable=False),
    sa.Column("procedure_code", sa.Text, nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("ward", sa.Text, nullable=False),
    sa.Column("officer", sa.Text, nullable=False),
    sa.Column("received_at", Moment),
    sa.Column("due_at", Moment),
    sa.Column("finished_at", Moment),
    sa.Column("returned_at", Moment),
    sa.Column("progress", sa.Text, nullable=False, index=True),
    sa.Column("channel", sa.Text),
    sa.Column("second_received_at", Moment),
    sa.Column("second_due_at", Moment),
    sa.Column("is_two_stage", sa.Boolean, nullable=False),
    sa.Column("extended_to", Moment),
    sa.Column("extensions", sa.Integer, nullable=False),
    sa.Column("is_digitised", sa.Boolean),
    sa.Column("is_signed", sa.Boolean),
    sa.Column("is_paid_online", sa.Boolean),
    sa.Column("has_fee", sa.Boolean),
    sa.Column("pauses", sa.JSON, nullable=False),
    sa.Column("transfers", sa.JSON, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("ended_at", Moment, index=True),  # Case.ended_at: what periods are asked by
    sa.Column("digest", sa.Text, nullable=False),  # of the row as read: the same changes nothing
    sa.Column("imported_at", Moment, nullable=False),  # when it last changed
)
sa.Index("ix_cases_received_at", cases.c.received_at)

# Apart from the cases, so that no list, digest or figure ever loads a person's data.
applicants = sa.Table(
    "case_applicants",
    metadata,
    sa.Column("code", sa.Text, sa.ForeignKey("cases.code"), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False),
)
