"""What the database itself lets each computer's login do, past the program and with it."""

from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import event as events
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.base import Base
from models.cards.batches import draw_batch
from models.cards.copy_faces import copy_faces
from models.cards.signing import own_public, signer
from models.cards.tables import OfficeKey
from models.cards.verifying import Standing, check_code
from models.enrolment.numbers import NumberRefusedError, correct_number
from models.enrolment.operations import enrol
from models.enrolment.scanned import meant, understand
from models.errors import UserError
from models.events.calendar import calendar_entries
from models.events.operations import check_in
from models.exchange.importing import plan_import, take_in
from models.exchange.recognizing import choose
from models.history.tables import Action, Change
from models.history.undo import UndoConflictError, next_undo, undo
from models.history.verifying import verify_history
from models.office.rights import BY_ROLE, NotAllowedError, Right, need
from models.office.table_rights import written
from models.office.tables import Role
from models.partners.tables import Partner
from models.people.nik import mask_nik
from models.people.search import find_ids
from models.people.tables import Person
from models.privacy.limits import LimitedError, limited_niks, put_out_of_use, refuse_limited
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
from tests.fixtures import OFFICE_ONE
from tests.models.exchange.files import write_text
from tests.models.office import calls_of_the_desk, calls_of_the_office
from tests.models.office.operations_world import make_world
from tests.models.office.test_operations_by_role import TakenBackError, function_at

pytestmark = pytest.mark.of_files("makes a server's database itself")
CALLS = calls_of_the_desk.CALLS | calls_of_the_office.CALLS
FROM_HISTORY = {"history.putting_back.put_back_field", "history.putting_back.put_back_person"}
"""Begun from what the history says, which is shown with Right.SEE_HISTORY only."""
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


@pytest.mark.parametrize("role", [one for one in Role if BY_ROLE[one]])
def test_all_that_a_role_does_goes_through(office, role):
    """As the program does it, on the server, up to the commit."""
    own = BY_ROLE[role] - (BY_ROLE[Role.COORDINATOR] if role is Role.ADMINISTRATOR else set())
    wrong = []
    with office.open(role) as store:
        store.officer_id = office.world.administrator
        for place, (right, call) in CALLS.items():
            if right in own and (role is not DESK or place not in FROM_HISTORY):
                found = attempt(store, office.world, place, call)
                if found != "allowed":
                    wrong.append((place, found))
    assert wrong == []


def attempt(store, world, place, call):
    def stop(_session):
        raise TakenBackError

    try:
        with store.writing() as session:
            events.listen(session, "before_commit", stop)
            call(function_at(place), session, world)
    except TakenBackError:
        return "allowed"
    except Exception as error:  # noqa: BLE001 - all are told
        return repr(error)
    return "kept"


@pytest.mark.parametrize("role", Role)
def test_each_table_is_changed_by_those_who_may_and_by_nobody_else(office, role):
    expected = set(written(BY_ROLE[role]))
    with office.raw(role) as asked:
        for table in set(Base.metadata.tables) - {"local", "secret", "content", "action", "change"}:
            tried = {
                f"INSERT INTO jangkau.{table} SELECT FROM generate_series(1, 0)",
                f"UPDATE jangkau.{table} SET id = NULL WHERE false",
                f"DELETE FROM jangkau.{table} WHERE false",
            }
            refused = {asked.refused(one) for one in tried}
            assert refused == {table not in expected}, table


@pytest.mark.parametrize("role", Role)
def test_the_history_is_only_added_to(office, role):
    erases = Right.ERASE in BY_ROLE[role]
    with office.raw(role) as asked:
        for table in ("action", "change"):
            assert asked.refused(f"DELETE FROM jangkau.{table}")
            assert asked.refused(f"TRUNCATE jangkau.{table} CASCADE")
            assert asked.refused(f"UPDATE jangkau.{table} SET digest = digest")
            erasing = f"UPDATE jangkau.{table} SET erasure_id = NULL WHERE false"
            assert asked.refused(erasing) is not erases
        for field in ("at", "officer_id", "name", "chain"):
            assert asked.refused(f"UPDATE jangkau.action SET {field} = {field} WHERE false")


@pytest.mark.parametrize("role", Role)
def test_nobody_but_the_owner_alters_what_guards(office, role):
    group = group_here(office, Role.ADMINISTRATOR)
    with office.raw(role) as asked:
        for statement in (
            "ALTER TABLE jangkau.person DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE jangkau.person DISABLE TRIGGER note_limit",
            "CREATE TABLE jangkau.other (id integer)",
            "CREATE SCHEMA other",
            "SELECT * FROM jangkau_guard.login",
            "INSERT INTO jangkau_guard.limiting VALUES (1, pg_current_xact_id())",
            "UPDATE jangkau.local SET value = value",
            f'SET ROLE "{office.address.user}"',
        ):
            assert asked.refused(statement), statement
        if role is not Role.ADMINISTRATOR:
            assert asked.refused(f"SET ROLE {group}")


def group_here(office, role):
    with office.store.connection() as connection:
        return group_of(connection, role)


@pytest.mark.parametrize("role", Role)
def test_what_another_computer_keeps_for_itself_is_not_read(office, role):
    with office.raw(role) as asked:
        for number in (0, *office.numbers.values()):
            own = number == office.numbers[role]
            assert asked.refused(f"SELECT * FROM desk_{number}.local") is not own


@pytest.mark.parametrize("role", [DESK, READER])
def test_whose_data_is_limited_is_met_by_no_row(office, role):
    everybody = "SELECT id FROM jangkau.person"
    with office.raw() as asked:
        limited = asked.ids(f"{everybody} WHERE limited_at IS NOT NULL")
        others = asked.ids(everybody) - limited
    assert limited
    with office.raw(role) as asked:
        assert asked.ids(everybody) == others
        assert asked.ids("SELECT id FROM jangkau.person WHERE id = ANY(%s)", [*limited]) == set()
        # Nor by a function of its own that tells of each row before the rule is asked.
        asked.connection.execute(
            "CREATE FUNCTION pg_temp.peek(bigint) RETURNS boolean LANGUAGE plpgsql COST 0.0001"
            " AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$"
        )
        heard = []
        asked.connection.add_notice_handler(lambda said: heard.append(int(said.message_primary)))
        asked.rows("SELECT id FROM jangkau.person WHERE pg_temp.peek(id)")
        assert set(heard) == others


def test_who_may_lift_a_limit_meets_them(office):
    with office.raw(Role.COORDINATOR) as asked:
        assert asked.ids("SELECT id FROM jangkau.person WHERE limited_at IS NOT NULL")


@pytest.mark.parametrize("role", [DESK, READER])
def test_of_the_history_a_role_that_does_not_see_it_reads_its_own(office, role):
    number = office.numbers[role]
    with office.raw() as asked:
        wanted = "SELECT id FROM jangkau.change WHERE id >> 40 = %s OR record_table = ANY(%s)"
        told = ["cash_box", "day_close", "event", "office"]
        expected = asked.ids(wanted, number, told)
        names = asked.ids("SELECT id FROM jangkau.action WHERE words::text <> '{}'")
    with office.raw(role) as asked:
        assert asked.ids("SELECT id FROM jangkau.change") == expected
        assert asked.refused("SELECT words FROM jangkau.action")
        assert asked.refused("SELECT * FROM jangkau.action")
        covered = f"SELECT id FROM desk_{number}.action WHERE words::text <> '{{}}'"
        assert asked.ids(covered) == {one for one in names if one >> 40 == number}
        count = "SELECT count(*) FROM jangkau.action"
        assert asked.rows(count) == asked.rows(f"SELECT count(*) FROM desk_{number}.action")


@pytest.mark.parametrize("role", [DESK, READER])
def test_an_event_is_the_same_in_every_calendar(office, role):
    """Its name there is made from the history, which these roles do not see."""
    ids = [office.world.event, office.world.planned]
    with office.store.reading() as session:
        expected = calendar_entries(session, ids)
    with office.open(role) as store, store.reading() as session:
        assert calendar_entries(session, ids) == expected


def test_a_desk_adds_to_its_own_history_only(office):
    number = office.numbers[DESK]
    change = (
        "INSERT INTO jangkau.change (id, action_id, record_table, record_id, digest)"
        " SELECT {id}, min(id), 'person', 1, '' FROM jangkau.action"
    )
    action = (
        "INSERT INTO {schema}.action (id, at, name, words, final, words_digest, digest, chain,"
        " stamp) VALUES ({id}, now(), 'Forged', '{{}}', false, '', '', '', 1)"
    )
    own, other = (number << 40) + 99_999, (9 << 40) + 99_999
    with office.raw(DESK) as asked:
        assert not asked.refused(change.format(id=own))
        assert asked.refused(change.format(id=other))
        assert not asked.refused(action.format(schema=f"desk_{number}", id=own))
        assert asked.refused(action.format(schema=f"desk_{number}", id=other))
        assert asked.refused(action.format(schema="jangkau", id=own))


@pytest.mark.parametrize("role", Role)
def test_the_office_keeps_its_keys_from_who_does_not_plan(office, role):
    with office.store.writing() as session:
        signer(session)
    plans = Right.PLAN in BY_ROLE[role]
    with office.raw(role) as asked:
        for statement in ("SELECT * FROM jangkau.secret", "DELETE FROM jangkau.secret"):
            assert asked.refused(statement) is not plans


def test_a_reader_sees_no_nik_whole(office):
    with office.store.writing("Fill in") as session:
        there = session.scalars(select(Person).where(Person.limited_at.is_(None))).all()
        for one in there:
            one.kk_number, one.income = one.nik, 1
        whole = {one.id: one.nik for one in there}
    with office.raw(READER) as asked:
        for field in ("nik", "kk_number", "income", "*"):
            assert asked.refused(f"SELECT {field} FROM jangkau.person")
        view = f"SELECT id, nik, kk_number, income FROM desk_{office.numbers[READER]}.person"
        masked = {one: (mask_nik(nik) if nik else nik) for one, nik in whole.items()}
        assert {row[0]: row[1:] for row in asked.rows(view)} == {
            one: (nik, nik, None) for one, nik in masked.items()
        }
    with office.open(READER) as store, store.reading() as session:
        found = session.scalars(select(Person)).all()
        assert {one.id: one.nik for one in found} == masked
        [first] = [one for one in found if one.id == office.world.people[0]]
        assert first.id in find_ids(session, first.name, limit=9)


def test_the_desk_limits_somebody_and_from_then_on_meets_them_no_more(office):
    number = "00150000077"
    person = office.keep(a.person(name="Yohana Limitasi", nik=a.nik(9001), member_number=number))
    with office.open(DESK) as store:
        with store.writing("Limit") as session:
            put_out_of_use(session.get_one(Person, person.id))
        with store.reading() as session:
            assert session.get(Person, person.id) is None
            assert limited_niks(session, [person.nik, a.nik(9002)]) == {person.nik}
            with pytest.raises(LimitedError):
                refuse_limited(session, [person.id])
            assert meant(session, office.world.event, understand(person.nik)).limited
            last = next_undo(session).action_id
        taken = calls_of_the_desk.newcomer()
        taken = replace(taken, person=replace(taken.person, nik=person.nik))
        with pytest.raises(LimitedError), store.writing() as session:
            enrol(session, office.world.event, taken)
        refused = pytest.raises(NumberRefusedError, match="may not be processed")
        with refused, store.writing() as session:
            correct_number(session, office.world.people[4], number)
        with pytest.raises(UndoConflictError), store.writing() as session:
            undo(session, last)
    with office.store.reading() as session:
        assert session.get_one(Person, person.id).limited_at is not None
        wanted = text("SELECT name FROM person_search WHERE rowid = :id")
        assert "limitasi" in session.scalar(wanted, {"id": person.id})  # to be found in the bin


def test_a_desk_and_a_coordinator_work_and_the_history_is_sound(office, tmp_path):
    world = office.world
    rows = [["NAMA", "NIK", "HP"], ["Lourdes Impor", a.nik(7001), "082277672649"]]
    with office.open(Role.COORDINATOR) as store:
        plan = finish(plan_import(store, write_text(tmp_path / "d.csv", rows)))
        finish(take_in(store, world.event, choose(plan, theirs=True)))
    with office.open(DESK) as store:
        with store.reading() as session:
            [known] = find_ids(session, "Lourdes", limit=9)
        with store.writing() as session:
            check_in(session, world.event, known)
        with store.writing() as session:
            enrol(session, world.event, calls_of_the_desk.newcomer())
        with store.writing() as session:
            undo(session, next_undo(session).action_id)
        with store.writing() as session:
            batch = draw_batch(session, world.cards[:1], sheet="a4", design="n").id
        [face] = copy_faces(store, batch)
        with store.reading() as session:
            own = own_public(session)
    with office.store.reading() as session:
        assert own_public(session) != own, "a desk signs with a key of its own"
        assert check_code(session, face.code).verdict is Standing.GENUINE
        assert session.scalar(select(OfficeKey.own).where(OfficeKey.public == own))
        desk = session.scalars(select(Action.id).where(Action.id.between(*own_range(office)))).all()
        assert len(desk) >= 4
        assert session.scalars(select(Change).where(Change.action_id == desk[-1])).all()
    assert finish(verify_history(office.store)).findings == ()


def own_range(office):
    number = office.numbers[DESK]
    return number << 40, ((number + 1) << 40) - 1


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
