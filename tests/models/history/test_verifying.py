"""The history looked through: sound after anything the program does, and nothing past it hidden."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from models.base import utc_now
from models.closing.tables import DayClose
from models.errors import UserError
from models.history.bulk import table_of
from models.history.findings import Fault
from models.history.recording import action_digest, next_chain
from models.history.tables import Action, Change
from models.history.verifying import read_seal, spoken_seal
from models.office.tables import Desk, Officer
from models.people.tables import Person
from tests.models.history.verifying_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.history.verifying_at_hand import REFUSED, faults, report, tamper

ZONE = ZoneInfo("Asia/Makassar")


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
