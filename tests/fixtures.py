"""Stores to test with: real files, made once and copied."""

import shutil
from contextlib import ExitStack, closing, contextmanager
from uuid import uuid4

import pytest

from models import opening
from models.engines.postgres import Server
from models.keys import Cost, SlotKind, new_file_key, seal
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.server.opening import create_server
from models.store import Store
from models.words import speak
from tests import server as server_of_tests

CHEAP = Cost(memory=64, passes=1, lanes=1)
"""A password's cost for tests: the real one would take a fifth of a second each time."""

OFFICE = OfficeDraft(
    name="Kantor Cabang Bulungan",
    place="Tanjung Selor",
    address="Jalan Durian 1, Tanjung Selor",
    head_name="Ahmad Contoh",
    time_zone="Asia/Makassar",
)
OFFICER = OfficerDraft(name="Rina Contoh", position="Koordinator")
EMPTY_ONE, OFFICE_ONE = "jangkau_empty", "jangkau_office"


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
        set_up_office(session, OFFICE, OFFICER)
    store.settle()
    store.close()
    return path


@pytest.fixture
def new_store(request, tmp_path):
    """Return a function that makes a store named so, with or without the tests' office in it."""
    on_server = request.config.getoption("engine") == "postgres"
    with ExitStack() as last:
        copied = _copied_database if on_server else _copied_file

        def _new_store(name, *, office=False):
            return last.enter_context(copied(request, tmp_path, name, office=office))

        yield _new_store


@pytest.fixture
def bare_store(new_store):
    """A store in which nobody has set up an office."""
    return new_store("bare")


@pytest.fixture
def store(new_store):
    """A store with an office in it."""
    return new_store("office", office=True)


@pytest.fixture(scope="session")
def lend_office(request, tmp_path_factory):
    """Return a function that lends one store after the other with the tests' office in it.

    For a test that tries many worlds: each is gone when it is given back.
    """
    on_server = request.config.getoption("engine") == "postgres"
    request.getfixturevalue("server" if on_server else "office_file")
    copied = _copied_database if on_server else _copied_file

    def _lend():
        return copied(request, tmp_path_factory.mktemp("lent"), "office", office=True)

    return _lend


@contextmanager
def _copied_file(request, folder, name, *, office):
    path = folder / f"{name}.jangkau"
    shutil.copy(request.getfixturevalue("office_file" if office else "empty_file"), path)
    with closing(opening.open_store(path)) as store:
        yield store


@contextmanager
def _copied_database(request, _folder, name, *, office):
    port = request.getfixturevalue("server")
    name = f"{name}_{uuid4().hex}"
    with (
        server_of_tests.database(port, name, OFFICE_ONE if office else EMPTY_ONE) as address,
        closing(Store(Server(address, 0))) as store,
    ):
        yield store


@pytest.fixture(scope="session")
def server(tmp_path_factory, worker_id):
    """The port of a server with an empty database and one with an office in it, to be copied.

    Processes that run tests side by side share it; the last one to end stops it.
    """
    root = tmp_path_factory.getbasetemp()
    shared = root if worker_id == "master" else root.parent
    with server_of_tests.shared(shared, worker_id, _fill_server) as port:
        yield port


def _fill_server(port):
    for name in (EMPTY_ONE, OFFICE_ONE):
        server_of_tests.make(port, name)
        store = create_server(server_of_tests.address(port, name))
        if name == OFFICE_ONE:
            with store.writing() as session:
                set_up_office(session, OFFICE, OFFICER)
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
