"""Steps that bring an older database up to the present tables."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:  # Alembic is loaded only when it is needed
    from alembic.config import Config

HEAD = "0011"
"""The newest step; known without loading Alembic, so that a current file opens at once."""


def present_step(connection: Connection) -> str | None:
    """Return the step a database stands at, or None if it is none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


def known_steps() -> set[str]:
    """Return every step this program knows."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Run the steps this database has not had."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "models:migrations")
    return config
