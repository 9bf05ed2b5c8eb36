"""The history is found by what one asks for, and told in words."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.history.browsing import (
    HistoryFilter,
    history_ids,
    history_rows,
    kinds_of_action,
    kinds_of_record,
)
from models.history.detail import history_detail
from models.history.tables import Action
from models.history.undo import undo
from models.office.queries import time_zone
from models.office.rights import NotAllowedError, lend
from models.people.tables import Person
from tests import factories as a


@pytest.fixture
def done(store):
    """Two people made, one of them changed, an event made; the ids of each."""
    with store.writing("Add one") as session:
        session.add(first := a.person(name="Usun", phone=None))
    with store.writing("Add another") as session:
        session.add(other := a.person(name="Bambang"))
    with store.writing("Change") as session:
        session.get_one(Person, first.id).name = "Usun Lalung"
    with store.writing("Plan") as session:
        session.add(event := a.event())
    return first.id, other.id, event.id


def names(store, **wanted):
    with store.reading() as session:
        ids = history_ids(session, HistoryFilter(**wanted))
        rows = history_rows(session, ids)
    return [rows[one].title for one in ids]


def test_the_latest_comes_first(store, done):
    assert names(store)[:4] == ["Plan", "Change", "Add another", "Add one"]


def test_it_is_found_by_person_event_record_kind_and_name(store, done):
    first, other, event = done
    assert names(store, person_id=first) == ["Change", "Add one"]
    assert names(store, person_id=other) == ["Add another"]
    assert names(store, event_id=event) == ["Plan"]
    assert names(store, table="person") == ["Change", "Add another", "Add one"]
    assert names(store, name="Change") == ["Change"]
    assert names(store, person_id=first, name="Add another") == []


def test_it_is_found_by_day_and_officer(store, done):
    with store.reading() as session:
        zone = time_zone(session)
        days = [at.astimezone(zone).date() for at in session.scalars(select(Action.at))]
    first, last = min(days), max(days)  # midnight may have come since the office was set up
    for day in (first, last):
        assert len(names(store, first=day, last=day)) == days.count(day)
    assert names(store, first=last + timedelta(days=1)) == []
    assert names(store, last=first - timedelta(days=1)) == []
    assert names(store, officer_id=987654) == []


def test_old_and_new_values_are_told_and_numbers_masked(store, done):
    with store.writing("Correct") as session:
        session.get_one(Person, done[0]).nik = a.nik(8123)
    with store.reading() as session:
        change, correct = (
            history_detail(session, history_ids(session, HistoryFilter(name=name))[0])
            for name in ("Change", "Correct")
        )
    (name,) = change[0].fields
    assert (name.before, name.after) == ("Usun", "Usun Lalung")
    assert change[0].name == "Usun Lalung"
    assert a.nik(8123) not in correct[0].fields[0].after


def test_what_was_undone_is_told(store, done):
    with store.reading() as session:
        (change,) = history_ids(session, HistoryFilter(name="Change"))
    with store.writing() as session:
        undo(session, change)
    with store.reading() as session:
        assert history_rows(session, [change])[change].undone


def test_nobody_without_the_right_sees_it(store, done):
    with store.reading() as session:
        lend(session, frozenset())
        for ask in (
            lambda: history_ids(session, HistoryFilter()),
            lambda: history_rows(session, [1]),
            lambda: history_detail(session, 1),
            lambda: kinds_of_action(session),
        ):
            with pytest.raises(NotAllowedError):
                ask()


def test_every_kind_of_record_has_a_word():
    assert [table for table, said in kinds_of_record().items() if table == said] == []
