"""Logins of a role: made, opened with, upgraded, changed and closed."""

from contextlib import closing
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import event as events
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.errors import UserError
from models.history.tables import Action
from models.office.rights import BY_ROLE, NotAllowedError, Right, need
from models.office.tables import Role
from models.partners.tables import Partner
from models.people.tables import Person
from models.progress import finish
from models.server.going import NotMovedError, come_back
from models.server.joining import join
from models.server.logins import LoginError, close_login, known_logins, make_login
from models.server.opening import ServerError, create_server, open_server
from models.server.reaching import look_at
from models.server.roles import group_of, keep_roles, loosen_roles
from models.troubles import NotKeptError
from tests import factories as a
from tests import server as server_of_tests
from tests.models.server.roles_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.server.roles_at_hand import DESK, PASSWORD, READER, group_here

pytestmark = pytest.mark.of_files("makes a server's database itself")


def test_who_may_more_than_the_login_is_told_so_in_a_sentence(office):
    with office.open(DESK) as store:
        store.officer_id = office.world.administrator
        store.admit(office.world.administrator)
        assert store.rights == BY_ROLE[DESK]
        with pytest.raises(NotAllowedError, match="to this computer"), store.reading() as session:
            need(session, Right.PLAN)
        with pytest.raises(UserError, match="another role"), store.writing("Add") as session:
            session.add(a.partner())
        with pytest.raises(NotKeptError, match="another role") as told, store.reading() as session:
            session.execute(text("DELETE FROM partner"))
    assert "partner" not in str(told.value)
    with office.store.reading() as session:
        assert session.scalars(select(Partner.id)).first() is not None


def test_a_login_is_the_desk_it_was_made_for_and_no_other(office):
    with pytest.raises(ServerError, match="another desk"):
        open_server(office.at[DESK], 0)
    with office.open(DESK) as store:
        assert store.place.desk_number == office.numbers[DESK]


def test_a_login_looks_at_a_server_with_its_role(office):
    facts = look_at(office.at[DESK])
    assert (facts.role, facts.may_change, facts.may_alter, facts.current) == (
        DESK,
        True,
        False,
        True,
    )
    assert look_at(office.at[READER]).may_change is False
    assert look_at(office.address).role is None


def test_only_the_owner_leaves_the_server(office, protection, tmp_path):
    with office.open(Role.ADMINISTRATOR) as store, pytest.raises(NotMovedError, match="owner"):
        finish(come_back(store, tmp_path / "back.jangkau", protection))
    assert list(tmp_path.iterdir()) == []


def test_older_tables_are_brought_up_to_date_by_the_owner_only(office):
    stand = "UPDATE jangkau.alembic_version SET version_num = '{}'".format
    with office.store.connection() as connection:
        now = connection.exec_driver_sql("SELECT version_num FROM jangkau.alembic_version").scalar()
        connection.exec_driver_sql(stand("0010"))
    try:
        with pytest.raises(ServerError, match="owner"):
            office.open(DESK)
    finally:
        with office.store.connection() as connection:
            connection.exec_driver_sql(stand(now))


def test_after_an_upgrade_roles_are_as_before(office):
    """What an upgrade takes away comes back; what somebody gave besides is taken."""
    group = group_here(office, READER)
    with office.store.rebuilding() as connection:
        loosen_roles(connection)
        connection.exec_driver_sql(f"GRANT DELETE ON jangkau.person TO {group}")
        connection.exec_driver_sql(f"REVOKE SELECT ON jangkau.event FROM {group}")
        connection.exec_driver_sql("ALTER TABLE jangkau.person ALTER COLUMN income TYPE bigint")
    open_server(office.address, 0).close()
    with office.raw(READER) as asked:
        assert asked.refused("DELETE FROM jangkau.person")
        assert not asked.refused("SELECT * FROM jangkau.event")
    with office.open(READER) as store, store.reading() as session:
        assert session.scalars(select(Person.nik)).first()


def test_opened_again_nothing_is_granted_anew(office):
    """Which would wait for everybody who works there."""
    ran = []
    with office.store.rebuilding() as connection:
        events.listen(connection, "before_cursor_execute", lambda *given: ran.append(given[2]))
        keep_roles(connection)
    assert ran
    assert not [one for one in ran if not one.startswith("SELECT")]


def test_in_a_copy_of_the_database_nobody_has_a_login_yet(office):
    copy = f"copy_{uuid4().hex}"
    office.store._engine.dispose()
    with server_of_tests.database(office.address.port, copy, office.address.database) as address:
        open_server(address, 0).close()
        assert known_logins(address) == []
        with pytest.raises(UserError):
            open_server(replace(office.at[Role.ADMINISTRATOR], database=copy), 1)
    with office.open(DESK) as store, store.reading() as session:
        assert session.scalars(select(Person.id)).first()


def test_a_login_changes_its_role_and_is_closed(office):
    login = f'meja 50% "depan" {uuid4().hex}'
    made = make_login(office.address, login, READER, PASSWORD)
    again = make_login(office.address, login, Role.COORDINATOR, PASSWORD)
    assert (again.number, again.role) == (made.number, Role.COORDINATOR)
    assert again in known_logins(office.address)
    address = replace(office.address, user=login, password=PASSWORD)
    with closing(join(address, "")) as store:
        with store.writing("Add") as session:
            session.add(a.partner())
        close_login(office.address, login)
    assert again not in known_logins(office.address)
    with pytest.raises(UserError):
        join(address, "")
    with pytest.raises(LoginError):
        close_login(office.address, login)


def test_a_login_whose_rights_were_dropped_is_told_so_in_a_sentence(office):
    login = f"meja {uuid4().hex}"
    made = make_login(office.address, login, DESK, PASSWORD)
    with closing(join(replace(office.address, user=login), "")) as store:
        with office.raw() as asked:
            group = group_of_here(office, DESK)
            asked.connection.execute(f'REVOKE {group} FROM "{login}"')
            asked.connection.commit()
        with pytest.raises(NotKeptError, match="does not allow"), store.writing("Add") as session:
            session.add(a.person())
        with pytest.raises(NotKeptError, match="does not allow"), store.reading() as session:
            session.scalars(select(Person.id)).first()
    assert not look_at(replace(office.address, user=login)).may_read
    close_login(office.address, made.name)


def group_of_here(office, role):
    with office.store.connection() as connection:
        return group_of(connection, role)


def test_the_server_is_never_told_the_password(office):
    with office.raw() as asked:
        [(kept,)] = asked.rows(
            "SELECT rolpassword FROM pg_authid WHERE rolname = %s", office.at[DESK].user
        )
    assert kept.startswith("SCRAM-SHA-256$")
    assert PASSWORD not in kept


@pytest.mark.parametrize("name", ["", " x", "pg_meja", "a\nb", "x" * 64])
def test_a_name_that_cannot_be_is_refused(office, name):
    with pytest.raises(LoginError):
        make_login(office.address, name, DESK, PASSWORD)


def test_what_would_take_something_from_others_is_refused(office):
    refused = [
        ((office.address.user, DESK, PASSWORD), "somebody else"),
        (("meja lagi", DESK, "pendek"), "characters"),
        (("meja lagi", DESK, PASSWORD, office.numbers[READER]), "a login already"),
    ]
    for given, said in refused:
        with pytest.raises(LoginError, match=said):
            make_login(office.address, *given)
    with pytest.raises(LoginError, match="owner"):
        make_login(office.at[Role.ADMINISTRATOR], "meja lagi", DESK, PASSWORD)


def test_an_owner_who_may_make_no_roles_works_without(server):
    name = f"plain_{uuid4().hex}"
    server_of_tests.do(server, f"CREATE ROLE {name} LOGIN")
    with server_of_tests.database(server, name) as address:
        server_of_tests.do(server, f"ALTER DATABASE {name} OWNER TO {name}")
        plain = replace(address, user=name)
        create_server(plain).close()
        open_server(plain, 0).close()
        with pytest.raises(LoginError, match="CREATEROLE"):
            make_login(plain, "meja", DESK, PASSWORD)
        server_of_tests.do(server, f"ALTER ROLE {name} CREATEROLE")
        make_login(plain, f"meja {name}", READER, PASSWORD)
        made = make_login(plain, f"meja {name}", DESK, PASSWORD)
        lost = replace(plain, user=made.name)
        with closing(join(lost, "")) as store, store.reading() as session:
            assert store.place.role is DESK
            assert session.scalar(select(func.count(Action.id))) == 1
            close_login(plain, made.name)  # while a lost computer is connected
            with pytest.raises(DBAPIError):
                session.scalar(select(func.count(Action.id)))
    server_of_tests.do(server, f"DROP ROLE {name}")
