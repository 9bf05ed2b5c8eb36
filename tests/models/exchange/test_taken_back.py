"""An import taken back, today or days later, with what has been changed meanwhile."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from models.enrolment.attending import event_people
from models.exchange.importing import plan_import, take_in
from models.exchange.recognizing import choose
from models.history.steps import next_steps, take_back
from models.history.undo import UndoConflictError
from models.people.operations import change_person
from models.people.queries import person_draft
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.exchange.files import write_text
from tests.models.exchange.lists import AGUS, BUDI, SITI

HEADING = ["NAMA", "NIK", "HP"]


@pytest.fixture
def event(keep):
    return keep(a.event()).id


@pytest.fixture
def imported(store, event, tmp_path):
    """Take a list in, the list believed where it differs; return the action."""
    rows = [["Budi", BUDI, "082277672649"], ["Siti", SITI, ""], ["Agus", AGUS, ""]]
    plan = finish(plan_import(store, write_text(tmp_path / "d.csv", [HEADING, *rows])))
    finish(take_in(store, event, choose(plan, theirs=True)))
    return next_steps(store)[0].action_id


def everybody(store):
    with store.reading() as session:
        return {
            person.nik: (person.name, person.phone)
            for person in session.scalars(select(Person))
            if person.nik
        }


def rename(store, nik, name):
    with store.writing() as session:
        number = session.scalar(select(Person.id).where(Person.nik == nik))
        change_person(session, number, replace(person_draft(session, number), name=name))


def test_taken_back_all_is_as_it_was(store, event, imported):
    finish(take_back(store, imported))
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0
        assert event_people(session, event).ids == ()


def test_days_later_what_was_changed_since_is_named_and_nothing_happens(store, imported):
    rename(store, SITI, "Siti Aminah")
    before = everybody(store)
    with pytest.raises(UndoConflictError) as told:
        finish(take_back(store, imported))
    assert any("Siti Aminah" in line for line in told.value.lines)
    assert everybody(store) == before


def test_what_was_changed_since_is_kept_if_that_is_chosen(store, imported):
    rename(store, SITI, "Siti Aminah")
    finish(take_back(store, imported, keep_changed=True))
    assert everybody(store) == {SITI: ("Siti Aminah", None)}


def test_or_it_is_taken_back_first_and_then_the_import(store, imported):
    rename(store, SITI, "Siti Aminah")
    finish(take_back(store, next_steps(store)[0].action_id))
    finish(take_back(store, imported))
    assert everybody(store) == {}


def test_what_gave_way_to_the_list_is_put_back(store, keep, event, tmp_path):
    keep(a.person(nik=BUDI, name="Budi Lama", phone="+6281111111111"))
    rows = [["Budi", BUDI, "082277672649"]]
    plan = finish(plan_import(store, write_text(tmp_path / "d.csv", [HEADING, *rows])))
    finish(take_in(store, event, choose(plan, theirs=True)))
    assert everybody(store) == {BUDI: ("Budi", "+6282277672649")}
    finish(take_back(store, next_steps(store)[0].action_id))
    assert everybody(store) == {BUDI: ("Budi Lama", "+6281111111111")}
