"""The tables of staff, their sessions and chat accounts, the audit, and opinions of answers."""

import sqlalchemy as sa

from corpus.schema import NUMBER, Moment, metadata

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
    sa.Column("account", sa.Text, nullable=False, unique=True),  # lower case
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),  # corpus.staff.Role
    sa.Column("units", sa.JSON, nullable=False),  # other units that this person may see
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("password", sa.Text),  # argon2; NULL: can not sign in
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("locked_until", Moment),
    sa.Column("created_at", Moment, nullable=False),
    sqlite_autoincrement=True,  # an id in the audit never comes to mean someone else
)

# A token itself is never kept: who reads the store can not sign in with what is in it.
sessions = sa.Table(
    "staff_sessions",
    metadata,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
    sa.Column("token_sha256", sa.Text, nullable=False, unique=True),
    sa.Column("staff_id", NUMBER, sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),  # corpus.staff_sessions.Kind
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sqlite_autoincrement=True,
)

pairing_codes = sa.Table(
    "pairing_codes",
    metadata,
    sa.Column("staff_id", NUMBER, sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("code_hmac", sa.Text, nullable=False, unique=True),
    sa.Column("ends_at", Moment, nullable=False),
)

# Wrong codes are counted by who sends them: a wrong code is nobody's.
pairing_tries = sa.Table(
    "pairing_tries",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("bot_id", sa.Text, primary_key=True),
    sa.Column("user_id", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", Moment, nullable=False),
)

chat_accounts = sa.Table(
    "chat_accounts",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("bot_id", sa.Text, primary_key=True),
    sa.Column("user_id", sa.Text, primary_key=True),
    sa.Column("staff_id", NUMBER, sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("linked_at", Moment, nullable=False),
    sa.UniqueConstraint("staff_id", "channel", "bot_id", name="uq_chat_accounts_staff_id"),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),  # as it was hashed: UTC, ISO
    sa.Column("staff_id", NUMBER),  # NULL: nobody who signed in, or the program itself
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),  # an id; never a question or a name
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("before", sa.Text, nullable=False),  # the hash of the entry before
    sa.Column("hash", sa.Text, nullable=False),
)

# Where the kept part of the audit begins, once older entries were deleted. One row.
audit_start = sa.Table(
    "audit_start",
    metadata,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=False),  # the last deleted
    sa.Column("hash", sa.Text, nullable=False),
)

feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("staff_id", NUMBER, sa.ForeignKey("staff.id")),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("documents", sa.JSON, nullable=False),  # the ids that the answer quoted
    sa.Column("vote", sa.Text, nullable=False),  # corpus.feedback.Vote
    sa.Column("reason", sa.Text),  # corpus.feedback.Reason
    sa.Column("words", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

unanswered = sa.Table(
    "unanswered",
    metadata,
    sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("staff_id", NUMBER, sa.ForeignKey("staff.id")),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
