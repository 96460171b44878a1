"""Alembic asks this file how to reach the store: over the connection it was handed."""

from alembic import context

from core.store.schema import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
