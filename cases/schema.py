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

# One line for each list that was made for a group: made once, whatever happens after.
digests = sa.Table(
    "digests",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),  # "daily/2026-11-25/kstthc"
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("group", sa.Text, nullable=False),
    sa.Column("totals", sa.JSON, nullable=False),
    sa.Column("is_stale", sa.Boolean, nullable=False),
    sa.Column("as_of", Moment),
    sa.Column("made_at", Moment, nullable=False),
)
sa.Index("ix_digests_group", digests.c.group, digests.c.kind, digests.c.day)

# What a group was told of once and is not told of again: a case long overdue, a duty near its day.
told = sa.Table(
    "told_once",
    metadata,
    sa.Column("group", sa.Text, primary_key=True),
    sa.Column("item", sa.Text, primary_key=True),
    sa.Column("batch", sa.Text, nullable=False),  # the list in which it was told
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("batch", sa.Text, nullable=False),  # the digest's key
    sa.Column("ordinal", sa.Integer, nullable=False),  # from 0: parts go out in this order
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("doubtful", sa.Integer, nullable=False),  # times it may have gone out unnoticed
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("claimed_by", sa.Text),
    sa.Column("claimed_until", Moment),
    sa.Column("sent_at", Moment),
    sa.Column("sent_as", sa.Text),  # the channel's own id of the message
    sa.Column("fault", sa.Text),
    sa.UniqueConstraint("batch", "ordinal", name="uq_outbox_batch"),
    sqlite_autoincrement=True,
)
sa.Index("ix_outbox_state", outbox.c.state, outbox.c.not_before)

# Each letter that was made; nothing of the applicant is kept here.
letters = sa.Table(
    "case_letters",
    metadata,
    sa.Column("ordinal", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("code", sa.Text, nullable=False, index=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("written_on", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("new_appointment", sa.Date),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
