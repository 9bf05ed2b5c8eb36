import pytest

from models import opening
from models.backup import back_up, last_backup
from models.errors import UserError
from models.keys import slots_path
from models.partners.tables import Partner
from models.progress import finish
from tests import factories as a


def test_a_copy_of_an_encrypted_database_opens_with_the_same_password(tmp_path, protection):
    store = opening.create(tmp_path / "kantor.jangkau", protection)
    with store.writing("Add") as session:
        session.add(a.partner(name="Dinas"))
    assert last_backup(store) is None
    target = tmp_path / "usb" / "salinan.jangkau"
    target.parent.mkdir()
    assert finish(back_up(store, target)) == target
    assert last_backup(store) is not None
    store.close()
    copy = opening.open_store(target, "rahasia kantor")
    with copy.reading() as session:
        assert [one.name for one in session.query(Partner)] == ["Dinas"]
    copy.close()
    assert slots_path(target).exists()


def test_a_copy_has_what_was_committed_a_moment_ago(tmp_path, store, keep):
    target = tmp_path / "salinan.jangkau"
    for number in range(3):
        keep(a.partner(name=f"Dinas {number}"))
    finish(back_up(store, target))
    copy = opening.open_store(target)
    with copy.reading() as session:
        assert len(session.query(Partner).all()) == 3
    copy.close()


def test_the_database_is_never_copied_onto_itself(store):
    with pytest.raises(UserError, match="itself"):
        finish(back_up(store, store.path))


def test_a_place_that_cannot_be_written_to_is_told(tmp_path, store):
    with pytest.raises(UserError, match="could not be written"):
        finish(back_up(store, tmp_path / "nowhere" / "salinan.jangkau"))
    assert last_backup(store) is None


def test_a_copy_stopped_half_way_leaves_nothing(tmp_path, store):
    work = back_up(store, tmp_path / "salinan.jangkau")
    next(work)
    work.close()
    assert list(tmp_path.glob("*salinan*")) == []
    with store.writing("Still works") as session:
        session.add(a.partner())
