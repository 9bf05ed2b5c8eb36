from datetime import UTC, datetime

import pytest

from models.enrolment.attending import Part, event_people
from models.errors import UserError
from models.events.guests import add_guest, invite_known, take_back_check_ins, take_off_list
from models.events.operations import check_in_many, invite
from models.history.steps import next_steps, take_back
from models.people.drafts import PersonDraft
from models.people.operations import NikTakenError
from models.progress import finish
from tests import factories as a

SEEN = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)


@pytest.fixture
def event(keep):
    return keep(a.event(title="Sosialisasi")).id


@pytest.fixture
def present(store, keep, event):
    """Three people who are at the event."""
    ids = [person.id for person in keep(a.person(), a.person(), a.person())]
    with store.writing() as session:
        invite(session, event, ids)
        check_in_many(session, event, dict.fromkeys(ids, SEEN))
    return ids


def here(store, event):
    with store.reading() as session:
        return event_people(session, event).parts[Part.PRESENT]


def test_a_new_guest_is_known_and_on_the_list(store, event):
    with store.writing() as session:
        person = add_guest(session, event, PersonDraft(name="Usun")).id
    with store.reading() as session:
        assert event_people(session, event).ids == (person,)
    assert next_steps(store)[0].title == "Put Usun on the list of Sosialisasi"


def test_a_guest_whose_nik_is_somebodys_leaves_nothing_behind(store, keep, event):
    keep(a.person(nik=a.nik(7), name="Lukas"))
    with pytest.raises(NikTakenError, match="Lukas"), store.writing() as session:
        add_guest(session, event, PersonDraft(name="Orang Lain", nik=a.nik(7)))
    with store.reading() as session:
        assert event_people(session, event).ids == ()


def test_somebody_known_is_put_on_the_list_once(store, keep, event):
    person = keep(a.person()).id
    told = []
    for _time in range(2):
        with store.writing() as session:
            told.append(invite_known(session, event, person))
    assert told == [True, False]


def test_many_check_ins_are_taken_back_as_one_action(store, event, present):
    with store.writing() as session:
        assert take_back_check_ins(session, event, present) == 3
    assert here(store, event) == frozenset()
    finish(take_back(store, next_steps(store)[0].action_id))
    assert here(store, event) == frozenset(present)


def test_those_not_chosen_stay_present(store, event, present):
    with store.writing() as session:
        take_back_check_ins(session, event, present[:2])
    assert here(store, event) == {present[2]}


def test_a_single_check_in_taken_back_is_named_after_the_person(store, keep, event, present):
    with store.writing() as session:
        take_back_check_ins(session, event, present[:1])
    assert next_steps(store)[0].title.startswith("Take back the check-in of Warga")


def test_whoever_enrolled_stays_present(store, keep, event, present):
    keep(a.enrolment(event_id=event, person_id=present[0]))
    with store.writing() as session:
        assert take_back_check_ins(session, event, present) == 2
    assert here(store, event) == {present[0]}


def test_taking_back_only_those_enrolled_is_refused(store, keep, event, present):
    keep(a.enrolment(event_id=event, person_id=present[0]))
    with pytest.raises(UserError, match="was present"), store.writing() as session:
        take_back_check_ins(session, event, present[:1])


@pytest.fixture
def invited(store, keep, event):
    """Three people who are on the list and have not come."""
    ids = [person.id for person in keep(a.person(), a.person(name="Lukas"), a.person())]
    with store.writing() as session:
        invite(session, event, ids)
    return ids


def listed(store, event):
    with store.reading() as session:
        return set(event_people(session, event).ids)


def test_many_are_taken_off_the_list_as_one_action(store, event, invited):
    with store.writing() as session:
        assert take_off_list(session, event, invited[:2]) == 2
    assert listed(store, event) == {invited[2]}
    finish(take_back(store, next_steps(store)[0].action_id))
    assert listed(store, event) == set(invited)


def test_one_taken_off_the_list_is_named(store, event, invited):
    with store.writing() as session:
        take_off_list(session, event, invited[1:2])
    assert next_steps(store)[0].title == "Take Lukas off the list of Sosialisasi"


def test_another_events_list_stays_as_it_is(store, keep, event, invited):
    other = keep(a.event()).id
    with store.writing() as session:
        invite(session, other, invited)
        take_off_list(session, event, invited)
    assert listed(store, other) == set(invited)


def test_whoever_came_stays_on_the_list(store, event, present, invited):
    with store.writing() as session:
        assert take_off_list(session, event, [*present, *invited]) == 3
    assert listed(store, event) == set(present)


def test_whoever_enrolled_without_a_check_in_stays_on_the_list(store, keep, event, invited):
    keep(a.enrolment(event_id=event, person_id=invited[0]))
    with store.writing() as session:
        assert take_off_list(session, event, invited) == 2
    assert listed(store, event) == {invited[0]}


def test_taking_off_only_those_who_came_is_refused(store, event, present):
    with pytest.raises(UserError, match="stays on its list"), store.writing() as session:
        take_off_list(session, event, present)
    assert listed(store, event) == set(present)
