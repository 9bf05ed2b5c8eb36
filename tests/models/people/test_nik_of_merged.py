"""A NIK that lies in a record merged into another is that of the one that goes on."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from models.history.steps import next_steps, take_back
from models.people.merging import merge_people
from models.people.operations import NikTakenError, change_person
from models.people.queries import person_draft
from models.people.tables import Person
from models.progress import finish
from tests import factories as a


def niks(store):
    with store.reading() as session:
        return dict(map(tuple, session.execute(select(Person.id, Person.nik))))


def type_nik(store, person, nik):
    with store.writing() as session:
        change_person(session, person, replace(person_draft(session, person), nik=nik))


@pytest.fixture(params=[None, a.nik(8101)])
def merged(request, store, keep):
    """Merge two records, each keeping its own NIK; return their ids."""
    first, other = keep(a.person(nik=request.param), a.person(nik=a.nik(8102)))
    with store.writing() as session:
        merge_people(session, first.id, other.id, theirs=[])
    return first.id, other.id


def test_typed_it_changes_places(store, merged):
    first, other = merged
    former = niks(store)[first]
    type_nik(store, first, a.nik(8102))
    assert niks(store) == {first: a.nik(8102), other: former}


def test_that_is_undone_and_done_again(store, merged):
    before = niks(store)
    type_nik(store, merged[0], a.nik(8102))
    after = niks(store)
    finish(take_back(store, next_steps(store)[0].action_id))
    assert niks(store) == before
    finish(take_back(store, next_steps(store)[1].action_id))
    assert niks(store) == after


def test_nobody_else_gets_it(store, keep, merged):
    third = keep(a.person(nik=a.nik(8103)))
    with pytest.raises(NikTakenError) as told:
        type_nik(store, third.id, a.nik(8102))
    assert told.value.person_id == merged[0]
