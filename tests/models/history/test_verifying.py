"""The history looked through: sound after anything the program does, and nothing past it hidden."""

import random
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text, update

from models.base import utc_now
from models.closing.tables import DayClose
from models.engines.sqlite import File
from models.errors import UserError
from models.history.bulk import table_of
from models.history.emptying import empty_entries
from models.history.findings import Fault
from models.history.recording import action_digest, next_chain
from models.history.tables import Action, Change
from models.history.undo import next_redo, next_undo, undo
from models.history.verifying import read_seal, spoken_seal, verify_history
from models.office.tables import Desk, Officer
from models.people.tables import Person
from models.privacy.tables import Erasure, ErasureCause
from models.progress import finish
from tests import factories as a

ZONE = ZoneInfo("Asia/Makassar")
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A few steps are read as they are; making each failure smaller would take minutes."""


def report(store, seal=None):
    return finish(verify_history(store, seal))


def faults(store):
    return [one.fault for one in report(store).findings]


@pytest.fixture
def people(store):
    """Four people in four actions, the third changed twice and taken out."""
    made = []
    for name in ("Usun", "Bambang", "Lukas", "Yohanes"):
        with store.writing("Add {person}") as session:
            session.info["recorder"].words = {"person": name}
            session.add(person := a.person(name=name, phone=None))
        made.append(person.id)
    for phone in ("+6281234567890", None):
        with store.writing("Change") as session:
            session.get_one(Person, made[2]).phone = phone
    with store.writing("Take out") as session:
        session.delete(session.get_one(Person, made[2]))
    return made


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


def close_day(store):
    """Seal the history as it is now."""
    with store.writing("Close the day") as session:
        last = session.scalars(select(Action).order_by(Action.id.desc()).limit(1)).one()
        officer = session.scalars(select(Officer.id)).first()
        session.add(
            DayClose(
                day=date(2026, 7, 1),
                desk_id=session.scalars(select(Desk.id)).first(),
                closed_at=utc_now(),
                officer_id=officer,
                witness_id=officer,
                figures={},
                counted={},
                seal=last.chain,
                sealed_action_id=last.id,
            )
        )
        return last.id, last.chain


REFUSED = "a server refuses such a value itself"


def tamper(store, statement, which=None, **values):
    """Change what is kept past the program, and past the keys among the tables."""
    with store.connection() as connection:
        for setting in UNGUARDED[connection.dialect.name]:
            connection.exec_driver_sql(setting)
        said = text(statement) if isinstance(statement, str) else statement
        done = connection.execute(said, {"id": which, **values} if which else values).rowcount
    assert done == 1


UNGUARDED = {
    "sqlite": ("PRAGMA defer_foreign_keys = ON", "PRAGMA ignore_check_constraints = ON"),
    "postgresql": ("SET LOCAL session_replication_role = replica",),
}


@pytest.fixture
def unbound(store):
    """The same store, whose connections let keys lead nowhere."""
    if isinstance(store.place, File):
        unbind(store)
    return store


def unbind(store):
    """Have a file's connections look at no keys; a server's need not while they are tampered."""

    @event.listens_for(store._engine, "connect")
    def _free(connection, _record):
        connection.execute("PRAGMA foreign_keys = OFF")

    store._engine.dispose()


def test_what_the_program_did_is_sound(store, people):
    found = report(store)
    assert found.findings == ()
    assert (found.desks, found.emptied, found.seals) == (1, 0, 0)
    with store.reading() as session:
        assert found.actions == len(session.scalars(select(Action.id)).all())
        assert found.changes == len(session.scalars(select(Change.id)).all())


def action_at(store, place):
    with store.reading() as session:
        return session.scalars(select(Action.id).order_by(Action.id)).all()[place]


def test_an_altered_value_is_found_at_its_action(store, people):
    action = action_at(store, -6)
    changes = table_of(Change)
    tamper(store, update(changes).where(changes.c.action_id == action).values(after={"name": "x"}))
    found = report(store).findings
    assert [(one.fault, one.action_id) for one in found if one.fault is Fault.CHANGE_ALTERED] == [
        (Fault.CHANGE_ALTERED, action)
    ]
    assert found[0].table == "person"
    assert found[0].record_id == people[1]
    assert str(action) in found[0].said(ZONE)


def test_altered_words_are_found(store, people):
    action = action_at(store, -6)
    tamper(store, 'UPDATE action SET words = \'{"person":"Budi"}\' WHERE id = :id', action)
    assert [(one.fault, one.action_id) for one in report(store).findings] == [
        (Fault.WORDS_ALTERED, action)
    ]


@pytest.mark.parametrize(
    "alteration",
    [
        "name = 'Add'",
        "officer_id = 7",
        "desk_id = NULL",
        "undoes_id = 1",
        "final = NOT final",
        pytest.param("at = replace(at, '.000000', '.000001')", marks=pytest.mark.of_files(REFUSED)),
        pytest.param("at = replace(at, ' ', 'T')", marks=pytest.mark.of_files(REFUSED)),
        "at = 'yesterday'",
        "digest = :zero",
        "words_digest = :zero",
    ],
)
def test_an_altered_action_is_found(unbound, people, alteration):
    action = action_at(unbound, -6)
    zero = {"zero": b"\0"} if ":zero" in alteration else {}
    tamper(unbound, f"UPDATE action SET {alteration} WHERE id = :id", action, **zero)
    found = report(unbound).findings
    assert {one.action_id for one in found} == {action}
    assert Fault.ACTION_ALTERED in {one.fault for one in found}


def test_an_altered_chain_is_told_once(store, people):
    action = action_at(store, -6)
    tamper(store, "UPDATE action SET chain = :zero WHERE id = :id", action, zero=b"\0")
    assert [(one.fault, one.action_id) for one in report(store).findings] == [
        (Fault.CHAIN_BROKEN, action)
    ]


def test_a_removed_action_is_found_by_its_changes_and_by_the_chain(unbound, people):
    action, after = action_at(unbound, -6), action_at(unbound, -5)
    tamper(unbound, "DELETE FROM action WHERE id = :id", action)
    found = {(one.fault, one.action_id) for one in report(unbound).findings}
    assert found == {(Fault.CHANGE_STRAY, action), (Fault.CHAIN_BROKEN, after)}


def test_an_action_removed_with_all_it_did_is_found_by_the_chain(unbound, people):
    action, after = action_at(unbound, -6), action_at(unbound, -5)
    tamper(unbound, "DELETE FROM change WHERE action_id = :id", action)
    tamper(unbound, "DELETE FROM action WHERE id = :id", action)
    tamper(unbound, "DELETE FROM person WHERE id = :id", people[1])
    assert [(one.fault, one.action_id) for one in report(unbound).findings] == [
        (Fault.CHAIN_BROKEN, after)
    ]


def test_a_removed_change_is_found_at_its_action(store, people):
    action = action_at(store, -2)
    tamper(store, "DELETE FROM change WHERE action_id = :id", action)
    assert (Fault.ACTION_ALTERED, action) in {
        (one.fault, one.action_id) for one in report(store).findings
    }


def test_an_inserted_action_is_found(store, people):
    action = action_at(store, -4)
    tamper(
        store,
        "INSERT INTO action (id, at, officer_id, desk_id, name, words, final, words_digest, digest,"
        " chain, stamp) SELECT id + 1000, at, officer_id, desk_id, name, words, final,"
        " words_digest, digest, chain, stamp FROM action WHERE id = :id",
        action,
    )
    found = {(one.fault, one.action_id) for one in report(store).findings}
    assert (Fault.ACTION_ALTERED, action + 1000) in found


@pytest.mark.parametrize(
    ("alteration", "fault"),
    [
        ("UPDATE person SET phone = '+62811' WHERE id = :id", Fault.FIELD_ALTERED),
        ("UPDATE person SET flag = 'bad' WHERE id = :id", Fault.FIELD_ALTERED),
        pytest.param(
            "UPDATE person SET sex = 'neither' WHERE id = :id",
            Fault.RECORD_UNREADABLE,
            marks=pytest.mark.of_files(REFUSED),
        ),
        pytest.param(
            "UPDATE person SET birth_date = 'soon' WHERE id = :id",
            Fault.RECORD_UNREADABLE,
            marks=pytest.mark.of_files(REFUSED),
        ),
        ("DELETE FROM person WHERE id = :id", Fault.RECORD_GONE),
    ],
)
def test_a_record_altered_past_the_history_is_found(store, people, alteration, fault):
    tamper(store, alteration, people[1])
    (found,) = report(store).findings
    assert (found.fault, found.table, found.record_id) == (fault, "person", people[1])
    assert found.action_id == action_at(store, -6)


def test_a_record_nobody_made_is_found(store, people):
    tamper(store, "UPDATE person SET id = 99999 WHERE id = :id", people[1])
    found = {(one.fault, one.record_id) for one in report(store).findings}
    assert found == {(Fault.RECORD_GONE, people[1]), (Fault.RECORD_UNKNOWN, 99999)}


def test_a_moment_kept_in_another_zone_is_the_same_moment(store, people):
    with store.writing("Archive") as session:
        session.get_one(Person, people[0]).archived_at = datetime(2026, 7, 1, 9, tzinfo=ZONE)
    assert faults(store) == []


def test_a_seal_is_read_back_as_it_was_spoken(store, people):
    _action, chain = close_day(store)
    assert chain.startswith(read_seal(spoken_seal(chain)))
    assert read_seal(spoken_seal(chain).lower().replace("-", " ").replace("0", "o"))


def test_a_typed_seal_tells_up_to_when_it_holds(store, people):
    action, chain = close_day(store)
    found = report(store, spoken_seal(chain))
    assert found.sound
    with store.reading() as session:
        assert found.sealed_at == session.get_one(Action, action).at
    assert found.seals == 1


def test_a_seal_of_another_history_is_told(store, people):
    found = report(store, spoken_seal(bytes(32)))
    assert [one.fault for one in found.findings] == [Fault.SEAL_UNKNOWN]


def test_a_slip_in_a_seal_is_no_finding(store, people):
    spoken = spoken_seal(bytes(32))
    with pytest.raises(UserError):
        report(store, "1" + spoken[1:])


def test_a_history_written_anew_breaks_the_seal(store, people):
    """Whoever knows how everything is worked out is found by the seal alone."""
    action, _chain = close_day(store)
    rewrite(store, action)
    assert [(one.fault, one.action_id) for one in report(store).findings] == [
        (Fault.SEAL_BROKEN, action)
    ]


def rewrite(store, action_id):
    """Forge an action's name and every fingerprint after it."""
    tamper(store, "UPDATE action SET name = 'Forged' WHERE id = :id", action_id)
    with store.reading() as session:
        chain, rows = None, []
        for one in session.scalars(select(Action).order_by(Action.id)):
            one.digest = action_digest(one, [change.digest for change in one.changes])
            chain = next_chain(chain, one.digest)
            rows.append((one.id, one.digest, chain))
        session.expunge_all()
    forged = "UPDATE action SET digest = :digest, chain = :chain WHERE id = :id"
    for which, digest, chain in rows:
        tamper(store, forged, which, digest=digest, chain=chain)


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
