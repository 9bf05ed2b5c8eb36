from datetime import date

import pytest
from sqlalchemy import select

from models.history.bulk import delete_many, insert_many, restore_many, table_of, update_many
from models.history.recording import Told, canonical, change_digest, named
from models.history.tables import Action, Change
from models.history.undo import next_redo, next_undo, undo
from models.history.verifying import verify_history
from models.partners.tables import Contact, Partner
from models.people.tables import Person, Sex
from models.progress import finish
from tests import factories as a


def last_action(store):
    with store.reading() as session:
        action = session.scalars(select(Action).order_by(Action.id.desc()).limit(1)).one()
        changes = [(c.record_table, c.record_id, c.before, c.after) for c in action.changes]
        return action, changes


def test_one_transaction_is_one_action(store):
    before = count(store, Action)
    with store.writing("Add two partners") as session:
        session.add(a.partner())
        session.flush()
        session.add(a.partner())
    assert count(store, Action) == before + 1
    action, changes = last_action(store)
    assert action.name == "Add two partners"
    assert [table for table, *_ in changes] == ["partner", "partner"]


def count(store, kind):
    with store.reading() as session:
        return len(session.scalars(select(kind.id)).all())


def test_the_action_knows_who_and_at_which_desk(store):
    with store.reading() as session:
        desk = session.execute(select(Action.desk_id)).first()
    assert desk is not None
    store.officer_id = 1
    with store.writing("Add a partner") as session:
        from models.office.tables import Officer

        store.officer_id = session.scalars(select(Officer.id)).one()
        session.info["recorder"].officer_id = store.officer_id
        session.add(a.partner())
    action, _changes = last_action(store)
    assert action.officer_id == store.officer_id
    assert action.desk_id is not None


def test_a_made_record_is_kept_with_its_fields(store):
    with store.writing("Add") as session:
        session.add(partner := a.partner(name="Dinas Pertanian"))
    _action, [(table, record, before, after)] = last_action(store)
    assert (table, record, before) == ("partner", partner.id, None)
    assert after == {"id": partner.id, "kind": "agency", "name": "Dinas Pertanian"}


def test_a_record_is_told_in_the_words_that_tell_of_it_already_until_it_changes(store):
    with store.writing("Tell of three") as session:
        session.add_all(made := [a.partner(name=f"Dinas {n}") for n in (7, 8, 9)])
    ids = [one.id for one in made]
    with store.writing("Take them out") as session:
        delete_many(session, table_of(Partner), ids)
    with store.reading() as session:
        rows = session.scalars(select(Change).where(Change.before.is_(None))).all()
        told = {
            row.record_id: Told(row.after, row.id, row.digest)
            for row in rows
            if row.record_id in ids
        }
    with store.writing("Take in") as session:
        restore_many(session, table_of(Partner), [told[one].fields for one in ids], told)
        update_many(session, table_of(Partner), {ids[0]: {"name": "Dinas Pertanian"}})
        session.add(a.partner(name="Desa Pimping"))
    action, _changes = last_action(store)
    kept = [(one.after["name"], one.digest) for one in action.changes]
    assert [name for name, _digest in kept] == [
        "Dinas Pertanian", "Desa Pimping", "Dinas 8", "Dinas 9"
    ]  # fmt: skip
    assert [digest for _name, digest in kept[2:]] == [told[one].digest for one in ids[1:]]
    assert finish(verify_history(store)).findings == ()


def test_nothing_is_told_by_what_the_history_does_not_hold(store):
    fields = {"id": 7, "kind": "agency", "name": "Dinas 7"}
    told = {7: Told(fields, 1 << 50, change_digest("partner", 7, None, canonical(fields)))}
    with pytest.raises(RuntimeError), store.writing("Take in") as session:
        restore_many(session, table_of(Partner), [fields], told)
    with store.reading() as session:
        assert session.get(Partner, 7) is None


def test_a_changed_record_is_kept_with_what_differs(store, keep):
    person = keep(a.person(birth_date=date(1980, 5, 13), phone=None))
    with store.writing("Change") as session:
        found = session.get_one(Person, person.id)
        found.birth_date = date(1980, 5, 14)
        found.phone = "+6281234567890"
        found.sex = Sex.MALE
    _action, changes = last_action(store)
    assert changes == [
        (
            "person",
            person.id,
            {"birth_date": "1980-05-13", "phone": None},
            {"birth_date": "1980-05-14", "phone": "+6281234567890"},
        )
    ]


def test_a_change_of_something_never_looked_at_knows_the_old_value(store, keep):
    person = keep(a.person(name="Lama"))
    with store.writing("Change") as session:
        found = session.get_one(Person, person.id)
        session.expire(found)
        found.name = "Baru"
    assert last_action(store)[1] == [("person", person.id, {"name": "Lama"}, {"name": "Baru"})]


def test_children_taken_out_with_a_change_are_kept_whole(store, keep):
    partner = keep(a.partner(contacts=[a.contact(name="Pak Budi")]))
    contact = partner.contacts[0].id
    with store.writing("Change") as session:
        session.get_one(Partner, partner.id).contacts = []
    _action, [(table, record, before, after)] = last_action(store)
    assert (table, record, after) == ("contact", contact, None)
    assert before["name"] == "Pak Budi"


def test_several_flushes_are_one_change(store, keep):
    partner = keep(a.partner(name="Satu"))
    with store.writing("Change") as session:
        found = session.get_one(Partner, partner.id)
        for name in ("Dua", "Tiga"):
            found.name = name
            session.flush()
    assert last_action(store)[1] == [("partner", partner.id, {"name": "Satu"}, {"name": "Tiga"})]


def test_there_and_back_is_no_action(store, keep):
    partner = keep(a.partner(name="Satu"))
    before = count(store, Action)
    with store.writing("Change") as session:
        found = session.get_one(Partner, partner.id)
        for name in ("Dua", "Satu"):
            found.name = name
            session.flush()
        extra = a.partner()
        session.add(extra)
        session.flush()
        session.delete(extra)
    assert count(store, Action) == before


def test_bulk_operations_write_the_same_history_as_flushes(store):
    with store.writing("One by one") as session:
        session.add(
            a.person(nik=a.nik(1), name="Ayu", sex=Sex.FEMALE, income=None, birth_date=None)
        )
    one = last_action(store)[1][0]
    with store.writing("At once") as session:
        insert_many(session, Person, ("nik", "name", "sex"), [(a.nik(2), "Ayu", Sex.FEMALE)])
    many = last_action(store)[1][0]
    for change in (one, many):
        change[3].pop("id")
        change[3].pop("nik")
    assert (one[0], one[2:]) == (many[0], many[2:])


def test_bulk_changes_are_kept_with_what_differs(store):
    with store.writing("Add") as session:
        ids = insert_many(session, Person, ("name", "rt"), [("Ayu", "1"), ("Budi", "2")])
    with store.writing("Move") as session:
        update_many(session, table_of(Person), {ids[0]: {"rt": "2"}, ids[1]: {"rt": "2"}})
    assert last_action(store)[1] == [("person", ids[0], {"rt": "1"}, {"rt": "2"})]
    with store.writing("Take out") as session:
        delete_many(session, table_of(Person), [ids[1]])
    _action, [(_table, record, before, after)] = last_action(store)
    assert (record, before["name"], after) == (ids[1], "Budi", None)


def test_records_hold_what_bulk_operations_gave_them(store):
    with store.writing("Add") as session:
        [made] = insert_many(
            session, Person, ("name", "birth_date", "sex"), [("Ayu", date(1990, 2, 1), Sex.FEMALE)]
        )
    with store.reading() as session:
        person = session.get_one(Person, made)
        assert (person.name, person.birth_date, person.sex) == (
            "Ayu",
            date(1990, 2, 1),
            Sex.FEMALE,
        )


def test_the_first_to_name_an_action_names_it(store):
    with store.writing() as session:
        named(session, "Enrol {person}", person="Ayu")
        named(session, "Add {person}", person="Ayu")
        session.add(a.person())
    action, _changes = last_action(store)
    assert (action.name, action.words) == ("Enrol {person}", {"person": "Ayu"})


def test_each_action_is_chained_to_the_one_before(store, keep):
    keep(a.partner())
    keep(a.partner())
    import hashlib

    with store.reading() as session:
        actions = session.scalars(select(Action).order_by(Action.id)).all()
    chain = b""
    for action in actions:
        chain = hashlib.sha256(chain + action.digest).digest()
        assert action.chain == chain


def test_the_digest_of_a_change_can_be_worked_out_again(store, keep):
    keep(a.partner(contacts=[a.contact()]))
    with store.reading() as session:
        for change in session.scalars(select(Change)):
            texts = [
                None if side is None else canonical(side) for side in (change.before, change.after)
            ]
            assert change.digest == change_digest(change.record_table, change.record_id, *texts)


def test_contacts_of_a_partner_are_recorded_with_it(store, keep):
    keep(a.partner(contacts=[a.contact()]))
    _action, changes = last_action(store)
    assert {table for table, *_ in changes} == {Partner.__tablename__, Contact.__tablename__}


def test_unique_values_can_change_places_among_records_and_be_given_back(store, keep):
    one, two, three = keep(
        a.person(nik=a.nik(1)), a.person(nik=a.nik(2)), a.person(nik=None, name="Ului")
    )

    def niks():
        with store.reading() as session:
            return [session.get_one(Person, person.id).nik for person in (one, two, three)]

    with store.writing("Turn round") as session:
        fresh = {one.id: {"nik": a.nik(2)}, two.id: {"nik": None}, three.id: {"nik": a.nik(1)}}
        update_many(session, table_of(Person), fresh)
    assert niks() == [a.nik(2), None, a.nik(1)]
    with store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert niks() == [a.nik(1), a.nik(2), None]
    with store.writing() as session:
        undo(session, next_redo(session).action_id)
    assert niks() == [a.nik(2), None, a.nik(1)]
