from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.history.of_record import person_timeline
from models.history.putting_back import (
    ChangedSinceError,
    put_back_field,
    put_back_person,
    restored,
)
from models.history.undo import next_undo, undo
from models.people.drafts import PersonDraft
from models.people.operations import add_person, change_person
from models.people.photo import photo, set_photo
from models.people.queries import person_draft
from models.people.search import find_ids
from models.people.tables import Person
from tests import factories as a


def draft_of(store, person):
    with store.reading() as session:
        return person_draft(session, person)


def change(store, person, **fields):
    with store.writing() as session:
        change_person(session, person, replace(person_draft(session, person), **fields))


def story(store, person, limit=50):
    with store.reading() as session:
        return person_timeline(session, person, limit)


def put(store, operation, *given, **named):
    with store.writing() as session:
        operation(session, *given, **named)


def field_of(store, person, field, action=0):
    return next(one for one in story(store, person)[action].fields if one.field == field)


def put_field(store, person, field, action=0, **named):
    one = field_of(store, person, field, action)
    put(store, put_back_field, one.change_id, field, **named)


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


@pytest.fixture
def person(store):
    """Somebody added by the office."""
    with store.writing() as session:
        return add_person(session, PersonDraft(name="Awing", nik=a.nik(77), address="Jalan 1")).id


def test_a_field_is_put_back_and_that_is_undone(store, person):
    change(store, person, name="Awang", address="Jalan 2")
    put_field(store, person, "address")
    assert (draft_of(store, person).address, draft_of(store, person).name) == ("Jalan 1", "Awang")
    with store.reading() as session:
        assert next_undo(session).title == "Put back Address of Awang"
    take_back(store)
    assert draft_of(store, person).address == "Jalan 2"


def test_a_name_put_back_is_found_again(store, person):
    change(store, person, name="Zulkifli")
    put_field(store, person, "name")
    with store.reading() as session:
        assert find_ids(session, "awing", limit=9) == [person]
        assert find_ids(session, "zulkifli", limit=9) == []


def test_a_village_is_put_back_with_its_code(store, person):
    change(store, person, region_code="65.01.03.2002", region_line="Desa Pimping")
    change(store, person, region_code="65.01.03.2003", region_line="Desa Karang Agung")
    put_field(store, person, "region_line")
    assert draft_of(store, person).region_code == "65.01.03.2002"


def test_a_field_changed_since_is_told_and_left(store, person):
    change(store, person, address="Jalan 2")
    change(store, person, address="Jalan 3")
    with pytest.raises(ChangedSinceError) as raised:
        put_field(store, person, "address", action=1)
    assert list(raised.value.lines) == ["Address: Jalan 3 → Jalan 1"]
    assert draft_of(store, person).address == "Jalan 3"
    put_field(store, person, "address", action=1, anyway=True)
    assert draft_of(store, person).address == "Jalan 1"


def test_a_nik_that_is_somebody_elses_by_now_is_not_put_back(store, person, keep):
    change(store, person, nik=a.nik(78))
    keep(a.person(name="Budi", nik=a.nik(77)))
    with pytest.raises(UserError, match="Budi"):
        put_field(store, person, "nik")
    assert draft_of(store, person).nik == a.nik(78)


def test_the_person_is_put_back_as_before_an_action_with_all_that_came_after(store, person):
    before = draft_of(store, person)
    change(store, person, name="Awang", phone="+6281234567890")
    change(store, person, address="Jalan 3")
    action = story(store, person)[1].entry.action_id
    with store.reading() as session:
        lines = {(one.word, one.now, one.then) for one in restored(session, person, action)}
    assert lines == {
        ("Name", "Awang", "Awing"),
        ("Phone", "0812-3456-7890", "nothing"),
        ("Address", "Jalan 3", "Jalan 1"),
    }
    with pytest.raises(ChangedSinceError) as raised:
        put(store, put_back_person, person, action)
    assert list(raised.value.lines) == ["Address: Jalan 3 → Jalan 1"]
    put(store, put_back_person, person, action, anyway=True)
    assert draft_of(store, person) == before
    take_back(store)
    assert draft_of(store, person).name == "Awang"


def test_nobody_is_put_back_to_before_they_were_known(store, person):
    with pytest.raises(UserError, match="not known yet"):
        put(store, put_back_person, person, story(store, person)[0].entry.action_id)


def test_putting_back_leaves_alone_whether_somebody_was_put_away(store, person, keep):
    with store.writing("Put away") as session:
        session.get_one(Person, person).flag = "Lihat"
        session.get_one(Person, person).archived_at = None
    [one] = story(store, person)[0].fields
    assert one.may_put_back
    action = story(store, person)[0].entry.action_id
    put(store, put_back_person, person, action)
    with store.reading() as session:
        assert session.get_one(Person, person).flag is None


def test_a_record_that_is_gone_says_so(store, person):
    change(store, person, address="Jalan 2")
    one = field_of(store, person, "address")
    with store.writing("Take out") as session:
        session.delete(session.get_one(Person, person))
    with pytest.raises(UserError, match="not there any more"):
        put(store, put_back_field, one.change_id, "address")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "name": st.sampled_from(["Awing", "Budi", "Citra"]),
                "address": st.sampled_from(["", "Jalan 1", "'; DROP TABLE person"]),
                "income": st.sampled_from([None, 0, 1_000_000]),
            },
        ),
        min_size=1,
        max_size=5,
    ),
    data=st.data(),
)
def test_whatever_was_done_each_earlier_state_can_be_put_back(store, steps, data):
    with store.writing() as session:
        person = add_person(session, PersonDraft(name="Awing")).id
    states = []
    for step in steps:
        states.append(draft_of(store, person))
        change(store, person, **step)
        if draft_of(store, person) == states[-1]:
            states.pop()  # nothing was changed, so there is no action
    actions = [one.entry.action_id for one in reversed(story(store, person))][1:]
    assert len(actions) == len(states)
    if not states:
        return
    chosen = data.draw(st.integers(0, len(states) - 1))
    now = draft_of(store, person)
    put(store, put_back_person, person, actions[chosen], anyway=True)
    assert draft_of(store, person) == states[chosen]
    if states[chosen] != now:
        take_back(store)
        assert draft_of(store, person) == now


def test_an_earlier_photo_is_put_back(store, person):
    first, then = b"first", b"then"
    for data in (first, then):
        put(store, set_photo, person, data)
    put_field(store, person, "photo")
    with store.reading() as session:
        assert photo(session, person) == first
