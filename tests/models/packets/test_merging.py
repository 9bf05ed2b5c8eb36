"""What a desk brought home becomes the office's, once, as one action that can be undone."""

import shutil

import pytest
from sqlalchemy import func, select

from models import opening
from models.enrolment.operations import take_in
from models.history.of_record import person_timeline
from models.history.tables import Action
from models.history.undo import next_undo, undo
from models.history.verifying import verify_history
from models.packets.tables import ConflictKind, ConflictState, MergeConflict, PacketReturn
from models.people.operations import change_person
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.packets import laptops as at


@pytest.fixture
def town(tmp_path, office_file):
    path = tmp_path / "office.jangkau"
    shutil.copy(office_file, path)
    store = opening.open_store(path)
    made = at.town(store, tmp_path)
    yield made
    made.close()
    store.close()


def sound(store):
    return finish(verify_history(store)).findings


def test_a_new_person_comes_home(town):
    laptop = town.give()
    at.enrolled(laptop, town.event_id, at.draft("BUDI", a.nik(1)))
    plan = town.merge(laptop)
    assert (plan.new_people, plan.actions) == (1, 1)
    with town.store.reading() as session:
        person = session.scalars(select(Person).where(Person.name == "BUDI")).one()
        assert person.nik == a.nik(1)
        assert session.query(PacketReturn).one().actions == 1
    assert sound(town.store) == ()


def test_the_same_return_twice_is_nothing_new(town):
    laptop = town.give()
    at.enrolled(laptop, town.event_id, at.draft("BUDI", a.nik(1)))
    town.merge(laptop)
    with town.store.reading() as session:
        before = session.scalar(select(func.count(Action.id)))
    plan = town.merge(laptop)
    assert plan.is_empty
    assert plan.lines() == ["Nothing new: all that Meja 2 brought home is here already."]
    with town.store.reading() as session:
        assert session.scalar(select(func.count(Action.id))) == before


def test_one_nik_at_two_desks_is_one_person_with_everything_of_both(town):
    first, second = town.give(), town.give()
    at.enrolled(first, town.event_id, at.draft("BUDI", a.nik(1), phone="+6281200000001"))
    with second.writing() as session:
        take_in(session, town.event_id, at.draft("BUDI", a.nik(1), address="Jalan 1"), at.MOMENT)
    town.merge(second)
    plan = town.merge(first)
    assert plan.joined == ("BUDI",)
    with town.store.reading() as session:
        person = session.scalars(select(Person).where(Person.archived_at.is_(None))).one()
        assert (person.phone, person.address) == ("+6281200000001", "Jalan 1")
    assert sound(town.store) == ()


def test_two_values_of_a_field_are_a_conflict(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    first, second = town.give(), town.give()
    for laptop, phone in ((first, "+6281200000001"), (second, "+6281200000002")):
        with laptop.writing() as session:
            change_person(session, who, at.draft("BUDI", a.nik(1), phone=phone))
    town.merge(first)
    plan = town.merge(second)
    assert [one.field for one in plan.conflicts] == ["Phone"]
    with town.store.reading() as session:
        conflict = session.query(MergeConflict).one()
        assert (conflict.kind, conflict.state) == (ConflictKind.FIELD, ConflictState.OPEN)
    assert sound(town.store) == ()


def test_a_merge_is_undone_and_done_again(town):
    laptop = town.give()
    made, _person = at.enrolled(laptop, town.event_id, at.draft("BUDI", a.nik(1)), cash=0)
    at.printed(laptop, made)
    town.merge(laptop)
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)
    with town.store.reading() as session:
        assert session.query(Person).all() == []
    assert sound(town.store) == ()
    plan = town.merge(laptop)
    assert plan.new_people == 1
    with town.store.reading() as session:
        assert session.query(Person).one().name == "BUDI"
    assert sound(town.store) == ()


def test_the_time_line_tells_what_was_done_at_the_desk_and_once_what_the_merge_did(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    laptop = town.give()
    with laptop.writing() as session:
        change_person(session, who, at.draft("BUDI", a.nik(1), phone="+6281200000001"))
    town.merge(laptop)
    with town.store.reading() as session:
        rows = {row.entry.title: row for row in person_timeline(session, who)}
    changed, merged = rows["Change BUDI"], rows["Merge what Meja 2 brought home"]
    assert (changed.entry.desk, changed.entry.final) == ("Meja 2", True)
    assert [one.word for one in changed.fields] == ["Phone"]
    assert (merged.entry.desk, merged.entry.final, merged.fields) == ("", False, ())


def test_a_merge_that_was_undone_shows_what_it_brought_as_undone(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    laptop = town.give()
    with laptop.writing() as session:
        change_person(session, who, at.draft("BUDI", a.nik(1), phone="+6281200000001"))
    town.merge(laptop)
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)
    with town.store.reading() as session:
        rows = {row.entry.title: row for row in person_timeline(session, who)}
    assert rows["Change BUDI"].entry.undone
