"""What the database itself lets each computer's login do, past the program and with it."""

from dataclasses import replace

import pytest
from sqlalchemy import event as events
from sqlalchemy import select, text

from models.base import Base
from models.cards.batches import draw_batch
from models.cards.copy_faces import copy_faces
from models.cards.signing import own_public, signer
from models.cards.tables import OfficeKey
from models.cards.verifying import Standing, check_code
from models.enrolment.numbers import NumberRefusedError, correct_number
from models.enrolment.operations import enrol
from models.enrolment.scanned import meant, understand
from models.events.calendar import calendar_entries
from models.events.operations import check_in
from models.exchange.importing import plan_import, take_in
from models.exchange.recognizing import choose
from models.history.tables import Action, Change
from models.history.undo import UndoConflictError, next_undo, undo
from models.history.verifying import verify_history
from models.office.rights import BY_ROLE, Right
from models.office.table_rights import written
from models.office.tables import Role
from models.people.nik import mask_nik
from models.people.search import find_ids
from models.people.tables import Person
from models.privacy.limits import LimitedError, limited_niks, put_out_of_use, refuse_limited
from models.progress import finish
from tests import factories as a
from tests.models.exchange.files import write_text
from tests.models.office import calls_of_the_desk, calls_of_the_office
from tests.models.office.test_operations_by_role import TakenBackError, function_at
from tests.models.server.roles_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.server.roles_at_hand import DESK, READER, group_here

pytestmark = pytest.mark.of_files("makes a server's database itself")
CALLS = calls_of_the_desk.CALLS | calls_of_the_office.CALLS
FROM_HISTORY = {"history.putting_back.put_back_field", "history.putting_back.put_back_person"}
"""Begun from what the history says, which is shown with Right.SEE_HISTORY only."""


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
