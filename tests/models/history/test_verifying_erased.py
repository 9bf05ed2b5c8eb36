"""The history looked through where something was erased, and after whatever was done or changed."""

import random
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.engines.sqlite import File
from models.errors import UserError
from models.history.emptying import empty_entries
from models.history.findings import Fault
from models.history.tables import Action, Change
from models.history.undo import next_redo, next_undo, undo
from models.people.tables import Person
from models.privacy.tables import Erasure, ErasureCause
from tests import factories as a
from tests.models.history.verifying_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.history.verifying_at_hand import (
    REFUSED,
    faults,
    report,
    tamper,
    unbind,
)

UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A few steps are read as they are; making each failure smaller would take minutes."""


def erase(store, people, said=()):
    """Empty the history of some people and leave of them a record without a name."""
    with store.writing("Erase") as session:
        first = session.get_one(Person, people[0])
        erasure = Erasure(
            person_id=first.id, number=f"E-{first.id}", cause=ErasureCause.REQUEST, entries=0
        )
        session.add(erasure)
        for one in people:
            session.get_one(Person, one).name = "–"
        session.flush()
        empty_entries(session, erasure.id, [("person", one) for one in people], said)
        return erasure.id


def test_erased_entries_are_sound_and_hold_nothing(store, people):
    with store.reading() as session:
        numbers = session.get_one(Person, people[1]).nik
    erase(store, people[1:2])
    found = report(store)
    assert found.findings == ()
    assert found.emptied == 2  # one change, and the words of its action
    with store.connection() as connection:
        rows = connection.exec_driver_sql("SELECT before, after FROM change").all()
        words = connection.exec_driver_sql("SELECT words FROM action").scalars().all()
    assert "Bambang" not in repr((rows, words))
    with store.reading() as session:
        assert session.get_one(Person, people[1]).nik == numbers  # that is another's to erase


def test_words_that_say_a_name_are_emptied_though_nothing_of_the_person_was_touched(store, people):
    with store.writing("Mention {person}") as session:
        session.info["recorder"].words = {"of": {"name": "x", "words": {"person": "Bambang"}}}
        session.add(a.partner())
    erase(store, people[1:2], said=["Bambang"])
    with store.reading() as session:
        action = session.scalars(select(Action).where(Action.name == "Mention {person}")).one()
        assert action.words == {}
    assert faults(store) == []


def test_an_action_that_was_emptied_cannot_be_undone(store, people):
    with store.reading() as session:
        made = session.scalars(select(Change.action_id).where(Change.record_id == people[1])).one()
    erase(store, people[1:2])
    with store.writing() as session, pytest.raises(UserError, match="erased"):
        undo(session, made)
    with store.reading() as session:
        step = next_undo(session)
        assert step is None or step.action_id != made


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE change SET before = NULL, after = NULL, erasure_id = {e} WHERE record_id = {other}",
        "UPDATE change SET erasure_id = NULL WHERE record_id = {gone} AND before IS NULL"
        " AND after IS NULL",
        "UPDATE change SET record_id = {other} WHERE record_id = {gone} AND after IS NULL",
        "UPDATE change SET record_table = 'event' WHERE record_id = {gone} AND after IS NULL",
        pytest.param(
            "UPDATE change SET after = '' WHERE record_id = {gone} AND after IS NULL",
            marks=pytest.mark.of_files(REFUSED),
        ),
        "UPDATE erasure SET covers = :other WHERE id = {e}",
        "DELETE FROM erasure WHERE id = {e}",
    ],
)
def test_what_was_emptied_past_an_erasure_is_found(unbound, people, alteration):
    erasure = erase(unbound, people[1:2])
    statement = alteration.format(e=erasure, other=people[0], gone=people[1])
    other = {"other": "x" * 64} if ":other" in alteration else {}
    tamper(unbound, statement, **other)
    assert set(faults(unbound)) & {
        Fault.COVERS_BROKEN,
        Fault.EMPTIED,
        Fault.CHANGE_ALTERED,
    }


def test_emptying_twice_under_one_erasure_covers_both(store, people):
    erasure = erase(store, people[:1])
    with store.writing("Erase once more") as session:
        entries = empty_entries(session, erasure, [("person", people[3])])
    found = report(store)
    assert found.findings == ()
    assert found.emptied == entries == 4


deeds = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "take out", "undo", "redo", "erase"]),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=12,
)


@given(steps=deeds)
@settings(
    max_examples=25,
    deadline=None,
    phases=UNSHRUNK,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_done_and_erased_is_sound(store_twice, steps):
    store = store_twice()
    for deed, which in steps:
        do(store, deed, which)
    assert report(store).findings == ()
    store.close()


@pytest.mark.of_files("the columns of a file hold any bytes")
@given(steps=deeds, seed=st.integers(0, 2**32))
@settings(
    max_examples=40,
    deadline=None,
    phases=UNSHRUNK,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_byte_of_the_history_changes_is_found(store_twice, steps, seed):
    store = store_twice()
    for deed, which in [("add", 0), *steps]:
        do(store, deed, which)
    action = change_a_byte(store, random.Random(seed))
    found = report(store).findings
    assert found
    assert action in {one.action_id for one in found}
    store.close()


@pytest.fixture
def store_twice(new_store):
    """Gives a fresh store whenever it is asked, a file's keys unbound."""
    taken = iter(range(10**6))

    def fresh():
        made = new_store(f"copy-{next(taken)}", office=True)
        if isinstance(made.place, File):
            unbind(made)
        return made

    return fresh


def do(store, deed, which):
    """Do one thing with the people of a store; what cannot be is not done."""
    with store.reading() as session:
        people = session.scalars(
            select(Person.id).where(Person.name != "–").order_by(Person.id)
        ).all()
        steps = {"undo": next_undo(session), "redo": next_redo(session)}
    chosen = people[which % len(people)] if people else None
    if deed == "add":
        with store.writing("Add {person}") as session:
            session.info["recorder"].words = {"person": f"Nama {which}"}
            session.add(a.person(name=f"Nama {which}"))
    elif deed in steps:
        if steps[deed] is not None:
            with suppress(UserError), store.writing() as session:
                undo(session, steps[deed].action_id)
    elif chosen is None:
        return
    elif deed == "erase":
        erase(store, [chosen], ["Nama 1"])
    else:
        with store.writing(deed) as session:
            person = session.get_one(Person, chosen)
            if deed == "change":
                person.flag = f"{person.flag} {which}"
            else:
                session.delete(person)


def change_a_byte(store, chance):
    """Change one byte of one value of an entry; return the action it belongs to."""
    table, columns = chance.choice(
        [
            ("action", ("at", "name", "words", "words_digest", "digest", "chain")),
            ("change", ("record_table", "after", "digest")),
        ]
    )
    owner = "id" if table == "action" else "action_id"
    column = chance.choice(columns)
    with store.connection() as connection:
        rows = connection.exec_driver_sql(
            f"SELECT id, {owner}, CAST({column} AS BLOB), typeof({column}) FROM {table}"
            f" WHERE length({column}) > 0"
        ).all()
        key, action, value, kind = chance.choice(rows)
        place = chance.randrange(len(value))
        changed = bytearray(value)
        changed[place] ^= chance.randrange(1, 256)
        as_kind = "?" if kind == "blob" else "CAST(? AS TEXT)"
        connection.exec_driver_sql(
            f"UPDATE {table} SET {column} = {as_kind} WHERE id = :id", (bytes(changed), key)
        )
    return action
