"""Alembic's way in; it is always handed the open connection."""

from alembic import context

from models import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
