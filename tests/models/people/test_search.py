from dataclasses import replace

import pytest

from models.events.operations import invite
from models.people.operations import change_person
from models.people.queries import person_draft
from models.people.search import find_ids
from tests import factories as a


@pytest.fixture
def people(keep):
    return keep(
        a.person(name="MUHAMMAD YUSUF", nik="6501031305809001", phone="+6281234567890"),
        a.person(name="Yohanes Lawing", nik="6501031305809002", phone="+6285212340000"),
        a.person(name="Siti Rahmawati", nik="6404011305809003", member_number="22062800114"),
    )


def found(store, typed, **how):
    with store.reading() as session:
        return find_ids(session, typed, **{"limit": 10} | how)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("yoh", 1),
        ("LAW", 1),
        ("lawing yohanes", 1),
        ("mohamad", 0),
        ("moh yus", 0),
        ("6404", 2),
        ("6501 0313 0580 9002", 1),
        ("0812", 0),
        ("+62 812-3456", 0),
        ("62852", 1),
        ("22062800", 2),
    ],
)
def test_people_are_found_as_one_types(store, people, typed, who):
    assert found(store, typed) == [people[who].id]


@pytest.mark.parametrize("typed", ["", "  ", "12", '"', "*", "NEAR(", "a AND", "' OR 1=1 --", "-"])
def test_whatever_is_typed_does_no_harm(store, people, typed):
    assert len(found(store, typed)) <= 3


def test_a_common_beginning_finds_several_but_not_too_many(store, people):
    assert set(found(store, "6501")) == {people[0].id, people[1].id}
    assert len(found(store, "6501", limit=1)) == 1


def test_those_of_the_event_come_first(store, keep, people):
    event = keep(a.event())
    with store.writing() as session:
        invite(session, event.id, [people[1].id])
    assert found(store, "6501", event_id=event.id)[0] == people[1].id
    assert found(store, "6501", event_id=event.id, only_event=True) == [people[1].id]
    assert found(store, "lawing", event_id=event.id, only_event=True) == [people[1].id]
    assert found(store, "siti", event_id=event.id, only_event=True) == []


def test_a_changed_name_is_found_and_the_old_one_is_not(store, people):
    with store.writing() as session:
        draft = person_draft(session, people[1].id)
        change_person(session, people[1].id, replace(draft, name="Paulus Ding"))
    assert found(store, "paulus") == [people[1].id]
    assert found(store, "lawing") == []


def test_archived_people_are_not_found(store, people):
    from models.base import utc_now
    from models.people.tables import Person

    with store.writing("Archive") as session:
        session.get_one(Person, people[1].id).archived_at = utc_now()
    assert found(store, "lawing") == []
