"""What is typed while the server is away is kept by this computer, and brought to it afterwards."""

from contextlib import closing

import pytest

from models import unsaved
from models.office.drafts import OfficerDraft
from models.server.aside_file import aside_file
from models.store import Store
from models.troubles import NotKeptError
from tests.keyrings import in_memory

KEY = unsaved.key_of("officer", None)


@pytest.fixture
def away(server, store):
    """The office's store, of which the server does not answer just now."""
    keep(store, "before")
    store._note_reached(False)
    return store


def keep(store, name):
    unsaved.keep(store, KEY, name, OfficerDraft(name=name))


def typed(store):
    found = unsaved.take(store, KEY)
    return found.draft(OfficerDraft).name if found else None


def test_nobody_waits_for_a_server_that_is_known_to_be_away(away):
    with pytest.raises(NotKeptError, match="does not answer"), away.reading():
        pass


def test_what_is_typed_is_there_at_once_and_at_the_server_afterwards(away):
    keep(away, "Rina")
    assert typed(away) == "Rina"
    assert [one.title for one in unsaved.all_of(away, "officer")] == ["Rina"]
    away._note_reached(True)
    assert typed(away) == "Rina"
    assert not away.aside.holds
    with closing(Store(away.place)) as again:
        assert typed(again) == "Rina"


def test_what_is_let_go_meanwhile_does_not_come_back(away):
    unsaved.forget(away, KEY)
    assert typed(away) is None
    away._note_reached(True)
    assert typed(away) is None


def test_it_survives_the_program_in_a_file_that_nobody_reads(away, tmp_path):
    with in_memory():
        away.aside.keep_in(aside_file(away.place, tmp_path))
        keep(away, "Rina")
        assert away.aside.lasting
        (file,) = tmp_path.glob("typed-*")
        assert b"Rina" not in file.read_bytes()
        with closing(Store(away.place)) as again:
            again.aside.keep_in(aside_file(away.place, tmp_path))
            assert typed(again) == "Rina"
        assert not file.exists()


def test_without_a_sound_keyring_or_in_a_folder_that_is_full_it_is_said_not_to_last(away, tmp_path):
    assert aside_file(away.place, tmp_path) is None
    assert not away.aside.lasting
    (tmp_path / "full").write_text("no folder")
    with in_memory():
        away.aside.keep_in(aside_file(away.place, tmp_path / "full"))
        keep(away, "Rina")
        assert not away.aside.lasting
    assert typed(away) == "Rina"


def test_a_file_that_is_cut_or_foreign_holds_nothing(away, tmp_path):
    with in_memory():
        away.aside.keep_in(aside_file(away.place, tmp_path))
        keep(away, "Rina")
        (file,) = tmp_path.glob("typed-*")
        for content in (file.read_bytes()[:-1], b"", b"x" * 60):
            file.write_bytes(content)
            assert aside_file(away.place, tmp_path).read() == {}
