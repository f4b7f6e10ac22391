"""The tables of references: what each stored version cites, and which versions were searched."""

import sqlalchemy as sa

from corpus.schema import metadata

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# `target_number` and `acting_number` are canonical; a law may be known by its name alone.
document_references = sa.Table(
    "document_references",
    metadata,
    sa.Column("revision", _NUMBER, sa.ForeignKey("revisions.number"), primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),  # from 0, in reading order
    sa.Column("citation_id", sa.Text, nullable=False),
    sa.Column("start_offset", sa.Integer, nullable=False),
    sa.Column("end_offset", sa.Integer, nullable=False),
    sa.Column("relation", sa.Text, nullable=False),
    sa.Column("target_number", sa.Text),
    sa.Column("target_name", sa.Text),
    sa.Column("target_signed_on", sa.Date),
    sa.Column("target_year", sa.Integer),
    sa.Column("article", sa.Text),
    sa.Column("clause", sa.Text),
    sa.Column("point", sa.Text),
    sa.Column("acting_number", sa.Text),  # NULL: the paper itself acts
    sa.Column("effective_from", sa.Date),
    sa.Column("exception", sa.Text),
    sa.Column("doubt", sa.Text),
)
sa.Index("ix_document_references_target_number", document_references.c.target_number)

# A version without a row here was stored by a program that found no references.
reference_runs = sa.Table(
    "reference_runs",
    metadata,
    sa.Column("revision", _NUMBER, sa.ForeignKey("revisions.number"), primary_key=True),
    sa.Column("finder", sa.Integer, nullable=False),  # which way of finding wrote them
)
