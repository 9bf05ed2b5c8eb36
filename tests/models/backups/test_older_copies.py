"""A backup that is opened by itself: who was erased since is erased from it before it is shown."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models import opening
from models.backups.erased import Erased, add_erased, erased_path, read_erased
from models.backups.keeping import choose_second_place, folder_of
from models.backups.known import Place, known_backups
from models.backups.making import back_up, make_backup, verify
from models.backups.office_mark import office_mark
from models.backups.older_copies import erase_since
from models.backups.restoring import Unlocked, get_ready, look_into, restore, unlock_backup
from models.base import utc_now
from models.history.recording import named
from models.history.tables import Action
from models.history.verifying import verify_history
from models.office.pins import set_pin
from models.office.queries import officers
from models.office.rights import Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.people.tables import Person
from models.privacy.tables import Erasure, ErasureCause
from models.privacy.wiping import erase
from models.progress import finish
from models.store import Store
from tests import factories as a
from tests.fixtures import CHEAP

pytestmark = pytest.mark.of_files("backups are of the file")
THERE = {"Zulaikha Pangaribuan", "Bilung"}
ERASED = {"—", "Bilung"}


@pytest.fixture
def her(keep):
    person, _other = keep(a.person(name="Zulaikha Pangaribuan"), a.person(name="Bilung"))
    return person.id


@pytest.fixture
def erase_her(store, keep, her):
    with store.reading() as session:
        store.officer_id = officers(session)[0].id
    second = keep(Officer(name="Agus Salim", role=Role.COORDINATOR)).id
    set_pin(store, second, "4711", CHEAP)

    def _erase():
        witness = prove(store, second, "4711", Right.ERASE)
        return finish(erase(store, her, ErasureCause.REQUEST, witness)).number

    return _erase


@pytest.fixture
def copied(store, her, tmp_path):
    """A copy that somebody took elsewhere before anybody was erased."""
    (tmp_path / "elsewhere").mkdir()
    return finish(back_up(store, tmp_path / "elsewhere" / "salinan.jangkau"))


def opened(path, known=()):
    """Open a file by itself; return whom it shows and what is told."""
    there = opening.open_store(path, known=known)
    with there.reading() as session:
        shown = set(session.scalars(select(Person.name)))
    told = there.notice
    there.close()
    return shown, told


def test_a_backup_opened_by_itself_shows_nobody_who_was_erased_since(store, her, erase_her):
    made = finish(make_backup(store)).path
    number = erase_her()
    shown, told = opened(made)
    assert shown == ERASED
    assert told.startswith("This is an older copy. 1 person who was erased")
    assert b"Zulaikha" not in made.read_bytes()
    again = opening.open_store(made)
    with again.reading() as session:
        assert session.scalars(select(Erasure.number)).all() == [number]
    assert finish(verify_history(again)).findings == ()
    assert again.notice == ""
    again.close()


def test_a_backup_that_was_cleared_counts_on(store, her, erase_her, tmp_path):
    choose_second_place(store.path, tmp_path, utc_now())
    finish(make_backup(store))
    [second] = [one for one in known_backups(store.path) if one.place is Place.SECOND]
    erase_her()
    assert opened(second.path)[0] == ERASED
    [cleared] = [one for one in known_backups(store.path) if one.place is Place.SECOND]
    assert cleared.counts
    assert cleared.moment == second.moment
    assert cleared.manifest.contents != second.manifest.contents
    assert finish(verify(cleared, store.file_key)).counts


def test_a_backup_that_was_altered_is_not_proven_by_clearing_it(store, erase_her):
    made = finish(make_backup(store))
    there = opening.open_store(made.path)
    with there.writing("Alter") as session:
        session.add(a.person(name="Bilung"))
    there.close()
    erase_her()
    assert opened(made.path)[0] == ERASED
    [known] = known_backups(store.path)
    assert known.manifest == made.manifest, "it says no more than it did"


def test_what_a_restore_shows_beforehand_names_nobody_who_was_erased_since(store, keep, erase_her):
    first = finish(make_backup(store)).path
    with store.writing() as session:
        named(session, "Invite {person}", person="Zulaikha Pangaribuan")
        session.add(a.person(name="Usat"))
    made = finish(make_backup(store)).path
    unlocked = Unlocked(first, store.file_key)
    told = finish(look_into(made, unlocked, store.file_key))
    assert "Zulaikha" in str((told.lost, told.latest)), "she is there as yet"
    erase_her()
    for database, backup in ((made, first), (store.path, made)):
        told = finish(look_into(database, Unlocked(backup, store.file_key), store.file_key))
        assert told.latest
        assert told.lost
        assert "Zulaikha" not in str(told)
    assert {"Invite …"} == {
        one.title for one in finish(look_into(made, unlocked, store.file_key)).lost
    }


def test_a_copy_taken_elsewhere_is_told_by_the_databases_this_computer_knows(
    store, copied, erase_her
):
    erase_her()
    assert not erased_path(copied).exists()
    assert opened(copied, [store.path])[0] == ERASED


def test_a_copy_is_told_by_the_second_place_where_the_office_is_not_there_any_more(
    store, copied, erase_her, tmp_path
):
    choose_second_place(store.path, tmp_path, utc_now())
    finish(make_backup(store))
    erase_her()
    [second] = [one.path for one in known_backups(store.path) if one.place is Place.SECOND]
    assert erased_path(second).exists()
    for path in (store.path.parent.glob("*.erased"), folder_of(store.path).glob("*.erased")):
        for one in list(path):
            one.unlink()
    assert opened(copied, [store.path])[0] == ERASED


def test_what_the_list_says_leads_to_nobody_without_the_database(store, her, erase_her):
    erase_her()
    [said] = json.loads(erased_path(store.path).read_text())
    assert said.keys() == {"person_id", "number", "at", "cause", "office", "proof"}
    with store.reading() as session:
        chain = session.scalars(select(Action.chain).order_by(Action.id)).first()
    assert chain.hex()[:16] not in json.dumps(said)


def test_a_list_of_another_office_does_nothing_and_is_told(store, copied, her, tmp_path):
    other = opening.create(tmp_path / "lain.jangkau")
    with other.writing("Begin") as session:
        session.add(a.person(name="Lain"))
    add_erased(copied, [office_mark(other).signed(Erased(her, "HPS-1", utc_now()))])
    other.close()
    shown, told = opened(copied)
    assert shown == THERE
    assert "is of another office" in told


def test_nobody_erases_by_a_list_they_wrote_themselves(store, copied, her, erase_her):
    erase_her()
    [line] = json.loads(erased_path(store.path).read_text())
    with store.reading() as session:
        bilung = session.scalar(select(Person.id).where(Person.name == "Bilung"))
    erased_path(copied).write_text(json.dumps([line | {"person_id": bilung}]))
    shown, told = opened(copied)
    assert shown == THERE
    assert "was altered" in told


def test_a_damaged_list_is_told_and_keeps_no_file_shut(store, copied):
    backup = finish(make_backup(store)).path
    erased_path(copied).write_bytes(b'[{"person_id": 1')
    erased_path(store.path).write_bytes(b"{")
    for path, damaged in ((copied, copied), (backup, store.path)):
        shown, told = opened(path)
        assert shown == THERE
        assert told.startswith(f"The list of who was erased, {erased_path(damaged)}, cannot be")


def test_a_list_from_before_lists_were_marked_is_read_at_a_restore_and_marked_by_its_office(
    store, copied, erase_her
):
    erase_her()
    office = store.path
    plain = [replace(one, office="", proof="") for one in read_erased(office)]
    erased_path(office).unlink()
    for path in (office, copied):
        add_erased(path, plain)
    shown, told = opened(copied)
    assert shown == THERE
    assert "does not say of which office" in told
    store.close()
    opened(office)
    [marked] = read_erased(office)
    assert marked.office
    unlocked = finish(unlock_backup(office, copied))
    finish(get_ready(office, unlocked))
    finish(restore(office, unlocked, None))
    assert opened(office)[0] == ERASED


def test_a_record_that_was_made_after_the_erasure_has_but_the_number_of_the_erased(store, her):
    before = Erased(her, "HPS-1", utc_now() - timedelta(days=1))
    add_erased(store.path, [office_mark(store).signed(before)])
    assert erase_since(store) == ""
    with store.reading() as session:
        assert set(session.scalars(select(Person.name))) == THERE


def test_a_line_for_an_encrypted_office_is_not_written_without_its_key(
    tmp_path, protection, monkeypatch
):
    store = opening.create(tmp_path / "sealed.jangkau", protection)
    with store.writing("Begin") as session:
        session.add(a.person(name="Lain"))
    sealed, line = office_mark(store), Erased(1, "HPS-1", utc_now())
    monkeypatch.setattr(Store, "file_key", None)
    known = office_mark(store)  # by somebody who knows how its history begins and no more
    store.close()
    assert known.name == sealed.name
    assert sealed.wrote(sealed.signed(line))
    assert not sealed.wrote(known.signed(line))


LINES = st.lists(
    st.fixed_dictionaries(
        {
            "person_id": st.one_of(st.integers(), st.text(max_size=3)),
            "number": st.text(max_size=5),
            "at": st.sampled_from(["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x"]),
            "office": st.sampled_from(["", "OWN", "\ud800"]),
            "proof": st.text(max_size=3) | st.just("\ud800"),
        }
    ),
    max_size=3,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_whatever_a_list_says_that_this_office_did_not_write_nobody_is_erased(store, her, lines):
    mark = office_mark(store).name
    said = [one | {"office": one["office"].replace("OWN", mark)} for one in lines]
    erased_path(store.path).write_text(json.dumps([*said, {**line_of(her), "office": mark}]))
    assert isinstance(erase_since(store), str)
    with store.reading() as session:
        assert set(session.scalars(select(Person.name))) == THERE


def line_of(person):
    return {"person_id": person, "number": "HPS-1", "at": "2099-01-01T00:00:00+00:00"}
