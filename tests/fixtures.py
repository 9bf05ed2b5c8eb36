"""Stores to test with: real files, made once and copied."""

import shutil

import pytest

from models import opening
from models.keys import Cost, SlotKind, new_file_key, seal
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.words import speak

CHEAP = Cost(memory=64, passes=1, lanes=1)
"""A password's cost for tests: the real one would take a fifth of a second each time."""

OFFICE = OfficeDraft(
    name="Kantor Cabang Bulungan",
    place="Tanjung Selor",
    address="Jalan Durian 1, Tanjung Selor",
    head_name="Ahmad Contoh",
    time_zone="Asia/Makassar",
)


@pytest.fixture(autouse=True)
def _english():
    """Speak the language of the sources unless a test chooses another."""
    speak("en")
    yield
    speak("en")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "empty.jangkau"
    store = opening.create(path)
    store.settle()
    store.close()
    return path


@pytest.fixture(scope="session")
def office_file(tmp_path_factory, empty_file):
    path = tmp_path_factory.mktemp("template") / "office.jangkau"
    shutil.copy(empty_file, path)
    store = opening.open_store(path)
    with store.writing() as session:
        set_up_office(session, OFFICE, OfficerDraft(name="Rina Contoh", position="Koordinator"))
    store.settle()
    store.close()
    return path


@pytest.fixture
def bare_store(tmp_path, empty_file):
    """A store in which nobody has set up an office."""
    path = tmp_path / "bare.jangkau"
    shutil.copy(empty_file, path)
    store = opening.open_store(path)
    yield store
    store.close()


@pytest.fixture
def store(tmp_path, office_file):
    """A store with an office in it."""
    path = tmp_path / "office.jangkau"
    shutil.copy(office_file, path)
    store = opening.open_store(path)
    yield store
    store.close()


@pytest.fixture
def keep(store):
    """Save records and return them, their ids filled in."""

    def _keep(*records):
        with store.writing("Keep what a test needs") as session:
            session.add_all(records)
        return records[0] if len(records) == 1 else records

    return _keep


@pytest.fixture
def protection():
    """A key sealed under the password ``rahasia kantor``."""
    key = new_file_key()
    return opening.Protection(key, [seal(key, "rahasia kantor", SlotKind.PASSWORD, CHEAP)])
