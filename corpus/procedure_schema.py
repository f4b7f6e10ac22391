"""The table of procedures. Each is a document of the library, too; this is the record beside it."""

import sqlalchemy as sa

from corpus.schema import metadata

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# `record` stands last: SQLite reads the columns before it without loading it.
procedures = sa.Table(
    "procedures",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("revision", _NUMBER, sa.ForeignKey("revisions.number"), nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("record", sa.JSON, nullable=False),
)
