"""Under row security the tables' indexes go on being asked."""

from contextlib import closing
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from models.office.tables import Role
from models.people.listing import among
from models.people.name_index import ask
from models.people.tables import Person
from models.server.joining import join
from models.server.logins import close_login, make_login
from models.server.opening import open_server
from tests import server as server_of_tests
from tests.fixtures import OFFICE_ONE

pytestmark = pytest.mark.of_files("makes a server's database itself")
PASSWORD = "cukup panjang"
MANY = 20_000


@pytest.fixture(scope="module")
def desk(server):
    """A connection of a desk officer's login, to an office that knows many."""
    name = f"desk {uuid4().hex}"
    with server_of_tests.database(server, f"office_{uuid4().hex}", OFFICE_ONE) as address:
        make_login(address, name, Role.DESK_OFFICER, PASSWORD)
        fill(address)
        with (
            closing(join(replace(address, user=name, password=PASSWORD), "")) as store,
            store.reading() as session,
        ):
            yield session.connection()
        close_login(address, name)


def fill(address):
    made = f"SELECT n, 'Warga' FROM generate_series(1, {MANY}) AS n"
    with closing(open_server(address, 0)) as store, store.connection() as connection:
        connection.execute(text(f"INSERT INTO person (id, name) {made}"))
        connection.execute(text("ANALYZE person"))


def test_people_of_a_list_are_found_by_their_key(desk):
    wanted = select(Person.id).where(among([1, 2]))
    said = wanted.compile(dialect=desk.dialect, compile_kwargs={"literal_binds": True})
    assert_by_key(desk.exec_driver_sql(f"EXPLAIN {said}"))


def test_people_to_be_indexed_are_found_by_their_key(desk):
    statement = "EXPLAIN SELECT id, name FROM person WHERE id IN {ids}"
    assert_by_key(ask(desk, statement, {"ids": "[1, 2]"}))


def assert_by_key(plan):
    lines = "\n".join(line for (line,) in plan)
    assert "Index Cond: (id = " in lines
    assert "limits(" in lines  # row security is on
