"""An office on a server whose tables an earlier program made goes on with today's."""

from contextlib import closing
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import inspect, select

from models import migrations
from models.history.verifying import verify_history
from models.office.tables import Role
from models.partners.tables import Partner
from models.people.tables import Person
from models.progress import finish
from models.server.logins import close_login, make_login
from models.server.opening import ServerError, open_server
from tests import factories as a
from tests import server as server_of_tests
from tests.models import older

pytestmark = pytest.mark.of_files("makes a server's database itself")
PASSWORD = "cukup panjang"


def test_a_server_of_an_older_program_is_brought_up_to_date_by_its_owner(server):
    name = f"older {uuid4().hex}"
    with server_of_tests.database(server, f"older_{uuid4().hex}") as address:
        with closing(older.office_on_server(address)) as office:
            with office.writing("Add") as session:
                session.add_all([a.partner(name="kept"), a.person(name="Ani")])
            with older.program():
                login = make_login(address, name, Role.DESK_OFFICER, PASSWORD)
        desk = replace(address, user=name, password=PASSWORD)
        with pytest.raises(ServerError, match="owner"):
            open_server(desk, login.number)
        with closing(open_server(address, 0)) as office:
            assert older.step(office) == migrations.HEAD
            with office.rebuilding() as connection:
                indexes = {one["name"]: one for one in inspect(connection).get_indexes("person")}
            options = indexes["ix_person_by_name"]["dialect_options"]
            assert options["postgresql_include"] == ["name", "limited_at"]
            assert "ix_person_by_place" in indexes
            with office.reading() as session:
                assert session.scalars(select(Partner.name)).all() == ["kept"]
            assert finish(verify_history(office)).findings == ()
        with closing(open_server(desk, login.number)) as store:
            with store.writing("Mend") as session:
                session.scalars(select(Person)).one().name = "Ani Benar"
            with store.reading() as session:
                assert session.scalars(select(Person.name)).all() == ["Ani Benar"]
        close_login(address, name)
