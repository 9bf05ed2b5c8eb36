"""Who was erased travels with the backups: to the second place, and to another computer."""

import json
import shutil

import pytest
from sqlalchemy import select

from models import opening
from models.backups.erased import erased_path, read_erased
from models.backups.keeping import choose_second_place, folder_of
from models.backups.known import Place, known_backups, remove
from models.backups.making import back_up, copy_whole, make_backup
from models.backups.restoring import get_ready, restore, unlock_backup
from models.base import utc_now
from models.errors import UserError
from models.office.pins import set_pin
from models.office.queries import officers
from models.office.rights import Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.people.tables import Person
from models.privacy.certificates import certificate
from models.privacy.tables import Erasure, ErasureCause
from models.privacy.wiping import erase
from models.progress import finish
from tests import factories as a
from tests.fixtures import CHEAP


@pytest.fixture
def her(keep):
    person, _other = keep(a.person(name="Zulaikha Pangaribuan"), a.person(name="Bilung"))
    return person.id


@pytest.fixture
def stick(store, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    choose_second_place(store.path, folder, utc_now())
    return folder


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


def restored_elsewhere(backup, folder):
    """Restore a backup on a computer that never knew the database; return it, open."""
    folder.mkdir()
    database = folder / "kantor.jangkau"
    unlocked = finish(unlock_backup(database, backup))
    finish(get_ready(database, unlocked))
    finish(restore(database, unlocked, None))
    return opening.open_store(database)


def names(store):
    with store.reading() as session:
        return set(session.scalars(select(Person.name)))


def second_of(store):
    return [one.path for one in known_backups(store.path) if one.place is Place.SECOND]


def test_a_backup_restored_on_another_computer_erases_who_was_erased_since(
    store, her, stick, erase_her, tmp_path
):
    finish(make_backup(store))
    number = erase_her()
    elsewhere = tmp_path / "taken along"
    [taken] = second_of(store)
    shutil.copytree(taken.parent, elsewhere)
    there = restored_elsewhere(elsewhere / taken.name, tmp_path / "new")
    assert names(there) == {"—", "Bilung"}
    with there.reading() as session:
        assert session.scalars(select(Erasure.number)).all() == [number]
    assert b"Zulaikha" not in there.path.read_bytes()
    there.close()


def test_a_stick_that_was_away_is_told_with_the_next_backup(store, her, stick, erase_her, tmp_path):
    finish(make_backup(store))
    [old] = second_of(store)
    away = stick.rename(tmp_path / "away")
    erase_her()
    away.rename(stick)
    assert read_erased(old) == []
    finish(make_backup(store))
    assert [one.person_id for one in read_erased(old)] == [her]
    there = restored_elsewhere(old, tmp_path / "new")
    assert names(there) == {"—", "Bilung"}
    there.close()


def test_an_older_backup_is_told_of_on_a_computer_that_began_with_a_newer_one(
    store, her, stick, erase_her, tmp_path
):
    """The new computer goes on with the list, also for a copy that nobody could tell."""
    by_hand = finish(back_up(store, tmp_path / "salinan.jangkau"))
    erase_her()
    newer = finish(make_backup(store)).path
    there = restored_elsewhere(newer, tmp_path / "new")
    assert [one.person_id for one in read_erased(there.path)] == [her]
    database = there.path
    there.close()
    shutil.copy(by_hand, folder_of(database) / "salinan.jangkau")
    unlocked = finish(unlock_backup(database, folder_of(database) / "salinan.jangkau"))
    finish(get_ready(database, unlocked))
    finish(restore(database, unlocked, None))
    again = opening.open_store(database)
    assert names(again) == {"—", "Bilung"}
    again.close()


def test_a_copy_made_by_hand_takes_the_list_along(store, her, erase_her, tmp_path):
    erase_her()
    copy = finish(back_up(store, tmp_path / "salinan.jangkau"))
    assert [one.person_id for one in read_erased(copy)] == [her]


def test_where_nobody_was_erased_no_list_lies_beside_a_backup(store, her):
    assert not erased_path(finish(make_backup(store)).path).exists()


def test_the_list_goes_with_its_backup(store, her, erase_her):
    made = finish(make_backup(store)).path
    erase_her()
    assert erased_path(made).exists()
    remove(made)
    assert not erased_path(made).exists()


def test_a_list_that_cannot_be_read_holds_up_a_restore_and_no_backup(
    store, her, erase_her, tmp_path
):
    erase_her()
    erased_path(store.path).write_text(json.dumps({"rusak": 1}))
    made = finish(make_backup(store))
    assert made.counts
    with pytest.raises(UserError, match="cannot be read"):
        restored_elsewhere(made.path, tmp_path / "new")


def test_the_copy_made_before_an_upgrade_is_told_and_listed_too(store, her, erase_her, tmp_path):
    before = store.path.with_name(f"{store.path.stem}-before-0009{store.path.suffix}")
    finish(copy_whole(store, before))
    number = erase_her()
    assert [one.number for one in read_erased(before)] == [number]
    with store.reading() as session:
        erasure_id = session.scalars(select(Erasure.id)).one()
        assert len(certificate(session, store.path, erasure_id).backups) == 1
    again = restored_elsewhere(before, tmp_path / "other")
    assert names(again) == {"—", "Bilung"}
    again.close()
