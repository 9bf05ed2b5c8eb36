from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base import Base
from models.cards.tables import Card
from models.enrolment.tables import (
    Consent,
    ConsentWay,
    Enrolment,
    EnrolmentStatus,
    Payment,
    PaymentWay,
)
from models.errors import UserError
from models.events.operations import invite
from models.events.tables import Attendance
from models.history.undo import next_redo, next_undo, undo
from models.people.apart import apart_pairs, keep_apart
from models.people.merging import PARTS, merge_people, merger, survivors
from models.people.search import find_ids
from models.people.tables import Group, GroupKind, GroupMember, Person
from tests import factories as a

UNRECORDED = {"action", "change", "local", "content"}
EARLY, LATE = datetime(2022, 6, 28, 1, tzinfo=UTC), datetime(2022, 6, 28, 2, tzinfo=UTC)


def everything(store):
    """Return every record of every table, by its id."""
    with store.reading() as session:
        return {
            table.name: {row.id: tuple(row) for row in session.execute(table.select())}
            for table in Base.metadata.sorted_tables
            if table.name not in UNRECORDED
        }


def merge(store, kept, other, theirs=None):
    with store.writing() as session:
        merge_people(session, kept, other, theirs)


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


def do_again(store):
    with store.writing() as session:
        undo(session, next_redo(session).action_id)


def of(store, kind, **fields):
    with store.reading() as session:
        return session.query(kind).filter_by(**fields).order_by(kind.id).all()


@pytest.fixture
def two(keep):
    first = a.person(name="Yohanes Lawing", nik=a.nik(1), phone="+62811111111")
    other = a.person(
        name="Johanes Lawieng", nik=a.nik(2), phone="+62822222222", email="y@example.id"
    )
    return [one.id for one in keep(first, other)]


def test_what_is_lacking_is_taken_and_the_rest_stays(store, two):
    merge(store, *two)
    [kept] = of(store, Person, id=two[0])
    assert (kept.name, kept.nik, kept.email) == ("Yohanes Lawing", a.nik(1), "y@example.id")
    [other] = of(store, Person, id=two[1])
    assert other.merged_into_id == two[0]
    assert other.archived_at is not None


def test_a_second_phone_goes_into_the_note(store, two):
    merge(store, *two)
    [kept] = of(store, Person, id=two[0])
    assert (kept.phone, kept.heir_note) == ("+62811111111", "Also: +62822222222")


def test_a_phone_taken_over_leaves_the_first_in_the_note(store, two):
    merge(store, *two, {"phone"})
    [kept] = of(store, Person, id=two[0])
    assert (kept.phone, kept.heir_note) == ("+62822222222", "Also: +62811111111")


def test_notes_are_kept_one_below_the_other(store, keep):
    first, other = keep(
        a.person(heir_note="Istri: Maria", flag="Look"),
        a.person(heir_note="Anak: Ding", flag="Look"),
    )
    merge(store, first.id, other.id)
    [kept] = of(store, Person, id=first.id)
    assert kept.heir_note == "Istri: Maria\nAnak: Ding"
    assert kept.flag == "Look"


def test_niks_and_numbers_that_are_unique_change_places(store, keep):
    first = keep(a.person(member_number="111"))
    other = keep(a.person(member_number="222"))
    merge(store, first.id, other.id, {"nik", "member_number"})
    [kept], [gone] = of(store, Person, id=first.id), of(store, Person, id=other.id)
    assert (kept.nik, kept.member_number) == (other.nik, "222")
    assert (gone.nik, gone.member_number) == (first.nik, "111")
    before = everything(store)
    take_back(store)
    assert of(store, Person, id=first.id)[0].nik == first.nik
    do_again(store)
    assert everything(store) == before


@pytest.mark.parametrize("typed", [a.nik(1), a.nik(2), "081111", "082222", "lawing", "lawieng"])
def test_numbers_and_names_of_both_lead_to_the_one_that_goes_on(store, two, typed):
    merge(store, *two)
    with store.reading() as session:
        assert find_ids(session, typed, limit=10) == [two[0]]


@pytest.mark.parametrize("typed", [a.nik(2), "lawieng", "johanes lawieng"])
def test_an_old_number_leads_to_somebody_on_the_list_of_an_event(store, keep, two, typed):
    event = keep(a.event())
    with store.writing() as session:
        invite(session, event.id, [two[1]])
    merge(store, *two)
    with store.reading() as session:
        found = find_ids(session, typed, limit=10, event_id=event.id, only_event=True)
    assert found == [two[0]]


def test_old_numbers_lead_on_through_several_mergers(store, keep, two):
    third = keep(a.person(name="Y Lawing", nik=a.nik(3)))
    merge(store, *two)
    merge(store, third.id, two[0])
    with store.reading() as session:
        assert find_ids(session, a.nik(2), limit=10) == [third.id]
        assert survivors(session, [*two, third.id]) == dict.fromkeys(two, third.id)


def test_a_record_merged_into_an_archived_one_is_not_found(store, two):
    merge(store, *two)
    with store.writing("Archive") as session:
        session.get_one(Person, two[0]).archived_at = LATE
    with store.reading() as session:
        assert find_ids(session, a.nik(2), limit=10) == []


def test_attendance_at_one_event_is_joined_and_the_earliest_time_stands(store, keep, two):
    event, other = keep(a.event(), a.event())
    keep(
        a.attendance(event_id=event.id, person_id=two[0], invited=True, present_at=LATE),
        a.attendance(
            event_id=event.id, person_id=two[1], invited=False, walk_in=True, present_at=EARLY
        ),
        a.attendance(event_id=other.id, person_id=two[1]),
    )
    merge(store, *two)
    [here] = of(store, Attendance, event_id=event.id)
    assert (here.person_id, here.invited, here.walk_in) == (two[0], True, True)
    assert here.present_at == EARLY
    assert [one.person_id for one in of(store, Attendance, event_id=other.id)] == [two[0]]


def test_a_place_in_the_same_group_is_kept_once_with_its_role(store, keep, two):
    group = keep(Group(name="Tani Maju", kind=GroupKind.FARMERS, head_id=two[1]))
    keep(
        GroupMember(group_id=group.id, person_id=two[0]),
        GroupMember(group_id=group.id, person_id=two[1], role="Bendahara"),
    )
    merge(store, *two)
    [member] = of(store, GroupMember, group_id=group.id)
    assert (member.person_id, member.role) == (two[0], "Bendahara")
    assert of(store, Group, id=group.id)[0].head_id == two[0]


@pytest.fixture
def enrolled(keep, two):
    """Both at one event: the first to be registered, the other paid, with a card."""
    event = keep(a.event(title="Di balai desa"))
    to_do = keep(a.enrolment(event_id=event.id, person_id=two[0]))
    paid = keep(a.enrolment(event_id=event.id, person_id=two[1], status=EnrolmentStatus.PAID))
    keep(
        Payment(enrolment_id=to_do.id, amount=1, paid_at=EARLY, way=PaymentWay.CASH),
        Payment(enrolment_id=paid.id, amount=2, paid_at=EARLY, way=PaymentWay.CASH),
        a.card(enrolment_id=to_do.id),
    )
    return to_do.id, paid.id


def test_of_two_open_enrolments_at_one_event_the_further_one_stands(store, two, enrolled):
    to_do, paid = enrolled
    with store.reading() as session:
        assert merger(session, *two).doubled == ("Di balai desa",)
    merge(store, *two)
    standing = {one.id: one.status for one in of(store, Enrolment, person_id=two[0])}
    assert standing == {to_do: EnrolmentStatus.REJECTED, paid: EnrolmentStatus.PAID}
    assert [one.amount for one in of(store, Payment, enrolment_id=paid)] == [1, 2]
    assert len(of(store, Card, enrolment_id=paid)) == 1


@pytest.mark.parametrize("turned", [False, True])
def test_doubled_enrolments_are_given_back_and_taken_again(store, two, enrolled, turned):
    before = everything(store)
    merge(store, *(reversed(two) if turned else two))
    merged = everything(store)
    take_back(store)
    assert everything(store) == before
    do_again(store)
    assert everything(store) == merged


def test_what_would_move_is_counted_beforehand(store, keep, two, enrolled):
    keep(Consent(person_id=two[1], text_version="1", language="id", way=ConsentWay.SIGNED))
    with store.reading() as session:
        found = merger(session, *two)
    assert (found.name, found.other) == ("Yohanes Lawing", "Johanes Lawieng")
    assert (found.enrolments, found.payments, found.cards, found.consents) == (1, 1, 0, 1)
    taken = {choice.part for choice in found.choices if choice.theirs}
    assert taken == {"email"}


def test_the_choices_name_every_particular_of_a_person():
    columns = {column for part in PARTS.values() for column in part}
    apart = {"id", "heir_note", "flag", "archived_at", "merged_into_id", "limited_at", "erased_at"}
    assert columns | apart == set(Person.__table__.columns.keys())


def test_one_record_is_not_merged_with_itself_or_with_one_that_is_gone(store, two):
    with pytest.raises(UserError, match="same record"):
        merge(store, two[0], two[0])
    merge(store, *two)
    with pytest.raises(UserError, match="no longer"):
        merge(store, *two)


def test_undo_names_what_it_takes_back(store, two):
    merge(store, *two)
    with store.reading() as session:
        assert next_undo(session).title == "Merge Johanes Lawieng into Yohanes Lawing"


MOMENTS = st.sampled_from([None, EARLY, LATE])
PERSON = st.fixed_dictionaries(
    {
        "has_nik": st.booleans(),
        "name": st.sampled_from(["Yusuf", "Muhammad Yusuf", "Siti"]),
        "phone": st.sampled_from([None, "+62811", "+62822"]),
        "has_number": st.booleans(),
        "heir_note": st.sampled_from([None, "Istri", "Anak"]),
        "income": st.sampled_from([None, 0, 1_000_000]),
        "attends": st.lists(
            st.tuples(st.sampled_from([0, 1]), st.booleans(), MOMENTS),
            max_size=2,
            unique_by=lambda one: one[0],
        ),
        "enrols": st.lists(
            st.tuples(st.sampled_from([0, 1]), st.sampled_from(EnrolmentStatus), st.booleans()),
            max_size=2,
            unique_by=lambda one: one[0],
        ),
        "grouped": st.booleans(),
    }
)
KEPT, GONE, ONE, ANOTHER = range(4)
APART = st.lists(
    st.sampled_from(
        [(KEPT, GONE), (ONE, KEPT), (GONE, ONE), (ANOTHER, KEPT), (ANOTHER, GONE), (ONE, ANOTHER)]
    ),
    unique=True,
)
"""Who of the two that are merged and of two others was kept apart from whom."""


def _keep_person(session, shape, events, group, serial):
    person = a.person(
        name=shape["name"],
        nik=a.nik(serial) if shape["has_nik"] else None,
        phone=shape["phone"],
        member_number=str(serial) if shape["has_number"] else None,
        heir_note=shape["heir_note"],
        income=shape["income"],
    )
    session.add(person)
    session.flush()
    for event, invited, seen in shape["attends"]:
        session.add(
            a.attendance(event=events[event], person=person, invited=invited, present_at=seen)
        )
    for event, status, paid in shape["enrols"]:
        enrolment = a.enrolment(event=events[event], person=person, status=status)
        session.add(enrolment)
        if paid:
            session.add(
                Payment(enrolment=enrolment, amount=serial, paid_at=EARLY, way=PaymentWay.CASH)
            )
    if shape["grouped"]:
        session.add(GroupMember(group=group, person=person))
    session.flush()
    return person.id


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    PERSON,
    PERSON,
    st.one_of(st.none(), st.sets(st.sampled_from(sorted(PARTS)))),
    APART,
    st.booleans(),
)
def test_any_merger_loses_nothing_and_undo_gives_both_back(
    store, first, other, theirs, apart, others_first
):
    with store.writing("Keep what a test needs") as session:
        events, group = [a.event(), a.event()], Group(name="Tani", kind=GroupKind.FARMERS)
        session.add_all([*events, group])
        session.flush()
        serial = 2 * len(session.query(Person.id).all()) + 1
        others = _keep_two(session) if others_first else []
        kept = _keep_person(session, first, events, group, serial)
        gone = _keep_person(session, other, events, group, serial + 1)
        people = [kept, gone, *(others or _keep_two(session))]
        for one, another in apart:
            keep_apart(session, people[one], people[another])
    before = everything(store)
    merge(store, kept, gone, theirs)
    merged = everything(store)
    _nothing_is_lost(before, merged, kept, gone)
    _apart_as_before(store, people, apart)
    take_back(store)
    assert everything(store) == before
    do_again(store)
    assert everything(store) == merged


def _keep_two(session):
    two = [a.person(nik=None), a.person(nik=None)]
    session.add_all(two)
    session.flush()
    return [one.id for one in two]


def _apart_as_before(store, people, apart):
    """Compare whom the two were kept apart from with whom the one is, each once."""
    goes_on = [people[KEPT], people[KEPT], *people[ONE:]]
    expected = {frozenset((goes_on[one], goes_on[another])) for one, another in apart}
    with store.reading() as session:
        now = [pair for pair in apart_pairs(session) if set(pair) & set(people)]
    assert sorted(now) == sorted(tuple(sorted(pair)) for pair in expected if len(pair) == 2)


def _nothing_is_lost(before, merged, kept, gone):
    """Compare the money, the events and the numbers of both with what the one has now."""
    for table in ("enrolment", "payment", "card", "consent"):
        assert before[table].keys() == merged[table].keys()

    def of_both(records, table, column, people):
        names = Base.metadata.tables[table].columns.keys()
        rows = [dict(zip(names, row, strict=True)) for row in records[table].values()]
        return {row[column] for row in rows if row["person_id"] in people}

    for table, column in (
        ("attendance", "event_id"),
        ("enrolment", "id"),
        ("group_member", "group_id"),
    ):
        was = of_both(before, table, column, {kept, gone})
        assert of_both(merged, table, column, {kept}) == was
        assert of_both(merged, table, column, {gone}) == set()
    columns = Base.metadata.tables["person"].columns.keys()
    for column in ("nik", "member_number", "name", "phone", "income"):
        place = columns.index(column)
        was = {before["person"][one][place] for one in (kept, gone)}
        assert {merged["person"][one][place] for one in (kept, gone)} == was
