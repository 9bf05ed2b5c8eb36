"""What each role may change, tried on a real file with what is really done at an office."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from models import tables
from models.base import Base
from models.errors import UserError
from models.events.tables import Attendance, Event
from models.history.recording import UNRECORDED
from models.history.steps import next_steps, take_back
from models.history.tables import Action
from models.local_notes import note, noted
from models.office.drafts import OfficerDraft
from models.office.operations import (
    add_officer,
    change_office,
    change_officer,
    retire_officer,
)
from models.office.pins import set_pin
from models.office.queries import officer_draft
from models.office.rights import ALL, BY_ROLE, NotAllowedError, Right, may, need
from models.office.table_rights import NEEDED
from models.office.tables import Office, Officer, Role
from models.partners.tables import Partner
from models.people.bin import archive_people
from models.people.exporting import exported_lines
from models.people.merging import merge_people
from models.people.tables import Person
from models.progress import finish
from models.words import spoken
from tests import factories as a
from tests.fixtures import CHEAP, OFFICE


@pytest.fixture
def of_role(store):
    """Make an officer of a role and let them work here."""

    def _admit(role):
        store._rights = None
        with store.writing() as session:
            made = add_officer(session, OfficerDraft(name=f"Petugas {role}", role=role)).id
        store.admit(made)
        return made

    return _admit


def test_every_table_says_who_may_change_it():
    known = {mapper.class_.__tablename__ for mapper in Base.registry.mappers} - UNRECORDED
    assert tables.Base is Base
    assert set(NEEDED) == known


def test_where_nobody_signed_in_everything_may_be_done(store):
    assert (store.signed_in, store.rights) == (False, ALL)
    with store.writing() as session:
        need(session, Right.ADMINISTER)


def changed(table):
    """Return a change of one record that belongs to ``table``'s right."""
    return {
        "person": lambda: a.person(),
        "partner": lambda: a.partner(),
        "officer": lambda: Officer(name="Tamu"),
    }[table]()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.ADMINISTRATOR, {"person", "partner", "officer"}),
        (Role.COORDINATOR, {"person", "partner"}),
        (Role.DESK_OFFICER, {"person"}),
        (Role.READER, set()),
    ],
)
@pytest.mark.parametrize("table", ["person", "partner", "officer"])
def test_each_role_changes_what_is_its_own_and_nothing_else(store, of_role, role, allowed, table):
    of_role(role)
    kind = type(changed(table))

    def count():
        with store.reading() as session:
            return session.scalar(select(func.count()).select_from(kind))

    def actions():
        with store.reading() as session:
            return session.scalar(select(func.count(Action.id)))

    before = count(), actions()
    try:
        with store.writing("Try") as session:
            session.add(changed(table))
    except NotAllowedError:
        assert table not in allowed
        assert (count(), actions()) == before
    else:
        assert table in allowed
        assert (count(), actions()) == (before[0] + 1, before[1] + 1)


def test_all_that_is_done_at_once_is_refused_when_a_part_is(store, of_role, keep):
    of_role(Role.DESK_OFFICER)
    with (
        pytest.raises(NotAllowedError, match="nothing was changed"),
        store.writing("Try") as session,
    ):
        session.add_all([a.person(name="Siti"), a.partner()])
    with store.reading() as session:
        assert session.scalars(select(Person.name)).all() == []


def test_a_bulk_change_is_refused_like_any_other(store, of_role, keep):
    person = keep(a.person())
    of_role(Role.DESK_OFFICER)
    with pytest.raises(NotAllowedError), store.writing() as session:
        archive_people(session, [person.id])
    of_role(Role.READER)
    with store.reading() as session:
        assert session.get_one(Person, person.id).archived_at is None


def test_the_desk_checks_people_in(store, of_role, keep):
    event, person = keep(a.event(), a.person())
    of_role(Role.DESK_OFFICER)
    with store.writing("Check in") as session:
        session.add(a.attendance(event_id=event.id, person_id=person.id))
    with store.reading() as session:
        assert session.scalar(select(func.count(Attendance.id))) == 1


def test_the_desk_does_not_merge_plan_or_export(store, of_role, keep):
    event, one, other = keep(a.event(), a.person(), a.person())
    of_role(Role.DESK_OFFICER)
    with pytest.raises(NotAllowedError), store.writing() as session:
        merge_people(session, one.id, other.id)
    with pytest.raises(NotAllowedError), store.writing("Move") as session:
        session.get_one(Event, event.id).venue = "Lapangan"
    with pytest.raises(NotAllowedError):
        list(exported_lines(store, [one.id], ["name"], spoken(), masked=True))


def test_undoing_what_others_did_is_bound_by_the_same_rights(store, of_role, keep):
    with store.writing() as session:
        change_office(session, replace(OFFICE, place="Malinau"))
    of_role(Role.DESK_OFFICER)
    with store.reading() as session:
        action = session.scalars(
            select(Action.id).where(Action.name == "Change the office's particulars")
        ).one()
    with pytest.raises(NotAllowedError):
        finish(take_back(store, action))
    with store.reading() as session:
        assert session.scalars(select(Office.place)).one() == "Malinau"


def test_a_reader_keeps_a_pin_and_notes_of_this_computer(store, of_role):
    reader = of_role(Role.READER)
    set_pin(store, reader, "4711", CHEAP)
    note(store, "seen", "1")
    assert noted(store, "seen") == "1"


def test_a_session_knows_the_rights_of_who_works_here(store, of_role):
    of_role(Role.DESK_OFFICER)
    for lent in (store.reading, store.writing):
        with lent() as session:
            assert may(session, Right.SERVE)
            assert not may(session, Right.SEE_NIK)


def test_nobody_becomes_another_officer_by_saying_so(store, of_role):
    mine = of_role(Role.DESK_OFFICER)
    with store.reading() as session:
        other = session.scalars(select(Officer.id).where(Officer.id != mine)).first()
    with pytest.raises(NotAllowedError):
        store.officer_id = other
    assert store.officer_id == mine
    store.officer_id = mine


def test_a_role_that_is_changed_counts_at_once(store, of_role):
    mine = of_role(Role.ADMINISTRATOR)
    with store.reading() as session:
        draft = officer_draft(session, mine)
    with store.writing() as session:
        change_officer(session, mine, replace(draft, role=Role.READER))
    assert store.rights == BY_ROLE[Role.READER]
    with pytest.raises(NotAllowedError), store.writing("Try") as session:
        session.add(a.person())


def test_who_is_removed_may_nothing_any_more(store, of_role):
    mine = of_role(Role.COORDINATOR)
    rights, store._rights = store._rights, None
    with store.writing() as session:
        retire_officer(session, mine)
    with pytest.raises(NotAllowedError, match="any more"):
        store.admit(mine)
    assert rights == BY_ROLE[Role.COORDINATOR]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DESK_OFFICER, Role.READER])
def test_only_administrators_change_roles(store, of_role, role):
    mine = of_role(role)
    with store.reading() as session:
        draft = officer_draft(session, mine)
    with pytest.raises(NotAllowedError), store.writing() as session:
        change_officer(session, mine, replace(draft, role=Role.ADMINISTRATOR))
    with pytest.raises(NotAllowedError), store.writing("Past the operation") as session:
        session.get_one(Officer, mine).role = Role.ADMINISTRATOR
    assert store.rights == BY_ROLE[role]


def rina(store):
    with store.reading() as session:
        return session.scalars(select(Officer.id).order_by(Officer.id)).first()


def test_who_sets_the_office_up_administers_it(store):
    with store.reading() as session:
        assert session.get_one(Officer, rina(store)).role is Role.ADMINISTRATOR


def test_the_last_administrator_stays_one(store):
    with store.reading() as session:
        draft = officer_draft(session, rina(store))
    with pytest.raises(UserError, match="Nobody would be left"), store.writing() as session:
        change_officer(session, rina(store), replace(draft, role=Role.READER))
    with pytest.raises(UserError, match="Nobody would be left"), store.writing() as session:
        retire_officer(session, rina(store))


def test_undoing_takes_the_last_administrator_no_less(store):
    with store.writing() as session:
        second = add_officer(session, OfficerDraft(name="Budi", role=Role.ADMINISTRATOR)).id
    added, _again = next_steps(store)
    with store.writing() as session:
        retire_officer(session, rina(store))
    with pytest.raises(UserError):
        finish(take_back(store, added.action_id))
    with store.reading() as session:
        assert session.get_one(Officer, second).active


def test_a_right_that_is_missing_is_said_in_plain_words(store, of_role):
    of_role(Role.READER)
    with store.reading() as session, pytest.raises(NotAllowedError, match="Ask an administrator"):
        need(session, Right.SERVE)


def test_partners_of_the_office_may_be_read_by_a_reader(store, of_role, keep):
    keep(a.partner(name="Dinas Pertanian"))
    of_role(Role.READER)
    with store.reading() as session:
        assert session.scalars(select(Partner.name)).all() == ["Dinas Pertanian"]
