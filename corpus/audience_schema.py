"""The table of audiences. A document without a row there is for everybody."""

import sqlalchemy as sa

from corpus.schema import metadata

document_audiences = sa.Table(
    "document_audiences",
    metadata,
    sa.Column("document_id", sa.Text, sa.ForeignKey("documents.id"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),  # corpus.audiences.ROLE or UNIT
    sa.Column("value", sa.Text, primary_key=True),  # corpus.staff.Role; a unit's name as written
)
