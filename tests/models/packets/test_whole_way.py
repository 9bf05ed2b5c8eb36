"""From the office to a desk and home again, wherever the office keeps its records."""

import pytest
from sqlalchemy import select

from models.events.operations import check_in
from models.history.undo import next_undo, undo
from models.history.verifying import verify_history
from models.packets.merging import merge, preview
from models.packets.reading import open_return
from models.packets.tables import PacketReturn
from models.people.merging import merge_people
from models.people.operations import add_person, change_person
from models.people.tables import Person
from models.progress import finish
from tests.models.packets import laptops as at
from tests.models.packets.desks import bring_home, make, officer, peopled, sit_down


@pytest.fixture
def event(store):
    """Return an event at the office and who is invited."""
    event_id, came, *_rest = peopled(store)
    return event_id, came


@pytest.fixture
def desk(store, tmp_path, event):
    officer_id = officer(store)
    made, phrase = make(store, tmp_path, event[0], officer_id)
    opened = sit_down(made, phrase, tmp_path, officer_id)
    yield opened
    opened.close()


def come_home(store, desk, folder):
    return taken_in(store, bring_home(desk, folder))


def taken_in(store, path):
    with open_return(store, path) as returned:
        with store.reading() as session:
            plan = finish(preview(session, returned))
        with store.writing() as session:
            finish(merge(session, returned, plan))
    return plan


def names(store):
    with store.reading() as session:
        found = session.scalars(select(Person.name).where(Person.archived_at.is_(None)))
        return sorted(found)


def work(desk, event):
    event_id, came = event
    with desk.writing() as session:
        added = add_person(session, at.draft("BUDI BARU", "6501031305800001")).id
    with desk.writing() as session:
        check_in(session, event_id, added, at.MOMENT)
    with desk.writing() as session:
        change_person(session, came[0], at.draft("DIUNDANG BENAR"))
    return added


def test_what_a_desk_did_is_merged_taken_back_and_merged_again(store, desk, event, tmp_path):
    before = names(store)
    work(desk, event)
    assert come_home(store, desk, tmp_path).new_people == 1
    assert {"BUDI BARU", "DIUNDANG BENAR"} <= set(names(store))
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert names(store) == before
    path = bring_home(desk, tmp_path)
    taken_in(store, path)
    assert {"BUDI BARU", "DIUNDANG BENAR"} <= set(names(store))
    assert taken_in(store, path).is_empty
    assert finish(verify_history(store)).findings == ()
    with store.reading() as session:
        assert len(session.scalars(select(PacketReturn)).all()) == 1


def test_somebody_taken_in_here_and_there_becomes_one(store, desk, event, tmp_path):
    with store.writing() as session:
        here = add_person(session, at.draft("BUDI LAMA", "6501031305800001")).id
    there = work(desk, event)
    come_home(store, desk, tmp_path)
    with store.reading() as session:
        into = {one: session.get_one(Person, one).merged_into_id for one in (here, there)}
    assert into == {here: None, there: here}


def test_people_a_desk_made_one_come_home_as_one(store, desk, tmp_path):
    with desk.writing() as session:
        made = [add_person(session, at.draft(name)).id for name in ("ANI", "ANI LAGI")]
    with desk.writing() as session:
        merge_people(session, made[1], made[0])
    come_home(store, desk, tmp_path)
    with store.reading() as session:
        assert session.get_one(Person, made[0]).merged_into_id == made[1]
