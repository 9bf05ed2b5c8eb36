"""An office at a server, and logins to it for each role."""

from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from models.office.tables import Role
from models.server.joining import join
from models.server.logins import make_login
from models.server.opening import open_server
from models.server.roles import group_of
from tests import server as server_of_tests
from tests.fixtures import OFFICE_ONE
from tests.models.office.operations_world import make_world

PASSWORD = "cukup panjang"
DESK, READER = Role.DESK_OFFICER, Role.READER


class Made:
    """An office on the server: its owner's store, and a computer's login for each role."""

    def __init__(self, address, store):
        self.address, self.store = address, store
        self.world = make_world(store, self.keep)
        self.at, self.numbers = {}, {}
        for role in Role:
            name = f"{role} {uuid4().hex}"
            self.numbers[role] = make_login(address, name, role, PASSWORD).number
            self.at[role] = replace(address, user=name, password=PASSWORD)

    def keep(self, *records):
        with self.store.writing("Keep what a test needs") as session:
            session.add_all(records)
        return records[0] if len(records) == 1 else records

    def open(self, role):
        """Open the office as the computer of a role."""
        return closing(join(self.at[role], ""))

    @contextmanager
    def raw(self, role=None):
        """Lend a connection of the driver's own as a role's login, or the owner's; keep nothing."""
        given = self.at.get(role, self.address)
        with psycopg.connect(
            host=given.host, port=given.port, user=given.user, dbname=given.database
        ) as connection:
            yield Asked(connection)
            connection.rollback()


class Asked:
    """A connection past the program."""

    def __init__(self, connection):
        self.connection = connection

    def rows(self, statement, *values):
        return self.connection.execute(statement, values).fetchall()

    def ids(self, statement, *values):
        return {row[0] for row in self.rows(statement, *values)}

    def refused(self, statement):
        """Tell whether the database refuses a statement for want of a privilege."""
        try:
            with self.connection.transaction(force_rollback=True):
                self.connection.execute(statement)
        except InsufficientPrivilege:
            return True
        return False


@pytest.fixture(scope="module")
def office(server):
    with ExitStack() as last:
        name = f"roles_{uuid4().hex}"
        address = last.enter_context(server_of_tests.database(server, name, OFFICE_ONE))
        store = last.enter_context(closing(open_server(address, 0)))
        yield Made(address, store)


def group_here(office, role):
    with office.store.connection() as connection:
        return group_of(connection, role)
