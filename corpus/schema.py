"""The tables of the store, the same on SQLite and PostgreSQL.

A change of these tables is a new file in corpus/migrations/versions and a new
SCHEMA_VERSION; a test compares the two.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

SCHEMA_VERSION = "0014"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class Moment(sa.TypeDecorator[datetime]):
    """An aware moment, kept in UTC and read back in Vietnam's time (SQLite keeps no zone)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC; a moment without a zone is the programmer's error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """From UTC to Vietnam's time."""
        if value is None:
            return None
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(VIETNAM)


# SQLite counts by itself only in a column that is declared exactly INTEGER.
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("withdrawn_at", Moment),
)

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
    sa.Column("document_id", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,  # a number is never used twice
)

# SQLite reads the columns before `notes` and `text` without loading the text. What a later version
# added stands behind them; a list of documents leaves it out (corpus.rows.BEHIND_TEXT).
revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("number", NUMBER, sa.ForeignKey("changes.number"), primary_key=True),
    sa.Column("document_id", sa.Text, sa.ForeignKey("documents.id"), nullable=False),
    sa.Column("superseded_by", NUMBER, sa.ForeignKey("changes.number")),  # NULL: the live one
    sa.Column("identity", sa.Text, index=True),  # corpus.identity.identity
    sa.Column("read_at", Moment, nullable=False),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("document_number", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("subject", sa.Text),
    sa.Column("issuer", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("signed_on", sa.Date),
    sa.Column("signed_as_written", sa.Text),
    sa.Column("signer", sa.Text),
    sa.Column("signer_title", sa.Text),
    sa.Column("recipients", sa.JSON, nullable=False),
    sa.Column("legal_bases", sa.JSON, nullable=False),
    sa.Column("effective_from", sa.Date),
    sa.Column("page_count", sa.Integer, nullable=False),
    sa.Column("page_starts", sa.JSON, nullable=False),
    sa.Column("words", sa.JSON, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("addressees", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("urgency", sa.Text),
    sa.Column("scope", sa.Text),
    sa.Column("copied_as", sa.Text),
    sa.Column("is_draft", sa.Boolean, nullable=False, server_default=sa.false()),
)
sa.Index("ix_revisions_document_id", revisions.c.document_id, revisions.c.number)

# A passage's words are not here: they are revisions.text[start_offset:end_offset]. Stored twice
# they would double the file, and could come to differ from the text that a quotation opens.
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("revision", NUMBER, sa.ForeignKey("revisions.number"), primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),  # from 0, in reading order
    sa.Column("citation_id", sa.Text, nullable=False),
    sa.Column("steps", sa.JSON, nullable=False),  # [["article", "5"], ["clause", "1"]]
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("trail", sa.JSON, nullable=False),
    sa.Column("start_offset", sa.Integer, nullable=False),
    sa.Column("end_offset", sa.Integer, nullable=False),
    sa.Column("first_page", sa.Integer, nullable=False),
    sa.Column("last_page", sa.Integer, nullable=False),
    # Of a table's row; NULL for all else, and for rows stored before these columns were.
    sa.Column("heads", sa.JSON(none_as_null=True)),
    sa.Column("carried", sa.JSON(none_as_null=True)),
)

# What most questions to these tables ask.
LIVE = revisions.c.superseded_by.is_(None)  # the version that counts
STANDING = documents.c.withdrawn_at.is_(None)
SAME_DOCUMENT = documents.c.id == revisions.c.document_id
