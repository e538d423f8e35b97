"""Alembic's entry: runs on the connection that ``schema.bring_up_to_date`` hands over."""

from alembic import context

from convoca.persistence.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
