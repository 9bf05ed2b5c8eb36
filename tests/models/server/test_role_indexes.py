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
def address(server):
    """Where an office is that knows many."""
    with server_of_tests.database(server, f"office_{uuid4().hex}", OFFICE_ONE) as address:
        fill(address)
        yield address


@pytest.fixture(scope="module")
def owner(address):
    """A connection of the owner's."""
    with closing(open_server(address, 0)) as store, store.reading() as session:
        yield session.connection()


@pytest.fixture(scope="module")
def desk(address):
    """A connection of a desk officer's login."""
    name = f"desk {uuid4().hex}"
    make_login(address, name, Role.DESK_OFFICER, PASSWORD)
    with (
        closing(join(replace(address, user=name, password=PASSWORD), "")) as store,
        store.reading() as session,
    ):
        yield session.connection()
    close_login(address, name)


def fill(address):
    place = "'Desa Contoh ' || n % 500 || ', Kec. Contoh'"
    made = f"SELECT n, 'Warga', {place} FROM generate_series(1, {MANY}) AS n"
    with closing(open_server(address, 0)) as store, store.connection() as connection:
        connection.execute(text(f"INSERT INTO person (id, name, region_line) {made}"))
        connection.execute(text("ANALYZE person"))


def test_people_of_a_list_are_found_by_their_key(desk):
    wanted = select(Person.id).where(among([1, 2]))
    said = wanted.compile(dialect=desk.dialect, compile_kwargs={"literal_binds": True})
    assert_by_key(desk.exec_driver_sql(f"EXPLAIN {said}"))


def test_people_to_be_indexed_are_found_by_their_key(desk):
    statement = "EXPLAIN SELECT id, name FROM person WHERE id IN {ids}"
    assert_by_key(ask(desk, statement, {"ids": "[1, 2]"}))


def test_people_are_listed_by_name_from_the_index_alone(desk):
    wanted = "SELECT id FROM person WHERE archived_at IS NULL ORDER BY lower(name), id LIMIT 100"
    assert "Index Only Scan using ix_person_by_name" in explained(desk, wanted)


def test_who_is_from_a_village_is_found_by_its_letters(owner):
    owner.exec_driver_sql("SET LOCAL enable_seqscan = off")  # so few are sooner looked through
    wanted = select(Person.id).where(Person.region_line.icontains("contoh 17,"))
    said = wanted.compile(dialect=owner.dialect, compile_kwargs={"literal_binds": True})
    assert "Bitmap Index Scan on ix_person_by_place" in explained(owner, said)


def explained(connection, statement):
    told = connection.exec_driver_sql(f"EXPLAIN {statement}")
    return "\n".join(line for (line,) in told)


def assert_by_key(plan):
    lines = "\n".join(line for (line,) in plan)
    assert "Index Cond: (id = " in lines
    assert "limits(" in lines  # row security is on
