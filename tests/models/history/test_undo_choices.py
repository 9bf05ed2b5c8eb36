"""What has been changed since an action: listed, and kept or taken back too, as is chosen."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models.cards.tables import Card, CardState
from models.enrolment.tables import Consent, ConsentWay, Enrolment, Payment, PaymentWay
from models.errors import UserError
from models.events.operations import check_in, invite
from models.events.tables import Attendance
from models.history.bulk import insert_many, table_of, update_many
from models.history.steps import next_steps, take_back
from models.history.tables import Change
from models.history.undo import UndoConflictError, undo
from models.money.tables import Receipt
from models.office.tables import Desk
from models.people.merging import merge_people
from models.people.tables import Group, GroupKind, Person
from models.progress import finish
from tests import factories as a
from tests.models.history.choices_at_hand import since
from tests.statements import statements

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def event(keep):
    return keep(a.event()).id


def imported(store, event, count=5):
    """Make people and put them on a list, in one action; return their ids and the action."""
    with store.writing("Import a list") as session:
        niks = iter(range(1, count + 1))
        rows = [(a.nik(4000 + n), f"Warga {n:03}") for n in niks]
        ids = insert_many(session, Person, ("nik", "name"), rows)
        invite(session, event, ids)
    return list(ids), next_steps(store)[0].action_id


def change(store, kind, record_id, **fields):
    with store.writing("Change") as session:
        record = session.get_one(kind, record_id)
        for name, value in fields.items():
            setattr(record, name, value)


def enrolled(store, person, event, **of_card):
    """Enrol somebody as the desk does, with consent and a card; return the enrolment's id."""
    with store.writing("Enrol") as session:
        made = a.enrolment(person_id=person, event_id=event)
        session.add(made)
        session.flush()
        session.add(a.card(enrolment_id=made.id, **of_card))
        session.add(
            Consent(person_id=person, text_version="1", language="id", way=ConsentWay.TICKED)
        )
    return made.id


def ids_of(store, kind):
    with store.reading() as session:
        return set(session.scalars(select(kind.id)))


def test_a_field_changed_since_is_told_as_it_was_left_as_it_is_and_as_it_was_before(store, keep):
    person = keep(a.person(name="Satu", phone="+6281111111111"))
    change(store, Person, person.id, phone="+6282222222222")
    action = next_steps(store)[0].action_id
    change(store, Person, person.id, phone=None)
    [row] = since(store, action)
    [field] = row.fields
    assert (row.kind, row.name, row.key) == ("Person", "Satu", ("person", person.id))
    assert (field.word, field.now) == ("Phone", "nothing")
    assert "2222" in field.then
    assert "1111" in field.again
    assert row.may_take_back
    assert row.at is not None


def test_who_changed_it_last_is_told(store, keep):
    from models.office.tables import Officer

    person = keep(a.person(name="Satu"))
    change(store, Person, person.id, name="Dua")
    action = next_steps(store)[0].action_id
    with store.reading() as session:
        store.officer_id = session.scalars(select(Officer.id)).one()
    change(store, Person, person.id, name="Tiga")
    [row] = since(store, action)
    assert row.officer == "Rina Contoh"


def test_a_field_changed_since_and_taken_back_too_is_as_before_the_action(store, keep):
    person = keep(a.person(name="Satu"))
    change(store, Person, person.id, name="Dua")
    action = next_steps(store)[0].action_id
    change(store, Person, person.id, name="Tiga", flag="lihat")
    finish(take_back(store, action, also={("person", person.id)}))
    with store.reading() as session:
        found = session.get_one(Person, person.id)
        kept = session.scalars(
            select(Change).where(Change.record_id == person.id).order_by(Change.id.desc())
        ).first()
    assert (found.name, found.flag) == ("Satu", "lihat")
    assert (kept.before, kept.after) == ({"name": "Tiga"}, {"name": "Satu"})


def test_that_too_can_be_undone(store, keep):
    person = keep(a.person(name="Satu"))
    change(store, Person, person.id, name="Dua")
    action = next_steps(store)[0].action_id
    change(store, Person, person.id, name="Tiga")
    finish(take_back(store, action, also={("person", person.id)}))
    finish(take_back(store, next_steps(store)[1].action_id))
    with store.reading() as session:
        assert session.get_one(Person, person.id).name == "Tiga"


def test_for_each_record_it_is_chosen(store, event):
    ids, action = imported(store, event)
    change(store, Person, ids[1], name="Siti Aminah")
    change(store, Person, ids[3], name="Usun Anyie")
    finish(take_back(store, action, keep_changed=True, also={("person", ids[3])}))
    assert ids_of(store, Person) == {ids[1]}


def test_neither_kept_nor_taken_back_nothing_happens(store, event):
    ids, action = imported(store, event)
    change(store, Person, ids[1], name="Siti Aminah")
    change(store, Person, ids[3], name="Usun Anyie")
    with pytest.raises(UndoConflictError) as told:
        finish(take_back(store, action, also={("person", ids[3])}))
    assert [one.key for one in told.value.conflicts] == [("person", ids[1])]
    assert ids_of(store, Person) == set(ids)


def test_what_belongs_to_somebody_and_was_made_since_is_named_and_goes_with_them(store, event):
    ids, action = imported(store, event)
    enrolled(store, ids[2], event)
    [row] = since(store, action)
    assert (row.name, row.may_take_back, row.fields) == ("Warga 003", True, ())
    kinds = ["Card", "Consent", "Enrolment"]
    assert [said.split(":")[0] for said in row.goes] == kinds
    finish(take_back(store, action, also={row.key}))
    for kind in (Person, Enrolment, Consent, Card, Attendance):
        assert ids_of(store, kind) == set()


def test_undone_again_they_are_back_with_all_of_it(store, event):
    ids, action = imported(store, event)
    enrolled(store, ids[2], event)
    kinds = (Person, Enrolment, Consent, Card, Attendance)
    before = [ids_of(store, kind) for kind in kinds]
    finish(take_back(store, action, also={("person", ids[2])}))
    finish(take_back(store, next_steps(store)[1].action_id))
    assert [ids_of(store, kind) for kind in kinds] == before


def refused(store, action, key, why):
    """Check that a record can only be kept, for a reason that is told, and that nothing happens."""
    row = next(row for row in since(store, action) if row.key == key)
    assert why in row.reason
    assert not row.may_take_back
    with pytest.raises(UndoConflictError):
        finish(take_back(store, action, keep_changed=True, also={key}))
    finish(take_back(store, action, keep_changed=True))


@pytest.mark.parametrize("state", [CardState.PRINTED, CardState.HANDED, CardState.SPOILT])
def test_whose_card_was_printed_can_only_be_kept(store, event, state):
    ids, action = imported(store, event)
    enrolled(store, ids[2], event, state=state)
    refused(store, action, ("person", ids[2]), "card was printed")
    assert ids_of(store, Person) == {ids[2]}


def pay(store, enrolment, *, receipt=False):
    with store.writing("Take the payment") as session:
        given = None
        if receipt:
            desk = session.scalars(select(Desk.id)).one()
            given = Receipt(
                desk_id=desk, serial=1, issued_at=AT, name="Usun", amount=36800, content={}
            )
            session.add(given)
            session.flush()
        session.add(
            Payment(
                enrolment_id=enrolment,
                amount=36800,
                paid_at=AT,
                way=PaymentWay.CASH,
                receipt_id=given.id if given else None,
            )
        )


@pytest.mark.parametrize("receipt", [False, True])
def test_who_has_paid_can_only_be_kept(store, event, receipt):
    ids, action = imported(store, event)
    pay(store, enrolled(store, ids[2], event), receipt=receipt)
    refused(store, action, ("person", ids[2]), "Money was taken")
    assert ids_of(store, Person) == {ids[2]}


def test_a_receipt_changed_since_can_only_be_kept(store, keep):
    with store.writing("Give a receipt") as session:
        desk = session.scalars(select(Desk.id)).one()
        given = Receipt(desk_id=desk, serial=1, issued_at=AT, name="U", amount=1, content={})
        session.add_all([given, a.partner()])
    action = next_steps(store)[0].action_id
    change(store, Receipt, given.id, name="Usun")
    refused(store, action, ("receipt", given.id), "numbered paper")
    with store.reading() as session:
        assert session.get_one(Receipt, given.id).voided_at is None


@pytest.mark.parametrize("goes_on", [True, False])
def test_who_was_merged_since_can_only_be_kept(store, keep, event, goes_on):
    known = keep(a.person(name="Yang Lama"))
    ids, action = imported(store, event)
    pair = (ids[2], known.id) if goes_on else (known.id, ids[2])
    with store.writing() as session:
        merge_people(session, *pair)
    why = "Other records" if goes_on else "merged"
    refused(store, action, ("person", ids[2]), why)
    assert ids_of(store, Person) == {ids[2], known.id}


def test_an_attendance_that_a_merge_gave_to_somebody_else_can_only_be_kept(store, keep, event):
    known = keep(a.person(name="Yang Lama"))
    ids, action = imported(store, event)
    with store.writing() as session:
        merge_people(session, known.id, ids[2])
    moved = next(row for row in since(store, action) if row.kind == "Attendance")
    assert "merged" in moved.reason


def test_the_head_of_a_group_can_only_be_kept_for_the_group_would_not_go(store, event):
    ids, action = imported(store, event)
    with store.writing("Group") as session:
        session.add(Group(name="Tani Maju", kind=GroupKind.FARMERS, head_id=ids[2]))
    refused(store, action, ("person", ids[2]), "Other records")
    assert ids_of(store, Person) == {ids[2]}


def test_what_was_taken_out_since_can_only_stay_out(store, keep, event):
    person = keep(a.person(name="Usun"))
    place = keep(a.attendance(event_id=event, person_id=person.id))
    with store.writing() as session:
        check_in(session, event, person.id)
        session.get_one(Person, person.id).flag = "lihat"
    action = next_steps(store)[0].action_id
    with store.writing("Take off the list") as session:
        session.delete(session.get_one(Attendance, place.id))
    refused(store, action, ("attendance", place.id), "taken out since")
    assert ids_of(store, Attendance) == set()


def test_a_record_gone_is_told_by_the_name_it_had(store, keep):
    partner, other = keep(a.partner(name="Dinas"), a.partner())
    with store.writing("Note") as session:
        for one in (partner, other):
            session.merge(one).note = "penting"
    action = next_steps(store)[0].action_id
    with store.writing("Take out") as session:
        session.delete(session.merge(partner))
    assert [row.name for row in since(store, action)] == ["Dinas"]


def test_somebody_stays_whose_place_on_a_list_is_kept(store, event):
    ids, action = imported(store, event)
    change(store, Person, ids[2], name="Usun Anyie")
    enrolled(store, ids[2], event)
    with store.writing() as session:
        check_in(session, event, ids[2])
    keys = {row.key for row in since(store, action)}
    assert ("person", ids[2]) in keys
    assert len(keys) == 2
    finish(take_back(store, action, keep_changed=True, also={("person", ids[2])}))
    assert ids_of(store, Person) == {ids[2]}
    assert len(ids_of(store, Enrolment)) == 1


def test_what_is_no_longer_changed_may_be_named_all_the_same(store, event):
    ids, action = imported(store, event)
    finish(take_back(store, action, also={("person", ids[0])}))
    assert ids_of(store, Person) == set()


def test_where_all_is_kept_nothing_is_left_to_take_back(store, keep):
    person = keep(a.person(name="Satu"))
    change(store, Person, person.id, name="Dua")
    action = next_steps(store)[0].action_id
    change(store, Person, person.id, name="Tiga")
    with pytest.raises(UserError, match="Nothing is left"), store.writing() as session:
        undo(session, action, keep_changed=True)


def test_an_action_is_not_taken_back_twice(store, keep):
    keep(a.partner())
    action = next_steps(store)[0].action_id
    finish(take_back(store, action))
    with pytest.raises(UserError, match="Nothing is left"):
        finish(take_back(store, action))


def asked(store, event, changed):
    ids, action = imported(store, event, 60)
    with store.writing("Change together") as session:
        names = {one: {"name": f"{a.nik(1)} <b>{one}</b>"} for one in ids[:changed]}
        update_many(session, table_of(Person), names)
    for one in ids[:2]:
        enrolled(store, one, event)
    with statements() as run:
        assert len(since(store, action)) == changed
    count = len(run)
    finish(take_back(store, action, keep_changed=True, also={("person", one) for one in ids}))
    return count


def test_forty_records_are_asked_for_in_as_many_questions_as_four(store, event):
    assert asked(store, event, 4) == asked(store, event, 40)


def test_a_place_that_stands_for_two_who_were_merged_is_kept(store, event):
    with store.writing("Two people") as session:
        known, other = [a.person(nik=a.nik(4100 + n), name=f"Warga {n}") for n in (1, 2)]
        session.add_all([known, other])
        session.flush()
        ids = known.id, other.id
        check_in(session, event, other.id, AT)
    with store.writing("Check in") as session:
        check_in(session, event, ids[0], AT)
    checked_in = next_steps(store)[0].action_id
    with store.writing("Merge") as session:
        merge_people(session, *ids)
    [row] = since(store, checked_in)
    assert (row.kind, "merged" in row.reason) == ("Attendance", True)
    with pytest.raises(UndoConflictError), store.writing() as session:
        undo(session, checked_in)
    with pytest.raises(UserError, match="Nothing is left"), store.writing() as session:
        undo(session, checked_in, keep_changed=True)
    with store.reading() as session:
        places = session.scalars(select(Attendance)).all()
    assert [(one.person_id, one.present_at) for one in places] == [(ids[0], AT)]
