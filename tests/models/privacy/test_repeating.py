import pytest
from sqlalchemy import select

from models import opening
from models.backups.erased import erased_path
from models.backups.making import make_backup
from models.backups.restoring import get_ready, restore, unlock_backup
from models.history.verifying import verify_history
from models.people.tables import Person
from models.privacy.repeating import repeat_erasures
from models.privacy.tables import Erasure, ErasureCause
from models.privacy.wiping import erase
from models.progress import finish
from tests import factories as a

pytestmark = pytest.mark.of_files("backups are of the file")


@pytest.fixture
def people(keep):
    her, other = keep(a.person(name="Zulaikha Pangaribuan"), a.person(name="Bilung"))
    return her.id, other.id


def restored(store):
    """Put the newest backup in the place of the file, and open that."""
    made = finish(make_backup(store))
    yield
    path = store.path
    store.close()
    unlocked = finish(unlock_backup(path, made.path, None, None))
    finish(get_ready(path, unlocked))
    finish(restore(path, unlocked, None))
    yield opening.open_store(path)


def names(store):
    with store.reading() as session:
        return dict(session.execute(select(Person.id, Person.name)).all())


def test_who_was_erased_is_erased_again_after_a_restore(store, people, witness):
    steps = restored(store)
    next(steps)
    done = finish(erase(store, people[0], ErasureCause.RETENTION, witness, basis="x"))
    again = next(steps)
    assert names(again) == {people[0]: "—", people[1]: "Bilung"}
    with again.reading() as session:
        kept = session.scalars(select(Erasure)).one()
    assert (kept.number, kept.cause) == (done.number, ErasureCause.RETENTION)
    assert b"Zulaikha" not in again.path.read_bytes()
    assert finish(verify_history(again)).findings == ()
    again.close()


def test_a_list_of_a_later_program_does_not_keep_the_file_shut(store, people, witness):
    steps = restored(store)
    next(steps)
    finish(erase(store, people[0], ErasureCause.RETENTION, witness))
    listed = erased_path(store.path)
    listed.write_text(listed.read_text().replace("retention", "court order"))
    again = next(steps)
    assert names(again)[people[0]] == "—"
    with again.reading() as session:
        assert session.scalars(select(Erasure.cause)).all() == [ErasureCause.REQUEST]
    again.close()


def test_who_is_not_in_the_backup_is_left_out(store, people, witness, keep):
    steps = restored(store)
    next(steps)
    late = keep(a.person(name="Baru")).id
    finish(erase(store, late, ErasureCause.REQUEST, witness))
    again = next(steps)
    assert set(names(again).values()) == {"Zulaikha Pangaribuan", "Bilung"}
    again.close()


def test_nothing_is_done_where_everybody_is_erased_already(store, people, witness):
    finish(erase(store, people[0], ErasureCause.REQUEST, witness))
    assert repeat_erasures(store) == []
    with store.reading() as session:
        assert len(session.scalars(select(Erasure)).all()) == 1


def test_a_number_that_the_restored_file_does_not_know_is_not_given_again(
    store, people, witness, keep
):
    steps = restored(store)
    next(steps)
    late = keep(a.person()).id
    first = finish(erase(store, late, ErasureCause.REQUEST, witness)).number
    again = next(steps)
    again.officer_id = store.officer_id
    second = finish(erase(again, people[0], ErasureCause.REQUEST, witness)).number
    assert (first[-4:], second[-4:]) == ("0001", "0002")
    again.close()
