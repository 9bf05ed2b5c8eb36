from datetime import UTC, date, datetime

import pytest

from models.enrolment.attending import Order, Part, Standing, event_people, standing
from models.enrolment.desk import desk_rows
from models.enrolment.tables import EnrolmentStatus
from tests import factories as a

SEEN = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)
LATER = datetime(2022, 6, 28, 1, 40, tzinfo=UTC)


@pytest.fixture
def listed(keep):
    """An event with one person of each sort on its list."""
    event, other = keep(a.event(), a.event())
    names = ("Awaited", "present", "Enrolled", "Walked", "Member", "Covered")
    people = keep(*(a.person(name=name) for name in names))
    by_name = dict(zip(names, people, strict=True))
    by_name["Member"].member_number = "12345678901"
    keep(by_name["Member"])
    seen = {"present": SEEN, "Enrolled": LATER, "Walked": SEEN}
    keep(
        *(
            a.attendance(
                event_id=event.id,
                person_id=person.id,
                present_at=seen.get(name),
                invited=name != "Walked",
                walk_in=name == "Walked",
            )
            for name, person in by_name.items()
        )
    )
    keep(
        a.enrolment(event_id=event.id, person_id=by_name["Enrolled"].id),
        a.enrolment(
            event_id=other.id,
            person_id=by_name["Covered"].id,
            first_month=date(2022, 4, 1),
            months=3,
        ),
        a.enrolment(
            event_id=event.id, person_id=by_name["present"].id, status=EnrolmentStatus.REJECTED
        ),
        a.enrolment(
            event_id=other.id,
            person_id=by_name["Awaited"].id,
            first_month=date(2022, 1, 1),
            months=5,
        ),
    )
    return event.id, {person.id: name for name, person in by_name.items()}


def parts(store, listed):
    event, names = listed
    with store.reading() as session:
        found = event_people(session, event)
    return {part: {names[person] for person in people} for part, people in found.parts.items()}


def test_everybody_is_listed_by_name_whatever_the_capitals(store, listed):
    event, names = listed
    with store.reading() as session:
        found = event_people(session, event)
    assert [names[person] for person in found.ids] == [
        "Awaited",
        "Covered",
        "Enrolled",
        "Member",
        "present",
        "Walked",
    ]


def test_each_is_in_the_parts_of_the_list_that_are_theirs(store, listed):
    assert parts(store, listed) == {
        Part.AWAITED: {"Awaited", "Member", "Covered"},
        Part.PRESENT: {"present", "Enrolled", "Walked"},
        Part.ENROLLED: {"Enrolled"},
        Part.WALK_IN: {"Walked"},
        Part.MEMBER: {"Member", "Covered"},
    }


def test_the_last_thing_that_is_true_of_somebody_is_their_standing(store, listed):
    event, names = listed
    with store.reading() as session:
        rows = desk_rows(session, event, list(names))
    said = {names[person]: standing(row, date(2022, 6, 28)) for person, row in rows.items()}
    assert said == {
        "Awaited": Standing.INVITED,
        "present": Standing.PRESENT,
        "Enrolled": Standing.ENROLLED,
        "Walked": Standing.WALK_IN,
        "Member": Standing.MEMBER,
        "Covered": Standing.MEMBER,
    }


def test_members_are_told_alike_by_the_list_and_by_each_line(store, listed):
    event, names = listed
    with store.reading() as session:
        rows = desk_rows(session, event, list(names))
        found = event_people(session, event).parts[Part.MEMBER]
    day = date(2022, 6, 28)
    assert {one for one, row in rows.items() if standing(row, day) is Standing.MEMBER} == found


def test_arrivals_are_sorted_with_those_not_seen_last_both_ways(store, listed):
    event, names = listed
    with store.reading() as session:
        up = [names[one] for one in event_people(session, event, Order.ARRIVAL).ids]
        down = [
            names[one] for one in event_people(session, event, Order.ARRIVAL, descending=True).ids
        ]
    assert up == ["present", "Walked", "Enrolled", "Awaited", "Covered", "Member"]
    assert down == ["Enrolled", "present", "Walked", "Awaited", "Covered", "Member"]


@pytest.mark.parametrize("order", list(Order))
def test_every_order_holds_everybody(store, listed, order):
    event, names = listed
    with store.reading() as session:
        assert set(event_people(session, event, order).ids) == set(names)


def test_an_event_without_a_list_has_nobody(store, keep):
    event = keep(a.event())
    with store.reading() as session:
        found = event_people(session, event.id)
    assert found.ids == ()
    assert not any(found.parts.values())
