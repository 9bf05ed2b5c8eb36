import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.base import utc_now
from models.errors import UserError
from models.events.operations import check_in, check_in_many, invite
from models.events.tables import Attendance
from models.history import steps
from models.history.bulk import insert_many
from models.history.steps import next_steps
from models.history.undo import UndoConflictError, conflicts, next_redo, next_undo, undo
from models.office.tables import Officer
from models.partners.tables import Contact, Partner
from models.people.search import find_ids
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.statements import statements


def take_back(store, which=next_undo, **how):
    with store.reading() as session:
        found = which(session)
    with store.writing() as session:
        undo(session, found.action_id, **how)
    return found.title


def names(store, kind=Partner):
    with store.reading() as session:
        return sorted(session.scalars(select(kind.name)))


def test_what_was_made_is_taken_out_and_put_back(store, keep):
    keep(a.partner(name="Dinas", contacts=[a.contact(name="Pak Budi")]))
    take_back(store)
    assert names(store) == names(store, Contact) == []
    take_back(store, next_redo)
    assert (names(store), names(store, Contact)) == (["Dinas"], ["Pak Budi"])


def test_what_was_changed_is_as_before(store, keep):
    partner = keep(a.partner(name="Lama"))
    with store.writing("Rename") as session:
        session.get_one(Partner, partner.id).name = "Baru"
    assert take_back(store) == "Rename"
    assert names(store) == ["Lama"]


def test_what_was_taken_out_is_back(store, keep):
    partner = keep(a.partner(contacts=[a.contact(name="Pak Budi", phone="+6281")]))
    with store.writing("Take the contact out") as session:
        session.get_one(Partner, partner.id).contacts = []
    take_back(store)
    with store.reading() as session:
        contact = session.scalars(select(Contact)).one()
    assert (contact.name, contact.phone, contact.partner_id) == ("Pak Budi", "+6281", partner.id)


def test_undo_and_redo_are_shown_by_name(store):
    with store.writing("Add {partner}") as session:
        session.info["recorder"].words = {"partner": "Dinas {x}"}
        session.add(a.partner())
    with store.reading() as session:
        assert next_undo(session).title == "Add Dinas {x}"
        assert next_redo(session) is None
    take_back(store)
    with store.reading() as session:
        assert next_redo(session).title == "Add Dinas {x}"


def test_one_takes_back_ones_own_work_alone(store, keep):
    dewi, agus = keep(Officer(name="Dewi")).id, keep(Officer(name="Agus")).id
    for officer, partner in ((dewi, "Dinas"), (agus, "Desa"), (dewi, "Bank")):
        store.officer_id = officer
        with store.writing(f"Add {partner}") as session:
            session.add(a.partner(name=partner))
    store.officer_id = agus
    assert next_steps(store)[0].title == "Add Desa"
    finish(steps.take_back(store, next_steps(store)[0].action_id))
    assert next_steps(store)[0] is None
    assert next_steps(store)[1].title == "Add Desa"
    store.officer_id = dewi
    assert [one and one.title for one in next_steps(store)] == ["Add Bank", None]


def test_setting_up_the_office_cannot_be_undone(store):
    with store.reading() as session:
        assert next_undo(session) is None
        from models.history.tables import Action

        setup = session.scalars(select(Action.id)).one()
    with pytest.raises(UserError, match="cannot be undone"), store.writing() as session:
        undo(session, setup)


def test_a_new_action_ends_what_can_be_redone(store, keep):
    keep(a.partner(name="Satu"))
    take_back(store)
    keep(a.partner(name="Dua"))
    with store.reading() as session:
        assert next_redo(session) is None


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from("aur"), max_size=14))
def test_undo_and_redo_walk_like_two_stacks(store, steps):
    with store.reading() as session:
        known = set(session.scalars(select(Partner.id)))
    done, undone = [], []
    for number, step in enumerate(steps):
        if step == "a":
            with store.writing("Add") as session:
                session.add(a.partner(name=f"P{number}"))
            done.append(f"P{number}")
            undone = []
        elif step == "u" and done:
            take_back(store)
            undone.append(done.pop())
        elif step == "r" and undone:
            take_back(store, next_redo)
            done.append(undone.pop())
    with store.reading() as session:
        fresh = session.execute(select(Partner.name).where(Partner.id.not_in(known))).scalars()
        assert sorted(fresh) == sorted(done)


def test_a_field_changed_since_stands_in_the_way(store, keep):
    partner = keep(a.partner(name="Satu", note=None))
    with store.writing("First") as session:
        session.get_one(Partner, partner.id).name = "Dua"
    with store.reading() as session:
        first = next_undo(session).action_id
    with store.writing("Second") as session:
        session.get_one(Partner, partner.id).name = "Tiga"
    with pytest.raises(UndoConflictError) as caught, store.writing() as session:
        undo(session, first)
    [conflict] = caught.value.conflicts
    assert (conflict.field, conflict.expected, conflict.found) == ("name", "Dua", "Tiga")
    assert "1 record" in str(caught.value)
    assert names(store) == ["Tiga"]


def test_other_fields_changed_since_do_not(store, keep):
    partner = keep(a.partner(name="Satu", note=None))
    with store.writing("First") as session:
        session.get_one(Partner, partner.id).name = "Dua"
    with store.reading() as session:
        first = next_undo(session).action_id
    with store.writing("Second") as session:
        session.get_one(Partner, partner.id).note = "penting"
    with store.writing() as session:
        undo(session, first)
    with store.reading() as session:
        found = session.get_one(Partner, partner.id)
        assert (found.name, found.note) == ("Satu", "penting")


def imported(store, event, count=5):
    with store.writing("Import a list") as session:
        ids = insert_many(
            session, Person, ("nik", "name"), [(a.nik(100 + n), f"Warga {n}") for n in range(count)]
        )
        invite(session, event.id, ids)
    with store.reading() as session:
        return list(ids), next_undo(session).action_id


def test_a_record_in_use_since_stands_in_the_way(store, keep):
    event = keep(a.event())
    other = keep(a.event())
    ids, action = imported(store, event)
    with store.writing("Invite elsewhere") as session:
        invite(session, other.id, ids[:1])
    with store.reading() as session:
        [conflict] = conflicts(session, action)
    assert (conflict.table, conflict.record_id, conflict.used_by) == (
        "person",
        ids[0],
        "attendance",
    )


def test_an_import_can_be_taken_back_but_for_what_was_used(store, keep):
    event = keep(a.event())
    ids, action = imported(store, event)
    with store.writing("Check in") as session:
        check_in(session, event.id, ids[2])
    with pytest.raises(UndoConflictError), store.writing() as session:
        undo(session, action)
    with store.writing() as session:
        undo(session, action, keep_changed=True)
    with store.reading() as session:
        assert session.scalars(select(Person.id)).all() == [ids[2]]
        assert session.scalars(select(Attendance.person_id)).all() == [ids[2]]


def test_checking_in_150_people_is_undone_at_once(store, keep):
    event = keep(a.event())
    ids, _action = imported(store, event, 150)
    with store.writing() as session:
        assert check_in_many(session, event.id, dict.fromkeys(ids, utc_now())) == 150
    assert take_back(store) == "Check in people at " + event.title
    with store.reading() as session:
        places = session.scalars(select(Attendance)).all()
    assert len(places) == 150
    assert all(place.present_at is None and place.desk_id is None for place in places)


def test_who_is_taken_out_is_no_longer_found_and_found_again_after_redo(store, keep):
    keep(a.person(name="Yohanes Lawing"))
    take_back(store)
    with store.reading() as session:
        assert find_ids(session, "lawing", limit=5) == []
    take_back(store, next_redo)
    with store.reading() as session:
        assert len(find_ids(session, "lawing", limit=5)) == 1


def test_a_nik_taken_by_somebody_else_meanwhile_is_told(store, keep):
    keep(a.person(nik=a.nik(1), name="Satu"))
    take_back(store)
    with store.reading() as session:
        undone = next_redo(session).action_id
    keep(a.person(nik=a.nik(1), name="Dua"))
    with pytest.raises(UserError, match="no longer be undone"), store.writing() as session:
        undo(session, undone)
    assert names(store, Person) == ["Dua"]


def test_what_can_be_undone_and_redone_is_found_by_reading_the_actions_once(store, keep):
    keep(a.partner(name="Dinas A"))
    keep(a.partner(name="Dinas B"))
    take_back(store)
    with statements() as run:
        back, again = next_steps(store)
    assert (back.title, again.title) == ("Keep what a test needs",) * 2
    assert back.action_id < again.action_id
    assert len([one for one in run if "FROM action" in one]) == 1
