"""Runs the steps on the connection, and in the transaction, that corpus.database hands over."""

from alembic import context

from corpus.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by making it again
)
context.run_migrations()
