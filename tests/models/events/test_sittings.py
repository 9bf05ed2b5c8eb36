from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.enrolment.operations import take_in
from models.errors import UserError
from models.events.drafts import SessionDraft
from models.events.guests import take_back_check_ins
from models.events.operations import (
    change_event,
    check_in,
    check_in_many,
    invite,
    plan_event,
    take_back_check_in,
)
from models.events.queries import event_view
from models.events.sittings import (
    Phase,
    Sitting,
    in_break,
    people_by_sitting,
    phase,
    seen_at,
    sitting_at,
    sittings,
)
from models.events.tables import Attendance, Event, SessionPresence
from models.history.steps import next_steps, take_back
from models.history.timeline import event_timeline
from models.people.drafts import PersonDraft
from models.people.merging import merge_people
from models.progress import finish
from tests import factories as a

DAY = datetime(2022, 6, 28)
MORNING = Sitting(1, "Pagi", DAY.replace(hour=9), DAY.replace(hour=12))
NOON = Sitting(2, "Siang", DAY.replace(hour=13), DAY.replace(hour=15))
NEXT_DAY = Sitting(3, "Kunjungan", datetime(2022, 6, 29, 8), datetime(2022, 6, 29, 11))
PLAN = (MORNING, NOON, NEXT_DAY)


def at(hour, minute=0, day=28):
    """A moment, by the office's clock, which is eight hours ahead of UTC."""
    return datetime(2022, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture
def event(store):
    drafts = tuple(SessionDraft(one.title, one.starts_at, one.ends_at) for one in PLAN)
    draft = a.event_draft(starts_at=MORNING.starts_at, ends_at=NEXT_DAY.ends_at, sessions=drafts)
    with store.writing() as session:
        return plan_event(session, draft).id


@pytest.fixture
def ids(store, event):
    """The sittings' ids by their titles."""
    return ids_of(store, event)


def ids_of(store, event):
    with store.reading() as session:
        return {one.title: one.id for one in sittings(session, event)}


@pytest.fixture
def people(store, event, keep):
    made = keep(a.person(), a.person(), a.person())
    with store.writing() as session:
        invite(session, event, [one.id for one in made])
    return [one.id for one in made]


@pytest.fixture
def come(store, event):
    def _come(person, moment, session_id=None):
        with store.writing() as session:
            check_in(session, event, person, moment, session_id)

    return _come


@pytest.fixture
def truth(store, event, ids):
    """Who was seen at which sitting, by its title."""
    titles = {number: title for title, number in ids.items()}

    def _truth():
        with store.reading() as session:
            found = people_by_sitting(session, event)
        return {titles[one]: set(seen) for one, seen in found.items()}

    return _truth


@pytest.fixture
def present_at(store, event):
    def _present_at(person):
        with store.reading() as session:
            return session.scalar(
                select(Attendance.present_at).where(
                    Attendance.event_id == event, Attendance.person_id == person
                )
            )

    return _present_at


def undo(store):
    finish(take_back(store, next_steps(store)[0].action_id))


@pytest.mark.parametrize(
    ("now", "title"),
    [
        (DAY.replace(hour=7), "Pagi"),
        (DAY.replace(hour=9), "Pagi"),
        (DAY.replace(hour=12), "Pagi"),
        (DAY.replace(hour=12, minute=1), "Siang"),
        (DAY.replace(hour=14), "Siang"),
        (DAY.replace(hour=18), "Siang"),
        (datetime(2022, 6, 29, 6), "Kunjungan"),
        (datetime(2022, 6, 30, 9), None),
        (datetime(2022, 6, 27, 9), None),
    ],
)
def test_the_sitting_people_come_to_is_told_by_the_clock_on_the_wall(now, title):
    found = sitting_at(PLAN, now)
    assert (found.title if found else None) == title


def test_of_two_sittings_at_one_time_the_one_begun_last_counts():
    late = Sitting(9, "Kelas", DAY.replace(hour=10), DAY.replace(hour=11))
    assert sitting_at([MORNING, late], DAY.replace(hour=10, minute=30)) is late
    assert sitting_at([MORNING, late], DAY.replace(hour=11, minute=30)) is MORNING


def test_between_two_sittings_of_a_day_there_is_a_break():
    assert in_break(PLAN, DAY.replace(hour=12, minute=30))
    assert not in_break(PLAN, DAY.replace(hour=10))
    assert not in_break(PLAN, DAY.replace(hour=8))
    assert not in_break(PLAN, DAY.replace(hour=20))  # the next one is tomorrow's


def test_a_sitting_is_ahead_running_or_over():
    moments = (DAY, DAY.replace(hour=10), DAY.replace(hour=13))
    assert [phase(MORNING, one) for one in moments] == [Phase.AHEAD, Phase.RUNNING, Phase.OVER]


def test_who_comes_is_seen_at_the_sitting_of_that_hour(come, people, truth, present_at):
    come(people[0], at(9, 12))
    come(people[0], at(13, 5))
    assert truth() == {"Pagi": {people[0]}, "Siang": {people[0]}}
    assert present_at(people[0]) == at(9, 12)  # first seen


def test_a_second_time_at_a_sitting_changes_nothing(store, event, come, people):
    come(people[0], at(9, 12))
    come(people[0], at(9, 40))
    with store.reading() as session:
        (seen,) = seen_at(session, event, people)[people[0]]
    assert seen.present_at == at(9, 12)
    assert seen.desk == "Meja 1"


def test_a_sitting_that_was_chosen_is_taken_whatever_the_hour(come, people, truth, ids):
    come(people[0], at(9, 12), ids["Siang"])
    assert truth() == {"Siang": {people[0]}}


def test_on_a_day_without_a_sitting_who_comes_is_at_the_event_only(come, people, truth, present_at):
    come(people[0], at(9, day=27))
    assert truth() == {}
    assert present_at(people[0]) == at(9, day=27)


def test_a_sitting_of_another_event_is_refused(store, come, people, keep):
    other = keep(a.event())
    with pytest.raises(UserError, match="no longer in the plan"):
        come(people[0], at(9), other.id)


def test_a_walk_in_is_seen_at_the_sitting_and_put_on_the_list(come, keep, truth, present_at):
    stranger = keep(a.person())
    come(stranger.id, at(14))
    assert truth() == {"Siang": {stranger.id}}
    assert present_at(stranger.id) == at(14)


def test_who_is_taken_in_is_seen_at_the_sitting_that_was_chosen(store, event, truth, ids):
    with store.writing() as session:
        chosen = take_in(session, event, PersonDraft(name="Budi"), at(9), ids["Siang"]).id
        by_clock = take_in(session, event, PersonDraft(name="Citra"), at(9)).id
    assert truth() == {"Siang": {chosen}, "Pagi": {by_clock}}


def test_at_an_event_without_sittings_nothing_is_noted_of_any(store, keep):
    person, plain = keep(a.person(), a.event())
    with store.writing() as session:
        check_in(session, plain.id, person.id, at(9))
        assert session.scalars(select(SessionPresence)).all() == []


def test_many_are_seen_at_the_sittings_of_their_hours(store, event, people, truth):
    moments = {people[0]: at(9, 5), people[1]: at(13, 30), people[2]: at(9, 7)}
    with store.writing() as session:
        check_in_many(session, event, moments)
    assert truth() == {"Pagi": {people[0], people[2]}, "Siang": {people[1]}}
    undo(store)
    assert truth() == {}


def test_how_many_came_is_counted_by_sitting(store, event, come, people):
    for person in people[:2]:
        come(person, at(10))
    come(people[0], at(13))
    with store.reading() as session:
        found = {one.title: one.seen for one in sittings(session, event)}
    assert found == {"Pagi": 2, "Siang": 1, "Kunjungan": 0}


def test_taken_back_at_one_sitting_one_was_at_the_event_from_the_other_on(
    store, event, come, people, truth, present_at
):
    ids = ids_of(store, event)
    come(people[0], at(9, 12))
    come(people[0], at(13, 5))
    with store.writing() as session:
        take_back_check_in(session, event, people[0], ids["Pagi"])
    assert truth() == {"Siang": {people[0]}}
    assert present_at(people[0]) == at(13, 5)
    with store.writing() as session:
        take_back_check_in(session, event, people[0], ids["Siang"])
    assert truth() == {}
    assert present_at(people[0]) is None


def test_taken_back_altogether_one_was_at_no_sitting(store, event, come, people, truth, present_at):
    come(people[0], at(9, 12))
    come(people[0], at(13, 5))
    come(people[1], at(13, 6))
    with store.writing() as session:
        take_back_check_in(session, event, people[0])
    assert truth() == {"Siang": {people[1]}}
    assert present_at(people[0]) is None


def test_many_taken_back_at_once_were_at_no_sitting_and_undo_brings_them_back(
    store, event, come, people, truth
):
    for person in people:
        come(person, at(10))
    before = truth()
    with store.writing() as session:
        take_back_check_ins(session, event, people[:2])
    assert truth() == {"Pagi": {people[2]}}
    undo(store)
    assert truth() == before


def test_undoing_a_check_in_takes_it_out_of_the_sitting_too(store, come, people, truth, present_at):
    come(people[0], at(9))
    come(people[0], at(13))
    undo(store)
    assert truth() == {"Pagi": {people[0]}}
    undo(store)
    assert truth() == {}
    assert present_at(people[0]) is None


def test_a_later_sitting_stands_in_the_event_s_history_taken_back_or_not(
    store, event, come, people, ids
):
    come(people[0], at(9))
    come(people[0], at(13))
    with store.writing() as session:
        take_back_check_in(session, event, people[0], ids["Siang"])
    with store.reading() as session:
        titles = [one.title.split(" ")[0] for one in event_timeline(session, event)]
    assert titles[:3] == ["Take", "Check", "Check"]


def leave_out(store, event, title):
    """Keep the plan without one of its sittings."""
    with store.reading() as session:
        draft = event_view(session, event).draft
    kept = tuple(one for one in draft.sessions if one.title != title)
    with store.writing() as session:
        change_event(session, event, replace(draft, sessions=kept))


def test_a_sitting_at_which_people_were_seen_stays_in_the_plan(store, event, come, people):
    come(people[0], at(9))
    with pytest.raises(UserError, match="1 person was seen at “Pagi”: it stays in the plan"):
        leave_out(store, event, "Pagi")
    leave_out(store, event, "Siang")
    with store.reading() as session:
        assert [one.title for one in session.get(Event, event).sessions] == ["Pagi", "Kunjungan"]


def test_the_plan_says_how_many_were_seen_at_each_sitting(store, event, come, people):
    come(people[0], at(9))
    with store.reading() as session:
        draft = event_view(session, event).draft
    assert [one.seen for one in draft.sessions] == [1, 0, 0]


def test_merging_two_records_keeps_the_sittings_of_both_the_earlier_moment_standing(
    store, event, come, people, truth
):
    first, other, _third = people
    come(first, at(9, 30))
    come(other, at(9, 10))
    come(other, at(13))
    with store.writing() as session:
        merge_people(session, first, other)
    assert truth() == {"Pagi": {first}, "Siang": {first}}
    with store.reading() as session:
        assert seen_at(session, event, [first])[first][0].present_at == at(9, 10)
    undo(store)
    assert truth() == {"Pagi": {first, other}, "Siang": {other}}
