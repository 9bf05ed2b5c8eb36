"""What a desk took out stays where the office has something that leads to it by now."""

import shutil
from contextlib import closing

import pytest
from sqlalchemy import select

from models import opening
from models.events.tables import Attendance
from models.history.undo import next_undo, undo
from models.history.verifying import verify_history
from models.packets.tables import ConflictKind, ConflictState, MergeConflict
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.packets import laptops as at


@pytest.fixture
def town(tmp_path, office_file):
    path = tmp_path / "office.jangkau"
    shutil.copy(office_file, path)
    with closing(opening.open_store(path)) as store:
        made = at.town(store, tmp_path)
        yield made
        made.close()


@pytest.fixture
def laptop(town):
    """A laptop that took somebody in and was home; it goes on."""
    made = town.give()
    with made.writing() as session:
        at.add_person(session, at.draft("SITI", "", phone="+6281200000001", **at.VILLAGE))
    town.merge(made)
    return made


def take_back(place):
    with place.writing() as session:
        undo(session, next_undo(session).action_id)


def people(town):
    with town.store.reading() as session:
        return session.scalars(select(Person)).all()


def told(town):
    with town.store.reading() as session:
        rows = session.scalars(select(MergeConflict).order_by(MergeConflict.id))
        return [(one.kind, one.state, one.person_id) for one in rows]


def test_whom_nothing_leads_to_is_taken_out(town, laptop):
    take_back(laptop)
    town.merge(laptop)
    assert people(town) == []
    assert told(town) == []


@pytest.mark.parametrize("again", [False, True], ids=["once", "again"])
def test_who_was_at_the_event_stays_and_somebody_has_to_look(town, laptop, again):
    [siti] = people(town)
    with town.store.writing() as session:
        at.check_in(session, town.event_id, siti.id)
    take_back(laptop)
    town.merge(laptop)
    if again:
        at.known_person(laptop, "BUDI", a.nik(1))
        town.merge(laptop)
    assert "SITI" in [one.name for one in people(town)]
    assert told(town) == [(ConflictKind.TAKEN_OUT, ConflictState.OPEN, siti.id)]
    with town.store.reading() as session:
        assert session.scalars(select(Attendance)).one().person_id == siti.id
    assert finish(verify_history(town.store)).findings == ()


def test_a_conflict_does_not_keep_whom_a_desk_took_out(town):
    first, second = town.give(), town.give()
    for place, name in ((first, "SITI AMINAH"), (second, "SITI AMINAH S")):
        with place.writing() as session:
            at.add_person(session, at.draft(name, "", phone="+6281200000001", **at.VILLAGE))
        town.merge(place)
    siti, _other = people(town)
    before = [(ConflictKind.SAME_PERSON, ConflictState.OPEN, siti.id)]
    assert told(town) == before
    take_back(first)
    town.merge(first)
    assert [one.name for one in people(town)] == ["SITI AMINAH S"]
    assert told(town) == [(ConflictKind.SAME_PERSON, ConflictState.GONE, None)]
    take_back(town.store)
    assert told(town) == before
    assert len(people(town)) == 2
