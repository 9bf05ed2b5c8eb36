"""Opening a packet where it was brought to, and what that file is from then on."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from models import opening
from models.backups.making import make_backup
from models.backups.restoring import get_ready, restore, unlock_backup
from models.base import utc_now
from models.enrolment.tables import PaperForm
from models.errors import UserError
from models.history.findings import Fault
from models.history.rows import CHAIN_BITS, DESK_BITS
from models.history.tables import Action
from models.history.undo import next_undo
from models.history.verifying import verify_history
from models.keys import read_slots, slots_path, unseal
from models.office.rights import Right
from models.office.serials import given_before, next_serial
from models.office.tables import local
from models.packets import envelope
from models.packets.envelope import PacketError
from models.packets.here import APART, LAST_SLOT, SLOTS, begin_anew, clock_warning, packet_here
from models.packets.opening import WrongPhraseError, look_at, place, unlock
from models.packets.phrase import new_phrase
from models.packets.tables import DeskPacket
from models.people.tables import Person
from models.progress import finish
from models.protecting import WeakPasswordError
from tests import factories
from tests.fixtures import CHEAP
from tests.models.packets.desks import PASSWORD, make, officer, peopled, sit_down


@pytest.fixture
def given(store, tmp_path):
    """Return a packet, its phrase, and the id of who may open it."""
    event_id, *_rest = peopled(store)
    officer_id = officer(store)
    return *make(store, tmp_path, event_id, officer_id), officer_id


@pytest.fixture
def desk(given, tmp_path):
    """Return the store of a desk that opened its packet."""
    made, phrase, officer_id = given
    opened = sit_down(made, phrase, tmp_path, officer_id)
    yield opened
    opened.close()


def test_without_its_phrase_a_packet_says_only_whose_it_is(given):
    made, _phrase, _officer = given
    header = look_at(made.path)
    assert (header.office, header.desk) == ("Kantor Cabang Bulungan", "Desk 2")
    assert b"Diundang" not in made.path.read_bytes()


def test_another_phrase_opens_nothing(given):
    made, _phrase, _officer = given
    with pytest.raises(WrongPhraseError, match="not the phrase"):
        finish(unlock(made.path, new_phrase()))
    with pytest.raises(WrongPhraseError, match="none of the words"):
        finish(unlock(made.path, "xyzzy"))


def test_the_right_phrase_tells_what_is_in_it_and_who_may_sit_down(given):
    made, phrase, officer_id = given
    unlocked = finish(unlock(made.path, f"  {phrase.upper().replace(' ', '-')} "))
    assert unlocked.people == 3
    assert [one.officer_id for one in unlocked.officers] == [officer_id]


def test_the_desks_file_opens_by_the_password_and_signs_that_officer_in(given, desk):
    _made, _phrase, officer_id = given
    assert desk.encrypted
    assert (desk.officer_id, Right.SERVE in desk.rights) == (officer_id, True)


def test_the_recovery_code_opens_it_too_and_the_packets_key_does_not(given, tmp_path):
    made, phrase, officer_id = given
    unlocked = finish(unlock(made.path, phrase))
    target = tmp_path / "meja.jangkau"
    done = finish(place(unlocked, target, officer_id, PASSWORD, CHEAP))
    key = unseal(read_slots(target), done.recovery_code)
    assert key != unlocked.file_key
    opening.open_store(target, done.recovery_code).close()


def test_the_file_knows_that_it_is_a_desks(given, desk, store):
    made, *_rest = given
    with desk.reading() as session:
        here = packet_here(session)
    assert here is not None
    assert (here.packet_id, here.desk_number, here.desk) == (made.packet_id, 1, "Desk 2")
    assert here.office == "Kantor Cabang Bulungan"
    with store.reading() as session:
        assert packet_here(session) is None


def test_what_the_desk_makes_lies_in_its_own_range_after_the_packets_stamp(given, desk, store):
    made, *_rest = given
    with desk.writing("Add a person") as session:
        person = factories.person()
        session.add(person)
    with desk.reading() as session:
        action = session.scalars(select(Action)).one()
    with store.reading() as session:
        packet = session.get_one(DeskPacket, made.packet_id)
    assert person.id >> DESK_BITS == action.id >> DESK_BITS == 1
    assert action.stamp > packet.stamp


def test_a_clock_in_1970_still_comes_after_the_packet(given, desk, store, monkeypatch):
    made, *_rest = given
    monkeypatch.setattr("time.time_ns", lambda: 10**9)
    with desk.writing("Add a person") as session:
        session.add(factories.person())
    with desk.writing("Add another person") as session:
        session.add(factories.person())
    with desk.reading() as session:
        stamps = session.scalars(select(Action.stamp).order_by(Action.id)).all()
    with store.reading() as session:
        first = session.get_one(DeskPacket, made.packet_id).stamp
    assert first < stamps[0] < stamps[1]


def test_two_that_open_one_packet_never_make_the_same_id(given, desk, tmp_path):
    made, phrase, officer_id = given
    other = sit_down(made, phrase, tmp_path, officer_id)
    chains = set()
    for one in (desk, other):
        with one.writing("Add a person") as session:
            person = factories.person()
            session.add(person)
        chains.add(person.id >> CHAIN_BITS)
    other.close()
    assert len(chains) == 2


def test_the_history_of_a_desks_file_is_sound_and_what_is_put_in_past_it_is_found(desk):
    with desk.writing("Add a person") as session:
        person = factories.person()
        session.add(person)
    assert finish(verify_history(desk)).findings == ()
    with desk.connection() as connection:
        connection.exec_driver_sql(
            "UPDATE person SET id = id + 1, nik = NULL WHERE id = ?", (person.id,)
        )
    faults = {one.fault for one in finish(verify_history(desk)).findings}
    assert faults == {Fault.RECORD_GONE, Fault.RECORD_UNKNOWN}


def test_a_new_range_is_begun_each_time_and_papers_go_on_with_a_gap(desk):
    with desk.reading() as session:
        assert given_before(session) == 0
        event_id = packet_here(session).event_id
        desk_id = packet_here(session).desk_id
    with desk.writing("Print forms") as session:
        session.add(
            PaperForm(
                event_id=event_id,
                desk_id=desk_id,
                serial=7,
                printed_at=utc_now(),
                text_version="2022-1",
                language="id",
            )
        )
    assert begin_anew(desk)
    with desk.reading() as session:
        assert next_serial(session, 7) == 7 + APART + 1
    assert begin_anew(desk)
    with desk.reading() as session:
        assert next_serial(session, 7) == 7 + 2 * APART + 1
        slots = session.scalar(select(local.c.value).where(local.c.key == "packet_slots")).split()
    assert len(set(slots)) == 3


def test_what_is_done_after_another_beginning_is_the_latest_by_its_id(desk):
    done = []
    for number in range(7):
        assert number == 0 or begin_anew(desk)
        with desk.writing(f"Add {number}") as session:
            session.add(factories.person())
        with desk.reading() as session:
            done.append(next_undo(session))
    assert [one.title for one in done] == [f"Add {number}" for number in range(7)]
    with desk.connection() as connection:
        connection.execute(update(local).where(local.c.key == SLOTS).values(value=f"3 {LAST_SLOT}"))
    assert begin_anew(desk)


def test_the_offices_own_file_goes_on_as_it_was(store):
    with store.reading() as session:
        before = session.execute(select(local)).all()
    assert not begin_anew(store)
    with store.reading() as session:
        assert session.execute(select(local)).all() == before


def test_a_desks_file_put_back_from_a_backup_begins_a_range_of_its_own(desk):
    path, key = desk.path, desk.file_key
    backup = finish(make_backup(desk)).path
    with desk.writing("Add a person") as session:
        lost = factories.person()
        session.add(lost)
    desk.close()
    unlocked = finish(unlock_backup(path, backup, key))
    finish(get_ready(path, unlocked))
    finish(restore(path, unlocked, key))
    again = opening.open_store(path, PASSWORD)
    with again.writing("Add a person") as session:
        person = factories.person()
        session.add(person)
    with again.reading() as session:
        assert given_before(session) >= APART
        assert session.scalar(select(func.count()).select_from(Action)) == 1
    again.close()
    assert person.id >> CHAIN_BITS != lost.id >> CHAIN_BITS


def test_the_clock_is_doubted_before_the_packet_and_long_after(desk):
    with desk.reading() as session:
        made = packet_here(session).made_at
        assert clock_warning(session, made + timedelta(days=3)) == ""
        assert "set the clock" in clock_warning(session, made - timedelta(days=2))
        assert "look whether" in clock_warning(session, made + timedelta(days=60))


def test_where_a_database_is_already_none_is_put(given, tmp_path):
    made, phrase, officer_id = given
    unlocked = finish(unlock(made.path, phrase))
    target = tmp_path / "meja.jangkau"
    target.write_bytes(b"somebody's")
    with pytest.raises(opening.AlreadyThereError):
        finish(place(unlocked, target, officer_id, PASSWORD, CHEAP))
    assert target.read_bytes() == b"somebody's"
    target.unlink()
    slots_path(target).write_bytes(b"keys of one that lies elsewhere")
    with pytest.raises(opening.AlreadyThereError):
        finish(place(unlocked, target, officer_id, PASSWORD, CHEAP))


def test_a_target_that_cannot_be_written_leaves_nothing(given, tmp_path):
    made, phrase, officer_id = given
    unlocked = finish(unlock(made.path, phrase))
    with pytest.raises(UserError, match="could not be opened"):
        finish(place(unlocked, tmp_path / "gone" / "meja.jangkau", officer_id, PASSWORD, CHEAP))
    finish(place(unlocked, tmp_path / "meja.jangkau", officer_id, PASSWORD, CHEAP))


def test_a_full_disk_leaves_neither_the_file_nor_its_keys(given, tmp_path, monkeypatch):
    made, phrase, officer_id = given
    unlocked = finish(unlock(made.path, phrase))

    def _full(_source, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("models.packets.opening.copyfileobj", _full)
    with pytest.raises(UserError, match="No space"):
        finish(place(unlocked, tmp_path / "meja.jangkau", officer_id, PASSWORD, CHEAP))
    assert list(tmp_path.glob("*meja.jangkau*")) == []


def test_a_weak_password_and_an_officer_who_does_not_sit_there_are_refused(given, tmp_path):
    made, phrase, officer_id = given
    unlocked = finish(unlock(made.path, phrase))
    target = tmp_path / "meja.jangkau"
    with pytest.raises(WeakPasswordError):
        finish(place(unlocked, target, officer_id, "abc", CHEAP))
    with pytest.raises(UserError, match="does not sit"):
        finish(place(unlocked, target, officer_id + 1, PASSWORD, CHEAP))
    assert not target.exists()


def test_a_packet_that_names_another_office_than_it_holds_is_refused(given, tmp_path):
    from dataclasses import replace

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    made, phrase, _officer = given
    packet = envelope.read_packet(made.path, envelope.PacketKind.DESK)
    payload, forged = tmp_path / "payload", tmp_path / "forged"
    envelope.unpack(packet, payload)
    key = Ed25519PrivateKey.generate()
    header = replace(packet.header, public=key.public_key().public_bytes_raw(), office="Lain")
    with forged.open("wb") as out:
        envelope.write_packet(out, payload, header, key.sign)
    with pytest.raises(PacketError, match="altered"):
        finish(unlock(forged, phrase))


def test_nothing_about_people_lies_in_clear_while_a_packet_is_made_and_opened(
    store, tmp_path, monkeypatch
):
    from models import leftovers

    for name, value in (("_base", tmp_path / "runs"), ("_folder", None), ("_lock", None)):
        monkeypatch.setattr(leftovers.HERE, name, value)  # as if nothing had been put there yet
    monkeypatch.setattr(leftovers.HERE, "_end", None)
    (tmp_path / "runs").mkdir()
    event_id, *_rest = peopled(store)
    officer_id = officer(store)
    seen = []

    def _look():
        for path in (tmp_path / "runs").rglob("*"):
            if path.is_file() and path.stat().st_size:
                seen.append(path.name)
                assert b"Diundang" not in path.read_bytes(), path
                assert not path.read_bytes().startswith(opening.SQLITE_HEADER), path

    from models.packets.making import PacketDraft, make_packet

    phrase, target = new_phrase(), tmp_path / "meja.jangkau-desk"
    draft = PacketDraft(event_id, (officer_id,))
    for _step in make_packet(store, draft, target, phrase, CHEAP):
        _look()
    unlocked = finish(unlock(target, phrase))
    _look()
    for _step in place(unlocked, tmp_path / "meja.jangkau", officer_id, PASSWORD, CHEAP):
        _look()
    assert any(name.startswith("desk.db") for name in seen)
    del unlocked
    assert list((tmp_path / "runs").rglob("*.db*")) == []


def test_people_of_the_packet_can_be_changed_and_that_undone(desk):
    from models.history.undo import undo

    with desk.reading() as session:
        one = session.scalars(select(Person)).first()
    with desk.writing("Change a phone") as session:
        session.get_one(Person, one.id).phone = "+628123456789"
    with desk.reading() as session:
        last = session.scalars(select(Action)).one()
    with desk.writing() as session:
        undo(session, last.id)
    with desk.reading() as session:
        assert session.get_one(Person, one.id).phone == one.phone
