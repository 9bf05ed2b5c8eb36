"""The program as it was when its tables ended at an earlier step, and what it made then."""

from contextlib import contextmanager
from unittest.mock import patch

from alembic import command
from sqlalchemy import insert

from models import migrations
from models.engines.sqlite import File
from models.office.operations import set_up_office
from models.office.tables import local
from models.people.names import FOLDING
from models.people.search import FOLDED_BY
from models.server.opening import create_server
from models.store import Store
from tests.fixtures import OFFICE, OFFICER

BEFORE = "0011"
"""The first step that knew packets and servers: no program older than this made one."""


@contextmanager
def program():
    """Have the program be the one whose newest step was that."""
    with patch.object(migrations, "HEAD", BEFORE), patch.object(migrations, "upgrade", _upgrade):
        yield


def office(path):
    """Make an office's file as that program made it; return its store."""
    store = Store(File(path))
    with store.rebuilding() as connection:
        _upgrade(connection)
        settings = {"desk_number": "0", "next_id": "0", FOLDED_BY: str(FOLDING)}
        rows = [{"key": key, "value": value} for key, value in settings.items()]
        connection.execute(insert(local), rows)
    return _set_up(store)


def reopened(path):
    """Lend a file to that program, whoever else may have brought it up to date."""
    return Store(File(path))


def office_on_server(address):
    """Make an office's database on a server as that program made it; return its store."""
    with program():
        return _set_up(create_server(address))


def step(store):
    """Return the step that the tables of a store stand at."""
    with store.rebuilding() as connection:
        return migrations.present_step(connection)


def _set_up(store):
    with store.writing() as session:
        set_up_office(session, OFFICE, OFFICER)
    return store


def _upgrade(connection):
    config = migrations._config()
    config.attributes["connection"] = connection
    command.upgrade(config, BEFORE)
