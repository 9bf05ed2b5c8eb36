"""Steps that bring an older database up to the present tables."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:  # Alembic is loaded only when it is needed
    from alembic.config import Config

HEAD = "0012"
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


def statements(connection: Connection) -> list[str]:
    """Return what makes the tables of a file, without what SQLite makes of its own accord."""
    told = text(
        "SELECT kept.sql FROM sqlite_master AS kept JOIN pragma_table_list AS told"
        " ON told.schema = 'main' AND told.name = kept.tbl_name AND told.type <> 'shadow'"
        " WHERE kept.sql IS NOT NULL ORDER BY kept.type <> 'table', kept.rowid"
    )
    return list(connection.execute(told).scalars())


def lay_out(connection: Connection, made_by: Sequence[str]) -> None:
    """Make the tables of a new file by the statements of one that stands at the newest step.

    The steps lead to the same and take far longer.
    """
    for one in made_by:
        connection.exec_driver_sql(one)
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "models:migrations")
    return config
