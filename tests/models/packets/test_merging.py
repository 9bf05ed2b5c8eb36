"""What a desk brought home becomes the office's, once, as one action that can be undone."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, func, select

from models.enrolment.operations import take_in
from models.events.tables import Attendance
from models.history.of_record import person_timeline
from models.history.tables import Action
from models.history.undo import next_undo, undo
from models.history.verifying import verify_history
from models.packets.merging import preview
from models.packets.tables import ConflictKind, ConflictState, MergeConflict, PacketReturn
from models.packets.writes import MERGE
from models.people.operations import add_person, change_person
from models.people.tables import Person
from models.progress import finish
from tests import factories as a
from tests.models.packets import laptops as at


@pytest.fixture
def town(store, tmp_path, request):
    empty = None if store.in_file else request.getfixturevalue("empty_file")
    made = at.town(store, tmp_path, empty)
    yield made
    made.close()


def sound(store):
    return finish(verify_history(store)).findings


def test_a_new_person_comes_home(town):
    laptop = town.give()
    at.enrolled(laptop, town.event_id, at.draft("BUDI", a.nik(1)))
    plan = town.merge(laptop)
    assert (plan.new_people, plan.actions) == (1, 1)
    with town.store.reading() as session:
        person = session.scalars(select(Person).where(Person.name == "BUDI")).one()
        assert person.nik == a.nik(1)
        assert session.query(PacketReturn).one().actions == 1
    assert sound(town.store) == ()


def test_the_same_return_twice_is_nothing_new(town):
    laptop = town.give()
    at.enrolled(laptop, town.event_id, at.draft("BUDI", a.nik(1)))
    town.merge(laptop)
    with town.store.reading() as session:
        before = session.scalar(select(func.count(Action.id)))
    plan = town.merge(laptop)
    assert plan.is_empty
    assert plan.lines() == ["Nothing new: all that Meja 2 brought home is here already."]
    with town.store.reading() as session:
        assert session.scalar(select(func.count(Action.id))) == before


def test_one_nik_at_two_desks_is_one_person_with_everything_of_both(town):
    first, second = town.give(), town.give()
    at.enrolled(first, town.event_id, at.draft("BUDI", a.nik(1), phone="+6281200000001"))
    with second.writing() as session:
        take_in(session, town.event_id, at.draft("BUDI", a.nik(1), address="Jalan 1"), at.MOMENT)
    town.merge(second)
    plan = town.merge(first)
    assert plan.joined == ("BUDI",)
    with town.store.reading() as session:
        person = session.scalars(select(Person).where(Person.archived_at.is_(None))).one()
        assert (person.phone, person.address) == ("+6281200000001", "Jalan 1")
    assert sound(town.store) == ()


def test_two_values_of_a_field_are_a_conflict(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    first, second = town.give(), town.give()
    for laptop, phone in ((first, "+6281200000001"), (second, "+6281200000002")):
        with laptop.writing() as session:
            change_person(session, who, at.draft("BUDI", a.nik(1), phone=phone))
    town.merge(first)
    plan = town.merge(second)
    assert [one.field for one in plan.conflicts] == ["Phone"]
    with town.store.reading() as session:
        conflict = session.query(MergeConflict).one()
        assert (conflict.kind, conflict.state) == (ConflictKind.FIELD, ConflictState.OPEN)
    assert sound(town.store) == ()


def test_a_merge_is_undone_and_done_again(town):
    laptop = town.give()
    made, _person = at.enrolled(laptop, town.event_id, at.draft("BUDI", a.nik(1)), cash=0)
    at.printed(laptop, made)
    town.merge(laptop)
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)
    with town.store.reading() as session:
        assert session.query(Person).all() == []
    assert sound(town.store) == ()
    plan = town.merge(laptop)
    assert plan.new_people == 1
    with town.store.reading() as session:
        assert session.query(Person).one().name == "BUDI"
    assert sound(town.store) == ()


def test_what_was_kept_as_a_merge_was_undone_is_there_when_it_is_done_again(town):
    """Else a return that was undone in part could never be merged any more."""
    laptop = town.give()
    with laptop.writing() as session:
        for name in ("BUDI", "SITI"):
            add_person(session, at.draft(name))
    town.merge(laptop)
    with town.store.writing() as session:
        budi = session.scalars(select(Person).where(Person.name == "BUDI")).one()
        change_person(session, budi.id, at.draft("BUDI", phone="+6281200000001"))
    with town.store.writing() as session:
        merged = session.scalars(select(Action.id).where(Action.name == MERGE)).one()
        undo(session, merged, keep_changed=True)
    town.merge(laptop)
    with town.store.reading() as session:
        people = session.execute(select(Person.name, Person.phone).order_by(Person.name)).all()
        assert people == [("BUDI", "+6281200000001"), ("SITI", None)]
    assert sound(town.store) == ()


def test_the_time_line_tells_what_was_done_at_the_desk_and_once_what_the_merge_did(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    laptop = town.give()
    with laptop.writing() as session:
        change_person(session, who, at.draft("BUDI", a.nik(1), phone="+6281200000001"))
    town.merge(laptop)
    with town.store.reading() as session:
        rows = {row.entry.title: row for row in person_timeline(session, who)}
    changed, merged = rows["Change BUDI"], rows["Merge what Meja 2 brought home"]
    assert (changed.entry.desk, changed.entry.final) == ("Meja 2", True)
    assert [one.word for one in changed.fields] == ["Phone"]
    assert (merged.entry.desk, merged.entry.final, merged.fields) == ("", False, ())


def test_a_merge_that_was_undone_shows_what_it_brought_as_undone(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    laptop = town.give()
    with laptop.writing() as session:
        change_person(session, who, at.draft("BUDI", a.nik(1), phone="+6281200000001"))
    town.merge(laptop)
    with town.store.writing() as session:
        undo(session, next_undo(session).action_id)
    with town.store.reading() as session:
        rows = {row.entry.title: row for row in person_timeline(session, who)}
    assert rows["Change BUDI"].entry.undone


PHONES = ("", "+6281200000001", "+6281200000002")


def phoned(place, who, number):
    with place.writing() as session:
        change_person(session, who, at.draft("BUDI", a.nik(1), phone=PHONES[number]))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_a_desk_took_back_is_no_conflict(town, order):
    who = at.known_person(town, "BUDI", a.nik(1))
    laptops = town.give(), town.give()
    phoned(laptops[0], who, 1)
    with laptops[0].writing() as session:
        undo(session, next_undo(session).action_id)
    phoned(laptops[1], who, 2)
    for one in order:
        assert town.merge(laptops[one]).conflicts == ()
    with town.store.reading() as session:
        assert session.get_one(Person, who).phone == PHONES[2]


def test_what_a_desk_takes_back_after_it_was_home_is_no_conflict_any_more(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    laptops = town.give(), town.give()
    for number, laptop in enumerate(laptops, start=1):
        phoned(laptop, who, number)
        town.merge(laptop)
    with laptops[0].writing() as session:
        undo(session, next_undo(session).action_id)
    assert town.merge(laptops[0]).settled == 1
    with town.store.reading() as session:
        assert session.get_one(Person, who).phone == PHONES[2]


def test_what_a_desk_takes_back_of_what_another_went_on_from_is_a_conflict(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    first = town.give()
    phoned(first, who, 1)
    town.merge(first)
    second = town.give()
    phoned(second, who, 2)
    with first.writing() as session:
        undo(session, next_undo(session).action_id)
    town.merge(first)
    assert len(town.merge(second).conflicts) == 1


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_what_a_desk_took_back_does_not_hide_what_stood_before(town, order):
    who = at.known_person(town, "BUDI", a.nik(1))
    for _laptop in range(2):
        town.give()
    phoned(town.laptops[0], who, 1)
    town.merge(town.laptops[0])
    phoned(town.give(), who, 0)
    with town.laptops[2].writing() as session:
        undo(session, next_undo(session).action_id)
    phoned(town.laptops[1], who, 2)
    for one in order:
        town.merge(town.laptops[one])
    with town.store.reading() as session:
        conflict = session.scalars(select(MergeConflict)).one()
        assert (conflict.field, len(conflict.sides)) == ("phone", 2)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_clock_of_1970_is_not_when_somebody_was_first_seen(town, order):
    who = at.known_person(town, "BUDI", a.nik(1))
    for moment in (datetime(1970, 1, 2, tzinfo=UTC), at.MOMENT):
        at.come(town.give(), town.event_id, who, moment)
    for one in order:
        town.merge(town.laptops[one])
    with town.store.reading() as session:
        place = session.scalars(select(Attendance)).one()
        assert (place.present_at, place.desk_id) == (at.MOMENT, town.laptops[1].desk_id)


def test_where_no_clock_can_be_right_the_earliest_holds(town):
    who = at.known_person(town, "BUDI", a.nik(1))
    moments = [datetime(1970, 1, day, tzinfo=UTC) for day in (3, 2)]
    for moment in moments:
        at.come(town.give(), town.event_id, who, moment)
    for laptop in town.laptops:
        town.merge(laptop)
    with town.store.reading() as session:
        assert session.scalars(select(Attendance)).one().present_at == moments[1]


def test_what_is_asked_of_the_database_does_not_grow_with_the_desks_that_were_home(town):
    last, *others = (town.give() for _ in range(4))
    for laptop, name in zip((last, *others), ("BUDI", "MARIA", "YOHANES", "LING"), strict=True):
        at.enrolled(laptop, town.event_id, at.draft(name))
    asked = []
    for laptop in others:
        town.merge(laptop)
        with last.returned() as returned, town.store.reading() as session:
            statements = []
            event.listen(
                session.connection(),
                "before_cursor_execute",
                lambda _connection, _cursor, said, *_rest, told=statements: told.append(said),
            )
            finish(preview(session, returned))
            asked.append(len(statements))
    assert asked[0] > 10
    assert asked == [asked[0]] * len(others)
