"""What desks said of people whose records became one stands, or waits for somebody."""

import shutil
from contextlib import closing
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from models import opening
from models.enrolment.tables import Enrolment, EnrolmentStatus
from models.events.tables import Attendance
from models.history.undo import next_undo, undo
from models.packets.deciding import decide
from models.packets.tables import Choice, ConflictState, MergeConflict
from models.people.bin import archive_people
from models.people.merging import merge_people
from models.people.operations import change_person
from models.people.tables import Person
from models.privacy.limits import put_out_of_use
from tests import factories as a
from tests.models.packets import laptops as at

PHONES = [f"+62812000000{n:02d}" for n in range(1, 5)]


@pytest.fixture
def town(tmp_path, office_file):
    path = tmp_path / "office.jangkau"
    shutil.copy(office_file, path)
    with closing(opening.open_store(path)) as store:
        made = at.town(store, tmp_path)
        yield made
        made.close()


def phone(place, who, number, **given):
    """Write the phone of somebody at a desk, or at the office."""
    writing = place.writing if isinstance(place, at.Laptop) else place.store.writing
    with writing() as session:
        one = session.get_one(Person, who)
        whole = {"name": one.name, "nik": one.nik or "", "phone": number, "address": one.address}
        change_person(session, who, at.draft(**(whole | given)))


def join(town, first, other):
    with town.store.writing() as session:
        merge_people(session, first, other)


def phone_of(town, who):
    with town.store.reading() as session:
        return session.get_one(Person, who).phone


def waiting(plan):
    """Return the phones that wait, by the last figure."""
    return [[one.value[-1] for one in told.sides] for told in plan.conflicts]


def in_list(town):
    with town.store.reading() as session:
        return list(session.scalars(select(Person.id).where(Person.archived_at.is_(None))))


def still_open(town):
    with town.store.reading() as session:
        rows = select(MergeConflict.field).where(MergeConflict.state == ConflictState.OPEN)
        return list(session.scalars(rows))


@pytest.fixture
def couple(town):
    return at.known_person(town, "BUDI", a.nik(1)), at.known_person(town, "BUDI S", phone="")


@pytest.mark.parametrize("turn", [1, -1])
def test_what_one_desk_said_of_two_who_are_one_waits(town, couple, turn):
    laptop = town.give()
    for who, number in list(zip(couple, PHONES, strict=False))[::turn]:
        phone(laptop, who, number)
    join(town, *couple)
    assert [sorted(one) for one in waiting(town.merge(laptop))] == [["1", "2"]]


def test_a_phone_the_office_had_for_long_is_not_overwritten_by_that_of_the_other(town, couple):
    phone(town, couple[0], PHONES[0])
    laptop = town.give()
    phone(laptop, couple[1], PHONES[1])
    join(town, *couple)
    assert [sorted(one) for one in waiting(town.merge(laptop))] == [["1", "2"]]


def test_a_phone_of_the_one_joined_stands_where_nobody_said_another(town, couple):
    laptop = town.give()
    phone(laptop, couple[1], PHONES[1])
    join(town, *couple)
    assert waiting(town.merge(laptop)) == []
    assert phone_of(town, couple[0]) == PHONES[1]


def test_what_the_office_saw_when_it_joined_them_is_not_asked_again(town, couple):
    phone(town, couple[0], PHONES[0])
    phone(town, couple[1], PHONES[1])
    laptop = town.give()
    phone(laptop, couple[1], PHONES[1], address="Jalan 1")
    join(town, *couple)
    assert waiting(town.merge(laptop)) == []
    assert phone_of(town, couple[0]) == PHONES[0]


def test_joined_and_parted_again_each_has_its_own(town, couple):
    laptop = town.give()
    for who, number in zip(couple, PHONES, strict=False):
        phone(laptop, who, number)
    join(town, *couple)
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert waiting(town.merge(laptop)) == []
    assert [phone_of(town, one) for one in couple] == PHONES[:2]


@pytest.mark.parametrize("turn", [1, -1])
def test_who_was_seen_as_two_was_there_from_the_earlier_moment(town, couple, turn):
    laptop = town.give()
    for hours, who in list(enumerate(couple))[::turn]:
        at.come(laptop, town.event_id, who, at.MOMENT + timedelta(hours=hours))
    join(town, *couple)
    town.merge(laptop)
    with town.store.reading() as session:
        place = session.scalars(select(Attendance)).one()
        assert (place.person_id, place.present_at) == (couple[0], at.MOMENT)


@pytest.fixture
def twice(town):
    """Two laptops that took in the same person with two phones, and have been home."""
    laptops = town.give(), town.give()
    for laptop, number in zip(laptops, PHONES, strict=False):
        with laptop.writing() as session:
            at.add_person(session, at.draft("BUDI", a.nik(1), phone=number, **at.VILLAGE))
        town.merge(laptop)
    assert still_open(town) == ["phone"]
    return laptops


def test_what_the_office_says_of_people_found_to_be_one_holds(town, twice):
    [who] = in_list(town)
    phone(town, who, PHONES[2])
    at.known_person(twice[1], "SITI")
    assert waiting(town.merge(twice[1])) == []
    assert (phone_of(town, who), in_list(town)[0]) == (PHONES[2], who)


@pytest.mark.parametrize(("choice", "place"), [(Choice.LEFT, 0), (Choice.RIGHT, 1)])
def test_what_was_decided_of_people_found_to_be_one_holds(town, twice, choice, place):
    with town.store.writing() as session:
        [conflict_id] = session.scalars(
            select(MergeConflict.id).where(MergeConflict.state == ConflictState.OPEN)
        )
        decide(session, conflict_id, choice)
    [who] = in_list(town)
    for laptop, number in zip(twice, PHONES, strict=False):
        with laptop.writing() as session:
            one = session.scalars(select(Person)).one()
            said = at.draft("BUDI", a.nik(1), phone=number, address="J", **at.VILLAGE)
            change_person(session, one.id, said)
        assert waiting(town.merge(laptop)) == []
    assert phone_of(town, who) == PHONES[place]


def test_a_desk_that_left_when_they_were_one_knows_it(town, twice):
    [who] = in_list(town)
    later = town.give()
    phone(later, who, PHONES[2])
    assert waiting(town.merge(later)) == []
    assert phone_of(town, who) == PHONES[2]


@pytest.mark.parametrize(
    ("known_by", "corrected"),
    [("", {"name": "BUDI SANTOSA"}), (a.nik(1), {"nik": a.nik(2)})],
)
def test_what_the_office_corrects_of_people_found_to_be_one_does_not_part_them(
    town, known_by, corrected
):
    laptops = town.give(), town.give()
    for laptop in laptops:
        with laptop.writing() as session:
            at.add_person(session, at.draft("BUDI SANTOSO", known_by, **at.VILLAGE))
        town.merge(laptop)
    [who] = in_list(town)
    phone(town, who, PHONES[0], **at.VILLAGE, **corrected)
    for laptop in laptops:
        with laptop.writing() as session:
            one = session.scalars(select(Person)).one()
            said = at.draft("BUDI SANTOSO", known_by, address="J", **at.VILLAGE)
            change_person(session, one.id, said)
        town.merge(laptop)
    assert in_list(town) == [who]


def test_a_number_a_desk_corrects_parts_whom_it_had_made_one(town, twice):
    with twice[1].writing() as session:
        one = session.scalars(select(Person)).one()
        change_person(session, one.id, at.draft("BUDI", a.nik(2), phone=PHONES[1], **at.VILLAGE))
    town.merge(twice[1])
    assert len(in_list(town)) == 2
    assert still_open(town) == [None], "they may be one: somebody has to say"


def test_what_the_office_wrote_of_somebody_whom_a_desk_merged_goes_on_with_them(town):
    """Though the desk changed nothing of the record that went on."""
    kept, gone = at.known_person(town, "MARIA"), at.known_person(town, "PETRUS")
    laptop = town.give()
    phone(town, gone, PHONES[0])
    with laptop.writing() as session:
        merge_people(session, kept, gone)
    town.merge(laptop)
    assert in_list(town) == [kept]
    assert (phone_of(town, kept), still_open(town)) == (PHONES[0], [])


@pytest.mark.parametrize("turn", [1, -1])
def test_whom_one_desk_merges_and_another_puts_away_is_merged_whoever_was_first(town, turn):
    """Else their check-in would be with the other person, and they by themselves."""
    kept, gone = at.known_person(town, "MARIA"), at.known_person(town, "PETRUS")
    with town.store.writing() as session:
        at.check_in(session, town.event_id, gone, at.MOMENT)
    laptops = town.give(), town.give()
    merging = partial(merge_people, kept_id=kept, other_id=gone)
    putting_away = partial(archive_people, ids=[gone], reason="keliru")
    for laptop, what in list(zip(laptops, (merging, putting_away), strict=True))[::turn]:
        with laptop.writing() as session:
            what(session)
    for laptop in laptops:
        town.merge(laptop)
    with town.store.reading() as session:
        there = session.scalars(select(Attendance.person_id)).all()
        assert (session.get_one(Person, gone).merged_into_id, there) == (kept, [kept])
    assert (in_list(town), still_open(town)) == ([kept], [])


@pytest.mark.parametrize("several", [2, 3])
def test_of_people_whom_desks_merge_in_a_circle_the_earliest_goes_on(town, several):
    """Else each would be put away as being the next one, and nobody would be left."""
    names = ("MARIA", "PETRUS", "YOHANES")[:several]
    people = [at.known_person(town, name, phone="") for name in names]
    phone(town, people[0], PHONES[0], **at.VILLAGE)
    with town.store.writing() as session:
        at.check_in(session, town.event_id, people[1], at.MOMENT)
    laptops = [town.give() for _one in people]
    for place, laptop in enumerate(laptops):
        with laptop.writing() as session:
            merge_people(session, people[place - 1], people[place])
    for laptop in laptops:
        town.merge(laptop)
    with town.store.reading() as session:
        into = session.scalars(select(Person.merged_into_id).order_by(Person.id)).all()
        there = session.scalars(select(Attendance.person_id)).all()
    assert (into, there) == ([None, *people[:1] * (several - 1)], people[:1])
    assert (in_list(town), phone_of(town, people[0])) == (people[:1], PHONES[0])
    assert still_open(town) == []


def test_who_may_be_another_is_looked_at_when_only_a_number_leads_there(town):
    laptops = [town.give() for _time in range(3)]
    for laptop, known_by in zip(laptops, (a.nik(1), ""), strict=False):
        with laptop.writing() as session:
            at.add_person(session, at.draft("BUDI", known_by, phone=PHONES[0]))
        town.merge(laptop)
    assert still_open(town) == [None]
    phone(town, in_list(town)[1], PHONES[1], name="KRISTINA")
    with laptops[2].writing() as session:
        born = date(1991, 2, 3)
        at.add_person(session, at.draft("MARIA", a.nik(1), birth_date=born))
    town.merge(laptops[2])
    assert len(in_list(town)) == 2
    assert None not in still_open(town), "they are not alike any more"


@pytest.mark.parametrize("said", [{"name": "YOHANES"}, {"birth_date": date(1980, 5, 14)}])
def test_somebody_is_told_by_what_was_said_of_them_before_another_desk_said_else(town, said):
    """The record shows the last word of both; what it was made with is as true as that."""
    laptops = town.give(), town.give()
    for laptop, given in zip(laptops, ({}, said), strict=True):
        with laptop.writing() as session:
            whole = {"name": "MARTINA", "nik": a.nik(1), **at.VILLAGE, **given}
            at.add_person(session, at.draft(**whole))
        town.merge(laptop)
    with laptops[1].writing() as session:
        at.add_person(session, at.draft("MARTINA", **at.VILLAGE))
    town.merge(laptops[1])
    assert len(in_list(town)) == 1


def test_somebody_whom_two_desks_merge_into_two_others_waits(town):
    people = [at.known_person(town, name, phone="") for name in ("MARIA", "PETRUS", "YOHANES")]
    laptops = town.give(), town.give()
    for laptop, kept in zip(laptops, people, strict=False):
        with laptop.writing() as session:
            merge_people(session, kept, people[2])
    for laptop in laptops:
        town.merge(laptop)
    assert (in_list(town), still_open(town)) == (people[:2], ["archived_at"])


@pytest.mark.parametrize("turn", [1, -1])
def test_a_limit_the_office_set_on_somebody_whom_a_desk_merged_is_told(town, turn):
    """Else nobody would know any more that they had asked for it."""
    kept, gone = at.known_person(town, "MARIA"), at.known_person(town, "PETRUS")
    laptop = town.give()

    def merging():
        with laptop.writing() as session:
            merge_people(session, kept, gone)

    def limiting():
        with town.store.writing("Limit") as session:
            put_out_of_use(session.get_one(Person, gone))

    for do in (merging, limiting)[::turn]:
        do()
    town.merge(laptop)
    assert (in_list(town), still_open(town)) == ([kept], ["archived_at"])


def test_an_enrolment_that_was_set_aside_stands_again_when_the_other_goes_to_somebody_else(town):
    with town.store.writing() as session:
        at.enrol(session, town.event_id, at.enrolling(at.draft("MARIA", a.nik(1))), at.MOMENT)
    laptop = town.give()
    with town.store.writing() as session:
        one = session.scalars(select(Person)).one()
        change_person(session, one.id, at.draft("MARIA", a.nik(2), **at.VILLAGE))
    drafted = at.draft("PETRUS", a.nik(2), **at.VILLAGE)
    _enrolment, petrus = at.enrolled(laptop, town.event_id, drafted, cash=0)
    town.merge(laptop)
    assert len(in_list(town)) == 1
    with laptop.writing() as session:
        change_person(session, petrus, at.draft("PETRUS", a.nik(3), **at.VILLAGE))
    town.merge(laptop)
    with town.store.reading() as session:
        rows = session.execute(select(Enrolment.person_id, Enrolment.status)).all()
    assert {row.person_id for row in rows} == set(in_list(town)) == {one.id, petrus}
    assert EnrolmentStatus.REJECTED not in {row.status for row in rows}
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)
    with town.store.reading() as session:
        states = session.scalars(select(Enrolment.status)).all()
    assert (len(in_list(town)), states.count(EnrolmentStatus.REJECTED)) == (1, 1)
